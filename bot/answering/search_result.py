"""Passages as `search` tells them, at a terminal and over HTTP."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.citations import document_url
from bot.answering.evidence import ReadPassage
from bot.understanding.question import Question
from index.languages import Language

# The sentences below the fields are their descriptions in the interface's own description.
_DESCRIBED = {"use_attribute_docstrings": True}


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage found: `text` is the characters start..end of the document at `path`."""

    __pydantic_config__ = _DESCRIBED

    score: float
    """How probable it is that it answers, 0..1; 0 beyond the nearest twelve."""
    text: str
    language: Language
    title: str
    headings: tuple[str, ...]
    path: str
    page: int | None
    """Of a PDF, counted from 1."""
    start: int
    end: int
    sha256: str
    """Of the document's file."""
    url: str
    """The document's page, with the passage marked."""
    source: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The passages nearest to a question, best first."""

    __pydantic_config__ = _DESCRIBED

    language: Language
    """The language the passages were ranked for."""
    passages: tuple[FoundPassage, ...]


def describe_passages(question: Question, passages: Iterable[ReadPassage]) -> SearchResult:
    """Return what was found for `question` as it is told."""
    return SearchResult(question.asked_in, tuple(map(_describe, passages)))


def _describe(read: ReadPassage) -> FoundPassage:
    document, chunk = read.passage.document, read.passage.chunk
    return FoundPassage(
        score=read.score,
        text=chunk.text,
        language=chunk.language,
        title=document.title,
        headings=tuple(chunk.headings),
        path=document.path,
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        sha256=document.sha256,
        url=document_url(document.path, chunk.start, chunk.end),
        source=next(iter(document.source), None),
    )
