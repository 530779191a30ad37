"""Another website, a bot that it may embed and whose line can be disturbed, and a browser that is watched."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.app import create_app
from index.build import build_index
from index.encoding.encoder import Encoder
from tests.conftest import Serve
from tests.doubles.examples import EXAMPLES_FILE
from tests.doubles.reader import open_index

QUESTION = "Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?"
QUOTE = "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet."
PARK_QUESTION = "When was the Marino Park in Moscow opened?"
PARK_QUOTE = "The Marino Park in Moscow was opened in 2009."
BALLET_QUESTION = "Когда балет Немецкой оперы приехал в Москву?"
BALLET_QUOTE = "Балет Немецкой оперы на Рейне приехал в Москву в 2003 году."
# So far down that nobody sees the quote without being led to it.
FILLER = "\n\n".join(f"Zeile {sha256(bytes([number])).hexdigest()}." for number in range(60))
DOCUMENTS = {
    "examples.yaml": EXAMPLES_FILE,
    "vertrag.de.md": f"""---
title: Der Vertrag von 1992
publisher: Landeshauptstadt Düsseldorf
published: 1992-06-01
---
# Der Vertrag von 1992

{FILLER}

## Unterschrift

{QUOTE}
""",
    "park.en.md": f"---\npublished: 2009-05\nvalid_until: 2099-12-31\n---\n# The park\n\n{PARK_QUOTE}\n",
    "balet.ru.md": f"---\nvalid_until: 2019-12-31\nsummary: true\n---\n# Балет\n\n{BALLET_QUOTE}\n",
}
OPENERS = {
    "de": "Fragen zur Städtepartnerschaft",
    "ru": "Вопросы о партнёрстве городов",
    "en": "Questions about the city partnership",
}
# The window for printing opens no dialog in a test; that it was asked to print is kept on it.
STUB_PRINT = """{
  const open = window.open;
  window.open = (...how) => {
    const paper = open.call(window, ...how);
    paper.print = () => { paper.printed = (paper.printed ?? 0) + 1; };
    return paper;
  };
}"""
Trouble = Callable[[Scope, Receive, Send], Awaitable[bool]]


@dataclass
class Host:
    """Another website: it serves the pages that a test has put on it."""

    address: str = ""
    pages: dict[str, Response] = field(default_factory=dict)

    def put(
        self, path: str, html: str, charset: str = "utf-8", headers: Mapping[str, str] | None = None
    ) -> str:
        """Serve `html` at `path`; return its address."""
        page = Response(html.encode(charset), headers=headers)
        page.headers["Content-Type"] = f"text/html; charset={charset}"
        self.pages[path] = page
        return self.address + path

    def app(self) -> ASGIApp:
        """Return the website as an application."""

        async def show(request: Asked) -> Response:
            return self.pages.get(request.url.path, Response(status_code=204))  # as for an icon

        return Starlette(routes=[Route("/{path:path}", show)])


@dataclass
class Bot:
    """The real service at `address`, behind a line that a test can disturb, path by path."""

    app: FastAPI
    address: str = ""
    troubles: dict[str, Trouble] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless the trouble on its path has answered it."""
        trouble = self.troubles.get(scope.get("path", ""))
        if trouble is None or not await trouble(scope, receive, send):
            await self.app(scope, receive, send)

    def line(self, **data: str) -> str:
        """Return the line of HTML that puts the widget on a page."""
        attributes = "".join(f' data-{name}="{value}"' for name, value in data.items())
        return f'<script src="{self.address}/widget.js"{attributes} defer></script>'


@contextmanager
def open_host(serve: Serve) -> Iterator[Host]:
    """Serve a website without pages."""
    host = Host()
    with serve(host.app()) as host.address:
        yield host


@contextmanager
def open_bot(knowledge: Knowledge, serve: Serve, config: Config) -> Iterator[Bot]:
    """Serve the bot that answers from `knowledge`."""
    bot = Bot(create_app(config, knowledge))
    with serve(bot) as bot.address:
        yield bot


def make_knowledge(folder: Path, documents: dict[str, str], encoder: Encoder) -> Knowledge:
    """Return knowledge of `documents`, whose index is built at `folder`/index."""
    for path, text in documents.items():
        file = folder / "documents" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return open_index(build_index(folder / "documents", folder / "index", encoder).index, encoder)


def hold(gate: threading.Event, held: threading.Event | None = None) -> Trouble:
    """Return the trouble that a request waits until `gate` is set; sets `held` when one does."""

    async def wait(*_: object) -> bool:
        if held:
            held.set()
        while not gate.is_set():  # noqa: ASYNC110  # an event of another thread
            await asyncio.sleep(0.01)
        return False

    return wait


class Watched:
    """A browser, what it asks for and what it complains of."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        context.add_init_script(STUB_PRINT)
        context.on("request", lambda request: self.requests.append(request))  # noqa: PLW0108  # takes no method
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("requestfailed", self._complain)
        context.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _complain(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left before its icon came
            self.complaints.append(f"failed: {request.url}")

    def visit(self, address: str) -> Page:
        """Return a page that shows `address`."""
        page = self.context.new_page()
        page.goto(address)
        return page


@contextmanager
def watch(browser: Browser, *ours: str) -> Iterator[Watched]:
    """Open a German browser; at the end, that it has complained or asked anybody but `ours` is an error."""
    with browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}) as context:
        watched = Watched(context)
        yield watched
    strange = [each.url for each in watched.requests if not each.url.startswith((*ours, "blob:"))]
    assert strange == [], strange
    assert watched.complaints == [], watched.complaints


def wait_for(page: Page, condition: Callable[[], bool]) -> None:
    """Wait until `condition` holds: the browser tells of its requests when it has time."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        page.wait_for_timeout(10)


def type_question(chat: Locator, question: str = QUESTION) -> None:
    """Ask in the opened chat."""
    chat.get_by_role("textbox").fill(question)
    chat.get_by_role("textbox").press("Enter")


def ask(chat: Locator, question: str = QUESTION, quote: str = QUOTE) -> None:
    """Ask in the opened chat, and wait for the answer, which is no earlier one."""
    answers = chat.locator(".words")
    before = answers.count()
    type_question(chat, question)
    expect(answers.nth(before)).to_contain_text(quote)
