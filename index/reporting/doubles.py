"""Documents that are there twice, or nearly, and those of them that disagree about dates.

Two texts are nearly the same when at least half of their sequences of four words are, numbers and dates
aside. That is estimated from the smallest hashes of each ("bottom-k sketches", Broder 1997; Cohen and Kaplan
2007), so that it takes about as long per document for many as for few.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from itertools import combinations, pairwise, zip_longest

from index.chunks import Chunk
from index.text.found_dates import find_dates, is_compatible

WORDS = 4  # of a sequence
SKETCH = 64  # hashes kept of a text
NEAR = 0.5  # of the sequences of both
MOST_SHARING = 30  # texts of which each is compared with each; of more, with its neighbours
FEWEST_WORDS = 4  # of a sentence whose dates are compared

_WORD = re.compile(r"[^\W_]+")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence that stands in two documents with different dates."""

    paths: Pair
    sentences: Pair


def find_same(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return the paths of `texts` that are the same but for white space, each group sorted."""
    groups = defaultdict(list)
    for path, text in texts.items():
        groups[blake2b(" ".join(text.split()).encode()).digest()].append(path)
    return [tuple(sorted(group)) for group in groups.values() if len(group) > 1]


def find_near(texts: Mapping[str, str]) -> list[Pair]:
    """Return the pairs of paths of which the texts are nearly the same, sorted; those of `find_same` too."""
    sketches = {path: _sketch(text) for path, text in sorted(texts.items())}
    sharing = defaultdict(list)
    for path, sketch in sketches.items():
        for number in sketch:
            sharing[number].append(path)
    shared: Counter[Pair] = Counter()
    for paths in sharing.values():
        shared.update(combinations(paths, 2) if len(paths) <= MOST_SHARING else pairwise(paths))
    return sorted(pair for pair in shared if _are_near(*(sketches[path] for path in pair)))


def find_contradictions(
    pairs: Sequence[Pair], chunks: Mapping[str, Sequence[Chunk]]
) -> Iterator[Contradiction]:
    """Yield, for each of `pairs`, the first sentence that both have, with dates that cannot be the same."""
    dated = {path: _find_dated(chunks[path]) for path in {path for pair in pairs for path in pair}}
    for one, other in pairs:
        for frame, (dates, sentence) in dated[one].items():
            found = dated[other].get(frame)
            if found and _contradict(dates, found[0]):
                yield Contradiction((one, other), (sentence, found[1]))
                break


def _sketch(text: str) -> frozenset[int]:
    words = _mask(text)
    sequences = {" ".join(words[place : place + WORDS]) for place in range(max(1, len(words) - WORDS + 1))}
    return frozenset(nsmallest(SKETCH, (_hash(sequence) for sequence in sequences)))


def _hash(sequence: str) -> int:
    return int.from_bytes(blake2b(sequence.encode(), digest_size=8).digest())


def _are_near(one: frozenset[int], other: frozenset[int]) -> bool:
    smallest = nsmallest(SKETCH, one | other)
    return sum(number in one and number in other for number in smallest) >= NEAR * len(smallest)


def _mask(text: str) -> list[str]:
    """Return the words of `text` without those of dates, in lower case; every other number is a 0."""
    kept, position = [], 0
    for date in find_dates(text):
        kept.append(text[position : date.start])
        position = date.end
    kept.append(text[position:])
    words = _WORD.findall(" ".join(kept).lower())
    return ["0" if word.isdecimal() else word for word in words]


def _find_dated(chunks: Iterable[Chunk]) -> dict[tuple[str, ...], tuple[list[str], str]]:
    """Return the sentences that hold a date, by their other words: the dates, and the sentence."""
    dated: dict[tuple[str, ...], tuple[list[str], str]] = {}
    for chunk in chunks:
        for start, end in chunk.sentences:
            sentence = chunk.text[start - chunk.start : end - chunk.start]
            dates = [date.value for date in find_dates(sentence)]
            frame = tuple(_mask(sentence)) if dates else ()
            if len(frame) >= FEWEST_WORDS:
                dated.setdefault(frame, (dates, sentence))
    return dated


def _contradict(ones: Sequence[str], others: Sequence[str]) -> bool:
    pairs = zip_longest(ones, others)
    return not all(one and other and is_compatible(one, other) for one, other in pairs)
