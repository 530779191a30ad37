"""The measures of `partnerbot evaluate`: what was asked, what came back, and how good that was. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import QuestionsError
from index.languages import Language


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a question file.

    An answer is right when it holds at least one text of every group of `answers`, ignoring case and white
    space. `relevant` are the paths of the documents that hold it.
    """

    id: str
    question: str
    language: Language
    answers: tuple[tuple[str, ...], ...]
    answerable: bool
    relevant: tuple[str, ...] = ()

    def is_right(self, answer: str) -> bool:
        """Return whether `answer` holds what it must."""
        held = _fold(answer)
        return all(any(_fold(text) in held for text in group) for group in self.answers)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question."""

    question: Question
    found: tuple[str, ...]  # paths of the documents found, best first
    held_in: Language | None  # language of the document that holds the answer
    answered: bool
    text: str  # of the answer and its quotes
    lead: str  # the quote that answers best
    short: str  # the words of it that answer
    answer_language: Language
    detected: Language | None  # None: a language the bot does not speak
    evidence: float
    quotes: int  # in the answer
    citations: int  # those that are no answer included
    verified: int
    milliseconds: float


def read_questions(path: Path) -> list[Question]:
    """Return the questions of a JSONL file.

    Raises QuestionsError, which names the line, when the file or a line of it cannot be used.
    """
    try:
        lines = path.read_text("utf-8-sig").split("\n")  # splitlines() also cuts at U+2028, inside a text
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError("questions_unreadable", path=path, reason=error) from error
    questions = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(_read_question(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                known = ", ".join(Language)
                values = {"path": path, "line": number, "reason": repr(error), "languages": known}
                raise QuestionsError("question_broken", **values) from error
    if not questions:
        raise QuestionsError("questions_empty", path=path)
    return questions


def measure(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return the report of `partnerbot evaluate` over `outcomes`: shares in 0..1, None where undefined."""
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    unanswerable = [outcome for outcome in outcomes if not outcome.question.answerable]
    citations = sum(outcome.citations for outcome in outcomes)
    times = [outcome.milliseconds for outcome in outcomes]
    return {
        "questions": len(outcomes),
        "retrieval": _measure_retrieval(answerable),
        "answers": {
            "right": _share(o.answered and o.question.is_right(o.text) for o in answerable),
            "lead_right": _share(o.answered and o.question.is_right(o.lead) for o in answerable),
            "short_right": _share(o.answered and o.question.is_right(o.short) for o in answerable),
            "false_answers": _share(o.answered for o in unanswerable),
            "false_refusals": _share(not o.answered for o in answerable),
            "auroc": measure_auroc([o.evidence for o in answerable], [o.evidence for o in unanswerable]),
            "quotes": _mean([o.quotes for o in outcomes if o.answered]),
        },
        "citations": {"verified": sum(o.verified for o in outcomes) / citations if citations else None},
        "language": {
            "detected": _share(o.detected is o.question.language for o in outcomes),
            "answered_in": _share(o.answer_language is o.question.language for o in outcomes),
        },
        "milliseconds": {f"p{p}": round(float(np.percentile(times, p)), 2) for p in (50, 95, 99)},
    }


def measure_auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Return the probability that a positive scores above a negative, ties counting half (Mann–Whitney)."""
    if not positive or not negative:
        return None
    low = np.sort(negative)
    below = np.searchsorted(low, positive, "left") + np.searchsorted(low, positive, "right")
    return float(below.sum() / 2 / len(positive) / len(negative))


def _measure_retrieval(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float | None]]:
    """Return recall and mean reciprocal rank, by question–document language and for all together."""
    ranks: dict[str, list[float]] = {"all": []}
    for outcome in outcomes:
        if not outcome.question.relevant:
            continue
        places = [n for n, path in enumerate(outcome.found, 1) if path in outcome.question.relevant]
        rank = float(places[0]) if places else float("inf")
        ranks["all"].append(rank)
        ranks.setdefault(f"{outcome.question.language}-{outcome.held_in}", []).append(rank)
    return {
        pair: {
            "n": len(found),
            "recall@1": _share(rank <= 1 for rank in found),
            "recall@5": _share(rank <= 5 for rank in found),
            "mrr": float(np.mean([1 / rank for rank in found])),
        }
        for pair, found in sorted(ranks.items())
        if found
    }


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _share(truths: Iterable[bool]) -> float | None:
    values = list(truths)
    return sum(values) / len(values) if values else None


def _read_question(values: Mapping[str, Any]) -> Question:
    answers, relevant = values.get("answers", []), values.get("relevant", [])
    answerable = values.get("answerable", bool(answers))
    # A text in the place of a list would be taken for a list of its letters, which almost any answer holds.
    if not all(isinstance(group, list) for group in answers):
        raise TypeError("answers must be a list of lists")
    if not isinstance(relevant, list):
        raise TypeError("relevant must be a list")
    if not isinstance(answerable, bool):
        raise TypeError("answerable must be true or false")
    return Question(
        id=str(values["id"]),
        question=str(values["question"]),
        language=Language(values["language"]),
        answers=tuple(tuple(map(str, group)) for group in answers),
        answerable=answerable,
        relevant=tuple(map(str, relevant)),
    )
