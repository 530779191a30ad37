"""What a graph computes is what its layers say, computed plainly, in float32 and in 8 bits."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index.encoding.bundle import Codes, Floats
from index.encoding.graph import (
    INPUT,
    LINEARS,
    OUTPUT,
    Range,
    Ranges,
    join_weights,
    quantise_weights,
    write_graph,
)

TOKENS = np.array([[0, 7, 3, 39, 2], [0, 1, 1, 8, 2]], np.int64)
# What goes into a product and its number -> what comes out.
Product = Callable[[torch.Tensor, str, torch.Tensor, torch.Tensor], torch.Tensor]


class TinyWeights:
    """The weights of a model of two layers, drawn at random; satisfies graph.Weights."""

    width, layers, heads, inner, epsilon = 32, 2, 4, 64, 1e-12
    words, positions = 40, 16

    def __init__(self, seed: int = 0) -> None:
        random = np.random.default_rng(seed)
        shapes: dict[str, tuple[int, ...]] = {
            "emb.pos": (self.positions, self.width),
            "emb.type": (2, self.width),
        }
        for n in range(self.layers):
            shapes |= {f"l{n}.{part}.w": (self.width, self.width) for part in ("q", "k", "v", "ao")}
            shapes |= {f"l{n}.fi.w": (self.inner, self.width), f"l{n}.fo.w": (self.width, self.inner)}
            shapes |= {f"l{n}.{part}.b": (self.width,) for part in ("q", "k", "v", "ao", "fo")}
            shapes |= {f"l{n}.fi.b": (self.inner,)}
        self.tensors = {
            name: random.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()
        }
        for norm in ("emb.ln", *(f"l{n}.{part}" for n in range(self.layers) for part in ("aln", "oln"))):
            self.tensors[f"{norm}.w"] = random.uniform(0.5, 1.5, self.width).astype(np.float32)
            self.tensors[f"{norm}.b"] = random.normal(0, 0.1, self.width).astype(np.float32)
        self.codes = random.integers(0, 16, (self.words, self.width)).astype(np.uint8)
        self.scales = random.uniform(0.05, 0.2, self.words).astype(np.float32)
        self.head = (
            random.normal(size=(2, self.width)).astype(np.float32),
            random.normal(size=2).astype(np.float32),
        )

    def tensor(self, name: str, columns: int = 0) -> Floats:
        """Return a tensor."""
        del columns
        return self.tensors[name]

    def blocks(self, name: str) -> tuple[Codes, Floats]:
        """Return the table of words: a block a word."""
        assert name == "emb.word"
        return self.codes, self.scales


def compute(weights: TinyWeights, multiply: Product) -> torch.Tensor:
    """Return the last hidden state as BERT's layers make it, their products computed by `multiply`."""
    tensors = {name: torch.tensor(values) for name, values in weights.tensors.items()}

    def normalise(values: torch.Tensor, name: str) -> torch.Tensor:
        shape = (weights.width,)
        return functional.layer_norm(
            values, shape, tensors[f"{name}.w"], tensors[f"{name}.b"], weights.epsilon
        )

    def apply(name: str, layer: int, given: torch.Tensor) -> torch.Tensor:
        matrix, bias = map(torch.tensor, join_weights(weights, layer, name))
        return multiply(given, f"{name}{layer}", matrix, bias)

    table = (torch.tensor(weights.codes).float() - 8) * torch.tensor(weights.scales)[:, None]
    texts, length = TOKENS.shape
    hidden = table[torch.tensor(TOKENS)] + tensors["emb.pos"][:length] + tensors["emb.type"][0]
    hidden = normalise(hidden, "emb.ln")
    for layer in range(weights.layers):
        parts = apply("qkv", layer, hidden).view(texts, length, 3, weights.heads, -1).permute(2, 0, 3, 1, 4)
        scores = parts[0] @ parts[1].transpose(-1, -2) / (weights.width / weights.heads) ** 0.5
        attended = (scores.softmax(-1) @ parts[2]).transpose(1, 2).reshape(texts, length, -1)
        hidden = normalise(hidden + apply("ao", layer, attended), f"l{layer}.aln")
        inner = functional.gelu(apply("fi", layer, hidden))
        hidden = normalise(hidden + apply("fo", layer, inner), f"l{layer}.oln")
    return hidden


def run(path: Path, *names: str) -> list[NDArray[np.float32]]:
    session: Any = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    found: list[NDArray[np.float32]] = session.run(list(names) or [OUTPUT], {INPUT: TOKENS})
    return found


def multiply_plainly(
    given: torch.Tensor, name: str, matrix: torch.Tensor, bias: torch.Tensor
) -> torch.Tensor:
    del name
    return given @ matrix.T + bias


def measure_ranges(weights: TinyWeights) -> Ranges:
    """Return what goes into each product; a channel that is twice as large as most is halved."""
    given: dict[str, torch.Tensor] = {}

    def remember(values: torch.Tensor, name: str, matrix: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        given[name] = values
        return multiply_plainly(values, name, matrix, bias)

    compute(weights, remember)
    ranges = {}
    for name, values in given.items():
        size = abs(values).amax((0, 1))
        shifts = torch.round(torch.log2(size / size.median())).int().tolist()
        moved = values / torch.exp2(torch.tensor(shifts))
        ranges[name] = Range(min(0.0, float(moved.min())), max(0.0, float(moved.max())), tuple(shifts))
    return ranges


def multiply_in_codes(ranges: Mapping[str, Range]) -> Product:
    """Return the product of what is rounded to 256 steps with weights that are rounded to 8 bits."""

    def multiply(given: torch.Tensor, name: str, matrix: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        low, high, shifts = ranges[name]
        factors = torch.exp2(torch.tensor(shifts, dtype=torch.float32))
        codes, scales = map(torch.tensor, quantise_weights((matrix * factors).numpy()))
        step = (high - low) / 255
        zero = round(-low / step)
        rounded = (torch.round(given / factors / step) + zero).clamp(0, 255) - zero
        return (rounded * step) @ (codes.float() * scales[:, None]).T + bias

    return multiply


@pytest.fixture(scope="module")
def weights() -> TinyWeights:
    return TinyWeights()


def test_in_float32_it_is_what_the_layers_say(weights: TinyWeights, tmp_path: Path) -> None:
    expected = compute(weights, multiply_plainly)
    write_graph(weights, tmp_path / "hidden.onnx", None)
    np.testing.assert_allclose(run(tmp_path / "hidden.onnx")[0], expected.numpy(), atol=1e-4)
    write_graph(weights, tmp_path / "head.onnx", None, weights.head)
    (logits,) = run(tmp_path / "head.onnx")
    assert logits.shape == (*TOKENS.shape, 2)
    matrix, bias = weights.head
    np.testing.assert_allclose(logits, expected.numpy() @ matrix.T + bias, atol=1e-3)


def test_in_float32_what_goes_into_the_products_is_told(weights: TinyWeights, tmp_path: Path) -> None:
    write_graph(weights, tmp_path / "float.onnx", None, weights.head)
    names = [f"{name}{layer}" for layer in range(weights.layers) for name in LINEARS]
    given: list[torch.Tensor] = []
    compute(weights, lambda *each: given.append(each[0]) or multiply_plainly(*each))  # type: ignore[func-returns-value]
    for found, expected in zip(run(tmp_path / "float.onnx", *names), given, strict=True):
        np.testing.assert_allclose(found, expected.numpy(), atol=1e-4)


def test_in_8_bits_it_is_what_the_layers_say_of_what_is_rounded(weights: TinyWeights, tmp_path: Path) -> None:
    ranges = measure_ranges(weights)
    assert any(any(found.shifts) for found in ranges.values())
    write_graph(weights, tmp_path / "codes.onnx", ranges, weights.head)
    (logits,) = run(tmp_path / "codes.onnx")
    matrix, bias = weights.head
    plain, rounded = (
        compute(weights, multiply).numpy() @ matrix.T + bias
        for multiply in (multiply_plainly, multiply_in_codes(ranges))
    )
    # What stands on the edge between two codes may be rounded either way; that is far less than 8 bits cost.
    assert abs(logits - rounded).max() < 0.2 * abs(plain - rounded).max()
    assert abs(logits - plain).max() < 0.1 * abs(plain).max()


def test_a_text_does_not_depend_on_what_is_computed_with_it(weights: TinyWeights, tmp_path: Path) -> None:
    write_graph(weights, tmp_path / "codes.onnx", measure_ranges(weights), weights.head)
    session: Any = onnxruntime.InferenceSession(str(tmp_path / "codes.onnx"))
    alone = [session.run(None, {INPUT: TOKENS[n : n + 1]})[0][0] for n in range(len(TOKENS))]
    assert np.array(alone).tobytes() == run(tmp_path / "codes.onnx")[0].tobytes()
