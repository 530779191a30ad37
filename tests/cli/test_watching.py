"""Watching the folder of the documents: each change is built once, nothing ends it but who is asked to."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.watching import watch
from index.errors import BuildError, FolderError

Step = Callable[[], object]
WAIT = 0.02  # seconds between looks


def run(folder: Path, *steps: Step) -> int:
    """Watch `folder`; each build takes the next of `steps`, and it is stopped after them. Return how many."""
    left = list(steps)
    built = 0

    def build() -> None:
        nonlocal built
        built += 1
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    watch(folder, build, WAIT)
    return built


def test_a_change_is_built_and_what_does_not_change_is_not(documents: Path) -> None:
    begun = time.monotonic()
    later = threading.Timer(1, lambda: (documents / "sport.en.md").write_text("# New"))
    assert run(documents, later.start) == 2
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize("change", ["new", "altered", "gone", "sidecar", "topics"])
def test_any_change_is_seen(documents: Path, change: str) -> None:
    def make() -> None:
        match change:
            case "new":
                (documents / "below").mkdir()
                (documents / "below" / "new.md").write_text("# New")
            case "altered":
                os.utime(documents / "sport.en.md", ns=(1, 1))
            case "gone":
                (documents / "sport.en.md").unlink()
            case "topics":
                (documents / "topics.yaml").write_text("sport: {de: Sport}")
            case "sidecar":
                (documents / "plan.pdf.yaml").write_text("title: Plan")

    assert run(documents, make) == 2


def test_hidden_files_change_nothing(documents: Path) -> None:
    def hide_and_change() -> None:
        (documents / ".page.html.part").write_text("half")
        (documents / "~$page.docx").write_text("lock")

    def change() -> None:
        (documents / "new.md").write_text("# New")

    with pytest.MonkeyPatch.context() as patch:
        looks: list[int] = []

        def sleep(_: float) -> None:
            looks.append(1)
            if len(looks) == 10:
                raise KeyboardInterrupt

        patch.setattr("bot.cli.watching.sleep", sleep)
        assert run(documents, hide_and_change, change) == 1


def test_a_failed_build_is_told_once_and_watched_on(
    documents: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    def fail() -> None:
        (documents / f"{time.monotonic_ns()}.md").write_text("# New")
        raise FolderError("folder_unreadable", folder="there", reason="no")

    assert run(documents, fail, fail, lambda: (documents / "last.md").write_text("# New")) == 4
    err = capsys.readouterr().err
    assert err.count("The documents folder there cannot be read (the system says: no).") == 1
    assert err.endswith("Stopped. The index built last stays in use.\n")


def test_a_full_disk_is_told(
    documents: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    def fail() -> None:
        (documents / "new.md").write_text("# New")
        raise OSError(28, "No space left on device")

    assert run(documents, fail) == 2
    assert "No space left on device" in capsys.readouterr().err


def test_while_another_build_runs_it_is_tried_again_without_a_change(documents: Path) -> None:
    def fail() -> None:
        raise BuildError("build_running", folder="index")

    assert run(documents, fail, fail) == 3


def test_a_folder_that_appears_later_is_built_then(tmp_path: Path) -> None:
    def make() -> None:
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "a.md").write_text("# New")

    assert run(tmp_path / "later", make) == 2


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_command_builds_again_and_stops_when_it_is_told_to(tmp_path: Path, sent: signal.Signals) -> None:
    folder, index = tmp_path / "documents", tmp_path / "index"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nThe bridge was built in 1992.\n")
    command = [sys.executable, "-m", "bot", "index", str(folder), "--output", str(index), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watching:
        try:
            await_documents(index, ["one.md"])
            (folder / "two.md").write_text("# Two\n\nThe tower was built in 1993.\n")
            await_documents(index, ["one.md", "two.md"])
            (folder / "one.md").unlink()
            await_documents(index, ["two.md"])
            watching.send_signal(sent)
            out, err = watching.communicate(timeout=60)
        finally:
            watching.kill()
    assert watching.returncode == 0
    assert out.count("Documents: ") == 3
    assert err.splitlines()[-1] in {
        "Stopped. The index built last stays in use.",
        "Beendet. Der zuletzt gebaute Index bleibt in Gebrauch.",
    }
    assert "Traceback" not in err
    assert not list(index.glob(".building-*"))


def await_documents(index: Path, paths: list[str]) -> None:
    """Return once the report in `index` names the documents `paths`."""
    last = time.monotonic() + 120
    while time.monotonic() < last:
        try:
            report = json.loads((index / "report.json").read_text(encoding="utf-8"))
        except OSError:
            report = {"documents": []}
        if [document["path"] for document in report["documents"]] == paths:
            return
        time.sleep(0.1)
    pytest.fail(f"no index of {paths}")
