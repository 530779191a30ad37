// An answer as /api/ask gives it in, elements or plain text out: what it says, its table, and what helps where it says nothing.

import { fill, make, makeLink, showText } from "./dom.js";
import { addressOf, groupByDocument, renderSource, writeCitation } from "./sources.js";

/** Return the elements of `answer`; `context` is what is spoken, and {language, base, ask, announce}. */
export function renderAnswer(answer, context) {
  const { texts, announce } = context;
  const cards = groupByDocument(answer.citations).map((quotes) => renderSource(quotes, context, listSaid(answer)));
  const turnTo = (number) => {
    const { path, title } = answer.citations[number - 1];
    for (const card of cards) card.ariaCurrent = card.dataset.path === path ? "true" : null;
    cards.find((card) => card.ariaCurrent).focus();
    announce(fill(texts.quote_number, { mark: `[${number}]` }), ": ", ...showText(title));
  };
  return [
    ...renderTexts(answer, context, turnTo),
    cards.length && make("h4", {}, texts.quotes),
    cards.length && make("ol", { class: "sources" }, cards),
    ...renderNearest(answer.related, context),
    answer.status === "not_found" && renderHelp(answer, context),
    ...renderSuggestions(answer.suggestions, answer.language, context),
  ];
}

/** Return the buttons that ask the `suggestions`, under a heading; nothing when there are none. */
export function renderSuggestions(suggestions, language, { texts, ask }, heading = "h4") {
  if (!suggestions.length) return [];
  const items = suggestions.map((text) => make("li", {}, make("button", { onclick: () => ask(text) }, text)));
  return [make(heading, {}, texts.suggestions), make("ul", { class: "suggestions", lang: language }, items)];
}

/** Return `answer` and its sources as plain text; what is quoted in it is not quoted again. */
export function writeAnswer(answer, context) {
  const { texts, operator } = context;
  const { table, related } = answer;
  const said = listSaid(answer);
  const list = (heading, citations, write) => citations.length && `${heading}:\n${citations.map(write).join("\n")}`;
  const writeCell = ({ text, citation }) => text + (citation ? ` [${citation}]` : "");
  return [
    answer.text,
    table && table.rows.map((row) => row.map((cell, place) => `${place ? "  " : "- "}${table.columns[place]}: ${writeCell(cell)}`).join("\n")).join("\n"),
    ...answer.notices.map(({ text }) => `! ${text}`),
    list(texts.quotes, answer.citations, (each) => `[${each.number}] ${writeCitation(each, context, !said.has(each.number))}`),
    list(texts.related, related, (each) => `- ${writeCitation(each, context)}`),
    answer.status === "not_found" && operator.contact && `${texts.person}: ${listContact(operator.contact).join(", ")}`,
  ].filter(Boolean).join("\n\n");
}

/** Return what `answer` says: the lead, notices, more, the table; to be heard once, only the first two, where `turnTo` no source can be turned. */
export function renderTexts(answer, context, turnTo) {
  const say = (name, nodes) => make("p", { class: turnTo && name, lang: answer.language }, nodes);
  const showMark = (number) => {
    const mark = `[${number}]`;
    return turnTo ? make("button", { class: "mark", lang: context.language, "aria-label": fill(context.texts.quote_number, { mark }), onclick: () => turnTo(number) }, mark) : mark;
  };
  const sayBlock = (block, name) => say(block.at(-1)?.citation ? `${name} quoted` : name, block.flatMap(({ text, language, citation, short }) => [
    make("bdi", { lang: language }, short ? showShort([...text], ...short) : showText(text)),
    ...(citation ? [" ", showMark(citation)] : ["\n"]),
  ]));
  const [first, ...rest] = cutBlocks(answer.parts);
  const notices = answer.notices.map(({ parts }) => say("note", parts.flatMap(({ text, language, citation }) => {
    if (citation) return showMark(citation);
    return language === answer.language ? showText(text) : make("bdi", { lang: language }, showText(text));
  })));
  const lead = [sayBlock(first, "words"), ...notices];
  if (!turnTo) return lead;
  const translate = (block) => renderTranslation(answer.citations[block.at(-1)?.citation - 1]?.translation, context);
  const more = rest.flatMap((block) => [sayBlock(block, "further"), translate(block)]);
  return [...lead.toSpliced(1, 0, translate(first)), ...renderMore(more, rest.length, context), answer.table && renderTable(answer.table, showMark)];
}

// The numbers of the quotes that it consists of.
function listSaid({ parts }) {
  return new Set(parts.map(({ citation }) => citation));
}

// A block ends with a quote; before it may stand what is said of it.
function cutBlocks(parts) {
  const blocks = [[]];
  for (const part of parts) {
    if (blocks.at(-1).at(-1)?.citation) blocks.push([]);
    blocks.at(-1).push(part);
  }
  return blocks;
}

// More than one is folded away.
function renderMore(nodes, count, { texts }) {
  if (!count) return [];
  return count > 1 ? [make("details", { class: "more" }, make("summary", {}, `${texts.more} (${count})`), nodes)] : [make("h4", {}, texts.more), ...nodes];
}

// The places of the short answer are counted in characters, not in halves of them.
function showShort(characters, from, to) {
  const cut = (...places) => showText(characters.slice(...places).join(""));
  return [...cut(0, from), make("mark", { class: "short" }, cut(from, to)), ...cut(to)];
}

// The same passage in the reader's language; where it was not found there, the document.
function renderTranslation(translation, { texts, base, language }) {
  if (!translation) return null;
  const link = makeLink(addressOf(translation.url, base, language), translation.title, texts.new_tab);
  link.lang = translation.language;
  if (!translation.quote) return make("p", { class: "translation" }, `${texts.translation_document} `, link);
  return make("details", { class: "translation" }, make("summary", {}, texts.translation_quote),
    make("blockquote", { lang: translation.language, dir: "auto" }, showText(translation.quote)), make("p", {}, link));
}

// Where it is narrow the cells stand below each other, each with the name of its column: the roles stay.
function renderTable({ columns, rows }, showMark) {
  const cut = (role, name, children) => make(name, { role }, children);
  const showCell = ({ text, language, citation }, place) => make(place ? "td" : "th", {
    role: place ? "cell" : "rowheader", scope: !place && "row", "data-column": columns[place],
  }, make("bdi", { lang: language }, showText(text || "–")), citation && " ", citation && showMark(citation));
  const head = columns.map((column) => make("th", { role: "columnheader", scope: "col" }, column));
  return make("table", { role: "table" }, cut("rowgroup", "thead", cut("row", "tr", head)),
    cut("rowgroup", "tbody", rows.map((row) => cut("row", "tr", row.map(showCell)))));
}

// --- where nothing answers for certain

function renderNearest(related, context) {
  if (!related.length) return [];
  const [nearest, ...others] = groupByDocument(related).map((quotes) => renderSource(quotes, context));
  const list = (cards, name) => make("ul", { class: "sources related", "aria-label": name }, cards);
  return [list(nearest, context.texts.related), others.length && make("details", { class: "more" },
    make("summary", {}, `${context.texts.more} (${others.length})`), list(others))];
}

// How to ask differently, what can be asked, and whom else.
function renderHelp({ language, corrected, understood, topics }, { texts, operator, base, language: ui, ask }) {
  const mine = { lang: language };
  const here = new URL(`?ui=${ui}#topics`, base);
  const link = (topic) => make("li", {}, makeLink(here, make("span", mine, topic), texts.new_tab)); // the conversation stays
  return make("div", { class: "help" },
    corrected && make("p", {}, `${texts.corrected} `, make("button", { ...mine, class: "quiet", onclick: () => ask(corrected) }, corrected)),
    understood.length && make("p", {}, `${texts.understood} `, make("bdi", mine, understood.join(", "))),
    topics.length && make("h4", {}, texts.topics_here),
    topics.length && make("ul", { class: "topics" }, topics.map(link)),
    operator.contact && make("h4", {}, texts.person),
    operator.contact && make("p", { class: "contact" }, showContact(operator.contact)));
}

function listContact({ department, mail, phone, hours }) {
  return [department, mail, phone, hours].filter(Boolean);
}

function showContact(contact) {
  const { mail, phone } = contact;
  const number = phone?.replace(/\(0\)|[^+\d]/g, "");
  const links = { [mail]: `mailto:${mail}`, [phone]: number?.startsWith("+") && `tel:${number}` };
  return listContact(contact).map((each) => make("span", {}, links[each] ? make("a", { href: links[each] }, each) : each));
}
