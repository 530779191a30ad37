"""The index exchanged many times while questions are asked; benchmarks/reloads.py does it 1,000 times."""

import http.client
import json
import shutil
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.config import Config
from bot.http.admission.queue import QuestionQueue
from bot.http.app import build_app
from bot.http.reload import Reloader
from index.build import build_index
from index.encoding.encoder import Encoder
from index.storage.store import read_index
from tests.conftest import Serve
from tests.doubles.reader import open_index

EXCHANGES = 30
READERS = 2
QUESTION = json.dumps({"question": "Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?"})


class QuickReloader(Reloader):
    """The searcher that answers now, which looks for a new index many times a second."""

    async def follow(self, seconds: float = 0.005) -> None:
        await super().follow(seconds)


def ask(connection: http.client.HTTPConnection) -> tuple[int, bytes]:
    connection.request("POST", "/api/ask", QUESTION.encode(), {"Content-Type": "application/json"})
    response = connection.getresponse()
    return response.status, response.read()


def switch(live: Reloader, documents: Path, folder: Path, encoder: Encoder) -> None:
    before, deadline = live.get(), time.monotonic() + 60
    build_index(documents, folder, encoder)
    while live.get() is before:
        assert time.monotonic() < deadline
        time.sleep(0.002)


def test_no_request_fails_while_the_index_is_exchanged_and_each_is_answered_from_one_of_them(
    tmp_path: Path, documents: Path, encoder: Encoder, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, altered = tmp_path / "index", tmp_path / "altered"
    shutil.copytree(documents, altered)
    treaty = altered / "treaty.de.md"
    treaty.write_text(treaty.read_text("utf-8").replace("1. Juni 1992", "2. Juli 1993"), "utf-8")
    second = build_index(altered, folder, encoder).index
    first = open_index(second, encoder)
    live = QuickReloader(folder, lambda: open_index(read_index(folder), encoder), first)
    over = threading.Event()
    # Nobody is sent away because the others ask at the same moment.
    monkeypatch.setattr("bot.http.app.QuestionQueue", partial(QuestionQueue, queued=READERS + 1))

    with serve(build_app(Config(index=folder, rate="off"), live)) as address:
        place = address.removeprefix("http://")

        def read() -> Counter[tuple[int, bytes]]:
            """Ask on one connection, which must never be closed, until it is over."""
            told: Counter[tuple[int, bytes]] = Counter()
            with closing(http.client.HTTPConnection(place, timeout=30)) as connection:
                connection.connect()
                connection.auto_open = 0
                while not over.is_set():
                    told[ask(connection)] += 1
            return told

        with (
            closing(http.client.HTTPConnection(place, timeout=30)) as connection,
            ThreadPoolExecutor(READERS) as pool,
        ):
            expected = {ask(connection)}
            readers = [pool.submit(read) for _ in range(READERS)]
            try:
                for number in range(EXCHANGES):
                    switch(live, (documents, altered)[number % 2], folder, encoder)
                    expected.add(ask(connection))
            finally:
                over.set()

    assert sorted(status for status, _ in expected) == [200, 200]
    assert [b"1. Juni 1992" in body for _, body in sorted(expected, key=str)].count(True) == 1
    told = readers[0].result() + readers[1].result()
    assert told.keys() == expected
    assert told.total() > EXCHANGES
