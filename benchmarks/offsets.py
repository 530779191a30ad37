"""Measure the language offsets of the bundled model and write index/offsets.json, which ships.

To be run when the parallel text, the sentence splitter or the bundled model has changed.
"""

import json
from pathlib import Path

from index.encoder import load_encoder
from index.fairness import hash_parallel_text, measure_offsets

encoder = load_encoder()
offsets = {
    language: [round(float(number), 6) for number in offset]
    for language, offset in measure_offsets(encoder).items()
}
content = {"encoder": encoder.fingerprint, "parallel": hash_parallel_text(), "offsets": offsets}
Path("index/offsets.json").write_text(json.dumps(content) + "\n", "utf-8")
