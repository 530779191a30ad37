"""The reader's weights are read as they were written: vectors exactly, matrices to their 8 bits."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoding.bundle import Bundle, Floats, find_bundle, read_bundle
from index.encoding.graph import LINEARS, Range, write_graph
from index.reading.prepare import WEIGHTS
from index.reading.weights import ReaderWeights, write_reader_weights
from tests.encoding.test_graph import TinyWeights, measure_ranges, run


@pytest.fixture(scope="module")
def weights() -> TinyWeights:
    return TinyWeights(1992)


@pytest.fixture(scope="module")
def ranges(weights: TinyWeights) -> dict[str, Range]:
    """Return ranges as float32 can hold them, for they are stored so."""
    return {
        name: Range(float(np.float32(found.low)), float(np.float32(found.high)), found.shifts)
        for name, found in measure_ranges(weights).items()
    }


def name_tensors(weights: TinyWeights) -> dict[str, Floats]:
    """Return what is written of a model: the tensors of its layers and its head."""
    layers = {name: values for name, values in weights.tensors.items() if not name.startswith("emb.")}
    return layers | {"head.w": weights.head[0], "head.b": weights.head[1]}


@pytest.fixture
def read(weights: TinyWeights, ranges: dict[str, Range], tmp_path: Path) -> ReaderWeights:
    path = tmp_path / "reader.npz"
    write_reader_weights(path, name_tensors(weights), ranges)
    return ReaderWeights(weights, path.read_bytes())


def load(path: Path) -> dict[str, NDArray[Any]]:
    with np.load(path) as arrays:
        return dict(arrays)


def test_measures_ranges_vectors_and_head_are_those_written(
    weights: TinyWeights, ranges: dict[str, Range], read: ReaderWeights
) -> None:
    measures = ("width", "layers", "heads", "inner", "epsilon")
    assert [getattr(read, name) for name in measures] == [getattr(weights, name) for name in measures]
    assert read.ranges == ranges
    for found, expected in zip(read.head, weights.head, strict=True):
        np.testing.assert_array_equal(found, expected)
    for name, values in weights.tensors.items():
        if values.ndim == 1:
            np.testing.assert_array_equal(read.tensor(name), values)


def test_a_matrix_is_off_by_no_more_than_half_a_step(
    weights: TinyWeights, ranges: dict[str, Range], read: ReaderWeights
) -> None:
    for name, values in weights.tensors.items():
        if values.ndim == 2 and not name.startswith("emb."):
            layer, part = name[1:].split(".")[:2]
            product = "qkv" if part in {"q", "k", "v"} else part
            factors = np.exp2(np.array(ranges[f"{product}{layer}"].shifts, np.float32))
            found = read.tensor(name, values.shape[1])
            assert found.dtype == np.float32
            assert found.shape == values.shape
            steps = abs(values * factors).max(axis=1, keepdims=True) * 2 / 127  # a pair holds two of them
            assert (abs(found - values) * factors <= steps / 2 + 1e-6).all()
            assert abs(found - values).max() > 0


def test_the_embeddings_are_those_of_the_bundle(weights: TinyWeights, read: ReaderWeights) -> None:
    for name in ("emb.pos", "emb.type", "emb.ln.w"):
        np.testing.assert_array_equal(read.tensor(name), weights.tensor(name))
    for found, expected in zip(read.blocks("emb.word"), weights.blocks("emb.word"), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_what_is_read_and_written_again_is_the_same(
    weights: TinyWeights, read: ReaderWeights, tmp_path: Path
) -> None:
    tensors = {name: read.tensor(name) for name in name_tensors(weights)}
    write_reader_weights(tmp_path / "again.npz", tensors, read.ranges)
    first, again = load(tmp_path / "reader.npz"), load(tmp_path / "again.npz")
    assert first.keys() == again.keys()
    for name, values in first.items():
        np.testing.assert_allclose(values, again[name], rtol=1e-6, err_msg=name)


def test_the_graph_is_that_of_the_weights_themselves(
    weights: TinyWeights, ranges: dict[str, Range], read: ReaderWeights, tmp_path: Path
) -> None:
    write_graph(read, tmp_path / "read.onnx", read.ranges, read.head)
    write_graph(weights, tmp_path / "own.onnx", ranges, weights.head)
    np.testing.assert_allclose(run(tmp_path / "read.onnx")[0], run(tmp_path / "own.onnx")[0], atol=1e-3)


def test_what_ships_fits_the_bundle() -> None:
    bundle: Bundle = read_bundle(find_bundle())
    content = WEIGHTS.read_bytes()
    shipped = ReaderWeights(bundle, content)
    assert shipped.head[0].shape == (2, bundle.width)
    assert shipped.head[1].shape == (2,)
    assert 0 < shipped.layers <= bundle.layers
    assert set(shipped.ranges) == {f"{name}{layer}" for layer in range(shipped.layers) for name in LINEARS}
    for name, found in shipped.ranges.items():
        assert found.low <= 0 <= found.high
        assert len(found.shifts) == (bundle.inner if name.startswith("fo") else bundle.width)
    assert shipped.tensor("l0.fo.w", bundle.inner).shape == (bundle.width, bundle.inner)
