"""The reader: a question and passages in; which words of each sentence answer, and how strongly, out.

A model that reads both together (SQuAD 2.0's way: Rajpurkar, Jia, Liang 2018, arXiv 1806.03822). How it was
made is in training/; the file that ships is described in weights.py.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from index.chunks import Chunk
from index.encoding.encoder import open_graph, threads
from index.encoding.tokenizer import BEGIN, END, Token, Tokenizer
from index.reading.prepare import READER, prepare_reader
from index.text.plain import write_plain

# What it was trained with (training/windows.py): another length would be read less well.
LONGEST_WINDOW = 96
LONGEST_QUESTION = 48
LONGEST_TITLE = 20
LONGEST_ANSWER = 30
UNREAD = -100.0
WINDOWS = 4  # read for a question; measured in docs/decisions/0014
CACHED_PASSAGES = 2_000

Logits = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a passage, a value for each of its sentences.

    `scores` are how much stronger than "no answer" the best words of the sentence are, in logits; `words`
    where these stand in the document's text: they begin in the sentence. One that was not read scores -100.
    """

    scores: tuple[float, ...]
    words: tuple[tuple[int, int], ...]

    @property
    def best(self) -> int:
        """The number of the sentence that answers best."""
        return max(range(len(self.scores)), key=self.scores.__getitem__)


class Readable(NamedTuple):
    """A passage to read: the title of its document, the chunk, how near each sentence is to the question."""

    title: str
    chunk: Chunk
    nearness: Sequence[float]


class Reader(Protocol):
    """What tells whether a passage answers a question."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what decides its readings: a calibration holds for one reader."""

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        """Return a reading for each passage; what there is no time for is left unread."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a chunk: tokens low..high, which stand for sentences first..last, both ends excluded."""

    low: int
    high: int
    first: int
    last: int


class Span(NamedTuple):
    """The words of a sentence that answer best: their score, and where they stand in the document's text."""

    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """A chunk as the model reads it, and which of its tokens stand for each sentence."""

    chunk: Chunk
    title: list[int]
    tokens: list[Token]
    sentences: list[tuple[int, int]]


class BundledReader:
    """The `Reader` that ships, prepared in `folder`; safe between threads.

    It reads windows of whole sentences, the 4 that are nearest to the question.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._tokenizer = Tokenizer(folder)
        self._session = open_graph(folder / READER)
        self._threads = threads()
        # Of documents only: what somebody asks is not kept.
        self._locate = lru_cache(CACHED_PASSAGES)(self._locate_passage)

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        """Return a reading for each passage."""
        asked = [BEGIN, *self._encode(question)[:LONGEST_QUESTION], END, END]
        found = [self._locate(each.title, each.chunk) for each in passages]
        near = [
            (-nearness, number, sentence)
            for number, each in enumerate(passages)
            for sentence, nearness in enumerate(each.nearness)
        ]
        room = LONGEST_WINDOW - len(asked) - LONGEST_TITLE - 1
        windows = choose_windows(
            [each.sentences for each in found], [place[1:] for place in sorted(near)], room
        )
        best = [[Span(UNREAD, *sentence) for sentence in each.chunk.sentences] for each in passages]
        computed = self._threads.map(lambda each: self._compute(asked, found[each[0]], each[1]), windows)
        for (number, window), logits in zip(windows, computed, strict=True):
            for sentence, words in _find_words(found[number], window, logits):
                # Of two windows that hold a sentence, the one that finds more in it counts.
                best[number][sentence] = max(best[number][sentence], words, key=attrgetter("score"))
        return [
            Reading(tuple(words.score for words in each), tuple((words.start, words.end) for words in each))
            for each in best
        ]

    def _compute(self, asked: list[int], passage: _Passage, window: Window) -> Logits:
        """Return the logits of the tokens of `window`, shape (tokens, 2), less those of "no answer"."""
        tokens = [token.number for token in passage.tokens[window.low : window.high]]
        head = [*asked, *passage.title]
        (logits,) = self._session.run(None, {"input_ids": np.array([[*head, *tokens, END]], np.int64)})
        return np.asarray(logits[0, len(head) : -1] - logits[0, 0])

    def _encode(self, text: str) -> list[int]:
        return self._tokenizer.split(text)[0][1:-1]

    def _locate_passage(self, title: str, chunk: Chunk) -> _Passage:
        heading = "\n".join([title, *chunk.headings[-1:]])
        plain = write_plain(chunk.text, chunk.path)
        tokens = [
            Token(
                number, plain.places[start], plain.places[end - 1] + 1 if start < end else plain.places[start]
            )
            for number, start, end in self._tokenizer.locate(plain.text)
        ]
        ends = [token.end for token in tokens]
        sentences = [
            (bisect_right(ends, start - chunk.start), bisect_right(ends, end - chunk.start))
            for start, end in chunk.sentences
        ]
        return _Passage(chunk, self._encode(heading)[:LONGEST_TITLE], tokens, sentences)


def _find_words(passage: _Passage, window: Window, logits: Logits) -> Iterator[tuple[int, Span]]:
    """Yield each sentence of `window` with the words of it that answer best; they may go on in the next."""
    begin = passage.chunk.start
    for number in range(window.first, window.last):
        low, high = (min(max(place, window.low), window.high) for place in passage.sentences[number])
        if low < high:
            starts, ends = logits[low - window.low : high - window.low, 0], logits[low - window.low :, 1]
            score, first, last = find_span(starts, ends)
            # A token may reach back into the sentence before.
            start = max(begin + passage.tokens[low + first].start, passage.chunk.sentences[number][0])
            yield number, Span(score, start, begin + passage.tokens[low + last].end)


def choose_windows(
    passages: Sequence[Sequence[tuple[int, int]]], nearest: Iterable[tuple[int, int]], room: int
) -> list[tuple[int, Window]]:
    """Return at most 4 windows of at most `room` tokens, each with the number of its passage.

    `passages` are the tokens of each sentence of each, `nearest` the sentences, (passage, sentence), the
    nearest first. A window grows around the nearest that no other one holds; a longer sentence is cut.
    """
    chosen: list[tuple[int, Window]] = []
    held: set[tuple[int, int]] = set()
    for number, sentence in nearest:
        if len(chosen) == WINDOWS:
            break
        if (number, sentence) not in held:
            window = grow_window(passages[number], sentence, room)
            chosen.append((number, window))
            held |= {(number, each) for each in range(window.first, window.last)}
    return chosen


def grow_window(sentences: Sequence[tuple[int, int]], sentence: int, room: int) -> Window:
    """Return the window around `sentence` that takes in those before and behind it in turn while they fit."""
    first, last, refused = sentence, sentence + 1, 0
    before = True
    while refused < 2:
        wider = (first - 1, last) if before else (first, last + 1)
        inside = wider[0] >= 0 and wider[1] <= len(sentences)
        if inside and sentences[wider[1] - 1][1] - sentences[wider[0]][0] <= room:
            (first, last), refused = wider, 0
        else:
            refused += 1
        before = not before
    low = sentences[first][0]
    return Window(low, min(sentences[last - 1][1], low + room), first, last)


def find_span(starts: Logits, ends: Logits) -> tuple[float, int, int]:
    """Return the best sum of the start and the end of at most 30 tokens, and which they are."""
    scores = starts[:, None] + ends[None, :]
    offsets = np.arange(len(ends))[None, :] - np.arange(len(starts))[:, None]
    scores = np.where((offsets >= 0) & (offsets < LONGEST_ANSWER), scores, -np.inf)
    first, last = divmod(int(scores.argmax()), len(ends))
    return float(scores[first, last]), first, last


@cache
def load_reader() -> BundledReader:
    """Return the reader that ships; takes a second, and some more where it must first be prepared.

    Raises EncoderError when it cannot be written.
    """
    return BundledReader(*prepare_reader())
