"""Passages in, numbered quotes that answer out. Pure: knows no index, no model, no HTTP."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from bot.asked import find_asked, holds
from bot.clues import find_names, find_times
from bot.pages import document_url
from index.documents import Document
from index.language import Language
from index.search import Passage

MOST_QUOTES = 3
# A further sentence must come this near to the best one; measured in docs/decisions/0006.
MARGIN = 0.15


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


def choose_quotes(question: str, language: Language, passages: Sequence[Passage]) -> list[Quote]:
    """Return the one to three sentences of `passages` that answer `question`, adjacent ones joined.

    They come passage by passage, the best first, and in the order of the text.
    """
    ranked = sorted(_value_sentences(question, language, passages), key=lambda quote: -quote.value)
    chosen = [quote for quote in ranked[:MOST_QUOTES] if quote.value >= ranked[0].value - MARGIN]
    order = {id(quote.passage): place for place, quote in reversed(list(enumerate(chosen)))}
    return _join(sorted(chosen, key=lambda quote: (order[id(quote.passage)], quote.first)))


def cite(quotes: Iterable[Quote]) -> tuple[Citation, ...]:
    """Return the quotes as citations, numbered from 1."""
    return tuple(_cite(number, quote) for number, quote in enumerate(quotes, 1))


def _value_sentences(question: str, language: Language, passages: Sequence[Passage]) -> list[Quote]:
    """Return every sentence as a quote, valued by its meaning, its passage's, and by the clues in both."""
    clues = _Clues(question, language, passages)
    return [
        Quote(passage, number, number, clues.value(passage, number))
        for passage in passages
        for number in range(len(passage.chunk.sentences))
    ]


class _Clues:
    """What the question names, and how much of it a sentence and the passage around it hold."""

    def __init__(self, question: str, language: Language, passages: Sequence[Passage]) -> None:
        self._language = language
        self._asked = find_asked(question, language)
        self._times = find_times(question)
        self._around = {
            id(p): f"{p.chunk.text}\n{' '.join(p.chunk.headings)}\n{p.document.title}" for p in passages
        }
        self._names_around = {id(p): find_names(self._around[id(p)], p.document.language) for p in passages}
        # What stands in every passage found tells none of them apart.
        held = Counter(name for names in self._names_around.values() for name in names)
        self._weights = {
            name: log((len(passages) + 1) / (held[name] + 0.5)) for name in find_names(question, language)
        }

    def value(self, passage: Passage, number: int) -> float:
        """Return how well a sentence answers; the weights are those of docs/decisions/0006."""
        start, end = passage.chunk.sentences[number]
        sentence, around = passage.document.text[start:end], self._around[id(passage)]
        value = 1.2 * passage.similarity + passage.sentence_similarities[number]
        value += 0.04 * any(holds(kind, sentence) for kind in self._asked)
        value += 0.06 * self._share_times(sentence) + 0.08 * self._share_times(around)
        held = self._names_around[id(passage)]
        if passage.document.language is self._language:
            names = find_names(sentence, self._language)
            return value + 0.05 * self._share_names(names) + 0.06 * self._share_names(held) - 0.06
        return value + 0.13 * self._share_names(held)

    def _share_times(self, text: str) -> float:
        return len(self._times & find_times(text)) / len(self._times) if self._times else 0.0

    def _share_names(self, names: Collection[str]) -> float:
        total = sum(self._weights.values())
        return (
            sum(weight for name, weight in self._weights.items() if name in names) / total if total else 0.0
        )


def _join(quotes: Sequence[Quote]) -> list[Quote]:
    joined: list[Quote] = []
    for quote in quotes:
        if joined and joined[-1].passage is quote.passage and joined[-1].last + 1 == quote.first:
            joined[-1] = replace(joined[-1], last=quote.last, value=max(joined[-1].value, quote.value))
        else:
            joined.append(quote)
    return joined


def _cite(number: int, quote: Quote) -> Citation:
    document: Document = quote.passage.document
    return Citation(
        number=number,
        quote=quote.text,
        language=document.language,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        valid_from=document.valid_from and document.valid_from.isoformat(),
        valid_until=document.valid_until and document.valid_until.isoformat(),
        path=document.path,
        page=quote.passage.chunk.page,
        start=quote.start,
        end=quote.end,
        sha256=document.sha256,
        url=document_url(document.path, quote.start, quote.end),
        source=next(iter(document.source), None),
    )
