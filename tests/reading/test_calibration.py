"""What the reader and the search say becomes evidence: a probability that is higher when they say more."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.calibration import Calibration, load_calibration

PLAIN = Calibration(score=0.5, similarity=4.0, intercept=-1.0, threshold=0.5)
logits = st.floats(-1e6, 1e6)


def test_evidence_is_the_logistic_function_of_score_and_similarity() -> None:
    assert PLAIN.weigh([2.0, 0.0, 4.0], 0.0) == pytest.approx((0.5, 0.26894142, 0.73105858))
    assert PLAIN.weigh([4.0], -0.25) == pytest.approx((0.5,))
    assert PLAIN.weigh([], 0.0) == ()


@given(logits, logits, logits)
def test_a_higher_score_or_similarity_never_has_less_evidence(one: float, other: float, rest: float) -> None:
    low, high = sorted((one, other))
    less, more = PLAIN.weigh([low, high], rest)
    assert 0 <= less <= more <= 1
    assert PLAIN.weigh([rest], low) <= PLAIN.weigh([rest], high)


@pytest.mark.parametrize(("score", "evidence"), [(1e308, 1.0), (-1e308, 0.0), (inf, 1.0), (-inf, 0.0)])
def test_extreme_logits_do_not_overflow(score: float, evidence: float) -> None:
    assert PLAIN.weigh([score], 0.0) == pytest.approx((evidence,))


def test_what_ships_can_be_used() -> None:
    shipped = load_calibration()
    assert shipped.score > 0
    assert 0 < shipped.threshold < 1
    assert shipped.weigh([30.0], 0.0) > (shipped.threshold,) > shipped.weigh([-30.0], 0.0)
