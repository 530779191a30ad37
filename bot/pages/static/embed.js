// Line and preview follow what a web editor chooses. What the line says, the server writes.

import { chooseColours } from "./contrast.js";

const COLOURS = ["accent", "on-accent", "ink", "paper"];
const PAUSE = 250; // milliseconds without a key

const form = document.querySelector(".choices");
const button = form.querySelector("[type=submit]");
let asked = 0;
let waiting = 0;

button.hidden = true;
paint();
form.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(update, PAUSE);
});
form.addEventListener("submit", (event) => {
  if (!button.hidden) return;
  event.preventDefault();
  update();
});

async function update() {
  const number = ++asked;
  const address = `/embed?${new URLSearchParams(new FormData(form))}`;
  try {
    const response = await fetch(address, { cache: "no-store" });
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (number !== asked) return;
    show(page);
    history.replaceState(null, "", address);
    button.hidden = true;
  } catch {
    button.hidden = false; // it loads the page: then the browser says what is wrong
  }
}

function show(page) {
  for (const id of ["line", "style"]) take(page, id, "value");
  for (const { id } of document.querySelectorAll(".contrast")) take(page, id, "textContent");
  for (const id of ["styled", "of-dialog"]) take(page, id, "hidden");
  document.querySelector(".language-links").replaceWith(page.querySelector(".language-links"));
  preview({ ...page.querySelector("#preview script").dataset });
}

// Only what differs: a status that is set again is read again.
function take(page, id, property) {
  const [here, there] = [document, page].map((each) => each.getElementById(id));
  if (here[property] !== there[property]) here[property] = there[property];
}

function preview(data) {
  let chat = document.querySelector("partner-chat");
  if (!chat || (chat.dataset.mode ?? "") !== (data.mode ?? "")) {
    chat?.close();
    chat?.remove();
    chat = document.createElement("partner-chat");
    Object.assign(chat.dataset, data);
    (data.mode ? document.getElementById("preview") : document.body).append(chat);
  }
  for (const name of ["language", "position", "title", "suggestions"]) {
    if ((chat.dataset[name] ?? "") === (data[name] ?? "")) continue;
    if (data[name]) chat.dataset[name] = data[name];
    else delete chat.dataset[name];
  }
  paint();
}

// As the style sheet of the host page would: the chat itself sees whether they can be read.
function paint() {
  const chat = document.querySelector("partner-chat");
  const chosen = document.getElementById("style").value;
  for (const name of COLOURS) {
    const property = `--partner-chat-${name}`;
    const colour = form.elements[name.replace("-", "_")].value;
    if (chosen.includes(`${property}:`)) chat?.style.setProperty(property, colour);
    else chat?.style.removeProperty(property);
  }
  for (const panel of chat?.shadowRoot.querySelectorAll(".chat, .launcher") ?? []) chooseColours(panel);
}
