"""The report of `partnerbot evaluate` as one HTML file that needs nothing else: no script, no other file.

Knows which figures are shown and where each point of the curve lies; how that looks is in report.html.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.evaluation.measures import Outcome
from bot.pages.render import render_page
from index.languages import TECHNICAL, Language

WORST = 50  # questions listed
EXCERPT = 300  # characters shown of an answer
STEPS = 100  # of the threshold, between 0 and 1
WIDTH, HEIGHT = 600, 240  # of the curve, in pixels of the drawing


class Flaw(StrEnum):
    """What is wrong with an answer, the worst first."""

    UNVERIFIED = "a quote is not in its document"
    FALSE_ANSWER = "answered, though nothing answers it"
    WRONG_LANGUAGE = "in another language than the question"
    WRONG_ANSWER = "the answer lacks what it must hold"
    FALSE_REFUSAL = "refused, though a document answers it"
    NOT_FOUND = "the right document is not among the first five"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a threshold would do: the shares of false answers and of false refusals, None where undefined."""

    threshold: float
    false_answers: float | None
    false_refusals: float | None


@dataclass(frozen=True, slots=True)
class Worst:
    """A question that did not come out well; `place` is that of the right document, None when not found."""

    outcome: Outcome
    flaw: Flaw
    place: int | None
    excerpt: str


def render_report(report: Mapping[str, Any], outcomes: Sequence[Outcome], threshold: float) -> str:
    """Return the HTML of `report`, which `measure` made of `outcomes`; `threshold` is the index's."""
    curve = [choose_threshold(outcomes, step / STEPS) for step in range(STEPS + 1)]
    worst = find_worst(outcomes)
    return render_page(
        "report.html",
        TECHNICAL,
        report=report,
        languages=list(Language),
        find_shade=find_shade,
        chosen=choose_threshold(outcomes, threshold),
        choices=curve[:: STEPS // 20],
        lines={
            name: _draw_line([(choice.threshold, getattr(choice, name)) for choice in curve])
            for name in ("false_answers", "false_refusals")
        },
        size=(WIDTH, HEIGHT),
        worst=worst[:WORST],
        flawed=len(worst),
    )


def choose_threshold(outcomes: Sequence[Outcome], threshold: float) -> Choice:
    """Return what would come of answering exactly the questions with evidence of `threshold` or more."""
    lacking = [outcome.evidence for outcome in outcomes if not outcome.question.answerable]
    held = [outcome.evidence for outcome in outcomes if outcome.question.answerable]
    return Choice(
        threshold,
        sum(evidence >= threshold for evidence in lacking) / len(lacking) if lacking else None,
        sum(evidence < threshold for evidence in held) / len(held) if held else None,
    )


def find_worst(outcomes: Sequence[Outcome]) -> list[Worst]:
    """Return the outcomes with a flaw, the worst flaw first, and within it that with most evidence first."""
    found = []
    for outcome in outcomes:
        places = [n for n, path in enumerate(outcome.found, 1) if path in outcome.question.relevant]
        flaw = _find_flaw(outcome, places[:1])
        if flaw:
            excerpt = outcome.text[:EXCERPT] + ("…" if len(outcome.text) > EXCERPT else "")
            found.append(Worst(outcome, flaw, places[0] if places else None, excerpt))
    order = list(Flaw)
    return sorted(found, key=lambda worst: (order.index(worst.flaw), -worst.outcome.evidence))


def find_shade(share: float) -> int:
    """Return the lightness, in percent, of a cell: white up to a share of a half, the darkest at 1."""
    return round(100 - 45 * max(0.0, share - 0.5) / 0.5)


def _find_flaw(outcome: Outcome, places: Sequence[int]) -> Flaw | None:
    question = outcome.question
    flaws = {
        Flaw.UNVERIFIED: outcome.verified < outcome.citations,
        Flaw.FALSE_ANSWER: outcome.answered and not question.answerable,
        Flaw.WRONG_LANGUAGE: outcome.answer_language is not question.language,
        Flaw.WRONG_ANSWER: question.answerable and outcome.answered and not question.is_right(outcome.text),
        Flaw.FALSE_REFUSAL: question.answerable and not outcome.answered,
        Flaw.NOT_FOUND: bool(question.answerable and question.relevant and min(places, default=6) > 5),
    }
    return next((flaw for flaw in Flaw if flaws[flaw]), None)


def _draw_line(points: Sequence[tuple[float, float | None]]) -> str:
    """Return the points of an SVG polyline, a share of 1 at the top; empty when the shares are undefined."""
    return " ".join(f"{x * WIDTH:.1f},{(1 - share) * HEIGHT:.1f}" for x, share in points if share is not None)
