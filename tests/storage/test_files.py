"""Temporary folders: none is left for good, and nobody's but one's own is removed."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from index.files import make_folder

HOLD = """
from index.files import make_folder
with make_folder() as folder:
    (folder / "file").touch()
    print(folder, flush=True)
    input()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, in other processes, too."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_a_folder_goes_at_the_end_and_after_a_failure(temporary: Path) -> None:
    with make_folder() as folder, make_folder() as other:
        assert folder != other
        (folder / "file").touch()
        assert sorted(temporary.iterdir()) == sorted([folder, other])
    with pytest.raises(ZeroDivisionError), make_folder():
        raise ZeroDivisionError
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_goes_with_the_next_and_what_is_in_use_stays(temporary: Path) -> None:
    command = [sys.executable, "-c", HOLD]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as killed,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as living,
    ):
        assert killed.stdout
        assert living.stdout
        left, used = (Path(each.stdout.readline().strip()) for each in (killed, living) if each.stdout)
        assert (left / "file").exists()  # the second has not taken it away
        killed.kill()
        killed.wait()
        assert (left / "file").exists()
        with make_folder() as folder:
            assert sorted(temporary.iterdir()) == sorted([folder, used])
            assert (used / "file").exists()
        living.communicate("\n")
    assert list(temporary.iterdir()) == []


def test_what_only_has_the_name_stays(temporary: Path) -> None:
    (temporary / "partnerbot-file").touch()
    (temporary / "elsewhere").mkdir()
    (temporary / "partnerbot-link").symlink_to("elsewhere")
    (temporary / "other-folder").mkdir()
    before = sorted(temporary.iterdir())
    with make_folder():
        pass
    assert sorted(temporary.iterdir()) == before
