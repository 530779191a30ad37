"""A question's whole path: from the text a person typed to an Answer with a status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from bot.compose import Citation
from index.language import Language
from index.search import Searcher


class Status(StrEnum):
    """How a question ended; every way out is an Answer with one of these."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    GREETING = "greeting"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    UNCLEAR = "unclear"


class NoticeKind(StrEnum):
    """What a sentence of ours beside the answer is about."""

    EXPIRED = "expired"
    REPLACED = "replaced"
    OTHER_LANGUAGE = "other_language"
    DIFFERING = "differing"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of ours beside the answer; `citation` is the number of the quote it is about."""

    kind: NoticeKind
    text: str
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation and the text of its answer."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, in `language`.

    `text` carries `[n]` marks that point into `citations`. `related` is filled when nothing answers: the
    nearest quotes, which are no answer.
    """

    status: Status
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Citation, ...] = ()
    written_by: Literal["quotes"] = "quotes"


def answer_question(
    searcher: Searcher,
    question: str,
    *,
    language: Language | None = None,
    page: Language | None = None,
    history: Sequence[Turn] = (),
    as_of: date | None = None,
) -> Answer:
    """Return the answer to `question`; an explicit `language` wins over the one detected.

    `page` is the language of the page the question comes from, `as_of` the day on which agreements must be
    in force to count as current (default: today).
    """
    raise NotImplementedError
