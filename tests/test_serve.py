"""The running server: a process of its own on a free port, ended by a signal while it works."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

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
START = "import sys; from bot.app import serve; from bot.config import Config; \
serve(Config(port=int(sys.argv[1]), workers=int(sys.argv[2])), 'slow_app:make')"


def find_free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def get(port: int, path: str) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read(), response.headers
    finally:
        connection.close()


def wait_until_up(port: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
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
            process.kill()


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
    _, log = process.communicate(timeout=15)
    assert process.returncode == 0
    assert "Uvicorn running on" in log
    assert "geheim" not in log
    assert "Traceback" not in log
