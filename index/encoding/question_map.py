"""Where a question is put before its nearest passages are looked for: a linear map, learned.

The bundled encoder puts a question near to what is about the same. The map puts it nearer to what answers
it; passages stay where they are. training/question_map.py makes it, from questions with known answers.
"""

from pathlib import Path

import numpy as np

from index.encoding.encoder import Vectors

QUESTION_MAP = Path(__file__).with_name("question_map.npz")


def load_question_map(fingerprint: str) -> Vectors | None:
    """Return what the map adds to a question, shape (dimension, dimension), float32.

    None for any encoder but the one whose `fingerprint` it was made for: its questions stay where they are.
    """
    with np.load(QUESTION_MAP) as shipped:
        return shipped["added"].astype(np.float32) if str(shipped["encoder"]) == fingerprint else None


def move_questions(vectors: Vectors, added: Vectors | None) -> Vectors:
    """Return the rows of `vectors`, without language offset, where the map puts them, of unit length."""
    if added is None:
        return vectors
    moved = vectors + vectors @ added
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)
