"""What happens to a service in a soak: reloads, killed workers, Redis that is away, no descriptors."""

import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

from benchmarks.client import measure_memory
from benchmarks.readers import Readers
from benchmarks.served import Redis, Service, starve, stop_worker

WORKERS = 2
CYCLE = 180
# Seconds after which something happens, in each cycle.
TIMETABLE = (
    (30, "kill"), (75, "end redis"), (90, "kill"), (95, "start redis"),
    (140, "starve"), (150, "kill"), (160, "feed"),
)  # fmt: skip
SECONDS_BETWEEN_RELOADS = 30
SECONDS_BETWEEN_LOOKS = 5


def build(documents: Path, folder: Path) -> bool:
    """Index `documents` below `folder` as an operator does, and switch it in; return whether that worked."""
    command = [sys.executable, "-m", "bot", "index", str(documents), "--output", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        print(f"no index: {done.stdout}{done.stderr}")
    return not done.returncode


@dataclass
class Accidents:
    """What happens to the service, by the timetable; counts what has happened."""

    service: Service
    readers: Readers
    redis: Redis
    happened: dict[str, int] = field(default_factory=dict)
    last_memory: list[tuple[float, float]] = field(default_factory=list)  # seconds and MB of who was killed
    _limits: dict[int, tuple[int, int]] = field(default_factory=dict)

    def happen(self, seconds: float) -> None:
        """Let accidents happen for so many `seconds`, then put all in order again."""
        begun, number = monotonic(), 0
        while True:
            cycle, place = divmod(number, len(TIMETABLE))
            due, name = TIMETABLE[place]
            at = begun + cycle * CYCLE + due
            self._sleep_until(min(at, begun + seconds))
            if at >= begun + seconds or not self.service.is_alive():
                break
            with suppress(OSError, IndexError):  # who was meant has just died by itself, which is counted
                self._let(name, monotonic() - begun)
            number += 1
        self._feed()
        self.redis.start()

    def _sleep_until(self, at: float) -> None:
        while monotonic() < at and self.service.is_alive():
            sleep(min(1, max(0, at - monotonic())))

    def _let(self, name: str, seconds: float) -> None:
        match name:
            case "kill":
                while len(workers := self.service.list_workers()) < WORKERS and self.service.is_alive():
                    sleep(0.1)  # the older one is not meant
                self.last_memory.append((seconds, measure_memory(workers[-1])))
                self.readers.excuse(stop_worker(workers[-1]))
                os.kill(workers[-1], signal.SIGKILL)
            case "end redis":
                self.redis.halt() if self.happened.get(name, 0) % 2 else self.redis.end()
            case "start redis":
                self.redis.start()
            case "starve":
                self._limits = {each: starve(each) for each in self.service.list_workers()}
            case "feed":
                self._feed()
        self.happened[name] = self.happened.get(name, 0) + 1

    def _feed(self) -> None:
        for worker, limits in self._limits.items():
            if worker in self.service.list_workers():
                with suppress(ProcessLookupError):
                    resource.prlimit(worker, resource.RLIMIT_NOFILE, limits)
        self._limits = {}


class Watch:
    """Builds the index again and again and looks at the memory of the service, until `finish`."""

    def __init__(self, service: Service, folders: list[Path], index: Path) -> None:
        self.reloads, self.failed = 0, False
        self.memory: dict[int, list[tuple[float, float]]] = {}  # of each process: seconds and MB
        self._service, self._folders, self._index = service, folders, index
        self._begun, self._over = monotonic(), Event()
        self._threads = [Thread(target=each) for each in (self._reload, self._look)]
        for each in self._threads:
            each.start()

    def finish(self) -> None:
        """End, after what is being built."""
        self._over.set()
        for each in self._threads:
            each.join()

    def _reload(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_RELOADS):
            if not build(self._folders[self.reloads % len(self._folders)], self._index):
                self.failed = True
                return
            self.reloads += 1

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            for each in {self._service.process, *self._service.list_workers()}:
                try:
                    megabytes = measure_memory(each)
                except (OSError, IndexError):  # it is dead
                    continue
                self.memory.setdefault(each, []).append((monotonic() - self._begun, megabytes))
