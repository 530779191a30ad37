"""Which sentences are translations of each other, on disk: each is found from both sides."""

from pathlib import Path

import pytest

from index.files import hash_file
from index.storage import open_files
from index.storage.open_files import BuildFiles
from index.storage.translations import Translations, write_translations

PAIRS = [(0, 7), (2, 8), (1, 12), (2, 14), (8, 14)]


@pytest.mark.parametrize("copied", [True, False])
@pytest.mark.parametrize(
    ("pairs", "first", "count", "found"),
    [
        (PAIRS, 0, 1, [(0, 7)]),
        (PAIRS, 0, 3, [(0, 7), (1, 12), (2, 8), (2, 14)]),
        (PAIRS, 8, 1, [(8, 2), (8, 14)]),
        (PAIRS, 3, 4, []),
        (PAIRS, 14, 9, [(14, 2), (14, 8)]),
        (PAIRS, 0, 0, []),
        ([], 0, 5, []),
    ],
)
def test_the_partners_of_neighbours_are_found(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    pairs: list[tuple[int, int]],
    first: int,
    count: int,
    found: list[tuple[int, int]],
    *,
    copied: bool,
) -> None:
    if not copied:
        monkeypatch.setattr(open_files, "COPIED", -1)
    write_translations(tmp_path, pairs)
    files = BuildFiles(tmp_path, {path.name: hash_file(path) for path in tmp_path.iterdir()})
    assert Translations(files).find(first, count) == found
