"""Trained weights in, the file that ships out: layers in 8 bits, with the ranges of what goes into them.

The ranges are measured over windows of training texts, as benchmarks/ranges.py does for the encoder;
outliers move into the weights by powers of two (SmoothQuant, Xiao et al. 2022, arXiv 2211.10438).
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime
import torch

from index.encoding.bundle import Bundle, Codes, Floats, find_bundle, read_bundle
from index.encoding.graph import INPUT, LINEARS, Range, Ranges, join_weights, write_graph
from index.encoding.prepare import prepare_model
from index.encoding.tokenizer import Tokenizer
from index.reading.prepare import WEIGHTS
from index.reading.weights import ReaderWeights, write_reader_weights
from training.data import DATA, load_texts
from training.drawing import Drawing
from training.model import name_weights

SMOOTHING = 0.75  # share of a channel's size that moves into the weights
WINDOWS = 200  # that the ranges are measured over


class Trained:
    """Trained tensors under the names of the bundled model, over its embeddings; satisfies graph.Weights."""

    def __init__(self, bundle: Bundle, state: Mapping[str, torch.Tensor]) -> None:
        self._bundle = bundle
        self.width, self.heads, self.inner = bundle.width, bundle.heads, bundle.inner
        self.epsilon, self.layers = bundle.epsilon, bundle.layers
        self.tensors = name_tensors(state, bundle.layers)
        self.head = self.tensors["head.w"], self.tensors["head.b"]

    def tensor(self, name: str, columns: int = 0) -> Floats:
        """Return a tensor as float32."""
        return self._bundle.tensor(name, columns) if name.startswith("emb.") else self.tensors[name]

    def blocks(self, name: str) -> tuple[Codes, Floats]:
        """Return the codes of a packed tensor of the bundle, and the scale of each block."""
        return self._bundle.blocks(name)


def name_tensors(state: Mapping[str, torch.Tensor], layers: int) -> dict[str, Floats]:
    """Return the tensors of a trained model under the names of the bundled one."""
    arrays = {name: value.float().numpy() for name, value in state.items()}
    named = {f"head.{letter}": arrays[f"head.{kind}"] for kind, letter in (("weight", "w"), ("bias", "b"))}
    for n in range(layers):
        for kind, letter in (("weight", "w"), ("bias", "b")):
            for part, values in zip("qkv", np.split(arrays[f"layers.{n}.qkv.{kind}"], 3), strict=True):
                named[f"l{n}.{part}.{letter}"] = values
            for part in ("ao", "aln", "fi", "fo", "oln"):
                named[f"l{n}.{part}.{letter}"] = arrays[f"layers.{n}.{part}.{kind}"]
    return named


def export(
    bundle: Bundle, state: Mapping[str, torch.Tensor], windows: Sequence[Sequence[int]], path: Path
) -> None:
    """Write the file that ships to `path`; `windows` are token numbers that the model has to read."""
    trained = Trained(bundle, state)
    write_reader_weights(path, trained.tensors, measure_ranges(trained, windows))


def measure_ranges(trained: Trained, windows: Sequence[Sequence[int]]) -> Ranges:
    """Return what goes into each product of `trained` over `windows`."""
    names = [f"{name}{layer}" for layer in range(trained.layers) for name in LINEARS]
    lows: dict[str, Floats] = {}
    highs: dict[str, Floats] = {}
    with TemporaryDirectory() as folder:
        write_graph(trained, Path(folder) / "float.onnx", None, trained.head)
        session = onnxruntime.InferenceSession(str(Path(folder) / "float.onnx"))
        for window in windows:
            for name, values in zip(names, session.run(names, {INPUT: [list(window)]}), strict=True):
                low, high = values[0].min(axis=0), values[0].max(axis=0)
                lows[name] = np.minimum(lows.get(name, low), low)
                highs[name] = np.maximum(highs.get(name, high), high)
    return {name: _find_range(trained, name, lows[name], highs[name]) for name in names}


def _find_range(trained: Trained, name: str, low: Floats, high: Floats) -> Range:
    linear = name.rstrip("0123456789")
    layer = int(name[len(linear) :])
    size = np.maximum(np.maximum(-low, high), 1e-4)
    weights = np.maximum(abs(join_weights(trained, layer, linear)[0]).max(axis=0), 1e-6)
    factors = SMOOTHING * np.log2(size) - (1 - SMOOTHING) * np.log2(weights)
    shifts = np.round(factors - factors.mean()).astype(int)
    least, greatest = (low / np.exp2(shifts)).min(), (high / np.exp2(shifts)).max()
    return Range(min(0.0, float(least)), max(0.0, float(greatest)), tuple(shifts.tolist()))


def load_shipped_weights(bundle: Bundle) -> dict[str, torch.Tensor]:
    """Return the weights that ship, over `bundle`, under the names of training.model.Reader."""
    weights = ReaderWeights(bundle, WEIGHTS.read_bytes())
    head = zip(("head.weight", "head.bias"), weights.head, strict=True)
    return name_weights(weights) | {name: torch.tensor(values) for name, values in head}


def main() -> None:
    """Write the file that ships from the weights trained last, with ranges over windows of our texts.

    Of several files of weights that are given, the mean ships (Wortsman et al. 2022, arXiv 2109.01903).
    """
    states = [torch.load(path) for path in sys.argv[1:] or ["var/reader.pt"]]
    mean = {name: torch.stack([each[name].float() for each in states]).mean(0) for name in states[0]}
    texts = load_texts(DATA)[::4]
    drawing = Drawing(texts, Tokenizer(prepare_model()[0]), seed=1)
    windows = [example.ids for example in drawing.draw({"written": WINDOWS})]
    export(read_bundle(find_bundle()), mean, windows, WEIGHTS)


if __name__ == "__main__":
    main()
