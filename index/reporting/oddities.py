"""What looks odd about the documents of a build: nothing here is an error, a person should look at it.

The figures are those of a reader's patience, not of any documents: 200 characters are two sentences, 3,000
about a page and a half.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.chunks import Chunk
from index.documents.document import Document
from index.fetching.records import Record
from index.languages import Language
from index.languages.messages import key
from index.reporting.doubles import find_contradictions, find_near, find_same

SHORT = 200  # characters of a whole document
SHORT_PAGE = 100  # characters of a page, on average
LONG = 3_000  # characters in which a reader expects a heading
MIXED = 0.1  # of the text
LONGEST_QUOTE = 200  # characters of a sentence that is shown


class Odd(StrEnum):
    """What looks odd, the worst first."""

    VANISHED = "vanished"
    DATES = "dates"
    SAME = "same"
    SHORT = "short"
    MIXED = "mixed"
    NEAR = "near"
    PLAIN = "plain"


MESSAGES = {
    Odd.VANISHED: key("vanished"),
    Odd.DATES: key("odd_dates"),
    Odd.SAME: key("odd_same"),
    Odd.SHORT: key("odd_short"),
    Odd.MIXED: key("odd_mixed"),
    Odd.NEAR: key("odd_near"),
    Odd.PLAIN: key("odd_plain"),
}


@dataclass(frozen=True, slots=True)
class Oddity:
    """What looks odd about the documents `paths`; `values` fill in its message."""

    kind: Odd
    paths: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)


def find_oddities(
    documents: Mapping[str, Document], chunks: Iterable[Chunk], vanished: Iterable[Record] = ()
) -> list[Oddity]:
    """Return what looks odd about `documents`, whose passages are `chunks`, the worst kind first.

    `vanished` says which of those that were fetched are gone from their websites.
    """
    by_path: dict[str, list[Chunk]] = {}
    for chunk in chunks:
        by_path.setdefault(chunk.path, []).append(chunk)
    found = [
        oddity
        for document in documents.values()
        for oddity in _look_at(document, by_path.get(document.path, []))
    ]
    found += _compare(documents, by_path)
    found += (
        Oddity(Odd.VANISHED, (record.path,), {"address": record.address, "why": record.why or ""})
        for record in vanished
        if record.path in documents
    )
    order = list(Odd)
    return sorted(found, key=lambda oddity: (order.index(oddity.kind), oddity.paths))


def _look_at(document: Document, chunks: Sequence[Chunk]) -> Iterator[Oddity]:
    """Yield what looks odd about one document by itself."""
    length = len(document.text) - document.body
    if length < max(SHORT, SHORT_PAGE * len(document.pages)):
        yield Oddity(Odd.SHORT, (document.path,), {"length": length, "pages": max(1, len(document.pages))})
    if length > LONG and not any(chunk.headings for chunk in chunks):
        yield Oddity(Odd.PLAIN, (document.path,))
    shares = _weigh_languages(chunks)
    for language, share in sorted(shares.items()):
        if language != document.language and share >= MIXED:
            values = {"percent": round(100 * share), "other": language, "language": document.language}
            yield Oddity(Odd.MIXED, (document.path,), values)


def _weigh_languages(chunks: Sequence[Chunk]) -> dict[Language, float]:
    """Return which share of the passages is in each language."""
    letters: Counter[Language] = Counter()
    for chunk in chunks:
        letters[chunk.language] += len(chunk.text)
    return {language: number / letters.total() for language, number in letters.items()}


def _compare(documents: Mapping[str, Document], chunks: Mapping[str, Sequence[Chunk]]) -> Iterator[Oddity]:
    """Yield what looks odd about documents beside each other."""
    texts = {path: document.text[document.body :] for path, document in documents.items()}
    same = find_same(texts)
    for group in same:
        yield Oddity(Odd.SAME, group, {"others": ", ".join(group[1:])})
    twice = {path for group in same for path in group[1:]}  # of each group the first stands for it
    successors = {(path, document.replaced_by) for path, document in documents.items()}
    near = [
        pair
        for pair in find_near({path: text for path, text in texts.items() if path not in twice})
        if not {pair, pair[::-1]} & successors  # what follows an agreement may well repeat it
    ]
    contradicting = set()
    for contradiction in find_contradictions(near, chunks):
        contradicting.add(contradiction.paths)
        one, other = (sentence[:LONGEST_QUOTE] for sentence in contradiction.sentences)
        values = {"successor": contradiction.paths[1], "one": one, "other": other}
        yield Oddity(Odd.DATES, contradiction.paths, values)
    for pair in near:
        if pair not in contradicting:
            yield Oddity(Odd.NEAR, pair, {"others": pair[1]})
