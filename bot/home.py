"""The page with a question and its answer, for browsers without scripts too; knows no HTTP library."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.answer import SUGGESTIONS, Answer
from bot.catalogue import Listed
from bot.lead import split_part
from bot.notices import Notice
from bot.pages import render_page
from bot.phrases import say
from index.language import Language

MARK = r"\[[0-9]{1,3}\]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a notice: the mark of a citation with its number, or words in `language`."""

    text: str
    language: Language
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked on the page, and why there is no answer to it."""

    question: str = ""
    problem: str = ""


def render_home(ui: Language, listed: Listed, asked: Asked, answer: Answer | None = None) -> str:
    """Return the page with the chat, the answer if there is one, and a page of the list of the documents."""
    return render_page(
        "home.html",
        ui,
        listed=listed,
        asked=asked,
        suggestions=[say(phrase, ui) for phrase in SUGGESTIONS],
        answer=answer,
        today=date.today().isoformat(),  # noqa: DTZ011  # the reader's day
        split_notice=split_notice,
        split_part=split_part,
    )


def split_notice(notice: Notice, answer: Answer) -> Iterator[Piece]:
    """Yield the pieces of `notice`, which is beside `answer`, in order.

    They are marks of citations, the title of the document that it is about, and the words between them.
    """
    known = {f"[{citation.number}]": citation for citation in answer.citations}
    about = known.get(f"[{notice.citation}]")
    pattern = f"{re.escape(about.title)}|{MARK}" if about else MARK
    for words in filter(None, re.split(f"({pattern})", notice.text)):
        language = about.language if about and words == about.title else answer.language
        yield Piece(words, language, known[words].number if words in known else None)
