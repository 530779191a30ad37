"""Which windows the reader is trained on: those that hold an answer, and tempting ones that don't."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoding.tokenizer import Tokenizer
from index.reading.reader import LONGEST_QUESTION, LONGEST_WINDOW
from training.data import FOLLOW_UP, OURS, Asked, Text
from training.typing_badly import type_badly
from training.windows import Passage, encode, find_tokens, grow, join, make_passage

Embed = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class Example:
    """A window, its answer's first and last place in it, 0 for none; `pair` joins those of one question.

    The passage stands from `begin` to before the last token.
    """

    ids: list[int]
    begin: int
    first: int
    last: int
    pair: int


class Drawing:
    """Draws examples from texts; what is near to a question is told by the vectors of the encoder."""

    def __init__(self, texts: Sequence[Text], tokenizer: Tokenizer, seed: int) -> None:
        self._tokenizer = tokenizer
        self._dice = random.Random(seed)
        self._passages: dict[int, Passage] = {}
        self._texts = list(texts)
        self._near: dict[tuple[int, str], tuple[int, list[tuple[int, int]]]] = {}
        self._pairs = 0

    def find_near(self, questions: Embed, passages: Embed, sources: set[str]) -> None:
        """Find for each question of `sources` the nearest sentence of its text, and those of other texts."""
        chosen = [n for n, text in enumerate(self._texts) if text.source in sources]
        sentences, owners = [], []
        for n in chosen:
            passage = self._passage(self._texts[n])
            for at, (low, high) in enumerate(passage.sentences):
                sentences.append(passage.text.text[passage.tokens[low].start : passage.tokens[high - 1].end])
                owners.append((n, at))
        held = passages(sentences).astype(np.float32)
        number = np.array([n for n, _ in owners])
        groups = np.array([hash(self._texts[n].group) for n in number])
        for n in chosen:
            text = self._texts[n]
            if not text.asked:
                continue
            vectors = questions([asked.question.replace(FOLLOW_UP, " ") for asked in text.asked]).astype(
                np.float32
            )
            scores = vectors @ held.T
            own = np.flatnonzero(number == n)
            other = np.flatnonzero(groups != hash(text.group))
            for row, asked in zip(scores, text.asked, strict=True):
                best = own[np.argmax(row[own])]
                strangers = other[np.argpartition(-row[other], 6)[:6]]
                self._near[n, asked.question] = owners[best][1], [owners[s] for s in strangers]

    def draw(self, counts: dict[str, int]) -> list[Example]:
        """Return examples from about `counts` questions of each source, in groups, shuffled."""
        drawn: list[list[Example]] = []
        for source, count in counts.items():
            asked = [
                (n, a) for n, text in enumerate(self._texts) if text.source == source for a in text.asked
            ]
            if not asked:
                continue
            picked = [each for _ in range(count // len(asked)) for each in asked]
            picked += self._dice.sample(asked, count % len(asked))
            drawn += [self._make(n, a) for n, a in picked]
        self._dice.shuffle(drawn)
        return [example for group in drawn for example in group]

    def _passage(self, text: Text) -> Passage:
        found = self._passages.get(id(text))
        if found is None:
            found = self._passages[id(text)] = make_passage(text, self._tokenizer)
        return found

    def _make(self, number: int, asked: Asked) -> list[Example]:
        dice, text = self._dice, self._texts[number]
        passage = self._passage(text)
        question = encode(
            type_badly(asked.question.replace(FOLLOW_UP, " "), asked.language, dice), self._tokenizer
        )[:LONGEST_QUESTION]
        self._pairs += 1
        near, strangers = self._near.get((number, asked.question), (None, []))
        chance = dice.random()
        if asked.span is None:
            if chance < 0.03:
                return [self._strange(question)]
            if chance < 0.15 and strangers:
                return [self._cut_stranger(question, strangers)]
            sentence = (
                near if near is not None and dice.random() < 0.75 else dice.randrange(len(passage.sentences))
            )
            return [self._cut(passage, question, sentence, None)]
        first, last = find_tokens(passage.tokens, asked.span)
        held = passage.find_sentence(first)
        made = [self._cut(passage, question, held, (first, last))]
        if chance < 0.15 and len(passage.sentences) > 3:
            others = [s for s in range(len(passage.sentences)) if abs(s - held) > 1]
            if others:  # the same text without the sentence that answers
                made.append(self._cut(passage, question, dice.choice(others), None, avoid=held))
        elif chance < 0.50 and strangers:
            made.append(self._cut_stranger(question, strangers))
        elif chance < 0.52:
            made.append(self._strange(question))
        return made

    def _cut_stranger(self, question: list[int], strangers: list[tuple[int, int]]) -> Example:
        other, sentence = self._dice.choice(strangers)
        return self._cut(self._passage(self._texts[other]), question, sentence, None)

    def _cut(
        self,
        passage: Passage,
        question: list[int],
        sentence: int,
        answer: tuple[int, int] | None,
        avoid: int | None = None,
    ) -> Example:
        dice = self._dice
        title = passage.title if dice.random() < 0.6 else []
        room = LONGEST_WINDOW - len(question) - 4 - len(title)
        room = dice.randint(max(24, room // 3), room) if dice.random() < 0.7 else room
        low, high = grow(passage, sentence, room, dice)
        if avoid is not None and low <= passage.sentences[avoid][0] < high:
            low, high = (
                (passage.sentences[avoid][1], high)
                if avoid < sentence
                else (low, passage.sentences[avoid][0])
            )
        if high - low > room:
            least, most = (
                (max(low, answer[1] - room + 1), min(answer[0], high - room))
                if answer
                else (low, high - room)
            )
            low = dice.randint(least, most) if least <= most else most
            high = low + room
        if low == 0 and passage.text.source in OURS:
            title = []
        window = join(question, title, passage.numbers, low, high)
        first, last = (
            (answer[0] + window.shift, min(answer[1], high - 1) + window.shift) if answer else (0, 0)
        )
        return Example(window.ids, low + window.shift, first, last, self._pairs)

    def _strange(self, question: list[int]) -> Example:
        """Return an empty passage, noise, or the question itself, none of which answers."""
        dice = self._dice
        kind = dice.randrange(4)
        passage = [
            [],
            [dice.randrange(5, 250_000) for _ in range(dice.randint(1, 60))],
            question[: dice.randint(1, len(question))] if question else [],
            [dice.choice((4, 5, 6, 20, 35, 38)) for _ in range(dice.randint(1, 20))],
        ][kind]
        window = join(question, [], passage, 0, len(passage))
        return Example(window.ids, window.shift, 0, 0, self._pairs)
