"""The language offset of an encoder: measured once over parallel text, taken out of every vector.

A multilingual model places a text by its meaning and by its language, so that the nearest neighbours of a
question are in its own language. The offset of a language is the mean vector of its side of a parallel
text minus the mean over the languages; without it, a question finds its answer in whichever language the
document has. It never comes from the documents: in a small corpus the mean of a language is its topic.
"""

import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files

import numpy as np

from index.encoder import Encoder, Vectors
from index.language import Language
from index.sentences import split_sentences

Offsets = Mapping[Language, Vectors]


def load_offsets(encoder: Encoder) -> Offsets:
    """Return the language offsets of `encoder`, each of shape (dimension,), float32.

    Those of the bundled model come with the program; those of any other are measured.
    """
    shipped = json.loads(_resource("offsets.json").decode())
    if (shipped["encoder"], shipped["parallel"]) == (encoder.fingerprint, hash_parallel_text()):
        return {language: np.array(shipped["offsets"][language], np.float32) for language in Language}
    return measure_offsets(encoder)


def measure_offsets(encoder: Encoder) -> Offsets:
    """Return the offsets over the parallel text, each the mean of those of passages, sentences, questions."""
    items = [json.loads(line) for line in _resource("parallel.jsonl").decode().splitlines()]
    means: dict[Language, list[Vectors]] = {}
    for language in Language:
        passages = [item[language]["passage"] for item in items]
        sentences = [text[start:end] for text in passages for start, end in split_sentences(text, language)]
        questions = [item[language]["question"] for item in items]
        means[language] = [
            encoder.encode_passages(passages).mean(axis=0),
            encoder.encode_passages(sentences).mean(axis=0),
            encoder.encode_questions(questions).mean(axis=0),
        ]
    by_language = {language: np.mean(kinds, axis=0) for language, kinds in means.items()}
    centre = np.mean(list(by_language.values()), axis=0)
    return {language: (mean - centre).astype(np.float32) for language, mean in by_language.items()}


def remove_offset(vectors: Vectors, offset: Vectors) -> Vectors:
    """Return the rows of `vectors` without `offset`, brought back to unit length."""
    moved = vectors - offset
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return np.asarray(moved / np.maximum(lengths, 1e-12), np.float32)


def hash_parallel_text() -> str:
    """Return the SHA-256 of the parallel text the offsets are measured over."""
    return hashlib.sha256(_resource("parallel.jsonl")).hexdigest()


def _resource(name: str) -> bytes:
    return files("index").joinpath(name).read_bytes()
