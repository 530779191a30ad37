"""Lists and pages of many documents: each is read once, what is shown comes in pages and has a rate."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.admission.rate_limit import PAGES
from bot.http.app import create_app
from bot.pages import catalogue
from bot.pages.catalogue import Catalogue, Listed
from index.documents.document import Document
from tests.doubles.reader import read_words
from tests.doubles.retriever import BALLET, TREATY, WordRetriever
from tests.languages.codes import DE, EN, RU

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
    retriever = WordRetriever(TREATY)
    retriever.documents = documents
    with TestClient(create_app(Config(index=tmp_path, rate="2/hour"), read_words(retriever))) as client:
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
    for number, shown, following in ((1, 200, True), (2, 200, True), (3, 100, False), (9, 0, False)):
        page = client.get(f"/?ui=en&list={number}").text
        assert page.count('<li><a href="/documents/') == shown
        assert (f'href="/?ui=en&amp;list={number + 1}#topics">More documents' in page) is following
        assert f'Documents <span class="rest">({MANY})</span>' in page.replace("</a>", "")
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
    for path in ("001.md", "007.md"):
        assert [each.path for each in made.find_versions(path)] == ["001.md", "007.md"]
    assert (list(made.find_replaced("001.md")), made.find("none"), made.find(None)) == ([], None, None)


def test_the_documents_in_the_language_of_the_page_come_first(
    documents: CountingDocuments, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MOST_LISTED", 1)
    made = Catalogue(documents)
    firsts = [list_first(made.list_page(ui, 1)) for ui in (DE, RU, EN)]
    assert firsts == [["000.md"], ["balet.pdf"], ["000.md"]]
    last = made.list_page(DE, MANY)
    assert (list_first(last), last.following) == (["balet.pdf"], None)


def list_first(listed: Listed) -> list[str]:
    """Return the path of the first version of each document on the page."""
    return [family.versions[0].path for topic in listed.topics for family in topic.families]


CULTURE = {DE: "Kultur", RU: "Культура", EN: "Culture"}
SPORT = {DE: "Sport", RU: "Спорт", EN: "Sport"}


@pytest.fixture
def varied() -> dict[str, Document]:
    """Return documents of two topics and of none; some are translations, one over another."""
    texts = [
        ("a.de.md", "Anfang", DE, None, SPORT),
        ("a.ru.md", "Начало", RU, "a.de.md", None),
        ("a.en.md", "Beginning", EN, "a.ru.md", None),
        ("b.ru.md", "Балет", RU, None, CULTURE),
        ("b.de.md", "Ballett", DE, "b.ru.md", CULTURE),
        ("c.de.md", "Chor", DE, None, CULTURE),
        ("d.en.md", "Diary", EN, None, None),
    ]
    return {
        path: replace(TREATY, path=path, title=title, language=language, translation_of=of, topic=topic)
        for path, title, language, of, topic in texts
    }


def test_a_document_and_its_translations_are_one_entry_under_their_topic(varied: dict[str, Document]) -> None:
    listed = Catalogue(varied).list_page(DE, 1)
    assert listed.total == 4
    assert [(topic.label, topic.total) for topic in listed.topics] == [("Kultur", 2), ("Sport", 1), (None, 1)]
    versions = [
        [each.path for each in family.versions] for topic in listed.topics for family in topic.families
    ]
    assert versions == [["b.de.md", "b.ru.md"], ["c.de.md"], ["a.de.md", "a.ru.md", "a.en.md"], ["d.en.md"]]


def test_readers_see_topics_and_titles_in_their_language_where_there_are_such(
    varied: dict[str, Document],
) -> None:
    listed = Catalogue(varied).list_page(RU, 1)
    assert [topic.label for topic in listed.topics] == ["Культура", "Спорт", None]
    assert list_first(listed) == ["b.ru.md", "c.de.md", "a.ru.md", "d.en.md"]


def test_each_topic_says_on_which_page_it_begins(
    varied: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "MOST_LISTED", 2)
    first, second = (Catalogue(varied).list_page(DE, number) for number in (1, 2))
    assert [(topic.page, len(topic.families)) for topic in first.topics] == [(1, 2), (2, 0), (2, 0)]
    assert [(topic.page, len(topic.families)) for topic in second.topics] == [(1, 0), (2, 1), (2, 1)]


def test_the_page_lists_topics_that_open_and_leads_to_each_version(
    varied: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = WordRetriever(TREATY)
    retriever.documents = varied
    with TestClient(create_app(Config(index=tmp_path), read_words(retriever))) as client:
        page = client.get("/?ui=de").text
        monkeypatch.setattr(catalogue, "MOST_LISTED", 2)
    assert re.findall(r"<summary>(.*?) <span", page) == ["Kultur", "Sport", "Andere Dokumente"]
    sport = page[page.index("Anfang") : page.index("Diary")]
    assert re.findall(r'<span lang="(..)">([^<]*)<span class="unseen">: ([^<]*)', sport) == [
        ("ru", "Русский", "Начало"),
        ("en", "English", "Beginning"),
    ]
    with TestClient(create_app(Config(index=tmp_path), read_words(retriever))) as client:
        page = client.get("/?ui=de&list=2").text
    assert '<p><a href="/?ui=de&amp;list=1#topics">Kultur</a> <span class="rest">(2)</span></p>' in page
    assert page.count("<details open>") == 2


def test_a_translation_of_a_translation_is_a_version_of_the_original_too() -> None:
    made = Catalogue({
        "c.md": replace(TREATY, path="c.md", language=EN, translation_of="b.md"),
        "b.md": replace(TREATY, path="b.md", language=RU, translation_of="a.md"),
        "a.md": replace(TREATY, path="a.md"),
    })  # fmt: skip
    for path in ("a.md", "b.md", "c.md"):
        assert [each.path for each in made.find_versions(path)] == ["a.md", "b.md", "c.md"]
        assert [each.path for each in made.list_once([path, "a.md"], RU)] == ["b.md"]
    assert made.find_versions("none.md") == ()
