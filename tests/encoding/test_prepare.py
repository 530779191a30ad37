"""Each model is prepared once, whole, by one of those who want it at once, and anew when damaged."""

import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.encoding import prepare
from index.encoding.bundle import BLOCK, Bundle, find_bundle, read_bundle
from index.encoding.encoder import BundledEncoder
from index.encoding.graph import LINEARS, load_ranges, quantise_weights
from index.encoding.prepare import FOLDER, GRAPH, MANIFEST, RANGES, prepare_model
from index.errors import EncoderError
from index.reading import prepare as reading
from index.reading.prepare import READER, prepare_reader
from index.reading.reader import BundledReader

FORK = multiprocessing.get_context("fork")


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return read_bundle(find_bundle())


Prepare = Callable[[Path], tuple[Path, str]]
GRAPHS: dict[Prepare, str] = {prepare_model: GRAPH, prepare_reader: READER}
WRITERS: dict[Prepare, tuple[Any, str]] = {
    prepare_model: (prepare, "write_model"),
    prepare_reader: (reading, "write_reader"),
}
each_model = pytest.mark.parametrize("prepared", [prepare_model, prepare_reader])


@pytest.fixture
def writings(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders written from now on, each with a model of a few bytes."""
    written: list[Path] = []

    def write_small(graph: str) -> Callable[[Bundle, Path], None]:
        def write(_: Bundle, folder: Path) -> None:
            written.append(folder)
            for name in (graph, f"{graph}.data", prepare.VOCABULARY, prepare.CHARACTERS):
                (folder / name).write_text(name, encoding="utf-8")
            prepare.write_manifest(folder)

        return write

    # It takes a second to read it, and a tenth to hash it.
    monkeypatch.setattr(prepare, "read_bundle", lambda _: None)
    monkeypatch.setattr(prepare, "find_bundle", lambda: Path(__file__))
    for model, (module, name) in WRITERS.items():
        monkeypatch.setattr(module, name, write_small(GRAPHS[model]))
    return written


def list_left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(prepare.UNFINISHED)]


# The folder


@each_model
def test_a_model_is_prepared_once(tmp_path: Path, writings: list[Path], prepared: Prepare) -> None:
    first = prepared(tmp_path)
    assert prepared(tmp_path) == first
    assert len(writings) == 1
    assert [path.name for path in tmp_path.iterdir()] == [first[0].name]


def test_the_models_do_not_share_a_folder(tmp_path: Path, writings: list[Path]) -> None:
    encoder, reader = prepare_model(tmp_path), prepare_reader(tmp_path)
    assert encoder[0] != reader[0]
    assert encoder[1] != reader[1]
    assert (prepare_model(tmp_path), prepare_reader(tmp_path)) == (encoder, reader)
    assert len(writings) == 2


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [cut, change, Path.unlink])
@each_model
def test_a_damaged_folder_is_prepared_anew(
    tmp_path: Path, writings: list[Path], prepared: Prepare, damage: Callable[[Path], None]
) -> None:
    folder, fingerprint = prepared(tmp_path)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 5
    for number, name in enumerate(names, 2):
        damage(folder / name)
        assert prepared(tmp_path) == (folder, fingerprint), name
        assert len(writings) == number, name
        assert list_left(tmp_path) == []


@each_model
def test_a_manifest_that_names_too_little_is_not_believed(
    tmp_path: Path, writings: list[Path], prepared: Prepare
) -> None:
    folder, _ = prepared(tmp_path)
    (folder / MANIFEST).write_text(json.dumps({"files": {}}), encoding="utf-8")
    prepared(tmp_path)
    assert len(writings) == 2


@each_model
def test_what_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prepared: Prepare
) -> None:
    def fill_disk(_: Bundle, folder: Path) -> None:
        (folder / GRAPHS[prepared]).write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*WRITERS[prepared], fill_disk)
    with pytest.raises(EncoderError) as caught:
        prepared(tmp_path)
    assert caught.value.code == "model_unwritable"
    assert "No space left on device" in str(caught.value)
    assert list(tmp_path.iterdir()) == []


@each_model
def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path, prepared: Prepare) -> None:
    (tmp_path / "model").write_text("", encoding="utf-8")
    with pytest.raises(EncoderError) as caught:
        prepared(tmp_path / "model")
    assert caught.value.code == "model_unwritable"


def prepare_and_tell(prepared: Prepare, folder: Path, begin: Any, says: Any) -> None:
    begin.wait()
    says.put(prepared(folder))


@pytest.mark.usefixtures("writings")
@pytest.mark.parametrize("damaged", [False, True])
@each_model
def test_four_processes_that_prepare_at_once_get_the_same(
    tmp_path: Path, prepared: Prepare, *, damaged: bool
) -> None:
    if damaged:
        cut(prepared(tmp_path)[0] / GRAPHS[prepared])
    begin, says = FORK.Event(), FORK.Queue()
    children = [
        FORK.Process(target=prepare_and_tell, args=(prepared, tmp_path, begin, says)) for _ in range(4)
    ]
    for child in children:
        child.start()
    begin.set()
    found = {says.get(timeout=60) for _ in children}
    for child in children:
        child.join(timeout=60)
        assert child.exitcode == 0
    assert found == {prepared(tmp_path)}
    assert list_left(tmp_path) == []


CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod"}


def prepare_and_die(prepared: Prepare, folder: Path, changes: int) -> None:
    """Prepare, and kill the process right before it would change something once more."""
    left = changes

    def count(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if event in CHANGES or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    prepared(folder)


@pytest.mark.usefixtures("writings")
@pytest.mark.parametrize("damaged", [False, True])
@each_model
def test_a_preparation_killed_before_any_of_its_changes_leaves_nothing_for_good(
    tmp_path: Path, prepared: Prepare, *, damaged: bool
) -> None:
    lefts: list[object] = []
    code = -signal.SIGKILL
    while code == -signal.SIGKILL:
        folder = tmp_path / str(len(lefts))
        if damaged:
            cut(prepared(folder)[0] / GRAPHS[prepared])
        child = FORK.Process(target=prepare_and_die, args=(prepared, folder, len(lefts)))
        child.start()
        child.join(60)
        assert child.exitcode is not None
        code = child.exitcode
        lefts.append(list_left(folder) if folder.exists() else [])
        found, _ = prepared(folder)
        assert [path.name for path in folder.iterdir()] == [found.name]
    assert code == 0
    assert len(lefts) > 10
    assert any(lefts)


@each_model
def test_a_whole_model_is_no_reason_to_keep_what_was_left(
    tmp_path: Path, writings: list[Path], prepared: Prepare
) -> None:
    """Of two that prepare at once, one may be killed."""
    folder, _ = prepared(tmp_path)
    (tmp_path / f"{prepare.UNFINISHED}killed").mkdir()
    (tmp_path / f"{prepare.UNFINISHED}killed" / "half").write_text("half", encoding="utf-8")
    prepared(tmp_path)
    assert list(tmp_path.iterdir()) == [folder]
    assert len(writings) == 1


def prepare_slowly(folder: Path, begun: Any, go_on: Any) -> None:
    write = reading.write_reader

    def wait(bundle: Bundle, place: Path) -> None:
        begun.set()
        go_on.wait(60)
        write(bundle, place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "write_reader", wait)
        prepare_reader(folder)


@pytest.mark.usefixtures("writings")
def test_what_another_process_is_writing_is_not_swept_away(tmp_path: Path) -> None:
    begun, go_on = FORK.Event(), FORK.Event()
    child = FORK.Process(target=prepare_slowly, args=(tmp_path, begun, go_on))
    child.start()
    assert begun.wait(60)
    prepare_model(tmp_path)
    assert len(list_left(tmp_path)) == 1
    go_on.set()
    child.join(60)
    assert child.exitcode == 0
    assert list_left(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 2


@each_model
def test_two_preparations_give_the_same_bytes(
    bundled: BundledEncoder, bundled_reader: BundledReader, tmp_path: Path, prepared: Prepare
) -> None:
    used: dict[Prepare, str] = {
        prepare_model: bundled.fingerprint,
        prepare_reader: bundled_reader.fingerprint,
    }
    folder, fingerprint = prepared(tmp_path)
    assert fingerprint == used[prepared]
    for path in (FOLDER / folder.name).iterdir():
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name
    assert (folder / f"{GRAPHS[prepared]}.data").stat().st_mode & 0o777 == 0o644


# What is in it


def test_the_bundle_is_read_whole(bundle: Bundle) -> None:
    assert (bundle.width, bundle.layers, bundle.heads, bundle.inner, bundle.positions) == (
        384,
        12,
        12,
        1536,
        512,
    )
    assert bundle.pieces[:4] == ("<s>", "<pad>", "</s>", "<unk>")
    assert (len(bundle.pieces), bundle.pieces[-1]) == (250_002, "<mask>")
    assert (bundle.characters[ord("ﬁ")], bundle.characters[ord("½")], bundle.characters[9]) == (
        "fi",
        "1⁄2",
        " ",
    )
    codes, scales = bundle.blocks("l0.fo.w")
    assert codes.shape == (384 * 1536 // BLOCK, BLOCK)
    assert (codes.max(), scales.min() < 0) == (15, True)
    np.testing.assert_array_equal(
        bundle.tensor("l0.fo.w", 1536)[0, :BLOCK], (codes[0].astype(np.float32) - 8) * scales[0]
    )


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [cut, change, grow, empty])
def test_other_weights_than_those_bundled_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None]
) -> None:
    weights = tmp_path / "e5-small-q4.bin"
    weights.write_bytes(find_bundle().read_bytes())
    damage(weights)
    monkeypatch.setattr(prepare, "find_bundle", lambda: weights)
    for prepared in (prepare_model, prepare_reader):
        with pytest.raises(EncoderError) as caught:
            prepared(tmp_path / "model")
        assert caught.value.code == "model_changed"
        assert str(weights) in str(caught.value)
        assert list((tmp_path / "model").iterdir()) == []


@pytest.mark.parametrize("damage", [cut, empty])
def test_damaged_weights_of_the_reader_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundle: Bundle, damage: Callable[[Path], None]
) -> None:
    weights = tmp_path / "reader.npz"
    weights.write_bytes(reading.WEIGHTS.read_bytes())
    damage(weights)
    monkeypatch.setattr(reading, "WEIGHTS", weights)
    monkeypatch.setattr(prepare, "read_bundle", lambda _: bundle)
    with pytest.raises(EncoderError) as caught:
        prepare_reader(tmp_path / "model")
    assert caught.value.code == "model_changed"
    assert list((tmp_path / "model").iterdir()) == []


def test_the_ranges_are_those_of_the_bundle(bundle: Bundle) -> None:
    shipped = json.loads(RANGES.read_bytes())
    assert shipped["bundle"] == bundle.sha256
    assert set(load_ranges(RANGES)) == {
        f"{name}{layer}" for layer in range(bundle.layers) for name in LINEARS
    }


def test_no_pair_of_codes_overflows_without_vnni() -> None:
    weights = np.random.default_rng(1992).standard_t(3, size=(64, 384)).astype(np.float32)
    weights[0] = 1  # all of one sign: as large as sums can be
    codes, scales = quantise_weights(weights)
    for sign in (1, -1):
        kept = np.maximum(sign * codes.astype(int), 0)
        assert (255 * (kept[:, ::2] + kept[:, 1::2])).max() <= 32_767
    assert abs(codes * scales[:, None] - weights).max() <= scales.max() / 2 + 1e-6
