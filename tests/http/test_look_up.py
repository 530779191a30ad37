"""The look-up page over HTTP: what is looked for is posted, narrowed, limited, refused like a question."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.admission.rate_limit import PAGES
from bot.http.app import create_app
from index.documents.metadata import Kind
from index.languages import Language
from index.languages.messages import say
from tests.doubles.retriever import BALLET, FORMER, TREATY, know
from tests.languages.codes import EN, RU

AGREEMENT = replace(TREATY, kind=Kind.TREATY, parties=("Düsseldorf", "Moskau"), signed="1992-06-01")
RUSSIAN = replace(
    AGREEMENT,
    path="dogovor.ru.md",
    text="# Договор\n\nДоговор о партнёрстве подписали 1 июня 1992 года.\n",
    title="Договор",
    language=RU,
    translation_of=TREATY.path,
)
REPORT = replace(
    FORMER,
    path="report.en.md",
    text="# Report\n\n## Youth\n\nYoung people met in Moscow.\n\nSources: City of Düsseldorf, 2019.\n",
    title="Report",
    kind=Kind.REPORT,
    agreement=TREATY.path,
    summary=True,
    valid_from=None,
    valid_until=None,
)
TOPIC = "Vertrag Partnerschaft unterzeichnet"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    knowledge = know(AGREEMENT, RUSSIAN, BALLET, FORMER, REPORT)
    config = Config(index=tmp_path, rate="off", addresses=("https://bot.example.org",))
    with TestClient(create_app(config, knowledge), base_url="https://bot.example.org") as client:
        yield client


def find(client: TestClient, ui: str = "de", **asked: str) -> str:
    """Return the page for what is looked for."""
    response = client.post("/search", params={"ui": ui}, data={"topic": TOPIC, **asked})
    assert response.status_code == 200
    return response.text


def list_titles(page: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]*" lang="..">(.*?)</a></h3>', page)


def read_references(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r'<p class="reference"[^>]*>(.*?)</p>', page)]


def test_the_form_stands_alone_before_anything_is_looked_for(client: TestClient) -> None:
    page = client.get("/search?ui=de").text
    assert '<input id="topic" name="topic" type="text" value=""' in page
    assert 'id="found"' not in page
    assert "<script" not in page
    assert f'href="/search?ui=de">{say("look_up", Language("de"))}</a>' in client.get("/?ui=de").text


def test_a_passage_is_found_with_its_quote_marked_and_its_reference(client: TestClient) -> None:
    page = find(client)
    assert list_titles(page)[0] == "Der Vertrag"
    quote = "Der Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet."
    assert f"<mark>{quote}</mark>" in page
    address = "/documents/vertr%C3%A4ge/vertrag%201992.md?start=15&end=86#quote"
    today = date.today()  # noqa: DTZ011
    assert read_references(page)[0] == (
        f"„{quote}“ (Der Vertrag, Zeichen 15–86; Stadt Düsseldorf, 06.1992; Vertragsparteien: Düsseldorf und "
        "Moskau; unterzeichnet am 1. Juni 1992). Quelle: https://www.duesseldorf.de/vertrag. Im Internet: "
        f"https://bot.example.org{address} (abgerufen am {today:%d.%m.%Y})."
    )


def test_what_a_report_is_about_and_where_it_has_it_from_stands_in_its_reference(client: TestClient) -> None:
    (reference,) = read_references(
        find(client, "en", topic="Young people met in Moscow", language="en", document="report.en.md")
    )
    assert reference.startswith(
        "“Young people met in Moscow.” (Report, section “Youth”, characters 20–47; summary by the editors, "
        "not the original wording; concerning “Der Vertrag”; parties: Düsseldorf and Moskau; signed on 1 "
        "June 1992). Source: City of Düsseldorf, 2019. Available at: https://bot.example.org/documents/report.en.md"
    )


def test_the_quote_stands_beside_itself_in_every_language_each_with_its_reference(client: TestClient) -> None:
    page = find(client, document=TREATY.path)
    versions = page[page.index('<div class="versions">') :]
    assert re.findall(r"<h4>(\w+)", versions) == ["Deutsch", "Russisch"]
    assert re.findall(r'<blockquote lang="(..)"[^>]*>.*<mark>(.*?)</mark>', versions) == [
        ("de", "Der Vertrag über die Partnerschaft wurde am 1. Juni 1992 unterzeichnet."),
        ("ru", "Договор о партнёрстве подписали 1 июня 1992 года."),
    ]
    german, russian = read_references(page)
    assert german.startswith("„Der Vertrag über die Partnerschaft")
    assert russian.startswith(
        "„Договор о партнёрстве подписали 1 июня 1992 года.“ (Договор, Zeichen 11–60; Stadt "
        "Düsseldorf, 06.1992;"
    )
    assert "/documents/dogovor.ru.md?start=11&end=60#quote" in russian


def test_a_version_without_the_quote_is_led_to(tmp_path: Path) -> None:
    longer = replace(TREATY, text=f"# Vertrag\n\nEin Anfang.\n\n{TREATY.text}")
    with TestClient(create_app(Config(index=tmp_path), know(longer, RUSSIAN))) as client:
        page = find(client)
    assert '<p><a href="/documents/dogovor.ru.md?ui=de" lang="ru">Договор</a></p>' in page
    # The beginning has the only sentence of the other version beside it.
    assert len(read_references(page)) == page.count("<blockquote") == 3


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, {"Der Vertrag", "Балет", "Former communiqué", "Report"}),
        ({"language": "ru"}, {"Договор", "Балет"}),
        ({"document": TREATY.path}, {"Der Vertrag"}),
        ({"document": RUSSIAN.path}, {"Der Vertrag"}),
        ({"document": TREATY.path, "language": "ru"}, {"Договор"}),
        ({"agreement": TREATY.path}, {"Der Vertrag", "Report"}),
        ({"agreement": TREATY.path, "document": "report.en.md"}, {"Report"}),
        ({"agreement": TREATY.path, "document": "former.md"}, set()),
        ({"day": "1992-05-31"}, {"Балет", "Report"}),
        ({"day": "2019-12-31"}, {"Der Vertrag", "Балет", "Former communiqué", "Report"}),
        ({"document": "../nowhere"}, set()),
    ],
)
def test_what_is_looked_for_can_be_narrowed(
    client: TestClient, asked: dict[str, str], titles: set[str]
) -> None:
    page = find(client, **asked)
    assert set(list_titles(page)) == titles
    assert ("Dazu gibt es hier keine Stelle." in page) is not bool(titles)
    assert ("<details open>" in page) is bool(asked)


def test_what_was_chosen_stays_chosen_also_in_another_language(client: TestClient) -> None:
    page = find(client, "ru", agreement=TREATY.path, language="de", day="2020-01-01")
    assert f'<option value="{RUSSIAN.path}" lang="ru" selected>Договор</option>' in page
    assert '<option value="de" selected>немецкий</option>' in page
    assert 'name="day" type="date" value="2020-01-01"' in page
    links = page[page.index('<nav class="language-links"') : page.index("</nav>")]
    assert {
        "topic": TOPIC,
        "agreement": TREATY.path,
        "language": "de",
        "day": "2020-01-01",
        "shown": "10",
    } == dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', links))
    assert '<button formaction="/search?ui=en" lang="en">English</button>' in links


def test_a_link_can_narrow_the_form_but_never_holds_what_is_looked_for(client: TestClient) -> None:
    page = client.get("/search", params={"ui": "de", "document": "former.md", "topic": "geheim"}).text
    assert '<option value="former.md" lang="en" selected>' in page
    assert "geheim" not in page
    link = re.search(
        r'<a href="(/search[^"]*)">In diesem Dokument suchen', client.get("/documents/former.md?ui=de").text
    )
    assert link
    assert client.get(unescape(link[1])).text.count(" selected>") == 1
    assert TOPIC not in unescape(find(client)[: find(client).index("<body>")])


def test_more_is_shown_when_asked_for(tmp_path: Path) -> None:
    many = [replace(FORMER, path=f"{number:02}.md", title=f"Nr. {number:02}") for number in range(12)]
    with TestClient(create_app(Config(index=tmp_path, rate="off"), know(*many))) as client:
        page = find(client, topic="communiqué")
        assert len(list_titles(page)) == 10
        more = '<button class="more" name="shown" value="20">'
        assert more in page
        page = find(client, topic="communiqué", shown="20")
        assert len(list_titles(page)) == 12
        assert 'class="more"' not in page
        assert client.post("/search", data={"topic": "a", "shown": "51"}).status_code == 422


def test_an_unknown_name_of_the_service_stands_in_no_reference(tmp_path: Path) -> None:
    with TestClient(
        create_app(Config(index=tmp_path), know(FORMER)), base_url="http://evil.example"
    ) as client:
        (reference,) = read_references(find(client, "en", topic="communiqué"))
    assert "Available at: /documents/former.md?" in reference
    assert "evil" not in reference


@pytest.mark.parametrize(
    ("topic", "status", "told"),
    [
        ("a" * 501, 422, "At most 500 characters are allowed."),
        ("My address is erika@example.org", 422, "an email address"),
        ("kaputt", 500, None),
    ],
)
def test_what_cannot_be_looked_for_is_told_beside_it(
    client: TestClient, topic: str, status: int, told: str | None
) -> None:
    response = client.post("/search?ui=en", data={"topic": topic})
    assert response.status_code == status
    if told:
        assert told in response.text
        assert 'aria-describedby="problem"' in response.text


@pytest.mark.parametrize(("topic", "found"), [("", False), ("   ", False), ("\u200b", True)])
def test_nothing_is_found_for_nothing(client: TestClient, topic: str, found: bool) -> None:  # noqa: FBT001
    page = find(client, topic=topic)
    assert list_titles(page) == []
    assert ('id="found"' in page) is found


def test_looking_up_counts_as_asking_and_the_form_as_a_page(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path, rate="1/hour"), know(FORMER))) as client:
        assert [client.post("/search", data={"topic": "a b"}).status_code for _ in range(2)] == [200, 429]
        assert [client.get("/search").status_code for _ in range(PAGES + 1)] == [200] * PAGES + [429]


def test_while_the_index_loads_the_page_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path / "nowhere"))) as client:
        assert (
            client.get("/search").status_code
            == client.post("/search", data={"topic": "a"}).status_code
            == 503
        )


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    strange = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert client.post("/search", data={"topic": "a"}, headers=strange).status_code == 403
    ours = client.get("/search")
    assert "form-action 'self'" in ours.headers["Content-Security-Policy"]
    assert ours.headers["Referrer-Policy"] == "same-origin"


def test_what_somebody_types_stays_text(client: TestClient) -> None:
    page = client.post("/search", data={"topic": '"><script>alert(1)</script>', "document": '"><b>'}).text
    assert "<script>" not in page
    assert "<b>" not in page


@pytest.mark.parametrize("language", [EN, RU])
def test_the_title_of_the_page_does_not_hold_what_is_looked_for(
    client: TestClient, language: Language
) -> None:
    page = find(client, str(language))
    assert TOPIC not in page[: page.index("</title>")]
