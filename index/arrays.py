"""Arrays and bytes in files, mapped into memory or read row by row where they are looked at."""

import hashlib
import mmap
import os
import threading
from pathlib import Path
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

# numpy reads a header as Python source. Python 3.11 counts for all threads together how deep such source is
# nested, and raises SystemError when two read at once: https://github.com/python/cpython/issues/106905
_ONE_HEADER_AT_A_TIME = threading.Lock()


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write `array` to `path`, the same bytes for the same values; raise OSError when that fails."""
    with path.open("wb") as file:
        # Python writes the rows: numpy itself tells of a full disk without saying so.
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
        file.write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")


def load_array(path: Path) -> NDArray[Any]:
    """Return the array in the file `path`, mapped and read-only."""
    with _ONE_HEADER_AT_A_TIME:
        return np.asarray(np.load(path, mmap_mode="r"))


def map_bytes(path: Path) -> mmap.mmap:
    """Return the content of the file `path`, which must hold something, mapped and read-only."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class RowFile:
    """The rows of an array of float16 in a file, copied where they are asked for; safe between threads.

    Mapped, rows that are looked at here and there would soon all count as memory of the process, since the
    system maps up to 2 MB around each look.
    """

    def __init__(self, path: Path, array: NDArray[np.float16]) -> None:
        """Open the file `path`, at the end of which `array` stands; raise OSError when that fails."""
        self._file = os.open(path, os.O_RDONLY)
        finalize(self, os.close, self._file)
        self._width = array.shape[1]
        self._start = path.stat().st_size - array.nbytes

    def read(self, first: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return `counts[n]` rows from row `first[n]` on, for each n, one below the other."""
        row, file = self._width * np.dtype(np.float16).itemsize, self._file
        places = zip((counts * row).tolist(), (self._start + first * row).tolist(), strict=True)
        halves = np.frombuffer(b"".join([os.pread(file, size, place) for size, place in places]), np.float16)
        return widen(halves.reshape(-1, self._width))


def widen(halves: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return finite float16 numbers as float32, exactly as `astype` does, in a quarter of its time.

    The bits of a half are those of a float32 with a smaller exponent, which a power of two makes good.
    """
    bits = halves.view(np.int16).astype(np.int32) << 13
    bits &= np.int32(-0x70002000)  # the sign, and the 15 bits of exponent and fraction
    return bits.view(np.float32) * np.float32(2**112)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file `path`, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
