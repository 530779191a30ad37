"""The folder of an index: its builds, a link `current` to the one in use, a lock for the one being made.

Each build is a sub-folder named by the SHA-256 of its manifest. It is written whole into a temporary folder
and switched in at once, so that a reader sees the old one or the new one, after a power cut as well: nothing
is named before all that it holds is on the disk. Knows nothing of what is inside.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL, ENOTSUP
from pathlib import Path

from index.errors import BuildError, IndexUnusableError
from index.storage.manifest import MANIFEST, is_whole

CURRENT = "current"
UNFINISHED = ".building-"
_BUILD = re.compile("[0-9a-f]{16}")  # nothing else in the folder is ours to sweep away


def find_build(folder: Path) -> str | None:
    """Return the name of the build in use below `folder`: it changes when a new index is switched in."""
    try:
        return (folder / CURRENT).readlink().name
    except OSError:
        return None


def find_switch(folder: Path) -> tuple[int, int] | None:
    """Return what changes whenever a build is switched in below `folder`, one of the same name too."""
    try:
        status = (folder / CURRENT).lstat()
    except OSError:
        return None
    return status.st_ino, status.st_ctime_ns


def find_build_time(folder: Path, name: str = CURRENT) -> float | None:
    """Return when the build `name` below `folder` was written, in seconds since 1970; None without one."""
    try:
        return (folder / name / MANIFEST).stat().st_mtime
    except OSError:
        return None


def find_build_before(folder: Path) -> str | None:
    """Return the name of the newest build below `folder` but the one in use; None when there is none."""
    names = [each.name for each in folder.iterdir() if _BUILD.fullmatch(each.name)]
    times = {name: find_build_time(folder, name) or 0.0 for name in names if name != find_build(folder)}
    return max(times, key=times.__getitem__, default=None)


def find_current(folder: Path) -> Path:
    """Return the folder of the build in use below `folder`; raise IndexUnusableError without one."""
    name = find_build(folder)
    if name is None:
        raise IndexUnusableError("index_missing", folder=folder)
    return folder / name


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold `folder` for one build, and sweep away what a killed build has left.

    Raises BuildError when another build holds it, or when the folder cannot be written.
    """
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for each in missing:
            _sync(each.parent)
        lock = (folder / "lock").open("a")
    except OSError as error:
        raise BuildError("output_unwritable", folder=folder, reason=error.strerror) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildError("build_running", folder=folder) from error
        sweep_unfinished(folder)
        yield


def make_temporary(folder: Path) -> Path:
    """Return a new folder below `folder` that is swept away unless it is switched in."""
    return Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder))


def sweep_unfinished(folder: Path) -> None:
    """Remove what was begun below `folder` and never switched in."""
    for left in folder.glob(UNFINISHED + "*"):
        shutil.rmtree(left, ignore_errors=True)


def switch_in(folder: Path, temporary: Path, name: str) -> None:
    """Make `temporary`, which holds a whole build called `name`, the build in use below `folder`."""
    before = find_build(folder)
    if before == name:  # it is made again, perhaps because it was damaged: the one before stays what it is
        before = find_build_before(folder)
    temporary.chmod(0o755)
    if not is_whole(folder / name):  # else the same build is there already, and may be in use just now
        for path in (*temporary.rglob("*"), temporary):
            _sync(path)
        _put_aside(folder / name)
        temporary.rename(folder / name)
    _sync(folder)
    link = make_temporary(folder) / CURRENT
    link.symlink_to(name)
    link.replace(folder / CURRENT)
    _sync(folder)  # before the first of the others goes
    for build in folder.iterdir():
        # The build before stays until the next one: a server may be reading it just now.
        if _BUILD.fullmatch(build.name) and build.name not in {name, before}:
            _put_aside(build)
    sweep_unfinished(folder)


def _sync(path: Path) -> None:
    """Return when the file or the names in the folder `path` are on the disk; raise OSError otherwise."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in {EINVAL, ENOTSUP}:  # a file system that does so without being asked, or cannot
            raise
    finally:
        os.close(file)


def _put_aside(build: Path) -> None:
    """Take a build away all at once, so that nobody reads half of it while it is removed."""
    if build.exists():
        build.rename(make_temporary(build.parent) / build.name)
