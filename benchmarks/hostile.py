"""Hostile files in the folder of documents: each is reported within its limits, and the others are indexed.

    python -m benchmarks.hostile

Each file of tests/documents/hostile.py is read beside two good ones in a process of its own, which says what
it took; then all of them at once. Exits with 1 when any is not reported, takes more than
index/documents/isolation.py allows, or keeps a good one out.
"""

import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.build import read_folder
from index.documents.isolation import MEGABYTES, SECONDS
from tests.documents.hostile import LINE, list_hostile, plant_specials

GOOD = ("first.de.md", "zweites.de.txt")
SPARE_SECONDS = 5  # what the two good ones take, and what is counted before the limit begins
SPARE_MEGABYTES = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a folder: the good files that are used, the paths reported, what reading took."""

    used: tuple[str, ...]
    reported: tuple[str, ...]
    seconds: float
    megabytes: float  # more than the process began with

    def is_right(self, hostile: list[str]) -> bool:
        """Return whether all of `hostile` are reported, the good ones used, and nothing takes too much."""
        within = self.seconds <= SECONDS + SPARE_SECONDS and self.megabytes <= MEGABYTES + SPARE_MEGABYTES
        return self.used == GOOD and sorted(self.reported) == sorted(hostile) and within


def write_good(folder: Path) -> None:
    """Put two good files into `folder`."""
    for name in GOOD:
        (folder / name).write_text(LINE * 3, encoding="utf-8")


def read_hostile(folder: Path) -> Outcome:
    """Return what becomes of the files in `folder`; the processes that read them are measured as one."""
    began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    documents, _, errors = read_folder(folder)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Outcome(
        tuple(document.path for document in documents),
        tuple(str(error.values["path"]) for error in errors),
        used.ru_utime + used.ru_stime,
        (used.ru_maxrss - began) / 1_000,
    )


def run_alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """Return what `work` gives in a process of its own, so that what it takes is its own."""
    with ProcessPoolExecutor(1, get_context("fork")) as pool:
        return pool.submit(work, *arguments).result()


def measure() -> bool:
    """Print what became of each file and of all; return whether all is right."""
    right, count = True, 0
    with TemporaryDirectory() as every:
        write_good(Path(every))
        names = plant_specials(Path(every))
        for name, data in list_hostile():
            with TemporaryDirectory() as folder:
                write_good(Path(folder))
                for place in (folder, every):
                    (Path(place) / name).write_bytes(data)
                outcome = run_alone(read_hostile, Path(folder))
            names.append(name)
            count += 1
            told = "" if outcome.is_right([name]) else f"  WRONG: {outcome}"
            right = right and not told
            print(f"{outcome.seconds:6.1f} s {outcome.megabytes:6.0f} MB  {name}{told}", flush=True)
        together = run_alone(read_hostile, Path(every))
        missing = sorted(set(names) ^ set(together.reported))
        print(
            f"{count} files, and {len(names) - count} that are no files; together: {together.seconds:.0f} s, "
        )
        print(f"{len(together.reported)} reported, differing: {missing}, used: {', '.join(together.used)}")
    return right and not missing and together.used == GOOD


if __name__ == "__main__":
    sys.exit(0 if measure() else 1)
