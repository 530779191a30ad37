"""The language offset: what ships fits the bundled model, what is measured is what is defined."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import index.encoding.language_offsets
from index.encoding.encoder import Encoder
from index.encoding.language_offsets import (
    hash_parallel_text,
    load_offsets,
    measure_offsets,
    read_sides,
    remove_offset,
)
from index.languages import Language
from index.text.sentences import split_sentences
from tests.languages.codes import DE, EN, RU

FOLDER = Path(index.encoding.language_offsets.__file__).parent
SIDES = read_sides()


def test_without_the_offset_the_rows_have_unit_length() -> None:
    vectors = np.array([[3, 4, 0], [1, 0, 0], [0, 0, 0.5]], np.float32)
    moved = remove_offset(vectors, np.array([0, 0, 0.5], np.float32))
    assert moved.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(moved, axis=1), [1, 1, 0], atol=1e-6)
    np.testing.assert_allclose(moved[0], np.array([3, 4, -0.5]) / np.sqrt(25.25), atol=1e-6)


def test_each_row_may_have_an_offset_of_its_own() -> None:
    vectors = np.array([[1, 1], [1, 1]], np.float32)
    moved = remove_offset(vectors, np.array([[1, 0], [0, 1]], np.float32))
    assert moved.tolist() == [[0, 1], [1, 0]]


def test_the_parallel_text_is_whole() -> None:
    assert list(SIDES) == list(Language)
    for side in SIDES.values():
        assert len(side) == 48
        for item in side:
            assert set(item) == {"passage", "question"}
            assert all(text == text.strip() and len(text) > 10 for text in item.values())
            assert item["question"].endswith("?")


def test_the_parallel_text_holds_nothing_twice() -> None:
    texts = [text for side in SIDES.values() for item in side for text in item.values()]
    assert len(set(texts)) == len(texts) == 48 * 3 * 2


def test_the_offsets_that_ship_are_those_of_the_bundled_model_and_the_parallel_text(bundled: Encoder) -> None:
    shipped = json.loads((FOLDER / "offsets.json").read_text("utf-8"))
    assert shipped["encoder"] == bundled.fingerprint
    assert shipped["parallel"] == hash_parallel_text()
    offsets = load_offsets(bundled)
    assert list(offsets) == [DE, RU, EN]
    for language, offset in offsets.items():
        assert offset.tolist() == np.array(shipped["offsets"][language], np.float32).tolist()
        assert offset.shape == (384,)
    np.testing.assert_allclose(sum(offsets.values()), 0, atol=5e-6)  # they lie around their centre


def test_the_offsets_that_ship_point_where_a_handful_of_questions_does(bundled: Encoder) -> None:
    offsets = load_offsets(bundled)
    de, ru = (
        bundled.encode_questions([item["question"] for item in SIDES[language][:6]]).mean(axis=0)
        for language in (DE, RU)
    )
    shipped, measured = offsets[DE] - offsets[RU], de - ru
    assert shipped @ measured / np.linalg.norm(shipped) / np.linalg.norm(measured) > 0.8


def test_the_offsets_of_any_other_model_are_measured(encoder: Any, bundled: Encoder) -> None:
    offsets = load_offsets(encoder)
    assert all(offset.shape == (256,) for offset in offsets.values())
    impostor = replace(encoder, name=bundled.name)  # the weights decide, not the name
    assert load_offsets(impostor)[DE].tolist() == offsets[DE].tolist()


@pytest.mark.parametrize("language", Language)
def test_an_offset_is_the_mean_of_its_language_without_that_of_all(
    encoder: Encoder, language: Language
) -> None:
    means = {}
    for one in Language:
        passages = [item["passage"] for item in SIDES[one]]
        sentences = [text[start:end] for text in passages for start, end in split_sentences(text, one)]
        questions = [item["question"] for item in SIDES[one]]
        kinds = (
            encoder.encode_passages(passages),
            encoder.encode_passages(sentences),
            encoder.encode_questions(questions),
        )
        means[one] = sum(vectors.mean(axis=0) for vectors in kinds) / 3
    expected = means[language] - sum(means.values()) / 3
    np.testing.assert_allclose(measure_offsets(encoder)[language], expected, atol=1e-6)
