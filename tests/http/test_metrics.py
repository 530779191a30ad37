"""The figures for Prometheus: what is counted, under which labels, of how many workers, and what never is."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import build_app, create_app
from bot.http.metrics import Metrics
from bot.http.reload import Reloader
from index.build import build_index
from index.encoding.encoder import Encoder
from index.storage.store import read_index
from tests.doubles.reader import open_index
from tests.doubles.retriever import BALLET, TREATY, know
from tests.http.test_app import check_problem
from tests.serving.test_serve import end, find_free_port, get, wait_until_up

DEPLOYMENT = (Path(__file__).parents[2] / "docs" / "deployment.md").read_text(encoding="utf-8")
HELD = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
METRICS = "http://testserver:9464/metrics"
Figures = dict[str, float]

# An application as each worker makes it, and what starts the server.
COUNTED_APP = """
from bot.http.app import create_app
from bot.config import Config
from tests.doubles.retriever import TREATY, know

def make():
    return create_app(Config.from_environment(), know(TREATY))
"""
START = "import sys; from pathlib import Path; from bot.config import Config; \
from bot.http.serving.server import serve; \
serve(Config(index=Path('none'), port=int(sys.argv[1]), workers=int(sys.argv[2]), rate='off', \
metrics=sys.argv[3]), \
'counted_app:make')"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    config = Config(index=tmp_path, rate="off")
    app = create_app(config, know(TREATY, BALLET))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def read_figures(text: str) -> Figures:
    """Return the samples of a page of figures: 'name{label="value"}', labels sorted -> value."""
    figures = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            figures[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return figures


def scrape(client: TestClient) -> Figures:
    response = client.get(METRICS)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return read_figures(response.text)


def count(figures: Figures, name: str) -> Figures:
    """Return the counts of one name by their labels."""
    return {
        key.removeprefix(name).strip("{}"): value
        for key, value in figures.items()
        if re.fullmatch(rf"{name}(\{{.*\}})?", key)
    }


# --- where they are told


@pytest.mark.parametrize("address", ["127.0.0.1:9464", "10.0.0.5:9999", "[::1]:9999"])
def test_the_figures_are_told_at_their_own_port_and_nothing_else_is(tmp_path: Path, address: str) -> None:
    config = Config(index=tmp_path, metrics=address, addresses=("https://bot.example",))
    port = address.rpartition(":")[2]
    with TestClient(create_app(config, know(TREATY)), base_url=f"http://anything:{port}") as client:
        assert "partnerbot_ready 1.0" in client.get("/metrics").text
        assert client.head("/metrics").status_code == 200
        for path in ("/", "/ready", "/api/documents", "/metrics/", "/metrics%0a", "/Metrics"):
            check_problem(client.get(path), 404, "Nicht gefunden")
        check_problem(client.post("/metrics"), 404, "Nicht gefunden")
        check_problem(client.post("/api/ask", json={"question": HELD}), 404, "Nicht gefunden")


@pytest.mark.parametrize("metrics", ["127.0.0.1:9464", "off"])
def test_nobody_else_sees_them_whatever_is_written(tmp_path: Path, metrics: str) -> None:
    claims = {"Host": "127.0.0.1:9464", "X-Forwarded-Port": "9464", "X-Forwarded-Host": "127.0.0.1:9464"}
    with TestClient(create_app(Config(index=tmp_path, metrics=metrics), know(TREATY))) as client:
        for path in ("/metrics", "/metrics/", "/metrics?a", "/Metrics", "/%6detrics", "/static/../metrics"):
            for headers in ({}, claims):
                response = client.get(path, headers=headers)
                assert (response.status_code, "partnerbot_" in response.text) == (404, False), path
        assert "/metrics" not in client.get("/api/openapi.json").json()["paths"]


# --- requests and answers


def test_answers_are_counted_by_status_and_language_however_they_were_asked_for(client: TestClient) -> None:
    for question in (HELD, HELD, "Кто подписал договор?", "Hello!", "Ruf an: 0211 8991234"):
        assert client.post("/api/ask", json={"question": question}).status_code == 200
    assert client.post("/", data={"question": HELD}).status_code == 200  # without scripts
    client.get("/api/search", params={"question": HELD})  # no answer
    client.post("/api/ask", json={"question": ""})
    figures = scrape(client)
    assert count(figures, "partnerbot_answers_total") == {
        'language="de",status="answered"': 3,
        'language="ru",status="not_found"': 1,
        'language="en",status="greeting"': 1,
        'language="de",status="personal_data"': 1,
    }
    assert figures["partnerbot_answer_seconds_count"] == 6
    assert 0 < figures["partnerbot_answer_seconds_sum"] < 60
    assert count(figures, "partnerbot_requests_total") == {
        'method="POST",route="/api/ask",status="200"': 5,
        'method="POST",route="/api/ask",status="422"': 1,
        'method="POST",route="/",status="200"': 1,
        'method="GET",route="/api/search",status="200"': 1,
    }
    assert figures['partnerbot_request_seconds_count{route="/api/ask"}'] == 6


def test_a_question_is_not_in_the_figures(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "Wann wurde Geheimes unterzeichnet?"})
    client.get("/api/search?question=Geheimes")
    client.get("/documents/Geheimes.md?Geheimes")
    client.get("/Geheimes")
    client.request("GEHEIMES", "/api/ask")
    assert "geheim" not in client.get(METRICS).text.lower()


def test_requests_of_any_kind_fall_under_few_labels(client: TestClient) -> None:
    for number in range(20):
        client.get(f"/documents/no-{number}.md")
        client.get(f"/no/{number}")
        client.request(f"METHOD{number}", f"/{number}")
    client.get(f"/documents/{TREATY.path}")
    client.head("/static/page.css")
    client.get("/static/none.css")
    client.options("/api/ask")
    client.post("/health")
    assert count(scrape(client), "partnerbot_requests_total") == {
        'method="GET",route="/documents/{path:path}",status="404"': 20,
        'method="GET",route="unmatched",status="404"': 20,
        'method="other",route="unmatched",status="404"': 20,
        'method="GET",route="/documents/{path:path}",status="200"': 1,
        'method="HEAD",route="/static",status="200"': 1,
        'method="GET",route="/static",status="404"': 1,
        'method="OPTIONS",route="/api/ask",status="405"': 1,
        'method="POST",route="/health",status="405"': 1,
    }


def test_what_is_refused_before_a_route_is_reached_counts_too(tmp_path: Path) -> None:
    app = create_app(Config(index=tmp_path, rate="1/hour"), know(TREATY))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.post("/api/ask", json={"question": HELD}, headers={"Origin": "https://elsewhere.example"})
        client.post("/api/ask", content=b"x" * 70_000, headers={"Content-Type": "application/json"})
        client.get("/api/search", params={"question": "y" * 20_000})
        client.post("/api/ask", json={"question": "kaputt"})
        client.post("/api/ask", json={"question": HELD})
        client.get("/api/search", params={"question": HELD})
        assert count(scrape(client), "partnerbot_requests_total") == {
            'method="POST",route="/api/ask",status="403"': 1,
            'method="POST",route="/api/ask",status="413"': 1,
            'method="GET",route="/api/search",status="431"': 1,
            'method="POST",route="/api/ask",status="500"': 1,
            'method="POST",route="/api/ask",status="429"': 1,
            'method="GET",route="/api/search",status="429"': 1,
        }


def test_two_applications_in_one_process_count_for_themselves(client: TestClient, tmp_path: Path) -> None:
    client.get("/health")
    with TestClient(create_app(Config(index=tmp_path), know(TREATY))) as other:
        assert count(scrape(other), "partnerbot_requests_total") == {}
    assert count(scrape(client), "partnerbot_requests_total") == {
        'method="GET",route="/health",status="200"': 1
    }


# --- what readers think


def test_a_verdict_is_counted_and_nothing_comes_back(client: TestClient) -> None:
    for verdict in ("up", "up", "down"):
        given = {"status": "not_found", "language": "ru", "verdict": verdict}
        response = client.post("/api/feedback", json=given)
        assert (response.status_code, response.content) == (204, b"")
    assert count(scrape(client), "partnerbot_feedback_total") == {
        'language="ru",status="not_found",verdict="up"': 2,
        'language="ru",status="not_found",verdict="down"': 1,
    }


GIVEN = {"status": "answered", "language": "de", "verdict": "up"}
STATUSES = "answered, not_found, greeting, unsupported_language, unclear, personal_data"


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({**GIVEN, "question": "geheim"}, [("question", "wird nicht angenommen")]),
        ({**GIVEN, "status": "ok"}, [("status", f"erlaubt ist: {STATUSES}")]),
        ({**GIVEN, "language": "fr"}, [("language", "erlaubt ist: de, ru, en")]),
        ({**GIVEN, "verdict": 1}, [("verdict", "erlaubt ist: up, down")]),
        ({"status": "answered"}, [("language", "fehlt"), ("verdict", "fehlt")]),
        ([GIVEN], [("body", "muss ein JSON-Objekt sein")]),
    ],
)
def test_a_verdict_with_anything_else_is_refused(
    client: TestClient, given: Any, errors: list[tuple[str, str]]
) -> None:
    response = client.post("/api/feedback", json=given)
    problem = check_problem(response, 422, "Ungültige Angaben")
    assert [(error["field"], error["reason"]) for error in problem["errors"]] == errors
    assert "geheim" not in response.text
    assert count(scrape(client), "partnerbot_feedback_total") == {}


def test_a_verdict_has_to_be_json_from_a_page_that_may_embed_and_not_too_often(tmp_path: Path) -> None:
    config = Config(index=tmp_path, rate="2/hour", origins=("https://www.example.org",))
    with TestClient(create_app(config, know(TREATY))) as client:
        form = client.post("/api/feedback", data=GIVEN)
        stranger = client.post("/api/feedback", json=GIVEN, headers={"Origin": "https://elsewhere.example"})
        guest = client.post("/api/feedback", json=GIVEN, headers={"Origin": "https://www.example.org"})
        often = client.post("/api/feedback", json=GIVEN)
        assert [each.status_code for each in (form, stranger, guest, often)] == [415, 403, 204, 429]
        assert guest.headers["access-control-allow-origin"] == "https://www.example.org"
        assert sum(count(scrape(client), "partnerbot_feedback_total").values()) == 1


# --- the index


def test_the_index_is_told_with_its_size_and_the_time_it_was_built(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    report = build_index(documents, folder, encoder)
    os.utime(folder / "current" / "manifest.json", (1_700_000_000, 1_700_000_000))
    live = Reloader(folder, lambda: open_index(read_index(folder), encoder))
    with TestClient(build_app(Config(index=folder), live)) as client:
        while client.get("/ready").status_code != 200:
            time.sleep(0.01)
        figures = scrape(client)
    assert figures["partnerbot_ready"] == 1
    assert figures["partnerbot_index_documents"] == 4
    assert figures["partnerbot_index_chunks"] == len(report.index.chunks) > 4
    assert figures["partnerbot_index_built_timestamp_seconds"] == 1_700_000_000
    assert figures["partnerbot_index_reloads_total"] == 0


def test_without_an_index_it_is_not_ready_and_says_nothing_of_one(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path / "none"))) as client:
        figures = scrape(client)
    assert figures["partnerbot_ready"] == 0
    assert [name for name in figures if name.startswith("partnerbot_index_")] == [
        "partnerbot_index_reloads_total"
    ]


def test_an_exchange_of_the_index_is_counted_and_a_refused_one_is_not(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    build_index(documents, folder, encoder)
    live = Reloader(folder, lambda: open_index(read_index(folder), encoder))
    metrics = Metrics(live)

    def read() -> tuple[float, float, float]:
        figures = read_figures(metrics.write().decode())
        names = ("index_reloads_total", "index_documents", "index_built_timestamp_seconds")
        reloads, number, built = (figures.get(f"partnerbot_{name}", 0) for name in names)
        return reloads, number, built

    async def wait_for(condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def story() -> None:
        following = asyncio.create_task(live.follow(0.01))
        await wait_for(lambda: read()[1] == 4)
        first = read()
        (documents / "new.de.md").write_text("Ein neues Dokument über den Vertrag.\n", encoding="utf-8")
        build_index(documents, folder, encoder)
        await wait_for(lambda: read()[1] == 5)
        second = read()
        (documents / "newer.de.md").write_text("Noch eines über den Vertrag.\n", encoding="utf-8")
        build_index(documents, folder, encoder)
        await wait_for(lambda: read()[0] == 2)
        broken = folder / "broken"
        broken.mkdir()
        (folder / "current").unlink()
        (folder / "current").symlink_to("broken")
        await wait_for(lambda: live.refusal is not None)
        third = read()
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        assert [first[:2], second[:2], third[:2]] == [(0, 4), (1, 5), (2, 6)]
        assert first[2] < second[2] < third[2]  # that of the index that answers, not of the refused one

    asyncio.run(story())


# --- the names


def test_the_names_keep_the_conventions_and_are_all_described(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current" / "manifest.json").touch()
    with TestClient(create_app(Config(index=tmp_path), know(TREATY))) as client:
        client.post("/api/feedback", json=GIVEN)
        text = client.get(METRICS).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert len(families) == 12  # each once
    assert text.count("# TYPE ") == 12
    rows = "".join(re.findall(r"^\| (`partnerbot_.*?) \|", DEPLOYMENT, re.MULTILINE))
    exposed = {f"{name}_total" if family.type == "counter" else name for name, family in families.items()}
    assert set(re.findall(r"`(\w+)`", rows)) == exposed
    for name, family in families.items():
        assert name.startswith("partnerbot_")
        assert family.documentation.endswith(".")
        assert (family.type == "histogram") <= name.endswith("_seconds")


# --- several workers


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, int, subprocess.Popen[str]]]:
    """Start the service with two workers, its temporary files in `tmp_path`, and end it after the test."""
    (tmp_path / "counted_app.py").write_text(COUNTED_APP, encoding="utf-8")
    port, figures = find_free_port(), find_free_port()
    command = [sys.executable, "-c", START, str(port), "2", f"127.0.0.1:{figures}"]
    root = str(Path(__file__).parents[2])
    environ = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": root}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environ, stdout=subprocess.DEVNULL, text=True
    ) as process:
        try:
            wait_until_up(port, process)
            yield port, figures, process
        finally:
            end(process)


def test_several_workers_count_together_also_for_one_that_died(
    server: tuple[int, int, subprocess.Popen[str]], tmp_path: Path
) -> None:
    port, told, process = server
    assert [get(port, "/metrics")[0], get(told, "/health")[0]] == [404, 404]

    def count_health() -> float:
        figures = read_figures(get(told, "/metrics")[1].decode())
        return figures['partnerbot_requests_total{method="GET",route="/health",status="200"}']

    def list_workers() -> set[int]:
        """Return the process ids of the workers that have counted something."""
        files = tmp_path.glob("partnerbot-*/histogram_*.db")
        return {int(file.stem.partition("_")[2]) for file in files}

    def wait_for_count() -> None:
        """Wait for the last request: a worker counts it when its answer has been sent."""
        while count_health() != asked:
            assert time.monotonic() < deadline

    asked = 0
    deadline = time.monotonic() + 120
    while len(list_workers()) < 2 or asked < 20:  # until both have answered
        assert get(port, "/health")[0] == 200
        asked += 1
        assert time.monotonic() < deadline
    wait_for_count()
    assert [count_health() for _ in range(10)] == [asked] * 10  # whichever is asked
    died = min(list_workers())
    os.kill(died, signal.SIGKILL)
    while len(list_workers()) < 3:  # until its successor has answered
        with suppress(OSError):
            asked += get(port, "/health")[0] == 200
        assert time.monotonic() < deadline
    wait_for_count()
    assert [count_health() for _ in range(10)] == [asked] * 10
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert list(tmp_path.glob("partnerbot-*")) == []
