// Elements and texts. Whatever comes from elsewhere goes in as text, never as HTML.

/** Return a new element with `attributes` (true: present; null, false: absent) and those `children` that are something; lists of lists too. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  if (name === "button") element.type = "button"; // unless it is said to submit
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

/** Return a link that opens a new tab; `hint` says so to who cannot see it. */
export function makeLink(href, text, hint) {
  return make("a", { href, target: "_blank", rel: "noreferrer" }, text, make("span", { class: "unseen" }, ` ${hint}`));
}

/** Return `text` with its {placeholders} filled from `values`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const UNSEEN = /((?![\xad\u200c\u200d])\p{Cf})/gu;

/** Return nodes that show `text` as it is: characters that nobody sees stand as their numbers. */
export function showText(text) {
  return text.split(UNSEEN).map((part, place) => (place % 2 ? make("code", {}, nameUnseen(part)) : part));
}

/** Return `text` with the numbers of characters that nobody sees in their place. */
export function nameUnseen(text) {
  return text.replace(UNSEEN, (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase()}`);
}

/** Return the date YYYY, YYYY-MM or YYYY-MM-DD as `language` writes it. */
export function writeDate(value, { texts, language }) {
  const [y, MM, dd] = value.split("-");
  if (!MM) return y;
  const form = { month: "long", day: dd && "numeric" }; // a month may read otherwise after a day
  const parts = new Intl.DateTimeFormat(language, form).formatToParts(new Date(y, MM - 1));
  const letters = { y, MM, dd, d: +dd, MMMM: parts.find(({ type }) => type === "month").value };
  return (dd ? texts.date_day : texts.date_month).replace(/MMMM|MM|dd|d|y/g, (each) => letters[each]);
}

/** Return today as YYYY-MM-DD, on the reader's calendar; Swedes write it so. */
export function writeToday() {
  return new Date().toLocaleDateString("sv");
}
