"""The widget as a guest on strange pages: their policies, styles and frames; what it loads; chromium."""

import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.config import Config
from index.encoding.encoder import Encoder
from index.languages.messages import say
from tests.browser.hosts import (
    BALLET_QUESTION,
    BALLET_QUOTE,
    DOCUMENTS,
    OPENERS,
    PARK_QUESTION,
    PARK_QUOTE,
    QUESTION,
    QUOTE,
    Bot,
    Host,
    Watched,
    ask,
    hold,
    make_knowledge,
    open_bot,
    open_host,
    wait_for,
    watch,
)
from tests.conftest import Serve
from tests.languages.codes import DE


@pytest.fixture(scope="module")
def host(serve: Serve) -> Iterator[Host]:
    with open_host(serve) as host:
        yield host


@pytest.fixture(scope="module")
def bot(
    host: Host, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve
) -> Iterator[Bot]:
    """Return the bot that the host may embed."""
    folder = tmp_path_factory.mktemp("bot")
    knowledge = make_knowledge(folder, DOCUMENTS, encoder)
    config = Config(index=folder / "index", origins=(host.address,), rate="off")
    with open_bot(knowledge, serve, config) as bot:
        yield bot


@pytest.fixture
def watched(browser: Browser, bot: Bot, host: Host) -> Iterator[Watched]:
    """Return a browser; that it complains or asks a third party fails the test. Leaves no trouble behind."""
    with watch(browser, bot.address, host.address) as watched:
        yield watched
    bot.troubles.clear()


# --- a strict policy

STRICT = "default-src 'none'; script-src {0}; connect-src {0}; style-src {0}; img-src {0}"
# What a strict policy would refuse, and what is no guest's business, in the page and in every shadow of it.
FIND_INLINE = """(root) => {
  const found = [];
  const walk = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      const inline = element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on"));
      if (element.matches("style, script:not([src])")) inline.push("text");
      found.push(...inline.map((name) => `${element.localName}: ${name}`));
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(root.ownerDocument);
  return found;
}"""
FIND_STORED = """async () => ({
  cookie: document.cookie,
  local: localStorage.length,
  session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@pytest.mark.parametrize("mode", ["dialog", "inline"])
def test_everything_works_under_a_strict_policy_and_leaves_nothing_behind(
    watched: Watched, bot: Bot, host: Host, mode: str
) -> None:
    policy = {"Content-Security-Policy": STRICT.format(bot.address)}
    html = f"<!doctype html><html lang=de><title>R</title>{bot.line(mode=mode)}"
    address = host.put("/strict", html, headers=policy)
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=host.address)
    page = watched.visit(address)
    chat = page.locator("partner-chat")
    if mode == "dialog":
        chat.get_by_role("button", name=OPENERS["de"]).click()
    ask(chat)
    chat.get_by_role("button", name="Zitat mit Quelle kopieren").click()
    expect(chat.get_by_role("button", name="Kopiert")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"„{QUOTE}“ – Der Vertrag von 1992")
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Als Text speichern").click()
    assert QUOTE in saved.value.path().read_text(encoding="utf-8")
    with page.expect_popup() as printed:
        chat.get_by_role("button", name="Drucken").click()
    wait_for(printed.value, lambda: printed.value.evaluate("window.printed") == 1)
    expect(printed.value.locator(".words")).to_contain_text(QUOTE)
    chat.get_by_role("button", name="Ja").click()
    expect(chat.get_by_text(say("thanks_verdict", DE)).first).to_be_visible()
    for each in (page, printed.value):
        assert each.locator("body").evaluate(FIND_INLINE) == []
    assert set(page.evaluate(FIND_STORED).values()) == {"", 0}
    assert watched.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}


# --- hostile styles

HOSTILE = {
    "unset": "* { all: unset !important }",
    "hidden": """
        div, dialog, button, li, form, section, partner-chat, textarea { display: none !important }
        body > * { display: none !important; visibility: hidden !important; opacity: 0 !important }
    """,
    "text": """
        html { font-size: 60px }
        * { font: italic 900 40px/3 serif !important; text-transform: uppercase !important }
        * { letter-spacing: 20px !important; word-spacing: 3em !important; text-indent: 5em !important }
        * { text-align: center !important; white-space: pre !important; visibility: hidden !important }
        * { direction: rtl !important; unicode-bidi: bidi-override !important; }
    """,
    "our own names": """
        html { font-size: 62.5% } body { font-size: 1.4rem }
        * { --paper: red; --ink: red; --accent: red; --on-accent: red; --card: red; --line: red; --link: red }
    """,
    "boxes": "* { box-sizing: content-box !important; margin: 40px !important; padding: 9px !important }",
    "moved": "body { transform: translate(-400px, 300px) scale(0.5); filter: blur(1px); overflow: hidden }",
    "covered": "body { contain: paint; opacity: 0.5 } main { position: fixed; inset: 0; z-index: 9999999 }",
}
# What the host gives its own boxes moves and narrows what stands in their flow.
FLOW = ("boxes", "moved", "covered")
# All that a reader could notice of what is seen in the shadow tree; in the flow it is measured from there.
MEASURE = """(chat) => {
  const from = chat.dataset.mode ? chat.getBoundingClientRect() : { x: 0, y: 0 };
  const seen = [...chat.shadowRoot.querySelectorAll("*")].filter((element) => element.checkVisibility());
  return seen.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const box = [x - from.x, y - from.y, width, height].map((number) => number.toFixed(1));
    const name = [element.localName, element.getAttribute("class")].join(".");
    const keys = [...style].filter((key) => !key.startsWith("--")); // what is made of them counts
    return [name, box.join(" "), ...keys.map((key) => `${key}: ${style[key]}`)];
  });
}"""


def measure(page: Page, address: str) -> dict[str, Any]:
    """Return how launcher, inline chat and dialog look on the host page at `address`."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(address)
    dialog, inline = (
        page.locator("partner-chat:not([data-mode])"),
        page.locator("partner-chat[data-mode=inline]"),
    )
    inline.get_by_role("textbox").wait_for()
    dialog.locator(".launcher").wait_for()
    found = {"inline": inline.evaluate(MEASURE), "launcher": dialog.evaluate(MEASURE)}
    size = page.viewport_size
    assert size
    # What a reader sees of the launcher is what a click in its corner meets.
    page.mouse.click(size["width"] - 60, size["height"] - 40)
    ask(dialog)
    return {**found, "dialog": dialog.evaluate(MEASURE)}


@pytest.fixture(scope="module")
def plain(browser: Browser, bot: Bot, host: Host) -> Iterator[dict[str, Any]]:
    """Return the measures on a page without rules of its own."""
    with browser.new_page(viewport={"width": 1280, "height": 800}) as page:
        yield measure(page, put_styled(bot, host, ""))


def put_styled(bot: Bot, host: Host, rules: str) -> str:
    lines = bot.line(language="de", mode="inline") + bot.line(language="de")
    style = f"<style>body {{ margin: 0 }} {rules}</style>"
    return host.put("/styled", f"<!doctype html><html lang=de>{style}<body><main>Rathaus</main>{lines}")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_rule_of_the_host_changes_the_chat(
    watched: Watched, bot: Bot, host: Host, plain: dict[str, Any], name: str
) -> None:
    found = measure(watched.context.new_page(), put_styled(bot, host, HOSTILE[name]))
    for part in ("launcher", "dialog") if name in FLOW else ("launcher", "dialog", "inline"):
        for one, other in zip(found[part], plain[part], strict=True):
            assert [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]] == [], (part, one[0])


SNAPSHOT = """() => ({
  globals: Object.getOwnPropertyNames(window).sort(),
  added: ["Array", "Object", "Element", "Node"].map((name) => Reflect.ownKeys(window[name].prototype).length),
  sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
  names: [document.title, document.documentElement.getAttributeNames(), document.body.getAttributeNames()],
  height: [document.documentElement.scrollHeight, scrollY],
  looks: [...document.querySelectorAll("html, body, body *:not(script, partner-chat)")].map((element) => {
    const style = getComputedStyle(element);
    return [...style].map((key) => `${key}: ${style[key]}`);
  }),
})"""
ADD_SCRIPT = """(src) => {
  const script = document.createElement("script");
  script.src = src;
  document.body.append(script);
}"""


def test_the_host_page_stays_as_it_is(watched: Watched, bot: Bot, host: Host) -> None:
    """No style, no global and nothing else leaks out, while the dialog is open nor afterwards."""
    body = (
        "<main class=chat><h2 id=title>Rathaus</h2><p class=words>Text</p><button class=ask>Los</button>"
        + "<br>" * 200
    )
    page = watched.visit(host.put("/own", f"<!doctype html><html lang=de><title>R</title><body>{body}"))
    # Keys that are typed in the chat are no shortcuts of the page.
    page.evaluate("document.addEventListener('keydown', () => { document.title += '!'; })")
    page.evaluate("scrollTo(0, 500)")
    before = page.evaluate(SNAPSHOT)
    page.evaluate(ADD_SCRIPT, f"{bot.address}/widget.js")
    page.get_by_role("button", name=OPENERS["de"]).click()
    ask(page.locator("partner-chat"))
    assert page.evaluate(SNAPSHOT) == before
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(SNAPSHOT) == before


IS_MODAL = """(modal) => modal ===
  document.querySelector("partner-chat").shadowRoot.querySelector("dialog").matches(":modal")"""
BESIDE = "<!doctype html><html lang=de><body><button onclick='this.textContent += 1'>Termine</button>"


def test_beside_the_dialog_the_page_can_be_used(watched: Watched, bot: Bot, host: Host) -> None:
    page = watched.visit(host.put("/beside", BESIDE + bot.line()))
    page.get_by_role("button", name=OPENERS["de"]).click()
    chat, dialog = page.locator("partner-chat"), page.get_by_role("dialog")
    ask(chat)
    page.get_by_role("button", name="Termine").click()
    expect(page.get_by_role("button", name="Termine1")).to_be_focused()
    page.keyboard.press("Escape")  # which the page may mean for something of its own
    expect(dialog).to_be_visible()
    expect(chat.locator(".launcher")).to_be_hidden()  # it would lie below the dialog
    dialog.get_by_role("textbox").press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=OPENERS["de"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(chat.locator(".turns > li")).to_have_count(1)


def test_on_a_small_screen_the_dialog_is_a_sheet_over_the_page(
    watched: Watched, bot: Bot, host: Host
) -> None:
    page = watched.visit(host.put("/beside", BESIDE + bot.line()))
    page.get_by_role("button", name=OPENERS["de"]).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    for width, height, modal in ((320, 640, True), (1280, 800, False), (640, 320, True)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(IS_MODAL, arg=modal)
        expect(dialog.get_by_role("textbox")).to_be_focused()
        box = dialog.bounding_box()
        assert box
        assert ((box["width"], box["height"]) == (width, height)) is modal
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=OPENERS["de"])).to_be_focused()


# --- several on one page

TELL = """["open", "close", "answer"].forEach((name) => {
  document.addEventListener(`partner-chat:${name}`, (event) => {
    (window.told ??= []).push(`${event.target.id} ${name} ${event.detail?.language ?? ""}`.trim());
  });
})"""


def test_three_chats_on_one_page_do_not_disturb_each_other(watched: Watched, bot: Bot, host: Host) -> None:
    chats = """
        <partner-chat id=left data-language=de data-position=left></partner-chat>
        <partner-chat id=right data-language=en></partner-chat>
        <partner-chat id=flow data-language=ru data-mode=inline></partner-chat>"""
    html = f"<!doctype html><html lang=de><body>{chats}{bot.line(mode='manual')}"
    page = watched.visit(host.put("/three", html))
    page.evaluate(TELL)
    left, right, flow = (page.locator(f"#{name}") for name in ("left", "right", "flow"))
    flow.get_by_role("textbox").fill("Черновик")
    asked = [(left, "de", QUESTION, QUOTE), (right, "en", PARK_QUESTION, PARK_QUOTE)]
    for chat, language, question, quote in asked:
        chat.get_by_role("button", name=OPENERS[language]).click()
        expect(chat.locator(".turns > li")).to_have_count(0)
        expect(chat.get_by_role("textbox")).to_be_focused()
        ask(chat, question, quote)
        expect(chat.get_by_role("status")).to_contain_text(quote)
        page.keyboard.press("Escape")
        expect(chat.get_by_role("button", name=OPENERS[language])).to_be_focused()
        expect(chat.locator(".launcher")).to_have_attribute("aria-expanded", "false")  # it was told
    expect(flow.get_by_role("textbox")).to_have_value("Черновик")
    ask(flow, BALLET_QUESTION, BALLET_QUOTE)
    for chat, language in ((left, "de"), (right, "en"), (flow, "ru")):
        expect(chat.locator(".turns > li")).to_have_count(1)
        expect(chat.locator(".chat")).to_have_attribute("lang", language)
    flow.get_by_role("button", name="English").click()
    expect(flow.locator(".chat")).to_have_attribute("lang", "en")
    expect(flow.get_by_role("button", name="English")).to_be_focused()
    expect(left.locator(".chat")).to_have_attribute("lang", "de")
    assert [told.split(" ", 1) for told in page.evaluate("told")] == [
        *(["left", each] for each in ("open", "answer de", "close")),
        *(["right", each] for each in ("open", "answer en", "close")),
        ["flow", "answer ru"],
    ]
    corners = [chat.locator(".launcher").bounding_box() for chat in (left, right)]
    assert [round(corner["x"] + corner["width"] / 2) > 640 for corner in corners if corner] == [False, True]


def test_the_widget_s_line_twice_makes_one_button(watched: Watched, bot: Bot, host: Host) -> None:
    html = (
        f"<!doctype html><html lang=de><head>{bot.line()}</head><body>{bot.line()}{bot.line(position='left')}"
    )
    page = watched.visit(host.put("/twice", html))
    expect(page.locator(".launcher")).to_have_count(2)
    page.locator("partner-chat:not([data-position])").get_by_role("button").click()
    ask(page.locator("partner-chat:not([data-position])"))


# --- old pages and frames

OLD = """<HTML lang=ru><HEAD><BASE href="https://elsewhere.example/old/"><TITLE>Мэрия</TITLE>
<SCRIPT>
  Array.prototype.last = function () { return this[this.length - 1]; };
  Object.prototype.each = function () {};
  window.name = "chat";
  var $ = "jQuery", Chat = "taken", script = 1, base = 2, event = 3, make = 4;
</SCRIPT><!-- head --></HEAD>
<BODY bgcolor=white><CENTER><FONT size=7>Мэрия Москвы<TABLE><TR><TD><!-- body --></TABLE><!-- end -->"""


@pytest.mark.parametrize(
    ("place", "mode"), [("head", "dialog"), ("head", "inline"), ("body", "inline"), ("end", "dialog")]
)
def test_an_old_page_in_windows_1251_holds_the_chat(
    watched: Watched, bot: Bot, host: Host, place: str, mode: str
) -> None:
    """Quirks mode, a base elsewhere, things on prototypes and in globals; a script that is not deferred."""
    html = OLD.replace(f"<!-- {place} -->", bot.line(mode=mode).replace(" defer", ""))
    page = watched.visit(host.put("/old", html, "windows-1251"))
    assert page.evaluate("[document.compatMode, document.characterSet]") == ["BackCompat", "windows-1251"]
    chat = page.locator("partner-chat")
    if mode == "dialog":
        chat.get_by_role("button", name=OPENERS["ru"]).click()
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    expect(chat.locator(".answer")).to_have_css("font-size", "16px")
    start = DOCUMENTS["balet.ru.md"].index(BALLET_QUOTE)
    expect(chat.get_by_role("link", name="Читать в документе")).to_have_attribute(
        "href",
        f"{bot.address}/documents/balet.ru.md?start={start}&end={start + len(BALLET_QUOTE)}&ui=ru#quote",
    )


def test_the_chat_works_in_a_frame(watched: Watched, bot: Bot, host: Host) -> None:
    host.put("/inner", f"<!doctype html><html lang=en>{bot.line()}")
    page = watched.visit(
        host.put("/outer", "<!doctype html><iframe src=/inner width=700 height=600></iframe>")
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name=OPENERS["en"]).click()
    ask(frame.locator("partner-chat"), PARK_QUESTION, PARK_QUOTE)
    page.keyboard.press("Escape")
    expect(frame.get_by_role("button", name=OPENERS["en"])).to_be_focused()


REFUSED = {
    "de": "Der Chat lässt sich hier gerade nicht öffnen.",
    "ru": "Чат здесь сейчас не открывается.",
    "en": "The chat cannot be opened here at the moment.",
}


def check_refused(watched: Watched, bot: Bot, chat: Locator, language: str) -> None:
    """Check that the reader is told where to go, and that nothing of ours has run into an error."""
    expect(chat.get_by_role("alert")).to_contain_text(REFUSED[language])
    expect(chat.locator(".failure")).to_have_attribute("lang", language)
    expect(chat.get_by_role("link")).to_have_attribute("href", f"{bot.address}/?ui={language}")
    assert [each for each in watched.complaints if "CORS" not in each and "failed" not in each.lower()] == []
    watched.complaints.clear()


@pytest.mark.parametrize(("language", "mode"), [("de", "dialog"), ("ru", "inline"), ("en", "dialog")])
def test_a_frame_without_an_origin_says_where_the_chat_is(
    watched: Watched, bot: Bot, host: Host, language: str, mode: str
) -> None:
    host.put("/inner", f"<!doctype html>{bot.line(language=language, mode=mode)}")
    frame = "<iframe src=/inner sandbox=allow-scripts width=700 height=600></iframe>"
    page = watched.visit(host.put("/outer", f"<!doctype html>{frame}"))
    chat = page.frame_locator("iframe").locator("partner-chat")
    if mode == "dialog":
        chat.get_by_role("button", name=OPENERS[language]).click()
    check_refused(watched, bot, chat, language)


def test_a_site_that_is_not_named_says_where_the_chat_is(browser: Browser, serve: Serve, bot: Bot) -> None:
    with open_host(serve) as other, watch(browser, bot.address, other.address) as watched:
        page = watched.visit(other.put("/", f"<!doctype html><html lang=en>{bot.line()}"))
        page.get_by_role("button", name=OPENERS["en"]).click()
        with page.expect_popup() as opened:
            page.get_by_role("link", name=urlsplit(bot.address).netloc).click()
        ask(opened.value.locator("partner-chat"), PARK_QUESTION, PARK_QUOTE)
        check_refused(watched, bot, page.locator("partner-chat"), "en")


# --- what is loaded, and when

LAUNCHER = {"/widget.js", "/static/launcher.css", "/static/theme.css", "/static/contrast.js"}
CHAT = {f"/static/{name}.js" for name in ("chat", "answer", "sources", "paper", "dom", "server")} | {
    "/static/chat.css",
    "/api/texts",
}


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what requests can be held with; it opens at the end."""
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.mark.parametrize("mode", ["dialog", "inline"])
@pytest.mark.parametrize("slow", [CHAT | LAUNCHER, {"/static/chat.css", "/static/launcher.css"}])
def test_a_slow_bot_does_not_delay_the_host_page(
    watched: Watched, bot: Bot, host: Host, gate: threading.Event, mode: str, slow: set[str]
) -> None:
    """The page's own `load` comes while the bot still keeps everything but the script itself back."""
    bot.troubles.update(dict.fromkeys(slow - {"/widget.js"}, hold(gate)))
    page = watched.visit(host.put("/slow", f"<!doctype html><html lang=de><body>{bot.line(mode=mode)}"))
    assert page.evaluate("performance.timing.loadEventEnd") > 0
    assert page.locator("partner-chat button").count() == 0
    gate.set()
    chat = page.locator("partner-chat")
    if mode == "dialog":
        chat.get_by_role("button", name=OPENERS["de"]).click()
    ask(chat)


def test_nothing_of_the_chat_is_loaded_before_it_is_opened(watched: Watched, bot: Bot, host: Host) -> None:
    page = watched.visit(host.put("/closed", f"<!doctype html><html lang=de><body>{bot.line()}"))
    launcher = page.get_by_role("button", name=OPENERS["de"])
    launcher.hover()
    launcher.focus()
    page.wait_for_load_state("networkidle")
    assert find_paths(watched, bot) == sorted(LAUNCHER)
    launcher.click()
    expect(page.get_by_role("textbox")).to_be_focused()
    assert find_paths(watched, bot) == sorted([*LAUNCHER, *CHAT, "/static/theme.css"])


def find_paths(watched: Watched, bot: Bot) -> list[str]:
    """Return the paths of the bot that the browser has asked for, each as often as it was."""
    urls = (urlsplit(each.url) for each in watched.requests if each.url.startswith(bot.address))
    return sorted(url.path for url in urls)


def test_a_picture_that_never_comes_does_not_keep_the_button_away(
    watched: Watched, bot: Bot, host: Host, gate: threading.Event
) -> None:
    bot.troubles["/static/icon.svg"] = hold(gate)
    html = f"<!doctype html><html lang=de><body>{bot.line()}<img src='{bot.address}/static/icon.svg'>"
    page = watched.context.new_page()
    page.clock.install()
    page.goto(host.put("/picture", html), wait_until="domcontentloaded")
    assert page.locator("partner-chat button").count() == 0
    page.clock.fast_forward(3000)
    expect(page.get_by_role("button", name=OPENERS["de"])).to_be_visible()


@pytest.mark.parametrize("mode", ["dialog", "inline"])
def test_a_bot_that_could_not_be_reached_is_tried_again(
    watched: Watched, bot: Bot, host: Host, mode: str
) -> None:
    page = watched.context.new_page()
    unreachable = re.compile(r"/static/chat\.js")
    page.route(unreachable, lambda route: route.abort("connectionrefused"))
    page.goto(host.put("/away", f"<!doctype html><html lang=en><body>{bot.line(mode=mode)}"))
    chat = page.locator("partner-chat")
    if mode == "dialog":
        chat.get_by_role("button", name=OPENERS["en"]).click()
    for _ in range(2):
        expect(chat.get_by_role("alert")).to_contain_text(REFUSED["en"])
        chat.get_by_role("button", name="Try again").click()
    # What is still under way must fail, too.
    expect(chat.get_by_role("alert")).to_contain_text(REFUSED["en"])
    page.unroute(unreachable)
    chat.get_by_role("button", name="Try again").click()
    ask(chat, PARK_QUESTION, PARK_QUOTE)
    expect(chat.locator(".failure")).to_have_count(0)
    assert {each.split("?")[0] for each in watched.complaints} <= {
        "Failed to load resource: net::ERR_CONNECTION_REFUSED", f"failed: {bot.address}/static/chat.js",
    }  # fmt: skip
    watched.complaints.clear()


def test_without_its_style_no_button_is_shown(watched: Watched, bot: Bot, host: Host) -> None:
    """A bot that is down offers nothing; a page of its own that calls `open` is told so."""
    page = watched.context.new_page()
    page.route(re.compile("/static/"), lambda route: route.abort("connectionrefused"))
    page.goto(host.put("/down", f"<!doctype html><html lang=en><body>{bot.line()}"))
    page.wait_for_load_state("networkidle")
    expect(page.locator("partner-chat button")).to_have_count(0)
    assert (
        page.evaluate("document.querySelector('partner-chat').open().catch(() => 'rejected')") == "rejected"
    )
    expect(page.get_by_role("alert")).to_contain_text(REFUSED["en"])
    watched.complaints.clear()


@pytest.mark.parametrize("language", OPENERS)
def test_the_first_answer_takes_fewer_than_50_000_bytes(
    watched: Watched, bot: Bot, host: Host, language: str
) -> None:
    """All that comes over the wire before it, nothing of it compressed."""
    page = watched.visit(host.put("/bytes", f"<!doctype html><html lang={language}><body>{bot.line()}"))
    page.get_by_role("button", name=OPENERS[language]).click()
    ask(page.locator("partner-chat"))
    ours = [each for each in watched.requests if each.url.startswith(bot.address) and each.method == "GET"]
    answers = [answer for each in ours if (answer := each.response())]
    # A style that two others import is asked for twice, and comes once.
    sizes = {urlsplit(answer.url).path: len(answer.body()) for answer in answers}
    assert set(sizes) == CHAT | LAUNCHER
    assert sum(sizes.values()) < 50_000, f"{sum(sizes.values())} bytes: {sizes}"
