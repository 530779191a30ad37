"""The service and Redis as processes that a benchmark starts, watches, disturbs and ends. Linux only.

The service is that of this checkout, with its real models, in a session of its own: what it leaves behind
when it ends can be told.
"""

import argparse
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from time import monotonic, sleep
from typing import NoReturn, Self

from benchmarks.client import find_free_port, wait_until_ready

RESULTS = Path("var/soak.jsonl")
COMMAND = (sys.executable, "-m", "bot", "serve")
SECONDS_TO_END = 60
SECONDS_TO_STOP = 10


class Service:
    """`partnerbot serve` with these `settings`, its log and its temporary files below `folder`."""

    def __init__(self, folder: Path, **settings: str) -> None:
        port = find_free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.place = ("127.0.0.1", port)
        self.log = folder / "log"
        self._temporary = folder / "temporary"
        self._temporary.mkdir()
        ours = {"port": str(port), "metrics": "off", **settings}
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PARTNERBOT_")}
        environ |= {f"PARTNERBOT_{name.upper()}": value for name, value in ours.items()}
        environ["TMPDIR"] = str(self._temporary)
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603
                COMMAND,
                env=environ,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        self.process = self._process.pid

    def __enter__(self) -> Self:
        try:
            wait_until_ready(self.address)
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def is_alive(self) -> bool:
        """Return whether the process that was started still runs."""
        return self._process.poll() is None

    def end(self) -> list[str]:
        """End the service as an operator does, once; return what it did not do as it should."""
        if self._process.returncode is not None and not list_session(self.process):
            return []
        self._process.terminate()
        faults = []
        try:
            if status := self._process.wait(SECONDS_TO_END):
                faults.append(f"exit status {status}")
        except subprocess.TimeoutExpired:
            faults.append(f"not ended after {SECONDS_TO_END} s")
        deadline = monotonic() + SECONDS_TO_STOP  # what helps the service ends a moment after it
        while (left := list_session(self.process)) and monotonic() < deadline:
            sleep(0.1)
        faults += [f"process {each} left" for each in left if each != self.process]
        for each in left:
            os.kill(each, signal.SIGKILL)
        self._process.wait()
        return faults + [f"left in the temporary folder: {each.name}" for each in self._temporary.iterdir()]

    def list_workers(self) -> list[int]:
        """Return the processes that answer, the oldest first; without workers that is the service itself."""
        workers = [each for each in list_session(self.process) if b"spawn_main" in _read(each, "cmdline")]
        return sorted(workers, key=lambda each: int((_read_fields(each)[19:20] or ["0"])[0])) or [
            self.process
        ]

    def count_in_log(self, words: str) -> int:
        """Return how often `words` stand in what the service says of itself."""
        return self.log.read_text(encoding="utf-8", errors="replace").count(words)


class Redis:
    """Debian's redis-server on a free port, which keeps nothing; it can be ended and started again."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.port = port or find_free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def start(self) -> None:
        """Start it, or let it go on; return when it takes connections."""
        command = shutil.which("redis-server")
        if not command:
            sys.exit("redis-server is missing; as root on Debian, tests/install_debian.sh installs it.")
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            return
        options = ["--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(  # noqa: S603
            [command, *options], cwd=self._folder, stdout=subprocess.DEVNULL
        )
        deadline = monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                if monotonic() > deadline:
                    raise
                sleep(0.02)
            else:
                return

    def halt(self) -> None:
        """Let it take connections and say nothing."""
        assert self._process  # noqa: S101
        self._process.send_signal(signal.SIGSTOP)

    def end(self) -> None:
        """Kill it."""
        if self._process:
            self._process.kill()
            self._process.wait()


def list_session(leader: int) -> list[int]:
    """Return the processes of the session that `leader` began, without those that are dead."""
    found = []
    for each in Path("/proc").iterdir():
        if each.name.isdigit() and (fields := _read_fields(int(each.name))) and fields[0] != "Z":
            found += [int(each.name)] if int(fields[3]) == leader else []
    return found


def stop_worker(worker: int) -> set[int]:
    """Stop `worker` where it is; return the ports of the clients whose connections it holds now."""
    os.kill(worker, signal.SIGSTOP)
    deadline = monotonic() + SECONDS_TO_STOP
    while _read_fields(worker)[:1] != ["T"] and monotonic() < deadline:
        sleep(0.001)
    sockets = set()
    for each in Path(f"/proc/{worker}/fd").iterdir():
        if found := re.fullmatch(r"socket:\[(\d+)\]", str(each.readlink())):
            sockets.add(found[1])
    lines = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    # One that listens has no other side.
    others = {int(line[2].partition(":")[2], 16) for line in lines if line[9] in sockets}
    return others - {0}


def starve(worker: int) -> tuple[int, int]:
    """Leave `worker` no descriptor but those it has open; return the limits it had."""
    used = {int(each.name) for each in Path(f"/proc/{worker}/fd").iterdir()}
    lowest_free = next(number for number in range(len(used) + 1) if number not in used)
    soft, hard = resource.prlimit(worker, resource.RLIMIT_NOFILE)
    resource.prlimit(worker, resource.RLIMIT_NOFILE, (lowest_free, hard))
    return soft, hard


def count_descriptors(process: int) -> int:
    """Return how many descriptors `process` has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def run_alone(run: Callable[[Service, int], bool], cases: int) -> NoReturn:
    """Do `run` with a service that has no rate and as many cases as the command line asks for; then end."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing is left behind
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=cases)
    wanted = parser.parse_args().cases
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder), rate="off") as served:
        kept = run(served, wanted)
    sys.exit(0 if kept else 1)


def tell_result(part: str, figures: Mapping[str, object], service: Service, *, kept: bool) -> bool:
    """Print the figures of a part of the soak as a line of JSON and append it to RESULTS; return `kept`.

    Where it was not kept, the log of the service is left beside it.
    """
    known = {
        name: None if isinstance(each, float) and not isfinite(each) else each
        for name, each in figures.items()
    }
    commit = _ask_git("rev-parse", "--short", "HEAD") + ("+" if _ask_git("status", "--porcelain") else "")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    line = json.dumps({"part": part, "date": now, "commit": commit, **known, "kept": kept})
    print(line, flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    if not kept:
        shutil.copyfile(service.log, RESULTS.with_name(f"soak-{part.replace(' ', '-')}.log"))
    with RESULTS.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    return kept


def _ask_git(*words: str) -> str:
    asked = ["git", *words]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _read(process: int, name: str) -> bytes:
    """Return what the system tells of `process`, nothing when that is gone."""
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""


def _read_fields(process: int) -> list[str]:
    """Return what /proc/PID/stat tells after the name: state, parent, group, session …; empty when gone."""
    return _read(process, "stat").decode(errors="replace").rpartition(") ")[2].split()
