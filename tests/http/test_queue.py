"""The line of questions: how many are worked on, how many wait, who is sent away and who gives up a place."""

import asyncio
import gc
import threading
import time
import weakref
from collections.abc import Awaitable, Callable, Iterator

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message

from bot.http.admission.queue import CLIENT_GONE, QuestionQueue
from bot.http.problems import ProblemError, retry_header


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what the work of a test waits for; it opens at the end in any case."""
    gate = threading.Event()
    yield gate
    gate.set()


async def stay() -> Message:
    """Receive nothing, as from a client that waits for its answer."""
    await asyncio.sleep(60)
    raise AssertionError


async def leave() -> Message:
    return {"type": "http.disconnect"}


async def tell(run: Awaitable[object]) -> object:
    """Return what a run gives, or the status and the phrase of the problem in which it ends."""
    try:
        return await run
    except ProblemError as error:
        return error.status, error.message


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0.01)


def run_in(line: QuestionQueue, story: Callable[[], Awaitable[object]]) -> object:
    async def run() -> object:
        try:
            return await story()
        finally:
            line.close()

    return asyncio.run(run())


def test_what_is_called_gives_its_answer_or_its_error() -> None:
    line = QuestionQueue(threads=1, queued=0)

    async def story() -> object:
        with pytest.raises(ZeroDivisionError):
            await line.run(lambda: 1 // 0, stay)
        return await line.run(lambda: "answer", stay)

    assert run_in(line, story) == "answer"


def test_when_the_line_is_full_the_next_is_sent_away_at_once_also_in_one_burst(gate: threading.Event) -> None:
    line = QuestionQueue(threads=2, queued=3)
    running: list[int] = []

    def work() -> str:
        running.append(1)
        gate.wait(10)
        return "answer"

    async def story() -> object:
        start = time.monotonic()
        burst = [asyncio.create_task(tell(line.run(work, stay))) for _ in range(12)]
        while len(running) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await settle()
        sent_away = [each.result() for each in burst if each.done()]
        assert sent_away == [(503, "busy")] * 7
        assert time.monotonic() - start < 9  # the others are at work for ten seconds
        assert len(running) == 2
        gate.set()
        assert [each for each in await asyncio.gather(*burst) if each == "answer"] == ["answer"] * 5
        return await tell(line.run(work, stay))

    assert run_in(line, story) == "answer"


def test_a_client_that_goes_away_gives_up_its_place_in_the_line(gate: threading.Event) -> None:
    line = QuestionQueue(threads=1, queued=1)

    async def story() -> object:
        first = asyncio.create_task(tell(line.run(lambda: gate.wait(10), stay)))
        await settle()
        assert await tell(line.run(lambda: "nobody reads this", leave)) == (CLIENT_GONE, "too_slow")
        waiting = asyncio.create_task(tell(line.run(lambda: "answer", stay)))
        await settle()
        assert await tell(line.run(lambda: "too many", stay)) == (503, "busy")
        gate.set()
        assert await first is True
        return await waiting

    assert run_in(line, story) == "answer"


def test_who_holds_most_places_makes_room_for_who_holds_none(gate: threading.Event) -> None:
    line = QuestionQueue(threads=1, queued=1)

    async def story() -> object:
        first = asyncio.create_task(tell(line.run(lambda: gate.wait(10), stay, "greedy")))
        second = asyncio.create_task(tell(line.run(lambda: "one more", stay, "greedy")))
        await settle()
        other = asyncio.create_task(tell(line.run(lambda: "answer", stay, "modest")))
        await settle()
        assert second.result() == (503, "busy")
        for client in ("greedy", "modest", "third"):  # nobody holds two more than any of them
            assert await tell(line.run(lambda: "too many", stay, client)) == (503, "busy")
        gate.set()
        assert await first is True
        return await other

    assert run_in(line, story) == "answer"


def test_one_client_alone_may_hold_all_places(gate: threading.Event) -> None:
    line = QuestionQueue(threads=1, queued=3)

    async def story() -> object:
        asked = [asyncio.create_task(tell(line.run(lambda: gate.wait(10), stay, "one"))) for _ in range(5)]
        await settle()
        gate.set()
        return await asyncio.gather(*asked)

    assert run_in(line, story) == [True, True, True, True, (503, "busy")]


def test_nothing_is_left_of_a_call_when_it_has_ended() -> None:
    line = QuestionQueue(threads=1, queued=0)

    def ask(question: set[str]) -> weakref.ref[set[str]]:
        async def story() -> object:
            with pytest.raises(ZeroDivisionError):
                await line.run(lambda: len(question) // 0, stay)
            return None

        run_in(line, story)
        return weakref.ref(question)

    kept = ask({"geheim"})
    gc.collect()
    assert kept() is None


def test_an_answer_that_takes_too_long_is_given_up_but_keeps_its_thread(
    gate: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    line = QuestionQueue(threads=1, queued=0, seconds=1)

    def fail_late() -> None:
        gate.wait(10)
        raise RuntimeError("geheim")

    async def story() -> object:
        assert await tell(line.run(fail_late, stay)) == (503, "too_slow")
        assert await tell(line.run(lambda: "answer", stay)) == (503, "busy")
        gate.set()
        while (told := await tell(line.run(lambda: "answer", stay))) == (503, "busy"):
            await settle()
        gc.collect()
        return told

    assert run_in(line, story) == "answer"
    assert "geheim" not in caplog.text


def test_one_that_waits_too_long_in_the_line_is_never_begun(gate: threading.Event) -> None:
    line = QuestionQueue(threads=1, queued=1, seconds=0.1)
    begun: list[str] = []

    async def story() -> object:
        runs = [line.run(lambda: gate.wait(10), stay), line.run(lambda: begun.append("second"), stay)]
        told = await asyncio.gather(*map(tell, runs))
        gate.set()
        await settle()
        return told

    assert run_in(line, story) == [(503, "too_slow")] * 2
    assert begun == []


def test_what_is_wrong_with_a_body_that_nobody_asked_for_is_told(gate: threading.Event) -> None:
    line = QuestionQueue(threads=1, queued=0)

    async def send_too_much() -> Message:
        raise HTTPException(413)

    async def story() -> object:
        with pytest.raises(HTTPException, match="413"):
            await line.run(lambda: gate.wait(10), send_too_much)
        return None

    run_in(line, story)


def test_only_who_may_come_back_is_told_when() -> None:
    assert retry_header(ProblemError(503, "busy")) == {"Retry-After": "5"}
    assert retry_header(ProblemError(429, "asked_too_often", seconds=7)) == {"Retry-After": "7"}
    assert retry_header(ProblemError(404, "document_unknown")) == {}
