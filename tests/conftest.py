"""What several tests stand on: doubles of encoder and reader that work, the bundled ones, some documents."""

import os
import re
import shutil
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import hypothesis
import numpy as np
import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright
from starlette.types import ASGIApp

from index.calibration import Calibration
from index.chunks import Chunk
from index.encoder import Encoder, Vectors, load_encoder
from index.reader import Readable, Reader, Reading, load_reader
from index.search import Searcher
from index.store import Index

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the first model is loaded: no test asks a hub
# Read when bm25s is imported: its progress bars, seen or not, take a lock that all forks share, and a build
# that is killed with it would stop the others for ever.
os.environ["DISABLE_TQDM"] = "1"

# The same cases at every run, however busy the machine is; none are kept.
hypothesis.settings.register_profile("partnerbot", database=None, deadline=None, derandomize=True)
hypothesis.settings.load_profile("partnerbot")

DIMENSION = 256
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # a page that asks elsewhere gets nothing
]

# Nothing waits so long where all is well; a busy machine may hold a browser up for more than five seconds.
expect.set_options(timeout=30_000)

Serve = Callable[[ASGIApp], AbstractContextManager[str]]


@dataclass(frozen=True, slots=True)
class TrigramEncoder:
    """A pure encoder that really ranks: texts are the nearer the more trigrams of letters they share."""

    name: str = "trigrams"
    fingerprint: str = "3" * 64
    dimension: int = DIMENSION

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return np.array([_hash_trigrams(text) for text in texts], np.float32).reshape(-1, DIMENSION)


@lru_cache(maxsize=10_000)
def _hash_trigrams(text: str) -> Vectors:
    words = [f"  {word}  " for word in text.lower().split()]
    found = {word[start : start + 3] for word in words for start in range(len(word) - 2)}
    vector = np.zeros(DIMENSION)
    for trigram in found or {""}:
        number = zlib.crc32(trigram.encode())
        vector[number % DIMENSION] += 1 if number & 0x10000 else -1
    vector[0] += not vector.any()
    return np.asarray(vector / np.linalg.norm(vector), np.float32)


class WordReader:
    """A pure reader that really reads: a sentence answers when it holds about half of the question's words.

    The words that answer are the longest stretch of it that the question does not hold.
    """

    fingerprint = "5" * 64

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        return [_read_chunk(question, passage.chunk) for passage in passages]


# With it a passage answers when WordReader says so.
CALIBRATION = Calibration(score=1.0, similarity=0.0, intercept=0.0, threshold=0.5)


def find_words(text: str) -> list[str]:
    """Return the words of four letters and more."""
    return re.findall(r"\w{4,}", text.lower())


def share(question: str, text: str) -> float:
    """Return the share of the words of `question` that `text` holds."""
    words = set(find_words(question))
    return len(words & set(find_words(text))) / max(len(words), 1)


def _read_chunk(question: str, chunk: Chunk) -> Reading:
    asked = find_words(question)
    scores, words = [], []
    for start, end in chunk.sentences:
        sentence = chunk.text[start - chunk.start : end - chunk.start]
        scores.append(10 * (share(question, sentence) - 0.45))
        shared = [match.span() for match in re.finditer(r"\w+", sentence) if match[0].lower() in asked]
        bounds = [0, *(place for span in shared for place in span), len(sentence)]
        stretches = [sentence[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
        found = max((stretch.strip(" \n.,;:?!") for stretch in stretches), key=len) or sentence
        first = start + sentence.index(found)
        words.append((first, first + len(found)))
    return Reading(tuple(scores), tuple(words))


def open_searcher(index: Index, encoder: Encoder) -> Searcher:
    """Return the searcher of `index` that answers when WordReader says so, whatever was calibrated."""
    searcher = Searcher(index, encoder, WordReader())
    searcher.calibration = CALIBRATION
    return searcher


@pytest.fixture(scope="session")
def encoder() -> TrigramEncoder:
    """Return the working double; `dataclasses.replace` makes another model of it."""
    return TrigramEncoder()


@pytest.fixture(scope="session")
def bundled() -> Encoder:
    """Return the bundled model itself."""
    return load_encoder()


@pytest.fixture(scope="session")
def bundled_reader() -> Reader:
    """Return the reader that ships."""
    return load_reader()


DOCUMENTS = {
    "treaty.de.md": """---
title: Der Partnerschaftsvertrag
valid_from: 1992-06-01
replaced_by: programme.de.md
source: [https://example.org/vertrag, https://example.org/treaty]
---
# Der Partnerschaftsvertrag

Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet. Er gilt ohne Frist.

## Unterschriften

Für Düsseldorf unterschrieb der Oberbürgermeister. Für Moskau unterschrieb der Bürgermeister.
""",
    "treaty.ru.md": """---
title: Договор о партнёрстве
valid_from: 1992-06-01
translation_of: treaty.de.md
---
# Договор о партнёрстве

Договор о партнёрстве городов подписали 1 июня 1992 года. Он действует бессрочно.
""",
    "programme.de.md": """---
title: Das Programm der Jahre 2020 bis 2023
valid_from: 2020-01-01
valid_until: 2023-12-31
---
Das Programm umfasst Kultur, Sport und Jugendaustausch. Der Rat stimmte ihm im Herbst zu.
""",
    "sport.en.md": """# Sports

Young ice hockey players of both cities trained together in Moscow. They met again a year later.
""",
}


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Return a folder of four documents in three languages; one translates another."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for path, text in DOCUMENTS.items():
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Return what serves an application on a free port; it gives the address, without a slash at the end."""
    return _serve


@contextmanager
def _serve(app: ASGIApp) -> Iterator[str]:
    # An idle connection is kept longer than any test waits: else it may be closed just when somebody asks.
    config = uvicorn.Config(app, access_log=False, log_config=None, timeout_keep_alive=65)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return Debian's chromium; for one module, since its event loop would keep other tests from theirs."""
    chromium = shutil.which("chromium")
    assert chromium, "run tests/install_debian.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM, timeout=120_000)
        yield browser
        browser.close()
