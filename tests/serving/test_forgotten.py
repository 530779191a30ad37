"""What somebody asked is gone from the running service: its memory is searched for a word of it.

Memory that is free again still holds what stood there until something else does. So that only what is alive
is found, the service runs here with the allocator of the C library, told to overwrite what is freed.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest

from index.build import build_index
from index.encoding.encoder import Encoder
from tests.serving.test_serve import end, find_free_port, get, wait_until_up

OVERWRITING = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0:glibc.malloc.perturb=165",
}
# The service itself, which collects rubbish five times a second instead of once a minute.
APP = """
from bot.http import app

KNOWN = "".join(["Zirbel", "nuss", "torte"])

def make():
    app.SECONDS_BETWEEN_COLLECTIONS = 0.2
    return app.app_from_environment()
"""
START = "from bot.http.serving.server import serve; from bot.config import Config; \
serve(Config.from_environment(), 'forgetful_app:make')"
RARE, RARE_RUSSIAN = "zwirbelquast", "зюмбрикант"
OTHERS = ("Hallo", "Danke", "привет", "hello", "Wer bist du?", "ok")
ROOT = Path(__file__).parents[2]  # where the model lies prepared
JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HTML = {"Accept": "text/html"}


def write(**values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False).encode()


ASKED: dict[str, tuple[str, str, bytes, Mapping[str, str]]] = {
    "a question": ("POST", "/api/ask", write(question="Wann begann der Altzwirbelquast?"), JSON),
    "letters of 16 bits": ("POST", "/api/ask", write(question="Когда подписан зюмбрикантов договор?"), JSON),
    "letters of 32 bits": ("POST", "/api/ask", write(question="Wann begann der Rotzwirbelquast 😀?"), JSON),
    "escaped": ("POST", "/api/ask", json.dumps({"question": "Где зюмбриканты?"}).encode(), JSON),
    "an earlier question": (
        "POST",
        "/api/ask",
        write(question="Und davor?", history=[{"question": "Neuzwirbelquast?", "answer": "Zwirbelquast."}]),
        JSON,
    ),
    "personal data": ("POST", "/api/ask", write(question="zwirbelquast@example.org?"), JSON),
    "too long": ("POST", "/api/ask", write(question="zwirbelquast" * 60), JSON),
    "a name of ours that is none": ("POST", "/api/ask", write(question="Hallo", zwirbelquast=1), JSON),
    "no JSON": ("POST", "/api/ask", b'{"question": "zwirbelquast', JSON),
    "a search": ("GET", "/api/search?question=Blauzwirbelquast", b"", {}),
    "a Russian search": ("GET", f"/api/search?question={quote(RARE_RUSSIAN)}", b"", {}),
    "a search that is refused": ("GET", "/api/search?limit=0&question=Gelbzwirbelquast", b"", {}),
    "the page": ("POST", "/", b"question=Wo+ist+der+Grauzwirbelquast", FORM),
    "the page, too long": ("POST", "/", b"question=" + b"zwirbelquast" * 60, FORM),
    "an address": ("GET", "/zwirbelquast?q=zwirbelquast", b"", HTML),
    "a document": ("GET", "/documents/zwirbelquast", b"", HTML),
}


@pytest.fixture
def server(documents: Path, bundled: Encoder, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Run the service over four documents; give its port and the number of its process."""
    build_index(documents, tmp_path / "index", bundled)
    (tmp_path / "forgetful_app.py").write_text(APP, encoding="utf-8")
    port = find_free_port()
    settings = {"INDEX": str(tmp_path / "index"), "PORT": str(port), "RATE": "off", "METRICS": "off"}
    environ = {**os.environ, **OVERWRITING, "PYTHONPATH": f"{ROOT}:{tmp_path}"}
    environ |= {f"PARTNERBOT_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-c", START]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until_up(port, process)
            deadline = time.monotonic() + 300
            while get(port, "/ready")[0] != 200:
                assert time.monotonic() < deadline
                time.sleep(0.1)
            yield port, process.pid
        finally:
            end(process)


def send(port: int, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a request on a connection of its own; return the status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, body, dict(headers))
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def list_forms(word: str) -> set[bytes]:
    """Return the bytes that `word` can stand in memory as: by kinds of strings, on the wire, escaped."""
    encodings = ("utf-8", "utf-16-le", "utf-32-le")
    return {word.encode(each) for each in encodings} | {quote(word).encode(), json.dumps(word)[1:-1].encode()}


def search_memory(process: int, word: str) -> list[bytes]:
    """Return what stands around `word`, in any form, in what `process` can write to."""
    forms = [re.compile(re.escape(form)) for form in list_forms(word)]
    found = []
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text("utf-8").splitlines():
            place, rights, *_ = line.split()
            low, high = (int(each, 16) for each in place.split("-"))
            if rights.startswith("rw") and "[v" not in line:
                memory.seek(low)
                try:
                    piece = memory.read(high - low)
                except OSError:  # given back since the list was read: it is the process's no more
                    continue
                places = (at.start() for form in forms for at in form.finditer(piece))
                found += [piece[max(0, at - 80) : at + 80] for at in places]
    return found


def test_what_was_asked_is_nowhere_in_the_memory_of_the_service(server: tuple[int, int]) -> None:
    port, process = server
    statuses = {kind: send(port, *request) for kind, request in ASKED.items()}
    assert 500 not in statuses.values(), statuses
    for number in range(300):
        assert send(port, "POST", "/api/ask", write(question=OTHERS[number % len(OTHERS)]), JSON) == 200
    time.sleep(1)
    assert search_memory(process, "Zirbelnusstorte")  # what is alive is found
    assert search_memory(process, RARE) == []
    assert search_memory(process, RARE_RUSSIAN) == []
