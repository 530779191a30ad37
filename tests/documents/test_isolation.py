"""Work in a process of its own: what comes back, what breaks a limit, and that the next document goes on."""

import ctypes
import fcntl
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.documents import isolation as apart
from index.documents.isolation import Apart
from index.errors import DocumentError


def double(task: str) -> tuple[int, str]:
    return os.getpid(), task * 2


def read(path: str) -> str:
    raise DocumentError("unreadable", path=path, reason="Permission denied")


def fail(_task: str) -> str:
    raise KeyError("what no parser should raise")


def compute_without_end(_task: str) -> str:
    while True:
        pass


def wait_without_end(_task: str) -> str:
    time.sleep(3600)
    return ""


def take_memory(_task: str) -> str:
    return str(len(bytearray(2_000_000_000)))


def abort(_task: str) -> str:
    os.abort()


def touch_what_is_not_there(_task: str) -> str:
    return ctypes.string_at(0).decode()


def test_results_come_back_from_one_other_process() -> None:
    with Apart(double) as worker:
        first, second = worker.do("a.md", "ä"), worker.do("b.md", "x" * 1_000_000)
    assert first == (second[0], "ää")
    assert second[1] == "x" * 2_000_000
    assert first[0] != os.getpid()
    with pytest.raises(ProcessLookupError):  # it has ended with the block
        os.kill(first[0], 0)


def test_an_error_comes_back_as_it_is() -> None:
    with Apart(read) as worker, pytest.raises(DocumentError) as caught:
        worker.do("a.md", "a.md")
    assert caught.value.code == "unreadable"
    assert caught.value.values == {"path": "a.md", "reason": "Permission denied"}


@pytest.mark.parametrize(
    ("work", "code"),
    [
        (fail, "damaged"),
        (compute_without_end, "too_slow"),
        (wait_without_end, "too_slow"),
        (take_memory, "too_much_memory"),
        (abort, "too_much_memory"),
        (touch_what_is_not_there, "damaged"),
    ],
)
def test_what_breaks_a_limit_is_named_and_the_next_document_is_read(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[str], str], code: str
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1)
    if work is wait_without_end:
        monkeypatch.setattr(apart, "PATIENCE", 0.5)

    def work_on(task: str) -> str:
        return work(task) if task == "bad" else task

    with Apart(work_on) as worker:
        assert worker.do("a.md", "good") == "good"
        for path in ("b.md", "c.md"):
            with pytest.raises(DocumentError) as caught:
                worker.do(path, "bad")
            assert (caught.value.code, caught.value.values["path"]) == (code, path)
            assert "{" not in str(caught.value)
        assert worker.do("d.md", "good") == "good"


@pytest.mark.parametrize("processes", [1, 2, 5])
def test_results_come_in_order_from_several_processes_and_one_that_crashes_costs_one_document(
    processes: int,
) -> None:
    def work_on(task: int) -> tuple[int, int]:
        time.sleep(0.02 * (task % 3))
        return (os.getpid(), task) if task != 7 else os.abort()

    with Apart(work_on, processes) as worker:
        results = list(worker.map((f"{task}.md", task) for task in range(20)))
    error = results.pop(7)
    assert isinstance(error, DocumentError)
    assert error.values["path"] == "7.md"
    told = [result for result in results if not isinstance(result, DocumentError)]
    assert [task for _, task in told] == [task for task in range(20) if task != 7]
    numbers = {number for number, _ in told}
    assert 1 <= len(numbers) <= processes + 1
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_processes_end_when_nobody_waits_for_their_results() -> None:
    numbers = []
    with Apart(double, 2) as worker:
        for result in worker.map((str(task), "x" * 1_000_000) for task in range(9)):
            assert not isinstance(result, DocumentError)
            numbers.append(result[0])
            break
    with pytest.raises(ProcessLookupError):
        os.kill(numbers[0], 0)
    with pytest.raises(ChildProcessError):  # there is none left
        os.waitpid(-1, os.WNOHANG)


def test_each_document_has_the_whole_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit is one of each document, not of all together."""
    monkeypatch.setattr(apart, "SECONDS", 1)

    def compute(seconds: float) -> float:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        return seconds

    with Apart(compute) as worker:
        assert [worker.do("a.md", 0.5) for _ in range(5)] == [0.5] * 5


def test_what_a_document_leaves_behind_takes_no_memory_from_the_next() -> None:
    """Else the processes, and which of them reads what, would decide what is indexed."""
    kept = []

    def keep_memory(megabytes: int) -> tuple[int, int]:
        kept.append(bytearray(megabytes * 1_000_000))
        return os.getpid(), len(kept)

    with Apart(keep_memory) as worker:
        first = [worker.do("a.md", 60) for _ in range(3)]
        second = [worker.do("b.md", 800) for _ in range(3)]
    assert [count for _, count in first] == [1, 2, 3]
    assert [count for _, count in second] == [4, 1, 1]
    assert len({number for number, _ in second}) == 3


def test_the_other_process_holds_no_lock(tmp_path: Path) -> None:
    """Else a build that is killed would keep the next one out until its last document is read."""
    with Apart(str.upper) as worker:
        with (tmp_path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert worker.do("a.md", "a") == "A"
        with (tmp_path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_the_other_process_ends_when_this_one_is_killed() -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, str(Apart(double).do("a.md", "")[0]).encode())
            signal.pause()
        finally:
            os._exit(1)
    number = int(os.read(reading, 20))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    for _ in range(600):
        try:
            if Path(f"/proc/{number}/stat").read_text(encoding="ascii").split()[2] == "Z":
                break  # it has ended, and nobody has asked how
        except FileNotFoundError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("it is still there")
    os.close(reading)
    os.close(writing)
