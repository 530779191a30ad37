"""Sentences of translations find each other: what is defined, and how well it does with the bundled model."""

import json
from collections.abc import Sequence
from itertools import permutations
from random import Random

import numpy as np
import pytest

from index.encoding import alignment
from index.encoding.alignment import align, load_least, measure_least
from index.encoding.encoder import Encoder, Vectors
from index.encoding.language_offsets import OFFSETS, load_offsets, measure_offsets, read_sides, remove_offset
from index.languages import Language  # noqa: TC001
from index.text.sentences import split_sentences


def make_vectors(*rows: Sequence[float]) -> Vectors:
    vectors = np.array(rows, np.float32).reshape(-1, 3)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


A, B, C = (1.0, 0.1, 0.0), (0.0, 1.0, 0.1), (0.1, 0.0, 1.0)
NEAR_A = (1.0, 0.4, 0.0)


@pytest.mark.parametrize(
    ("one", "other", "pairs"),
    [
        ([A, B, C], [A, B, C], [(0, 0), (1, 1), (2, 2)]),
        ([A, B, C], [A, C], [(0, 0), (2, 1)]),  # one is left out
        ([A, C], [A, B, C], [(0, 0), (1, 2)]),  # one is added
        ([A, B, C], [C, A, B], [(0, 1), (1, 2)]),  # the longest series in one order
        ([A, NEAR_A], [A], [(0, 0)]),  # each has one partner, the nearest
        ([A], [B, C], []),  # what is not near enough has none
        ([A], [], []),
        ([], [A], []),
        ([], [], []),
    ],
)
@pytest.mark.parametrize("at_once", [1, 2, 1_000])
def test_sentences_are_paired_where_each_is_nearest_to_the_other_and_in_one_order(
    monkeypatch: pytest.MonkeyPatch,
    one: list[tuple[float, ...]],
    other: list[tuple[float, ...]],
    pairs: list[tuple[int, int]],
    at_once: int,
) -> None:
    monkeypatch.setattr(alignment, "_AT_ONCE", at_once)
    assert align(make_vectors(*one), make_vectors(*other), 0.5) == pairs


def test_what_counts_as_near_is_measured_and_ships_for_the_bundled_model(
    bundled: Encoder, encoder: Encoder
) -> None:
    shipped = json.loads(OFFSETS.read_bytes())["least"]
    assert load_least(bundled) == shipped
    assert measure_least(bundled, load_offsets(bundled)) == pytest.approx(shipped, abs=5e-4)
    assert load_least(encoder) == pytest.approx(measure_least(encoder, measure_offsets(encoder)))


def test_with_the_bundled_model_nearly_every_pair_is_right_although_sentences_are_missing(
    bundled: Encoder,
) -> None:
    """The 48 passages of the parallel text in six documents, of which each version lacks other sentences."""
    offsets, least, dice = load_offsets(bundled), load_least(bundled), Random(7)
    versions: dict[Language, list[Vectors]] = {}
    for language, items in read_sides().items():
        texts = [
            [text[start:end] for start, end in split_sentences(text, language)]
            for text in (item["passage"] for item in items)
        ]
        for place in range(0, 48, 8):
            sentences = [sentence for text in texts[place : place + 8] for sentence in text]
            vectors = remove_offset(bundled.encode_passages(sentences), offsets[language])
            versions.setdefault(language, []).append(vectors)
    right = given = wanted = 0
    for one, other in permutations(versions, 2):
        for first, second in zip(versions[one], versions[other], strict=True):
            kept = [[n for n in range(len(first)) if dice.random() < 0.7] for _ in range(2)]
            found = align(first[kept[0]], second[kept[1]], least)
            given += len(found)
            right += sum(kept[0][row] == kept[1][column] for row, column in found)
            wanted += len({*kept[0]} & {*kept[1]})
    assert right / given >= 0.98
    assert right / wanted >= 0.93
