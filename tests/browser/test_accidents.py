"""What goes wrong with a question, and what hostile texts do: nothing is lost, nothing runs; chromium."""

import re
import threading
from collections.abc import Iterator
from html import escape

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.admission.rate_limit import RateLimit
from index.encoding.encoder import Encoder
from index.languages.messages import say
from tests.browser.hosts import (
    DOCUMENTS,
    QUESTION,
    QUOTE,
    Bot,
    Host,
    Trouble,
    Watched,
    ask,
    hold,
    make_knowledge,
    open_bot,
    open_host,
    type_question,
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
def knowledge(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Knowledge:
    return make_knowledge(tmp_path_factory.mktemp("bot"), DOCUMENTS | HOSTILE, encoder)


# Plain text keeps HTML as it is; so does the answer. The controls would turn what follows round.
HOSTILE_QUOTE = (
    "Der Leuchtturm <script>alert(1)</script> <img src=x onerror=alert(2)> [hier](javascript:alert(3)) "
    "&lt;b&gt; steht im \u202eNEFAH\u202c von Ne\u200buss \u2067👩‍👩‍👧\u2069."
)
HOSTILE = {
    "boese.de.txt": f"""---
language: de
title: "<img src=x onerror=alert(4)> \u202eLeuchtturm"
publisher: "<script>alert(5)</script>\u202e"
---
# <b onclick=alert(6)>Der Leuchtturm</b>

{HOSTILE_QUOTE}
""",
    "lang.de.md": f"---\nlanguage: de\n---\nDas Wort heißt {'lang' * 40}.\n\n## M\n\n{'lang' * 500}\n",
}
HOSTILE_QUESTION = (
    "Wo steht der Leuchtturm <script>alert(7)</script> <img src=x onerror=alert(8)> im \u202eHafen?"
)


def allow(host: Host, rate: str = "off") -> Config:
    return Config(origins=(host.address,), rate=rate)


@pytest.fixture(scope="module")
def bot(host: Host, knowledge: Knowledge, serve: Serve) -> Iterator[Bot]:
    """Return the bot that the host may embed."""
    with open_bot(knowledge, serve, allow(host)) as bot:
        yield bot


@pytest.fixture
def watched(browser: Browser, bot: Bot, host: Host) -> Iterator[Watched]:
    """Return a browser; that it complains or asks a third party fails the test. Leaves no trouble behind."""
    with watch(browser, bot.address, host.address) as watched:
        yield watched
    bot.troubles.clear()


@pytest.fixture
def page(watched: Watched, bot: Bot, host: Host) -> Page:
    """Return a German page of the host with the chat in its flow."""
    return watched.visit(put(host, bot))


@pytest.fixture
def chat(page: Page) -> Locator:
    return page.locator("partner-chat")


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what requests can be held with; it opens at the end."""
    gate = threading.Event()
    yield gate
    gate.set()


def put(host: Host, bot: Bot) -> str:
    return host.put(
        "/", f"<!doctype html><html lang=de><title>Rathaus</title><body>{bot.line(mode='inline')}"
    )


# --- what goes wrong


def give(status: int, body: str, kind: str = "application/json", times: int = 1000, wait: int = 0) -> Trouble:
    """Return the trouble that a question gets this response, `times` times; `wait` is its Retry-After."""
    left = [times]

    async def answer(scope: Scope, receive: Receive, send: Send) -> bool:
        if scope["method"] == "OPTIONS" or left[0] == 0:
            return False
        left[0] -= 1
        headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
        if wait:
            headers["Retry-After"] = str(wait)
        await Response(body, status, headers, kind)(scope, receive, send)
        return True

    return answer


async def cut(scope: Scope, receive: Receive, send: Send) -> bool:
    """Begin an answer and end the connection in its middle."""
    del receive
    if scope["method"] == "OPTIONS":
        return False
    headers = [(b"access-control-allow-origin", b"*"), (b"content-length", b"1000")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"status": "answered", "te', "more_body": True})
    return True


FAILED = say("server_failed", DE)
TROUBLES: dict[str, tuple[Trouble, str]] = {
    "a page of the proxy": (give(502, "<html>Bad Gateway</html>", "text/html"), FAILED),
    "a page for an answer": (give(200, "<!doctype html><h1>Wartung</h1>", "text/html"), FAILED),
    "nothing at all": (give(200, ""), FAILED),
    "no text": (give(200, '{"status": "answered", "language": "de"}'), FAILED),
    "a text that is none": (give(200, '{"text": {"toString": 1}}'), FAILED),
    "null": (give(200, "null"), FAILED),
    "a list": (give(200, "[]"), FAILED),
    "a problem without words": (give(500, '{"detail": ["x"]}', "application/problem+json"), FAILED),
    "a problem": (give(500, '{"detail": "Das <b>ging</b> schief."}'), "Das <b>ging</b> schief."),
    "cut off": (cut, FAILED),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_broken_answer_is_explained_and_the_question_asked_again(
    watched: Watched, page: Page, chat: Locator, bot: Bot, name: str
) -> None:
    bot.troubles["/api/ask"], told = TROUBLES[name]
    page.emulate_media(reduced_motion="reduce")
    type_question(chat)
    expect(chat.get_by_role("alert").filter(has_text=told)).to_have_text(told)
    expect(chat.locator(".question bdi")).to_have_text(QUESTION)
    expect(chat.locator(".waiting")).to_have_count(0)
    chat.get_by_role("textbox").fill("Entwurf")
    bot.troubles.clear()
    chat.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.locator(".words")).to_have_text(f"{QUOTE} [1]")
    expect(chat.locator(".problem")).to_have_count(0)
    expect(chat.locator(".question bdi")).to_have_text([QUESTION])
    expect(chat.get_by_role("textbox")).to_have_value("Entwurf")
    assert [each for each in watched.complaints if not each.startswith(("Failed to load", "failed: "))] == []
    watched.complaints.clear()


def test_a_question_that_lost_its_line_is_asked_again(watched: Watched, chat: Locator) -> None:
    """Offline before the question, and in the middle of it."""
    expect(chat.get_by_role("textbox")).to_be_visible()
    watched.context.set_offline(True)
    type_question(chat)
    expect(chat.locator(".problem")).to_contain_text(say("offline", DE))
    watched.context.set_offline(False)
    under_way: list[Route] = []
    chat.page.route("**/api/ask", lambda route: under_way.append(route))  # noqa: PLW0108  # takes no method
    chat.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.locator(".waiting")).to_be_visible()
    wait_for(chat.page, lambda: bool(under_way))
    under_way[0].abort("internetdisconnected")
    expect(chat.locator(".problem")).to_contain_text(say("offline", DE))
    chat.page.unroute_all()
    chat.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.locator(".words")).to_have_text(f"{QUOTE} [1]")
    expect(chat.locator(".question")).to_have_count(1)
    watched.complaints.clear()


def test_an_answer_that_takes_too_long_is_given_up(
    watched: Watched, bot: Bot, host: Host, gate: threading.Event
) -> None:
    watched.context.add_init_script("""{
      const { timeout } = AbortSignal;
      let patience = 300;
      AbortSignal.timeout = (milliseconds) => {
        const signal = timeout.call(AbortSignal, patience);
        patience = milliseconds;
        return signal;
      };
    }""")
    chat = watched.visit(put(host, bot)).locator("partner-chat")
    bot.troubles["/api/ask"] = hold(gate)
    type_question(chat)
    expect(chat.locator(".problem")).to_contain_text(say("too_slow", DE))
    gate.set()
    chat.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.locator(".words")).to_have_text(f"{QUOTE} [1]")
    watched.complaints.clear()


BUSY = '{"detail": "Gerade kommen zu viele Fragen auf einmal."}'


def test_a_busy_bot_is_asked_twice_more_and_then_explained(watched: Watched, bot: Bot, host: Host) -> None:
    watched.context.add_init_script("Math.random = () => 0")
    page = watched.visit(put(host, bot))
    chat = page.locator("partner-chat")
    for times, shown in ((2, ".words"), (3, ".problem")):
        bot.troubles["/api/ask"] = give(503, BUSY, times=times, wait=1)
        asked = watch_questions(page)
        type_question(chat)
        expect(chat.locator(f".turns > li:last-child {shown}")).to_be_visible()
        assert len(asked) == 3
    expect(chat.locator(".problem")).to_contain_text("Gerade kommen zu viele Fragen auf einmal.")
    chat.get_by_role("button", name="Noch einmal versuchen").click()
    expect(chat.locator(".words")).to_have_text([f"{QUOTE} [1]"] * 2)
    # Whom to wait for longer than a moment is the reader's decision.
    bot.troubles["/api/ask"] = give(503, BUSY, wait=60)
    asked = watch_questions(page)
    type_question(chat)
    expect(chat.locator(".problem")).to_be_visible()
    assert len(asked) == 1
    watched.complaints.clear()


def watch_questions(page: Page) -> list[str]:
    """Return the list in which each question asked from now on is put."""
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("/api/ask") else None
    )
    return asked


def test_who_asks_too_often_is_told_when_to_go_on(
    browser: Browser, knowledge: Knowledge, serve: Serve, host: Host
) -> None:
    with (
        open_bot(knowledge, serve, allow(host, "1/hour")) as bot,
        watch(browser, bot.address, host.address) as watched,
    ):
        chat = watched.visit(put(host, bot)).locator("partner-chat")
        ask(chat)
        type_question(chat)
        expect(chat.locator(".problem")).to_contain_text(re.compile(r"in [0-9]+ Sek\. noch einmal\."))
        expect(chat.locator(".question")).to_have_count(2)
        bot.app.state.services.rate_limit = RateLimit(allow(host))  # an hour later
        chat.get_by_role("button", name="Noch einmal versuchen").click()
        expect(chat.locator(".words")).to_have_text([f"{QUOTE} [1]"] * 2)
        watched.complaints.clear()


# --- hostile texts

ACTIVE = "script:not([src]), img, iframe, b, [onclick], [onerror], a[href^='javascript']"


def show(text: str) -> str:
    """Return `text` as a reader sees it: what nobody sees stands as its number."""
    return re.sub("[\u200b\u202a-\u202e\u2066-\u2069]", lambda mark: f"U+{ord(mark[0]):04X}", text)


def read(text: str) -> str:
    """Return `text` as the answer says it: without what nobody sees, which its verbatim quote holds."""
    return re.sub("[\u200b\u200d\u202a-\u202e\u2066-\u2069]", "", text)


def test_hostile_texts_are_shown_as_what_they_are(page: Page, chat: Locator) -> None:
    """Nothing in a question or a document becomes an element, opens a dialog or turns the writing round."""
    type_question(chat, HOSTILE_QUESTION)
    expect(chat.locator(".words")).to_have_text(f"{read(HOSTILE_QUOTE)} [1]")
    expect(chat.locator(".question bdi")).to_have_text(show(HOSTILE_QUESTION))
    expect(chat.locator(".title")).to_have_text("[1] <img src=x onerror=alert(4)> Leuchtturm")
    expect(chat.locator(".facts")).to_have_text("<script>alert(5)</script>U+202E")
    expect(chat.locator("blockquote mark")).to_have_text(show(HOSTILE_QUOTE))
    expect(chat.locator("blockquote")).to_contain_text("<b onclick=alert(6)>Der Leuchtturm</b>")
    expect(chat.locator(".question code")).to_have_text(["U+202E"])
    with page.expect_popup() as printed:
        chat.get_by_role("button", name="Drucken").click()
    expect(printed.value.locator(".words")).to_have_text(f"{read(HOSTILE_QUOTE)} [1]")
    with page.expect_popup() as opened:
        chat.get_by_role("link", name="Im Dokument lesen").click()
    expect(opened.value.locator("mark#quote")).to_have_text(show(HOSTILE_QUOTE))
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(
        "<img src=x onerror=alert(4)> Leuchtturm"
    )
    for shown in (
        chat.locator(".turns"),
        printed.value.locator("body"),
        opened.value.locator("article"),
    ):
        expect(shown.page.locator(ACTIVE)).to_have_count(0)
        seen = shown.evaluate("(element) => element.textContent")
        assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", seen)
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Als Text speichern").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert f"{read(HOSTILE_QUOTE)} [1]" in text
    assert text == show(text)


def test_hostile_texts_are_shown_without_scripts_too(browser: Browser, bot: Bot) -> None:
    with browser.new_page(locale="de-DE", java_script_enabled=False) as page:
        page.goto(bot.address)
        page.get_by_label("Ihre Frage").fill(HOSTILE_QUESTION)
        page.get_by_role("button", name="Fragen", exact=True).click()
        expect(page.locator(".words")).to_have_text(f"{read(HOSTILE_QUOTE)} [1]")
        expect(page.locator(ACTIVE)).to_have_count(0)


def test_hostile_attributes_are_shown_as_what_they_are(watched: Watched, bot: Bot, host: Host) -> None:
    data = {"title": "<img src=x onerror=alert(1)>", "suggestions": "<script>alert(2)</script>|<b>Wer?</b>"}
    line = bot.line(mode="inline", **{name: escape(value) for name, value in data.items()})
    chat = watched.visit(host.put("/", f"<!doctype html><html lang=de><body>{line}")).locator("partner-chat")
    expect(chat.get_by_role("heading", level=2)).to_have_text(data["title"])
    expect(chat.locator(".suggestions button")).to_have_text(data["suggestions"].split("|"))
    expect(chat.locator(ACTIVE)).to_have_count(0)


def test_words_without_end_make_nothing_wider(page: Page, chat: Locator) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    for number, question in enumerate(("lang" * 125, "Wie heißt das Wort lang?"), 1):
        type_question(chat, question)
        expect(chat.locator(".answer")).to_have_count(number)
    expect(chat.locator(".words").last).to_contain_text("lang" * 40)
    for link in [page.locator("html"), chat.locator(".chat")]:
        assert link.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
    with page.expect_popup() as opened:
        chat.get_by_role("link", name="Im Dokument lesen").first.click()
    opened.value.set_viewport_size({"width": 320, "height": 640})
    expect(opened.value.locator("html")).to_have_js_property("scrollWidth", 320)
