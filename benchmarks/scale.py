"""How latency, memory and build time grow with the collection, from 1,000 to 1,000,000 chunks; and a plot.

Everything of an answer but the encoder is timed: it is replaced by the vectors it gives for real questions.
What cannot be embedded here is drawn (synthetic.py) from the index in var/index, or in the folder named.

`make scale` does all of it:

    python -m benchmarks.scale measure 10000 [INDEX]     one line of JSON; one process for each size
    python -m benchmarks.scale plot FIGURES.jsonl PNG    draws what several of them said
"""

import json
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import wraps
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.synthetic import draw_contents
from bot.answering import evidence, pipeline
from bot.answering.evidence import Knowledge
from bot.understanding.inquiry import Inquiry
from index.encoding.encoder import Vectors, load_encoder
from index.reading.calibration import Calibration
from index.reading.reader import load_reader
from index.search import Searcher
from index.storage.faiss_vectors import NEAREST
from index.storage.store import Index, read_index, write_index
from index.storage.words.postings import Postings

QUESTIONS = Path("tests/data/questions.jsonl")
ROUNDS = 3
# Part of an answer -> where it is timed; "dense" besides, in whichever index of vectors is in use. What none
# of them holds is the choosing of sentences and the rest.
PARTS = {
    "words": (Postings, "find_best"),
    "candidates": (Searcher, "_measure"),
    "read": (evidence, "read_passages"),
    "search": (pipeline, "find_passages"),  # the four above and what is between them
    "answer": (pipeline, "answer_inquiry"),  # all
}
COLOURS = {
    "answer": "#1b1b1b",
    "search": "#1f5fa8",
    "dense": "#c4501b",
    "words": "#2e7d32",
    "candidates": "#7b3fa0",
    "read": "#00838f",
}
Times = dict[str, list[tuple[float, float]]]  # seconds of the clock, of the processor


class Recorded:
    """An encoder that computes a vector once and then has it."""

    def __init__(self, index: Index) -> None:
        self._encoder = load_encoder()
        self._vectors: dict[str, Vectors] = {}
        self.name, self.fingerprint = index.manifest.encoder, index.manifest.fingerprint
        self.dimension = index.manifest.dimension

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`."""
        for text in texts:
            if text not in self._vectors:
                self._vectors[text] = self.compute([text])[0]
        return np.array([self._vectors[text] for text in texts])

    def compute(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`, computed anew."""
        return self._encoder.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of `texts`."""
        return self._encoder.encode_passages(texts)


def measure(chunks: int, base: Path) -> dict[str, Any]:
    """Return the figures of a collection of `chunks` chunks."""
    with TemporaryDirectory(dir="var") as folder:  # which may be larger than where it is usually
        build = _run_alone(_build, base, Path(folder), chunks)
        return {"chunks": chunks, **build, **_run_alone(_ask, Path(folder))}


def _run_alone(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """Return what `work` gives in a process of its own, so that its memory is its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def _build(base: Path, folder: Path, chunks: int) -> dict[str, Any]:
    contents = draw_contents(read_index(base), chunks)
    start = time.perf_counter(), time.process_time()
    write_index(folder, contents)
    seconds = time.perf_counter() - start[0], time.process_time() - start[1]
    manifest = read_index(folder).manifest
    megabytes = sum(path.stat().st_size for path in (folder / "current").rglob("*.*")) / 1e6
    return {
        "build_s": round(seconds[0], 1),
        "build_cpu_s": round(seconds[1], 1),
        "build_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "disk_mb": round(megabytes),
        "vectors": manifest.vectors,
        **manifest.figures,
    }


def _ask(folder: Path) -> dict[str, Any]:
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    encoder = Recorded(read_index(folder))
    encoder.encode_questions(asked)
    before = read_memory()
    start = time.perf_counter()
    index = read_index(folder)
    calibration = Calibration(**index.manifest.calibration)
    knowledge = Knowledge(Searcher(index, encoder), load_reader(), calibration)
    ready = time.perf_counter() - start
    cold = time.perf_counter()
    pipeline.answer_inquiry(Inquiry(asked[0]), knowledge)
    cold = time.perf_counter() - cold
    vectors: list[Vectors] = []
    _record(index, vectors)
    for question in asked:
        pipeline.answer_inquiry(Inquiry(question), knowledge)
    del index.vectors.find_nearest  # type: ignore[attr-defined]  # it is that of the class again
    times: Times = defaultdict(list)
    for part, (owner, name) in {"dense": (type(index.vectors), "find_nearest"), **PARTS}.items():
        setattr(owner, name, _timed(getattr(owner, name), times[part]))
    encode = _timed(encoder.compute, times["encoder"])
    for _ in range(ROUNDS):
        for question in asked:
            pipeline.answer_inquiry(Inquiry(question), knowledge)
            encode([question])  # under the same load, so that the ratio holds on an idle machine
    after = read_memory()
    return {
        "ready_s": round(ready, 2),
        "first_ms": round(1000 * cold, 1),
        "memory_mb": {kind: after[kind] - before[kind] for kind in after},
        "load": [round(load, 1) for load in os.getloadavg()],
        "recall_of_questions": _measure_recall(index, np.array(vectors)),
        "ms": {part: _summarise(each) for part, each in times.items()},
    }


def _record(index: Index, vectors: list[Vectors]) -> None:
    """Keep in `vectors` what `index` is asked for."""
    find_nearest = index.vectors.find_nearest

    def find_and_keep(question: Vectors, *arguments: Any) -> Any:
        vectors.append(question)
        return find_nearest(question, *arguments)

    index.vectors.find_nearest = find_and_keep  # type: ignore[method-assign]


def _timed(call: Callable[..., Any], times: list[tuple[float, float]]) -> Callable[..., Any]:
    @wraps(call)
    def call_timed(*arguments: Any, **named: Any) -> Any:
        clock, processor = time.perf_counter(), time.thread_time()
        result = call(*arguments, **named)
        times.append((time.perf_counter() - clock, time.thread_time() - processor))
        return result

    return call_timed


def _summarise(times: list[tuple[float, float]]) -> dict[str, float]:
    clock, processor = 1000 * np.array(times).T
    return {
        "p50": round(float(np.median(clock)), 2),
        "p95": round(float(np.percentile(clock, 95)), 2),
        "cpu_p50": round(float(np.median(processor)), 2),
        "cpu_p95": round(float(np.percentile(processor, 95)), 2),
    }


def _measure_recall(index: Index, questions: Vectors) -> float:
    """Return the share of the ten nearest chunks that are found for real questions."""
    blocks = np.array_split(np.arange(len(index.passages)), max(1, len(index.passages) // 50_000))
    nearness = np.concatenate([questions @ index.passage_vectors(rows).T for rows in blocks], axis=1)
    nearest = np.argpartition(-nearness, NEAREST, axis=1)[:, :NEAREST]
    found = [index.vectors.find_nearest(question, NEAREST) for question in questions]
    return round(float(np.mean([np.isin(*pair).mean() for pair in zip(nearest, found, strict=True)])), 4)


def read_memory() -> dict[str, int]:
    """Return the megabytes that this process holds: its own, and of files, which all processes share."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="utf-8").splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    own = kilobytes["Anonymous"]
    return {"own": own // 1024, "of_files": (kilobytes["Rss"] - own) // 1024}


def plot(figures: Path, picture: Path) -> None:
    """Draw latency, memory and build time against the number of chunks."""
    import matplotlib.pyplot as plt  # noqa: PLC0415  # only this needs it

    rows = sorted(
        map(json.loads, figures.read_text(encoding="utf-8").splitlines()), key=lambda row: row["chunks"]
    )
    sizes = [row["chunks"] for row in rows]
    chart, (latency, memory, build) = plt.subplots(1, 3, figsize=(13, 4))
    for part, colour in COLOURS.items():
        label = {"answer": "whole answer", "dense": "nearest vectors", "words": "shared words"}.get(
            part, part
        )
        latency.plot(sizes, [row["ms"][part]["p50"] for row in rows], "o-", color=colour, label=label)
    latency.plot(sizes, [row["ms"]["answer"]["p95"] for row in rows], "o:", color="#1b1b1b", label="… p95")
    latency.set_title("an answer but the encoder, p50, ms")
    memory.plot(
        sizes, [row["memory_mb"]["own"] for row in rows], "o-", color="#c4501b", label="of the process alone"
    )
    memory.plot(
        sizes, [row["memory_mb"]["of_files"] for row in rows], "o-", color="#1f5fa8", label="shared by all"
    )
    memory.plot(sizes, [row["disk_mb"] for row in rows], "o:", color="#777777", label="on disk")
    memory.set_title("memory of the index, MB")
    build.plot(
        sizes, [row["build_s"] for row in rows], "o-", color="#c4501b", label="building, embedding left out"
    )
    build.plot(
        sizes, [row["ready_s"] for row in rows], "o-", color="#1f5fa8", label="reading, every byte checked"
    )
    build.set_title("build and start, s")
    for axes in (latency, memory, build):
        axes.set(xscale="log", yscale="log", xlabel="chunks")
        axes.grid(alpha=0.3)
        axes.margins(y=0.3)  # room for the legend
        axes.legend(fontsize=8)
    chart.tight_layout()
    chart.savefig(picture, dpi=110)


if __name__ == "__main__":
    if sys.argv[1] == "plot":
        plot(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        base = Path(sys.argv[3] if len(sys.argv) > 3 else "var/index")
        print(json.dumps(measure(int(sys.argv[2]), base)), flush=True)
