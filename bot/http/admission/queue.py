"""Few threads that answer questions, and a short line of questions that wait for one, shared fairly."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.types import Receive

from bot.http.problems import ProblemError

# More at a time answer more, but with too many questions the interpreter keeps readers waiting: p99 was 5 to
# 16 times the p50 of an idle service, with one 3.2 to 3.7 (docs/decisions/0013). More workers answer more.
THREADS = max(1, (os.cpu_count() or 1) // 2)
MOST_QUEUED = THREADS  # who comes later is better off told at once
ANSWER_SECONDS = 20  # the time of hundreds of answers: what takes longer hangs
CLIENT_GONE = 499  # what nginx logs for a client that went away; nobody reads this answer

T = TypeVar("T")


class QuestionQueue:
    """The threads of one worker, and the questions in front of them."""

    def __init__(
        self, threads: int = THREADS, queued: int = MOST_QUEUED, seconds: float = ANSWER_SECONDS
    ) -> None:
        self._threads = ThreadPoolExecutor(threads, "answer")
        self._places = threads + queued
        self._seconds = seconds
        self._taken: dict[Future[Any], str] = {}  # by which client, in the order they came

    async def run(self, call: Callable[[], T], receive: Receive, client: str = "") -> T:
        """Return what `call` gives, from one of the threads; `receive` tells when the client goes away.

        Raises ProblemError when the line is full, when the answer takes too long, and when nobody waits for
        it any more. A call that has not begun by then gives up its place; another one cannot be stopped, and
        keeps its place until it ends, but what it gives is dropped. When the line is full, the last to wait
        of the client with most places makes room for a `client` with at least two fewer.
        """
        if len(self._taken) >= self._places and not self._make_room(client):
            raise ProblemError(503, "busy")
        work = self._threads.submit(call)
        self._taken[work] = client
        work.add_done_callback(self._taken.pop)
        answer = asyncio.wrap_future(work)
        gone = asyncio.ensure_future(_wait_until_gone(receive))
        try:
            both: set[asyncio.Future[Any]] = {answer, gone}
            await asyncio.wait(both, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            if work.cancelled():  # for somebody else
                raise ProblemError(503, "busy")
            if answer.done():
                return answer.result()
            if gone.done():
                gone.result()  # raises when what came was no farewell but too large a body
                raise ProblemError(CLIENT_GONE, "too_slow")
            raise ProblemError(503, "too_slow")
        finally:
            gone.cancel()
            answer.cancel()

    def _make_room(self, client: str) -> bool:
        """Return whether a call that waits could be sent away for one of `client`."""
        taken = list(self._taken.items())  # another thread may take one out meanwhile
        places = Counter(owner for _, owner in taken)
        most = max(places, key=places.__getitem__, default=client)
        theirs = (work for work, owner in reversed(taken) if owner == most)
        return places[most] > places[client] + 1 and any(work.cancel() for work in theirs)

    def close(self) -> None:
        """Let the threads end after what they do now."""
        self._threads.shutdown(wait=False, cancel_futures=True)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
