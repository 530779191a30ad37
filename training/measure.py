"""How well a reader tells whether a text answers: every question against its own text, read in windows.

python -m training.measure [TEXTS.txt … | FOLDER …]
    the reader that ships, over training/data/held_out, or these texts and pools (training/pool.py)
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.measures import measure_auroc
from index.encoding.encoder import open_graph
from index.encoding.graph import INPUT
from index.encoding.tokenizer import Token, Tokenizer
from index.reading.calibration import load_calibration
from index.reading.prepare import READER, prepare_reader
from index.reading.reader import LONGEST_QUESTION, find_span
from training.data import DATA, FOLLOW_UP, Asked, Text, read_written
from training.pool import read_pool
from training.windows import encode, join, slide

SIZE, STEP = 72, 48  # tokens of a text in a window, and from one window to the next
FALSE = (0.05, 0.10, 0.15)  # shares of false answers

Compute = Callable[[list[int]], NDArray[np.float32]]  # token numbers in, logits out, shape (length, 2)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a question: the score of its best span, and where that stands in the text."""

    text: Text
    asked: Asked
    score: float
    start: int
    end: int

    @property
    def right(self) -> bool:
        """Whether the span holds the answer, or more than half of it is in the answer."""
        if self.asked.span is None:
            return False
        first, last = self.asked.span
        shared = min(self.end, last) - max(self.start, first)
        return shared == last - first or shared > (self.end - self.start) / 2


def read(compute: Compute, tokenizer: Tokenizer, text: Text, asked: Asked, tokens: Sequence[Token]) -> Read:
    """Return what is read of `asked` in `text`, whose tokens are `tokens`."""
    question = encode(asked.question.replace(FOLLOW_UP, " "), tokenizer)[:LONGEST_QUESTION]
    best = (-np.inf, 0, 0)
    for low, high in slide(len(tokens), SIZE, STEP):
        window = join(question, [], [token.number for token in tokens], low, high)
        logits = compute(window.ids)
        inner = logits[window.shift + low : window.shift + high] - logits[0]
        score, first, last = find_span(inner[:, 0], inner[:, 1])
        best = max(best, (score, low + first, low + last))
    return Read(text, asked, best[0], tokens[best[1]].start, tokens[best[2]].end)


def read_all(compute: Compute, tokenizer: Tokenizer, texts: Sequence[Text]) -> list[Read]:
    """Return what is read of every question of `texts`."""
    located = [(text, tokenizer.locate(text.text)) for text in texts]
    return [read(compute, tokenizer, text, asked, tokens) for text, tokens in located for asked in text.asked]


def summarise(reads: Sequence[Read]) -> dict[str, float | None]:
    """Return AUROC, the share of right spans, and what is answered right at some shares of false answers."""
    yes = [each for each in reads if each.asked.span]
    no = sorted((each.score for each in reads if not each.asked.span), reverse=True)
    figures: dict[str, float | None] = {
        "questions": len(reads),
        "auroc": measure_auroc([each.score for each in yes], no),
        "span": float(np.mean([each.right for each in yes])),
    }
    for share in FALSE if no else ():
        limit = no[int(share * len(no))]
        figures[f"right at {share:.2f} false"] = float(np.mean([e.right and e.score > limit for e in yes]))
    return {name: None if value is None else round(value, 4) for name, value in figures.items()}


def summarise_pairs(reads: Sequence[Read]) -> dict[str, float | None]:
    """Return AUROC by the languages of question and text."""
    pairs = sorted({(each.asked.language, each.text.language) for each in reads})
    return {
        f"{asked}-{held}": summarise(
            [r for r in reads if (r.asked.language, r.text.language) == (asked, held)]
        )["auroc"]
        for asked, held in pairs
    }


def load_shipped() -> Compute:
    """Return what computes the reader that ships."""
    session = open_graph(prepare_reader()[0] / READER)
    return lambda ids: np.asarray(session.run(None, {INPUT: np.array([ids], np.int64)})[0][0], np.float32)


def measure_refusals(
    compute: Compute, tokenizer: Tokenizer, texts: Sequence[Text]
) -> dict[str, float | None]:
    """Return what becomes of questions put to another text than theirs, and to none.

    `refused`: the share that the calibration that ships refuses, were that text the nearest; `auroc of the
    question alone`: how well the score tells answerable questions where the text is a full stop.
    """
    calibration, stop = load_calibration(), tokenizer.locate(".")
    strange, alone = [], []
    for text, other in zip(texts, [*texts[1:], *texts[:1]], strict=True):
        tokens = tokenizer.locate(other.text)
        strange += [read(compute, tokenizer, other, asked, tokens).score for asked in text.asked]
        alone += [read(compute, tokenizer, text, asked, stop) for asked in text.asked]
    evidence = calibration.weigh(strange, 0.0)
    return {
        "refused": round(float(np.mean(np.array(evidence) < calibration.threshold)), 4),
        "auroc of the question alone": summarise(alone)["auroc"],
    }


def main() -> None:
    """Print the figures of the reader that ships."""
    paths = list(map(Path, sys.argv[1:])) or sorted((DATA / "held_out").glob("*.txt"))
    texts = [text for path in paths for text in (read_pool(path) if path.is_dir() else read_written(path))]
    compute, tokenizer = load_shipped(), Tokenizer(prepare_reader()[0])
    reads = read_all(compute, tokenizer, texts)
    figures = {
        "own text": summarise(reads) | {"pairs": summarise_pairs(reads)},
        "another text, or none": measure_refusals(compute, tokenizer, texts),
    }
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
