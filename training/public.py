"""How well the reader that ships does on what was kept out of the training of two public sets.

python -m training.public READING XQUAD     folders as `make train` takes them
"""

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from index.encoding.tokenizer import Tokenizer
from index.reading.prepare import prepare_reader
from training.data import HELD_OUT, Text, is_held_out, read_public, read_xquad
from training.measure import load_shipped, read_all, summarise

SAMPLE = 400  # questions of SQuAD
ARTICLES = {"a", "an", "the"}  # that SQuAD's F1 passes over


def list_xquad(folder: Path) -> list[Text]:
    """Return XQuAD's paragraphs that were not trained on, each with the questions in its own language."""
    trained = set(range(240)) - set(HELD_OUT)
    return [
        replace(text, asked=tuple(each for each in text.asked if each.language == text.language))
        for text in read_xquad(folder, trained)
    ]


def draw_squad(folder: Path) -> list[Text]:
    """Return SQuAD 2.0's paragraphs that were not trained on, with a sample of their questions, one each."""
    held = filter(is_held_out, read_public(folder / "squad2-en.jsonl.gz"))
    pairs = [replace(text, asked=(asked,)) for text in held for asked in text.asked]
    return random.Random(1).sample(pairs, SAMPLE)


def measure_f1(given: str, right: str) -> float:
    """Return the F1 of the words of an answer against the right one, 0..1 (Rajpurkar et al. 2016)."""
    one, other = (Counter(_list_words(text)) for text in (given, right))
    shared = sum((one & other).values())
    return 2 * shared / (one.total() + other.total()) if shared else 0.0


def _list_words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in ARTICLES]


def main(arguments: Sequence[str]) -> None:
    """Print F1 over XQuAD in each language, and AUROC and right spans over SQuAD 2.0."""
    public, xquad = map(Path, arguments)
    compute, tokenizer = load_shipped(), Tokenizer(prepare_reader()[0])
    scores: dict[str, list[float]] = {}
    for each in read_all(compute, tokenizer, list_xquad(xquad)):
        if each.asked.span:
            text = each.text.text
            score = measure_f1(text[each.start : each.end], text[slice(*each.asked.span)])
            scores.setdefault(each.text.language, []).append(score)
    f1 = {language: round(float(np.mean(values)), 3) for language, values in scores.items()}
    squad = summarise(read_all(compute, tokenizer, draw_squad(public)))
    sys.stdout.write(json.dumps({"xquad f1": f1, "squad 2.0": squad}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
