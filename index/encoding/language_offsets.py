"""The language offset of an encoder: measured once over parallel text, taken out of every vector.

A multilingual model places a text by its meaning and by its language, so that the nearest neighbours of a
question are in its own language. The offset of a language is the mean vector of its side of a parallel
text minus the mean over the languages; without it, a question finds its answer in whichever language the
document has. It never comes from the documents: in a small corpus the mean of a language is its topic.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from index.encoding.encoder import Encoder, Vectors
from index.languages import FOLDER, Language
from index.text.sentences import split_sentences

Offsets = Mapping[Language, Vectors]
OFFSETS = Path(__file__).with_name("offsets.json")


def load_offsets(encoder: Encoder) -> Offsets:
    """Return the language offsets of `encoder`, each of shape (dimension,), float32.

    Those of the bundled model come with the program; those of any other are measured. A language without a
    side of the parallel text has none: its offset is 0.
    """
    if are_offsets_of(encoder.fingerprint):
        shipped = json.loads(OFFSETS.read_bytes())["offsets"]
        known: Offsets = {Language(code): np.array(offset, np.float32) for code, offset in shipped.items()}
    else:
        known = measure_offsets(encoder)
    none = np.zeros_like(next(iter(known.values())))
    return {language: known.get(language, none) for language in Language}


def are_offsets_of(encoder: str) -> bool:
    """Return whether the offsets that ship are those of the encoder of this fingerprint."""
    shipped = json.loads(OFFSETS.read_bytes())
    return (shipped["encoder"], shipped["parallel"]) == (encoder, hash_parallel_text())


def read_sides() -> dict[Language, list[dict[str, str]]]:
    """Return the parallel text by language: passages with a question each, the same at each place."""
    lines = {file.parent.name: file.read_text("utf-8").splitlines() for file in _find_sides()}
    return {language: list(map(json.loads, lines[language])) for language in Language if language in lines}


def measure_offsets(encoder: Encoder) -> Offsets:
    """Return the offsets over the parallel text, each the mean of those of passages, sentences, questions."""
    means: dict[Language, list[Vectors]] = {}
    for language, items in read_sides().items():
        passages = [item["passage"] for item in items]
        sentences = [text[start:end] for text in passages for start, end in split_sentences(text, language)]
        questions = [item["question"] for item in items]
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
    """Return the SHA-256 of the parallel text the offsets are measured over, its sides by code."""
    sides = {file.parent.name: file.read_bytes() for file in _find_sides()}
    return hashlib.sha256(b"".join(code.encode() + b"\n" + side for code, side in sides.items())).hexdigest()


def _find_sides() -> list[Path]:
    return sorted(FOLDER.glob("*/parallel.jsonl"))
