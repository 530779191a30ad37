"""Lists and pages of many documents: each is read once, what is shown comes in pages and has a rate."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot import catalogue
from bot.app import create_app
from bot.catalogue import Catalogue
from bot.config import Config
from bot.limits import PAGES
from index.documents import Document
from index.language import Language
from tests.test_app import BALLET, TREATY, WordSearcher

DE, RU, EN = Language.DE, Language.RU, Language.EN
MANY = 500


class CountingDocuments(Mapping[str, Document]):
    """Documents that count how often one is read."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self.read = 0

    def __getitem__(self, path: str) -> Document:
        self.read += 1
        return self._documents[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


@pytest.fixture
def documents() -> CountingDocuments:
    others = [replace(TREATY, path=f"{number:03}.md", title=f"Nr. {number:03}") for number in range(MANY)]
    others[7] = replace(others[7], replaced_by="000.md", translation_of="001.md")
    return CountingDocuments({each.path: each for each in (*others, BALLET)})


@pytest.fixture
def client(documents: CountingDocuments, tmp_path: Path) -> Iterator[TestClient]:
    searcher = WordSearcher(TREATY)
    searcher.documents = documents
    with TestClient(create_app(Config(index=tmp_path, rate="2/hour"), searcher)) as client:
        yield client


def test_each_document_is_read_once_and_then_only_what_is_shown(
    client: TestClient, documents: CountingDocuments
) -> None:
    client.get("/")
    assert documents.read == MANY + 1
    for path, read in (("/", 0), ("/documents/000.md", 1), ("/api/documents?limit=10", 10)):
        documents.read = 0
        assert client.get(path).status_code == 200
        assert documents.read == read


def test_the_list_of_the_page_comes_in_pages_that_lead_on(client: TestClient) -> None:
    for number, shown, following in ((1, 200, True), (2, 200, True), (3, 101, False), (9, 0, False)):
        page = client.get(f"/?ui=en&list={number}").text
        assert page.count('<li><a href="/documents/') == shown
        assert (f'href="/?ui=en&amp;list={number + 1}#documents">More documents' in page) is following
        assert (f"Documents ({MANY + 1})" in page) is (shown > 0)
    assert client.get("/?list=0").status_code == client.get("/?list=x").status_code == 422


def test_the_list_for_programs_comes_in_pages(client: TestClient) -> None:
    found = client.get("/api/documents?offset=499&limit=3").json()
    assert found["total"] == MANY + 1
    assert [each["path"] for each in found["documents"]] == ["499.md", "balet.pdf"]
    assert client.get("/api/documents?offset=600").json() == {"total": MANY + 1, "documents": []}
    for wrong in ("offset=-1", "limit=0", "limit=1001", "offset=x"):
        assert client.get(f"/api/documents?{wrong}").status_code == 422


def test_pages_and_lists_have_a_rate_of_their_own(client: TestClient) -> None:
    paths = ("/", "/api/documents?limit=1", "/documents/balet.pdf")
    found = [client.get(paths[number % 3]).status_code for number in range(2 * PAGES + 3)]
    assert found == [200] * 2 * PAGES + [429] * 3
    assert client.post("/api/ask", json={"question": "Hallo"}).status_code == 200


def test_how_documents_belong_together(documents: CountingDocuments) -> None:
    made = Catalogue(documents)
    assert [each.path for each in made.find_replaced("000.md")] == ["007.md"]
    assert [each.path for each in made.find_translations("001.md")] == ["007.md"]
    assert (list(made.find_replaced("001.md")), made.find("none"), made.find(None)) == ([], None, None)


def test_the_documents_in_the_language_of_the_page_come_first(
    documents: CountingDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MOST_LISTED", 1)
    made = Catalogue(documents)
    firsts = [made.list_page(ui, 1).entries[0].path for ui in (DE, RU, EN)]
    assert firsts == ["000.md", "balet.pdf", "000.md"]
    last = made.list_page(DE, MANY + 1)
    assert ([each.path for each in last.entries], last.following) == (["balet.pdf"], None)
