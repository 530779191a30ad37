"""Which vectors are nearest: what any index of vectors does, and which ones there are.

A further one is a file with a class as described here, and a line in `KINDS`. The vectors themselves are no
business of theirs: they stand in an array of the build, a row a passage.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.storage.faiss_vectors import ExactVectors, ListedVectors
from index.storage.open_files import Rows

Halves = NDArray[np.float16]


class VectorIndex(Protocol):
    """Finds the nearest of the passages' vectors, which are of unit length; safe between threads.

    What it writes is the same bytes for the same vectors. It is loaded from files that have been checked.
    """

    most: int | None  # vectors that it is meant for; None for any number

    @classmethod
    def write(cls, folder: Path, passages: Halves, sentences: Halves, /) -> Mapping[str, float]:
        """Write to `folder` what `load` reads, and return its figures, which the manifest holds.

        `sentences` are vectors of the sentences of the passages, for who wants to draw questions from them.
        Raises OSError when it cannot be written.
        """

    @classmethod
    def load(cls, folder: Path, passages: Rows, figures: Mapping[str, float], /) -> Self:
        """Return what `write` wrote to `folder`; raise OSError when a file is missing."""

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        """Return the numbers of the `limit` passages nearest to the vector `question`, best first.

        `rows` restricts them to these. Of many, few of the nearest may be missing. Those that are equally
        near come in any order, each time in the same.
        """


# The name of each, which the manifest holds. The first that is meant for as many vectors is taken.
KINDS: dict[str, type[VectorIndex]] = {"exact": ExactVectors, "lists": ListedVectors}


def choose_kind(count: int) -> str:
    """Return the name of the index that is taken for `count` vectors."""
    return next(name for name, kind in KINDS.items() if kind.most is None or count <= kind.most)
