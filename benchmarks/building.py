"""What it costs to build the index of a folder of texts, by the page, here and in another checkout.

    python -m benchmarks.building FOLDER [CHECKOUT] [--model]

Both build in turns, each time in a program of its own and with one process for the documents, so that what is
compared is work and not how it is spread. Told is the processor's time for 2,000 characters: of `reading`
(documents and their chunks) and of `all`. A table of random vectors stands for the model, which
costs the same in both and far more than the rest; with `--model` it is the bundled one.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

PAGE = 2_000  # characters
ROUNDS = 3
# Names are those that each state of the program has had since there were processes for documents.
PROGRAM = """
import json, os, sys, time, zlib
from pathlib import Path
import numpy as np
os.cpu_count = lambda: 1
from index.build import build_index, read_folder

class Table:
    name, fingerprint, dimension = "table", "0" * 64, 384
    rows = np.random.default_rng(0).normal(size=(4096, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    def encode_passages(self, texts):
        return self.rows[[zlib.crc32(text.encode()) % 4096 for text in texts]]
    encode_questions = encode_passages

def measure(work):
    before = os.times()
    done = work()
    return done, sum(os.times()[:4]) - sum(before[:4])

folder, output, model = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
encoder = Table()
if model:
    from index.encoding.encoder import load_encoder
    encoder = load_encoder()
(read, chunks, _), reading = measure(lambda: read_folder(folder))
_, everything = measure(lambda: build_index(folder, output, encoder))
characters = sum(len(document.text) for document in read)
print(json.dumps({"characters": characters, "chunks": len(chunks), "reading": reading, "all": everything}))
"""


def build(checkout: Path, folder: Path, options: Sequence[str]) -> dict[str, float]:
    """Return how many characters and chunks there are, and the seconds that `checkout` computed for them."""
    path = os.pathsep.join([str(checkout), os.environ.get("PYTHONPATH", "")])
    with TemporaryDirectory() as output:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, str(folder), output, *options],
            cwd=checkout,
            env=os.environ | {"PYTHONPATH": path},
            stdout=subprocess.PIPE,
            check=True,
        )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Build in turns and print milliseconds a page: the median, and that of the ratios."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("checkout", type=Path, nargs="?")
    parser.add_argument("--model", action="store_const", const=["model"], default=[])
    given = parser.parse_args()
    states = [Path.cwd(), *([given.checkout.resolve()] if given.checkout else [])]
    rounds = [[build(state, given.folder.resolve(), given.model) for state in states] for _ in range(ROUNDS)]
    for name in ("reading", "all"):
        costs = [[1000 * each[name] / each["characters"] * PAGE for each in turn] for turn in rounds]
        here, *other = (median(cost) for cost in zip(*costs, strict=True))
        line = f"{name:8} {here:7.2f} ms a page"
        if other:
            ratio = median(cost[0] / cost[1] for cost in costs)
            line += f", there {other[0]:.2f}; here over there {ratio:.2f}"
        print(line)
    sizes = " and ".join(
        f"{each['characters'] / PAGE:.0f} pages, {each['chunks']:.0f} chunks" for each in rounds[0]
    )
    print(sizes)


if __name__ == "__main__":
    main()
