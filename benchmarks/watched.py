"""The service itself, with a watch on its event loop: what each callback takes, and how late timers are.

Run it instead of `partnerbot serve`; each worker appends to a file of its own in the folder BLOCKS: a line of
JSON, in seconds, for each callback that took more than 5 ms ("wall", "processor", "what") and for each beat
of a timer that came more than 5 ms late ("late").
"""

import asyncio
import json
import os
import time
from asyncio.events import Handle
from pathlib import Path

from fastapi import FastAPI

from bot.config import Config
from bot.http.app import app_from_environment
from bot.http.serving.server import serve

SHORTEST = 0.005
BEAT = 0.005

_run = Handle._run  # noqa: SLF001 - the one place through which every callback goes
folder = Path(os.environ["BLOCKS"])


def tell(**line: float | str) -> None:
    """Append `line` to the file of this process."""
    with (folder / str(os.getpid())).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"at": time.monotonic(), **line}) + "\n")


def run_timed(handle: Handle) -> None:
    """Run the callback as the event loop does, and tell when it took long."""
    began, used = time.perf_counter(), time.thread_time()
    _run(handle)
    wall = time.perf_counter() - began
    if wall > SHORTEST:
        tell(wall=wall, processor=time.thread_time() - used, what=repr(handle)[:300])


def beat(due: float) -> None:
    """Tell when the event loop could not run this in time, and come again."""
    loop = asyncio.get_running_loop()
    if loop.time() - due > SHORTEST:
        tell(late=loop.time() - due)
    loop.call_at(loop.time() + BEAT, beat, loop.time() + BEAT)


def make() -> FastAPI:
    """Return the service, watched from now on."""
    Handle._run = run_timed  # type: ignore[method-assign]  # noqa: SLF001
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: beat(loop.time()))
    return app_from_environment()


if __name__ == "__main__":
    serve(Config.from_environment(), "benchmarks.watched:make")
