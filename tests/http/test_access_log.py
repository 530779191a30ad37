"""The line that each request leaves: what stands in it, what never does, and where it goes."""

import json
import logging
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from tests.doubles.retriever import BALLET, TREATY, know
from tests.http.test_metrics import COUNTED_APP, HELD, START
from tests.serving.test_serve import end, find_free_port, get, wait_until_up

LOGGER = "partnerbot.requests"
KEYS = ["time", "method", "route", "status", "milliseconds", "language", "answer"]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    config = Config(index=tmp_path, rate="off", origins=("https://www.example.org",))
    app = create_app(config, know(TREATY, BALLET))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[list[dict[str, Any]]]:
    """Return a list that gets what stands in each line that is logged from now on."""
    found: list[dict[str, Any]] = []

    class Reader(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(json.loads(record.getMessage()))

    reader, logger = Reader(), logging.getLogger(LOGGER)
    logger.addHandler(reader)
    with caplog.at_level(logging.INFO, LOGGER):
        yield found
    logger.removeHandler(reader)


def test_a_request_leaves_one_line(client: TestClient, lines: list[dict[str, Any]]) -> None:
    before = datetime.now(UTC)
    client.post("/api/ask", json={"question": HELD}, headers={"Accept-Language": "ru"})
    assert len(lines) == 1
    line = lines[0]
    assert list(line) == KEYS
    told = datetime.fromisoformat(line.pop("time"))
    assert str(told.tzinfo) == "UTC"
    assert 0 <= (told - before).total_seconds() + 0.001 < 60
    assert 0 < line.pop("milliseconds") < 60_000
    assert line == {
        "method": "POST",
        "route": "/api/ask",
        "status": 200,
        "language": "de",  # of the answer
        "answer": "answered",
    }


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [
        ("GET", "/health", ("GET", "/health", 200, "ru", None)),
        ("HEAD", "/api/documents", ("HEAD", "/api/documents", 200, "ru", None)),
        ("GET", f"/documents/{TREATY.path}", ("GET", "/documents/{path:path}", 200, "ru", None)),
        ("GET", "/documents/none", ("GET", "/documents/{path:path}", 404, "ru", None)),
        ("GET", "/nowhere", ("GET", "unmatched", 404, "ru", None)),
        ("BREW", "/api/ask", ("other", "/api/ask", 405, "ru", None)),
        ("GET", "/static/page.css", ("GET", "/static", 200, "ru", None)),
        ("GET", "/api/search?question=kaputt&language=de", ("GET", "/api/search", 500, "ru", None)),
        ("GET", "/api/search", ("GET", "/api/search", 422, "ru", None)),
    ],
)
def test_a_line_names_the_route_and_what_came_of_it(
    client: TestClient, lines: list[dict[str, Any]], method: str, path: str, told: tuple[object, ...]
) -> None:
    client.request(method, path, headers={"Accept-Language": "ru"})
    assert [tuple(line[key] for key in KEYS if key not in {"time", "milliseconds"}) for line in lines] == [
        told
    ]


@pytest.mark.parametrize(
    ("question", "answer", "language"),
    [
        (HELD, "answered", "de"),
        ("Кто подписал договор?", "not_found", "ru"),
        ("Write to eva@example.org, please", "personal_data", "en"),
        ("Qui a signé l'accord de partenariat ?", "unsupported_language", "en"),
    ],
)
def test_the_page_without_scripts_tells_the_answer_too(
    client: TestClient, lines: list[dict[str, Any]], question: str, answer: str, language: str
) -> None:
    client.post("/?ui=en", data={"question": question})
    assert [(line["route"], line["answer"], line["language"]) for line in lines] == [("/", answer, language)]


def test_nothing_of_the_reader_and_nothing_that_was_asked_is_in_it(
    client: TestClient, lines: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    headers = {
        "User-Agent": "geheim",
        "Referer": "https://www.example.org/geheim",
        "Cookie": "geheim=1",
        "X-Forwarded-For": "198.51.100.7",
        "Origin": "https://www.example.org",
    }
    asked = {"question": "geheim?", "history": [{"question": "geheim", "answer": "geheim"}]}
    client.post("/api/ask", json=asked, headers=headers)
    client.post("/api/ask", json={"question": "kaputt geheim"}, headers=headers)
    client.post("/api/feedback", json={"status": "geheim", "geheim": "geheim"}, headers=headers)
    client.get("/api/search?question=geheim&document=geheim", headers=headers)
    client.get("/documents/geheim?start=geheim", headers=headers)
    client.get("/?question=geheim&ui=geheim", headers=headers)
    client.post("/", data={"question": "geheim"}, headers=headers)
    client.get("/geheim", headers=headers)
    assert len(lines) == 8
    written = json.dumps(lines) + caplog.text
    assert not re.search(r"geheim|198\.51|testclient", written)


def test_nothing_is_printed_unless_the_server_was_started(
    client: TestClient, capfd: pytest.CaptureFixture[str]
) -> None:
    client.post("/api/ask", json={"question": HELD})
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_server_writes_the_lines_to_standard_output_and_only_them(tmp_path: Path, workers: int) -> None:
    (tmp_path / "counted_app.py").write_text(COUNTED_APP, encoding="utf-8")
    port = find_free_port()
    command = [sys.executable, "-c", START, str(port), str(workers), "off"]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_until_up(port, process)
            for _ in range(5):
                get(port, "/health?geheim")
            body = json.dumps({"question": f"{HELD} geheim"}).encode()
            headers = {"Content-Type": "application/json"}
            request = urllib.request.Request(f"http://127.0.0.1:{port}/api/ask", body, headers)
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                assert response.status == 200
            process.send_signal(signal.SIGTERM)
            written, told = process.communicate(timeout=60)
        finally:
            end(process)
    lines = [json.loads(line) for line in written.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * len(lines)
    assert [line["route"] for line in lines].count("/health") == 5  # each once
    assert [line["answer"] for line in lines if line["route"] == "/api/ask"] == ["answered"]
    assert "geheim" not in written + told
    assert "Uvicorn running on" in told
    assert '"route"' not in told
