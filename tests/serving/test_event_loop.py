"""A process that serves: many connections, clients that never read, SIGHUP, systemd, a killed parent."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from tests.serving.test_serve import connect, end, find_free_port, get, read_all, wait_until_up

# /100000 gives so many bytes, /hold takes all descriptors until there is a file "release", /hang stops the
# loop for three seconds.
APP = """
import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

from bot.http.serving import connections

def hold():
    held = []
    with suppress(OSError):
        while True:
            held.append(os.open("/dev/null", os.O_RDONLY))
    release(held)

def release(held):
    if Path("release").exists():
        for each in held:
            os.close(each)
    else:
        asyncio.get_running_loop().call_later(0.05, release, held)

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    name = scope["path"][1:]
    if name == "slow":
        Path("begun").touch()
        await asyncio.sleep(1)
    if name == "hold":
        hold()
    if name == "hang":
        time.sleep(3)
    body = b"x" * int(name) if name.isdecimal() else b"done"
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})

def make():
    connections.READ_SECONDS = 2
    connections.LAST_SECONDS = 5
    return app
"""
# The service, whose index takes two seconds to be loaded.
SLOW_APP = """
import time

from bot.http.app import build_app
from bot.config import Config
from bot.http.reload import Reloader
from tests.doubles.retriever import TREATY, know

def load():
    time.sleep(2)
    return know(TREATY)

def make():
    config = Config.from_environment()
    return build_app(config, Reloader(config.index, load))
"""
START = """
import resource, sys
from pathlib import Path
from bot.http.serving.server import serve
from bot.config import Config
port, workers, descriptors = map(int, sys.argv[1:])
resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))
serve(Config(index=Path('none'), port=port, workers=workers, metrics='off', rate='off'), 'served_app:make')
"""
SIZES = range(2_000_000, 100_000, -40_000)  # steps of less than what a connection may hold without waiting
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def list_workers(self) -> set[int]:
        return list_children(self.process.pid)


@contextmanager
def run_server(
    folder: Path,
    workers: int = 1,
    descriptors: int = 4096,
    app: str = APP,
    stdin: int = subprocess.DEVNULL,
    **variables: str,
) -> Iterator[Server]:
    folder.mkdir(exist_ok=True)
    (folder / "served_app.py").write_text(app, encoding="utf-8")
    port = find_free_port()
    command = [sys.executable, "-W", "error", "-c", START, str(port), str(workers), str(descriptors)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environ, stdin=stdin, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_up(port, process)
            yield Server(port, process, folder)
        finally:
            end(process)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def list_children(process: int) -> set[int]:
    with suppress(FileNotFoundError):
        return set(map(int, Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()))
    return set()


def measure_processor(process: int) -> float:
    """Return the seconds of the processor that a process and its children have used."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    own = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    return own + sum(map(measure_processor, list_children(process)))


def count_sockets(process: int) -> int:
    links = []
    for each in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):
            links.append(str(each.readlink()))
    return sum(link.startswith("socket:") for link in links)


def is_running(process: int) -> bool:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    return False


# --- descriptors


@pytest.mark.parametrize("workers", [1, 2])
def test_more_connections_than_descriptors_are_told_once_and_wait(tmp_path: Path, workers: int) -> None:
    with run_server(tmp_path, workers, descriptors=64) as server:
        used = measure_processor(server.process.pid)
        crowd = [connect(server.port) for _ in range(200)]
        time.sleep(2)
        assert measure_processor(server.process.pid) - used < 1
        for each in crowd[:-1]:
            each.close()
        crowd[-1].sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert read_all(crowd[-1]).endswith(b"done")  # the last has waited all the time
        crowd[-1].close()
        assert get(server.port, "/")[:2] == (200, b"done")
        assert server.log.count("No more connections are taken for now (16 are open)") in range(
            1, workers + 1
        )
        assert "Traceback" not in server.log


def test_descriptors_that_something_else_uses_up_are_told_once_and_waited_for(tmp_path: Path) -> None:
    with run_server(tmp_path, descriptors=64) as server:
        get(server.port, "/hold")
        crowd = [connect(server.port) for _ in range(10)]
        for each in crowd:
            each.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        wait_for(lambda: "No more connections" in server.log)
        (tmp_path / "release").touch()
        assert all(read_all(each).endswith(b"done") for each in crowd)
        for each in crowd:
            each.close()
        assert server.log.count("No more connections are taken for now (Too many open files)") == 1
        assert "Traceback" not in server.log


# --- clients that never read


def test_who_never_reads_loses_the_connection_however_much_is_left(tmp_path: Path) -> None:
    with run_server(tmp_path) as server:
        before = count_sockets(server.process.pid)
        silent = []
        for size in SIZES:
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 50_000)
            connection.connect(("127.0.0.1", server.port))
            connection.sendall(f"GET /{size} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(1)
            silent.append(connection)
        wait_for(lambda: count_sockets(server.process.pid) <= before)
        assert len(read_all(silent[0])) < SIZES[0]
        for each in silent:
            each.close()
        assert "Traceback" not in server.log


def test_who_reads_slowly_gets_all(tmp_path: Path) -> None:
    with run_server(tmp_path) as server, connect(server.port) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 50_000)
        connection.sendall(b"GET /2000000 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        got, begun = 0, time.monotonic()
        while part := connection.recv(50_000):
            got += len(part)
            time.sleep(0.15)
    assert got > 2_000_000
    assert time.monotonic() - begun > 5  # longer than somebody may take who reads nothing


# --- SIGHUP


def is_over(log: str) -> bool:
    """Return whether both workers are replaced, or on a busy machine took too long to be."""
    return log.count("Waiting for child process") == 2 or "aborting the restart" in log


def ask_until(server: Server, path: str, condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 300
    while not condition():
        assert time.monotonic() < deadline
        assert get(server.port, path)[0] == 200
        time.sleep(0.05)


@pytest.mark.parametrize("workers", [1, 2])
def test_on_hup_it_goes_on_and_no_request_is_lost(tmp_path: Path, workers: int) -> None:
    with run_server(tmp_path, workers) as server, ThreadPoolExecutor() as pool:
        before = server.list_workers()
        slow = pool.submit(get, server.port, "/slow")
        wait_for((tmp_path / "begun").exists)
        server.process.send_signal(signal.SIGHUP)
        ask_until(server, "/", lambda: "Nothing to do on SIGHUP" in server.log or is_over(server.log))
        assert get(server.port, "/")[:2] == (200, b"done")
        assert slow.result()[:2] == (200, b"done")
        assert server.process.poll() is None
        if workers > 1 and "aborting the restart" not in server.log:
            wait_for(lambda: len(before & server.list_workers()) <= 1)  # what cleans up after all of them


def test_who_has_just_come_when_it_ends_is_answered(tmp_path: Path) -> None:
    with run_server(tmp_path) as server:
        before = count_sockets(server.process.pid)
        with connect(server.port) as connection, connect(server.port):  # one before may only close now
            wait_for(lambda: count_sockets(server.process.pid) > before)
            server.process.terminate()
            wait_for(lambda: "Shutting down" in server.log)
            connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert read_all(connection).endswith(b"done")
        assert server.process.wait(30) == 0
        assert "Traceback" not in server.log


def test_a_worker_takes_requests_when_it_is_ready(tmp_path: Path) -> None:
    with run_server(tmp_path, 2, app=SLOW_APP) as server:
        assert get(server.port, "/ready")[0] == 200
        server.process.send_signal(signal.SIGHUP)
        ask_until(server, "/ready", lambda: is_over(server.log))
        for _ in range(50):
            assert get(server.port, "/ready")[0] == 200


@pytest.mark.parametrize("workers", [1, 2])
def test_when_its_terminal_is_closed_it_ends(tmp_path: Path, workers: int) -> None:
    terminal, inner = os.openpty()
    handler = signal.signal(
        signal.SIGHUP, signal.SIG_DFL
    )  # whoever runs the tests may ignore it, and we inherit
    try:
        with run_server(tmp_path, workers, stdin=inner) as server:
            server.process.send_signal(signal.SIGHUP)
            server.process.wait(60)
    finally:
        signal.signal(signal.SIGHUP, handler)
        os.close(terminal)
        os.close(inner)


# --- parents that are killed


def test_workers_end_with_what_started_them_and_the_next_start_leaves_no_folder(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with run_server(tmp_path / "first", 2, TMPDIR=str(temporary)) as server, ThreadPoolExecutor() as pool:
        workers = server.list_workers()
        assert len(workers) > 1
        slow = pool.submit(get, server.port, "/slow")
        wait_for((server.folder / "begun").exists)
        server.process.kill()
        assert slow.result()[:2] == (200, b"done")
        wait_for(lambda: not any(map(is_running, workers)))
        with pytest.raises(ConnectionRefusedError):
            connect(server.port)
    left = set(temporary.glob("partnerbot-*"))
    assert len(left) == 1
    with run_server(tmp_path / "second", 2, TMPDIR=str(temporary)):
        own = set(temporary.glob("partnerbot-*"))
        assert len(own) == 1
        assert own != left
    assert list(temporary.glob("partnerbot-*")) == []


# --- systemd


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told_that_it_is_ready_and_that_it_lives(
    tmp_path: Path, workers: int, *, abstract: bool
) -> None:
    name = f"@partnerbot-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(re.sub("^@", "\0", name))
        systemd.settimeout(30)
        with run_server(tmp_path, workers, NOTIFY_SOCKET=name, WATCHDOG_USEC="800000") as server:
            assert systemd.recv(100) == b"READY=1"
            told = [systemd.recv(100) for _ in range(9)]
            assert b"WATCHDOG=1" in told
            assert set(told) <= {b"READY=1", b"WATCHDOG=1"}
            if workers == 1:
                check_silence(server, systemd)


def check_silence(server: Server, systemd: socket.socket) -> None:
    """Check that nothing is said while the event loop hangs."""
    with ThreadPoolExecutor() as pool:
        hanging = pool.submit(get, server.port, "/hang")
        heard = [time.monotonic()]
        while not hanging.done():
            systemd.recv(100)
            heard.append(time.monotonic())
        assert max(later - earlier for earlier, later in pairwise(heard)) > 0.8
