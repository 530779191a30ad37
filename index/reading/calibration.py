"""How probable it is that a sentence answers: a logistic regression over what reader and search say of it.

The numbers are an artefact, calibration.json beside this file: made by `partnerbot calibrate` from questions
that the reader was not trained on.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Any

from index.errors import EncoderError

CALIBRATION = Path(__file__).with_name("calibration.json")


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

    @property
    def least(self) -> float:
        """The evidence that is to be expected of the nearest passage where none answers."""
        return self.weigh([self.unread], 0.0)[0]

    def check_reader(self, fingerprint: str) -> None:
        """Raise EncoderError when the numbers were made for another reader than the one of `fingerprint`."""
        if self.made.get("reader") != fingerprint:
            raise EncoderError("calibration_reader")


def _squash(logit: float) -> float:
    return 1 / (1 + exp(-max(-500.0, min(500.0, logit))))


def load_calibration() -> Calibration:
    """Return the calibration of the reader that ships."""
    return Calibration(**json.loads(CALIBRATION.read_bytes()))
