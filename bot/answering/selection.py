"""Passages read in, the sentences to quote out. Pure: knows no index, no model, no HTTP."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answering.citations import Citation, Place, ShortAnswer, cite_place
from bot.answering.evidence import ReadPassage
from bot.answering.tables import is_row
from bot.understanding.follow_ups import leans_on_the_one_before
from index.documents.document import Document
from index.languages import Language
from index.text.plain import write_plain

MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentences first..last of a passage, around the one that answers, `answering`, with its evidence."""

    read: ReadPassage
    answering: int
    evidence: float
    first: int
    last: int

    @property
    def document(self) -> Document:
        """The document it stands in."""
        return self.read.passage.document

    @property
    def language(self) -> Language:
        """The language it is in."""
        return self.read.passage.chunk.language

    @property
    def words(self) -> tuple[int, int]:
        """Where the words that answer begin and end: never outside the quote.

        Of a row of a table, all of them: the reader has seen prose, and takes a figure of the wrong column.
        """
        start, end = self.read.reading.words[self.answering] if self.read.reading else (self.start, self.end)
        row = self.read.passage.chunk.sentences[self.answering]
        if self.read.reading and is_row(self.document.text, row[0]):
            start, end = row
        return start, min(end, self.end)

    @property
    def start(self) -> int:
        """Where the quote begins in the document's text."""
        return self.read.passage.chunk.sentences[self.first][0]

    @property
    def end(self) -> int:
        """Where the quote ends in the document's text."""
        return self.read.passage.chunk.sentences[self.last][1]

    @property
    def place(self) -> Place:
        """Where it stands."""
        passage = self.read.passage
        return Place(passage.document, passage.chunk, passage.around, self.start, self.end)

    @property
    def text(self) -> str:
        """Return the quote, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def plain(self) -> str:
        """Return the quote as answers have it: on one line, without the marks of its file."""
        return write_plain(self.text, self.document.path).text


def select_quotes(
    passages: Sequence[ReadPassage], language: Language, threshold: float, answered: Collection[str] = ()
) -> list[Quote]:
    """Return the sentence that answers best, the lead, and at most one that adds to it; none without any.

    Of the sentences with evidence of `threshold`, one in `language` counts twice. What is added is
    one of them too, in the language of the lead, and answers with other words. It is one quote with the lead
    where they are neighbours. What an answer of `answered` quotes is quoted again only where nothing else
    has evidence enough.
    """
    ranked = sorted(_list_sentences(passages), key=lambda quote: -quote.evidence)
    if not ranked:
        return []
    enough = [quote for quote in ranked if quote.evidence >= threshold] or ranked[:1]
    enough = [quote for quote in enough if not was_quoted(quote, answered)] or enough
    lead, *others = sorted(enough, key=lambda quote: -_favour(quote, language))
    others = [each for each in others if _adds_to(lead, each)]
    chosen = [_complete(lead)]
    for other in map(_complete, others[: MOST_QUOTES - 1]):
        joined = _join(chosen[0], other)
        chosen = [joined] if joined else [*chosen, other]
    return chosen


def select_nearest(passages: Sequence[ReadPassage], count: int, least: float) -> list[Quote]:
    """Return the best sentences of `passages`, at most `count`, each of another passage.

    Those with less evidence than `least`, and those that say the same as one before, are left out.
    """
    best = (max(_list_sentences([each]), key=_rank_within) for each in passages if each.evidence)
    found: dict[str, Quote] = {}
    for quote in (_complete(each) for each in best if each.evidence >= least):
        found.setdefault(quote.plain, quote)
    return list(found.values())[:count]


def was_quoted(quote: Quote, answered: Collection[str]) -> bool:
    """Return whether one of the answers `answered`, whose white space is folded, holds `quote`."""
    return bool(answered) and any(quote.plain in answer for answer in answered)


def cite(quotes: Iterable[Quote], documents: Mapping[str, Document]) -> tuple[Citation, ...]:
    """Return the quotes as citations, numbered from 1; `documents` holds the agreements by path."""
    return tuple(cite_place(number, quote.place, documents) for number, quote in enumerate(quotes, 1))


def shorten(quote: Quote) -> ShortAnswer:
    """Return the words of `quote`, the first citation, that answer."""
    start, end = quote.words
    return ShortAnswer(quote.document.text[start:end], 1, start, end)


def _adds_to(lead: Quote, other: Quote) -> bool:
    """Return whether `other` answers in the language of `lead`, and neither holds the answer of the other."""
    if other.language is not lead.language:
        return False
    one, another = (quote.document.text[slice(*quote.words)] for quote in (lead, other))
    return one not in other.text and another not in lead.text


def _favour(quote: Quote, language: Language) -> float:
    """Return the odds that `quote` answers, twice as high when no reader has to translate it."""
    factor = 2 if quote.language is language else 1
    return factor * quote.evidence / max(1 - quote.evidence, 1e-9)


def _join(quote: Quote, other: Quote) -> Quote | None:
    """Return `quote` widened by `other`, None unless they touch or overlap."""
    if quote.read is not other.read or other.first > quote.last + 1 or quote.first > other.last + 1:
        return None
    return replace(quote, first=min(quote.first, other.first), last=max(quote.last, other.last))


def _rank_within(quote: Quote) -> tuple[float, float]:
    nearness = quote.read.passage.nearness
    return quote.evidence, nearness[quote.answering] if nearness else 0.0


def _list_sentences(passages: Iterable[ReadPassage]) -> Iterator[Quote]:
    for read in passages:
        for number, evidence in enumerate(read.evidence):
            yield Quote(read, number, evidence, number, number)


def _complete(quote: Quote) -> Quote:
    """Return `quote` with the sentence before it, where it leans on that one."""
    if quote.first and leans_on_the_one_before(quote.text, quote.language):
        return replace(quote, first=quote.first - 1)
    return quote
