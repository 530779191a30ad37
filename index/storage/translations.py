"""Which sentences of an index are translations of each other, on disk. Knows no vectors.

A table holds two rows for each pair: the number of one sentence, that of the other, in order of the first.
"""

from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from index.storage.arrays import save_array
from index.storage.open_files import BuildFiles

_NAME = "translations.npy"


class Translations:
    """The pairs of an index, read where they are looked up."""

    def __init__(self, files: BuildFiles) -> None:
        """Open what `write_translations` wrote; raise OSError when that fails."""
        self._rows = files.open_rows(_NAME)

    def find(self, first: int, count: int) -> list[tuple[int, int]]:
        """Return the pairs of the `count` sentences from number `first` on, in order."""
        start, end = (bisect_left(range(len(self._rows)), n, key=self._read) for n in (first, first + count))
        pairs = self._rows.read(np.array([start]), np.array([end - start]))
        return [(one, other) for one, other in pairs.tolist()]

    def _read(self, row: int) -> int:
        return int(self._rows.read(np.array([row]), np.array([1]))[0, 0])


def write_translations(folder: Path, pairs: Iterable[tuple[int, int]]) -> None:
    """Write `pairs` of sentences, each in one direction, to the folder `folder`."""
    both = sorted({pair for one, other in pairs for pair in ((one, other), (other, one))})
    save_array(folder / _NAME, np.array(both, np.uint32).reshape(-1, 2))
