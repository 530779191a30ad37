"""A function called in processes of their own, with limits: no document can stop a build or take all memory.

Knows how a process is begun, limited, replaced and ended; nothing of what is done in it.
"""

import gc
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from math import ceil
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, process_time
from types import TracebackType
from typing import Any, Generic, NoReturn, Self, TypeVar

from index.errors import DocumentError, code

SECONDS = 60  # of the processor's time for one document: a busy machine must not decide what is indexed
PATIENCE = 600  # seconds by the clock, for what waits instead of computing
MEGABYTES = 1_000  # of memory for one document, beyond what the process has before it
LEFT_MEGABYTES = 200  # that documents may leave behind: with more, the process is replaced by a new one

_MOST_FILES = 4096  # that are looked for to be closed
_OUT_OF_MEMORY = 100  # the exit status of a process that says so itself
_ENDS = {  # by how the process ended: libraries abort when they get no memory, and the system kills
    -signal.SIGXCPU: code("too_slow"),
    _OUT_OF_MEMORY: code("too_much_memory"),
    -signal.SIGABRT: code("too_much_memory"),
    -signal.SIGTRAP: code("too_much_memory"),
    -signal.SIGKILL: code("too_much_memory"),
}

Task = TypeVar("Task")
Result = TypeVar("Result")


class Apart(Generic[Task, Result]):
    """Calls `work` in processes that are forked once and replaced after a document that broke a limit.

    Forked, they have everything imported already and begin within milliseconds; threads of this process do
    not exist in them, so that `work` must not wait for what one may hold. They end with the `with` block, or
    when this process ends, however that comes about.
    """

    def __init__(self, work: Callable[[Task], Result], processes: int = 1) -> None:
        self._work = work
        self._most = processes
        self._idle: list[_Process] = []
        self._busy: dict[Connection, _Job] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self._idle, *(job.process for job in self._busy.values())):
            process.end()

    def do(self, path: str, task: Task) -> Result:
        """Return what `work` makes of `task`, which is about the document `path`.

        Raises DocumentError when `work` does, when it fails in any other way, or breaks a limit.
        """
        (result,) = self.map([(path, task)])
        if isinstance(result, DocumentError):
            raise result
        return result

    def map(self, tasks: Iterable[tuple[str, Task]]) -> Iterator[Result | DocumentError]:
        """Yield what `work` makes of each of `tasks`, in their order, or the error that `do` would raise.

        A task comes after the path of the document that it is about. As many are worked on at a time as there
        are processes.
        """
        done: dict[int, Result | DocumentError] = {}
        following = 0
        waiting = enumerate(tasks)
        while True:
            for number, (path, task) in islice(waiting, self._most - len(self._busy)):
                process = self._idle.pop() if self._idle else _Process(self._work)
                with suppress(OSError):  # it has ended: nothing comes back
                    process.tasks.send(task)
                self._busy[process.answers] = _Job(process, number, path, monotonic() + PATIENCE)
            if not self._busy:
                return
            for job in self._wait():
                done[job.number] = self._receive(job)
            while following in done:
                yield done.pop(following)
                following += 1

    def _wait(self) -> "list[_Job]":
        """Return the jobs for which something came back, or nothing in time."""
        first = min(job.until for job in self._busy.values())
        wait(list(self._busy), max(0.0, first - monotonic()))
        now = monotonic()
        ended = [each for each, job in self._busy.items() if each.poll() or job.until <= now]
        return [self._busy.pop(each) for each in ended]

    def _receive(self, job: "_Job") -> Result | DocumentError:
        late = not job.process.answers.poll()
        try:
            if late:
                raise TimeoutError
            answer, is_spent = job.process.answers.recv()
        except (OSError, EOFError):  # TimeoutError is an OSError
            status = job.process.end()
            ended = code("too_slow") if late else _ENDS.get(status, code("damaged"))
            return DocumentError(ended, path=job.path, seconds=SECONDS, megabytes=MEGABYTES)
        if is_spent:
            job.process.end()
        else:
            self._idle.append(job.process)
        if isinstance(answer, Exception) and not isinstance(answer, DocumentError):
            return DocumentError("damaged", path=job.path)
        result: Result | DocumentError = answer
        return result


class _Process:
    """The process and the two pipes to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        theirs, self.tasks = Pipe(duplex=False)
        self.answers, back = Pipe(duplex=False)
        self._number = os.fork()
        if self._number == 0:
            _serve(work, theirs, back)
        theirs.close()
        back.close()

    def end(self) -> int:
        """End it, and return how it ended: its exit status, or the number of the signal, negative."""
        os.kill(self._number, signal.SIGKILL)  # of what has ended by itself it changes nothing
        self.tasks.close()
        self.answers.close()
        return os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])


@dataclass(frozen=True, slots=True)
class _Job:
    """What a process works on, and until when something must come back."""

    process: _Process
    number: int
    path: str
    until: float


def _serve(work: Callable[[Any], Any], tasks: Connection, answers: Connection) -> NoReturn:
    """Do what comes through `tasks` until it is closed; never return into the code of the other process."""
    status = 1
    try:
        gc.freeze()  # what the other process would throw away is not thrown away here a second time
        _close_all_but(tasks.fileno(), answers.fileno())
        begun = _measure()
        while True:
            task = tasks.recv()
            limit_process(SECONDS, MEGABYTES)
            done = _try(work, task)
            answers.send((done, _measure() - begun > LEFT_MEGABYTES * 1_000_000))
    except EOFError:
        status = 0
    except MemoryError:
        status = _OUT_OF_MEMORY
    finally:
        os._exit(status)


def limit_process(seconds: int, megabytes: int) -> None:
    """Let this process take no more than this from now on, of the processor and of memory; and no dump.

    What it has taken before, for other documents or to begin, must not decide what becomes of this one.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, ceil(process_time()) + seconds)
    if held := _measure():
        _limit(resource.RLIMIT_AS, held + megabytes * 1_000_000)


def _measure() -> int:
    """Return how many bytes of addresses this process holds, 0 where the system does not say."""
    with suppress(OSError):  # not Linux
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    return 0


def _try(work: Callable[[Any], Any], task: object) -> object:
    """Return what `work` makes of `task`, or what it raised."""
    try:
        return work(task)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is: the other documents go on
        return error if isinstance(error, DocumentError) else RuntimeError(repr(error))


def _close_all_but(*spared: int) -> None:
    """Close what this process need not hold open: the lock of the index, before all, is not its own."""
    start = 3
    for number in (*sorted(spared), _MOST_FILES):
        os.closerange(start, number)
        start = number + 1


def _limit(kind: int, most: int) -> None:
    with suppress(OSError, ValueError):  # forbidden, by a sandbox for example: the clock is left
        highest = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if highest == resource.RLIM_INFINITY else min(most, highest), highest))
