"""What several tests stand on: doubles of encoder and reader that work, the bundled ones, some documents."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import pytest
import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright
from starlette.types import ASGIApp

from index.encoding.encoder import Encoder, load_encoder
from index.reading.reader import Reader, load_reader
from tests.doubles.encoder import TrigramEncoder

os.environ["HF_HUB_OFFLINE"] = "1"  # read when the first model is loaded: no test asks a hub

# The same cases at every run, however busy the machine is; none are kept.
hypothesis.settings.register_profile("partnerbot", database=None, deadline=None, derandomize=True)
hypothesis.settings.load_profile("partnerbot")

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
