"""Who runs the bot, as readers see it; what is answered while it is paused; what its operator is told."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from index.languages import Language
from index.languages.messages import say
from tests.doubles.reader import read_words
from tests.doubles.retriever import TREATY, WordRetriever
from tests.languages.codes import DE, EN

QUESTION = "Wann wurde der Vertrag unterzeichnet?"
TOLD = """
name: Stadt <b>M</b>
contact: {department: Büro, mail: buero@example.org, phone: +49 211 89-0, hours: 9–15}
imprint: https://example.org/impressum?a=1&b=2
privacy: https://example.org/datenschutz
notice: {de: Heute <i>zu</i>, ru: Сегодня закрыто, en: Closed today}
"""
PAGES = ("/", f"/documents/{TREATY.path}", "/accessibility", "/embed", "/documents/nowhere.md")

Open = Callable[[str | None], TestClient]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.yaml"


@pytest.fixture
def client(tmp_path: Path, path: Path) -> Open:
    """Return what gives a client of the service with this text in the operator's file."""

    def start(text: str | None) -> TestClient:
        if text is not None:
            path.write_text(text, encoding="utf-8")
        config = Config(index=tmp_path, operator=path, rate="off")
        return TestClient(create_app(config, read_words(WordRetriever(TREATY))))

    return start


def find_footer(page: str) -> str:
    return page[page.index('<footer class="bottom">') :]


@pytest.mark.parametrize("path_of_page", PAGES)
def test_every_page_ends_with_who_runs_the_bot(client: Open, path_of_page: str) -> None:
    with client(TOLD) as running:
        page = running.get(path_of_page, headers={"Accept": "text/html", "Accept-Language": "de"}).text
    footer = find_footer(page)
    assert "<strong>Stadt &lt;b&gt;M&lt;/b&gt;</strong>" in footer
    assert '<a href="mailto:buero@example.org">buero@example.org</a>' in footer
    assert '<a href="tel:+49211890">+49 211 89-0</a>' in footer
    assert '<a href="https://example.org/impressum?a=1&amp;b=2">Impressum</a>' in footer
    assert '<a href="https://example.org/datenschutz">Datenschutz</a>' in footer
    assert "Heute &lt;i&gt;zu&lt;/i&gt;" in page
    assert "<i>zu" not in page


@pytest.mark.parametrize("path_of_page", PAGES)
def test_a_reader_hears_nothing_of_what_nobody_has_told(client: Open, path_of_page: str) -> None:
    with client(None) as running:
        footer = find_footer(running.get(path_of_page, headers={"Accept": "text/html"}).text)
        assert running.get("/api/texts?language=de").json()["operator"] == {
            "name": None,
            "contact": None,
            "imprint": None,
            "privacy": None,
            "notice": None,
            "paused": False,
        }
        assert "operator.yaml" in running.get("/ready").json()["note"]
    assert "operator" not in footer
    assert "None" not in footer
    assert "mailto" not in footer


def test_the_chat_is_told_in_its_language(client: Open) -> None:
    with client(TOLD) as running:
        told = running.get("/api/texts?language=ru").json()["operator"]
    assert (told["notice"], told["paused"], told["contact"]["hours"]) == ("Сегодня закрыто", False, "9–15")


@pytest.mark.parametrize("language", Language)
def test_while_it_is_paused_no_question_is_answered_and_documents_are_shown(
    client: Open, language: Language
) -> None:
    said = say("paused", language)
    with client("paused: true\n") as running:
        headers = {"Accept-Language": language}
        answer = running.post("/api/ask", json={"question": QUESTION}, headers=headers)
        assert answer.status_code == 503
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["Retry-After"] == "600"
        assert (answer.json()["code"], answer.json()["detail"]) == ("paused", said)
        page = running.post("/", data={"question": QUESTION}, params={"ui": language})
        assert (page.status_code, page.headers["Retry-After"]) == (503, "600")
        assert f'role="alert">{said}</p>' in page.text
        assert f'value="{QUESTION}"' in page.text  # to be asked later
        found = running.get("/api/search", params={"question": QUESTION}, headers=headers)
        assert (found.status_code, found.json()["code"], found.json()["detail"]) == (503, "paused", said)
        looked_up = running.post("/search", data={"topic": QUESTION}, params={"ui": language})
        assert (looked_up.status_code, looked_up.headers["Retry-After"]) == (503, "600")
        assert f'role="alert">{said}</p>' in looked_up.text
        assert f'value="{QUESTION}"' in looked_up.text
        assert 'id="found"' not in looked_up.text
        assert running.get("/search", params={"ui": language}).status_code == 200
        assert said in running.get("/", params={"ui": language}).text
        assert running.get("/api/texts", params={"language": language}).json()["operator"]["paused"] is True
        assert running.get(f"/documents/{TREATY.path}").status_code == 200
        assert running.get("/health").status_code == 200
        ready = running.get("/ready", headers=headers)
        assert ready.status_code == 200
        assert ready.json()["note"] == say("paused_note", language, file="operator.yaml")


def test_a_pause_comes_and_goes_while_the_service_runs(client: Open, path: Path) -> None:
    def wait_for(status: int) -> None:
        deadline = time.monotonic() + 30
        while running.post("/api/ask", json={"question": QUESTION}).status_code != status:
            assert time.monotonic() < deadline
            time.sleep(0.1)

    with client(TOLD) as running:
        wait_for(200)
        path.write_text(f"{TOLD}paused: true\n", encoding="utf-8")
        wait_for(503)
        path.write_text(f"{TOLD}paused: maybe\n", encoding="utf-8")
        deadline = time.monotonic() + 30
        while "warning" not in (ready := running.get("/ready", headers={"Accept-Language": "de"}).json()):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        reason = "operator.yaml, Zeile 7: „paused: maybe“"
        assert ready["warning"].startswith(f"{say('operator_before', DE, reason='')}{reason}")
        wait_for(503)  # as it was
        path.write_text(TOLD, encoding="utf-8")
        wait_for(200)
        assert "warning" not in running.get("/ready").json()


def test_a_file_that_is_broken_at_the_start_stops_nothing(client: Open) -> None:
    with client("nmae: A\n") as running:
        assert running.post("/api/ask", json={"question": QUESTION}).status_code == 200
        ready = running.get("/ready", headers={"Accept-Language": EN}).json()
    assert ready["warning"].startswith("operator.yaml, line 1: The key “nmae” is unknown.")
