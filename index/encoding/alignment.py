"""Which sentences of two texts say the same in two languages: by their vectors, which must be language-fair.

Two sentences are taken for translations of each other when each is the nearest to the other, when they are
nearer than sentences of different texts are, and when both texts tell them in one order: the longest series.
"""

import json
from bisect import bisect_left
from collections.abc import Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Encoder, Vectors
from index.encoding.language_offsets import (
    OFFSETS,
    Offsets,
    are_offsets_of,
    measure_offsets,
    read_sides,
    remove_offset,
)
from index.text.sentences import split_sentences

SHARE = 95  # in 100 sentences have nothing in other texts that is as near as what counts as a translation
_AT_ONCE = 1_000  # sentences of one text that are compared with all of the other


def align(one: Vectors, other: Vectors, least: float) -> list[tuple[int, int]]:
    """Return the rows of `one` and `other`, in order, that are translations of each other."""
    if not len(other):
        return []
    nearest = np.empty(len(one), np.int64)
    similarity = np.empty(len(one), np.float32)
    back = np.zeros(len(other), np.int64)
    best = np.full(len(other), -np.inf, np.float32)
    for start in range(0, len(one), _AT_ONCE):
        block = one[start : start + _AT_ONCE] @ other.T
        rows = block.argmax(axis=0)
        highest = block[rows, np.arange(len(other))]
        back = np.where(highest > best, rows + start, back)
        best = np.maximum(best, highest)
        nearest[start : start + _AT_ONCE] = block.argmax(axis=1)
        similarity[start : start + _AT_ONCE] = block.max(axis=1)
    mutual = (back[nearest] == np.arange(len(one))) & (similarity >= least)
    pairs = [(row, int(nearest[row])) for row in np.flatnonzero(mutual).tolist()]
    return _find_longest_series(pairs)


def load_least(encoder: Encoder) -> float:
    """Return how similar sentences must be to count as translations: what ships, or what is measured."""
    if are_offsets_of(encoder.fingerprint):
        return float(json.loads(OFFSETS.read_bytes())["least"])
    return measure_least(encoder, measure_offsets(encoder))


def measure_least(encoder: Encoder, offsets: Offsets) -> float:
    """Return the similarity that 95 of 100 sentences of the parallel text reach with no other passage."""
    vectors = []
    places = []  # the passage of each sentence
    for language, items in read_sides().items():
        texts = [item["passage"] for item in items]
        cut = [[text[start:end] for start, end in split_sentences(text, language)] for text in texts]
        sentences = [sentence for each in cut for sentence in each]
        vectors.append(remove_offset(encoder.encode_passages(sentences), offsets[language]))
        places.append(np.repeat(np.arange(len(cut)), [len(each) for each in cut]))
    return float(np.percentile(_list_strangers(vectors, places), SHARE))


def _list_strangers(vectors: Sequence[Vectors], places: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
    """Return how similar the nearest sentence of another passage is, for each sentence and other language."""
    found = []
    for one, other in permutations(range(len(vectors)), 2):
        similarities = vectors[one] @ vectors[other].T
        similarities[places[one][:, None] == places[other][None, :]] = -1
        found.append(similarities.max(axis=1))
    return np.concatenate(found)


def _find_longest_series(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of `pairs`, which are in order, whose second numbers rise too.

    By patience sorting (Schensted 1961), in n log n steps.
    """
    lowest: list[int] = []  # that ends a series of each length
    ends: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, second) in enumerate(pairs):
        length = bisect_left(lowest, second)
        lowest[length : length + 1] = [second]
        ends[length : length + 1] = [number]
        before.append(ends[length - 1] if length else -1)
    series = []
    number = ends[-1] if ends else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]
