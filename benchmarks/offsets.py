"""Measure the language offsets of the bundled model, and from where on sentences count as translations.

Writes index/encoding/offsets.json, which ships.

To be run when the parallel text, the sentence splitter or the bundled model has changed.
"""

import json
from math import hypot

from index.artefacts import describe_making
from index.encoding.alignment import measure_least
from index.encoding.encoder import load_encoder
from index.encoding.language_offsets import OFFSETS, hash_parallel_text, measure_offsets

encoder = load_encoder()
measured = measure_offsets(encoder)
offsets = {language: [round(float(number), 6) for number in offset] for language, offset in measured.items()}
lengths = {language: round(hypot(*offset), 4) for language, offset in offsets.items()}
content = {
    "encoder": encoder.fingerprint,
    "parallel": hash_parallel_text(),
    "made": describe_making("python -m benchmarks.offsets", {}) | {"figures": {"lengths": lengths}},
    "least": round(measure_least(encoder, measured), 4),
    "offsets": offsets,
}
lines = (f"{json.dumps(name)}: {json.dumps(value)}" for name, value in content.items())
OFFSETS.write_text("{" + ",\n".join(lines) + "}\n", "utf-8")
