"""Passages in, numbered quotes that answer out. Pure: knows no index, no model, no HTTP."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.followups import leans_on_the_one_before
from bot.pages import document_url
from index.documents import Document
from index.language import Language

if TYPE_CHECKING:
    from index.search import Passage  # brings the library of the vectors, which takes its time

MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote used in an answer, with everything needed to check it.

    `quote` is `text[start:end]` of the document at `path`, whose file has the SHA-256 `sha256`. `summary`
    says that this document is a summary by the editors, not the wording of what it tells about.
    """

    number: int
    quote: str
    language: Language
    title: str
    publisher: str | None
    published: str | None
    valid_from: str | None  # ISO date
    valid_until: str | None
    path: str
    page: int | None
    start: int
    end: int
    sha256: str
    url: str
    source: str | None
    summary: bool = False


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of the lead that answer, within the quote of the citation with that number.

    `text` is `text[start:end]` of that citation's document.
    """

    text: str
    citation: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """One or more adjacent sentences of a passage, of which `answering` answers with `evidence`, 0..1."""

    passage: "Passage"
    answering: int  # numbers of sentences in the chunk
    evidence: float
    first: int
    last: int  # included

    @property
    def words(self) -> tuple[int, int]:
        """Return where the words that answer stand in the document's text, not beyond the quote."""
        if self.passage.reading is None:
            return self.start, self.end
        start, end = self.passage.reading.words[self.answering]
        return start, min(end, self.end)

    @property
    def start(self) -> int:
        """Return the position of the first character in the document's text."""
        return self.passage.chunk.sentences[self.first][0]

    @property
    def end(self) -> int:
        """Return the position after the last character in the document's text."""
        return self.passage.chunk.sentences[self.last][1]

    @property
    def text(self) -> str:
        """Return the quote, verbatim."""
        return self.passage.document.text[self.start : self.end]


def choose_quotes(passages: Sequence["Passage"], reader: Language, threshold: float) -> list[Quote]:
    """Return the sentence that answers best, the lead, and at most one that adds to it; none without any.

    Of the sentences with evidence of `threshold`, one in the language `reader` counts twice. What is added is
    one of them too, in the language of the lead, and answers with other words. It is one quote with the lead
    where they are neighbours.
    """
    ranked = sorted(_list_sentences(passages), key=lambda quote: -quote.evidence)
    if not ranked:
        return []
    enough = [quote for quote in ranked if quote.evidence >= threshold] or ranked[:1]
    lead, *others = sorted(enough, key=lambda quote: -_favour(quote, reader))
    others = [each for each in others if _adds_to(lead, each)]
    chosen = [_complete(lead)]
    for other in map(_complete, others[: MOST_QUOTES - 1]):
        joined = _join(chosen[0], other)
        chosen = [joined] if joined else [*chosen, other]
    return chosen


def _adds_to(lead: Quote, other: Quote) -> bool:
    """Return whether `other` answers in the language of `lead`, and neither holds the answer of the other."""
    if other.passage.document.language is not lead.passage.document.language:
        return False
    one, another = (quote.passage.document.text[slice(*quote.words)] for quote in (lead, other))
    return one not in other.text and another not in lead.text


def _favour(quote: Quote, reader: Language) -> float:
    """Return the odds that `quote` answers, twice as high when no reader has to translate it."""
    factor = 2 if quote.passage.document.language is reader else 1
    return factor * quote.evidence / max(1 - quote.evidence, 1e-9)


def _join(quote: Quote, other: Quote) -> Quote | None:
    """Return `quote` widened by `other`, None unless they touch or overlap."""
    if quote.passage is not other.passage or other.first > quote.last + 1 or quote.first > other.last + 1:
        return None
    return replace(quote, first=min(quote.first, other.first), last=max(quote.last, other.last))


def choose_nearest(passages: Sequence["Passage"], count: int) -> list[Quote]:
    """Return the best sentence of each of the first `count` passages; of one not read, the nearest."""
    read = [each for each in passages[:count] if each.evidence]
    return [_complete(max(_list_sentences([each]), key=_rank_within)) for each in read]


def _rank_within(quote: Quote) -> tuple[float, float]:
    nearness = quote.passage.nearness
    return quote.evidence, nearness[quote.answering] if nearness else 0.0


def shorten(quote: Quote) -> ShortAnswer:
    """Return the words of `quote`, the first citation, that answer."""
    start, end = quote.words
    return ShortAnswer(quote.passage.document.text[start:end], 1, start, end)


def _list_sentences(passages: Iterable["Passage"]) -> Iterator[Quote]:
    for passage in passages:
        for number, evidence in enumerate(passage.evidence):
            yield Quote(passage, number, evidence, number, number)


def _complete(quote: Quote) -> Quote:
    """Return `quote` with the sentence before it, where it leans on that one."""
    if quote.first and leans_on_the_one_before(quote.text, quote.passage.document.language):
        return replace(quote, first=quote.first - 1)
    return quote


def cite(quotes: Iterable[Quote]) -> tuple[Citation, ...]:
    """Return the quotes as citations, numbered from 1."""
    return tuple(
        cite_place(number, quote.passage.document, quote.passage.chunk.page, quote.start, quote.end)
        for number, quote in enumerate(quotes, 1)
    )


def cite_place(number: int, document: Document, page: int | None, start: int, end: int) -> Citation:
    """Return `text[start:end]` of `document`, which stands on `page`, as the citation `number`."""
    return Citation(
        number=number,
        quote=document.text[start:end],
        language=document.language,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        valid_from=_write_day(document.valid_from),
        valid_until=_write_day(document.valid_until),
        path=document.path,
        page=page,
        start=start,
        end=end,
        sha256=document.sha256,
        url=document_url(document.path, start, end),
        source=next(iter(document.source), None),
        summary=document.summary,
    )


def _write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
