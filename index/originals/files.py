"""A document in, the bytes of its file out: those that were indexed, or none."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from index.documents.folder import read_file
from index.errors import DocumentError

MOST_KNOWN = 4_096  # files of which it is remembered whether they are the ones that were indexed


def read_original(folder: Path, path: str, sha256: str) -> bytes | None:
    """Return the file `path` in `folder`; None when it does not have the hash `sha256`, or is gone."""
    try:
        data = read_file(folder, path)
    except DocumentError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def has_original(folder: Path, path: str, sha256: str) -> bool:
    """Return whether `read_original` would return the file; quick for one that was looked at before."""
    try:
        status = os.stat(folder / path)  # noqa: PTH116 - tells of a change without reading
    except (OSError, ValueError):
        return False
    return _look(folder, path, sha256, (status.st_size, status.st_mtime_ns, status.st_ino))


@lru_cache(MOST_KNOWN)
def _look(folder: Path, path: str, sha256: str, _state: tuple[int, int, int]) -> bool:
    return read_original(folder, path, sha256) is not None
