"""The pages over HTTP: what the page without scripts says when it cannot answer, and the chat's script."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.app import create_app
from index.build import build_index
from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.messages import say
from tests.doubles.reader import open_index
from tests.doubles.retriever import FORMER, know


@pytest.fixture
def knowledge(documents: Path, tmp_path: Path, encoder: Encoder) -> Knowledge:
    return open_index(build_index(documents, tmp_path / "index", encoder).index, encoder)


def test_who_asks_too_much_is_told_when_to_go_on_and_the_question_is_kept(knowledge: Knowledge) -> None:
    with TestClient(create_app(Config(rate="1/hour"), knowledge)) as client:
        asked = {"data": {"question": "Wann war das?"}, "params": {"ui": "ru"}}
        assert client.post("/", **asked).status_code == 200  # type: ignore[arg-type]
        response = client.post("/", **asked)  # type: ignore[arg-type]
        assert response.status_code == 429
        assert 0 < int(response.headers["Retry-After"]) <= 3600
        assert "Попробовать ещё раз" in response.text
        assert 'value="Wann war das?"' in response.text
        assert client.get("/").status_code == 200  # only questions are counted


def test_while_the_index_loads_the_page_says_so_and_when_to_come_back(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path))) as client:
        response = client.get("/", params={"ui": "en"})
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"
        assert "partner-chat" in response.text


@pytest.mark.parametrize("question", ["a" * 501, "\U0001d160" * 400])
def test_a_question_that_is_too_long_is_refused_also_when_it_grows(
    knowledge: Knowledge, question: str
) -> None:
    with TestClient(create_app(Config(), knowledge)) as client:
        response = client.post("/", data={"question": question}, params={"ui": "de"})
        assert response.status_code == 422
        assert "Erlaubt sind höchstens 500 Zeichen" in response.text


def test_the_script_of_the_chat_says_its_encoding_for_pages_that_have_another() -> None:
    with TestClient(create_app(Config())) as client:
        response = client.get("/widget.js")
        assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert (
            client.get("/widget.js", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
        )


@pytest.mark.parametrize(
    ("ui", "expired"),
    [
        ("de", "abgelaufen am 31.12.2019"),
        ("ru", "срок действия истёк 31.12.2019"),
        ("en", "expired on 31 December 2019"),
    ],
)
def test_a_source_that_has_expired_says_so(tmp_path: Path, ui: str, expired: str) -> None:
    with TestClient(create_app(Config(index=tmp_path), know(FORMER))) as client:
        asked = {"question": "What did the former communiqué cover? Culture, sports and youth exchange?"}
        page = client.post("/", data=asked, params={"ui": ui}).text
    assert FORMER.title in page
    assert expired in page
    # Browsers keep the titles of pages.
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Culture, sports" not in title
    assert say("home_title", Language(ui)) in title


BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
}


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/nowhere", 404, "Not found"),
        ("/documents/nowhere.md?start=1&end=9", 404, "Not found"),
        ("/documents/park.de.md?start=x&ui=ru", 422, "Ошибка в данных"),
    ],
)
def test_a_browser_shows_what_is_wrong_with_an_address_as_a_page(
    knowledge: Knowledge, path: str, status: int, title: str
) -> None:
    with TestClient(create_app(Config(), knowledge)) as client:
        response = client.get(path, headers=BROWSER)
        assert (response.status_code, response.headers["Content-Type"]) == (
            status,
            "text/html; charset=utf-8",
        )
        assert f"<h1>{title}</h1>" in response.text
        problem = client.get(path, headers={"Accept-Language": "en"}).json()
        assert (problem["status"], problem["title"]) == (status, title)
        assert problem["detail"] in response.text


def test_programs_and_the_interface_get_problem_json(knowledge: Knowledge) -> None:
    with TestClient(create_app(Config(), knowledge)) as client:
        for path, headers in (("/nowhere", {}), ("/api/nowhere", BROWSER)):
            response = client.get(path, headers=headers)
            assert response.headers["Content-Type"] == "application/problem+json"


def test_what_stands_in_an_address_is_shown_as_text(knowledge: Knowledge) -> None:
    with TestClient(create_app(Config(), knowledge)) as client:
        page = client.get("/documents/park.de.md?start=<script>&<b>=1", headers=BROWSER).text
    assert "<script>" not in page
    assert "<b>" not in page
