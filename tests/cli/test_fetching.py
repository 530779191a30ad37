"""The command `fetch`: what is named is fetched, who asks is told, and the build says what has vanished."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.commands import main
from tests.doubles.website import Reply, Website, serve_website


@pytest.fixture
def website() -> Iterator[Website]:
    with serve_website() as website:
        website.page("/city/", "a", text="Die Städte Düsseldorf und Moskau sind seit dem Jahr 1992 Partner.")
        website.page("/city/a", text="Der Park in Moskau trägt seit 2006 den Namen der Stadt am Rhein.")
        yield website


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARTNERBOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PARTNERBOT_FETCHED_BY", "City of Example, web@example.org")
    monkeypatch.setenv("PARTNERBOT_DOCUMENTS", str(tmp_path / "documents"))
    monkeypatch.setenv("PARTNERBOT_INDEX", str(tmp_path / "index"))
    monkeypatch.setattr("index.fetching.visits.sleep", lambda _: None)
    return tmp_path / "documents"


def call(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_what_is_named_is_fetched(website: Website, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("fetch", f"{website.address}/city/") == 0
    assert capsys.readouterr().out == (
        f"New: 2 · changed: 0 · unchanged: 0 · vanished: 0 · errors: 0 · passed over: 0 · folder: {folder}\n"
    )
    agents = {asked.headers["user-agent"].partition(" ")[2] for asked in website.asked}
    assert agents == {"(City of Example, web@example.org)"}


def test_the_file_beside_the_documents_names_what_to_fetch(
    website: Website, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "sources.yaml").write_text(f"- {website.address}/city/\n- {website.address}/no\n")
    assert call("fetch", "--documents", other) == 1
    out, err = capsys.readouterr()
    assert out.startswith("New: 2 · ")
    assert err.splitlines()[-1].startswith(f"{website.address}/no: the website reports status 404")
    assert not folder.exists()


def test_what_has_vanished_is_told_by_the_run_and_by_the_build(
    website: Website, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("fetch", f"{website.address}/city/") == 0
    website.pages["/city/a"] = Reply(status=410)
    assert call("fetch", f"{website.address}/city/") == 0
    said = f"city-a.html: the website no longer has this document at {website.address}/city/a (410)."
    assert said in capsys.readouterr().err
    assert call("index") == 0
    assert said in capsys.readouterr().out
    assert said.rpartition(": ")[2] in (folder.parent / "index" / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ftp://example.org/"], "is not a web address"),
        ([], "No address is given"),
    ],
)
def test_what_cannot_work_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert call("fetch", *arguments) == 1
    assert said in capsys.readouterr().err
    assert not folder.exists()


def test_nothing_is_fetched_by_nobody(
    website: Website, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARTNERBOT_FETCHED_BY")
    assert call("fetch", f"{website.address}/") == 1
    assert "PARTNERBOT_FETCHED_BY has to say who fetches them" in capsys.readouterr().err
    assert website.asked == []
    assert not folder.exists()


def test_a_stopped_run_keeps_what_it_has(website: Website, folder: Path) -> None:
    website.page("/city/", "a", "slow")

    def stop(_: object) -> None:
        running.terminate()
        running.wait(30)

    website.pages["/city/slow"] = Reply(headers={"Content-Type": "text/html"}, write=stop)
    with subprocess.Popen([sys.executable, "-m", "bot", "fetch", f"{website.address}/city/"]) as running:
        running.wait(60)
    assert sorted(path.name for path in folder.rglob("*.html")) == ["city-a.html", "city.html"]
    assert not list(folder.rglob("*.part"))
