"""Word matching among the chunks of one language: BM25 over stems. Knows no vectors.

BM25 after Robertson and Zaragoza 2009, in Lucene's variant, with k1 = 1.2 and b = 0.75. bm25s computes the
score of each stem in each chunk once; a question then adds up those of its own stems. Where chunks stand on
disk is in postings.py.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.function_words import languages_of
from index.language import Language
from index.postings import Postings, Scores, hash_stem, load_postings, make_postings, save_postings

_WORD = re.compile(r"[^\W_]+")
_STEMMERS = {Language.DE: "german", Language.RU: "russian", Language.EN: "english"}
_MOST_WORDS = 64  # of a question: 500 characters hold no more that say something
_MOST_STEMS = 100_000
_PARAMETERS = {"method": "lucene", "k1": 1.2, "b": 0.75}


def find_stems(text: str, language: Language) -> list[str]:
    """Return the stems of the words of `text` in order, lower-case, ё written as е. Keeps none of them."""
    return _stem(find_words(text), language)


def _stem(words: Sequence[str], language: Language) -> list[str]:
    # A stemmer for each text: it holds the last word it was given, and is not safe between threads.
    return list(_make_stemmer(language).stemWords(words))


def _make_stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language], 0)  # no cache of its own


def find_words(text: str) -> list[str]:
    """Return the words of `text` in order, lower-case, ё written as е."""
    return _WORD.findall(text.lower().replace("ё", "е"))


class LexicalIndex:
    """BM25 for each language over the chunks of that language, by their number in the index."""

    def __init__(self, postings: Mapping[Language, Postings]) -> None:
        self._postings = postings

    @classmethod
    def build(cls, texts: Iterable[tuple[str, Language]]) -> "LexicalIndex":
        """Return the index of `texts`, in the order of the chunks; a language without a word is left out."""
        rows: dict[Language, list[int]] = {}
        stems: dict[Language, list[list[int]]] = {}
        known: dict[Language, dict[str, int]] = {}
        stemmers = {language: _make_stemmer(language) for language in Language}

        @lru_cache(_MOST_STEMS)  # words of documents, until the index is built
        def find_stem(word: str, language: Language) -> str:
            return str(stemmers[language].stemWord(word))

        for row, (text, language) in enumerate(texts):
            numbers = known.setdefault(language, {})
            stems_here = (find_stem(word, language) for word in find_words(text))
            found = [numbers.setdefault(stem, len(numbers)) for stem in stems_here]
            rows.setdefault(language, []).append(row)
            stems.setdefault(language, []).append(found)
        return cls({
            language: _index(rows[language], stems.pop(language), numbers)
            for language, numbers in sorted(known.items())
            if numbers
        })  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, one sub-folder a language, the same bytes for the same texts."""
        folder.mkdir()
        for language, postings in self._postings.items():
            save_postings(folder / language, postings)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Return the index that `save` wrote."""
        names = {below.name for below in folder.iterdir()}
        return cls({one: load_postings(folder / one) for one in Language if one in names})

    def look_up(self, question: str, language: Language) -> "Words":
        """Return the words of `question`, which is in `language`, as the index knows them."""
        return Words(question, language, self._postings.get(language))


class Words:
    """The words of one question, looked up in the chunks of its language.

    Function words do not count: they say nothing of what is asked for, and many chunks hold them. Of other
    words the first 64 do.
    """

    def __init__(self, question: str, language: Language, postings: Postings | None) -> None:
        self._postings = postings
        words = [word for word in find_words(question) if language not in languages_of(word)]
        stems = islice(dict.fromkeys(_stem(words, language)), _MOST_WORDS)
        numbers = [postings.find(stem) for stem in stems] if postings else []
        self._numbers = [number for number in numbers if number is not None]

    def find_best(self, limit: int) -> NDArray[np.int64]:
        """Return the numbers of the at most `limit` chunks that score highest, best first."""
        if self._postings is None:
            return np.empty(0, np.int64)
        return self._postings.find_best(self._numbers, limit)

    def score(self, rows: NDArray[np.int64]) -> Scores:
        """Return the BM25 score of each of the chunks `rows`, 0 without a shared word in this language."""
        if self._postings is None:
            return np.zeros(len(rows), np.float32)
        return self._postings.score(self._numbers, rows)


def _index(rows: Sequence[int], lists: list[list[int]], numbers: Mapping[str, int]) -> Postings:
    """Return the postings of texts whose stems are `lists`, by their numbers in order of appearance."""
    import bm25s  # noqa: PLC0415 - brings scipy, which answering does not need

    hashes = np.array([hash_stem(stem) for stem in numbers])
    order = np.argsort(hashes)
    places = np.argsort(order).tolist()
    for found in lists:
        found[:] = [places[number] for number in found]
    retriever = bm25s.BM25(**_PARAMETERS)
    vocabulary = dict(zip(numbers, places, strict=True))
    retriever.index((lists, vocabulary), create_empty_token=False, show_progress=False)
    scores = retriever.scores
    return make_postings(rows, hashes[order], scores["indptr"], scores["indices"], scores["data"])
