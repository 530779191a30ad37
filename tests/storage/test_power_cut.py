"""A power cut at any step of a build leaves an index that answers: the old one or the new one.

The steps are those of a real build. Before each, the disk holds what was synced and of the rest more or less:
of a file that was not synced nothing, of a folder its names, or one of them, as they were synced last or as
they are.
"""

import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from index.build import build_index
from index.encoding.encoder import Encoder
from index.errors import IndexUnusableError
from index.storage import builds
from index.storage.builds import find_build
from index.storage.store import read_index, read_index_before

STEPS = {"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"}
WRITES = os.O_WRONLY | os.O_RDWR
Names = dict[str, int | str]  # an inode for each name in a folder, or where a link leads
Tree = dict[int, Names]  # folders by inode
Left = dict[str, Any]  # a folder: folders, the bytes of files, where links lead


class Disk:
    """What would be left of the folder `root` if the power were cut now, what no reader looks at left out."""

    def __init__(self, root: Path) -> None:
        """Begin with all that is there as synced."""
        self._root = root
        self._held: dict[int, int] = {}  # so that no inode is given to another file
        self._data: dict[int, bytes] = {}
        self._names = self._look()
        for file in self._held.values():
            self.sync(file)

    def sync(self, file: int) -> None:
        """Take note that the file or folder behind the descriptor `file` is on the disk as it is."""
        status = os.fstat(file)
        if stat.S_ISDIR(status.st_mode):
            self._names[status.st_ino] = self._look()[status.st_ino]
        else:
            self._data[status.st_ino] = Path(f"/proc/self/fd/{file}").read_bytes()

    def list_states(self) -> Iterator[Left]:
        """Yield what can be left: each folder, and all but each, as it is now, the others as synced last.

        And the same of each name in a folder: the names of one may reach the disk in any order.
        """
        now, root = self._look(), self._root.stat().st_ino
        folders = now.keys() | self._names.keys()
        for each in (0, *folders):
            for newer in ({each}, folders - {each}):
                tree = {one: (now if one in newer else self._names).get(one, {}) for one in folders}
                yield self._grow(root, tree)
        for each in now.keys() & self._names.keys():
            for name in now[each].keys() | self._names[each].keys():
                yield self._grow(root, self._names | {each: _exchange(name, self._names[each], now[each])})
                yield self._grow(root, now | {each: _exchange(name, now[each], self._names[each])})

    def close(self) -> None:
        for file in self._held.values():
            os.close(file)

    def _look(self) -> Tree:
        tree: Tree = {}
        for place, folders, files in os.walk(self._root):
            names: Names = {}
            for name in (*folders, *files):
                path = Path(place) / name
                names[name] = str(path.readlink()) if path.is_symlink() else self._hold(path)
            tree[self._hold(Path(place))] = names
        return tree

    def _hold(self, path: Path) -> int:
        number = path.lstat().st_ino
        if number not in self._held:
            self._held[number] = os.open(path, os.O_RDONLY)
        return number

    def _grow(self, number: int, tree: Tree) -> Left:
        left: Left = {}
        for name, what in tree[number].items():
            if isinstance(what, str):
                left[name] = what
            elif not name.startswith(builds.UNFINISHED):
                left[name] = self._grow(what, tree) if what in tree else self._data.get(what, b"")
        return left


def _exchange(name: str, names: Names, others: Names) -> Names:
    """Return `names` with what `others` have as `name`, or without it when they have none."""
    rest = {each: what for each, what in names.items() if each != name}
    return rest | ({name: others[name]} if name in others else {})


def freeze(left: Left) -> int:
    """Return a number that tells `left` from others."""
    return hash(
        tuple((name, freeze(what) if isinstance(what, dict) else what) for name, what in sorted(left.items()))
    )


_watching: list[Callable[[str, tuple[Any, ...]], None]] = []


def _tell(event: str, arguments: tuple[Any, ...]) -> None:
    if event in STEPS and _watching and threading.current_thread() is threading.main_thread():
        watch = _watching.pop()  # what it does itself is no step
        watch(event, arguments)
        _watching.append(watch)


sys.addaudithook(_tell)  # for ever: it costs nothing while nobody watches


@dataclass
class Cuts:
    """What can be left at the steps of what was done, each once, and what can be left when it is done."""

    steps: int = 0
    during: dict[int, Left] = field(default_factory=dict)
    after: list[Left] = field(default_factory=list)


@contextmanager
def cut_everywhere(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cuts]:
    """Collect what can be left of `root` before every step of what is done meanwhile."""
    disk, cuts = Disk(root), Cuts()

    def keep() -> None:
        cuts.steps += 1
        cuts.during.update((freeze(left), left) for left in disk.list_states())

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event != "open" or arguments[2] & WRITES:
            keep()

    def sync(file: int) -> None:
        _watching.clear()
        keep()
        real(file)
        disk.sync(file)
        _watching.append(watch)

    real = os.fsync
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", sync)
        _watching.append(watch)
        try:
            yield cuts
        finally:
            _watching.clear()
    cuts.after += disk.list_states()
    disk.close()


def restore(left: Left, target: Path) -> None:
    """Write what was left to the new folder `target`."""
    target.mkdir()
    for name, what in left.items():
        if isinstance(what, dict):
            restore(what, target / name)
        elif isinstance(what, bytes):
            (target / name).write_bytes(what)
        else:
            (target / name).symlink_to(what)


def count_documents(folder: Path) -> int:
    """Return how many documents are in the index in use below `folder`; 0 where there is none yet."""
    return len(read_index(folder).documents) if find_build(folder) else 0


def check(cuts: Cuts, place: Path, count: Callable[[Path], int], before: int, after: int) -> None:
    """Assert that the index `before` or the one `after`, by their documents, is left at every step."""

    def count_left(left: Left) -> int:
        with TemporaryDirectory(dir=place) as folder:
            restore(left, Path(folder) / "left")
            return count(Path(folder) / "left")

    assert cuts.steps > 30  # those of the smallest build, where nothing is synced, are 41
    assert {count_left(left) for left in cuts.during.values()} == {before, after}
    assert {count_left(left) for left in {freeze(left): left for left in cuts.after}.values()} == {after}


def add(documents: Path, number: int) -> None:
    (documents / f"{number}.de.md").write_text(f"Dokument {number} über den Vertrag.\n", encoding="utf-8")


def test_no_step_of_a_first_build_leaves_half_an_index(
    documents: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with cut_everywhere(root, monkeypatch) as cuts:
        build_index(documents, root / "city" / "index", encoder)
    check(cuts, tmp_path, lambda left: count_documents(left / "city" / "index"), 0, 4)


def test_no_step_of_a_further_build_loses_the_index(
    documents: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    build_index(documents, folder, encoder)
    for number in (5, 6):  # the second sweeps the first one away
        add(documents, number)
        with cut_everywhere(folder, monkeypatch) as cuts:
            build_index(documents, folder, encoder)
        check(cuts, tmp_path, count_documents, number - 1, number)


def test_no_step_of_mending_an_index_loses_the_one_before(
    documents: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    build_index(documents, folder, encoder)
    add(documents, 5)
    build_index(documents, folder, encoder)
    (folder / "current" / "documents" / "texts.txt").write_bytes(b"damaged")

    def count(left: Path) -> int:
        with suppress(IndexUnusableError):
            return count_documents(left)
        return len(read_index_before(left).documents)

    with cut_everywhere(folder, monkeypatch) as cuts:
        build_index(documents, folder, encoder)
    check(cuts, tmp_path, count, 4, 5)
    assert len(read_index_before(folder).documents) == 4


def test_a_build_that_synced_nothing_would_be_lost(
    documents: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    build_index(documents, folder, encoder)
    add(documents, 5)
    with monkeypatch.context() as patch, cut_everywhere(folder, patch) as cuts:
        patch.setattr(builds, "_sync", lambda _: None)
        build_index(documents, folder, encoder)
    with pytest.raises(IndexUnusableError):
        check(cuts, tmp_path, count_documents, 4, 5)
