"""Building the index: what is embedded, what is reported, and that nothing can leave half of it behind."""

import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.build import Report, build_index, embedded_text, list_sentences
from index.chunks import Chunk, split
from index.documents import isolation as apart
from index.documents.document import Document
from index.encoding.encoder import Encoder
from index.errors import BuildError, FolderError
from index.storage.builds import find_build
from index.storage.store import read_index
from tests.languages.codes import DE

PROJECT = Path(__file__).parents[2]
SIZE_OF_A_FULL_DISK = 4096  # bytes


def read_tree(folder: Path) -> dict[str, bytes | str]:
    """Return the bytes of every file below `folder`, and where every link leads."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def add(folder: Path, path: str, text: str) -> None:
    (folder / path).write_text(text, encoding="utf-8")


def list_codes(report: Report) -> list[tuple[object, str]]:
    return [(error.values["path"], error.code) for error in report.errors]


# The bytes


BUILD = """
import sys
from pathlib import Path
from index.build import build_index
from tests.doubles.encoder import TrigramEncoder
build_index(Path(sys.argv[1]), Path(sys.argv[2]), TrigramEncoder())
"""


def test_the_same_documents_and_encoder_give_the_same_bytes_in_any_process(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(documents, tmp_path / "here", encoder)
    command = [sys.executable, "-c", BUILD, str(documents)]
    processes = [
        subprocess.Popen([*command, tmp_path / seed], cwd=PROJECT, env=os.environ | {"PYTHONHASHSEED": seed})
        for seed in "12"
    ]
    assert [process.wait() for process in processes] == [0, 0]
    here = read_tree(tmp_path / "here")
    assert here["current"] == find_build(tmp_path / "here")
    assert here == read_tree(tmp_path / "1") == read_tree(tmp_path / "2")


def test_the_index_is_the_one_that_the_report_holds(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    built = build_index(documents, tmp_path / "index", encoder).index
    read = read_index(tmp_path / "index")
    assert read.manifest == built.manifest
    assert (dict(read.documents), list(read.chunks)) == (dict(built.documents), list(built.chunks))
    assert list(read.documents) == ["programme.de.md", "sport.en.md", "treaty.de.md", "treaty.ru.md"]
    treaty = read.chunks[2:4]
    assert [embedded_text(chunk) for chunk in treaty] == [
        "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet. Er gilt ohne Frist.",
        "Unterschriften\n" + treaty[1].text,
    ]
    assert list_sentences(treaty[1]) == [
        "Für Düsseldorf unterschrieb der Oberbürgermeister.",
        "Für Moskau unterschrieb der Bürgermeister.",
    ]


# What is embedded


def test_a_second_build_embeds_nothing_and_changes_no_byte(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    first = build_index(documents, tmp_path / "index", encoder)
    assert first.embedded == 15  # five chunks and their ten sentences
    before = read_tree(tmp_path / "index")
    assert build_index(documents, tmp_path / "index", encoder).embedded == 0
    assert read_tree(tmp_path / "index") == before


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "a sentence more": (lambda folder: add(folder, "sport.en.md", "Both cities trained. They met."), 3),
    "a document more": (lambda folder: add(folder, "new.en.md", "The mayors met again."), 1),
    "a document less": (lambda folder: (folder / "sport.en.md").unlink(), 0),
    "another name": (lambda folder: (folder / "sport.en.md").rename(folder / "hockey.en.md"), 0),
    "another language": (lambda folder: add(folder, "copy.de.md", "---\nlanguage: de\n---\nThey met."), 1),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_embeds_only_what_is_new_and_gives_the_bytes_of_a_fresh_build(
    documents: Path, encoder: Encoder, tmp_path: Path, change: str
) -> None:
    build_index(documents, tmp_path / "index", encoder)
    apply, expected = CHANGES[change]
    apply(documents)
    assert build_index(documents, tmp_path / "index", encoder).embedded == expected
    build_index(documents, tmp_path / "fresh", encoder)
    build = find_build(tmp_path / "fresh")
    assert build == find_build(tmp_path / "index")
    assert read_tree(tmp_path / "index" / str(build)) == read_tree(tmp_path / "fresh" / str(build))


def test_another_encoder_embeds_everything_anew(documents: Path, encoder: Any, tmp_path: Path) -> None:
    build_index(documents, tmp_path / "index", encoder)
    other = replace(encoder, fingerprint="4" * 64)
    assert build_index(documents, tmp_path / "index", other).embedded == 15


def test_a_damaged_index_is_built_anew(documents: Path, encoder: Encoder, tmp_path: Path) -> None:
    build_index(documents, tmp_path / "index", encoder)
    whole = read_tree(tmp_path / "index")
    (tmp_path / "index" / "current" / "passages.npy").write_bytes(b"")
    assert build_index(documents, tmp_path / "index", encoder).embedded == 15
    assert read_tree(tmp_path / "index") == whole


def test_the_progress_is_told_in_batches(documents: Path, encoder: Encoder, tmp_path: Path) -> None:
    names = ["Anna", "Boris", "Clara", "David", "Elena", "Fjodor", "Greta", "Hans"]
    for name in names:
        add(documents, f"{name}.md", "\n\n".join(f"# {name}\n\n{name} was number {n}." for n in range(10)))
    told: list[tuple[int, int]] = []
    build_index(documents, tmp_path / "index", encoder, lambda done, total: told.append((done, total)))
    assert told == [(0, 95), (64, 95), (95, 95)]


# What cannot be used


def test_a_bad_document_is_reported_and_the_others_are_indexed(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    add(documents, "a-bad-date.md", "---\nvalid_from: gestern\n---\nEin Text.")
    add(documents, "only-a-heading.md", "# Der Rat\n")
    add(documents, "z-empty.md", "")
    report = build_index(documents, tmp_path / "index", encoder)
    assert list_codes(report) == [
        ("a-bad-date.md", "bad_date"),
        ("only-a-heading.md", "empty"),
        ("z-empty.md", "empty"),
    ]
    assert set(read_index(tmp_path / "index").manifest.sources) == set(
        read_index(tmp_path / "index").documents
    )
    assert len(report.index.documents) == 4


def test_a_document_that_takes_too_long_is_reported_and_the_others_are_indexed(
    documents: Path, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accents in the wrong order are sorted one by one, in code that nothing of ours could interrupt."""
    monkeypatch.setattr(apart, "SECONDS", 1)
    add(documents, "accents.md", "a" + "\u0301\u0327" * 500_000)
    report = build_index(documents, tmp_path / "index", encoder)
    assert list_codes(report) == [("accents.md", "too_slow")]
    assert report.errors[0].text(DE) == (
        "accents.md: Das Lesen hat länger als 1 Sekunde Rechenzeit gedauert und wurde abgebrochen. Bitte "
        "teilen Sie das Dokument, oder öffnen Sie es im passenden Programm, und speichern Sie es neu."
    )
    assert len(report.index.documents) == 4
    (documents / "accents.md").unlink()
    assert build_index(documents, tmp_path / "index", encoder).errors == ()


def test_a_document_that_takes_too_long_to_split_is_reported_and_the_others_are_indexed(
    documents: Path, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def split_slowly(document: Document) -> list[Chunk]:
        while document.path == "sport.en.md":
            pass
        return split(document)

    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr("index.build.split", split_slowly)
    report = build_index(documents, tmp_path / "index", encoder)
    assert list_codes(report) == [("sport.en.md", "too_slow")]
    assert len(report.index.documents) == 3


def test_without_a_usable_document_the_old_index_stays(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(documents, tmp_path / "index", encoder)
    before = read_tree(tmp_path / "index")
    bad = tmp_path / "bad"
    bad.mkdir()
    add(bad, "leer.md", "")
    add(bad, "titel.md", "# Der Titel")
    with pytest.raises(BuildError) as caught:
        build_index(bad, tmp_path / "index", encoder)
    assert caught.value.text(DE) == (
        f"Keines der Dokumente in {bad} lässt sich verwenden:\n"
        "leer.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie.\n"
        "titel.md: Die Datei enthält keinen Text. Bitte füllen oder entfernen Sie sie."
    )
    assert read_tree(tmp_path / "index") == before


def test_an_empty_folder_is_refused_and_the_old_index_stays(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    build_index(documents, tmp_path / "index", encoder)
    before = read_tree(tmp_path / "index")
    (tmp_path / "empty").mkdir()
    for name, code in (("empty", "folder_empty"), ("missing", "folder_missing")):
        with pytest.raises(FolderError) as caught:
            build_index(tmp_path / name, tmp_path / "index", encoder)
        assert caught.value.code == code
    assert read_tree(tmp_path / "index") == before


@pytest.mark.parametrize("output", ["file", "file/below"])
def test_an_output_folder_that_cannot_be_written_is_named(
    documents: Path, encoder: Encoder, tmp_path: Path, output: str
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError) as caught:
        build_index(documents, tmp_path / output, encoder)
    assert caught.value.code == "output_unwritable"
    assert str(tmp_path / output) in str(caught.value)
    assert "--output" in str(caught.value)


# Several builds, and builds that are cut short


def test_a_second_build_at_the_same_time_is_refused_and_the_first_completes(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    refused: list[str] = []

    def build_meanwhile(done: int, _total: int) -> None:
        if not done:
            with pytest.raises(BuildError) as caught:
                build_index(documents, tmp_path / "index", encoder)
            refused.append(caught.value.code)

    build_index(documents, tmp_path / "index", encoder, build_meanwhile)
    assert refused == ["build_running"]
    assert len(read_index(tmp_path / "index").documents) == 4
    assert build_index(documents, tmp_path / "index", encoder).embedded == 0


def test_the_build_before_is_kept_and_older_ones_are_swept_away(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    builds = []
    for number in range(4):
        add(documents, "sport.en.md", f"The cities met in the year {2000 + number}.")
        build_index(documents, tmp_path / "index", encoder)
        builds.append(find_build(tmp_path / "index"))
        names = {path.name for path in (tmp_path / "index").iterdir()}
        assert names == {"lock", "current", *builds[-2:]}


def test_what_else_lies_in_the_output_folder_stays(documents: Path, encoder: Encoder, tmp_path: Path) -> None:
    add(tmp_path, "lock", "not ours")
    for number in range(3):
        add(documents, "sport.en.md", f"The cities met in the year {2000 + number}.")
        build_index(documents, tmp_path, encoder)
    assert len(list(documents.iterdir())) == 4
    assert (tmp_path / "lock").read_text(encoding="utf-8") == "not ours"


FORK = multiprocessing.get_context("fork")  # the child has everything imported already
forks = pytest.mark.filterwarnings(
    "ignore:.*use of fork:DeprecationWarning"
)  # none of our threads is at work


@pytest.fixture
def two_folders(documents: Path) -> tuple[Path, Path]:
    """Return two folders of documents whose indexes differ."""
    other = documents.with_name("other")
    other.mkdir()
    for path in documents.iterdir():
        add(other, path.name, path.read_text(encoding="utf-8").replace("1992", "1993"))
    return documents, other


def fill_disk_and_build(documents: Path, output: Path, encoder: Encoder, says: Any) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE_OF_A_FULL_DISK, SIZE_OF_A_FULL_DISK))
    try:
        build_index(documents, output, encoder)
    except BuildError as error:
        says.send((error.code, str(error)))


@forks
def test_a_full_disk_is_told_and_the_old_index_stays(
    two_folders: tuple[Path, Path], encoder: Encoder, tmp_path: Path
) -> None:
    build_index(two_folders[0], tmp_path / "index", encoder)
    before = read_tree(tmp_path / "index")
    hears, says = FORK.Pipe(duplex=False)
    child = FORK.Process(target=fill_disk_and_build, args=(two_folders[1], tmp_path / "index", encoder, says))
    child.start()
    assert hears.poll(60)
    code, sentence = hears.recv()
    child.join()
    assert code == "output_unwritable"
    assert "(the system says: File too large)" in sentence
    assert read_tree(tmp_path / "index") == before


def build_and_tell(documents: Path, output: Path, encoder: Encoder, begun: Any) -> None:
    begun.set()
    build_index(documents, output, encoder)


def check_what_a_kill_left(output: Path, whole: dict[str, dict[str, bytes | str]]) -> str:
    """Return the name of the build in use, after reading it: it must be a whole one."""
    assert len(read_index(output).documents) == 4
    build = str(find_build(output))
    assert read_tree(output / build) == whole[build]
    return build


def build_both(
    folders: tuple[Path, Path], output: Path, encoder: Encoder
) -> dict[str, dict[str, bytes | str]]:
    """Return the files of the builds of both folders, of which the last is in use below `output`."""
    for folder in folders:
        build_index(folder, output, encoder)
    return {
        path.name: read_tree(path) for path in output.iterdir() if path.is_dir() and not path.is_symlink()
    }


@forks
def test_a_hundred_builds_killed_at_random_leave_a_whole_index(
    two_folders: tuple[Path, Path], encoder: Encoder, tmp_path: Path
) -> None:
    output = tmp_path / "index"
    started = time.perf_counter()
    whole = build_both(two_folders, output, encoder)
    longest = time.perf_counter() - started
    chance = random.Random(1992)
    build = str(find_build(output))
    killed, finished = 0, 0
    while killed < 100:
        begun = FORK.Event()
        other = two_folders[list(whole).index(build) - 1]
        child = FORK.Process(target=build_and_tell, args=(other, output, encoder, begun))
        child.start()
        assert begun.wait(60)
        time.sleep(chance.uniform(0, longest))
        child.kill()
        child.join()
        build = check_what_a_kill_left(output, whole)
        assert child.exitcode in {0, -signal.SIGKILL}
        if child.exitcode == 0:
            finished, longest = finished + 1, 0.8 * longest
        else:
            killed, longest = killed + 1, 1.02 * longest  # so that about one in ten finishes
    assert finished > 0
    build_index(two_folders[0], output, encoder)
    assert {path.name for path in output.iterdir()} <= {"lock", "current", *whole}
