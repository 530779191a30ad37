"""Whether the passages found hold an answer at all: one number from all that speaks for it and against it.

A logistic regression; what was tried, the figures and the trade-off curve are in docs/decisions/0005.
"""

from collections.abc import Sequence
from math import exp

from bot.asked import Asked, holds
from bot.clues import Clues
from bot.compose import Quote

# The kinds of thing without which a sentence answers nothing, when they are asked for.
_NEEDED = ({Asked.NUMBER}, {Asked.MONEY, Asked.PRICE})
# In the order of `list_signals`.
_WEIGHTS = (32.36, 24.97, -2.45, 2.06, 2.07, -54.9, -1.85, -3.82, 1.0)
_INTERCEPT = 0.86
_MOST_SAME = 0.91  # beyond what was measured: a handful of sentences is more alike than any real corpus


def measure_evidence(clues: Clues, quotes: Sequence[Quote], sameness: float) -> float:
    """Return how probable it is that `quotes`, chosen for `clues`, answer the question, 0..1.

    `sameness` is the sameness of the index: among documents on one topic everything is similar, so that
    similarity says less.
    """
    signals = list_signals(clues, quotes, sameness)
    logit = _INTERCEPT + sum(weight * signal for weight, signal in zip(_WEIGHTS, signals, strict=True))
    return 1 / (1 + exp(-logit))


def list_signals(clues: Clues, quotes: Sequence[Quote], sameness: float) -> tuple[float, ...]:
    """Return the nine numbers that `measure_evidence` weighs."""
    nearest = clues.passages[0]
    missing = [
        bool(asked) and not any(holds(kind, quote.text) for kind in asked for quote in quotes)
        for asked in map(clues.asked.intersection, _NEEDED)
    ]
    reasoned = Asked.REASON in clues.asked and holds(Asked.REASON, quotes[0].text)
    return (
        nearest.similarity,
        max(nearest.sentence_similarities),
        float(nearest.coverage is not None),
        nearest.coverage or 0.0,
        clues.share_names(quotes[0].passage),
        min(sameness, _MOST_SAME),
        *map(float, missing),
        float(reasoned),
    )
