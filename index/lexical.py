"""Word matching among the chunks of one language: BM25 over stems. Knows no vectors.

BM25 after Robertson and Zaragoza 2009, in Lucene's variant, with k1 = 1.2 and b = 0.75.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.function_words import languages_of
from index.language import Language

Scores = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {Language.DE: "german", Language.RU: "russian", Language.EN: "english"}
_PARAMETERS = {"method": "lucene", "k1": 1.2, "b": 0.75}


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language], 0)  # no cache of its own: it is not safe between threads


@lru_cache(maxsize=100_000)
def _stem(word: str, language: Language) -> str:
    return str(_stemmer(language).stemWord(word))


def find_stems(text: str, language: Language) -> list[str]:
    """Return the stems of the words of `text` in order, lower-case, ё written as е."""
    return [_stem(word, language) for word in _find_words(text)]


def _find_words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("ё", "е"))


class LexicalIndex:
    """BM25 for each language over the chunks of that language, by their number in the index."""

    def __init__(
        self, rows: Mapping[Language, NDArray[np.int64]], retrievers: Mapping[Language, bm25s.BM25]
    ) -> None:
        self._rows = rows
        self._retrievers = retrievers

    @classmethod
    def build(cls, texts: Iterable[tuple[str, Language]]) -> "LexicalIndex":
        """Return the index of `texts`, in the order of the chunks; a language without a word is left out."""
        rows: dict[Language, list[int]] = {}
        stems: dict[Language, list[list[str]]] = {}
        for row, (text, language) in enumerate(texts):
            rows.setdefault(language, []).append(row)
            stems.setdefault(language, []).append(find_stems(text, language))
        return cls(
            {language: np.array(rows[language]) for language, lists in stems.items() if any(lists)},
            {language: _index(lists) for language, lists in stems.items() if any(lists)},
        )

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, one sub-folder a language, the same bytes for the same texts."""
        folder.mkdir()
        for language, retriever in self._retrievers.items():
            retriever.save(str(folder / language), show_progress=False)
            np.save(folder / language / "rows.npy", self._rows[language])

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Return the index that `save` wrote."""
        names = {below.name for below in folder.iterdir()}
        languages = [language for language in Language if language in names]
        return cls(
            {language: np.load(folder / language / "rows.npy") for language in languages},
            {language: bm25s.BM25.load(str(folder / language)) for language in languages},
        )

    def score(self, question: str, language: Language) -> tuple[NDArray[np.int64], Scores]:
        """Return the numbers of the chunks in `language` and their BM25 scores, 0 without a shared word."""
        if language not in self._rows:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        retriever = self._retrievers[language]
        wanted = dict.fromkeys(find_stems(question, language))
        known = [stem for stem in wanted if stem in retriever.vocab_dict]
        if not known:
            return self._rows[language], np.zeros(len(self._rows[language]), np.float32)
        return self._rows[language], retriever.get_scores(known)

    def measure_coverage(self, question: str, text: str, language: Language) -> float:
        """Return the share of the question's words that `text` holds, 0..1, rare words weighing more.

        A word's weight is BM25's inverse document frequency among the chunks of `language`. Function words do
        not count: those that ask are rare in documents, and hold nothing of what is asked for.
        """
        wanted = dict.fromkeys(
            _stem(word, language) for word in _find_words(question) if language not in languages_of(word)
        )
        held = set(find_stems(text, language))
        weights = {stem: self._weigh(stem, language) for stem in wanted}
        total = sum(weights.values())
        return sum(weight for stem, weight in weights.items() if stem in held) / total if total else 0.0

    def _weigh(self, stem: str, language: Language) -> float:
        retriever = self._retrievers.get(language)
        if retriever is None:
            return 1.0
        row = retriever.vocab_dict.get(stem)
        starts = retriever.scores["indptr"]
        found = 0 if row is None else int(starts[row + 1] - starts[row])
        count = int(retriever.scores["num_docs"])
        return float(np.log(1 + (count - found + 0.5) / (found + 0.5)))


def _index(lists: Sequence[list[str]]) -> bm25s.BM25:
    # Own numbers for the stems: bm25s numbers them in the order of a set, which differs from run to run.
    vocabulary = {stem: number for number, stem in enumerate(sorted({s for stems in lists for s in stems}))}
    retriever = bm25s.BM25(**_PARAMETERS)
    numbered = [[vocabulary[stem] for stem in stems] for stems in lists]
    retriever.index((numbered, vocabulary), show_progress=False)
    return retriever
