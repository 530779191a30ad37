"""The running server: a process of its own on a free port, ended by a signal while it works."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.http.admission.queue import MOST_QUEUED, THREADS

# An application as small as can be: /slow takes a second and leaves a file when it has begun.
SLOW_APP = """
import asyncio
from pathlib import Path

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/slow":
        Path("begun").touch()
        await asyncio.sleep(1)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"done"})

def make():
    return app
"""
# The service itself, with little patience and a searcher that takes three seconds; it waits for Redis as long
# as a busy machine may need.
IMPATIENT_APP = """
import time

from bot.http.serving import connections

from bot.http.middleware import request_limits as edge

from bot.http.admission import rate_limit as limits
from bot.http.app import create_app
from bot.config import Config
from tests.doubles.reader import read_words
from tests.doubles.retriever import TREATY, WordRetriever

class SlowRetriever(WordRetriever):
    def search(self, question, *rest):
        time.sleep(3)
        return super().search(question, *rest)

def make():
    connections.HEAD_SECONDS = edge.BODY_SECONDS = 2
    limits.STORE_SECONDS = 30
    return create_app(Config.from_environment(), read_words(SlowRetriever(TREATY)))
"""
START_IMPATIENT = "from bot.http.serving.server import serve; from bot.config import Config; \
serve(Config.from_environment(), 'impatient_app:make')"
START = "import sys; from bot.http.serving.server import serve; from bot.config import Config; \
serve(Config(port=int(sys.argv[1]), workers=int(sys.argv[2]), metrics='off'), \
'slow_app:make')"


GIVEN: set[int] = set()


def find_free_port() -> int:
    """Return a port on which nobody listens, each time another one: it may be used only later."""
    while True:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            port: int = listener.getsockname()[1]
        if port not in GIVEN:
            GIVEN.add(port)
            return port


def get(port: int, path: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read(), response.headers
    finally:
        connection.close()


def end(process: subprocess.Popen[Any]) -> None:
    """End a server; killed, it would leave its workers behind."""
    process.terminate()
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()


def wait_until_up(port: int, process: subprocess.Popen[Any]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            get(port, "/")
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server did not come up")


@pytest.fixture(params=[1, 2])
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Start the server with one worker, and with two, and end it after the test."""
    (tmp_path / "slow_app.py").write_text(SLOW_APP, encoding="utf-8")
    port = find_free_port()
    command = [sys.executable, "-W", "error", "-c", START, str(port), str(request.param)]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_until_up(port, process)
            yield port, process
        finally:
            end(process)


def test_an_answer_does_not_wait_for_the_client_to_confirm_its_head(
    server: tuple[int, subprocess.Popen[str]],
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server[0], timeout=30)
    seconds = []
    for _ in range(100):
        start = time.monotonic()
        connection.request("GET", "/")
        connection.getresponse().read()
        seconds.append(time.monotonic() - start)
    connection.close()
    assert min(seconds[-50:]) < 0.03  # the system confirms 40 ms late, but not at once after the beginning


def test_a_signal_ends_it_after_the_requests_under_way_and_no_question_is_logged(
    server: tuple[int, subprocess.Popen[str]], tmp_path: Path
) -> None:
    port, process = server
    _, _, headers = get(port, "/?question=geheim")
    assert "server" not in headers
    assert "date" in headers
    with ThreadPoolExecutor() as pool:
        slow = pool.submit(get, port, "/slow?question=geheim")
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert slow.result()[:2] == (200, b"done")
    _, log = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Uvicorn running on" in log
    assert "geheim" not in log
    assert "Traceback" not in log


# --- clients that are slow, silent or gone, and proxies


@contextmanager
def run_impatient(folder: Path, **settings: str) -> Iterator[int]:
    """Run the service with little patience and these settings; give its port."""
    (folder / "impatient_app.py").write_text(IMPATIENT_APP, encoding="utf-8")
    port = find_free_port()
    variables = {f"PARTNERBOT_{name.upper()}": value for name, value in settings.items()}
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **variables}
    environ |= {"PARTNERBOT_PORT": str(port), "PARTNERBOT_METRICS": "off", "FORWARDED_ALLOW_IPS": "*"}
    command = [sys.executable, "-c", START_IMPATIENT]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_up(port, process)
            yield port
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run one service for the tests that only ask it; return its port."""
    with run_impatient(tmp_path_factory.mktemp("impatient"), rate="off") as port:
        yield port


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def read_all(connection: socket.socket) -> bytes:
    """Return what the server sends until it closes the connection."""
    parts = []
    try:
        while part := connection.recv(100_000):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def drip(connection: socket.socket, seconds: float) -> None:
    """Send a letter now and then, for so long, or until the server has had enough."""
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            connection.sendall(b"a")
            time.sleep(0.1)
    except OSError:
        pass


def ask(port: int, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"question": "Hallo"})
    connection.request("POST", "/api/ask", body, {"Content-Type": "application/json", **(headers or {})})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


@pytest.mark.parametrize(
    ("start", "dripping"),
    [
        (b"", False),
        (b"GET / HT", False),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ", True),
        (b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /health HTTP/1.1\r\nX-Slow: ", True),
        (b"POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", True),
    ],
)
def test_a_connection_that_does_not_come_to_the_point_is_closed(
    impatient: int, start: bytes, *, dripping: bool
) -> None:
    begun = time.monotonic()
    with connect(impatient) as connection:
        connection.sendall(start)
        if dripping:
            drip(connection, 20)
        read_all(connection)
    assert 1.9 < time.monotonic() - begun < 15


def test_a_connection_that_is_only_idle_may_ask_again(impatient: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", impatient, timeout=30)
    used = set()
    for pause in (2.5, 0):
        connection.request("GET", "/health")
        assert connection.getresponse().read() == b'{"status":"alive"}'
        used.add(connection.sock.getsockname())
        time.sleep(pause)
    assert len(used) == 1  # else the client had to connect again
    connection.close()


def test_a_body_that_does_not_come_in_time_is_told_so(impatient: int) -> None:
    head = (
        b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Accept-Language: ru\r\nContent-Length: 1000\r\n\r\n"
    )
    with connect(impatient) as connection:
        connection.sendall(head)
        drip(connection, 20)
        answer = read_all(connection)
    told, _, body = answer.partition(b"\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"\r\nconnection: close" in told
    assert b"\r\nx-content-type-options: nosniff" in told
    problem = json.loads(body)
    assert problem["title"] == "Запрос занял слишком много времени"
    assert problem["detail"].startswith("Запрос не удалось получить полностью за ")


def test_a_head_without_end_is_not_read_for_ever(impatient: int) -> None:
    with connect(impatient) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 50_000)  # little can be sent ahead
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n")
        sent = 0
        try:
            for _ in range(10_000):
                sent += connection.send(b"X-Long: " + b"a" * 1_000 + b"\r\n")
                time.sleep(0.001)
        except OSError:
            pass
        assert read_all(connection)[:13] in {b"HTTP/1.1 400 ", b""}
    assert sent < 1_000_000
    assert get(impatient, "/health")[0] == 200


def test_what_is_no_http_is_told_so_by_the_rules_for_all_answers(impatient: int) -> None:
    with connect(impatient) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n")
        head, _, body = read_all(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"x-content-type-options: nosniff" in head.lower()
    assert b"content-security-policy: default-src 'none';" in head.lower()
    assert [line.split()[0] for line in body.decode().splitlines()] == ["Diese", "Этот", "This"]


@pytest.mark.parametrize("rest", [b"3\r\nabc\r\n0\r\n\r\n", b"x\r\n", b"3\r\nabcd\r\n"])
def test_what_comes_after_the_answer_makes_no_error(tmp_path: Path, rest: bytes) -> None:
    with run_impatient(tmp_path, rate="off") as port, connect(port) as connection:
        connection.sendall(b"POST /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        answer = b""
        while not answer.endswith(b"}"):
            answer += connection.recv(10_000)
        assert answer.startswith(b"HTTP/1.1 404 ")
        connection.sendall(rest)
        assert read_all(connection) == b""  # whether it waits for another request or not
        assert get(port, "/health")[0] == 200
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_two_lengths_close_the_connection(impatient: int) -> None:
    with connect(impatient) as connection:
        lengths = b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"
        smuggled = b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n"
        head = b"GET /health HTTP/1.1\r\nHost: a\r\n" + lengths + b"\r\n0\r\n\r\n"
        connection.sendall(head + smuggled)
        answer = read_all(connection)
    assert answer.count(b"HTTP/1.1 200 ") == 1
    assert b"connection: close" in answer.lower()


def test_clients_that_go_away_leave_their_places_to_others(impatient: int) -> None:
    places = [connect(impatient) for _ in range(THREADS + MOST_QUEUED)]
    for place in places:
        place.sendall(b"GET /api/search?question=Vertrag HTTP/1.1\r\nHost: a\r\n\r\n")
    deadline = time.monotonic() + 30
    while get(impatient, "/api/search?question=Vertrag")[0] != 503:
        assert time.monotonic() < deadline
    for place in places:
        place.close()
    begun = time.monotonic()
    while get(impatient, "/api/search?question=Vertrag")[0] != 200:  # until the server sees that they went
        assert time.monotonic() - begun < 7.5
    assert time.monotonic() - begun < 7.5  # what was begun before, and itself: six; nine after the others


def test_who_says_for_whom_it_asks_is_not_believed(impatient: int) -> None:
    told = ask(impatient, {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"})
    assert told.status == 200
    assert told.getheader("Strict-Transport-Security") is None


def test_a_proxy_that_is_named_is_believed_about_the_last_stranger_only(tmp_path: Path) -> None:
    shared = "198.51.100.0/24, 2001:db8:1::/48"
    with run_impatient(tmp_path, rate="1/hour", proxies="127.0.0.0/8, 10.0.0.0/8", shared=shared) as port:
        for forwarded, status in (
            ("203.0.113.7", 200),
            ("203.0.113.8, 10.1.2.3", 200),  # through a second proxy of ours
            ("1.2.3.4, 203.0.113.7", 429),  # the first address is what the client made up
            ("203.0.113.8", 429),
            ("203.0.113.9:4711", 200),
            ("203.0.113.9:4712", 429),  # the same client through another of its ports
            ("[2001:db8::1]:4711, 10.1.2.3:4711", 200),
            ("[2001:db8::2]:4712", 429),
            ("2001:db8::3", 429),
            ("[2001:db8::4]", 429),
            (
                "[::ffff:203.0.113.9]:4713",
                429,
            ),  # an address of the old kind, as a proxy of the new may write it
            ("198.51.100.7:1", 200),
            ("203.0.113.10, 198.51.100.7", 200),  # many readers are behind it
            ("[2001:db8:1::1]:1", 200),
            ("[2001:db8:1::1]:2", 200),
        ):
            told = ask(port, {"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"})
            assert told.status == status
            assert told.getheader("Strict-Transport-Security") == "max-age=31536000"


def test_each_worker_reads_anew_who_runs_the_bot(tmp_path: Path) -> None:
    told, port = tmp_path / "operator.yaml", find_free_port()
    told.write_text("notice: Heute offen\n", encoding="utf-8")
    settings = {"PORT": str(port), "WORKERS": "2", "METRICS": "off", "OPERATOR": str(told), "INDEX": "none"}
    environ = os.environ | {f"PARTNERBOT_{name}": value for name, value in settings.items()}
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "bot", "serve"]
        process = subprocess.Popen(command, env=environ, stdout=log, stderr=log)

    def wait_for(notice: str) -> None:
        """Wait until whichever worker answers says `notice`, ten times in a row."""
        row, deadline = 0, time.monotonic() + 120
        while row < 10:
            assert time.monotonic() < deadline
            _, body, _ = get(port, "/api/texts?language=de")
            row = row + 1 if json.loads(body)["operator"]["notice"] == notice else 0
            time.sleep(0.1)

    try:
        wait_until_up(port, process)
        wait_for("Heute offen")
        told.write_text("notice: Heute zu\n", encoding="utf-8")
        wait_for("Heute zu")
        told.write_text("notice: [", encoding="utf-8")
        time.sleep(3)
        wait_for("Heute zu")
        assert "operator.yaml, line 1: not valid YAML" in (tmp_path / "log").read_text(encoding="utf-8")
    finally:
        end(process)
