"""What the event loop is never held up by: large and wicked requests, thousands of documents, rubbish."""

import gc
import http.client
import json
import subprocess
import sys
import time
from asyncio.events import Handle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.types import Receive, Scope, Send

from bot.config import Config
from bot.http.app import create_app
from tests.conftest import Serve
from tests.doubles.retriever import TREATY, know

LONGEST = 0.02  # seconds of one callback, of the processor's time: that of a busy machine says nothing
DOCUMENTS = 3_000
JSON = {"Content-Type": "application/json"}
EARLIER = [{"question": "ф" * 1_500, "answer": "ы" * 1_400}] * 11


def write(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


def search(question: str) -> tuple[str, str, bytes]:
    return "GET", f"/api/search?limit=50&question={quote(question[:500])}", b""


REQUESTS = {
    "a question": ("POST", "/api/ask", write(question="Wann wurde der Vertrag unterzeichnet?")),
    "a long conversation": ("POST", "/api/ask", write(question="я" * 500, history=EARLIER)),
    "much that is not wanted": ("POST", "/api/ask", write(question="Wer?", other=[[]] * 15_000)),
    "no end of brackets": ("POST", "/api/ask", b"[" * 60_000),
    "numbers that may be telephones": search("0211 89 91 " * 50),
    "numbers that may be cards": search("4111 1111 " * 50),
    "what may be mail": search("a.b@" * 150),
    "words of no language": search(" ".join(f"wort{number}x" for number in range(80))),
    "the page": ("GET", "/", b""),
    "the documents": ("GET", "/api/documents", b""),
    "a document": ("GET", "/documents/verträge/vertrag%201992.md".replace("ä", "%C3%A4"), b""),
    "the accessibility statement": ("GET", "/accessibility", b""),
    "the line for editors": ("GET", "/embed", b""),
    "the figures": ("GET", "/metrics", b""),
}


@pytest.fixture(scope="module")
def taken() -> Iterator[list[float]]:
    """Return the processor's seconds of each callback of event loops, from now on."""
    run, taken = Handle._run, []

    def run_timed(handle: Handle) -> None:
        began = time.thread_time()
        run(handle)
        taken.append(time.thread_time() - began)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Handle, "_run", run_timed)
        gc.collect()
        gc.freeze()  # as the service does it
        yield taken
        gc.unfreeze()


@pytest.fixture(scope="module")
def address(taken: list[float], serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve thousands of documents; give the address."""
    others = (replace(TREATY, path=f"{number}.md", title=f"Nr. {number}") for number in range(DOCUMENTS))
    app = create_app(Config(index=tmp_path_factory.mktemp("none"), rate="off"), know(TREATY, *others))
    app.openapi()  # as the service does it

    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("path") == "/metrics":
            scope = {**scope, "server": ("127.0.0.1", 9464)}  # their own port
        await app(scope, receive, send)

    with serve(take) as address:
        yield address.removeprefix("http://")
    assert taken


@pytest.mark.parametrize("kind", REQUESTS)
def test_no_request_holds_up_the_event_loop(address: str, taken: list[float], kind: str) -> None:
    method, path, body = REQUESTS[kind]
    taken.clear()
    connection = http.client.HTTPConnection(address, timeout=60)
    connection.request(method, path, body, JSON)
    response = connection.getresponse()
    assert response.status in {200, 400, 422}
    response.read()
    connection.close()
    assert 0 < max(taken) < LONGEST


MADE = """
import gc, sys
from bot.http.app import app_from_environment
app = app_from_environment()
from index.detection.detect import detect_language
assert {"onnxruntime", "anyio._backends._asyncio"} <= set(sys.modules)
assert app.openapi_schema
assert gc.get_freeze_count() > 50_000
assert sys.getswitchinterval() == 0.001
opened = []
sys.addaudithook(lambda event, values: opened.append(values[0]) if event == "open" else None)
for text in ("Wann wurde der Vertrag unterzeichnet?", "Кто подписал договор?", "kto podpisal dogovor"):
    detect_language(text)
assert opened == [], opened
"""


def test_what_holds_up_everything_is_done_before_anybody_is_served() -> None:
    subprocess.run([sys.executable, "-c", MADE], check=True, cwd=Path(__file__).parents[2])
