"""Which agreements there are, what is known of each, and where their documents say so."""

from dataclasses import replace
from datetime import date

import pytest

from bot.register.entries import find_line, find_successor, list_lines, list_parties, read_register
from bot.register.periods import Period
from index.documents.document import Document
from index.documents.metadata import Kind, read_front_matter
from tests.languages.codes import DE, EN, RU


def write(path: str, head: str, body: str = "# Titel\n\nText.\n") -> Document:
    text = f"---\n{head}---\n{body}" if head else body
    metadata, start = read_front_matter(path, text)
    return Document(
        path=path,
        text=text,
        body=start,
        pages=(),
        title=metadata.title or "Titel",
        language=metadata.language or DE,
        sha256="0" * 64,
        valid_from=metadata.valid_from,
        valid_until=metadata.valid_until,
        replaced_by=metadata.replaced_by,
        translation_of=metadata.translation_of,
        kind=metadata.kind,
        parties=metadata.parties,
        signed=metadata.signed,
        agreement=metadata.agreement,
    )


OLD = write(
    "old.de.md",
    "title: Der Vertrag\nkind: treaty\nparties: [A-Stadt, B-Stadt]\nsigned: 1992-06\n"
    "valid_until: 1999-12-31\nreplaced_by: new.en.md\n",
)
OLD_RU = write(
    "old.ru.md",
    "title: Договор\nlanguage: ru\nkind: treaty\nparties: [А-город, Б-город]\nsigned: 1992-06\n"
    "translation_of: old.de.md\n",
)
NEW = write("new.en.md", "title: The programme\nlanguage: en\nkind: programme\nvalid_from: 2000-01-01\n")
NAMED = write("named.de.md", "kind: report\n")
ABOUT = write("about.de.md", "kind: report\nagreement: named.de.md\n")
ABOUT_OLD = write("about-old.de.md", "agreement: old.ru.md\n")
OTHER = write("other.de.md", "")
DOCUMENTS = {each.path: each for each in (ABOUT, ABOUT_OLD, NAMED, NEW, OLD, OLD_RU, OTHER)}
REGISTER = read_register(DOCUMENTS)


def test_an_agreement_is_what_says_so_or_is_named_as_one_and_its_translations_are_one_entry() -> None:
    assert [[each.path for each in entry.versions] for entry in REGISTER] == [
        ["new.en.md"],
        ["old.de.md", "old.ru.md"],
        ["named.de.md"],
    ]
    assert [[each.path for each in entry.speaking] for entry in REGISTER] == [
        [],
        ["about-old.de.md"],
        ["about.de.md"],
    ]
    assert [entry.kind for entry in REGISTER] == [Kind.PROGRAMME, Kind.TREATY, None]


def test_an_entry_tells_what_any_version_says_first_that_in_the_language_of_the_reader() -> None:
    old = REGISTER[1]
    assert [old.find("title", language).path for language in (DE, RU, EN)] == [
        "old.de.md", "old.ru.md", "old.de.md",
    ]  # fmt: skip
    assert old.find("valid_until", RU).path == "old.de.md"  # the translation does not say
    assert (old.read("valid_until"), old.read("valid_from")) == (date(1999, 12, 31), None)
    assert old.signed == Period(date(1992, 6, 1), date(1992, 6, 30))
    assert old.term == Period(date.min, date(1999, 12, 31))
    assert (REGISTER[0].term, REGISTER[2].term) == (Period(date(2000, 1, 1), date.max), None)
    assert find_successor(old, REGISTER) is REGISTER[0]
    assert find_successor(REGISTER[0], REGISTER) is None


def test_the_names_of_a_party_in_all_languages_belong_together() -> None:
    assert set(list_parties(REGISTER)) == {
        frozenset({"A-Stadt", "А-город"}),
        frozenset({"B-Stadt", "Б-город"}),
    }


def test_translations_in_a_circle_are_one_entry() -> None:
    one, other = replace(OLD, translation_of="old.ru.md"), OLD_RU
    assert len(read_register({each.path: each for each in (one, other)})) == 1


@pytest.mark.parametrize(
    ("head", "field", "line"),
    [
        ("title: A\nkind: treaty\n", "kind", "kind: treaty"),
        ("parties:\n- A\n- B\nkind: treaty\n", "parties", "parties:\n- A\n- B"),
        ("parties: [A,\n  B]\n", "parties", "parties: [A,\n  B]"),
        ("title: >\n  Zwei\n  Zeilen\nkind: treaty\n", "title", "title: >\n  Zwei\n  Zeilen"),
        ('title: "A: B" # so\nkind: treaty\n', "title", 'title: "A: B"'),
        ("kind: treaty\n", "title", "Titel"),  # of the heading
        ("", "title", "Titel"),
        ("kind: treaty\n", "signed", None),
    ],
)
def test_a_line_is_found_where_the_document_says_so(head: str, field: str, line: str | None) -> None:
    document = write("a.md", head)
    place = find_line(document, field)
    assert (place and document.text[slice(*place)]) == line
    assert place is None or place in list(list_lines(document))
