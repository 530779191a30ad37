"""The page of a document: what stands on it, where it leads, and what a hostile document cannot do."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from bot.answering.citations import document_url
from bot.pages.catalogue import Catalogue
from bot.pages.documents.page import Cited, render_document
from bot.pages.render import show_text
from index.documents.document import Document
from index.documents.metadata import Kind as Sort
from index.languages import Language
from index.languages.messages import say
from tests.languages.codes import DE, EN, RU

TODAY = date(2026, 11, 23)
BODY = """# Kommuniqué 2020–2023

Das Kommuniqué wurde 2019 in Moskau unterzeichnet. Es gilt bis Ende 2023.

## Themen

- Jugend und Sport
- Kultur
"""
COMMUNIQUE = Document(
    path="verträge/kommuniqué 2020.md",
    text="---\nlanguage: de\n---\n" + BODY,
    body=21,
    pages=(),
    title="Kommuniqué 2020–2023",
    language=DE,
    sha256="ab" * 32,
    publisher="Stadt Düsseldorf",
    published="2019-10",
    valid_from=date(2020, 1, 1),
    valid_until=date(2023, 12, 31),
    source=("https://www.duesseldorf.de/a?b=1&c=2", "Archiv, Akte 7", "javascript:alert(1)"),
)


def show(
    document: Document = COMMUNIQUE,
    *others: Document,
    ui: Language = DE,
    quote: tuple[int, int] | None = None,
) -> str:
    documents = {each.path: each for each in (document, *others)}
    cited = Cited(quote) if quote else None
    return render_document(document, Catalogue(documents), ui, cited=cited, today=TODAY)


def list_marks(page: str) -> list[str]:
    return [unescape(text) for text in re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.DOTALL)]


def find_quote(document: Document, text: str) -> tuple[int, int]:
    start = document.text.index(text)
    return start, start + len(text)


class Page(HTMLParser):
    """Collects the elements of a page and fails on a tag that is closed in the wrong place."""

    VOID = frozenset({"meta", "link", "input", "br", "img"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def find(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_text_is_shown_with_its_headings_paragraphs_and_list() -> None:
    page = show()
    assert '<h1 lang="de">Kommuniqué 2020–2023</h1>' in page
    assert "<p>Das Kommuniqué wurde 2019 in Moskau unterzeichnet. Es gilt bis Ende 2023.</p>" in page
    assert "<h2>Themen</h2>" in page
    assert re.search(r"<ul>\s*<li>Jugend und Sport</li>\s*<li>Kultur</li>\s*</ul>", page)
    assert "language: de" not in page
    Page(page)


def test_a_title_that_the_text_does_not_begin_with_stands_above_it() -> None:
    page = show(replace(COMMUNIQUE, title="Abkommen"))
    assert '<h1 lang="de">Abkommen</h1>' in page
    assert "<h2>Kommuniqué 2020–2023</h2>" in page


@pytest.mark.parametrize(
    ("ui", "shown"),
    [
        (DE, ["Herausgeber", "Stadt Düsseldorf", "10.2019", "01.01.2020 bis 31.12.2023", "Deutsch"]),
        (RU, ["Издатель", "Stadt Düsseldorf", "10.2019", "с 01.01.2020 по 31.12.2023", "немецкий"]),
        (EN, ["Publisher", "October 2019", "1 January 2020 to 31 December 2023", "German"]),
    ],
)
def test_the_labels_are_in_the_language_of_the_reader(ui: Language, shown: list[str]) -> None:
    page = show(ui=ui)
    assert [text for text in shown if text not in page] == []
    parsed = Page(page)
    assert parsed.find("html") == [{"lang": ui}]
    assert {"class": "text flowing", "lang": "de"} in parsed.find("div")


@pytest.mark.parametrize("ui", Language)
def test_a_summary_says_that_it_is_one(ui: Language) -> None:
    page = show(replace(COMMUNIQUE, summary=True), ui=ui)
    assert page.count(f'<p class="rest">{say("summary", ui)}</p>') == 1
    assert say("summary", ui) not in show(ui=ui)
    Page(page)


def test_a_document_without_metadata_has_a_page_too() -> None:
    plain = Document("a.txt", "Nur ein Satz.", 0, (), "a.txt", EN, "00" * 32)
    page = show(plain)
    assert '<h1 lang="en">a.txt</h1>' in page
    assert "<p>Nur ein Satz.</p>" in page
    assert "None" not in page
    Page(page)


def test_a_quote_is_marked_to_the_character_and_can_be_jumped_to() -> None:
    page = show(quote=find_quote(COMMUNIQUE, "2019 in Moskau"))
    assert 'Das Kommuniqué wurde <mark id="quote">2019 in Moskau</mark> unterzeichnet.' in page
    assert 'href="#quote"' in page


def test_a_quote_over_several_blocks_has_one_place_to_jump_to() -> None:
    page = show(quote=find_quote(COMMUNIQUE, "Es gilt bis Ende 2023.\n\n## Themen\n\n- Jugend"))
    assert list_marks(page) == ["Es gilt bis Ende 2023.", "Themen", "Jugend"]
    assert page.count('id="quote"') == 1
    Page(page)


def test_a_quote_in_the_title_is_marked_there() -> None:
    page = show(quote=find_quote(COMMUNIQUE, "2020–2023"))
    assert '<h1 lang="de">Kommuniqué <mark id="quote">2020–2023</mark></h1>' in page


@pytest.mark.parametrize("quote", [(5, 5), (9, 5), (0, 10), (30, 100_000), (100_000, 100_001)])
def test_a_quote_that_is_not_there_is_told(quote: tuple[int, int]) -> None:
    page = show(quote=quote, ui=EN)
    assert "The quoted passage is not in this version of the document." in page
    assert "<mark" not in page


def test_what_has_expired_and_what_replaced_it_is_said_first() -> None:
    newer = replace(COMMUNIQUE, path="neu.md", title="Neues Kommuniqué", language=RU)
    page = show(replace(COMMUNIQUE, replaced_by="neu.md"), newer)
    assert "Dieses Dokument galt bis 31.12.2023 und ist nicht mehr in Kraft." in page
    assert page.index("nicht mehr in Kraft") < page.index("<h1")
    assert '<a href="/documents/neu.md?ui=de" lang="ru">Neues Kommuniqué</a>' in page
    assert page.index("wurde ersetzt durch") < page.index("<h1")


@pytest.mark.parametrize(
    ("start", "end", "note"),
    [
        (None, date(2026, 11, 22), "nicht mehr in Kraft"),
        (None, TODAY, None),
        (TODAY, None, None),
        (date(2026, 11, 24), None, "gilt erst ab 24.11.2026"),
        (None, None, None),
    ],
)
def test_in_force_is_what_the_dates_include(start: date | None, end: date | None, note: str | None) -> None:
    page = show(replace(COMMUNIQUE, valid_from=start, valid_until=end))
    assert ('class="note"' in page) == (note is not None)
    assert (note or "") in page


TREATY = """---
title: Vertrag
kind: treaty
parties:
  - Düsseldorf
  - Moskau
signed: 1992-06-01
valid_from: 1992-06-01
valid_until: 1999-12-31
agreement: vertrag.md
topic: history
publisher: Stadt
published: 1992-07
summary: true
source: [https://example.org/1]
---
# Vertrag

Text.
"""
SIGNED = replace(
    COMMUNIQUE,
    path="bericht.md",
    text=TREATY,
    body=TREATY.index("# Vertrag"),
    title="Vertrag",
    kind=Sort.TREATY,
    parties=("Düsseldorf", "Moskau"),
    signed="1992-06-01",
    valid_from=date(1992, 6, 1),
    valid_until=date(1999, 12, 31),
    agreement="vertrag.md",
    topic={DE: "Geschichte", RU: "История", EN: "History"},
    publisher="Stadt",
    published="1992-07",
    summary=True,
    source=("https://example.org/1",),
)
AGREEMENT = replace(SIGNED, path="vertrag.md", title="Abkommen", agreement=None)


def test_the_facts_of_the_front_matter_stand_in_a_table() -> None:
    rows = dict(re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)\n?</dd></div>", show(SIGNED, AGREEMENT)))
    assert {label: re.sub("<[^>]*>", "", value).strip() for label, value in rows.items()} == {
        "Art": "Vertrag", "Vertragsparteien": "Düsseldorf, Moskau", "Unterzeichnet": "01.06.1992",
        "Gültig": "01.06.1992 bis 31.12.1999", "Zum Abkommen": "Abkommen", "Thema": "Geschichte",
        "Herausgeber": "Stadt", "Stand": "07.1992", "Sprache": "Deutsch", "Datei": "bericht.md",
        "Prüfsumme (SHA-256)": "ab" * 32,
    }  # fmt: skip
    assert "История" in show(SIGNED, ui=RU)
    assert "<dt>Veröffentlicht</dt><dd>" in show(replace(SIGNED, summary=False))


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("kind: treaty", ["Vertrag"]),
        ("parties:\n  - Düsseldorf\n  - Moskau", ["Düsseldorf, Moskau"]),
        ("  - Moskau", ["Düsseldorf, Moskau"]),
        ("1992-06-01\nvalid_from", ["01.06.1992", "01.06.1992 bis 31.12.1999"]),
        ("valid_until: 1999-12-31", ["01.06.1992 bis 31.12.1999"]),
        ("valid_from: 1992-06-01\nvalid_until: 1999-12-31", ["01.06.1992 bis 31.12.1999"]),
        ("agreement: vertrag.md", ["Abkommen"]),
        ("topic: history", ["Geschichte"]),
        ("publisher: Stadt", ["Stadt"]),
        ("published: 1992-07", ["07.1992"]),
        ("title: Vertrag", ["Vertrag"]),
        ("source: [https://example.org/1]", ["Adressen der Quellen"]),
        ("true", ["Zusammenfassung der Redaktion, nicht der Wortlaut des Originals"]),
    ],
)
def test_a_quote_in_the_front_matter_marks_what_it_says(line: str, marked: list[str]) -> None:
    page = show(SIGNED, AGREEMENT, quote=find_quote(SIGNED, line))
    assert [re.sub("<[^>]*>", "", mark).strip() for mark in list_marks(page)] == marked
    assert page.count('id="quote"') == 1
    assert "steht nicht in dieser Fassung" not in page
    Page(page)


@pytest.mark.parametrize("line", ["---\ntitle", "https://example.org/1]\n---\n# Vertrag", "---\n# Vertrag"])
def test_a_quote_that_stands_in_no_entry_of_the_front_matter_is_told(line: str) -> None:
    page = show(SIGNED, quote=find_quote(SIGNED, line))
    assert "steht nicht in dieser Fassung" in page
    assert "<mark" not in page


def test_the_language_of_the_page_leads_to_the_translation() -> None:
    russian = replace(
        COMMUNIQUE, path="ru.md", title="Коммюнике", language=RU, translation_of=COMMUNIQUE.path
    )
    english = replace(russian, path="en.md", title="Communiqué", language=EN)
    quote = find_quote(COMMUNIQUE, "Jugend")
    for document, others in ((COMMUNIQUE, (russian, english)), (russian, (COMMUNIQUE, english))):
        page = show(document, *others, quote=quote)
        links = re.findall(r'<a href="([^"]*)" lang="(..)" hreflang', page)
        here = {each.language: document_url(each.path, ui=each.language) for each in (document, *others)}
        here[document.language] = document_url(document.path, *quote, document.language)
        assert [(unescape(link), language) for link, language in links] == [
            (here[language], language) for language in (DE, RU, EN)
        ]


def test_the_language_of_the_page_leads_to_the_quote_in_the_translation() -> None:
    russian = replace(
        COMMUNIQUE, path="ru.md", title="Коммюнике", language=RU, translation_of=COMMUNIQUE.path
    )
    documents = {each.path: each for each in (COMMUNIQUE, russian)}
    quote = find_quote(COMMUNIQUE, "Jugend")
    cited = Cited(quote, {RU: (7, 9), EN: (1, 2)})
    page = render_document(COMMUNIQUE, Catalogue(documents), DE, cited=cited, today=TODAY)
    links = [attributes["href"] for attributes in Page(page).find("a")]
    assert document_url("ru.md", 7, 9, RU) in links
    assert document_url(COMMUNIQUE.path, *quote, EN) in links


def test_tables_are_tables_whose_cells_hold_the_quote() -> None:
    text = "| Jahr: 2031 | Kultur: a \\| b |\n| Jahr: 2032 | Kultur: 7 |"
    pdf = replace(COMMUNIQUE, path="a.pdf", text=text, body=0)
    page = show(pdf, quote=find_quote(pdf, "| Jahr: 2032 | Kultur: 7 |"))
    table = page[page.index("<table") : page.index("</tbody>")]
    assert re.sub(r">\s+<", "><", table).strip() == (
        '<table lang="de"><thead><tr><th scope="col">Jahr</th><th scope="col">Kultur</th></tr></thead><tbody>'
        "<tr><td>2031</td><td>a | b</td></tr>"
        '<tr><td><mark id="quote">2032</mark></td><td><mark>7</mark></td></tr>'
    )
    Page(page)


def test_translations_lead_to_each_other() -> None:
    russian = replace(
        COMMUNIQUE, path="ru.md", title="Коммюнике", language=RU, translation_of=COMMUNIQUE.path
    )
    assert '<a href="/documents/ru.md?ui=de" lang="ru">Коммюнике</a>' in show(COMMUNIQUE, russian)
    assert document_url(COMMUNIQUE.path, ui=EN) in show(russian, COMMUNIQUE, ui=EN)


def test_a_reference_to_a_document_that_is_not_served_leads_nowhere() -> None:
    page = show(replace(COMMUNIQUE, replaced_by="../../etc/passwd", translation_of="/etc/passwd"))
    assert "passwd" not in page


def test_only_addresses_of_pages_become_links() -> None:
    links = [attributes["href"] for attributes in Page(show()).find("a")]
    assert "https://www.duesseldorf.de/a?b=1&c=2" in links
    assert not [link for link in links if link and link.startswith("javascript:")]
    assert "Archiv, Akte 7" in show()


def test_the_language_of_the_page_can_be_changed_without_losing_the_quote() -> None:
    page = show(quote=find_quote(COMMUNIQUE, "Jugend"), ui=DE)
    start, end = find_quote(COMMUNIQUE, "Jugend")
    links = [attributes["href"] for attributes in Page(page).find("a")]
    assert [document_url(COMMUNIQUE.path, start, end, language) in links for language in Language] == [
        True
    ] * 3


def test_the_pages_of_a_pdf_are_headed() -> None:
    text = "# Bericht\n\nErste Seite\n\nZweite Seite"
    pdf = replace(
        COMMUNIQUE, path="b.pdf", text=text, body=0, pages=(0, text.index("Zweite")), title="Bericht"
    )
    page = show(pdf, ui=RU, quote=find_quote(pdf, "Seite\n\nZweite"))
    order = [page.index(text) for text in ("Страница 1", ">Bericht</h2>", "Erste", "Страница 2", "Zweite")]
    assert order == sorted(order)
    assert list_marks(page) == ["Seite", "Zweite"]
    assert {"class": "sheet", "lang": "ru", "id": "page-2"} in Page(page).find("h2")


def test_a_paragraph_that_goes_on_over_a_page_stays_whole() -> None:
    text = "Erste Seite geht weiter auf der zweiten.\n\nDritter Absatz"
    pdf = replace(
        COMMUNIQUE, path="b.pdf", text=text, body=0, pages=(0, text.index("weiter")), title="Bericht"
    )
    page = show(pdf, ui=DE)
    order = [page.index(text) for text in ("Seite 1", "geht weiter auf der zweiten.", "Seite 2", "Dritter")]
    assert order == sorted(order)


HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7*7 }} </mark> \u202eabc\u200b &lt;'


def test_a_hostile_document_stays_text() -> None:
    hostile = Document(
        path='"><script>alert(1)</script>.md',
        text=f"# {HOSTILE}\n\n{HOSTILE}\n\n- {HOSTILE}",
        body=0,
        pages=(),
        title=HOSTILE,
        language=DE,
        sha256="00" * 32,
        publisher=HOSTILE,
        published="2019",
        source=(HOSTILE, f"https://example.org/{HOSTILE}"),
    )
    other = replace(hostile, path="b.md", translation_of=hostile.path)
    page = show(hostile, other, quote=(2, len(hostile.text)))
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7*7 }}" in page
    assert {tag for tag, _ in Page(page).elements}.isdisjoint({"script", "img", "iframe", "style"})
    shown = HOSTILE.replace("\u202e", "<code>U+202E</code>").replace("\u200b", "<code>U+200B</code>")
    assert list_marks(page) == [shown] * 3
    publisher = page[page.index("<dd>") : page.index("</dd>")]
    assert publisher.startswith('<dd><span lang="de">&lt;script')
    assert "<code>U+202E</code>" in publisher


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("a.md", "/documents/a.md?start=1&end=2#quote"),
        ("ordner/a b.md", "/documents/ordner/a%20b.md?start=1&end=2#quote"),
        ("ü?#&%.md", "/documents/%C3%BC%3F%23%26%25.md?start=1&end=2#quote"),
    ],
)
def test_an_address_survives_any_file_name(path: str, url: str) -> None:
    assert document_url(path, 1, 2) == url


def test_an_address_without_a_quote_leads_to_the_top() -> None:
    assert document_url("a.md") == "/documents/a.md"
    assert document_url("a.md", ui=RU) == "/documents/a.md?ui=ru"
    assert document_url("a.md", 0, 5, EN) == "/documents/a.md?ui=en&start=0&end=5#quote"


def test_characters_that_nobody_sees_are_shown_but_not_those_inside_words_and_emoji() -> None:
    hidden = "a\u200bb\u200ec\ufeffd\u061ce\u2060f\U000e0041g"
    numbers = ("200B", "200E", "FEFF", "061C", "2060", "E0041")
    expected = "".join(
        f"{letter}<code>U+{number}</code>" for letter, number in zip("abcdef", numbers, strict=True)
    )
    assert show_text(hidden) == f"{expected}g"
    assert (
        show_text("Städte\u00adpartner \u0646\u200c\u0627 👩\u200d🚒")
        == "Städte\u00adpartner \u0646\u200c\u0627 👩\u200d🚒"
    )


def make_pages() -> Document:
    text = "Eins steht hier.\n\nZwei steht hier und geht weiter bis drei.\n\nVier steht hier."
    starts = (0, text.index("Zwei"), text.index("bis drei"), text.index("Vier"))
    return replace(COMMUNIQUE, path="a b.pdf", text=text, body=0, pages=starts)


def list_pictures(page: str) -> dict[str, str]:
    """Return what each picture says it shows, by page and address; `!` is one that is open."""
    found = {}
    number = ""
    for tag, attributes in Page(page).elements:
        if tag == "h2" and "sheet" in (attributes.get("class") or ""):
            number = (attributes["id"] or "").removeprefix("page-")
        if tag == "details" and (attributes.get("id") or "").startswith("picture"):
            is_open = "open" in attributes
        if tag == "img":
            found[f"{number}{'!' if is_open else ''} {attributes['src']}"] = attributes["alt"] or ""
    return found


def test_each_page_of_a_pdf_has_its_picture_open_where_the_quote_stands() -> None:
    document = make_pages()
    start, end = find_quote(document, "Zwei steht hier und geht weiter bis drei.")
    page = render_document(
        document, Catalogue({}), DE, cited=Cited((start, end)), has_original=True, today=TODAY
    )
    pictures = list_pictures(page)
    marked = f"?start={start}&end={end}"
    assert list(pictures) == [
        "1 /pages/1/a%20b.pdf",
        f"2! /pages/2/a%20b.pdf{marked}",
        f"2! /pages/3/a%20b.pdf{marked}",  # on which no paragraph begins
        "4 /pages/4/a%20b.pdf",
    ]
    assert pictures[f"2! /pages/2/a%20b.pdf{marked}"] == say("page_picture_marked", DE, page=2)
    assert 'href="/originals/a%20b.pdf"' in page
    assert 'href="/originals/a%20b.pdf#page=2"' in page
    assert 'href="#picture-2"' in page


def test_without_its_file_or_as_another_type_a_document_has_no_pictures() -> None:
    document = make_pages()
    slides = replace(document, path="a.pptx")
    shown = [
        render_document(document, Catalogue({}), DE, today=TODAY),
        render_document(slides, Catalogue({}), DE, has_original=True, today=TODAY),
    ]
    assert [list_pictures(page) for page in shown] == [{}, {}]
    assert ["/originals/" in page for page in shown] == [False, True]
