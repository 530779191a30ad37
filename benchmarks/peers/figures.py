"""What was found and how long it took in, figures and a table out."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.peers.exchange import Text
from bot.evaluation.measures import Outcome, Question, measure
from index.languages import Language

HEAD = (
    "| | recall@1 / @5 | worst pair, recall@1 | one question, ms, p50 / p95 | a second "
    "| index built, s | first answer after, s | memory, MB |"
)


def find_relevant(question: Question, texts: Sequence[Text]) -> Question:
    """Return `question` with the documents that answer it, where its file names none.

    Those are the documents that hold a text of each group of its answers: no document is wrongly counted as
    missed, and one that only mentions the words counts as well.
    """
    if question.relevant or not question.answerable:
        return question
    return replace(question, relevant=tuple(text.path for text in texts if question.is_right(text.text)))


def measure_recall(
    questions: Sequence[Question], found: Sequence[Sequence[str]], texts: Sequence[Text]
) -> dict[str, Any]:
    """Return recall as `partnerbot evaluate` counts it: for all questions, and for each pair of languages.

    `found` are the paths of the documents found for each question, those of all its passages, best first.
    """
    languages = {text.path: Language(text.language) for text in texts}
    report = measure([
        Outcome(
            question=question,
            found=tuple(dict.fromkeys(paths)),
            held_in=languages[question.relevant[0]] if question.relevant else None,
            answered=False,
            text="",
            lead="",
            short="",
            answer_language=question.language,
            detected=None,
            evidence=0,
            quotes=0,
            citations=0,
            verified=0,
            milliseconds=0,
        )
        for question, paths in zip(questions, found, strict=True)
    ])  # fmt: skip
    retrieval: dict[str, Any] = report["retrieval"]
    return retrieval


def find_worst_pair(retrieval: Mapping[str, Mapping[str, float]]) -> tuple[str, float]:
    """Return the pair of languages with the least recall@1, question first, and that."""
    pairs = [(pair, figures["recall@1"]) for pair, figures in retrieval.items() if pair != "all"]
    return min(pairs, key=lambda each: each[1])


def summarise_times(seconds: Sequence[float]) -> dict[str, float]:
    """Return milliseconds at the median and at 95 %, and how many questions a second that makes."""
    return {
        "p50": float(np.percentile(seconds, 50)) * 1000,
        "p95": float(np.percentile(seconds, 95)) * 1000,
        "a_second": len(seconds) / sum(seconds),
    }


def write_table(rows: Sequence[Mapping[str, Any]], *, paired: bool) -> str:
    """Return the figures of one collection in Markdown; pairs only where a question has one document."""
    lines = [HEAD, "|---" * (HEAD.count("|") - 1) + "|"]
    for row in rows:
        recall, times = row.get("recall"), row["times"]
        pair, worst = find_worst_pair(recall) if recall and paired else ("", 0.0)
        cells = [
            row["name"],
            f"{recall['all']['recall@1']:.3f} / {recall['all']['recall@5']:.3f}" if recall else "–",
            f"{worst:.3f} ({pair.replace('-', '–')})" if pair else "–",
            f"{times['p50']:.1f} / {times['p95']:.1f}",
            f"{times['a_second']:.0f}",
            f"{row['build_s']:.3g}" if recall else "–",
            f"{row['first_s']:.2g}" if recall else "–",
            f"{row['memory']['pss']}" if recall else "–",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
