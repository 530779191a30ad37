"""Passages in, numbered quotes that answer out. Pure: knows no index, no model, no HTTP."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.clues import Clues
from bot.names import find_names_held, find_times_held
from bot.pages import document_url
from index.language import Language
from index.search import Passage

MOST_QUOTES = 3
# A further sentence must come this near to the best one; measured in docs/decisions/0006.
MARGIN = 0.15
# The share of its names and times that makes a sentence a repetition of a better one.
REPEATED = 0.75


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote used in an answer, with everything needed to check it.

    `quote` is `text[start:end]` of the document at `path`, whose file has the SHA-256 `sha256`.
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


@dataclass(frozen=True, slots=True)
class Quote:
    """One or more adjacent sentences of a passage; `value` is higher when it answers better."""

    passage: Passage
    first: int  # numbers of the sentences in the chunk, both included
    last: int
    value: float

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


def choose_quotes(clues: Clues) -> list[Quote]:
    """Return the one to three sentences of the passages that answer the question, adjacent ones joined.

    They come passage by passage, the best first, and in the order of the text.
    """
    ranked = _find_best(clues)
    chosen: list[Quote] = []
    told: list[frozenset[str]] = []  # the names and times of each of them
    for quote in ranked:
        if quote.value >= ranked[0].value - MARGIN:
            tells = find_names_held(quote.text, quote.passage.document.language) | find_times_held(quote.text)
            # One that tells nearly all the same as a better one says it again.
            if not any(len(tells & better) >= REPEATED * len(tells) for better in told):
                chosen.append(quote)
                told.append(tells)
    order = {id(quote.passage): place for place, quote in reversed(list(enumerate(chosen)))}
    return _join(sorted(chosen, key=lambda quote: (order[id(quote.passage)], quote.first)))


def _find_best(clues: Clues) -> list[Quote]:
    """Return the sentences that answer best, at most `MOST_QUOTES`, each a quote."""
    limits = [
        (-clues.limit_value(passage, number), place, number)
        for place, passage in enumerate(clues.passages)
        for number in range(len(passage.chunk.sentences))
    ]
    best: list[tuple[float, int, int]] = []
    for limit, place, number in sorted(limits):
        if len(best) == MOST_QUOTES and limit > best[-1][0]:
            break  # neither this one nor those that follow can be among the best
        value = clues.value_sentence(clues.passages[place], number)
        best = sorted([*best, (-value, place, number)])[:MOST_QUOTES]
    return [Quote(clues.passages[place], number, number, -value) for value, place, number in best]


def cite(quotes: Iterable[Quote]) -> tuple[Citation, ...]:
    """Return the quotes as citations, numbered from 1."""
    return tuple(_cite(number, quote) for number, quote in enumerate(quotes, 1))


def _join(quotes: Sequence[Quote]) -> list[Quote]:
    joined: list[Quote] = []
    for quote in quotes:
        if joined and joined[-1].passage is quote.passage and joined[-1].last + 1 == quote.first:
            joined[-1] = replace(joined[-1], last=quote.last, value=max(joined[-1].value, quote.value))
        else:
            joined.append(quote)
    return joined


def _cite(number: int, quote: Quote) -> Citation:
    document = quote.passage.document
    return Citation(
        number=number,
        quote=quote.text,
        language=document.language,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        valid_from=_write_day(document.valid_from),
        valid_until=_write_day(document.valid_until),
        path=document.path,
        page=quote.passage.chunk.page,
        start=quote.start,
        end=quote.end,
        sha256=document.sha256,
        url=document_url(document.path, quote.start, quote.end),
        source=next(iter(document.source), None),
    )


def _write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
