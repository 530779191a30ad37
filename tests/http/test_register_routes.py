"""The register over HTTP: its page, two agreements beside each other, the list for programs, and the chat."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from index.languages import Language
from index.languages.messages import say
from tests.doubles.retriever import BALLET, know
from tests.register.test_entries import write

SECTION = "# {}\n\n## Sport\n\nBeide Städte fördern den Sport der Jugend {}.\n\n"
FIRST = write(
    "erstes.de.md",
    "title: Erstes <b>Programm</b>\nkind: programme\nparties: [A, B]\nsigned: 2015-04-22\n"
    "valid_from: 2016-01-01\nvalid_until: 2019-12-31\nreplaced_by: zweites.de.md\n",
    SECTION.format("Erstes Programm", "weiter")
    + "## Kultur\n\nMuseen und Theater zeigen gemeinsame Ausstellungen.\n\n"
    "## Ort\n\nMoskau.\n\nQuellen: Stadt.\n",
)
SECOND = write(
    "zweites.de.md",
    "title: Zweites Programm\nkind: programme\nparties: [A, B]\nsigned: 2019-10\n"
    "valid_from: 2020-01-01\nvalid_until: 2023-12-31\n",
    "# Zweites Programm\n\n"
    "## Museen, Theater, Ausstellungen\n\nGemeinsame Ausstellungen zeigen Museen, Theater.\n\n"
    + SECTION.format("Teil", "neu")
    + "## Verwaltung\n\nBürgerämter sprechen über Digitalisierung.\n",
)
ABOUT = write("bericht.de.md", "title: Ein Bericht\nkind: report\nagreement: erstes.de.md\n")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(Config(index=tmp_path, rate="off"), know(FIRST, SECOND, ABOUT, BALLET))
    ) as client:
        yield client


def read_rows(page: str) -> list[list[str]]:
    """Return the cells of the table, without its head."""
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd] role=[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)).strip() for cell in row] for row in cells]


def test_the_page_lists_each_agreement_with_what_its_document_says(client: TestClient) -> None:
    page = client.get("/agreements?ui=de").text
    assert read_rows(page) == [
        [
            "Zweites Programm", "Programm", "A, B", "10.2019", "01.01.2020", "31.12.2023", "keine Angabe",
            "keine Angabe",
        ],
        [
            "Erstes <b>Programm</b>", "Programm", "A, B", "22.04.2015", "01.01.2016", "31.12.2019",
            "Zweites Programm", "Ein Bericht",
        ],
    ]  # fmt: skip
    assert "Erstes &lt;b&gt;Programm" in page


def test_each_cell_leads_to_the_line_it_comes_from(client: TestClient) -> None:
    page = client.get("/agreements?ui=de").text
    places = re.findall(r'<a href="/documents/(\w+).de.md\?ui=de&amp;start=(\d+)&amp;end=(\d+)#quote"', page)
    texts = {"erstes": FIRST.text, "zweites": SECOND.text}
    lines = [texts[name][int(start) : int(end)] for name, start, end in places]
    assert lines[:3] == ["title: Zweites Programm", "kind: programme", "parties: [A, B]"]
    assert lines[-1] == "replaced_by: zweites.de.md"
    assert len(lines) == 13
    shown = client.get(f"/documents/{places[5][0]}.de.md?start={places[5][1]}&end={places[5][2]}").text
    assert '<mark id="quote">' in shown


@pytest.mark.parametrize(
    ("day", "titles"),
    [
        ("2016-01-01", ["Erstes <b>Programm</b>"]),
        ("2023-12-31", ["Zweites Programm"]),
        ("2024-01-01", ["Zweites Programm", "Erstes <b>Programm</b>"]),  # none: all are shown
        ("", ["Zweites Programm", "Erstes <b>Programm</b>"]),
        ("gestern", ["Zweites Programm", "Erstes <b>Programm</b>"]),
    ],
)
def test_the_page_can_be_narrowed_to_a_day(client: TestClient, day: str, titles: list[str]) -> None:
    page = client.get("/agreements", params={"ui": "de", "day": day}).text
    assert [row[0] for row in read_rows(page)] == titles
    if day[:1] == "2":
        assert f"{len(titles) % 2} von 2." in page


@pytest.mark.parametrize("ui", Language)
def test_the_pages_speak_every_language(client: TestClient, ui: Language) -> None:
    assert say("register_intro", ui) in unescape(client.get(f"/agreements?ui={ui}").text)
    assert say("compare_choose", ui) in unescape(client.get(f"/agreements/compare?ui={ui}").text)


def test_without_an_agreement_the_page_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path), know(BALLET))) as client:
        assert say("register_empty", Language("de")) in client.get("/agreements?ui=de").text
        assert client.get("/api/agreements").json() == {"agreements": []}
        asked = client.post("/api/ask", json={"question": "Welche Abkommen sind in Kraft?"}).json()
        assert asked["status"] == "not_found"


def test_two_agreements_stand_beside_each_other_by_headings_and_by_what_is_near(client: TestClient) -> None:
    page = client.get("/agreements/compare?ui=de&a=erstes.de.md&b=zweites.de.md").text
    pairs = [
        re.findall(r"<h3[^>]*>(.*?)</h3>|<p class=\"rest\">(.*?)</p>", pair)
        for pair in page.split('<div class="pair">')[1:]
    ]
    nothing = say("compare_nothing", Language("de"))
    assert [[heading or none for heading, none in pair] for pair in pairs] == [
        ["Sport", "Sport"],
        ["Kultur", "Museen, Theater, Ausstellungen"],
        ["Ort", nothing],
        [nothing, "Verwaltung"],
    ]
    quotes = re.findall(r"<blockquote[^>]*>(.*?) <a href=\"([^\"]*)\"", page)
    assert quotes[0][0] == "Beide Städte fördern den Sport der Jugend weiter."
    assert f'<mark id="quote">{quotes[0][0]}</mark>' in client.get(unescape(quotes[0][1])).text
    assert "Quellen: Stadt" not in page


def test_the_list_for_programs_holds_the_documents_of_each(client: TestClient) -> None:
    found = client.get("/api/agreements").json()["agreements"]
    assert [[each["path"] for each in one["versions"]] for one in found] == [
        ["zweites.de.md"],
        ["erstes.de.md"],
    ]
    assert found[1]["documents"] == ["bericht.de.md"]
    assert found[1]["versions"][0]["signed"] == "2015-04-22"


def test_the_chat_answers_with_a_table_of_which_each_cell_cites_its_line(client: TestClient) -> None:
    question = {"question": "Welche Programme liefen 2019 aus?", "as_of": "2026-01-01"}
    answer = client.post("/api/ask", json=question).json()
    assert (answer["status"], answer["as_of"]) == ("answered", "2026-01-01")
    assert answer["text"].startswith("Programme mit Laufzeitende 2019: 1 von 2.")
    (row,) = answer["table"]["rows"]
    assert [cell["text"] for cell in row] == [
        "Erstes <b>Programm</b>", "Programm", "A, B", "22.04.2015", "01.01.2016", "31.12.2019",
        "Zweites Programm",
    ]  # fmt: skip
    quotes = {each["number"]: each["quote"] for each in answer["citations"]}
    assert [quotes[cell["citation"]].partition(":")[0] for cell in row] == [
        "title", "kind", "parties", "signed", "valid_from", "valid_until", "replaced_by",
    ]  # fmt: skip
    assert len(answer["table"]["columns"]) == len(row)


def test_the_page_without_scripts_tells_how_many_there_are(client: TestClient) -> None:
    page = client.post("/?ui=de", data={"question": "Welche Programme liefen 2019 aus?"})
    assert page.status_code == 200
    assert "Programme mit Laufzeitende 2019: 1 von 2." in page.text
