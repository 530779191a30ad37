"""The chunks that hold a stem, with its score in each, and the best of them for a question.

The cost of a question is that of the chunks that hold its rarer stems, not of all chunks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.storage.arrays import load_array, save_array

Scores = NDArray[np.float32]
# A word in more chunks than this leads to none where there is a rarer one: it says little, and costs time.
MOST_LED_TO = 20_000
MOST_TOGETHER = 4_000  # postings that are added up at once: to look for the best among fewer saves nothing
_ROUNDING = 1 - 1e-4  # more than the sum of a few float32 may be off


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of the chunks of one language.

    Stem n has the hash `hashes[n]`; they are sorted. The chunks that hold it are `rows[chunks[m]]` with score
    `scores[m]`, m from `starts[n]` to `starts[n + 1]`, in order; `highest[n]` is the highest of these scores.
    """

    hashes: NDArray[np.uint64]
    rows: NDArray[np.uint32]
    starts: NDArray[np.uint64]
    chunks: NDArray[np.uint32]
    scores: Scores
    highest: Scores

    def find(self, stem: str) -> int | None:
        """Return the number of `stem`, None when no chunk holds it."""
        wanted = hash_words([stem])[0]
        number = int(self.hashes.searchsorted(wanted))
        return number if number < len(self.hashes) and self.hashes[number] == wanted else None

    def score(self, numbers: Sequence[int], rows: NDArray[np.int64]) -> Scores:
        """Return the summed scores of the stems `numbers` in `rows`, 0 in those of other languages."""
        places = np.searchsorted(self.rows, rows)
        known = places < len(self.rows)
        known[known] = self.rows[places[known]] == rows[known]
        scores = np.zeros(len(rows), np.float32)
        scores[known] = self._score(numbers, places[known])
        return scores

    def find_best(self, numbers: Sequence[int], limit: int) -> NDArray[np.int64]:
        """Return the at most `limit` rows in which `numbers` score highest, best first, then in order.

        MaxScore after Turtle and Flood 1995: stems are taken from the rarest on, until no chunk without one
        of those taken can be among the best. The result is that of an exhaustive search among the chunks that
        hold the rarest stem or one that is in at most 20,000 chunks.
        """
        if not numbers:
            return np.empty(0, np.int64)
        counts = {number: int(self.starts[number + 1] - self.starts[number]) for number in numbers}
        order = sorted(numbers, key=counts.__getitem__)
        together = np.cumsum([counts[number] for number in order]).searchsorted(MOST_TOGETHER, "right")
        first = max(1, int(together))
        held, scores = map(np.concatenate, zip(*map(self._read_postings, order[:first]), strict=True))
        sums = np.bincount(held, scores, len(self.rows)).astype(np.float32)
        seen = np.flatnonzero(sums).astype(np.uint32)
        highest = self.highest[order].astype(float)
        joining = True  # a chunk that holds none of the stems taken can still be among the best
        for place, number in enumerate(order[first:], first):
            enough = _find_highest(sums[seen], limit) * _ROUNDING  # what the last of the best has at least
            left = highest[place:].sum()  # what this stem and the following can add
            if joining and (enough > left or counts[number] > MOST_LED_TO):
                joining, seen = False, np.sort(seen)
            if joining:
                held, scores = self._read_postings(number)
                seen = np.concatenate([seen, held[sums[held] == 0]])
                sums[held] += scores
            else:
                seen = seen[sums[seen] + left >= enough]
                sums[seen] += self._score([number], seen)
        seen = np.sort(seen)
        best = np.argsort(-sums[seen], kind="stable")[:limit]
        return self.rows[seen[best]].astype(np.int64)

    def _score(self, numbers: Sequence[int], chunks: NDArray[np.integer]) -> Scores:
        sums = np.zeros(len(chunks), np.float32)
        wanted = chunks.astype(np.uint32)
        for number in numbers:
            held, scores = self._read_postings(number)
            places = np.minimum(held.searchsorted(wanted), len(held) - 1)
            sums += scores[places] * (held[places] == wanted)
        return sums

    def _read_postings(self, number: int) -> tuple[NDArray[np.uint32], Scores]:
        start, end = self.starts[number : number + 2].tolist()
        return self.chunks[start:end], self.scores[start:end]


def hash_words(words: Iterable[str]) -> NDArray[np.uint64]:
    """Return the first 64 bits of BLAKE2b: two of a million words share them once in 37 million indexes."""
    digests = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in words)
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def make_postings(
    rows: Sequence[int],
    hashes: NDArray[np.uint64],
    starts: NDArray[np.integer],
    chunks: NDArray[np.integer],
    scores: Scores,
) -> Postings:
    """Return the postings of stems with `hashes`, sorted; the other parameters are those of Postings."""
    return Postings(
        hashes,
        np.array(rows, np.uint32),
        starts.astype(np.uint64),
        chunks.astype(np.uint32),
        scores.astype(np.float32),
        np.maximum.reduceat(scores, starts[:-1]).astype(np.float32),
    )


def save_postings(folder: Path, postings: Postings) -> None:
    """Write `postings` to the new folder `folder`."""
    folder.mkdir()
    for name in _ARRAYS:
        save_array(folder / f"{name}.npy", getattr(postings, name))


def load_postings(folder: Path) -> Postings:
    """Return what `save_postings` wrote."""
    return Postings(*(load_array(folder / f"{name}.npy") for name in _ARRAYS))


def _find_highest(scores: Scores, limit: int) -> float:
    """Return the `limit`th highest of `scores`, 0 when there are fewer."""
    return float(np.partition(scores, -limit)[-limit]) if len(scores) >= limit else 0.0


_ARRAYS = tuple(field.name for field in fields(Postings))
