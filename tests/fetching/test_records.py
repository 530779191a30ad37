"""What later runs do: nothing anew that has not changed, nothing lost, nothing of a person's overwritten."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetching.records import open_store, read_records
from index.fetching.sources import Source
from tests.doubles.website import Asked, Reply, Website
from tests.fetching.conftest import Fetched, codes

PDF = b"%PDF-1.4 "


def conditional(body: bytes, etag: str, kind: str = "text/html") -> Callable[[Asked], Reply]:
    """Return what is sent only to who does not have it yet."""

    def reply(asked: Asked) -> Reply:
        if asked.headers.get("if-none-match") == etag:
            return Reply(status=304)
        return Reply(body, headers={"Content-Type": kind, "ETag": etag})

    return reply


def test_what_has_not_changed_is_not_sent_again_and_still_leads_on(
    website: Website, fetched: Fetched
) -> None:
    website.pages["/"] = conditional(b"<p>Die Seite.</p><a href='/a.pdf'>a</a>", '"1"')
    website.file("/a.pdf", "application/pdf", PDF)
    fetched.run(f"{website.address}/")
    before = {
        path: path.stat().st_mtime_ns for path in fetched.folder.rglob("*.*") if not path.name.startswith(".")
    }
    result = fetched.run(f"{website.address}/")
    assert (result.new, result.changed, len(result.same)) == ([], [], 2)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert website.asked[-2].headers["if-none-match"] == '"1"'


def test_the_time_of_the_last_change_is_a_condition_too(website: Website, fetched: Fetched) -> None:
    website.page("/a", Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")
    fetched.run(f"{website.address}/a")
    fetched.run(f"{website.address}/a")
    assert website.asked[-1].headers["if-modified-since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


def test_what_has_changed_takes_the_place_of_what_was(website: Website, fetched: Fetched) -> None:
    website.pages["/a"] = conditional(b"<p>Alt.</p>", '"1"')
    fetched.run(f"{website.address}/a")
    website.pages["/a"] = conditional(b"<p>Neu.</p>", '"2"')
    result = fetched.run(f"{website.address}/a")
    assert result.changed == [f"{website.address}/a"]
    assert fetched.list_files() == ["a.html"]
    assert fetched.read(f"{website.address}/a") == b"<p>Neu.</p>"


@pytest.mark.parametrize("status", [404, 410])
def test_what_has_vanished_is_marked_and_stays_until_it_is_back(
    website: Website, fetched: Fetched, status: int
) -> None:
    website.page("/", "/a")
    website.page("/a", ETag='"1"')
    fetched.run(f"{website.address}/")
    page = website.pages.pop("/a")
    website.pages["/a"] = Reply(status=status)
    first, second = fetched.run(f"{website.address}/"), fetched.run(f"{website.address}/")
    assert [(record.path.rpartition("/")[2], record.why) for record in first.vanished] == [
        ("a.html", str(status))
    ]
    assert (second.vanished, first.errors, second.errors) == ([], [], [])
    assert "a.html" in fetched.list_files()
    assert fetched.records[f"{website.address}/a"].vanished
    website.pages["/a"] = page
    fetched.run(f"{website.address}/")
    assert "if-none-match" not in website.asked[-1].headers
    assert fetched.records[f"{website.address}/a"].vanished is None


def test_what_nothing_leads_to_any_more_is_looked_after(website: Website, fetched: Fetched) -> None:
    website.page("/", "/a", "/b")
    website.page("/a")
    website.page("/b")
    fetched.run(f"{website.address}/")
    website.page("/")
    del website.pages["/b"]
    result = fetched.run(f"{website.address}/")
    assert [record.address for record in result.vanished] == [f"{website.address}/b"]
    assert f"{website.address}/a" in result.same


def test_what_has_moved_is_marked_and_fetched_where_it_is(website: Website, fetched: Fetched) -> None:
    website.page("/", "/a")
    website.page("/a")
    fetched.run(f"{website.address}/")
    website.page("/b", text="Dort ist es jetzt.")
    website.pages["/a"] = Reply(status=301, headers={"Location": "/b"})
    result = fetched.run(f"{website.address}/")
    assert [record.why for record in result.vanished] == [f"{website.address}/b"]
    assert result.new == [f"{website.address}/b"]


def test_what_no_longer_wants_to_be_kept_is_marked(website: Website, fetched: Fetched) -> None:
    website.page("/a")
    fetched.run(f"{website.address}/a")
    website.page("/a", head='<meta name="robots" content="noindex">')
    assert [record.why for record in fetched.run(f"{website.address}/a").vanished] == ["noindex"]


@pytest.mark.parametrize("reply", [Reply(status=500), Reply(b"", headers={"Content-Type": "text/html"})])
def test_a_failure_leaves_what_is_there(website: Website, fetched: Fetched, reply: Reply) -> None:
    website.page("/a")
    fetched.run(f"{website.address}/a")
    before = fetched.read(f"{website.address}/a")
    website.pages["/a"] = reply
    result = fetched.run(f"{website.address}/a")
    assert (len(result.errors), result.vanished) == (1, [])
    assert fetched.read(f"{website.address}/a") == before


def test_a_304_that_nobody_asked_for_is_an_error(website: Website, fetched: Fetched) -> None:
    website.pages["/a"] = Reply(status=304)
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_status"]


# --- what a person does here


def test_a_file_that_a_person_has_altered_is_never_overwritten(website: Website, fetched: Fetched) -> None:
    website.pages["/a"] = conditional(b"<p>Alt.</p>", '"1"')
    fetched.run(f"{website.address}/a")
    file = fetched.folder / fetched.records[f"{website.address}/a"].path
    file.write_text("<p>Verbessert.</p>")
    website.pages["/a"] = conditional(b"<p>Neu.</p>", '"2"')
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_altered"]
    assert file.read_text() == "<p>Verbessert.</p>"
    file.unlink()
    assert fetched.run(f"{website.address}/a").new == [f"{website.address}/a"]


def test_what_a_person_adds_to_the_metadata_stays(website: Website, fetched: Fetched) -> None:
    website.pages["/a"] = conditional(b"<p>Alt.</p>", '"1"')
    fetched.run(f"{website.address}/a")
    sidecar = next(fetched.folder.rglob("*.yaml"))
    sidecar.write_text(sidecar.read_text() + "title: Schöner\n", encoding="utf-8")
    website.pages["/a"] = conditional(b"<p>Neu.</p>", '"2"')
    assert fetched.run(f"{website.address}/a").changed
    assert "title: Schöner" in sidecar.read_text(encoding="utf-8")


def test_a_file_that_lies_there_already_is_not_touched(website: Website, fetched: Fetched) -> None:
    folder = fetched.folder / website.host.replace(":", "-")
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("mine")
    website.page("/a")
    fetched.run(f"{website.address}/a")
    assert (folder / "a.html").read_text() == "mine"
    assert len(fetched.list_files()) == 2


def test_addresses_that_would_have_the_same_name_get_two(website: Website, fetched: Fetched) -> None:
    for path in ("/a/b", "/a-b", "/A/B", "/a_b"):
        website.page(path)
    website.page("/", "/a/b", "/a-b", "/A/B", "/a_b")
    fetched.run(f"{website.address}/")
    names = fetched.list_files()
    assert len({name.casefold() for name in names}) == 5
    fetched.run(f"{website.address}/")
    assert fetched.list_files() == names


def test_a_file_that_somebody_deleted_comes_again(website: Website, fetched: Fetched) -> None:
    website.pages["/a"] = conditional(b"<p>Hier.</p>", '"1"')
    fetched.run(f"{website.address}/a")
    (fetched.folder / fetched.records[f"{website.address}/a"].path).unlink()
    assert fetched.run(f"{website.address}/a").new == [f"{website.address}/a"]


def test_an_address_that_sends_another_type_is_told(website: Website, fetched: Fetched) -> None:
    website.page("/a")
    fetched.run(f"{website.address}/a")
    website.file("/a", "application/pdf", PDF)
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_other_kind"]
    (fetched.folder / fetched.records[f"{website.address}/a"].path).unlink()
    fetched.run(f"{website.address}/a")
    assert fetched.list_files() == ["a.pdf"]


# --- what goes wrong here

KILLED = """
import os, sys
from pathlib import Path
import index.fetching.records as records
from index.fetching.connection import Answer
whole = records.write_whole
left = int(sys.argv[2])
def write(path, data):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    whole(path, data)
records.write_whole = write
with records.open_store(Path(sys.argv[1])) as store:
    store.keep(Answer(sys.argv[3], 200, {"etag": '"2"'}, b"<p>Neu.</p>"), ".html", sys.argv[3])
"""


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("writes", range(4))
def test_a_run_that_is_killed_leaves_whole_files_and_the_next_goes_on(
    website: Website, fetched: Fetched, writes: int, *, known: bool
) -> None:
    address = f"{website.address}/a"
    website.pages["/a"] = conditional(b"<p>Alt.</p>", '"1"')
    if known:
        fetched.run(address)
    fetched.folder.mkdir(exist_ok=True)
    killed = subprocess.run([sys.executable, "-c", KILLED, fetched.folder, str(writes), address], check=False)
    assert killed.returncode in {0, 9}
    files = [path.read_bytes() for path in fetched.folder.rglob("*.html")]
    assert files in ([], [b"<p>Alt.</p>"], [b"<p>Neu.</p>"])
    website.pages["/a"] = conditional(b"<p>Neu.</p>", '"2"')
    assert fetched.run(address).errors == []
    assert fetched.list_files() == ["a.html"]
    assert fetched.read(address) == b"<p>Neu.</p>"


def test_two_runs_at_once_are_refused(fetched: Fetched) -> None:
    with open_store(fetched.folder), pytest.raises(FetchError, match="just now"), open_store(fetched.folder):
        pass


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"format": 2, "records": []}', '{"format": 1, "records": [{}]}']
)
def test_records_that_cannot_be_read_are_told_and_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / ".fetched.json").write_text(text)
    with pytest.raises(FetchError) as caught:
        read_records(tmp_path)
    assert caught.value.code == "fetch_records"
    assert (tmp_path / ".fetched.json").read_text() == text


def test_a_folder_that_cannot_be_written_is_told(website: Website, fetched: Fetched) -> None:
    website.page("/a")
    fetched.folder.mkdir()
    (fetched.folder / website.host.replace(":", "-")).write_text("a file where the folder would be")
    assert codes(fetched.run(f"{website.address}/a")) == ["fetch_unwritable"]


def test_records_are_readable_by_people(website: Website, fetched: Fetched) -> None:
    website.page("/ü")
    website.page("/%C3%BC")
    fetched.run(Source(f"{website.address}/%C3%BC"))
    written = json.loads((fetched.folder / ".fetched.json").read_text(encoding="utf-8"))
    assert written["records"][0]["path"].endswith("/ü.html")
