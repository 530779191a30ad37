"""The service over HTTP: what each address takes and gives, every error as a problem, what is never said."""

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.admission.queue import MOST_QUEUED, THREADS
from bot.http.app import build_app, create_app
from bot.http.reload import Reloader
from index.errors import IndexUnusableError
from index.languages import Language
from tests.doubles.reader import read_words
from tests.doubles.retriever import BALLET, FORMER, TREATY, WordRetriever, know
from tests.languages.codes import DE, EN, RU

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def retriever() -> WordRetriever:
    return WordRetriever(TREATY, BALLET, FORMER)


@pytest.fixture
def client(retriever: WordRetriever, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Config(index=tmp_path), read_words(retriever))) as client:
        yield client


def say_in(language: Language) -> dict[str, str]:
    return {"Accept-Language": language}


# --- asking


def test_a_question_is_answered_with_a_quote_that_is_in_the_document(client: TestClient) -> None:
    response = client.post(
        "/api/ask", json={"question": "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"}
    )
    answer = response.json()
    assert response.status_code == 200
    assert (answer["status"], answer["language"], answer["written_by"]) == ("answered", "de", "quotes")
    assert sorted(answer) == [
        "as_of", "citations", "corrected", "language", "notices", "parts", "reason", "related", "short",
        "status", "suggestions", "table", "text", "topics", "understood", "written_by",
    ]  # fmt: skip
    assert answer["as_of"] == date.today().isoformat()  # noqa: DTZ011
    citation = answer["citations"][0]
    assert answer["text"] == f"{citation['quote']} [1]"
    assert answer["parts"] == [
        {"text": citation["quote"], "language": "de", "citation": 1, "lead": True, "short": [41, 56]}
    ]
    assert answer["short"] == {"text": "am 1. Juni 1992", "citation": 1, "start": 56, "end": 71}
    assert TREATY.text[56:71] == "am 1. Juni 1992"
    assert TREATY.text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation == {
        "number": 1,
        "quote": "Der Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet.",
        "language": "de",
        "title": "Der Vertrag",
        "publisher": "Stadt Düsseldorf",
        "published": "1992-06",
        "valid_from": "1992-06-01",
        "valid_until": None,
        "path": "verträge/vertrag 1992.md",
        "page": None,
        "start": 15,
        "end": 86,
        "sha256": "aa" * 32,
        "url": "/documents/vertr%C3%A4ge/vertrag%201992.md?start=15&end=86#quote",
        "source": "https://www.duesseldorf.de/vertrag",
        "summary": False,
        "recognized": False,
        "before": "",
        "after": "",
        "headings": [],
        "translation": None,
        "kind": None,
        "agreement": None,
    }
    assert '<mark id="quote">' + citation["quote"] + "</mark>" in client.get(citation["url"]).text


def test_an_explicit_language_wins_over_that_of_the_question(client: TestClient) -> None:
    question = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
    answers = [
        client.post("/api/ask", json={"question": question, "language": each}).json() for each in Language
    ]
    assert [answer["language"] for answer in answers] == ["de", "ru", "en"]


def test_not_knowing_is_an_answer_in_the_language_of_the_question(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": "Сколько стоит проезд на метро?"})
    assert response.status_code == 200
    assert (response.json()["status"], response.json()["language"]) == ("not_found", "ru")


def test_the_page_language_decides_where_the_question_has_none(client: TestClient) -> None:
    for language in Language:
        answer = client.post("/api/ask", json={"question": "???"}, headers=say_in(language)).json()
        assert (answer["status"], answer["language"]) == ("unclear", language)


def test_earlier_turns_and_a_day_are_taken(client: TestClient) -> None:
    turns = [{"question": "Was ist der Vertrag?", "answer": "Ein Vertrag."}, {"question": "Und?"}]
    asked = {
        "question": "Wann wurde der Vertrag unterzeichnet?",
        "history": turns * 10,
        "as_of": "2018-05-01",
    }
    assert client.post("/api/ask", json=asked).json()["status"] == "answered"


def test_a_question_may_be_as_long_as_is_said(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": " " * 700 + "а" * 500 + " " * 800}).status_code == 200


# --- requests that cannot be answered


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"{}", {"question": "is missing"}),
        (b"", {"body": "is missing"}),
        (b"[]", {"body": "must be a JSON object"}),
        (b'"?"', {"body": "must be a JSON object"}),
        (b"null", {"body": "must be a JSON object"}),
        (b'{"question": 5}', {"question": "must be a text"}),
        (b'{"question": null}', {"question": "must be a text"}),
        (b'{"question": " \\n\\t "}', {"question": "must not be empty"}),
        (b'{"question": "' + b"a" * 501 + b'"}', {"question": "at most 500 characters are allowed"}),
        (b'{"question": "' + b" " * 2001 + b'"}', {"question": "at most 500 characters are allowed"}),
        (b'{"question": "\\ud800"}', {"question": "cannot be used"}),
        (b'{"question": "a", "language": "fr"}', {"language": "allowed: de, ru, en"}),
        (b'{"question": "a", "language": ""}', {"language": "allowed: de, ru, en"}),
        (b'{"question": "a", "as_of": "2024-02-30"}', {"as_of": "must be a date of the form YYYY-MM-DD"}),
        (b'{"question": "a", "as_of": "20240201"}', {"as_of": "must be a date of the form YYYY-MM-DD"}),
        (b'{"question": "a", "as_of": 0}', {"as_of": "must be a date of the form YYYY-MM-DD"}),
        (b'{"question": "a", "history": "?"}', {"history": "must be a list"}),
        (b'{"question": "a", "history": ["?"]}', {"history.0": "must be a JSON object"}),
        (
            b'{"question": "a", "history": [{"question": "a"}, {"answer": "b"}]}',
            {"history.1.question": "is missing"},
        ),
        (
            b'{"question": "a", "history": [{"question": "' + b"a" * 2001 + b'"}]}',
            {"history.0.question": "at most 2000 characters are allowed"},
        ),
        (
            b'{"question": "a", "history": [{"question": "a", "answer": "' + b"a" * 10_001 + b'"}]}',
            {"history.0.answer": "at most 10000 characters are allowed"},
        ),
        (
            b'{"question": "a", "history": [' + b",".join([b'{"question": "a"}'] * 21) + b"]}",
            {"history": "at most 20 entries are allowed"},
        ),
        (
            b'{"language": 1, "as_of": []}',
            {
                "question": "is missing",
                "language": "allowed: de, ru, en",
                "as_of": "must be a date of the form YYYY-MM-DD",
            },
        ),
    ],
)
def test_values_that_cannot_be_used_are_named(
    client: TestClient, body: bytes, fields: dict[str, str]
) -> None:
    response = client.post("/api/ask", content=body, headers=JSON | say_in(EN))
    problem = check_problem(response, 422, "Invalid values")
    assert {error["field"]: error["reason"] for error in problem["errors"]} == fields
    assert all(f"{field} ({reason})" in problem["detail"] for field, reason in fields.items())


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", {"question": "is missing"}),
        ("question=%20", {"question": "must not be empty"}),
        ("question=a&limit=0", {"limit": "must be at least 1"}),
        ("question=a&limit=51", {"limit": "must be at most 50"}),
        ("question=a&limit=two", {"limit": "must be a whole number"}),
        ("question=a&language=DE", {"language": "allowed: de, ru, en"}),
        ("question=a&as_of=2024-13-01", {"as_of": "must be a date of the form YYYY-MM-DD"}),
    ],
)
def test_values_in_an_address_are_named_too(client: TestClient, query: str, fields: dict[str, str]) -> None:
    problem = check_problem(client.get(f"/api/search?{query}", headers=say_in(EN)), 422, "Invalid values")
    assert {error["field"]: error["reason"] for error in problem["errors"]} == fields


@pytest.mark.parametrize(
    "body", [b"{", b'{"question": "\xff"}', b"\x00", b"[" * 30_000, b"1" * 5_000, b"{'question': 'a'}"]
)
def test_what_is_not_json_in_utf_8_is_unreadable(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers=JSON | say_in(EN))
    check_problem(response, 400, "The request could not be read")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_only_json_is_taken(client: TestClient, kind: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    response = client.post("/api/ask", content=b'{"question": "a"}', headers=headers | say_in(EN))
    check_problem(response, 415, "Unsupported format")


def test_json_may_name_its_characters(client: TestClient) -> None:
    kind = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert client.post("/api/ask", content=b'{"question": "Hallo!"}', headers=kind).status_code == 200


@pytest.mark.parametrize("streamed", [False, True])
def test_a_body_that_is_too_large_is_refused_however_it_comes(client: TestClient, *, streamed: bool) -> None:
    parts = [b'{"question": "'] + [b"a" * 1_000] * 70
    response = client.post(
        "/api/ask", content=iter(parts) if streamed else b"".join(parts), headers=JSON | say_in(EN)
    )
    problem = check_problem(response, 413, "Request too large")
    assert problem["detail"] == "The request is too large. At most 64 kilobytes are allowed."


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/ask", "POST"),
        ("DELETE", "/api/ask", "POST"),
        ("POST", "/api/search", "GET"),
        ("PUT", "/", "GET, POST"),
    ],
)
def test_a_method_that_an_address_does_not_take_is_refused(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path, headers=say_in(EN))
    problem = check_problem(response, 405, "Method not allowed")
    assert response.headers["allow"] == allowed
    assert allowed in problem["detail"]


@pytest.mark.parametrize(
    ("language", "title"),
    [(DE, "Nicht gefunden"), (RU, "Не найдено"), (EN, "Not found")],
)
def test_a_problem_is_told_in_the_language_of_the_reader(
    client: TestClient, language: Language, title: str
) -> None:
    check_problem(client.get("/nowhere", headers=say_in(language)), 404, title)
    check_problem(client.get("/api/search?question=a&document=b", headers=say_in(language)), 404, title)


def test_a_failure_is_told_without_its_cause_and_logged_without_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    question = "Was ist kaputt und geheim?"
    for response in (
        client.post("/api/ask", json={"question": question}, headers=say_in(RU)),
        client.get("/api/search", params={"question": question}, headers=say_in(RU)),
        client.post("/", data={"question": question}, headers=say_in(RU)),
    ):
        problem = check_problem(response, 500, "Ошибка сервера")
        assert problem["detail"] == "На сервере произошла ошибка. Попробуйте, пожалуйста, ещё раз позже."
        assert not re.search(r"Traceback|RuntimeError|\.py|/work|geheim", response.text)
    assert caplog.text.count("RuntimeError while answering") == 3
    assert "geheim" not in caplog.text


def check_problem(response: Any, status: int, title: str) -> dict[str, Any]:
    problem: dict[str, Any] = response.json()
    assert (response.status_code, problem["status"], problem["title"]) == (status, status, title)
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["type"] == "about:blank"
    assert problem["detail"]
    return problem


# --- searching and documents


def test_passages_come_best_first_with_all_that_a_reference_needs(client: TestClient) -> None:
    found = client.get(
        "/api/search", params={"question": "Wann wurde der Vertrag unterzeichnet?", "limit": 2}
    ).json()
    assert found["language"] == "de"
    assert [passage["path"] for passage in found["passages"]] == ["verträge/vertrag 1992.md", "balet.pdf"]
    best = found["passages"][0]
    assert best["text"] == TREATY.text[best["start"] : best["end"]]
    assert best["score"] > found["passages"][1]["score"]
    assert best == {
        "score": best["score"],
        "text": best["text"],
        "language": "de",
        "title": "Der Vertrag",
        "headings": [],
        "path": "verträge/vertrag 1992.md",
        "page": None,
        "start": best["start"],
        "end": best["end"],
        "sha256": "aa" * 32,
        "url": f"/documents/vertr%C3%A4ge/vertrag%201992.md?start={best['start']}&end={best['end']}#quote",
        "source": "https://www.duesseldorf.de/vertrag",
    }
    assert found["passages"][1]["page"] == 1


@pytest.mark.parametrize(
    ("parameters", "paths"),
    [
        ({"document": "balet.pdf"}, {"balet.pdf"}),
        ({"as_of": "2018-01-01"}, {"verträge/vertrag 1992.md", "balet.pdf", "former.md"}),
        ({"as_of": "2026-01-01"}, {"verträge/vertrag 1992.md", "balet.pdf"}),
        ({"limit": "1"}, {"verträge/vertrag 1992.md"}),
    ],
)
def test_a_search_can_be_narrowed(client: TestClient, parameters: dict[str, str], paths: set[str]) -> None:
    found = client.get(
        "/api/search", params={"question": "Wann wurde der Vertrag unterzeichnet?", **parameters}
    )
    assert {passage["path"] for passage in found.json()["passages"]} == paths


@pytest.mark.parametrize(
    ("question", "asked", "language"),
    [
        ("Когда приехал балет?", None, "ru"),
        ("Когда приехал балет?", "en", "ru"),
        ("1992", None, "en"),
        ("1992", "de", "de"),
    ],
)
def test_a_search_says_for_which_language_it_ranked(
    client: TestClient, question: str, asked: str | None, language: str
) -> None:
    parameters = {"question": question} | ({"language": asked} if asked else {})
    assert client.get("/api/search", params=parameters, headers=say_in(EN)).json()["language"] == language


def test_all_documents_are_listed_with_what_is_known(client: TestClient) -> None:
    documents = client.get("/api/documents").json()["documents"]
    assert [document["path"] for document in documents] == [
        "balet.pdf",
        "former.md",
        "verträge/vertrag 1992.md",
    ]
    assert documents[2] == {
        "path": "verträge/vertrag 1992.md",
        "title": "Der Vertrag",
        "language": "de",
        "publisher": "Stadt Düsseldorf",
        "published": "1992-06",
        "valid_from": "1992-06-01",
        "valid_until": None,
        "replaced_by": None,
        "translation_of": None,
        "summary": False,
        "source": ["https://www.duesseldorf.de/vertrag", "https://example.org/vertrag"],
        "kind": None,
        "parties": [],
        "signed": None,
        "agreement": None,
        "topic": None,
        "sha256": "aa" * 32,
        "url": "/documents/vertr%C3%A4ge/vertrag%201992.md",
    }
    for document in documents:
        assert client.get(document["url"]).status_code == 200


def test_the_page_of_a_document_speaks_the_language_of_the_reader(client: TestClient) -> None:
    for language, label in ((DE, "Eine Frage stellen"), (RU, "Задать вопрос"), (EN, "Ask a question")):
        assert label in client.get("/documents/balet.pdf", headers=say_in(language)).text
        assert label in client.get(f"/documents/balet.pdf?ui={language}", headers=say_in(DE)).text
    assert "Eine Frage stellen" in client.get("/documents/balet.pdf?ui=xx").text


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2f..%2fetc%2fpasswd",
        "/documents/%2e%2e/%2e%2e/etc/passwd",
        "/documents/%2Fetc%2Fpasswd",
        "/documents//etc/passwd",
        "/documents/..%5c..%5cbalet.pdf",
        "/documents/balet.pdf/",
        "/documents/BALET.PDF",
        "/documents/",
        "/documents/%ff%fe",
        "/documents/" + "a" * 5_000,
        "/static/home.html",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/%2Fetc%2Fpasswd",
        "/static/" + "a" * 5_000 + ".css",
        "/static/",
    ],
)
def test_no_path_leads_out_of_what_is_served(client: TestClient, path: str) -> None:
    response = client.get(path, headers=say_in(EN))
    check_problem(response, 404, "Not found")
    assert "passwd" not in response.text


# --- pages and headers


def test_the_first_page_says_what_this_is_in_the_language_of_the_reader(client: TestClient) -> None:
    for language, title, warning in (
        (DE, "Fragen zur Städtepartnerschaft Düsseldorf–Moskau", "Es kann sich irren"),
        (RU, "Вопросы о партнёрстве Дюссельдорфа и Москвы", "Она может ошибаться"),
        (EN, "Questions about the Düsseldorf–Moscow city partnership", "It can be wrong"),
    ):
        page = client.get("/", headers=say_in(language)).text
        assert f'<html lang="{language}">' in page
        assert f"<h1>{title}</h1>" in page
        assert warning in page
        assert 'href="/api/docs"' in page
        assert page.count('<a href="/documents/') == 3


def test_the_first_page_answers_without_scripts(client: TestClient) -> None:
    question = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
    page = client.post("/?ui=de", data={"question": question}).text
    shown = re.sub("</?mark[^>]*>", "", page)
    assert "Der Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet." in shown
    assert 'href="/documents/vertr%C3%A4ge/vertrag%201992.md?ui=de&amp;start=15&amp;end=86#quote"' in page
    assert f'value="{question}"' in page


def test_a_quote_in_another_language_is_marked_as_such(client: TestClient) -> None:
    page = client.post("/?ui=de", data={"question": "Балет Немецкой оперы приехал"}).text
    assert re.search(r'<(bdi|p|span|blockquote)[^>]* lang="ru">[^<]*Балет Немецкой оперы на Рейне', page)


def test_the_first_page_tells_a_question_that_is_too_long(client: TestClient) -> None:
    response = client.post("/?ui=en", data={"question": "a" * 501})
    assert response.status_code == 422
    assert "Your question is too long. At most 500 characters are allowed." in response.text


def test_what_a_reader_types_stays_text(client: TestClient) -> None:
    page = client.post(
        "/", params={"ui": '"><script>'}, data={"question": '"><script>alert(1)</script>'}
    ).text
    assert re.findall("<script[^>]*>", page) == re.findall("<script[^>]*>", client.get("/").text)
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize("path", ["/", "/documents/former.md", "/api/docs"])
def test_a_page_loads_only_our_own_scripts_and_style_sheets(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert not re.search(r"<img|<iframe|<style|style=|@import|<script(?! src=\"/(?:widget|static/))", page)
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]*)">', page)
    assert sheets
    for sheet in sheets:
        response = client.get(sheet)
        assert response.headers["content-type"] == "text/css; charset=utf-8"
        assert not re.search(r"https?:|//|data:", response.text)


def test_a_style_sheet_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/static/page.css").headers["etag"]
    assert client.get("/static/page.css", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/", "/health", "/documents/balet.pdf", "/static/page.css", "/nowhere"])
def test_head_gets_the_status_of_get(client: TestClient, path: str) -> None:
    assert client.head(path).status_code == client.get(path).status_code


def test_the_interface_is_described_for_people_and_programs(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert sorted(described["paths"]) == [
        "/api/agreements", "/api/ask", "/api/documents", "/api/feedback", "/api/search", "/api/texts",
        "/documents/{path}", "/health", "/originals/{path}", "/pages/{number}/{path}", "/ready",
    ]  # fmt: skip
    assert {
        each["operationId"]: each["tags"] for path in described["paths"].values() for each in path.values()
    } == {
        "ask": ["answers"], "search": ["answers"], "send_feedback": ["answers"],
        "list_documents": ["documents"], "list_agreements": ["documents"], "show_document": ["documents"],
        "send_original": ["documents"], "draw_page": ["documents"],
        "list_texts": ["chat"],
        "check_health": ["service"], "check_readiness": ["service"],
    }  # fmt: skip
    assert described["info"]["title"] == "Partnerbot"
    assert [each["name"] for each in described["tags"]] == ["answers", "documents", "chat", "service"]
    page = client.get("/api/docs").text
    for path, operations in described["paths"].items():
        for method in operations:
            assert f"<code>{method.upper()} {path}</code>" in page
    for name in described["components"]["schemas"]:
        assert f'id="{name}"' in page
    assert "HTTPValidationError" not in page
    for elsewhere in ("/docs", "/redoc", "/openapi.json"):
        assert client.get(elsewhere).status_code == 404


# --- readiness and load


def test_it_lives_before_it_is_ready(tmp_path: Path) -> None:
    go_on = threading.Event()

    def load() -> Knowledge:
        assert go_on.wait(60)
        return know(TREATY)

    told = tmp_path / "operator.yaml"
    told.touch()
    with TestClient(build_app(Config(operator=told), Reloader(tmp_path, load))) as client:
        assert client.get("/health").json() == {"status": "alive"}
        for response in (
            client.get("/ready", headers=say_in(RU)),
            client.post("/api/ask", json={"question": "a"}, headers=say_in(RU)),
            client.get("/api/search?question=a", headers=say_in(RU)),
            client.get("/api/documents", headers=say_in(RU)),
            client.get("/documents/balet.pdf", headers=say_in(RU)),
        ):
            problem = check_problem(response, 503, "Временно недоступно")
            assert problem["detail"].startswith("Сервис запускается.")
            assert response.headers["retry-after"] == "5"
        home = client.post("/", data={"question": "a"}, headers=say_in(RU))
        assert home.status_code == 503
        assert "Сервис запускается." in home.text
        go_on.set()
        wait_until_ready(client)
        assert client.get("/ready").json() == {"status": "ready", "documents": 1}


def test_a_refused_index_is_told_without_the_folders_of_the_machine(tmp_path: Path) -> None:
    def load() -> Knowledge:
        raise IndexUnusableError("index_damaged", folder=Path("/srv/city/index"), file="chunks.jsonl")

    live = Reloader(tmp_path, load)
    with TestClient(build_app(Config(), live)) as client:
        while live.refusal is None:
            time.sleep(0.01)
        problem = check_problem(client.get("/ready", headers=say_in(EN)), 503, "Not available at the moment")
        assert problem["detail"].startswith("The index in index is damaged: chunks.jsonl is missing")
        # Readers cannot mend it.
        asked = client.post("/api/ask", json={"question": "Park?"}, headers=say_in(RU))
        assert asked.json()["detail"].startswith("Не удалось загрузить документы.")
        assert asked.headers["retry-after"] == "5"
        home = client.get("/", headers=say_in(RU))
        assert home.status_code == 503
        assert "Не удалось загрузить документы." in home.text
        assert "partnerbot index" not in home.text
        assert client.get("/health").status_code == 200


def test_without_an_index_the_real_loading_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path / "nowhere"))) as client:
        deadline = time.monotonic() + 30
        while "partnerbot index" not in client.get("/ready").text and time.monotonic() < deadline:
            time.sleep(0.01)
        problem = check_problem(client.get("/ready", headers=say_in(DE)), 503, "Zurzeit nicht verfügbar")
        assert (
            problem["detail"]
            == "In nowhere gibt es keinen Index. Bitte erstellen Sie ihn mit: partnerbot index"
        )


def test_health_answers_while_questions_are_worked_on_and_too_many_are_sent_away(
    client: TestClient, retriever: WordRetriever
) -> None:
    retriever.gate.clear()
    taken, sent_away = THREADS + MOST_QUEUED, 10
    with ThreadPoolExecutor(taken + sent_away) as pool:
        asked = [
            pool.submit(client.get, "/api/search?question=Vertrag", headers=say_in(RU))
            for _ in range(taken + sent_away)
        ]
        while sum(each.done() for each in asked) < sent_away:
            time.sleep(0.01)
        assert client.get("/health").status_code == 200
        retriever.gate.set()
        responses = [each.result() for each in asked]
    assert sorted(each.status_code for each in responses) == [200] * taken + [503] * sent_away
    refused = next(each for each in responses if each.status_code == 503)
    assert check_problem(refused, 503, "Временно недоступно")["detail"].startswith(
        "Сейчас приходит слишком много"
    )
    assert refused.headers["retry-after"] == "5"
    assert client.get("/api/search?question=Vertrag").status_code == 200


def wait_until_ready(client: TestClient) -> None:
    deadline = time.monotonic() + 30
    while client.get("/ready").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.01)
