"""The contract of an index of vectors: what each of them keeps, the one in the doubles too."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import pytest

from index.build import build_index
from index.encoding.encoder import Encoder, Vectors
from index.errors import IndexUnusableError
from index.storage.arrays import save_array
from index.storage.faiss_vectors import RECALL, ExactVectors, ListedVectors
from index.storage.open_files import BuildFiles
from index.storage.store import read_index, write_index
from index.storage.vectors import KINDS, Halves, VectorIndex, choose_kind
from tests.doubles.vectors import PlainVectors
from tests.storage.test_store import list_files, unpack

EVERY: dict[str, type[VectorIndex]] = {**KINDS, "plain": PlainVectors}
EXACT = {"exact", "plain"}
COUNT = 4_000
every = pytest.mark.parametrize("kind", EVERY)


def draw_vectors(count: int, seed: int, dimension: int = 32) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def draw_groups(count: int, seed: int = 4) -> Halves:
    """Return vectors that lie in a hundred groups, as those of texts do."""
    vectors = np.resize(draw_vectors(100, 3), (count, 32)) + 0.6 * draw_vectors(count, seed)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float16)


VECTORS = draw_groups(COUNT)
QUESTIONS = draw_groups(100, seed=5).astype(np.float32)


def make_index(kind: str, folder: Path, vectors: Halves = VECTORS) -> VectorIndex:
    """Return the index of `vectors`, written to the new folder `folder` and loaded from it."""
    folder.mkdir()
    save_array(folder / "passages.npy", vectors)
    figures = EVERY[kind].write(folder, vectors, vectors)
    return EVERY[kind].load(folder, BuildFiles(folder, {}).open_rows("passages.npy"), figures)


def compare_all(vectors: Halves, question: Vectors, rows: list[int] | None = None) -> list[int]:
    """Return the numbers of `vectors`, of all or of `rows`, the nearest first."""
    order = np.argsort(-(vectors.astype(np.float32) @ question), kind="stable").tolist()
    admitted = {*order} if rows is None else {*rows}
    return [row for row in order if row in admitted]


@every
@pytest.mark.parametrize("step", [None, 3, 5])
def test_the_nearest_are_found_best_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, step: int | None
) -> None:
    monkeypatch.setattr(
        ExactVectors, "most", 1_000
    )  # so that lists are looked through where a third is admitted
    index = make_index(kind, tmp_path / "index")
    rows = None if step is None else np.arange(0, COUNT, step)
    shares = []
    for question in QUESTIONS:
        found = index.find_nearest(question, 10, rows).tolist()
        expected = compare_all(VECTORS, question, None if rows is None else rows.tolist())[:10]
        shares.append(len({*found} & {*expected}) / 10)
        assert found == compare_all(VECTORS, question, found)
        assert rows is None or {*found} <= {*rows.tolist()}
    assert np.mean(shares) >= (1.0 if kind in EXACT else RECALL)


@every
@pytest.mark.parametrize("limit", [1, 7, 50, 80])
@pytest.mark.parametrize("rows", [[3], [0, 9, 11, 48, 49], [*range(60)], []])
def test_of_a_few_admitted_ones_exactly_the_nearest_are_found(
    tmp_path: Path, kind: str, limit: int, rows: list[int]
) -> None:
    index = make_index(kind, tmp_path / "index")
    found = index.find_nearest(QUESTIONS[0], limit, np.array(rows, np.int64))
    assert found.dtype == np.int64
    assert found.tolist() == compare_all(VECTORS, QUESTIONS[0], rows)[:limit]


@every
def test_there_are_no_more_than_there_are(tmp_path: Path, kind: str) -> None:
    index = make_index(kind, tmp_path / "index", VECTORS[:300])
    found = index.find_nearest(QUESTIONS[0], 1_000).tolist()
    assert len(found) == len({*found}) <= 300
    assert kind not in EXACT or found == compare_all(VECTORS[:300], QUESTIONS[0])


@every
def test_equal_vectors_are_all_found_and_in_the_same_order_each_time(tmp_path: Path, kind: str) -> None:
    vectors = np.repeat(draw_groups(100), 8, axis=0)
    one, other = (make_index(kind, tmp_path / name, vectors) for name in ("one", "other"))
    for number, question in enumerate(vectors[::8].astype(np.float32)):
        found = one.find_nearest(question, 8).tolist()
        assert sorted(found) == list(range(8 * number, 8 * number + 8))
        assert found == one.find_nearest(question, 8).tolist() == other.find_nearest(question, 8).tolist()


@every
def test_the_same_vectors_are_written_as_the_same_bytes_and_found_alike(tmp_path: Path, kind: str) -> None:
    made: list[object] = []
    for threads in (1, 2, 1):
        faiss.omp_set_num_threads(threads)
        folder = tmp_path / str(len(made))
        index = make_index(kind, folder)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
        made.append((files, [index.find_nearest(question, 10).tolist() for question in QUESTIONS]))
    assert made[0] == made[1] == made[2]


@every
def test_eight_threads_find_what_one_finds(tmp_path: Path, kind: str) -> None:
    index = make_index(kind, tmp_path / "index")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda question: index.find_nearest(question, 10).tolist(), QUESTIONS))
    assert found == [index.find_nearest(question, 10).tolist() for question in QUESTIONS]


def test_lists_say_how_many_are_looked_through_and_what_is_found(tmp_path: Path) -> None:
    figures = ListedVectors.write(tmp_path, VECTORS, VECTORS)
    assert 0 < figures["probes"] < figures["lists"] == 256
    assert RECALL <= figures["recall"] <= 1


# In a build


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def built(documents: Path, encoder: Encoder, tmp_path: Path) -> Path:
    """Return the folder of a built index."""
    build_index(documents, tmp_path / "index", encoder)
    return tmp_path / "index"


@every
def test_a_build_is_read_as_it_was_written_and_refused_with_any_damage(
    built: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, kind, EVERY[kind])
    contents = unpack(read_index(built))
    manifest = replace(contents.manifest, vectors=kind)
    write_index(built, replace(contents, manifest=manifest))
    index = read_index(built)
    assert isinstance(index.vectors, EVERY[kind])
    assert index.manifest.vectors == kind
    np.testing.assert_array_equal(index.passages.read_all(), contents.passages)
    question = contents.passages[2].astype(np.float32)
    assert index.vectors.find_nearest(question, 3).tolist() == compare_all(contents.passages, question)[:3]
    whole = shutil.copytree((built / "current").resolve(), built.parent / "whole")
    for path in list_files(built):
        for damage in (remove, empty, flip):
            damage(path)
            with pytest.raises(IndexUnusableError) as caught:
                read_index(built)
            assert caught.value.code == "index_damaged"
            shutil.copyfile(whole / path.relative_to(built / "current"), path)
    assert len(read_index(built).documents) == 4


def test_a_build_with_an_index_that_is_not_known_is_refused(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = unpack(read_index(built))
    with monkeypatch.context() as patch:
        patch.setitem(KINDS, "plain", PlainVectors)
        write_index(built, replace(contents, manifest=replace(contents.manifest, vectors="plain")))
    with pytest.raises(IndexUnusableError) as caught:
        read_index(built)
    assert str(caught.value) == (
        "The index has format plain, this program reads format exact, lists. Please build it again with: "
        "partnerbot index"
    )


def test_the_number_of_vectors_decides_which_index_is_made(
    documents: Path, encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [choose_kind(count) for count in (1, 30_000, 30_001, 10_000_000)] == [
        "exact",
        "exact",
        "lists",
        "lists",
    ]
    monkeypatch.setattr(ExactVectors, "most", 4)  # there are five chunks
    assert build_index(documents, tmp_path / "index", encoder).index.manifest.vectors == "lists"
