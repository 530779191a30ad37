"""Files of an index that answers: whatever becomes of them, answers are right or refused, and nobody dies."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace as replace_values
from pathlib import Path

import numpy as np
import pytest

from index.build import build_index
from index.encoding.encoder import Encoder
from index.errors import IndexUnusableError
from index.files import hash_file
from index.search import Filters
from index.storage import open_files as held
from index.storage import store
from index.storage.arrays import load_array, save_array
from index.storage.faiss_vectors import ExactVectors
from index.storage.manifest import read_manifest
from index.storage.open_files import BuildFiles, OpenFile
from index.storage.store import Contents, Index, read_index, write_index
from tests.doubles.reader import ask, open_index
from tests.http.test_reload import Service
from tests.languages.codes import DE
from tests.storage.test_store import list_files, unpack
from tests.storage.test_vectors import draw_groups

QUESTIONS = (
    "Wann wurde der Vertrag unterzeichnet?",
    "Who trained together in Moscow?",
    "Что подписали в 1992?",
)
COPIED = pytest.mark.parametrize("copied", [True, False])


@pytest.fixture
def output(documents: Path, encoder: Encoder, tmp_path: Path) -> Path:
    """Return the folder of a built index."""
    build_index(documents, tmp_path / "index", encoder)
    return tmp_path / "index"


def copy_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file count as a large one."""
    monkeypatch.setattr(held, "COPIED", -1)


# --- one file


@COPIED
def test_rows_are_those_of_the_array(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, copied: bool
) -> None:
    if not copied:
        copy_none(monkeypatch)
        monkeypatch.setattr(held, "_BLOCK", 1_000)
    array = (np.arange(100_000) % 2_000).reshape(-1, 10).astype(np.float16)
    save_array(tmp_path / "rows.npy", array)
    rows = BuildFiles(tmp_path, {}).open_rows("rows.npy")
    first, counts = np.array([9_998, 0, 17, 500]), np.array([2, 1, 0, 300])
    pairs = zip(first, counts, strict=True)
    expected = np.concatenate([array[start : start + count] for start, count in pairs])
    np.testing.assert_array_equal(rows.read(first, counts), expected)
    for numbers in ([5, 6, 7, 3, 3, 4, 9_999, 0], [0], []):
        wanted = np.array(numbers, np.int64)
        np.testing.assert_array_equal(rows.take(wanted), array[wanted])
    np.testing.assert_array_equal(rows.read_all(), array)
    np.testing.assert_array_equal(load_array(tmp_path / "rows.npy"), array)
    assert (len(rows), rows.width, load_array(tmp_path / "rows.npy").flags.writeable) == (10_000, 10, False)


def overwrite(path: Path) -> None:
    """Change a byte, and let the times say nothing of it."""
    status = path.stat()
    with path.open("r+b") as file:
        file.seek(status.st_size // 2)
        byte = file.read(1)
        file.seek(status.st_size // 2)
        file.write(bytes([byte[0] ^ 1]))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(4_096))


def fill_anew(path: Path) -> None:
    """Write other bytes, as many as there are."""
    path.write_bytes(bytes(path.stat().st_size))


def replace(path: Path) -> None:
    (path.parent / "other.tmp").write_bytes(bytes(100))
    (path.parent / "other.tmp").replace(path)


IN_PLACE: list[Callable[[Path], None]] = [overwrite, cut, empty, lengthen, fill_anew]


@pytest.mark.parametrize("damage", IN_PLACE)
def test_a_large_file_that_is_altered_is_refused_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    copy_none(monkeypatch)
    path = tmp_path / "build" / "large.txt"
    path.parent.mkdir()
    path.write_bytes(b"0123456789")
    file = OpenFile(path.parent, path.name, hash_file(path))
    assert (file.read(2, 4), file.is_whole()) == (b"23", True)
    damage(path)
    for _ in range(2):
        with pytest.raises(IndexUnusableError) as caught:
            file.read(2, 4)
        assert caught.value.code == "index_damaged"
        assert caught.value.values == {"folder": tmp_path, "file": "large.txt"}
    assert not file.is_whole()


def link(path: Path) -> None:
    path.with_name("link").hardlink_to(path)


@pytest.mark.parametrize("touch", [link, Path.touch, Path.unlink, replace, lambda path: path.chmod(0o600)])
def test_a_large_file_whose_bytes_stay_is_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, touch: Callable[[Path], None]
) -> None:
    """A backup of links, a build that sweeps this one away, another file in its place."""
    copy_none(monkeypatch)
    path = tmp_path / "large.txt"
    path.write_bytes(b"0123456789")
    file = OpenFile(tmp_path, path.name, hash_file(path))
    touch(path)
    assert (file.read(2, 4), file.is_whole()) == (b"23", True)


def test_a_copied_file_holds_no_descriptor_and_stays_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "small.txt"
    path.write_bytes(b"0123456789")
    held_before = os.listdir("/proc/self/fd")  # noqa: PTH208
    file = OpenFile(tmp_path, path.name, "")
    assert os.listdir("/proc/self/fd") == held_before  # noqa: PTH208
    empty(path)
    assert (file.read(2, 4), file.is_whole()) == (b"23", True)


def test_a_file_that_the_system_cannot_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_none(monkeypatch)
    (tmp_path / "large.txt").write_bytes(b"0123456789")
    file = OpenFile(tmp_path, "large.txt", "")

    def fail(*_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "pread", fail)
    with pytest.raises(IndexUnusableError) as caught:
        file.read(2, 4)
    assert caught.value.code == "index_unreadable"
    assert "Input/output error" in str(caught.value)


# --- an index


def ask_all(index: Index, encoder: Encoder) -> list[object]:
    """Return what an index says, whatever it is asked."""
    knowledge = open_index(index, encoder)
    answers = [ask(knowledge, question) for question in QUESTIONS]
    found = knowledge.retriever.search(QUESTIONS[0], DE, 50, Filters(document="sport.en.md"))
    return [answers, found, list(knowledge.retriever.documents.values())]


def find_wrong(output: Path, encoder: Encoder) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong after each damage to each file of the index in use."""
    expected = ask_all(read_index(output), encoder)
    whole = (output / "current").resolve()
    shutil.copytree(whole, output / "whole")
    for name in [str(path.relative_to(output / "current")) for path in list_files(output)]:
        for damage in (overwrite, cut, empty, replace):
            index = read_index(output)
            damage(whole / name)
            try:
                if ask_all(index, encoder) != expected:
                    yield name, damage.__name__, "a wrong answer"
            except IndexUnusableError:
                if held.COPIED > 0:
                    yield name, damage.__name__, "no answer"
            shutil.rmtree(whole)
            shutil.copytree(output / "whole", whole)


@COPIED
def test_no_damage_to_a_file_in_use_ends_the_process_or_makes_an_answer_wrong(
    output: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, *, copied: bool
) -> None:
    if not copied:
        copy_none(monkeypatch)
    assert list(find_wrong(output, encoder)) == []


def write_lists(output: Path) -> None:
    """Write the index of `output` anew with 4,000 vectors in lists, all of one of its chunks."""
    contents = unpack(read_index(output))
    chunk = replace_values(contents.chunks[0], sentences=contents.chunks[0].sentences[:1])
    manifest, vectors = replace_values(contents.manifest, vectors="lists"), draw_groups(4_000)
    write_index(output, Contents(manifest, contents.documents, [chunk] * len(vectors), vectors, vectors))


def find_in_lists(output: Path) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a large index after each damage to its vectors."""
    question = draw_groups(4_000)[5].astype(np.float32)
    asked = (None, np.arange(0, 4_000, 3), np.arange(0, 4_000, 5))
    whole = (output / "current").resolve()
    shutil.copytree(whole, output / "whole")
    for name in ("lists.faiss", "passages.npy", "sentences.npy"):
        for damage in (overwrite, cut, empty):
            index = read_index(output)
            expected = [index.vectors.find_nearest(question, 10, each).tolist() for each in asked]
            damage(whole / name)
            try:
                if expected != [index.vectors.find_nearest(question, 10, each).tolist() for each in asked]:
                    yield name, damage.__name__
            except IndexUnusableError:
                pass
            shutil.rmtree(whole)
            shutil.copytree(output / "whole", whole)


def test_no_damage_to_lists_in_use_ends_the_process_or_makes_an_answer_wrong(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExactVectors, "most", 1_000)
    write_lists(output)
    copy_none(monkeypatch)
    assert list(find_in_lists(output)) == []


@COPIED
def test_no_file_of_an_index_is_mapped(
    output: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, *, copied: bool
) -> None:
    if not copied:
        copy_none(monkeypatch)
    index = read_index(output)
    ask_all(index, encoder)
    assert str(output) not in Path("/proc/self/maps").read_text(encoding="utf-8")


def test_an_index_that_is_altered_while_it_is_read_is_refused(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check of all bytes and the reading of them."""
    whole = (output / "current").resolve()
    shutil.copytree(whole, output / "whole")
    for name in [str(path.relative_to(output / "current")) for path in list_files(output)]:
        for damage in (overwrite, empty, replace):

            def check_and_damage(
                build: Path, name: str = name, damage: Callable[[Path], None] = damage
            ) -> object:
                found = read_manifest(build)
                damage(build / name)
                return found

            monkeypatch.setattr(store, "read_manifest", check_and_damage)
            with pytest.raises(IndexUnusableError) as caught:
                read_index(output)
            assert caught.value.code == "index_damaged"
            shutil.rmtree(whole)
            shutil.copytree(output / "whole", whole)


# --- a service


@pytest.mark.parametrize("damage", [overwrite, empty])
def test_a_service_whose_files_are_altered_falls_back_and_is_mended(
    documents: Path,
    tmp_path: Path,
    encoder: Encoder,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[Path], None],
) -> None:
    copy_none(monkeypatch)
    service = Service(documents, tmp_path / "index", encoder)
    service.build()
    service.build(5)
    with service.client:
        service.wait(lambda: service.ready() == {"status": "ready", "documents": 5})
        damage(tmp_path / "index" / "current" / "documents" / "texts.txt")
        seen = {
            service.client.post("/api/ask", json={"question": QUESTIONS[0]}).status_code for _ in range(3)
        }
        assert seen <= {200, 503}
        service.wait(lambda: service.ready().get("documents") == 4)
        assert "warning" in service.ready()
        service.build()
        service.wait(lambda: service.ready() == {"status": "ready", "documents": 5})
