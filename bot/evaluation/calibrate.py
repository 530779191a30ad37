"""Questions with known answers in, the calibration of the reader out: how its scores become evidence.

A logistic regression over the best sentence of each passage that is read (score, similarity), then one over
what leads (Platt 1999), so that evidence is the probability that the lead answers.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answering.evidence import READ, Knowledge, read_passages
from bot.evaluation.measures import Question, measure_auroc
from bot.understanding.inquiry import Inquiry
from bot.understanding.question import understand
from index.artefacts import describe_making
from index.encoding.question_map import QUESTION_MAP
from index.reading.reader import UNREAD

ROUNDS = 50  # of Newton's method; it needs about ten
SMALL = 1e-3  # ridge that keeps the weights finite where the classes can be told apart

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Observation:
    """What was read for one question: a row a passage, (score, similarity), and whether that is right."""

    answerable: bool
    signals: Floats
    right: NDArray[np.bool_]


def observe(
    knowledge: Knowledge,
    questions: Sequence[Question],
    progress: Callable[[int, int], None],
    own: Collection[str] = (),
) -> Iterator[Observation]:
    """Yield what the reader says of the best sentence of each passage that it reads for each question."""
    for number, question in enumerate(questions):
        progress(number, len(questions))
        understood = understand(Inquiry(question.question), own)
        found = knowledge.retriever.search(understood.lookup, understood.asked_in, READ)
        signals, right = [], []
        for read in read_passages(understood.lookup, found, knowledge):
            passage, reading = read.passage, read.reading
            if reading is None or max(reading.scores) == UNREAD:
                continue
            best = reading.best
            start, end = passage.chunk.sentences[best]
            held = question.is_right(passage.document.text[start:end])
            relevant = not question.relevant or passage.document.path in question.relevant
            signals.append((reading.scores[best], passage.similarity))
            right.append(question.answerable and relevant and held)
        if signals:
            yield Observation(question.answerable, np.array(signals, float), np.array(right, bool))


def calibrate(observations: Sequence[Observation], cost: float) -> dict[str, Any]:
    """Return the weights, the threshold and the figures at it.

    At the threshold, the share of false answers times `cost` is that of false refusals: the equal error rate,
    where `cost` is 1. Where both add up to least is a matter of chance: their sum is flat for a long way.
    """
    every = np.concatenate([each.signals for each in observations])
    right_each = np.concatenate([each.right for each in observations])
    weights = _fit(every, right_each)
    leads = [int(np.argmax(each.signals @ weights[:2])) for each in observations]
    logits = np.array(
        [each.signals[lead] @ weights[:2] for each, lead in zip(observations, leads, strict=True)]
    )
    right = np.array([each.right[lead] for each, lead in zip(observations, leads, strict=True)])
    slope, intercept = _fit(logits[:, None], right)
    evidence = 1 / (1 + np.exp(-(slope * logits + intercept)))
    answerable = np.array([each.answerable for each in observations])
    threshold = round(_choose_threshold(evidence, answerable, cost), 6)
    answered = evidence >= threshold
    return {
        "score": round(float(slope * weights[0]), 6),
        "similarity": round(float(slope * weights[1]), 6),
        "intercept": round(float(intercept), 6),
        "threshold": threshold,
        "unread": round(float(np.mean(every[~right_each, 0])), 6),
        "figures": {
            "questions": len(observations),
            "auroc": _round(measure_auroc(evidence[answerable].tolist(), evidence[~answerable].tolist())),
            "lead_right": _round(float(np.mean((answered & right)[answerable]))),
            "false_answers": _round(float(np.mean(answered[~answerable]))),
            "false_refusals": _round(float(np.mean(~answered[answerable]))),
        },
    }


def describe(documents: Path, questions: Path, reader: str, cost: float) -> dict[str, Any]:
    """Return where a calibration comes from: hashes of the data, the reader, the day, the cost chosen."""
    data = {"documents": documents, "questions": questions, "question_map": QUESTION_MAP}
    return {
        **describe_making("partnerbot calibrate", data),
        "reader": reader,
        "cost_of_a_false_answer": cost,  # in refusals of what could be answered
    }


def _fit(signals: Floats, right: NDArray[np.bool_]) -> Floats:
    """Return the weights of a logistic regression, the intercept last (Newton's method)."""
    rows = np.hstack([signals, np.ones((len(signals), 1))])
    weights = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (right - chance) - SMALL * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + SMALL * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _choose_threshold(evidence: Floats, answerable: NDArray[np.bool_], cost: float) -> float:
    """Return the threshold, between two values of the evidence, at which both errors weigh the same."""
    values = np.unique(evidence)
    thresholds = [0.0, *((values[1:] + values[:-1]) / 2), 1.0]
    yes, no = evidence[answerable], evidence[~answerable]

    def weigh(threshold: float) -> float:
        false_answers = float(np.mean(no >= threshold)) if len(no) else 0.0
        return abs(cost * false_answers - (float(np.mean(yes < threshold)) if len(yes) else 0.0))

    return float(min(thresholds, key=weigh))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
