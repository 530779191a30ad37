// The conversation of one <partner-chat>: its panel, and what is asked and answered while the page is open.

import { renderAnswer, renderSuggestions, renderTexts, writeAnswer } from "./answer.js";
import { chooseColours } from "./contrast.js";
import { fill, make, makeLink, nameUnseen, showText, writeDate, writeToday } from "./dom.js";
import { askServer, fetchTexts, sendVerdict } from "./server.js";

const LONGEST_QUESTION = 500;
const MOST_TURNS = 6; // that a follow-up takes along
const ANNOUNCED = 20_000; // milliseconds

export class Chat {
  #host;
  #draw;
  #settings;
  #wanted;
  #texts;
  #turns = [];
  #parts = {};
  #running = null;
  #silence = 0;
  #opened = false;

  /** The chat of the element `host`; `draw` makes an icon of a path. */
  constructor(host, draw) {
    this.#host = host;
    this.#draw = draw;
  }

  /** Fetch the texts and make `this.panel`. */
  async prepare(settings) {
    this.#texts = await fetchTexts(settings.base, settings.language);
    this.#settings = settings;
    this.panel = make(settings.mode === "dialog" ? "dialog" : "section", { class: `chat ${settings.mode}`, "aria-labelledby": "title" });
    this.panel.addEventListener("close", () => this.panel.open || this.#tellClosed());
    for (const type of ["keydown", "keypress", "keyup"]) {
      this.panel.addEventListener(type, (event) => {
        // No key of the host page is meant; but in its own dialog it may wait for these two.
        if (this.panel.open || !["Escape", "Tab"].includes(event.key)) event.stopPropagation();
      });
    }
    this.#render();
  }

  /** Show other settings, such as another language; the conversation stays. */
  async show(settings) {
    this.#wanted = settings;
    const texts = await fetchTexts(settings.base, settings.language);
    const same = JSON.stringify(settings) === JSON.stringify(this.#settings);
    if (same || settings !== this.#wanted) return;
    this.#texts = texts;
    this.#settings = { ...settings, mode: this.#settings.mode };
    this.#render();
  }

  /** Open the dialog, if it is one, and go to the question field. */
  open() {
    chooseColours(this.panel);
    if (this.panel.localName === "dialog" && !this.panel.open) {
      this.panel.closedBy = "any";
      this.panel.showModal();
      this.#opened = true;
      this.#tell("open");
    }
    this.#parts.field.focus();
  }

  /** Go on with what somebody types in `field`, if there is one, which the chat replaces. */
  take(field) {
    if (field) this.#parts.field.value = field.value;
    if (field?.matches(":focus")) this.#parts.field.focus();
  }

  /** Close the dialog. */
  close() {
    if (!this.panel.open) return;
    this.panel.close();
    this.#tellClosed();
  }

  /** Ask `text`; resolve with the answer, or null without one. */
  async ask(text) {
    const question = text.trim();
    const wrong = this.#findFault(question);
    this.#parts.error.textContent = wrong || (this.#running ? this.#texts.waiting : "");
    this.#parts.field.setAttribute("aria-invalid", Boolean(wrong));
    if (wrong || this.#running) return null;
    const turn = { question, answer: null, problem: null };
    this.#turns.push(turn);
    this.#parts.turns.append(this.#renderTurn(turn));
    this.#parts.field.value = "";
    return this.#answer(turn);
  }

  #findFault(question) {
    if (!question) return this.#texts.empty_question;
    return [...question].length > LONGEST_QUESTION && fill(this.#texts.question_too_long, { limit: LONGEST_QUESTION });
  }

  async #answer(turn) {
    const { base, language } = this.#settings;
    this.#running = turn;
    turn.problem = null;
    this.#announce(this.#texts.waiting);
    this.#update(turn);
    turn.element.scrollIntoView(); // its beginning; the focus stays
    try {
      turn.answer = await askServer(base, language, turn.question, this.#history(), this.#texts);
    } catch (error) {
      turn.problem = error.message;
    }
    // Cleared while it waited: the answer is nobody's any more.
    if (!this.#turns.includes(turn)) return null;
    this.#running = null;
    this.#parts.error.textContent = "";
    this.#update(turn);
    turn.element.scrollIntoView();
    if (turn.answer?.status === "personal_data") this.#parts.field.value ||= turn.question; // to be mended
    if (turn.answer) {
      const count = turn.answer.citations.length;
      this.#announce(...renderTexts(turn.answer), count ? `${this.#texts.quotes}: ${count}` : "");
      this.#tell("answer", turn.answer);
    } else {
      this.#announce("");
    }
    return turn.answer;
  }

  // What held personal data is not sent again.
  #history() {
    return this.#turns
      .filter(({ answer }) => answer && answer.status !== "personal_data")
      .slice(-MOST_TURNS)
      .map(({ question, answer }) => ({ question, answer: answer.text }));
  }

  // --- what is seen

  #render() {
    const { field, middle } = this.#parts;
    const [draft, held, place] = field ? [field.value, field.matches(":focus"), middle.scrollTop] : [""];
    this.panel.lang = this.#settings.language;
    this.#parts = {
      turns: make("ol", { class: "turns" }),
      announcer: make("div", { class: "unseen", role: "status" }),
    };
    this.panel.replaceChildren(this.#renderTop(), this.#renderMiddle(), this.#renderForm(), this.#parts.announcer);
    for (const turn of this.#turns) this.#parts.turns.append(this.#renderTurn(turn));
    this.#parts.field.value = draft;
    if (held) this.#parts.field.focus();
    this.#showActions();
    this.#parts.middle.scrollTop = place;
  }

  #renderTop() {
    const { title, mode } = this.#settings;
    const heading = make("h2", { id: "title", class: mode === "page" && "unseen" },
      mode === "page" ? this.#texts.conversation : title || this.#texts.home_title);
    const close = mode === "dialog"
      && make("button", { class: "close", "aria-label": this.#texts.close, onclick: () => this.close() }, "×");
    return make("header", {}, heading, close, mode !== "page" && this.#renderLanguages());
  }

  #renderLanguages() {
    const names = { de: "Deutsch", ru: "Русский", en: "English" };
    const buttons = Object.entries(names).map(([language, name]) => make("button", {
      lang: language,
      "aria-pressed": String(language === this.#settings.language),
      onclick: () => this.#switchTo(language),
    }, name));
    return make("div", { class: "languages", role: "group", "aria-label": this.#texts.language_choice }, buttons);
  }

  async #switchTo(language) {
    try {
      await this.show({ ...this.#settings, language });
      this.#host.dataset.language = language;
    } catch {
      this.#parts.error.textContent = this.#texts.server_failed;
    }
    this.panel.querySelector(`.languages [lang=${language}]`).focus();
  }

  #renderMiddle() {
    const { suggestions, language, mode } = this.#settings;
    const own = suggestions.length ? suggestions : this.#texts.suggested;
    this.#parts.start = make("div", { class: "start" },
      mode !== "page" && make("p", {}, this.#texts.home_intro),
      renderSuggestions(own, suggestions.length ? null : language, this.#context(), "h3"));
    return (this.#parts.middle = make("div", { class: "middle" }, this.#parts.start, this.#parts.turns, this.#renderActions()));
  }

  #renderActions() {
    const action = (text, call) => make("button", { class: "quiet", onclick: call }, text);
    return (this.#parts.actions = make("p", { class: "actions" },
      action(this.#texts.new_conversation, () => this.#clear()),
      action(this.#texts.save_as_text, () => this.#save()),
      action(this.#texts.print, () => this.#print())));
  }

  #renderForm() {
    const { base, language, mode } = this.#settings;
    const statement = new URL(`accessibility?ui=${language}`, base);
    const ask = (event) => {
      event.preventDefault();
      this.ask(this.#parts.field.value);
    };
    this.#parts.field = make("textarea", {
      id: "question", lang: "", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "error",
      onkeydown: (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && ask(event),
    });
    this.#parts.error = make("p", { id: "error", class: "error", role: "alert" });
    return make("form", { novalidate: true, onsubmit: ask },
      make("label", { for: "question" }, this.#texts.your_question),
      make("div", { class: "line" }, this.#parts.field, make("button", { type: "submit", class: "ask" }, this.#texts.ask)),
      this.#parts.error,
      make("p", { class: "disclaimer" }, this.#texts.disclaimer, " ",
        mode !== "page" && makeLink(statement, this.#texts.accessibility, this.#texts.new_tab)));
  }

  #renderTurn(turn, role = null) {
    const { status, language } = turn.answer ?? {};
    const lang = status === "unsupported_language" ? "" : language ?? "";
    const question = make("h3", { class: "question" },
      make("span", { class: "unseen" }, `${this.#texts.your_question}: `), make("bdi", { lang }, showText(turn.question)));
    turn.element = make("li", {}, question, this.#renderOutcome(turn, role));
    return turn.element;
  }

  #renderOutcome(turn, role) {
    if (turn.answer) {
      return make("div", { class: `answer ${turn.answer.status}` }, renderAnswer(turn.answer, this.#context()), this.#renderVerdict(turn));
    }
    if (turn.problem) {
      const retry = make("button", { onclick: () => this.#retry(turn) }, this.#texts.retry);
      return make("div", { class: "problem" }, make("p", { role }, turn.problem), retry);
    }
    return make("p", { class: "waiting" }, this.#texts.waiting);
  }

  #retry(turn) {
    if (this.#running) return;
    this.#parts.field.focus();
    this.#answer(turn);
  }

  #renderVerdict(turn) {
    const line = make("p", { class: "verdict", tabindex: "-1" });
    const choose = (verdict) => {
      turn.verdict = verdict;
      line.replaceChildren(this.#texts.thanks_verdict);
      line.focus();
      this.#announce(this.#texts.thanks_verdict);
      sendVerdict(this.#settings.base, turn.answer, verdict);
    };
    const thumb = (verdict, text) => make("button", { class: `quiet ${verdict}`, onclick: () => choose(verdict) },
      this.#draw("M3 11h4v9H3zM7 11l4-8c2 0 2.5 1.5 2.5 3V9H20l-2 11H7"), text);
    if (turn.verdict) line.append(this.#texts.thanks_verdict);
    else line.append(`${this.#texts.helpful} `, thumb("up", this.#texts.helpful_yes), thumb("down", this.#texts.helpful_no));
    return line;
  }

  #update(turn) {
    turn.element.replaceWith(this.#renderTurn(turn, "alert")); // later, in another language, it is no news
    this.#showActions();
  }

  #showActions() {
    this.#parts.actions.hidden = !this.#turns.some((turn) => turn.answer || turn.problem);
    this.#parts.start.hidden = this.#turns.length > 0;
  }

  // --- what is heard and told

  // Read aloud once; left there, it would stand at the end of the chat a second time.
  #announce(...said) {
    const { announcer } = this.#parts;
    announcer.replaceChildren(...said);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => announcer.replaceChildren(), ANNOUNCED);
  }

  // The browser's own event may come after the dialog is open again.
  #tellClosed() {
    if (this.#opened) this.#tell("close");
    this.#opened = false;
  }

  #tell(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`partner-chat:${name}`, { bubbles: true, composed: true, detail }));
  }

  #context() {
    const { base, language } = this.#settings;
    const ask = (text) => {
      this.#parts.field.focus();
      this.ask(text);
    };
    return { texts: this.#texts, language, base, ask, announce: (text) => this.#announce(text) };
  }

  // --- what a reader takes along

  #clear() {
    this.#turns = [];
    this.#running = null;
    this.#render();
    this.#announce(this.#texts.cleared);
    this.#parts.field.focus();
  }

  #save() {
    const file = new Blob([this.#writeTranscript()], { type: "text/plain;charset=utf-8" });
    const link = make("a", { href: URL.createObjectURL(file), download: `partnerbot-${writeToday()}.txt` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  #head() {
    return `${this.#texts.site_name}, ${writeDate(writeToday(), this.#settings.language)}`;
  }

  #writeTranscript() {
    const turns = this.#turns.map((turn) => [
      `${this.#texts.your_question}: ${turn.question}`,
      turn.answer ? writeAnswer(turn.answer, this.#context()) : turn.problem ?? "",
    ].join("\n\n"));
    return nameUnseen([`${this.#head()}\n${this.#texts.disclaimer}`, ...turns].join(`\n\n${"-".repeat(60)}\n\n`) + "\n");
  }

  // A window of its own: nobody wants the page around the chat on paper. A file, where no window may be opened.
  #print() {
    const paper = window.open("", "_blank");
    if (!paper) return this.panel.open ? this.#save() : print();
    const { base, language } = this.#settings;
    const { document: sheet } = paper;
    sheet.documentElement.lang = language;
    sheet.title = this.#texts.site_name;
    const go = () => paper.print();
    sheet.head.append(make("link", { rel: "stylesheet", href: new URL("static/chat.css", base), onload: go, onerror: go }));
    const turns = this.#parts.turns.cloneNode(true);
    for (const each of turns.querySelectorAll("button:not(.mark), .verdict, details")) each.remove();
    sheet.body.className = "chat paper";
    sheet.body.append(make("h1", {}, this.#head()), make("p", {}, this.#texts.disclaimer), turns);
  }
}
