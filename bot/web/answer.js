// An answer as /api/ask gives it in, elements or plain text out.

import { fill, make, makeLink, nameUnseen, showText, writeDate, writeToday } from "./dom.js";

/** Return the elements of `answer`; `context` is {texts, language, base, ask, announce}. */
export function renderAnswer(answer, context) {
  const { texts } = context;
  const { related } = answer;
  const cards = answer.citations.map((citation) =>
    renderSource(citation, context, citation.number, answer.text.includes(writeLine(citation.quote))));
  return [
    make("p", { class: "words", lang: answer.language }, ...renderText(answer.text, answer, cards, context)),
    ...answer.notices.map(({ text }) => make("p", { class: "note", lang: answer.language }, ...renderText(text, answer, cards, context))),
    cards.length && make("h4", {}, texts.quotes),
    cards.length && make("ol", { class: "sources" }, ...cards),
    related.length && make("h4", {}, texts.related),
    related.length && make("ul", { class: "sources related" }, ...related.map((citation) => renderSource(citation, context))),
    ...renderSuggestions(answer.suggestions, answer.language, context),
  ].filter(Boolean);
}

/** Return the buttons that ask the `suggestions`, under a heading; nothing when there are none. */
export function renderSuggestions(suggestions, language, { texts, ask }, heading = "h4") {
  if (!suggestions.length) return [];
  const buttons = suggestions.map((text) => make("button", { onclick: () => ask(text) }, text));
  return [
    make(heading, {}, texts.suggestions),
    make("ul", { class: "suggestions", lang: language }, ...buttons.map((button) => make("li", {}, button))),
  ];
}

/** Return `answer` and its sources as plain text. */
export function writeAnswer(answer, context) {
  const list = (heading, citations, mark) => citations.length
    && [`${heading}:`, ...citations.map((citation) => mark(citation) + writeCitation(citation, context))].join("\n");
  return [
    answer.text,
    ...answer.notices.map(({ text }) => `! ${text}`),
    list(context.texts.quotes, answer.citations, ({ number }) => `[${number}] `),
    list(context.texts.related, answer.related, () => "- "),
  ].filter(Boolean).join("\n\n");
}

/** Return `text` of `answer`, with a button for each mark of the `cards`; what is in another language says so. */
export function renderText(text, answer, cards = [], context = null) {
  const languages = new Map(answer.citations.flatMap(({ quote, title, language }) => [[writeLine(quote), language], [title, language]]));
  if (answer.status === "unsupported_language") {
    // Said in all three, the reader's first.
    const order = new Set([answer.language, "de", "ru", "en"]);
    text.split("\n").forEach((line, place) => languages.set(line, [...order][place]));
  }
  const longest = [...languages.keys()].sort((one, other) => other.length - one.length);
  const escaped = longest.map((words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${[...escaped, "\\[\\d{1,3}\\]"].join("|")})`));
  return parts.filter(Boolean).flatMap((part) => {
    const card = cards[answer.citations.findIndex((citation) => part === `[${citation.number}]`)];
    if (card) return [renderMark(part, card, context)];
    return languages.has(part) && languages.get(part) !== answer.language
      ? [make("bdi", { lang: languages.get(part) }, ...showText(part))]
      : showText(part);
  });
}

function renderMark(mark, card, { texts, language }) {
  return make("button", { class: "mark", lang: language, "aria-label": fill(texts.quote_number, { mark }), onclick: () => card.focus() }, mark);
}

// `seen`: the answer's text holds the quote, which is folded away.
function renderSource(citation, context, number, seen = false) {
  const { texts, language, base } = context;
  const quote = make("blockquote", { lang: citation.language, dir: "auto" }, ...showText(citation.quote));
  return make("li", { tabindex: number && "-1" },
    make("p", { class: "title" },
      number && `[${number}] `,
      make("bdi", { lang: citation.language }, ...showText(citation.title))),
    make("p", { class: "facts" }, ...listFacts(citation, texts, language).map((fact) => make("span", { lang: fact === citation.publisher && citation.language }, ...showText(fact)))),
    seen ? make("details", {}, make("summary", {}, texts.wording), quote) : quote,
    make("p", { class: "links" },
      makeLink(addressOf(citation, base, language), texts.read_in_document, texts.new_tab),
      make("button", { class: "quiet", onclick: (event) => copy(citation, context, event.currentTarget) },
        texts.copy_citation)),
  );
}

// The answer's text holds a quote without its line ends.
function writeLine(quote) {
  return quote.split(/\s+/).filter(Boolean).join(" ");
}

function listFacts(citation, texts, language) {
  const date = (value) => writeDate(value, language);
  const today = writeToday();
  return [
    citation.publisher,
    citation.published && date(citation.published),
    citation.page && fill(texts.page, { page: citation.page }),
    citation.valid_from > today && fill(texts.valid_from, { date: date(citation.valid_from) }),
    citation.valid_until && fill(citation.valid_until < today ? texts.expired_on : texts.valid_until, { date: date(citation.valid_until) }),
    citation.language !== language && texts[`language_${citation.language}`],
  ].filter(Boolean);
}

function addressOf(citation, base, language) {
  const address = new URL(citation.url.replace(/^\/+/, ""), base);
  address.searchParams.set("ui", language);
  return address.href;
}

function writeCitation(citation, { texts, language, base }) {
  const facts = listFacts(citation, texts, language);
  const [open, close] = { de: "„“", ru: "«»", en: "“”" }[language];
  return `${open}${citation.quote}${close} – ${[citation.title, ...facts].join(", ")}. ${addressOf(citation, base, language)}`;
}

// Without clipboard rights the citation is shown selected, to be copied.
async function copy(citation, context, button) {
  const { texts, announce } = context;
  const citationText = nameUnseen(writeCitation(citation, context));
  try {
    await navigator.clipboard.writeText(citationText);
    button.textContent = texts.copied;
    announce(texts.copied);
  } catch {
    const field = make("textarea", { class: "copy", readonly: true, rows: "4", "aria-label": texts.copy_by_hand });
    field.value = citationText;
    button.replaceWith(field);
    field.select();
    field.focus();
  }
}
