"""What a question names and asks for, looked for in the passages found for it. Pure."""

from collections import Counter
from collections.abc import Collection, Sequence
from math import log

from bot.asked import find_asked, holds
from bot.names import find_names, find_times
from index.language import Language
from index.search import Passage


class Clues:
    """What a question names and asks for, and how much of it the sentences and passages found for it hold."""

    def __init__(self, question: str, language: Language, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.asked = find_asked(question, language)
        self._language = language
        self._times = find_times(question)
        self._around = {
            id(p): f"{p.chunk.text}\n{' '.join(p.chunk.headings)}\n{p.document.title}" for p in passages
        }
        self._names_around = {id(p): find_names(self._around[id(p)], p.document.language) for p in passages}
        # What stands in every passage found tells none of them apart.
        held = Counter(name for names in self._names_around.values() for name in names)
        self._weights = {
            name: log((len(passages) + 1) / (held[name] + 0.5)) for name in find_names(question, language)
        }

    def value_sentence(self, passage: Passage, number: int) -> float:
        """Return how well a sentence answers; the weights are those of docs/decisions/0006."""
        start, end = passage.chunk.sentences[number]
        sentence, around = passage.document.text[start:end], self._around[id(passage)]
        value = 1.2 * passage.similarity + passage.sentence_similarities[number]
        value += 0.04 * any(holds(kind, sentence) for kind in self.asked)
        value += 0.06 * self._share_times(sentence) + 0.08 * self._share_times(around)
        held = self._names_around[id(passage)]
        if passage.document.language is self._language:
            names = find_names(sentence, self._language)
            return value + 0.05 * self._share_names(names) + 0.06 * self._share_names(held) - 0.06
        return value + 0.13 * self._share_names(held)

    def share_names(self, passage: Passage) -> float:
        """Return the share of the question's names that `passage` holds, 0..1, rare ones weighing more."""
        return self._share_names(self._names_around[id(passage)])

    def _share_times(self, text: str) -> float:
        return len(self._times & find_times(text)) / len(self._times) if self._times else 0.0

    def _share_names(self, names: Collection[str]) -> float:
        total = sum(self._weights.values())
        return (
            sum(weight for name, weight in self._weights.items() if name in names) / total if total else 0.0
        )
