// The one line on a host page: <script src="https://bot.example/widget.js" data-language="de" defer></script>
// It defines <partner-chat> and adds one. Nothing else is loaded until somebody opens it.

(() => {
  const script = document.currentScript;
  const base = new URL(".", script.src);
  // Said before any text of the chat is here, or when none can be had.
  const TEXTS = {{ texts }};

  class PartnerChat extends HTMLElement {
    #root = this.attachShadow({ mode: "open" });
    #begun = null;
    #loading = null;
    #attempts = 0;
    #launching = null;
    #launcher = null;
    #failure = null;
    #click = () => this.open().catch(() => {});

    // Until everything is here, what stands inside the element is shown, such as a form without scripts.
    constructor() {
      super();
      this.#root.append(make("slot"));
      // The dialog would lie over the button.
      this.addEventListener("partner-chat:open", () => {
        this.#launcher?.setAttribute("aria-expanded", "true");
        this.#launcher?.hidePopover?.();
      });
      this.addEventListener("partner-chat:close", () => {
        this.#launcher?.setAttribute("aria-expanded", "false");
        this.#launcher?.showPopover?.();
        this.#keepFocus();
      });
    }

    #keepFocus() {
      if ([document.body, this].includes(document.activeElement)) this.#launcher?.focus();
    }

    connectedCallback() {
      this.#launcher?.showPopover?.(); // which ends when the element is moved
      if (this.querySelector(".answer, [role=alert]")) return; // what the server answered stays
      this.#begun ??= whenIdle().then(() => (this.inline ? this.#load() : this.#addLauncher())).catch(() => {});
    }

    static observedAttributes = ["data-language", "data-title", "data-suggestions"];

    attributeChangedCallback() {
      if (this.#launcher) this.#labelLauncher();
      this.#loading?.then((chat) => chat.show(this.#settings())).catch(() => {});
    }

    get inline() {
      return ["inline", "page"].includes(this.dataset.mode);
    }

    get language() {
      const named = this.dataset.language || this.closest("[lang]")?.lang || "";
      const wanted = [named, ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
      return wanted.find((tag) => tag in TEXTS) ?? Object.keys(TEXTS)[0];
    }

    /** Open the dialog; resolves when it can be used. */
    async open() {
      if (!this.inline) await this.#addLauncher().catch(() => {});
      const chat = await this.#load();
      chat.open();
    }

    /** Close the dialog, or what was told instead; the conversation stays. */
    close() {
      this.#failure?.remove();
      this.#loading?.then((chat) => chat.close(), () => {});
    }

    /** Open the chat and ask; resolves with the answer as /api/ask gives it, null when there is none. */
    async ask(text) {
      await this.open();
      return (await this.#load()).ask(String(text));
    }

    #settings() {
      const { mode = "dialog", title = "", suggestions = "" } = this.dataset;
      return {
        base,
        mode,
        title,
        language: this.language,
        suggestions: suggestions.split("|").map((text) => text.trim()).filter(Boolean),
      };
    }

    #addLauncher() {
      return (this.#launching ??= this.#makeLauncher());
    }

    async #makeLauncher() {
      // A page that may not embed the chat gets only the style; who asks is told where the chat is.
      const colours = this.#import("contrast.js").catch(() => null);
      await addStyle(this.#root, "static/launcher.css");
      const button = make("button", { type: "button", className: "launcher", ariaHasPopup: "dialog", ariaExpanded: "false", onclick: this.#click });
      button.append(draw("M4 5h16v11H11l-5 4v-4H4zM8 9h8M8 12h5"), make("span", { className: "word" }), make("span"));
      const chooseColours = (await colours)?.chooseColours;
      this.#launcher = button;
      this.#labelLauncher();
      this.#root.append(button);
      lift(button, "manual");
      chooseColours?.(button);
    }

    #labelLauncher() {
      const { title } = this.dataset;
      const { word, open } = TEXTS[this.language];
      const [, short, long] = this.#launcher.childNodes;
      Object.assign(this.#launcher, { lang: this.language, ariaLabel: title ? `${word}: ${title}` : open });
      short.textContent = word;
      long.textContent = title || open;
    }

    #load() {
      this.#loading ??= this.#start().catch((error) => {
        this.#loading = null;
        this.#showFailure();
        throw error;
      }).finally(() => this.#launcher?.removeAttribute("aria-busy"));
      return this.#loading;
    }

    async #start() {
      this.#launcher?.setAttribute("aria-busy", "true");
      this.#failure?.remove();
      this.#keepFocus();
      const { Chat } = await this.#import("chat.js");
      const { chooseColours } = await this.#import("contrast.js");
      const chat = new Chat(this, draw);
      await chat.prepare(this.#settings());
      await addStyle(this.#root, "static/chat.css");
      this.#root.append(chat.panel);
      chooseColours(chat.panel);
      chat.take(this.querySelector("#question"));
      this.#root.querySelector("slot").remove();
      this.replaceChildren();
      return chat;
    }

    // A browser may remember that a module failed; another address is tried anew.
    #import(name) {
      const again = this.#attempts ? `?attempt=${this.#attempts}` : "";
      return import(new URL(`static/${name}${again}`, base)).catch((error) => {
        this.#attempts += 1;
        throw error;
      });
    }

    // On our own page the form without scripts stays; elsewhere the reader is told.
    async #showFailure() {
      if (this.dataset.mode === "page") return;
      await addStyle(this.#root, "static/launcher.css").catch(() => {});
      const { failed, retry } = TEXTS[this.language];
      const words = make("p", { role: "alert" });
      const link = make("a", { href: `${base}?ui=${this.language}`, target: "_blank", rel: "noreferrer", textContent: base.host + base.pathname });
      this.#failure = make("div", { className: "failure problem", lang: this.language, ontoggle: () => this.#keepFocus() });
      this.#failure.append(words, make("button", { type: "button", textContent: retry, onclick: this.#click }));
      this.#root.append(this.#failure);
      if (!this.inline) lift(this.#failure, "auto");
      words.append(`${failed} `, link);
    }
  }

  function make(name, properties) {
    return Object.assign(document.createElement(name), properties);
  }

  // Above all of the page, whatever transform or z-index its body has.
  function lift(element, popover) {
    element.popover = popover;
    element.showPopover?.();
  }

  // In the colour of the text beside it, forced colours included.
  function draw(path) {
    const [icon, shape] = ["svg", "path"].map((name) => document.createElementNS("http://www.w3.org/2000/svg", name));
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    shape.setAttribute("d", path);
    icon.append(shape);
    return icon;
  }

  function addStyle(root, path) {
    const href = new URL(path, base).href;
    if ([...root.querySelectorAll("link")].some((link) => link.href === href)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const refuse = () => {
        link.remove();
        reject(new Error(`${href} cannot be loaded`));
      };
      const link = make("link", { rel: "stylesheet", href, onload: resolve, onerror: refuse });
      root.append(link);
    });
  }

  // After the page has loaded, or in three seconds if one of its images hangs.
  async function whenIdle() {
    if (document.readyState === "complete") return;
    await new Promise((resolve) => {
      addEventListener("load", resolve);
      setTimeout(resolve, 3000);
    });
  }

  if (!customElements.get("partner-chat")) customElements.define("partner-chat", PartnerChat);

  // data-mode="manual": the page has <partner-chat> elements of its own.
  if (script.dataset.mode !== "manual") {
    const chat = make("partner-chat");
    Object.assign(chat.dataset, script.dataset);
    if (document.body) addChat(chat);
    else addEventListener("DOMContentLoaded", () => addChat(chat));
  }

  function addChat(chat) {
    const { position } = chat.dataset;
    const others = [...document.querySelectorAll("partner-chat")].filter((other) => !other.inline);
    // The line stands there twice: one button would lie on the other.
    if (!chat.inline && others.some((other) => other.dataset.position === position)) return;
    if (chat.inline && document.body.contains(script)) script.after(chat);
    else document.body.append(chat);
  }
})();
