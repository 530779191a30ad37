// The sources of an answer: a card for each document with its quotes, and a citation as text to take along.

import { fill, make, makeLink, nameUnseen, showText, writeDate, writeToday } from "./dom.js";

/** Return lists of the `citations` of one document each, in their order. */
export function groupByDocument(citations) {
  return [...Map.groupBy(citations, ({ path }) => path).values()];
}

/** Return the card of a document with its `quotes`: folded away, by their numbers, those of `said` stand in the answer; without it they come first. */
export function renderSource(quotes, context, said) {
  const [{ path, title, language, summary, recognized, agreement }] = quotes;
  const { texts, base } = context;
  const facts = (...nodes) => make("p", { class: "facts" }, nodes);
  const own = agreement && agreement.path !== path;
  return make("li", { tabindex: said && "-1", "data-path": path },
    !said && quotes.map(renderQuote),
    make("p", { class: "title" }, said && quotes.map(({ number }) => `[${number}] `), make("bdi", { lang: language }, showText(title))),
    facts(listFacts(quotes[0], context, own ? null : agreement).map(showFact)),
    own && facts(make("span", {}, `${texts.agreement}: `, makeLink(addressOf(agreement.url, base, context.language), make("bdi", { lang: agreement.language }, showText(agreement.title)), texts.new_tab)),
      listValidity(agreement, context).map(showFact)),
    summary && facts(texts.summary),
    recognized && facts(texts.recognized),
    foldMany(quotes.map((each) => make("div", { class: "quote" }, said && foldQuote(each, context, said, quotes.length > 1), renderLinks(each, context))), texts));
}

// The lines of a table would fill many screens.
function foldMany(quotes, { wording }) {
  return quotes.length > 3 ? make("details", {}, make("summary", {}, `${wording} (${quotes.length})`), quotes) : quotes;
}

function showFact(fact) {
  const [text, lang] = [fact].flat();
  return make("span", { lang }, showText(text));
}

// In its context, if it has one, the quote is marked.
function renderQuote({ language, title, quote, before, after, headings }) {
  const above = headings.filter((heading) => heading !== title);
  const around = before || after || above.length;
  return make("blockquote", { lang: language, dir: "auto" },
    above.length && make("p", { class: "above" }, showText(above.join(" › "))),
    showText(before ? `${before} ` : ""), around ? make("mark", {}, showText(quote)) : showText(quote), showText(after ? ` ${after}` : ""));
}

// Without a context, what the answer says would only be said again.
function foldQuote(citation, { texts }, said, numbered) {
  const quote = renderQuote(citation);
  const again = !quote.querySelector("mark") && said.has(citation.number);
  return !again && make("details", {}, make("summary", {}, (numbered ? `[${citation.number}] ` : "") + texts.wording), quote);
}

function renderLinks(citation, context) {
  const { texts, language, base } = context;
  const { page, url } = citation;
  return make("p", { class: "links" },
    page && make("span", {}, fill(texts.page, { page })),
    makeLink(addressOf(url, base, language), texts.read_in_document, texts.new_tab),
    make("button", { class: "quiet", onclick: (event) => copy(citation, context, event.currentTarget) }, texts.copy_citation));
}

// What is known of the document; the publisher's name is in its language.
function listFacts(citation, context, agreement) {
  const { texts, names, language } = context;
  const kinds = {
    treaty: texts.kind_treaty, communique: texts.kind_communique, programme: texts.kind_programme, memorandum: texts.kind_memorandum,
    press_release: texts.kind_press_release, report: texts.kind_report, council_paper: texts.kind_council_paper,
  };
  return [
    kinds[citation.kind],
    citation.publisher && [citation.publisher, citation.language],
    citation.published && writeDate(citation.published, context),
    ...listValidity(agreement ?? citation, context),
    citation.language !== language && names[citation.language],
  ].filter(Boolean);
}

function listValidity({ valid_from: from, valid_until: until }, context) {
  const { texts } = context;
  const today = writeToday();
  const say = (text, date) => fill(text, { date: writeDate(date, context) });
  return [from > today && say(texts.valid_from, from), until && say(until < today ? texts.expired_on : texts.valid_until, until)].filter(Boolean);
}

/** Return the whole address of `url`, a place on the bot's pages, whose labels are in `language`. */
export function addressOf(url, base, language) {
  const address = new URL(url.replace(/^\/+/, ""), base);
  address.searchParams.set("ui", language);
  return address.href;
}

/** Return `citation` as one line: the quote, if it is wanted, the document and where to read it. */
export function writeCitation(citation, context, quoted = true) {
  const { texts, language, base, marks: [open, close] } = context;
  const { agreement, page } = citation;
  const own = agreement && agreement.path !== citation.path;
  const about = [citation.title, ...listFacts(citation, context, own ? null : agreement).map((fact) => [fact].flat()[0]), page && fill(texts.page, { page })];
  const whole = [
    about.filter(Boolean).join(", "),
    own && [`${texts.agreement}: ${agreement.title}`, ...listValidity(agreement, context)].join(", "),
    citation.summary && texts.summary,
    citation.recognized && texts.recognized,
    addressOf(citation.url, base, language),
  ].filter(Boolean).join(". ");
  return quoted ? `${open}${citation.quote}${close} – ${whole}` : whole;
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
