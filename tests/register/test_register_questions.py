"""Questions for the register, in each language, and others that read like them: which rows answer."""

import json
from datetime import date
from pathlib import Path

import pytest

from bot.answering.register_answer import answer_from_register
from bot.register.entries import Register, list_parties, read_register
from bot.register.question import Asked, find_register_question
from bot.register.selection import select_entries
from index.documents.document import Document, read_documents
from index.languages import Language
from index.languages.messages import say

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 29)
ROWS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "register_questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {each.path: each for each in read_documents(ROOT / "documents")[0]}


@pytest.fixture(scope="module")
def register(documents: dict[str, Document]) -> Register:
    return read_register(documents)


def find(question: str, language: str, register: Register) -> Asked | None:
    return find_register_question(question, Language(language), TODAY, lambda: list_parties(register))


def test_each_question_of_a_clerk_is_answered_with_the_right_rows(register: Register) -> None:
    wrong = []
    for row in ROWS:
        if "rows" in row:
            asked = find(row["question"], row["language"], register)
            found = select_entries(register, asked, TODAY) if asked else None
            told = found and (len(found.entries), [entry.path for entry in found.shown])
            if told != (row["count"], row["rows"]):
                wrong.append((row["id"], row["question"], told))
    assert wrong == []


def test_every_cell_of_these_answers_cites_the_line_that_says_it(
    register: Register, documents: dict[str, Document]
) -> None:
    for row in ROWS:
        if "rows" in row and (asked := find(row["question"], row["language"], register)):
            language = Language(row["language"])
            answer = answer_from_register(asked, register, documents, language, TODAY)
            cells = [cell for cells in answer.table.rows for cell in cells] if answer.table else []
            assert {cell.text for cell in cells if not cell.citation} <= {say("register_not_told", language)}
            for citation in answer.citations:
                document = documents[citation.path]
                assert document.text[citation.start : citation.end] == citation.quote
                assert citation.end <= document.body


def test_a_question_that_asks_more_than_the_register_tells_is_none_for_it(register: Register) -> None:
    others = [row for row in ROWS if "rows" not in row]
    assert [row for row in others if find(row["question"], row["language"], register)] == []


def test_the_questions_are_twenty_in_each_language_and_forty_others() -> None:
    for language in ("de", "ru", "en"):
        assert sum(row["language"] == language and "rows" in row for row in ROWS) >= 20
    assert sum("rows" not in row for row in ROWS) >= 40


def test_no_question_about_the_documents_is_taken_for_one_of_the_register(register: Register) -> None:
    lines = (ROOT / "tests" / "data" / "questions.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows if find(row["question"], row["language"], register)] == []
