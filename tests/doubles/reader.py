"""A reader that needs no weights, and knowledge that answers when it says so."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.answering.answer import Answer
from bot.answering.evidence import Knowledge
from bot.answering.pipeline import answer_inquiry
from bot.understanding.inquiry import Inquiry
from index.chunks import Chunk
from index.encoding.encoder import Encoder
from index.reading.calibration import Calibration
from index.reading.reader import Readable, Reading
from index.search import Retriever, Searcher
from index.storage.store import Index


class WordReader:
    """A pure reader that really reads: a sentence answers when it holds about half of the question's words.

    The words that answer are the longest stretch of it that the question does not hold.
    """

    fingerprint = "5" * 64

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        return [_read_chunk(question, passage.chunk) for passage in passages]


# With it a passage answers when WordReader says so.
# A sentence that shares no word with the question has a score of -4.5.
CALIBRATION = Calibration(score=1.0, similarity=0.0, intercept=0.0, threshold=0.5, unread=-4.4)


def find_words(text: str) -> list[str]:
    """Return the words of four letters and more."""
    return re.findall(r"\w{4,}", text.lower())


def share(question: str, text: str) -> float:
    """Return the share of the words of `question` that `text` holds."""
    words = set(find_words(question))
    return len(words & set(find_words(text))) / max(len(words), 1)


def _read_chunk(question: str, chunk: Chunk) -> Reading:
    asked = find_words(question)
    scores, words = [], []
    for start, end in chunk.sentences:
        sentence = chunk.text[start - chunk.start : end - chunk.start]
        scores.append(10 * (share(question, sentence) - 0.45))
        shared = [match.span() for match in re.finditer(r"\w+", sentence) if match[0].lower() in asked]
        bounds = [0, *(place for span in shared for place in span), len(sentence)]
        stretches = [sentence[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)]
        found = max((stretch.strip(" \n.,;:?!") for stretch in stretches), key=len) or sentence
        first = start + sentence.index(found)
        words.append((first, first + len(found)))
    return Reading(tuple(scores), tuple(words))


def read_words(retriever: Retriever) -> Knowledge:
    """Return knowledge that answers from what `retriever` finds when WordReader says so."""
    return Knowledge(retriever, WordReader(), CALIBRATION)


def open_index(index: Index, encoder: Encoder) -> Knowledge:
    """Return knowledge that answers from `index` when WordReader says so, whatever was calibrated."""
    return replace(read_words(Searcher(index, encoder)), examples=index.examples)


def ask(knowledge: Knowledge, question: str, **others: Any) -> Answer:
    """Return the answer to `question`; `others` are the other fields of its Inquiry."""
    return answer_inquiry(Inquiry(question, **others), knowledge).answer
