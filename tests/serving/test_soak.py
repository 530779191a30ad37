"""The soak finds what it looks for: benchmarks/soak.py, with answers, resets and descriptors of all kinds."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import Response
from starlette.routing import Route

from benchmarks import readers as module
from benchmarks.readers import KILLED, RIGHT, WRONG, Connection, Readers, Request
from benchmarks.served import starve, stop_worker
from benchmarks.soak import fit
from tests.conftest import Serve

# A server that a test can stop: it answers one byte on each connection and keeps it.
SERVER = """
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
kept = []
while True:
    connection, _ = listener.accept()
    connection.sendall(b"a")
    kept.append(connection)
"""
OPENER = """
import sys
for line in sys.stdin:
    try:
        open("/dev/null").close()
        print("opened", flush=True)
    except OSError as error:
        print(error.strerror, flush=True)
"""


@contextmanager
def run(program: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", program]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def answer(request: Asked) -> Response:
    status = int(request.query_params.get("status", 200))
    retry = {"Retry-After": "5"} if "retry" in request.query_params else {}
    return Response("right, 2100-01-01" if "late" not in request.query_params else "late", status, retry)


@pytest.mark.parametrize(
    ("path", "answers", "came"),
    [
        ("/", {"right, 2100-01-01"}, RIGHT),
        ("/", {"other", "right, 2100-01-01"}, RIGHT),
        ("/", {"right"}, WRONG),
        ("/?status=503&retry=1", {"right, 2100-01-01"}, "503"),
        ("/?status=429&retry=1", {"right, 2100-01-01"}, "429"),
        ("/?status=503", {"right, 2100-01-01"}, "503 without Retry-After"),
        ("/?status=500", {"right, 2100-01-01"}, "500"),
        ("/?status=404", {"right, 2100-01-01"}, "404"),
    ],
)
def test_each_answer_is_counted_as_what_it_is(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, path: str, answers: set[str], came: str
) -> None:
    monkeypatch.setattr(module, "SECONDS_BETWEEN", 0.001)
    monkeypatch.setattr(module, "DAYS", 1)
    with serve(Starlette(routes=[Route("/", answer)])) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        readers = Readers((host, int(port)), {Request(path): frozenset(answers)}, 2)
        while readers.counts.total() < 5:
            time.sleep(0.01)
        readers.finish()
    assert set(readers.counts) == {came}
    assert bool(readers.faults) == (came not in {RIGHT, "429", "503"})


def test_only_the_connections_of_the_worker_that_was_killed_are_excused() -> None:
    with run(SERVER) as killed, run(SERVER) as other:
        assert killed.stdout
        assert other.stdout
        connections = [Connection(("127.0.0.1", int(each.stdout.readline()))) for each in (killed, other)]  # type: ignore[union-attr]
        for each in connections:
            each.connect()
            assert each._http.sock.recv(1) == b"a"
        assert stop_worker(killed.pid) == {connections[0].port}
        killed.kill()
        other.kill()
        readers = Readers(("127.0.0.1", 1), {Request("/"): frozenset()}, 0)
        readers.excuse({connections[0].port})
        came = [readers.ask(each, Request("/"), "")[0] for each in (*connections, connections[0])]
    assert came[0] == KILLED
    assert came[1].startswith("reset (")
    assert came[2].startswith("reset (")  # a connection is lost but once
    readers.finish()


def test_a_starved_process_opens_nothing_until_it_is_fed() -> None:
    with run(OPENER) as process:
        assert process.stdin
        assert process.stdout

        def try_to_open() -> str:
            process.stdin.write("\n")  # type: ignore[union-attr]
            process.stdin.flush()  # type: ignore[union-attr]
            return process.stdout.readline().strip()  # type: ignore[union-attr]

        assert try_to_open() == "opened"
        limits = starve(process.pid)
        assert try_to_open() == "Too many open files"
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, limits)
        assert try_to_open() == "opened"


def test_growth_is_told_of_the_time_after_the_beginning() -> None:
    looks = [(float(second), 50.0 if second < 20 else 100 + second / 3600) for second in range(0, 101, 5)]
    slope, growth = fit(looks, 100)
    assert slope == pytest.approx(1)
    assert growth == pytest.approx(80 / 3600 / (100 + 20 / 3600))
    assert fit([(0.0, 5.0)], 100)[0] != fit([(0.0, 5.0)], 100)[0]  # unknown, which is never kept
