"""Question and passage as the reader gets them: token numbers, and which of them stand for which words."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.encoding.tokenizer import BEGIN, END, Token, Tokenizer
from index.languages import Language
from index.reading.reader import LONGEST_TITLE
from index.text.sentences import split_sentences
from training.data import OURS, Text


@dataclass(frozen=True, slots=True)
class Window:
    """A question before a stretch of a passage: passage token n is `ids[shift + n]`, for low <= n < high."""

    ids: list[int]
    shift: int
    low: int
    high: int


@dataclass(slots=True)
class Passage:
    """A text as tokens; `sentences` are stretches of them that cover all of it."""

    text: Text
    tokens: list[Token]
    title: list[int]
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """Return the token numbers."""
        return [token.number for token in self.tokens]

    def find_sentence(self, token: int) -> int:
        """Return the number of the sentence that holds `token`."""
        return next(n for n, (_, high) in enumerate(self.sentences) if token < high)


def make_passage(text: Text, tokenizer: Tokenizer) -> Passage:
    """Return `text` as tokens, cut into sentences."""
    tokens = tokenizer.locate(text.text)
    title = text.title or (text.text.split("\n", 1)[0] if text.source in OURS else "")
    passage = Passage(text, tokens, encode(title, tokenizer)[:LONGEST_TITLE])
    starts = [start for start, _ in split_sentences(text.text, Language(text.language))]
    bounds = sorted(
        {0, *(next((n for n, t in enumerate(tokens) if t.end > s), 0) for s in starts), len(tokens)}
    )
    passage.sentences = list(pairwise(bounds))
    return passage


def encode(text: str, tokenizer: Tokenizer) -> list[int]:
    """Return the token numbers of a short text."""
    return tokenizer.split(text)[0][1:-1]


def join(
    question: Sequence[int], title: Sequence[int], passage: Sequence[int], low: int, high: int
) -> Window:
    """Return the window of `passage[low:high]` behind `question`, with the title before it."""
    head = [BEGIN, *question, END, END, *title]
    return Window([*head, *passage[low:high], END], len(head) - low, low, high)


def slide(count: int, size: int, step: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of `size` tokens, `step` apart, that cover `count`."""
    low = 0
    while True:
        yield low, min(low + size, count)
        if low + size >= count:
            return
        low += step


def grow(passage: Passage, sentence: int, room: int, dice: random.Random) -> tuple[int, int]:
    """Return a stretch of whole sentences around `sentence`, drawn at random, of at most `room` tokens.

    A longer sentence is returned as it is.
    """
    first = last = sentence
    sides = [-1, 1]
    while sides:
        side = dice.choice(sides)
        wider = (first - 1, last) if side < 0 else (first, last + 1)
        inside = wider[0] >= 0 and wider[1] < len(passage.sentences)
        if inside and passage.sentences[wider[1]][1] - passage.sentences[wider[0]][0] <= room:
            first, last = wider
        else:
            sides.remove(side)
    return passage.sentences[first][0], passage.sentences[last][1]


def find_tokens(tokens: Sequence[Token], span: tuple[int, int]) -> tuple[int, int]:
    """Return the first and the last of `tokens` that stand for characters of `span`."""
    inside = [n for n, token in enumerate(tokens) if token.end > span[0] and token.start < span[1]]
    return inside[0], inside[-1]
