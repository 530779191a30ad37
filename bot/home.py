"""The page with a question and its answer, for browsers without scripts too; knows no HTTP library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.answer import SUGGESTIONS, Answer, Status, join_lines
from bot.pages import render_page
from bot.phrases import Phrase, say
from index.documents import Document
from index.language import Language

MARK = re.compile(r"\[[0-9]{1,3}\]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer's text: a citation's number, or words in `language`."""

    text: str
    language: Language
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked on the page, and why there is no answer to it."""

    question: str = ""
    problem: str = ""


def render_home(
    ui: Language, documents: Iterable[Document], asked: Asked, answer: Answer | None = None
) -> str:
    """Return the page with the chat, the answer if there is one, and the list of the documents."""
    return render_page(
        "home.html",
        ui,
        documents=sorted(
            documents, key=lambda document: (document.language is not ui, document.language, document.title)
        ),
        asked=asked,
        suggestions=[say(phrase, ui) for phrase in SUGGESTIONS],
        answer=answer,
        today=date.today().isoformat(),  # noqa: DTZ011  # the reader's day
        split_text=split_text,
        join_lines=join_lines,
    )


def split_text(answer: Answer, text: str) -> Iterator[Part]:
    """Yield the parts of `text`, which is the answer's or that of a notice, in order.

    They are marks of citations, quotes and titles, and the words between them.
    """
    quotes = {
        words: each.language for each in answer.citations for words in (each.title, join_lines(each.quote))
    }
    if answer.status is Status.UNSUPPORTED_LANGUAGE:
        quotes = {say(Phrase.UNSUPPORTED_LANGUAGE, language): language for language in Language}
    known = {f"[{citation.number}]": citation.number for citation in answer.citations}
    longest_first = sorted(quotes, key=len, reverse=True)
    pattern = "|".join([*map(re.escape, longest_first), MARK.pattern])
    for part in filter(None, re.split(f"({pattern})", text)):
        yield Part(part, quotes.get(part, answer.language), known.get(part))
