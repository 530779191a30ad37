"""An index of vectors without faiss."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoding.encoder import Vectors
from index.storage.arrays import load_array, save_array
from index.storage.open_files import Rows
from index.storage.vectors import Halves


class PlainVectors:
    """Compares a question with each vector, in numpy, in a file of its own."""

    most: int | None = None

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors

    @classmethod
    def write(cls, folder: Path, passages: Halves, _sentences: Halves, /) -> Mapping[str, float]:
        save_array(folder / "plain.npy", passages.astype(np.float32))
        return {"rows": len(passages)}

    @classmethod
    def load(cls, folder: Path, passages: Rows, figures: Mapping[str, float], /) -> Self:
        assert figures == {"rows": len(passages)}
        return cls(load_array(folder / "plain.npy"))

    def find_nearest(
        self, question: Vectors, limit: int, rows: NDArray[np.int64] | None = None
    ) -> NDArray[np.int64]:
        rows = np.arange(len(self._vectors)) if rows is None else rows
        return rows[np.argsort(-(self._vectors[rows] @ question), kind="stable")][:limit]
