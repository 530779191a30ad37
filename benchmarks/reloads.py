"""Exchange the index 1,000 times under load: no request may fail, and each answer is that of an index in use.

The service runs in this process, so that it looks for a new index more often than every two seconds; all
else is as the public meets it: the real model, the documents of this repository, in turns with a folder that
lacks some of them, indexed and switched in as `partnerbot index` does it, and wrk as the client.
Argument: how many exchanges.
"""

import logging
import shutil
import socket
import sys
import tempfile
import threading
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import uvicorn

from benchmarks.client import (
    Case,
    Run,
    ask,
    ask_known,
    measure_memory,
    require_wrk,
    wait_until_ready,
    write_request,
)
from bot.answering.evidence import open_knowledge
from bot.config import Config
from bot.http.app import build_app
from bot.http.reload import Reloader
from index.build import build_index
from index.encoding.encoder import load_encoder

if TYPE_CHECKING:
    from collections.abc import Iterator

EXCHANGES = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
LEFT_OUT = "sport-exchanges.*"
READERS = 2  # never more than the service lets wait, so that none is refused
SECONDS_BETWEEN_LOOKS = 0.02
SECONDS_FOR_ONE = 60


class QuickReloader(Reloader):
    """What answers now, which looks for a new index many times a second."""

    async def follow(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Load the index in use, and each one switched in later."""
        await super().follow(seconds)


@contextmanager
def serve(live: Reloader, config: Config) -> "Iterator[str]":
    """Serve what `live` holds; give the address."""
    server = uvicorn.Server(uvicorn.Config(build_app(config, live), access_log=False, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            wait_until_ready(address)
            yield address
        finally:
            server.should_exit = True
            thread.join()


def build(documents: Path, folder: Path) -> None:
    """Index `documents` below `folder` and switch it in."""
    if errors := build_index(documents, folder, load_encoder()).errors:
        sys.exit("; ".join(str(error) for error in errors))


def switch(live: Reloader, documents: Path, folder: Path) -> float:
    """Index `documents` below `folder`; return the seconds until the service answers from it."""
    before, begun = live.get(), monotonic()
    build(documents, folder)
    while live.get() is before:
        if monotonic() > begun + SECONDS_FOR_ONE:
            sys.exit("the new index was not loaded")
        sleep(0.005)
    return monotonic() - begun


def exchange(live: Reloader, folder: Path, documents: tuple[Path, Path], address: str) -> bool:
    """Exchange two indexes under load and print what became of it; return whether nothing failed."""
    first = ask_known(address)
    switch(live, documents[1], folder)
    second = {question: ask(address, question) for question in first}
    cases = [
        Case(
            write_request(question),
            {first[question]: "both"}
            if first[question] == second[question]
            else {first[question]: "first", second[question]: "second"},
        )
        for question in first
    ]
    for number in range(2):  # what is loaded once only is no growth
        switch(live, documents[number % 2], folder)
    memory = [measure_memory()]
    seconds = []
    with Run(address, cases, READERS) as load:
        for number in range(EXCHANGES):
            seconds.append(switch(live, documents[number % 2], folder))
            if number % max(1, EXCHANGES // 10) == 0:
                memory.append(measure_memory())
        counts = load.finish(now=True)
    memory.append(measure_memory())
    changed = sum(len(case.answers) > 1 for case in cases)
    print(f"{len(cases)} questions, {changed} of them answered differently by the two indexes")
    print(f"exchanges                 {len(seconds)}, {sum(seconds) / len(seconds):.2f} s each")
    print(f"answers                   {counts.answers} in {counts.seconds:.0f} s: {counts.accepted}")
    print(f"refused                   {counts.refused}")
    print(f"wrong, failed             {counts.others or 0}")
    print(f"time: p50, p99            {counts.percentile(50):.0f} ms, {counts.percentile(99):.0f} ms")
    print(f"memory: start, peak, end  {memory[0]:.0f} MB, {max(memory):.0f} MB, {memory[-1]:.0f} MB")
    return not counts.others and not counts.refused and {"first", "second"} <= counts.accepted.keys()


require_wrk()
logging.disable(logging.WARNING)
with tempfile.TemporaryDirectory() as temporary:
    config = Config(index=Path(temporary) / "index", rate="off")
    fewer = Path(temporary) / "fewer"
    shutil.copytree(config.documents, fewer, ignore=shutil.ignore_patterns(LEFT_OUT))
    build(config.documents, config.index)
    live = QuickReloader(config.index, partial(open_knowledge, config.index, config.encoder))
    with serve(live, config) as address:
        kept = exchange(live, config.index, (config.documents, fewer), address)
sys.exit(0 if kept else 1)
