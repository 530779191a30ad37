"""The index on disk: read whole or refused with the way to mend it, switched without a gap."""

import hashlib
import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest

from index.build import build_index
from index.encoding.encoder import Encoder, Vectors
from index.errors import IndexUnusableError
from index.languages import Language
from index.storage import arrays, builds, faiss_vectors, manifest, store
from index.storage import documents as disk
from index.storage.arrays import widen
from index.storage.builds import find_build, lock_folder
from index.storage.manifest import FORMAT
from index.storage.store import Contents, Index, read_index, write_index
from index.storage.words import lexical, postings
from tests.languages.codes import EN

FORK = multiprocessing.get_context("fork")  # the child has everything imported already
forks = pytest.mark.filterwarnings(
    "ignore:.*use of fork:DeprecationWarning"
)  # none of our threads is at work


def test_every_finite_half_is_widened_exactly() -> None:
    halves = np.arange(2**16, dtype=np.uint16).view(np.float16)
    halves = halves[np.isfinite(halves)]
    assert widen(halves).tobytes() == halves.astype(np.float32).tobytes()


@pytest.fixture
def output(documents: Path, encoder: Encoder, tmp_path: Path) -> Path:
    """Return the folder of a built index."""
    build_index(documents, tmp_path / "index", encoder)
    return tmp_path / "index"


def unpack(index: Index) -> Contents:
    """Return what `index` is made of, to be written again."""
    documents, chunks = list(index.documents.values()), list(index.chunks)
    return Contents(index.manifest, documents, chunks, index.passages.read_all(), index.sentences.read_all())


def find_sentences(index: Index, row: int) -> Vectors:
    vectors, counts = index.sentence_vectors(np.array([row]))
    assert counts.tolist() == [len(vectors)]
    return vectors


def list_files(output: Path) -> list[Path]:
    return sorted(path for path in (output / "current").rglob("*") if path.is_file())


def read_refused(output: Path) -> IndexUnusableError:
    """Return the error that reading raises; it must name the command that mends the index, three times."""
    with pytest.raises(IndexUnusableError) as caught:
        read_index(output)
    assert all(caught.value.text(language).endswith("partnerbot index") for language in Language)
    return caught.value


# What is read


def test_an_index_is_read_as_it_was_written(documents: Path, encoder: Encoder, tmp_path: Path) -> None:
    built = build_index(documents, tmp_path / "index", encoder).index
    read = read_index(tmp_path / "index")
    assert (dict(read.documents), list(read.chunks)) == (dict(built.documents), list(built.chunks))
    assert read.manifest.offsets == built.manifest.offsets
    assert set(read.manifest.files or ()) == {
        path.relative_to(tmp_path / "index" / "current").as_posix()
        for path in list_files(tmp_path / "index")
        if path.name != "manifest.json"
    }
    np.testing.assert_array_equal(read.passages.read_all(), built.passages.read_all())
    for row, chunk in enumerate(built.chunks):
        np.testing.assert_array_equal(find_sentences(read, row), find_sentences(built, row))
        assert len(find_sentences(read, row)) == len(chunk.sentences)
    for language in Language:
        words, expected = (one.lexical.look_up("Vertrag договор hockey", language) for one in (read, built))
        rows = np.arange(len(built.chunks))
        assert words.score(rows).tolist() == expected.score(rows).tolist()
        assert words.score(rows).max() > 0


def test_a_language_is_stored_as_its_code(output: Path) -> None:
    index = read_index(output)
    assert index.documents.table["language"].tolist() == ["de", "en", "de", "ru", ""]
    assert set(index.manifest.offsets) == {"de", "en", "ru"}
    assert {path.name for path in (output / "current" / "lexical").iterdir()} == {"de", "en", "ru"}


def test_the_vectors_of_a_chunk_are_those_of_its_text_without_the_offset_of_its_language(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    index = build_index(documents, tmp_path / "index", encoder).index
    for row, chunk in enumerate(index.chunks):
        offset = np.array(index.manifest.offsets[index.documents[chunk.path].language], np.float32)
        text = "\n".join([*chunk.headings[-1:], chunk.text])
        for vector, one in (
            (index.passages.take(np.array([row]))[0], text),
            *zip(
                find_sentences(index, row),
                [chunk.text[start - chunk.start : end - chunk.start] for start, end in chunk.sentences],
                strict=True,
            ),
        ):
            expected = encoder.encode_passages([one])[0] - offset
            np.testing.assert_array_equal(vector, (expected / np.linalg.norm(expected)).astype(np.float16))


# What is refused


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        error = read_refused(folder)
        assert error.code == "index_missing"
        assert str(folder) in str(error)
        assert find_build(folder) is None


def remove(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def flip_first(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


def flip_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [remove, truncate, empty, lengthen, flip_first, flip_middle])
def test_damage_to_any_file_is_refused_and_the_file_named(
    output: Path, damage: Callable[[Path], None]
) -> None:
    files = list_files(output)
    assert len(files) == 36
    for path in files:
        whole = path.read_bytes()
        damage(path)
        error = read_refused(output)
        assert error.code == "index_damaged"
        assert str(error.values["file"]).endswith(path.relative_to(output / "current").as_posix())
        path.write_bytes(whole)
    assert len(read_index(output).documents) == 4


def test_a_build_that_is_missing_is_refused(output: Path) -> None:
    shutil.rmtree((output / "current").resolve())
    assert read_refused(output).code == "index_damaged"


@pytest.mark.parametrize("found", [FORMAT - 1, FORMAT + 1])
def test_another_format_version_is_refused(output: Path, found: int) -> None:
    values = json.loads((output / "current" / "manifest.json").read_bytes())
    content = json.dumps({"format": found, "of": "another program", **values["files"]}).encode()
    build = output / hashlib.sha256(content).hexdigest()[:16]
    (output / "current").resolve().rename(build)
    (build / "manifest.json").write_bytes(content)
    (output / "current").unlink()
    (output / "current").symlink_to(build.name)
    error = read_refused(output)
    assert (error.code, error.values) == ("index_format", {"found": found, "expected": FORMAT})


# How it is switched


TEXTS = ["They met in 1992.", "They met in 1993.", "They met in 1994."]


@pytest.fixture
def versions(encoder: Encoder, tmp_path: Path) -> list[Contents]:
    """Return the indexes of a folder that holds one of TEXTS each."""
    folder = tmp_path / "texts"
    folder.mkdir()
    found = []
    for text in TEXTS:
        (folder / "sport.en.md").write_text(text, encoding="utf-8")
        found.append(unpack(build_index(folder, tmp_path / "versions", encoder).index))
    return found


def read_text(output: Path) -> str:
    """Return the text of the index in use, after trying its parts."""
    index = read_index(output)
    words = index.lexical.look_up("1992, 1993, 1994?", EN)
    assert words.score(np.array([0])).tolist() == pytest.approx([0.1307646])
    assert index.vectors.find_nearest(find_sentences(index, 0)[0], 5).tolist() == [0]
    return index.documents["sport.en.md"].text


def switch_for_ever(output: Path, versions: list[Contents]) -> None:
    for number in count():
        version = versions[number % len(versions)]
        # Each has a name of its own: one that is back when a slow reader tries again is called damaged.
        manifest = replace(version.manifest, encoder=f"trigrams {number}")
        with lock_folder(output):
            write_index(output, replace(version, manifest=manifest))


@forks
def test_a_reader_never_fails_while_the_index_is_switched(versions: list[Contents], tmp_path: Path) -> None:
    output = tmp_path / "index"
    output.mkdir()
    write_index(output, versions[0])
    writer = FORK.Process(target=switch_for_ever, args=(output, versions))
    writer.start()
    try:
        seen: list[str] = []
        changes, begun = 0, time.monotonic()
        # Five seconds are enough unless the machine is busy.
        while len(seen) < 1000 and time.monotonic() - begun < (5 if changes > 20 else 60):
            text = read_text(output)
            changes += bool(seen) and text != seen[-1]
            seen.append(text)
    finally:
        writer.kill()
        writer.join()
    assert set(seen) == set(TEXTS)
    assert changes > 20


READERS = {one.__file__ for one in (arrays, builds, disk, faiss_vectors, lexical, manifest, postings, store)}


def test_a_build_that_is_swept_away_while_it_is_read_is_read_anew(
    versions: list[Contents], tmp_path: Path
) -> None:
    output = tmp_path / "index"
    output.mkdir()
    tried: set[tuple[str, int]] = set()
    armed = True

    def switch_twice(frame: FrameType, event: str, _: object) -> None:
        """Switch in two builds before one more line that reads; the second sweeps away the one being read."""
        nonlocal armed
        caller = frame.f_back
        if not armed or event != "call" or caller is None:
            return
        line = (caller.f_code.co_filename, caller.f_lineno)
        if line[0] in READERS and line not in tried:
            armed = False
            tried.add(line)
            write_index(output, versions[1])
            write_index(output, versions[2])

    seen: list[str] = []
    while not armed or not seen:
        write_index(output, versions[0])
        armed = True
        sys.setprofile(switch_twice)
        try:
            seen.append(read_text(output))
        finally:
            sys.setprofile(None)
    assert set(seen) == {TEXTS[0], TEXTS[2]}
    assert len(seen) > 15


def test_what_a_killed_build_left_is_swept_away_before_the_next_begins(tmp_path: Path) -> None:
    (tmp_path / ".building-1" / "lexical").mkdir(parents=True)
    with lock_folder(tmp_path):
        assert [path.name for path in tmp_path.iterdir()] == ["lock"]


CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.chmod"}


def write_and_die(output: Path, version: Contents, writes: int) -> None:
    """Write and kill the process right before it would change something below `output` once more."""
    left = writes

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            left -= str(output) in str(arguments)
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    with lock_folder(output):
        write_index(output, version)


@forks
@pytest.mark.parametrize("case", ["a new build", "the same build again", "the build before"])
def test_a_build_killed_before_any_of_its_writes_leaves_a_whole_index(
    versions: list[Contents], tmp_path: Path, case: str
) -> None:
    output = tmp_path / "index"
    output.mkdir()
    first, second, _ = versions
    new = {"a new build": 2, "the same build again": 1, "the build before": 0}[case]
    seen: list[str] = []
    code: int | None = -signal.SIGKILL
    while code == -signal.SIGKILL:
        shutil.rmtree(output)
        output.mkdir()
        write_index(output, first)
        write_index(output, second)
        child = FORK.Process(target=write_and_die, args=(output, versions[new], len(seen)))
        child.start()
        child.join(60)
        code = child.exitcode
        seen.append(read_text(output))
    assert code == 0
    assert set(seen) == {TEXTS[1], TEXTS[new]}
    assert len(seen) > 20
    with lock_folder(output):
        write_index(output, second)
    assert not list(output.glob(".building-*"))
    assert read_text(output) == TEXTS[1]
