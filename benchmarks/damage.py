"""Damaged indexes: files are flipped, cut, emptied, swapped, before they are read and while they answer.

    python -m benchmarks.damage [TRIES] [INDEX]

10,000 times without TRIES. Damage before reading must be refused with a sentence, or change nothing that is
found. Damage while the index answers must change nothing, or, where a file counts as large, be refused. Works
in processes of its own: one that dies is counted, and the next one goes on. Exits with 1 when an answer is
wrong, or a process dies.
"""

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.dearest import NoEncoder
from index.encoding.encoder import load_encoder
from index.errors import IndexUnusableError
from index.languages import Language
from index.search import Searcher
from index.storage import open_files as held
from index.storage.store import Index, read_index

TRIES = 10_000
PATIENCE = 120  # seconds for one of them: a process that says nothing for longer is ended, and counts as dead
QUESTIONS = (
    ("Seit wann sind Düsseldorf und Moskau Partnerstädte?", Language("de")),
    ("Who signed the partnership agreement?", Language("en")),
    ("Что подписали города в 2019 году?", Language("ru")),
)
REFUSED, SAME, WRONG, DEAD = "refused", "the same answers", "WRONG ANSWERS", "DEAD"

Ask = Callable[[Index], object]  # returns all that decides answers


def flip(files: Sequence[Path], draw: Random) -> None:
    """Turn round one bit of one of `files`."""
    path = draw.choice(files)
    place = draw.randrange(path.stat().st_size)
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0] ^ 1 << draw.randrange(8)
        file.seek(place)
        file.write(bytes([byte]))


def cut(files: Sequence[Path], draw: Random) -> None:
    """Shorten one of `files`, by one byte or by many."""
    path = draw.choice(files)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(draw.choice((size - 1, size // 2, draw.randrange(size))))


def empty(files: Sequence[Path], draw: Random) -> None:
    """Leave nothing of one of `files`."""
    draw.choice(files).write_bytes(b"")


def swap(files: Sequence[Path], draw: Random) -> None:
    """Let each of two of `files` hold what the other does, in its place or under its name."""
    one, other = draw.sample(files, 2)
    if draw.random() < 0.5:
        held_by_one = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(held_by_one)
    else:
        aside = one.with_name("aside.tmp")
        one.rename(aside)
        other.rename(one)
        aside.rename(other)


DAMAGES = (flip, cut, empty, swap)


def try_damages(folder: Path, ask: Ask, tries: int, draw: Random) -> Iterator[tuple[str, str, str]]:
    """Damage the index in use below `folder`, which is made whole again each time.

    Yields how it was damaged, when, and what came of it. A file is small or large by chance.
    """
    expected = ask(read_index(folder))
    build = (folder / "current").resolve()
    whole = folder / "whole"
    shutil.copytree(build, whole, dirs_exist_ok=True)
    files = sorted(path for path in build.rglob("*") if path.is_file())
    for _ in range(tries):
        damage = draw.choice(DAMAGES)
        held.COPIED = draw.choice((-1, 100_000, 32_000_000))
        index = read_index(folder) if draw.random() < 0.5 else None
        damage(files, draw)
        when = "while it answers" if index else "before it is read"
        try:
            outcome = SAME if ask(index or read_index(folder)) == expected else WRONG
        except IndexUnusableError:
            outcome = REFUSED
        yield damage.__name__, when, outcome
        shutil.rmtree(build)
        shutil.copytree(whole, build)


def count_outcomes(folder: Path, ask: Ask, tries: int, seed: int = 0) -> Counter[tuple[str, str, str]]:
    """Return how often each outcome of so many `tries` came about."""
    counted: Counter[tuple[str, str, str]] = Counter()
    fork = get_context("fork")
    while (left := tries - counted.total()) > 0:
        here, there = fork.Pipe(duplex=False)
        draw = Random(f"{seed} {left}")  # noqa: S311  # decides no secret
        child = fork.Process(target=_work, args=(folder, ask, left, draw, there))
        child.start()
        there.close()
        try:
            while True:
                if not here.poll(PATIENCE):
                    child.kill()
                counted[here.recv()] += 1
        except EOFError:
            child.join()
        if child.exitcode:
            counted["", "", f"{DEAD}: {child.exitcode}"] += 1
            _mend(folder)
    return counted


def _work(folder: Path, ask: Ask, tries: int, draw: Random, there: Connection) -> None:
    for found in try_damages(folder, ask, tries, draw):
        there.send(found)


def _mend(folder: Path) -> None:
    build = (folder / "current").resolve()
    if (folder / "whole").exists():
        shutil.rmtree(build)
        shutil.copytree(folder / "whole", build)


def is_right(counted: Counter[tuple[str, str, str]]) -> bool:
    """Return whether no answer was wrong and no process died."""
    return {outcome for _, _, outcome in counted} <= {REFUSED, SAME}


def make_ask() -> Ask:
    """Return what asks an index: no model computes, for which a forked process could wait for ever."""
    encoder = NoEncoder(load_encoder())

    def ask(index: Index) -> object:
        searcher = Searcher(index, encoder)
        return [searcher.search(*each, 20) for each in QUESTIONS], list(searcher.documents.values())

    return ask


def report(tries: int, base: Path) -> bool:
    """Print what came of so many `tries`, and return whether all is right."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "index"
        shutil.copytree(base, folder, symlinks=True)
        counted = count_outcomes(folder, make_ask(), tries)
    for (damage, when, outcome), number in sorted(counted.items()):
        print(f"{number:6}  {damage:5}  {when:17}  {outcome}")
    return is_right(counted)


if __name__ == "__main__":
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else TRIES
    sys.exit(0 if report(tries, Path(sys.argv[2] if len(sys.argv) > 2 else "var/index")) else 1)
