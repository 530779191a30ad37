"""Measure what goes into each product of the bundled model over the parallel text.

Writes index/encoding/ranges.json; to be run when the bundled model or the parallel text has changed, and
benchmarks/offsets.py afterwards.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnxruntime

from index.artefacts import describe_making
from index.encoding.bundle import find_bundle, read_bundle
from index.encoding.encoder import E5_PROMPTS
from index.encoding.graph import LINEARS, join_weights, write_graph
from index.encoding.language_offsets import hash_parallel_text, read_sides
from index.encoding.prepare import RANGES, write_vocabulary
from index.encoding.tokenizer import Tokenizer

# Share of a channel's size that moves into the weights: decision 10 has the figures of others.
SMOOTHING = 0.75

bundle = read_bundle(find_bundle())
items = [item for items in zip(*read_sides().values(), strict=True) for item in items]
texts = [E5_PROMPTS["query"] + item["question"] for item in items]
texts += [E5_PROMPTS["document"] + item["passage"] for item in items]
names = [f"{name}{layer}" for layer in range(bundle.layers) for name in LINEARS]
lows = dict.fromkeys(names, np.float32(0))
highs = dict.fromkeys(names, np.float32(0))
with TemporaryDirectory() as folder:
    write_vocabulary(bundle, Path(folder))
    tokenizer = Tokenizer(Path(folder))
    write_graph(bundle, Path(folder) / "float.onnx", None)
    session = onnxruntime.InferenceSession(str(Path(folder) / "float.onnx"))
    for text in texts:
        for window in tokenizer.split(text):
            for name, values in zip(names, session.run(names, {"input_ids": [window]}), strict=True):
                lows[name] = np.minimum(lows[name], values[0].min(axis=0))
                highs[name] = np.maximum(highs[name], values[0].max(axis=0))

ranges = {}
for layer in range(bundle.layers):
    for name in LINEARS:
        key = f"{name}{layer}"
        low, high = lows[key], highs[key]
        size = np.maximum(np.maximum(-low, high), 1e-4)
        weights = np.maximum(abs(join_weights(bundle, layer, name)[0]).max(axis=0), 1e-6)
        factors = SMOOTHING * np.log2(size) - (1 - SMOOTHING) * np.log2(weights)
        shifts = np.round(factors - factors.mean()).astype(int)
        least, greatest = (low / np.exp2(shifts)).min(), (high / np.exp2(shifts)).max()
        ranges[key] = (round(float(least), 5), round(float(greatest), 5), shifts.tolist())
made = describe_making("python -m benchmarks.ranges", {}) | {"parallel": hash_parallel_text()}
made |= {"smoothing": SMOOTHING, "figures": {"texts": len(texts)}}
content = json.dumps({"bundle": bundle.sha256, "made": made, "ranges": ranges}, separators=(",", ":"))
RANGES.write_text(content.replace('"qkv', '\n"qkv') + "\n", "utf-8")
