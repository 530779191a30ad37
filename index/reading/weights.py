"""The reader's weights as they ship: its layers in 8 bits, over the embeddings of the bundled model.

An .npz file with the tensors that graph.py asks for, by the names of the bundled model ("l0.q.w"). A matrix
is stored as `NAME.codes`, int8, a row an output channel, and `NAME.scales`, one a row, its columns multiplied
by 2 ** shift of what goes into it; a vector as float32. `qkv0.range` to `fo11.range` and `….shifts` tell what
goes into a product (graph.Range); `head.w` and `head.b` make the start and the end logit of a token.
"""

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray  # noqa: TC002

from index.encoding.bundle import Codes, Floats
from index.encoding.graph import LINEARS, PARTS, Range, Ranges, Weights, quantise_weights


class ReaderWeights:
    """The weights in `content`, over the embeddings of `bundle`; satisfies graph.Weights."""

    def __init__(self, bundle: Weights, content: bytes) -> None:
        with np.load(io.BytesIO(content)) as arrays:
            self._arrays: Mapping[str, NDArray[np.generic]] = dict(arrays)
        self._bundle = bundle
        self.width, self.heads, self.inner = bundle.width, bundle.heads, bundle.inner
        self.epsilon = bundle.epsilon
        self.layers = sum(name.startswith("qkv") for name in self._arrays) // 2
        self.head = self._read("head.w"), self._read("head.b")  # shapes (2, width), (2,)
        self.ranges: Ranges = {
            name: self._read_range(name)
            for name in (f"{linear}{layer}" for layer in range(self.layers) for linear in LINEARS)
        }

    def tensor(self, name: str, columns: int = 0) -> Floats:
        """Return a tensor as float32; those of the embeddings are the bundle's."""
        if name.startswith("emb."):
            return self._bundle.tensor(name, columns)
        if f"{name}.codes" not in self._arrays:
            return self._read(name)
        codes, scales = self._read(f"{name}.codes"), self._read(f"{name}.scales")
        factors = np.exp2(self._read(f"{_find_product(name)}.shifts"))
        return np.asarray(codes * scales[:, None] / factors, np.float32)

    def blocks(self, name: str) -> tuple[Codes, Floats]:
        """Return the codes of a packed tensor of the bundle, and the scale of each block."""
        return self._bundle.blocks(name)

    def _read(self, name: str) -> Floats:
        return np.asarray(self._arrays[name], np.float32)

    def _read_range(self, name: str) -> Range:
        low, high = self._read(f"{name}.range").tolist()
        return Range(low, high, tuple(map(int, self._arrays[f"{name}.shifts"])))


def write_reader_weights(path: Path, tensors: Mapping[str, Floats], ranges: Ranges) -> None:
    """Write `tensors`, those of the layers and the head, with `ranges` of what goes into their products."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, values in tensors.items():
        product = _find_product(name)
        if product is None:
            arrays[name] = values.astype(np.float32)
        else:
            factors = np.exp2(np.array(ranges[product].shifts, np.float32))
            arrays[f"{name}.codes"], arrays[f"{name}.scales"] = quantise_weights(values * factors)
    for name, found in ranges.items():
        arrays[f"{name}.range"] = np.array([found.low, found.high], np.float32)
        arrays[f"{name}.shifts"] = np.array(found.shifts, np.int8)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]  # its stubs take the names for options


def _find_product(name: str) -> str | None:
    """Return the product, "qkv0", whose weights the tensor `name`, "l0.q.w", is or is part of."""
    layer, _, part = name.removesuffix(".w").partition(".")
    linear = next((each for each in LINEARS if part in PARTS.get(each, (each,))), None)
    return f"{linear}{layer[1:]}" if linear else None
