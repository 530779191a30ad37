"""Where questions are put before their nearest passages are looked for."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from index.encoding.encoder import Encoder
from index.encoding.question_map import load_question_map, move_questions
from training.data import DATA, read_written
from training.question_map import SHARPNESS, Pool, learn, make_pool


def measure_surprise(pool: Pool, questions: torch.Tensor) -> float:
    """Return the cross entropy of the chunks that answer."""
    scores = SHARPNESS * pool.compare(questions)
    right = scores.masked_fill(~pool.answers, -math.inf)
    return float((scores.logsumexp(1) - right.logsumexp(1)).mean())


def test_questions_of_another_encoder_stay_where_they_are(bundled: Encoder) -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert load_question_map(bundled.fingerprint) is not None
    assert load_question_map("another") is None
    assert move_questions(vectors, None) is vectors


def test_what_is_moved_has_unit_length() -> None:
    dice = np.random.default_rng(1)
    vectors = dice.normal(size=(5, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert move_questions(vectors, np.zeros((8, 8), np.float32)) == pytest.approx(vectors)
    moved = move_questions(vectors, dice.normal(size=(8, 8)).astype(np.float32))
    assert np.linalg.norm(moved, axis=1) == pytest.approx(np.ones(5))
    assert not np.allclose(moved, vectors)


def test_the_map_that_ships_puts_more_questions_near_their_answers(bundled: Encoder, tmp_path: Path) -> None:
    texts = read_written(DATA / "held_out" / "m08.txt")
    pool = make_pool(texts, tmp_path, bundled)
    added = load_question_map(bundled.fingerprint)
    moved = torch.tensor(move_questions(pool.questions.numpy(), added))

    assert measure_surprise(pool, moved) < 0.95 * measure_surprise(pool, pool.questions)


def test_a_map_is_learned_from_where_the_answers_stand() -> None:
    torch.manual_seed(2)
    chunks = functional.normalize(torch.randn(40, 16), dim=1)
    turned = torch.eye(16) + 0.5 * torch.linalg.qr(torch.randn(16, 16))[0]
    which = torch.randint(40, (3000,))
    asked = functional.normalize((chunks[which] + 0.1 * torch.randn(3000, 16)) @ turned, dim=1)
    pool = Pool(chunks, chunks, torch.arange(40), asked, functional.one_hot(which, 40).bool())
    assert measure_surprise(pool, functional.normalize(asked + asked @ learn(pool), dim=1)) < 0.98 * (
        measure_surprise(pool, asked)
    )
