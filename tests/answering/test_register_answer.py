"""Answers from the register: a sentence with the number, a table whose cells cite their lines."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answering.answer import Answer
from bot.answering.register_answer import answer_from_register
from bot.register.entries import read_register
from bot.register.periods import read_period
from bot.register.question import Asked
from bot.register.vocabulary import State
from index.documents.document import Document
from index.documents.metadata import Kind
from index.languages import Language
from tests.languages.codes import DE, EN, RU
from tests.register.test_entries import DOCUMENTS, NEW, OLD, OLD_RU

TODAY = date(2026, 11, 29)


def answer(asked: Asked, language: Language = DE, *others: Document) -> Answer:
    documents = DOCUMENTS | {each.path: each for each in others}
    return answer_from_register(asked, read_register(documents), documents, language, TODAY)


def read_rows(told: Answer) -> list[list[str]]:
    return [[cell.text for cell in row] for row in told.table.rows] if told.table else []


@pytest.mark.parametrize(
    ("asked", "language", "text"),
    [
        (Asked(State.KNOWN), DE, "Abkommen in den Dokumenten: 3. Gezählt sind"),
        (
            Asked(State.KNOWN, (Kind.TREATY, Kind.PROGRAMME)),
            DE,
            "Verträge und Programme in den Dokumenten: 2.",
        ),
        (Asked(State.IN_FORCE), EN, "Agreements in force on 29 November 2026: 1 of 3. For 1 agreement the"),
        (
            Asked(State.IN_FORCE, period=read_period("1999")),
            RU,
            "Соглашения, действующие в 1999 году: 1 из 3.",
        ),
        (Asked(State.ENDED), DE, "Abkommen, abgelaufen vor dem 29.11.2026: 1 von 3."),
        (
            Asked(State.ENDED, period=read_period("2020")),
            DE,
            "Abkommen mit Laufzeitende 2020: 0 von 3. Die Tabelle",
        ),
        (Asked(State.BEGAN, period=read_period("2000")), EN, "Agreements starting in 2000: 1 of 3."),
        (
            Asked(State.SIGNED, (Kind.TREATY,), read_period("1992")),
            DE,
            "Verträge, unterzeichnet 1992: 1 von 1.",
        ),
        (Asked(State.SIGNED), DE, "Abkommen mit genanntem Datum der Unterzeichnung: 1 von 3."),
        (
            Asked(State.KNOWN, parties=(("A-Stadt",), ("B-Stadt", "Б-город"))),
            DE,
            "Abkommen in den Dokumenten: 1.",
        ),
    ],
)
def test_the_sentence_tells_how_many_there_are(asked: Asked, language: Language, text: str) -> None:
    assert answer(asked, language).text.startswith(text)


def test_each_cell_cites_the_line_that_says_it_in_the_language_of_the_reader() -> None:
    told = answer(Asked(State.ENDED), RU)
    assert told.table is not None
    assert told.table.columns == (
        "Соглашение", "Вид", "Стороны", "Подписано", "Действует до", "Заменено на",
    )  # fmt: skip
    assert read_rows(told) == [
        ["Договор", "Договор", "А-город, Б-город", "06.1992", "31.12.1999", "The programme"]
    ]
    (row,) = told.table.rows
    assert [cell.language for cell in row] == [RU, RU, RU, RU, RU, EN]
    cited = [told.citations[(cell.citation or 0) - 1] for cell in row]
    assert [each.quote for each in cited] == [
        "title: Договор", "kind: treaty", "parties: [А-город, Б-город]", "signed: 1992-06",
        "valid_until: 1999-12-31", "replaced_by: new.en.md",
    ]  # fmt: skip
    assert [each.path for each in cited] == [OLD_RU.path] * 4 + [OLD.path] * 2
    assert [each.number for each in told.citations] == [1, 2, 3, 4, 5, 6]


def test_what_is_not_said_is_told_and_cites_nothing() -> None:
    row = read_rows(answer(Asked(State.KNOWN)))[2]
    assert row == ["Titel", "Bericht", *["keine Angabe"] * 5]


def test_what_nothing_answers_comes_with_all_there_is() -> None:
    told = answer(Asked(State.ENDED, period=read_period("2020")))
    assert [row[0] for row in read_rows(told)] == ["The programme", "Der Vertrag", "Titel"]


def test_what_stands_beside_the_document_has_no_line_to_cite() -> None:
    aside = replace(NEW, path="aside.pdf", text="# The programme\n\nText.\n", body=0, pages=(0,))
    told = answer(Asked(State.BEGAN), EN, aside)
    rows = told.table.rows if told.table else ()
    assert [[each.text for each in row][:2] for row in rows] == [["The programme", "Programme"]] * 2
    beside, inside = sorted(rows, key=lambda row: sum(each.citation is not None for each in row))
    assert [each.citation is not None for each in beside] == [True, False, False]
    assert [each.citation is not None for each in inside] == [True, True, True]
