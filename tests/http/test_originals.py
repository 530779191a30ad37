"""The files behind the documents over HTTP: sent as they are, drawn page by page, or refused."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from bot.answering.evidence import Knowledge
from bot.config import Config
from bot.http.app import create_app
from index.build import build_index
from index.encoding.encoder import Encoder
from tests.doubles.make_pdf import Page, make_pdf
from tests.doubles.reader import open_index

PDF = make_pdf(
    Page().write_lines(60, 700, ["Die Stadt Neuheim zahlt jedem Kind einen Zuschuss von 40 Euro."]),
    Page().write_lines(60, 700, ["Die Vereinbarung gilt vom 1. März 2030 an für fünf Jahre."]),
)
WEBPAGE = b"""<html lang="de"><meta charset="utf-8"><title>Reise</title><main><h1>Reise</h1>
<p>Die Reise der Klasse dauert sieben Tage. Die Kinder wohnen in dieser Zeit bei Familien in der Stadt.</p>
<p>Die Anmeldung muss drei Monate vor der Reise beim Schulamt sein. Sie kostet nichts.</p></main></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "Städte & Co.pdf").write_bytes(PDF)
    (folder / "reise.html").write_bytes(WEBPAGE)
    (folder / "SOURCES.md").write_text("Nicht für Leser.", encoding="utf-8")
    return folder


@pytest.fixture
def knowledge(folder: Path, tmp_path: Path, encoder: Encoder) -> Knowledge:
    return open_index(build_index(folder, tmp_path / "index", encoder).index, encoder)


@pytest.fixture
def client(folder: Path, knowledge: Knowledge) -> Iterator[TestClient]:
    with TestClient(create_app(Config(documents=folder), knowledge)) as client:
        yield client


def test_a_pdf_is_sent_to_be_shown_as_it_was_indexed(client: TestClient) -> None:
    response = client.get("/originals/St%C3%A4dte%20%26%20Co.pdf")
    assert response.status_code == 200
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == "inline; filename*=UTF-8''St%C3%A4dte%20%26%20Co.pdf"


def test_what_could_hold_scripts_is_sent_to_be_kept(client: TestClient) -> None:
    response = client.get("/originals/reise.html")
    assert response.content == WEBPAGE
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_of_a_file_a_part_may_be_asked_for(client: TestClient) -> None:
    response = client.get("/originals/St%C3%A4dte%20%26%20Co.pdf", headers={"Range": "bytes=5-99"})
    assert (response.status_code, response.content) == (206, PDF[5:100])


def test_a_page_is_drawn(client: TestClient) -> None:
    response = client.get("/pages/2/St%C3%A4dte%20%26%20Co.pdf", params={"start": 70, "end": 100})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert Image.open(BytesIO(response.content)).width == 1200


@pytest.mark.parametrize(
    "address",
    [
        "/originals/SOURCES.md",
        "/originals/%2e%2e/index/manifest.json",
        "/originals/nothing.pdf",
        "/pages/3/St%C3%A4dte%20%26%20Co.pdf",
        "/pages/1/reise.html",
        "/pages/1/SOURCES.md",
    ],
)
def test_only_what_the_bot_has_read_is_sent(client: TestClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_page_without_a_sensible_number_is_refused(client: TestClient) -> None:
    assert client.get("/pages/0/St%C3%A4dte%20%26%20Co.pdf").status_code == 422


def test_a_file_that_has_changed_since_is_neither_sent_nor_linked(client: TestClient, folder: Path) -> None:
    page = client.get("/documents/reise.html").text
    assert 'href="/originals/reise.html"' in page
    (folder / "reise.html").write_bytes(WEBPAGE + b"<!-- -->")
    assert client.get("/originals/reise.html").status_code == 404
    page = client.get("/documents/reise.html").text
    assert "/originals/" not in page
    assert "sieben Tage" in page


def test_the_operator_may_keep_the_files(folder: Path, knowledge: Knowledge) -> None:
    with TestClient(create_app(Config(documents=folder, originals="off"), knowledge)) as client:
        assert client.get("/originals/reise.html").status_code == 404
        assert client.get("/pages/1/St%C3%A4dte%20%26%20Co.pdf").status_code == 404
        page = client.get("/documents/St%C3%A4dte%20%26%20Co.pdf").text
        assert "/originals/" not in page
        assert "<img" not in page


def test_without_the_folder_documents_are_shown_all_the_same(tmp_path: Path, knowledge: Knowledge) -> None:
    with TestClient(create_app(Config(documents=tmp_path / "gone"), knowledge)) as client:
        assert client.get("/originals/reise.html").status_code == 404
        assert client.get("/documents/reise.html").status_code == 200


def test_who_has_pages_drawn_pays_for_the_time_of_the_process_that_draws(
    folder: Path, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.http.admission.rate_limit.PAID_SECONDS", 0.01)
    with TestClient(create_app(Config(documents=folder, rate="3/hour"), knowledge)) as client:
        assert client.get("/pages/1/St%C3%A4dte%20%26%20Co.pdf").status_code == 200
        assert client.post("/api/ask", json={"question": "Was zahlt die Stadt?"}).status_code == 429
