"""What no folder of documents should hold: reported, within limits, and nothing else is kept out."""

from pathlib import Path

import pytest

from benchmarks.hostile import GOOD, read_hostile, run_alone, write_good
from index.documents import isolation as apart
from tests.documents.hostile import list_hostile, plant_specials


def test_every_hostile_file_is_reported_and_the_others_are_indexed(tmp_path: Path) -> None:
    """But for those that take long to make or to read, of which `python -m benchmarks.hostile` reads all."""
    write_good(tmp_path)
    names = plant_specials(tmp_path)
    for name, data in list_hostile(heavy=False):
        (tmp_path / name).write_bytes(data)
        names.append(name)
    outcome = run_alone(read_hostile, tmp_path)
    assert sorted(outcome.reported) == sorted(names)
    assert outcome.used == GOOD
    assert outcome.megabytes <= apart.MEGABYTES
    assert len(names) > 150


def test_a_file_that_breaks_a_limit_is_not_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the benchmark cannot pass by not looking."""
    write_good(tmp_path)
    (tmp_path / "bad.md").write_bytes(b"\0")
    outcome = run_alone(read_hostile, tmp_path)
    assert outcome.is_right(["bad.md"])
    assert not outcome.is_right([])
    assert not outcome.is_right(["bad.md", "worse.md"])
    monkeypatch.setattr("benchmarks.hostile.SPARE_SECONDS", -apart.SECONDS)
    assert not outcome.is_right(["bad.md"])
