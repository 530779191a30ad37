// The page in another language without losing the conversation: its labels are exchanged, the chat stays.

const LABELS = ["title", ".top", "main > h1", ".intro", ".documents", ".bottom"];

async function switchTo(link) {
  const response = await fetch(link.href, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  const other = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const label of LABELS) {
    const [here, there] = [document, other].map((page) => page.querySelector(label));
    if (here && there) here.replaceWith(there);
  }
  document.documentElement.lang = link.lang;
  document.querySelector("partner-chat").dataset.language = link.lang;
  history.replaceState(null, "", link.href);
  document.querySelector(`.language-links [lang=${link.lang}]`).focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".language-links a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  switchTo(link).catch(() => location.assign(link.href));
});
