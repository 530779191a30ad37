// An answer as /api/ask gives it in, elements or plain text out.

import { fill, make, makeLink, nameUnseen, showText, writeDate, writeToday } from "./dom.js";

/** Return the elements of `answer`; `context` is {texts, language, base, ask, announce}. */
export function renderAnswer(answer, context) {
  const { texts } = context;
  const cards = answer.citations.map((citation) => renderSource(citation, context, citation.number));
  const related = answer.related.map((citation) => renderSource(citation, context));
  return [
    ...renderTexts(answer, cards, context),
    cards.length && make("h4", {}, texts.quotes),
    cards.length && make("ol", { class: "sources" }, cards),
    related.length && make("h4", {}, texts.related),
    related.length && make("ul", { class: "sources related" }, related),
    ...renderSuggestions(answer.suggestions, answer.language, context),
  ];
}

/** Return the buttons that ask the `suggestions`, under a heading; nothing when there are none. */
export function renderSuggestions(suggestions, language, { texts, ask }, heading = "h4") {
  if (!suggestions.length) return [];
  const items = suggestions.map((text) => make("li", {}, make("button", { onclick: () => ask(text) }, text)));
  return [make(heading, {}, texts.suggestions), make("ul", { class: "suggestions", lang: language }, items)];
}

/** Return `answer` and its sources as plain text. */
export function writeAnswer(answer, context) {
  const list = (heading, citations, mark) => citations.length
    && `${heading}:\n${citations.map((citation) => mark(citation) + writeCitation(citation, context)).join("\n")}`;
  return [
    answer.text,
    ...answer.notices.map(({ text }) => `! ${text}`),
    list(context.texts.quotes, answer.citations, ({ number }) => `[${number}] `),
    list(context.texts.related, answer.related, () => "- "),
  ].filter(Boolean).join("\n\n");
}

/** Return the paragraphs of what `answer` says, then of its notices; marks are buttons where there are `cards`. */
export function renderTexts(answer, cards, context) {
  const say = (name, nodes) => make("p", { class: cards && name, lang: answer.language }, nodes);
  const showMark = (number) => {
    const [mark, card] = [`[${number}]`, cards?.[number - 1]];
    return card ? make("button", { class: "mark", lang: context.language, "aria-label": fill(context.texts.quote_number, { mark }), onclick: () => card.focus() }, mark) : mark;
  };
  const said = answer.parts.flatMap(({ text, language, citation, lead }) => [
    make("bdi", { lang: language }, answer.short && lead ? showLead(text, answer) : showText(text)),
    ...(citation ? [" ", showMark(citation), "\n\n"] : ["\n"]),
  ]);
  return [say("words", said.slice(0, -1)), ...answer.notices.map(({ text, citation }) => {
    const { title, language } = answer.citations[citation - 1] ?? {};
    return say("note", text.split(title).flatMap((piece, place) => [
      place && make("bdi", { lang: language }, showText(title)),
      ...piece.split(/\[(\d+)\]/).flatMap((each, turn) => (turn % 2 ? showMark(each) : showText(each))),
    ]));
  })];
}

// The lead holds its quote on one line; the short answer has its place in the document's text, in characters.
function showLead(text, { citations, short }) {
  const { quote, start } = citations[short.citation - 1];
  const before = writeLine(`${[...quote].slice(0, short.start - start).join("")}|`);
  const from = text.indexOf(writeLine(quote)) + before.length - 1;
  const to = from + writeLine(short.text).length;
  const cut = (...places) => showText(text.slice(...places));
  return [...cut(0, from), make("mark", { class: "short" }, cut(from, to)), ...cut(to)];
}

// With a `number` its quote stands in the answer, and is folded away here.
function renderSource(citation, context, number) {
  const { texts, language, base } = context;
  const quote = make("blockquote", { lang: citation.language, dir: "auto" }, showText(citation.quote));
  return make("li", { tabindex: number && "-1" },
    make("p", { class: "title" },
      number && `[${number}] `,
      make("bdi", { lang: citation.language }, showText(citation.title))),
    make("p", { class: "facts" }, listFacts(citation, texts, language).map((fact) => make("span", { lang: fact === citation.publisher && citation.language }, showText(fact)))),
    citation.summary && make("p", { class: "facts" }, texts.summary),
    number ? make("details", {}, make("summary", {}, texts.wording), quote) : quote,
    make("p", { class: "links" },
      makeLink(addressOf(citation, base, language), texts.read_in_document, texts.new_tab),
      make("button", { class: "quiet", onclick: (event) => copy(citation, context, event.currentTarget) },
        texts.copy_citation)),
  );
}

// As Python joins what it splits.
function writeLine(quote) {
  return quote.split(/[\p{White_Space}\x1c-\x1f]+/u).filter(Boolean).join(" ");
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
  const about = [citation.title, ...listFacts(citation, texts, language)].join(", ");
  const [open, close] = { de: "„“", ru: "«»", en: "“”" }[language];
  const whole = [about, citation.summary && texts.summary, addressOf(citation, base, language)].filter(Boolean);
  return `${open}${citation.quote}${close} – ${whole.join(". ")}`;
}

// Without clipboard rights the citation is shown selected, to be copied.
async function copy(citation, context, button) {
  const { texts, announce } = context;
  const text = nameUnseen(writeCitation(citation, context));
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = texts.copied;
    announce(texts.copied);
  } catch {
    const field = make("textarea", { class: "copy", readonly: true, rows: "4", "aria-label": texts.copy_by_hand });
    field.value = text;
    button.replaceWith(field);
    field.select();
    field.focus();
  }
}
