"""The page with a question and its answer, for browsers without scripts too; knows no HTTP library."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answer import Answer
from bot.pages import render_page
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
class Form:
    """What stands in the form: the question, and why it was not answered."""

    question: str = ""
    problem: str = ""


def render_home(ui: Language, documents: Iterable[Document], form: Form, answer: Answer | None = None) -> str:
    """Return the page with the form, the answer if there is one, and the list of the documents."""
    return render_page(
        "home.html",
        ui,
        documents=sorted(
            documents, key=lambda document: (document.language is not ui, document.language, document.title)
        ),
        form=form,
        answer=answer,
        parts=tuple(split_text(answer)) if answer else (),
    )


def split_text(answer: Answer) -> Iterator[Part]:
    """Yield the parts of the answer's text in order: marks of citations, quotes, the words between them."""
    quotes = {citation.quote: citation.language for citation in answer.citations}
    known = {f"[{citation.number}]": citation.number for citation in answer.citations}
    longest_first = sorted(quotes, key=len, reverse=True)
    pattern = "|".join([*map(re.escape, longest_first), MARK.pattern])
    for text in filter(None, re.split(f"({pattern})", answer.text)):
        yield Part(text, quotes.get(text, answer.language), known.get(text))
