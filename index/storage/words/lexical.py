"""Word matching among the chunks of one language: BM25 over stems. Knows no vectors.

BM25 after Robertson and Zaragoza 2009, in Lucene's variant, with k1 = 1.2 and b = 0.75. The score of each
stem in each chunk is computed once; a question then adds up those of its own stems. Where chunks stand on
disk is in postings.py.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray

from index.languages import Language
from index.languages.spelling import write_one_script
from index.languages.traits import describe
from index.languages.words import Tag, list_words
from index.storage.words.postings import (
    Postings,
    Scores,
    hash_words,
    load_postings,
    make_postings,
    save_postings,
)
from index.storage.words.spellings import Spellings, load_spellings, make_spellings, save_spellings
from index.text.found_dates import write_out_dates

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 64  # of a question: 500 characters hold no more that say something
_MOST_STEMS = 100_000
K1, B = 1.2, 0.75


def _stem(words: Sequence[str], language: Language) -> list[str]:
    # A stemmer for each text: it holds the last word it was given, and is not safe between threads.
    return list(map(_make_stemmer(language), words))


def _make_stemmer(language: Language) -> Callable[[str], str]:
    name = describe(language).stemmer
    return Stemmer.Stemmer(name, 0).stemWord if name else str  # no cache of its own


def find_words(text: str, language: Language) -> list[str]:
    """Return the words of `text`, which is in `language`, in order: lower-case, ё written as е.

    Dates are written out, and each word stands in letters of one script.
    """
    plain = write_out_dates(write_one_script(text), language)
    return _WORD.findall(plain.lower().replace("ё", "е"))


class LexicalIndex:
    """BM25 for each language over the chunks of that language, by their number in the index."""

    def __init__(
        self, postings: Mapping[Language, Postings], spellings: Mapping[Language, Spellings]
    ) -> None:
        self._postings = postings
        self._spellings = spellings

    @classmethod
    def build(cls, texts: Iterable[tuple[str, Language]]) -> "LexicalIndex":
        """Return the index of `texts`, in the order of the chunks; a language without a word is left out."""
        rows: dict[Language, list[int]] = {}
        stems: dict[Language, list[list[int]]] = {}
        known: dict[Language, dict[str, int]] = {}
        seen: dict[Language, set[str]] = {}
        stemmers = {language: _make_stemmer(language) for language in Language}

        @lru_cache(_MOST_STEMS)  # words of documents, until the index is built
        def find_stem(word: str, language: Language) -> str:
            return stemmers[language](word)

        for row, (text, language) in enumerate(texts):
            numbers = known.setdefault(language, {})
            words = find_words(text, language)
            seen.setdefault(language, set()).update(words)
            stems_here = (find_stem(word, language) for word in words)
            found = [numbers.setdefault(stem, len(numbers)) for stem in stems_here]
            rows.setdefault(language, []).append(row)
            stems.setdefault(language, []).append(found)
        held = {language: numbers for language, numbers in sorted(known.items()) if numbers}
        return cls(
            {
                language: _index(rows[language], stems.pop(language), numbers)
                for language, numbers in held.items()
            },
            {language: make_spellings(seen.pop(language)) for language in held},
        )

    def save(self, folder: Path) -> None:
        """Write the index to `folder`, one sub-folder a language, the same bytes for the same texts."""
        folder.mkdir()
        for language, postings in self._postings.items():
            save_postings(folder / language, postings)
            save_spellings(folder / language, self._spellings[language])

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Return the index that `save` wrote."""
        names = {below.name for below in folder.iterdir()}
        held = [one for one in Language if one in names]
        return cls(
            {one: load_postings(folder / one) for one in held},
            {one: load_spellings(folder / one) for one in held},
        )

    def look_up(self, question: str, language: Language) -> "QuestionStems":
        """Return the words of `question`, which is in `language`, as the index knows them."""
        return QuestionStems(question, language, self._postings.get(language))

    def find_spelling(self, word: str, language: Language) -> str | None:
        """Return how chunks in `language` spell the lower-case `word`, in which one letter is wrong.

        None where chunks of any language hold it, in any of its forms, and where no word is near, or several.
        """
        word = word.replace("ё", "е")
        if language not in self._spellings or any(self._holds(word, each) for each in self._postings):
            return None
        near = self._spellings[language].find_near(word)
        return near[0] if len(set(_stem(near, language))) == 1 else None

    def _holds(self, word: str, language: Language) -> bool:
        return self._postings[language].find(_stem([word], language)[0]) is not None


class QuestionStems:
    """The words of one question, looked up in the chunks of its language.

    Function words do not count: they say nothing of what is asked for, and many chunks hold them. Of other
    words the first 64 do.
    """

    def __init__(self, question: str, language: Language, postings: Postings | None) -> None:
        self._postings = postings
        functions = list_words(language, Tag.FUNCTION)
        words = [word for word in find_words(question, language) if word not in functions]
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


def _index(rows: Sequence[int], lists: Sequence[Sequence[int]], numbers: Mapping[str, int]) -> Postings:
    """Return the postings of texts whose stems are `lists`, by their numbers in order of appearance."""
    hashes = hash_words(numbers)
    order = np.argsort(hashes)
    places = np.argsort(order)  # of each stem among the sorted hashes
    lengths = np.array([len(found) for found in lists])
    held = places[np.concatenate([np.asarray(found, np.int64) for found in lists])]
    pairs, times = np.unique(
        held * len(lists) + np.repeat(np.arange(len(lists)), lengths), return_counts=True
    )
    stems, chunks = np.divmod(pairs, len(lists))
    holding = np.bincount(stems)
    rarity = np.log(1 + (len(lists) - holding + 0.5) / (holding + 0.5))
    weights = K1 * (1 - B + B * lengths / lengths.mean())
    scores = (rarity[stems] * times / (times + weights[chunks])).astype(np.float32)
    return make_postings(rows, hashes[order], np.append(0, np.cumsum(holding)), chunks, scores)
