"""How probable it is that a sentence answers: a logistic regression over what reader and search say of it.

The numbers are an artefact, calibration.json beside this file: made by `partnerbot calibrate` from questions
that the reader was not trained on, copied into each index.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any

CALIBRATION = "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of a sentence's score and its passage's similarity, and from where on the bot answers.

    `unread` is the score that stands for a passage that was not read, where passages are ordered: the mean of
    those that do not answer.
    `made` says from which data, by which reader, when, for which cost and with which figures.
    """

    score: float
    similarity: float
    intercept: float
    threshold: float
    unread: float = 0.0
    made: Mapping[str, Any] = field(default_factory=dict)

    def weigh(self, scores: Sequence[float], similarity: float) -> tuple[float, ...]:
        """Return the evidence, 0..1, of sentences with these scores in a passage of this similarity."""
        rest = self.intercept + self.similarity * similarity
        return tuple(_squash(self.score * score + rest) for score in scores)


def _squash(logit: float) -> float:
    return 1 / (1 + exp(-max(-500.0, min(500.0, logit))))


def load_calibration(path: Path | None = None) -> Mapping[str, Any]:
    """Return the calibration in the file `path`, by default the one that ships, as the manifest holds it."""
    content = path.read_bytes() if path else files("index").joinpath(CALIBRATION).read_bytes()
    values: Mapping[str, Any] = json.loads(content)
    return values
