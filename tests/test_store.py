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
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest

from index import lexical, store
from index.build import build_index
from index.encoder import Encoder, Vectors
from index.errors import Fault, IndexUnusableError
from index.language import Language
from index.store import (
    FEW_SENTENCES,
    FORMAT,
    GENERAL_SAMENESS,
    Index,
    check_encoder,
    find_build,
    lock_folder,
    make_flat,
    read_index,
    write_index,
)

FORK = multiprocessing.get_context("fork")  # the child has everything imported already
forks = pytest.mark.filterwarnings(
    "ignore:.*use of fork:DeprecationWarning"
)  # none of our threads is at work


@pytest.fixture
def output(documents: Path, encoder: Encoder, tmp_path: Path) -> Path:
    """Return the folder of a built index."""
    build_index(documents, tmp_path / "index", encoder)
    return tmp_path / "index"


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
    assert (read.documents, read.chunks) == (built.documents, built.chunks)
    assert read.manifest.offsets == built.manifest.offsets
    assert read.manifest.files.keys() == {
        path.relative_to(tmp_path / "index" / "current").as_posix()
        for path in list_files(tmp_path / "index")
        if path.name != "manifest.json"
    }
    for row, chunk in enumerate(built.chunks):
        np.testing.assert_array_equal(read.passage_vector(row), built.passage_vector(row))
        np.testing.assert_array_equal(read.sentence_vectors(row), built.sentence_vectors(row))
        assert len(read.sentence_vectors(row)) == len(chunk.sentences)
    for language in Language:
        numbers, scores = read.lexical.score("Vertrag договор hockey", language)
        expected_numbers, expected_scores = built.lexical.score("Vertrag договор hockey", language)
        assert (numbers.tolist(), scores.tolist()) == (expected_numbers.tolist(), expected_scores.tolist())
        assert scores.max() > 0


def test_the_vectors_of_a_chunk_are_those_of_its_text_without_the_offset_of_its_language(
    documents: Path, encoder: Encoder, tmp_path: Path
) -> None:
    index = build_index(documents, tmp_path / "index", encoder).index
    for row, chunk in enumerate(index.chunks):
        offset = np.array(index.manifest.offsets[index.documents[chunk.path].language], np.float32)
        text = "\n".join([*chunk.headings[-1:], chunk.text])
        for vector, one in (
            (index.passage_vector(row), text),
            *zip(
                index.sentence_vectors(row),
                [chunk.text[start - chunk.start : end - chunk.start] for start, end in chunk.sentences],
                strict=True,
            ),
        ):
            expected = encoder.encode_passages([one])[0] - offset
            np.testing.assert_allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)


def draw_vectors(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("limit", [1, 7, 50, 80])
@pytest.mark.parametrize("rows", [None, [3], [0, 9, 11, 48, 49]])
def test_the_nearest_chunks_are_those_of_an_exhaustive_search(
    output: Path, limit: int, rows: list[int] | None
) -> None:
    read = read_index(output)
    vectors, (question,) = draw_vectors(50, 1), draw_vectors(1, 2)
    index = Index(read.manifest, [], [], make_flat(vectors), make_flat(vectors), read.lexical)
    found = index.find_nearest(question, limit, None if rows is None else np.array(rows))
    order = np.argsort(-(vectors @ question)).tolist()
    assert found.tolist() == [row for row in order if rows is None or row in rows][:limit]


@pytest.mark.parametrize(
    ("rows", "expected"), [([[1, 0], [1, 0]], 1.0), ([[1, 0], [0, 1]], 0.5**0.5), ([[1, 0], [-1, 0]], 0.0)]
)
def test_the_sameness_is_the_length_of_the_mean_sentence(
    output: Path, rows: list[list[int]], expected: float
) -> None:
    read = read_index(output)
    for repeats, sameness in ((FEW_SENTENCES, expected), (1, GENERAL_SAMENESS)):
        sentences = make_flat(np.tile(np.array(rows, np.float32), (repeats, 1)))
        index = Index(read.manifest, [], [], read.passages, sentences, read.lexical)
        assert index.measure_sameness() == pytest.approx(sameness)


# What is refused


def test_a_folder_without_an_index_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        error = read_refused(folder)
        assert error.fault is Fault.INDEX_MISSING
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
    assert len(files) == 23
    for path in files:
        whole = path.read_bytes()
        damage(path)
        error = read_refused(output)
        assert error.fault is Fault.INDEX_DAMAGED
        assert str(error.values["file"]).endswith(path.relative_to(output / "current").as_posix())
        path.write_bytes(whole)
    assert len(read_index(output).documents) == 4


def test_a_build_that_is_missing_is_refused(output: Path) -> None:
    shutil.rmtree((output / "current").resolve())
    assert read_refused(output).fault is Fault.INDEX_DAMAGED


def test_another_format_version_is_refused(output: Path) -> None:
    values = json.loads((output / "current" / "manifest.json").read_bytes())
    content = json.dumps({"format": FORMAT + 1, "of": "a later program", **values["files"]}).encode()
    build = output / hashlib.sha256(content).hexdigest()[:16]
    (output / "current").resolve().rename(build)
    (build / "manifest.json").write_bytes(content)
    (output / "current").unlink()
    (output / "current").symlink_to(build.name)
    error = read_refused(output)
    assert (error.fault, error.values) == (Fault.INDEX_FORMAT, {"found": FORMAT + 1, "expected": FORMAT})


def test_another_encoder_is_refused_by_its_weights_not_by_its_name(output: Path, encoder: Encoder) -> None:
    index = read_index(output)
    check_encoder(index, encoder.fingerprint, "/models/trigrams")
    with pytest.raises(IndexUnusableError) as caught:
        check_encoder(index, "4" * 64, "trigrams")
    assert caught.value.fault is Fault.INDEX_ENCODER
    assert all(caught.value.text(language).endswith("partnerbot index") for language in Language)


# How it is switched


TEXTS = ["They met in 1992.", "They met in 1993.", "They met in 1994."]


@pytest.fixture
def versions(encoder: Encoder, tmp_path: Path) -> list[Index]:
    """Return the indexes of a folder that holds one of TEXTS each."""
    folder = tmp_path / "texts"
    folder.mkdir()
    found = []
    for text in TEXTS:
        (folder / "sport.en.md").write_text(text, encoding="utf-8")
        found.append(build_index(folder, tmp_path / "versions", encoder).index)
    return found


def read_text(output: Path) -> str:
    """Return the text of the index in use, after trying its parts."""
    index = read_index(output)
    assert index.lexical.score("Who met?", Language.EN)[1].tolist() == pytest.approx([0.1307646])
    assert index.find_nearest(index.sentence_vectors(0)[0], 5).tolist() == [0]
    return index.documents["sport.en.md"].text


def switch_for_ever(output: Path, versions: list[Index]) -> None:
    while True:
        for version in versions:
            with lock_folder(output):
                write_index(output, version)


@forks
def test_a_reader_never_fails_while_the_index_is_switched(versions: list[Index], tmp_path: Path) -> None:
    output = tmp_path / "index"
    output.mkdir()
    write_index(output, versions[0])
    writer = FORK.Process(target=switch_for_ever, args=(output, versions))
    writer.start()
    try:
        seen: list[str] = []
        end = time.monotonic() + 5
        while len(seen) < 1000 and time.monotonic() < end:
            seen.append(read_text(output))
    finally:
        writer.kill()
        writer.join()
    assert set(seen) == set(TEXTS)
    assert len([one for one, two in pairwise(seen) if one != two]) > 20


def test_a_build_that_is_swept_away_while_it_is_read_is_read_anew(
    versions: list[Index], tmp_path: Path
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
        if line[0] in {store.__file__, lexical.__file__} and line not in tried:
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


def write_and_die(output: Path, version: Index, writes: int) -> None:
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
    versions: list[Index], tmp_path: Path, case: str
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
        child.join(20)
        code = child.exitcode
        seen.append(read_text(output))
    assert code == 0
    assert set(seen) == {TEXTS[1], TEXTS[new]}
    assert len(seen) > 20
    with lock_folder(output):
        write_index(output, second)
    assert not list(output.glob(".building-*"))
    assert read_text(output) == TEXTS[1]
