"""Measure how much shared words should count in a search: python -m training.lexical_weight; takes minutes.

Told for each weight, over the questions that our held-out texts answer: the mean reciprocal rank of the first
chunk that holds the answer, and the share of questions with one among the nearest 1, 5 and 12.
"""

import json
import sys
from pathlib import Path

import numpy as np

from bot.answering.evidence import READ
from bot.evaluation.measures import Question, read_questions
from index import search
from index.artefacts import describe_making
from index.build import build_index
from index.encoding.encoder import load_encoder
from training.data import DATA, read_written
from training.pool import write_pool

WEIGHTS = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)
HELD_OUT = DATA / "held_out"


def find_rank(searcher: search.Searcher, question: Question) -> float:
    """Return the place of the first chunk that holds the answer, from 1; infinite without one."""
    found = searcher.search(question.question, question.language, READ)
    for place, passage in enumerate(found, 1):
        if passage.document.path in question.relevant and question.is_right(passage.chunk.text):
            return place
    return np.inf


def main() -> None:
    """Tell the figures of each weight, and which one has the best mean reciprocal rank."""
    folder = Path("var/lexical_weight")
    write_pool((text for path in sorted(HELD_OUT.glob("*.txt")) for text in read_written(path)), folder)
    encoder = load_encoder()
    index = build_index(folder / "documents", folder / "index", encoder).index
    searcher = search.Searcher(index, encoder)
    asked = [question for question in read_questions(folder / "questions.jsonl") if question.answerable]
    figures = {}
    for weight in WEIGHTS:
        search.LEXICAL_WEIGHT = weight
        ranks = np.array([find_rank(searcher, question) for question in asked])
        figures[weight] = {"mrr": round(float((1 / ranks).mean()), 4)}
        figures[weight] |= {f"recall@{k}": round(float((ranks <= k).mean()), 4) for k in (1, 5, READ)}
    made = describe_making("python -m training.lexical_weight", {"held_out": HELD_OUT})
    best = max(WEIGHTS, key=lambda weight: figures[weight]["mrr"])
    sys.stdout.write(json.dumps({"best": best, "made": made, "figures": figures}, indent=1) + "\n")


if __name__ == "__main__":
    main()
