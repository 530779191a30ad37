"""Indexes of vectors made by faiss: exact, and in lists of neighbours. The only importer of faiss."""

from collections.abc import Iterator, Mapping
from errno import ENOENT
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from numpy.typing import NDArray

from index.storage.arrays import widen
from index.storage.open_files import Rows

RECALL = 0.995  # share of the ten nearest that must be found in lists; of real questions, a little fewer are
NEAREST = 10
MEASURED = 300  # questions that ask for their nearest
LOOKED_AT = 60  # found in lists, of which the nearest are then chosen by their exact vectors
TRAINED = 64  # vectors a list that decide what it holds
LISTS = "lists.faiss"
_BLOCK = 50_000  # rows that are made float32 at a time

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]


class ExactVectors:
    """Compares a question with each vector."""

    most: int | None = 30_000  # measured in docs/decisions/0011

    def __init__(self, passages: Halves) -> None:
        self._index = faiss.IndexScalarQuantizer(
            passages.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        for block in _cut(passages):
            self._index.add(block)

    @classmethod
    def write(cls, _folder: Path, _passages: Halves, _sentences: Halves) -> Mapping[str, float]:
        """Write nothing: all that is needed are the vectors."""
        return {}

    @classmethod
    def load(cls, _folder: Path, passages: Rows, _figures: Mapping[str, float]) -> Self:
        """Return the index of `passages`."""
        return cls(passages.read_all())

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return the `limit` vectors nearest to `question`, of all or of `rows`, best first."""
        return _search(self._index, question, limit, faiss.SearchParameters(**_select(rows, self._index)))


class ListedVectors:
    """Looks through the lists whose vectors are near, then compares with the exact vectors of the nearest.

    In lists, each number of a vector is rounded to 8 bits.
    """

    most: int | None = None

    def __init__(self, index: Any, passages: Rows, probes: int) -> None:
        self._index = index
        self._passages = passages
        self._probes = probes  # lists that are looked through

    @classmethod
    def write(cls, folder: Path, passages: Halves, sentences: Halves) -> Mapping[str, float]:
        """Write the lists; return how many there are, are looked through, and the recall this gives."""
        lists = _make_lists(passages)
        # Python writes the bytes: faiss itself raises a bare RuntimeError when a disk is full.
        (folder / LISTS).write_bytes(faiss.serialize_index(lists).data)
        probes, recall = _choose_probes(ExactVectors(passages), lists, sentences)
        return {"lists": lists.nlist, "probes": probes, "recall": recall}

    @classmethod
    def load(cls, folder: Path, passages: Rows, figures: Mapping[str, float]) -> Self:
        """Return the lists in `folder`; raise OSError when they are missing."""
        path = folder / LISTS
        try:
            return cls(faiss.read_index(str(path)), passages, int(figures["probes"]))
        except RuntimeError as error:
            path.open("rb").close()  # says what it is, where the system would not open it
            raise FileNotFoundError(ENOENT, str(error), str(path)) from error

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return the `limit` vectors nearest to `question`, of all or of `rows`, best first.

        Few of them may be missing. Raises IndexUnusableError when the vectors have been altered meanwhile.
        """
        probes = self._probes
        if rows is not None:
            if len(rows) <= (ExactVectors.most or 0):
                return self._compare(question, rows)[:limit]
            # The fewer they are, the more lists they are spread over.
            probes = min(self._index.nlist, probes * len(self._passages) // len(rows))
        parameters = faiss.SearchParametersIVF(nprobe=probes, **_select(rows, self._index))  # type: ignore[call-arg]
        found = _search(self._index, question, max(limit, LOOKED_AT), parameters)
        return self._compare(question, found)[:limit]

    def _compare(self, question: Vectors, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return `rows`, the nearest to `question` first."""
        return rows[np.argsort(-(widen(self._passages.take(rows)) @ question), kind="stable")]


def _cut(vectors: Halves) -> Iterator[Vectors]:
    for start in range(0, len(vectors), _BLOCK):
        yield widen(vectors[start : start + _BLOCK])


def _make_lists(passages: Halves) -> Any:
    # Four times the square root, as a power of two: more would be faster to search and slower to build.
    count = min(len(passages), 2 ** round(np.log2(len(passages)) / 2 + 2))
    lists: Any = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(passages.shape[1]),
        passages.shape[1],
        count,
        faiss.ScalarQuantizer.QT_8bit_uniform,  # one range for all numbers, which is quicker to read
        faiss.METRIC_INNER_PRODUCT,
    )
    step = max(1, len(passages) // (TRAINED * count))
    lists.train(passages[::step].astype(np.float32))
    for block in _cut(passages):
        lists.add(block)
    return lists


def _choose_probes(exact: ExactVectors, lists: Any, sentences: Halves) -> tuple[int, float]:
    """Return how many lists must be looked through so that the nearest are found, and their share."""
    asked = _draw_questions(sentences)
    expected = [exact.find_nearest(one, NEAREST) for one in asked]
    probes, recall = 0, 0.0
    while recall < RECALL and probes < lists.nlist:
        probes = min(lists.nlist, probes + probes // 4 + 1)
        parameters = faiss.SearchParametersIVF(nprobe=probes)  # type: ignore[call-arg]
        found = [_search(lists, one, LOOKED_AT, parameters) for one in asked]
        recall = float(np.mean([np.isin(*pair).mean() for pair in zip(expected, found, strict=True)]))
    return probes, round(recall, 4)


def _draw_questions(sentences: Halves) -> Vectors:
    """Return vectors that stand for questions: each between two sentences, for those are no copies."""
    step = max(1, len(sentences) // MEASURED)
    drawn = sentences[::step].astype(np.float32)
    drawn += np.roll(drawn, len(drawn) // 2, axis=0)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def _search(
    index: faiss.Index, question: Vectors, limit: int, parameters: faiss.SearchParameters
) -> NDArray[np.int64]:
    # One thread: a second one waits for the first at every question, and answers others meanwhile.
    faiss.omp_set_num_threads(1)
    _, found = index.search(question[None, :], limit, params=parameters)
    return np.asarray(found[0][found[0] >= 0], np.int64)


def _select(rows: NDArray[np.int64] | None, index: faiss.Index) -> dict[str, faiss.IDSelector]:
    """Return the parameter that restricts a search to `rows`."""
    if rows is None:
        return {}
    admitted = np.zeros(index.ntotal, bool)
    admitted[rows] = True
    return {"sel": faiss.IDSelectorBitmap(np.packbits(admitted, bitorder="little"))}  # type: ignore[call-arg, arg-type]
