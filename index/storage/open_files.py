"""Files of an index that answers: small ones copied into memory, large ones read where they are looked at.

Nothing is mapped: the system kills a process that looks at a mapped file which somebody has shortened.
"""

import os
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import DTypeLike, NDArray

from index.errors import IndexUnusableError
from index.files import hash_file
from index.storage.arrays import read_header

COPIED = 32_000_000  # bytes: a larger file is not copied into memory
_BLOCK = 64_000_000  # bytes read at a time of what is read as a whole
_HEADER = 4_096  # bytes in which the header of any array of ours ends


class OpenFile:
    """A file as it was when the index was read, whatever becomes of it; safe between threads.

    A file that is copied stays what it is. Each look into another one ends with one at its size and times:
    when they have changed, it is hashed once more, and refused for good unless it still holds what it must.
    """

    def __init__(self, build: Path, name: str, sha256: str) -> None:
        """Open the file `name` of the folder `build`; raise OSError when that fails."""
        self._build, self._name, self._sha256 = build, name, sha256
        self._file = os.open(build / name, os.O_RDONLY)
        close = finalize(self, os.close, self._file)
        self._state = look_at(os.fstat(self._file))
        self._damaged = False
        self.size = self._state[0]
        self._content: bytes | None = None
        if self.size <= COPIED:
            self._content = self.read(0, self.size)
            close()

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`; raise IndexUnusableError as `read_pieces` does."""
        return self.read_pieces([(start, end - start)])

    def read_pieces(self, pieces: Iterable[tuple[int, int]]) -> bytes:
        """Return pieces, of which each is a position and a length, one behind the other.

        Raises IndexUnusableError when the file has been altered, or when the system cannot read it.
        """
        if (content := self._content) is not None:
            return b"".join([content[place : place + size] for place, size in pieces])
        try:
            data = b"".join([os.pread(self._file, size, place) for place, size in pieces])
            self._refuse_altered()
        except OSError as error:
            values = {"folder": self._build.parent, "reason": error.strerror}
            raise IndexUnusableError("index_unreadable", **values) from error
        return data

    def is_whole(self) -> bool:
        """Return whether the file can still be read as it was."""
        try:
            self.read_pieces([])
        except IndexUnusableError:
            return False
        return True

    def _refuse_altered(self) -> None:
        state = look_at(os.fstat(self._file))
        if state != self._state and not self._damaged:  # links and names of a file change its times as well
            self._damaged = hash_file(Path(f"/dev/fd/{self._file}")) != self._sha256
            self._state = state
        if self._damaged:
            values = {"folder": self._build.parent, "file": self._name}
            raise IndexUnusableError("index_damaged", **values)


class Rows:
    """The rows of an array at the end of a file, copied where they are asked for; safe between threads."""

    def __init__(self, file: OpenFile, dtype: DTypeLike, shape: tuple[int, int]) -> None:
        self._file, self._dtype = file, np.dtype(dtype)
        self._count, self.width = shape
        self._bytes = self.width * self._dtype.itemsize  # of a row
        self._start = file.size - self._count * self._bytes

    def __len__(self) -> int:
        return self._count

    def read(self, first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[Any]:
        """Return `counts[n]` rows from row `first[n]` on, for each n, one below the other."""
        places, sizes = self._start + first * self._bytes, counts * self._bytes
        data = self._file.read_pieces(zip(places.tolist(), sizes.tolist(), strict=True))
        return np.frombuffer(data, self._dtype).reshape(-1, self.width)

    def take(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Return the rows with the numbers `rows`, in that order."""
        begins = np.flatnonzero(np.diff(rows, prepend=-2) != 1)  # neighbours are read at once
        return self.read(rows[begins], np.diff(begins, append=len(rows)))

    def read_all(self) -> NDArray[Any]:
        """Return all rows."""
        first = np.arange(0, self._count, max(1, _BLOCK // self._bytes))
        return self.read(first, np.diff(first, append=self._count))


class BuildFiles:
    """The files of the folder `build`, by the names that its manifest gives with their hashes."""

    def __init__(self, build: Path, hashes: Mapping[str, str]) -> None:
        self._build, self._hashes = build, hashes
        self._open: list[OpenFile] = []

    def open(self, name: str) -> OpenFile:
        """Return the file called `name`; raise OSError when it cannot be opened."""
        self._open.append(OpenFile(self._build, name, self._hashes.get(name, "")))
        return self._open[-1]

    def open_rows(self, name: str) -> Rows:
        """Return the rows of the array in the file called `name`; raise OSError as `open` does."""
        file = self.open(name)
        dtype, (count, width) = read_header(BytesIO(file.read(0, min(_HEADER, file.size))))
        return Rows(file, dtype, (count, width))

    def are_whole(self) -> bool:
        """Return whether all that is open can still be read as it was."""
        return all(file.is_whole() for file in self._open)


def look_at(status: os.stat_result) -> tuple[int, int, int]:
    """Return what changes when a file is altered: its size, and when it and what is known of it were."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns
