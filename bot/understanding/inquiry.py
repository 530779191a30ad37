"""What came in: a question as somebody typed it and what belongs to it; how texts are cleaned. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.errors import QuestionError
from index.languages import Language

LONGEST_QUESTION = 500  # characters
LONGEST_BEFORE = 500  # characters read of all earlier questions together
MOST_BEFORE = 4  # earlier questions that are read
LONGEST_ANSWER = 10_000  # characters that are read of an earlier answer
LONGEST_TYPED = 1_000  # characters that are cleaned of each of them
MOST_MARKS = 8  # on one letter


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation and the text of its answer."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question and all else, beside the documents, that its answer depends on.

    `language` is that to answer in, if it was named; `page` that of the page it comes from; `history` are the
    turns before it, oldest first; `as_of` is the day on which what is in force counts as current.
    """

    text: str
    language: Language | None = None
    page: Language | None = None
    history: Sequence[Turn] = ()
    as_of: date | None = None  # today


def clean_question(question: str) -> str:
    """Return `question` in NFC, without invisible characters, white space folded.

    Raises QuestionError when more than 500 characters are left.
    """
    text = _fold(question)
    if len(text) > LONGEST_QUESTION:
        raise QuestionError("question_too_long", length=len(text), longest=LONGEST_QUESTION)
    return text


def read_before(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return what is read of the questions of `history`, oldest first: the last four, 500 characters in all.

    The newest are read first. Each is cleaned before it is cut, since some characters grow by that.
    """
    read: list[str] = []
    left = LONGEST_BEFORE
    for turn in reversed(history[-MOST_BEFORE:]):
        read.append(_fold(turn.question[:LONGEST_TYPED])[:left])
        left -= len(read[-1])
    return tuple(reversed(read))


def read_answers(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return the answers to the last four questions of `history`, white space folded."""
    return tuple(" ".join(turn.answer[:LONGEST_ANSWER].split()) for turn in history[-MOST_BEFORE:])


def normalize(text: str) -> str:
    """Return `text` in NFC, without more than eight marks on a letter.

    To put the marks of one letter in order takes the square of their number.
    """
    chosen, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            chosen.append(character)
    return unicodedata.normalize("NFC", "".join(chosen))


def _fold(text: str) -> str:
    text = normalize(text)
    if not text.isprintable():
        text = "".join(
            " " if character.isspace() else character
            for character in text
            # Control, format (zero-width, bidi and tag characters), private and unassigned ones say nothing.
            if character.isspace() or unicodedata.category(character)[0] != "C"
        )
    return re.sub(" +", " ", text).strip()
