"""A service that begins while hardly a file can be opened says so in a line; who ends is begun anew."""

import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
import uvicorn
from uvicorn.supervisors.multiprocess import Multiprocess

from bot.http.serving.descriptors import FEWEST, are_descriptors_short
from bot.http.serving.workers import Worker, Workers
from tests.http.test_reload import no_descriptors
from tests.serving.test_event_loop import run_server, wait_for
from tests.serving.test_serve import get

LINE = f"to start, {FEWEST} have to be possible at a time. Please raise the limit (ulimit -n 4096"
START = """
import resource, sys
from bot.cli.commands import main
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]), 4096))
main(["serve"])
"""


def list_started(server: int) -> set[int]:
    """Return the workers of a server, without what multiprocessing begins beside them."""
    found = set()
    for each in Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split():
        if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes():
            found.add(int(each))
    return found


@pytest.mark.parametrize(("count", "descriptors"), [("1", 8), ("1", 32), ("2", 20)])
def test_a_service_that_may_open_too_little_says_so_and_ends(count: str, descriptors: int) -> None:
    environ = os.environ | {"PARTNERBOT_WORKERS": count, "PARTNERBOT_METRICS": "off", "LC_ALL": "C"}
    command = [sys.executable, "-c", START, str(descriptors)]
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert LINE in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("failure", [OSError(24, "Too many open files"), ImportError("libx.so"), None])
def test_a_worker_that_cannot_begin_for_want_of_descriptors_says_so_and_ends(
    failure: Exception | None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Worker(uvicorn.Config("none:app", log_config=None), [])
    with ExitStack() as until_the_end:

        def run(_worker: Worker, _sockets: object) -> None:
            until_the_end.enter_context(no_descriptors())
            raise failure or AssertionError

        monkeypatch.setattr(Worker.__base__, "target", run)  # what uvicorn has
        if failure is None:  # there are none from the beginning
            until_the_end.enter_context(no_descriptors())
        with pytest.raises(SystemExit) as ended:
            worker.target([])
        assert are_descriptors_short()
    assert ended.value.code == 1
    assert [LINE in record.getMessage() for record in caplog.records] == [True]
    assert caplog.records[0].exc_info is None


def test_a_worker_that_fails_otherwise_tells_how(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(_worker: Worker, _sockets: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Worker.__base__, "target", run)  # what uvicorn has
    with pytest.raises(ZeroDivisionError):
        Worker(uvicorn.Config("none:app", log_config=None), []).target([])


def test_without_descriptors_the_others_answer_and_a_worker_is_begun_when_there_are_some(
    tmp_path: Path,
) -> None:
    with run_server(tmp_path, workers=2) as server:
        supervisor = server.process.pid
        wait_for(lambda: server.log.count("Application startup complete") == 2)
        killed = list_started(supervisor).pop()
        limits = resource.prlimit(supervisor, resource.RLIMIT_NOFILE)
        resource.prlimit(supervisor, resource.RLIMIT_NOFILE, (3, limits[1]))
        os.kill(killed, signal.SIGKILL)
        wait_for(lambda: LINE in server.log)
        time.sleep(5)
        assert 2 <= server.log.count(LINE) <= 5  # after 0, 1 and 2 seconds more each time
        assert "Traceback" not in server.log
        assert get(server.port, "/1")[0] == 200
        resource.prlimit(supervisor, resource.RLIMIT_NOFILE, limits)
        wait_for(lambda: server.log.count("Application startup complete") == 3)
    assert server.process.returncode == 0


def test_whatever_ends_the_supervisor_ends_the_workers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Multiprocess] = []

    def fail(_supervisor: Multiprocess) -> None:
        raise ZeroDivisionError

    def end(supervisor: Multiprocess) -> None:
        ended.append(supervisor)

    monkeypatch.setattr(Multiprocess, "run", fail)
    monkeypatch.setattr(Multiprocess, "terminate_all", end)
    supervisor = object.__new__(Workers)
    with pytest.raises(ZeroDivisionError):
        supervisor.run()
    assert ended == [supervisor]
