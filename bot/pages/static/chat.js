// The conversation of one <partner-chat>: its panel, and what is asked and answered while the page is open.

import { renderAnswer, renderSuggestions, renderTexts } from "./answer.js";
import { chooseColours } from "./contrast.js";
import { make, makeLink, showText } from "./dom.js";
import { printTurns, saveTurns } from "./paper.js";
import { askServer, fetchTexts, sendVerdict } from "./server.js";

const LONGEST_QUESTION = 500;
const MOST_TURNS = 6; // that a follow-up takes along
const ANNOUNCED = 20_000; // milliseconds
// As in chat.css: there the dialog takes the whole screen.
const SMALL = matchMedia("(max-width: 34em), (max-height: 34em)");
// Who types on the screen gets no keyboard unasked: it would cover what is to be read.
const TOUCH = matchMedia("(pointer: coarse)");

export class Chat {
  #host;
  #draw;
  #settings;
  #wanted;
  #texts;
  #spoken;
  #turns = [];
  #parts = {};
  #running = null;
  #silence = 0;
  #opened = false;
  #before = null;

  /** The chat of the element `host`; `draw` makes an icon of a path. */
  constructor(host, draw) {
    this.#host = host;
    this.#draw = draw;
  }

  /** Fetch the texts and make `this.panel`. */
  async prepare(settings) {
    this.#speak(await fetchTexts(settings.base, settings.language));
    this.#settings = settings;
    const dialog = settings.mode === "dialog";
    this.panel = make(dialog ? "dialog" : "section", { class: `chat ${settings.mode}`, popover: dialog && "manual", tabindex: "-1", "aria-labelledby": "title" });
    // The browser's own event may come after the dialog is open again.
    this.panel.addEventListener("close", () => this.#shown || this.close());
    for (const type of ["keydown", "keypress", "keyup"]) this.panel.addEventListener(type, (event) => this.#keep(event));
    SMALL.addEventListener("change", () => this.#shown && this.#lay());
    this.#render();
  }

  /** Show other settings, such as another language; the conversation stays. */
  async show(settings) {
    this.#wanted = settings;
    const spoken = await fetchTexts(settings.base, settings.language);
    const same = JSON.stringify(settings) === JSON.stringify(this.#settings);
    if (same || settings !== this.#wanted) return;
    this.#speak(spoken);
    this.#settings = { ...settings, mode: this.#settings.mode };
    this.#render();
  }

  #speak(spoken) {
    this.#spoken = spoken;
    this.#texts = spoken.texts;
  }

  /** Open the dialog, if it is one, and go to the question field. */
  open() {
    chooseColours(this.panel);
    if (this.panel.localName === "dialog" && !this.#shown) {
      this.#before = document.activeElement;
      this.#lay();
      this.#opened = true;
      this.#tell("open");
    }
    this.#focus();
  }

  get #shown() {
    return this.panel.open || Boolean(this.panel.showPopover && this.panel.matches(":popover-open"));
  }

  // Above all of the page, which can be used beside it; on a small screen nothing of it would be seen.
  #lay() {
    const held = this.panel.getRootNode().activeElement;
    this.#hide();
    if (SMALL.matches || !this.panel.showPopover) this.panel.showModal();
    else this.panel.showPopover();
    if (this.panel.contains(held)) held.focus();
  }

  #hide() {
    if (this.panel.open) this.panel.close();
    else if (this.#shown) this.panel.hidePopover();
  }

  #focus() {
    (TOUCH.matches ? this.panel : this.#parts.field).focus({ preventScroll: true });
  }

  // No key of the host page is meant; but around a chat that is no dialog it may wait for these two.
  #keep(event) {
    if (this.#opened || !["Escape", "Tab"].includes(event.key)) event.stopPropagation();
    if (!this.#opened || event.type !== "keydown" || event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.close();
  }

  /** Go on with what somebody types in `field`, if there is one, which the chat replaces. */
  take(field) {
    if (field) this.#parts.field.value = field.value;
    if (field?.matches(":focus")) this.#parts.field.focus();
  }

  /** Close the dialog. */
  close() {
    if (!this.#opened) return;
    this.#opened = false;
    const inside = this.panel.contains(this.panel.getRootNode().activeElement);
    this.#hide();
    if (inside) this.#before?.focus();
    this.#tell("close");
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
    if (TOUCH.matches) this.#focus();
    return this.#answer(turn);
  }

  #findFault(question) {
    if (!question) return this.#texts.empty_question;
    return [...question].length > LONGEST_QUESTION && this.#texts.question_too_long;
  }

  async #answer(turn) {
    const { base, language } = this.#settings;
    this.#running = turn;
    turn.problem = null;
    this.#announce(this.#texts.waiting);
    this.#update(turn);
    turn.element.scrollIntoView(); // its beginning
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
    const form = this.#renderForm();
    this.panel.replaceChildren(this.#renderTop(), this.#renderMiddle(), form, this.#parts.announcer);
    if (this.#settings.mode === "page") form.after(this.#parts.start); // the field comes first
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
    const buttons = Object.entries(this.#spoken.endonyms).map(([language, name]) => make("button", {
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
    const own = suggestions.length ? suggestions : this.#spoken.suggestions;
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
    const { notice } = this.#spoken.operator;
    this.#parts.disclaimer = make("details", { class: "disclaimer", open: true },
      make("summary", { hidden: true }, this.#texts.disclaimer_short),
      notice && make("p", { class: "today" }, notice),
      make("p", {}, this.#texts.disclaimer, " ", mode !== "page" && makeLink(statement, this.#texts.accessibility, this.#texts.new_tab)));
    return make("form", { novalidate: true, onsubmit: ask },
      notice && make("p", { class: "today" }, notice),
      make("label", { for: "question" }, this.#texts.your_question),
      make("div", { class: "line" }, this.#parts.field, make("button", { type: "submit", class: "ask" }, this.#texts.ask)),
      this.#parts.error,
      this.#parts.disclaimer);
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
      return make("div", { class: `answer ${turn.answer.status}` }, renderAnswer(turn.answer, this.#context()),
        ["answered", "not_found"].includes(turn.answer.status) && this.#renderVerdict(turn)); // nobody asked "Thanks!" to be helped
    }
    if (turn.problem) {
      const retry = make("button", { onclick: () => this.#retry(turn) }, this.#texts.retry);
      return make("div", { class: "problem" }, make("p", { role }, turn.problem), retry);
    }
    return make("p", { class: "waiting" }, this.#texts.waiting);
  }

  #retry(turn) {
    if (this.#running) return;
    this.#focus();
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

  // The notice is folded to a line when the first answer comes, and is as the reader leaves it from then on.
  #showActions() {
    this.#parts.actions.hidden = !this.#turns.some((turn) => turn.answer || turn.problem);
    this.#parts.start.hidden = this.#turns.length > 0;
    const begun = this.#turns.some(({ answer }) => answer);
    const { disclaimer } = this.#parts;
    const short = disclaimer.firstChild;
    this.panel.classList.toggle("begun", begun);
    if (short.hidden === begun) [short.hidden, disclaimer.open] = [!begun, !begun];
  }

  // --- what is heard and told

  // Read aloud once; left there, it would stand at the end of the chat a second time.
  #announce(...said) {
    const { announcer } = this.#parts;
    announcer.replaceChildren(...said);
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => announcer.replaceChildren(), ANNOUNCED);
  }

  #tell(name, detail) {
    this.#host.dispatchEvent(new CustomEvent(`partner-chat:${name}`, { bubbles: true, composed: true, detail }));
  }

  #context() {
    const { base, language } = this.#settings;
    const ask = (text) => {
      this.#focus();
      this.ask(text);
    };
    return { ...this.#spoken, language, base, ask, announce: (...said) => this.#announce(...said) };
  }

  // --- what a reader takes along

  #clear() {
    this.#turns = [];
    this.#running = null;
    this.#render();
    this.#announce(this.#texts.cleared);
    this.#focus();
  }

  #save() {
    saveTurns(this.#turns, this.#context());
  }

  // Nobody wants the page around the dialog on paper.
  #print() {
    if (printTurns(this.#parts.turns, this.#context())) return;
    if (this.#opened) this.#save();
    else print();
  }
}
