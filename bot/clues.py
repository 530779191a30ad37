"""What a question names and asks for, looked for in the passages found for it. Pure."""

from collections.abc import Collection, Sequence
from math import log

from bot.asked import find_asked, holds
from bot.names import find_names, find_names_held, find_times, find_times_held
from index.language import Language
from index.search import Passage

# What a sentence gains by holding a thing of the kind asked for, times and names; docs/decisions/0006.
_KIND, _TIMES, _NAMES = 0.04, 0.06, 0.05
_DOUBT = 1.0  # weight of a name that nothing holds: names that stand nearly everywhere decide nothing


class Clues:
    """What a question names and asks for, and how much of it the sentences and passages found for it hold."""

    def __init__(self, question: str, language: Language, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.asked = find_asked(question, language)
        self._language = language
        self._times = find_times(question)
        around = [f"{p.chunk.text}\n{' '.join(p.chunk.headings)}\n{p.document.title}" for p in passages]
        names = [find_names_held(text, p.document.language) for text, p in zip(around, passages, strict=True)]
        # What stands in every passage found tells none of them apart.
        self._weights = {
            name: log((len(passages) + 1) / (sum(name in each for each in names) + 0.5))
            for name in find_names(question, language)
        }
        self._total = sum(self._weights.values())
        self._held = {id(p): self._weigh_names(each) for p, each in zip(passages, names, strict=True)}
        self._values = {id(p): self._value_passage(p, text) for p, text in zip(passages, around, strict=True)}

    def _value_passage(self, passage: Passage, text: str) -> float:
        names = self._held[id(passage)] / (self._total + _DOUBT)
        own = passage.document.language is self._language
        value = 1.2 * passage.similarity + 0.08 * self._share_times(text)
        return value + (0.06 * names - 0.06 if own else 0.13 * names)

    def value_sentence(self, passage: Passage, number: int) -> float:
        """Return how well a sentence answers; the weights are those of docs/decisions/0006."""
        start, end = passage.chunk.sentences[number]
        sentence = passage.chunk.text[start - passage.chunk.start : end - passage.chunk.start]
        value = self._values[id(passage)] + passage.sentence_similarities[number]
        value += _KIND * any(holds(kind, sentence) for kind in self.asked)
        value += _TIMES * self._share_times(sentence)
        if passage.document.language is self._language:
            names = self._weigh_names(find_names_held(sentence, self._language))
            value += _NAMES * names / (self._total + _DOUBT)
        return value

    def limit_value(self, passage: Passage, number: int) -> float:
        """Return what `value_sentence` gives at most; the sentence is not read."""
        value = self._values[id(passage)] + passage.sentence_similarities[number]
        value += _KIND * bool(self.asked)
        value += _TIMES * bool(self._times)
        return value + _NAMES * (passage.document.language is self._language)

    def share_names(self, passage: Passage) -> float:
        """Return the share of the question's names that `passage` holds, 0..1, rare ones weighing more."""
        return self._held[id(passage)] / self._total if self._total else 0.0

    def _share_times(self, text: str) -> float:
        return len(self._times & find_times_held(text)) / len(self._times) if self._times else 0.0

    def _weigh_names(self, names: Collection[str]) -> float:
        return sum(weight for name, weight in self._weights.items() if name in names)
