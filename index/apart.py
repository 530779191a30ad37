"""A function called in a process of its own, with limits: no document can stop a build or take all memory.

Knows how a process is begun, limited, replaced and ended; nothing of what is done in it.
"""

import gc
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from time import process_time
from types import TracebackType
from typing import Any, Generic, NoReturn, Self, TypeVar

from index.errors import DocumentError, Fault

SECONDS = 60  # of the processor's time for one document: a busy machine must not decide what is indexed
PATIENCE = 600  # seconds by the clock, for what waits instead of computing
MEGABYTES = 1_000  # of memory beyond what the process began with

_MOST_FILES = 4096  # that are looked for to be closed
_OUT_OF_MEMORY = 100  # the exit status of a process that says so itself
_FAULTS = {  # by how the process ended: libraries abort when they get no memory, and the system kills
    -signal.SIGXCPU: Fault.TOO_SLOW,
    _OUT_OF_MEMORY: Fault.TOO_MUCH_MEMORY,
    -signal.SIGABRT: Fault.TOO_MUCH_MEMORY,
    -signal.SIGTRAP: Fault.TOO_MUCH_MEMORY,
    -signal.SIGKILL: Fault.TOO_MUCH_MEMORY,
}

Task = TypeVar("Task")
Result = TypeVar("Result")


class Apart(Generic[Task, Result]):
    """Calls `work` in a process that is forked once and replaced after a document that broke a limit.

    Forked, it has everything imported already and begins within milliseconds; threads of this process do not
    exist in it, so that `work` must not wait for what one may hold. It ends with the `with` block, or when
    this process ends, however that comes about.
    """

    def __init__(self, work: Callable[[Task], Result]) -> None:
        self._work = work
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process:
            self._process.end()

    def do(self, path: str, task: Task) -> Result:
        """Return what `work` makes of `task`, which is about the document `path`.

        Raises DocumentError when `work` does, when it fails in any other way, or breaks a limit.
        """
        if self._process is None:
            self._process = _Process(self._work)
        try:
            answer = self._process.ask(task)
        except (OSError, EOFError) as error:  # TimeoutError is an OSError
            status = self._process.end()
            self._process = None
            fault = Fault.TOO_SLOW if isinstance(error, TimeoutError) else _FAULTS.get(status, Fault.DAMAGED)
            raise DocumentError(fault, path=path, seconds=SECONDS, megabytes=MEGABYTES) from error
        if isinstance(answer, DocumentError):
            raise answer
        if isinstance(answer, Exception):
            raise DocumentError(Fault.DAMAGED, path=path) from answer
        result: Result = answer
        return result


class _Process:
    """The process and the two pipes to it."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        theirs, self._tasks = Pipe(duplex=False)
        self._answers, back = Pipe(duplex=False)
        self._number = os.fork()
        if self._number == 0:
            _serve(work, theirs, back)
        theirs.close()
        back.close()

    def ask(self, task: object) -> Any:
        """Return what comes back for `task`; raise TimeoutError, or OSError or EOFError when it ended."""
        self._tasks.send(task)
        if not self._answers.poll(PATIENCE):
            raise TimeoutError
        return self._answers.recv()

    def end(self) -> int:
        """End it, and return how it ended: its exit status, or the number of the signal, negative."""
        os.kill(self._number, signal.SIGKILL)  # of what has ended by itself it changes nothing
        self._tasks.close()
        self._answers.close()
        return os.waitstatus_to_exitcode(os.waitpid(self._number, 0)[1])


def _serve(work: Callable[[Any], Any], tasks: Connection, answers: Connection) -> NoReturn:
    """Do what comes through `tasks` until it is closed; never return into the code of the other process."""
    status = 1
    try:
        gc.freeze()  # what the other process would throw away is not thrown away here a second time
        _close_all_but(tasks.fileno(), answers.fileno())
        _limit(resource.RLIMIT_CORE, 0)
        with suppress(OSError):  # not Linux
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + MEGABYTES * 1_000_000)
        while True:
            task = tasks.recv()
            _limit(resource.RLIMIT_CPU, ceil(process_time()) + SECONDS)
            answers.send(_try(work, task))
    except EOFError:
        status = 0
    except MemoryError:
        status = _OUT_OF_MEMORY
    finally:
        os._exit(status)


def _try(work: Callable[[Any], Any], task: object) -> object:
    """Return what `work` makes of `task`, or what it raised."""
    try:
        return work(task)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is: the other documents go on
        return error if isinstance(error, DocumentError) else RuntimeError(repr(error))


def _close_all_but(*kept: int) -> None:
    """Close what this process need not hold open: the lock of the index, before all, is not its own."""
    start = 3
    for number in (*sorted(kept), _MOST_FILES):
        os.closerange(start, number)
        start = number + 1


def _limit(kind: int, most: int) -> None:
    with suppress(OSError, ValueError):  # forbidden, by a sandbox for example: the clock is left
        highest = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if highest == resource.RLIM_INFINITY else min(most, highest), highest))
