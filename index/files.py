"""The hash of a file; files written whole; folders for a while, of which none is left for good."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "partnerbot-"


def hash_file(path: Path) -> str:
    """Return the SHA-256 of the file `path`, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to the file `path`; a reader finds the old bytes or the new, after a power cut too.

    Until they are whole they are in a hidden file beside it. Raises OSError.
    """
    temporary = path.with_name(f".{path.name[:200]}.part")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextmanager
def make_folder(place: Path | None = None, prefix: str = PREFIX) -> Iterator[Path]:
    """Give an empty folder that is removed at the end, and remove those that killed processes have left.

    It is in `place`, by default among the temporary files. Raises OSError where none can be made.
    """
    place = place or Path(tempfile.gettempdir())
    sweep(place, prefix)
    folder, lock = _make_locked(place, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def sweep(place: Path, prefix: str) -> None:
    """Remove the folders in `place` that killed processes have left; those of living ones are held."""
    for folder in place.glob(f"{prefix}*"):
        if (lock := _lock(folder)) is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _make_locked(place: Path, prefix: str) -> tuple[Path, int]:
    """Return a new folder, and the descriptor by which this process holds it."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        lock = _lock(folder)
        if lock is not None and folder.exists():
            return folder, lock
        if lock is not None:  # swept away by another process before it was locked
            os.close(lock)


def _lock(folder: Path) -> int | None:
    """Return a descriptor that locks `folder`; None where it is held, somebody else's, or no folder."""
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(lock).st_uid == os.geteuid():
                return lock
        os.close(lock)
    return None
