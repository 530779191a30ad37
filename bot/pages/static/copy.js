// Buttons that copy the text of another element; without scripts it is there to be selected.

for (const button of document.querySelectorAll("button[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const said = button.parentElement.querySelector("[role=status]");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    said.textContent = button.dataset.copied;
  } catch { // where the browser forbids it, or the page is not served over TLS
    select(source);
    said.textContent = button.dataset.failed;
  }
}

function select(source) {
  const fold = source.closest("details");
  if (fold) fold.open = true;
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
}
