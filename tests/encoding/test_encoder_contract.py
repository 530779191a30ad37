"""The contract of an encoder: what the bundled model, one in a folder and the double all keep."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.encoding.encoder import Encoder, load_encoder
from tests.doubles.encoder import TrigramEncoder

TEXTS = [
    "Wann wurde der Vertrag unterzeichnet?",
    "Договор подписали в 1992 году.",
    "x",
    "",
    "\0",
    "🎉",
    "The treaty was signed. " * 500,
    "vertrag stadt sport договор город",
]
LOADED: dict[str, Callable[[Path], Encoder]] = {
    "bundled": lambda _: load_encoder(),
    "folder": lambda folder: load_encoder(str(folder)),
    "double": lambda _: TrigramEncoder(),
}


@pytest.fixture(params=LOADED)
def each(request: pytest.FixtureRequest) -> Encoder:
    kind = request.param
    return LOADED[kind](request.getfixturevalue("model") if kind == "folder" else Path())


def test_vectors_are_unit_rows_of_float32(each: Encoder) -> None:
    for encode in (each.encode_questions, each.encode_passages):
        vectors = encode(TEXTS)
        assert vectors.shape == (len(TEXTS), each.dimension)
        assert vectors.dtype == np.float32
        lengths = np.linalg.norm(vectors, axis=1)
        known = [bool(re.search(r"\w", text)) for text in TEXTS]
        np.testing.assert_allclose(lengths[known], 1, atol=1e-5)
        assert all(length == pytest.approx(1, abs=1e-5) or length == 0 for length in lengths)
        none = encode([])
        assert none.shape == (0, each.dimension)
        assert none.dtype == np.float32


def test_the_same_text_has_the_same_vector(each: Encoder) -> None:
    for encode in (each.encode_questions, each.encode_passages):
        assert encode(TEXTS).tobytes() == encode(TEXTS).tobytes()
        alone = np.array([encode([text])[0] for text in TEXTS])
        np.testing.assert_allclose(encode(TEXTS), alone, atol=1e-5)


def test_threads_get_the_vectors_of_one(each: Encoder) -> None:
    texts = [f"Vertrag {number} der Stadt" for number in range(16)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: each.encode_questions([text])[0], texts))
    np.testing.assert_allclose(np.array(found), each.encode_questions(texts), atol=1e-5)


def test_a_question_is_nearest_to_the_passage_with_its_words(each: Encoder) -> None:
    passages = each.encode_passages(["vertrag", "sport", "город"])
    questions = each.encode_questions(["vertrag", "sport", "город"])
    assert (questions @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_it_says_which_it_is(each: Encoder) -> None:
    assert each.name
    assert re.fullmatch("[0-9a-f]{64}", each.fingerprint)
