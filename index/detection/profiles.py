"""How well words fit each language, by their letters and letter groups. Keeps no word.

Knows langdetect's profiles (how often each run of one to three letters stands in a language) and the letters
that give a language away; nothing of sentences, contexts or verdicts. langdetect's own `detect()` is not
used: it draws n-grams at random and loads its profiles without a lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.detection.candidates import OURS, has_foreign_letter, list_candidates, list_typed
from index.languages import Language
from index.languages.spelling import to_own_letters
from index.languages.traits import Script, describe

Row: TypeAlias = NDArray[np.float64]


_SHARPNESS = 0.3  # the n-grams of a word depend on each other: their sum alone would be far too sure
_SMOOTHING = 0.5 / 10_000  # langdetect's alpha and base frequency
_FOREIGN_LETTER = -4.0
_NOT_ASCII_IN_TYPED = -6.0


@dataclass(frozen=True, slots=True)
class _Profiles:
    """The rows of log P(n-gram | language) by n-gram; one column for each language that has a profile."""

    rows: dict[str, int]
    logs: Row


_loading = Lock()
_loaded: dict[Script, _Profiles] = {}


def load_profiles() -> None:
    """Read the profiles of all scripts now, so that processes that are forked afterwards have them."""
    for script in Script:
        _profiles(script)


def _load(script: Script) -> _Profiles:
    from langdetect import DetectorFactory  # noqa: PLC0415  its import reads files

    codes = [code for code in list_candidates(script) if code not in list_typed(script)]
    folder = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / code).read_text("utf-8") for code in codes])
    shares: dict[str, list[float]] = factory.word_lang_prob_map
    table = np.array(list(shares.values()))
    unknown = np.zeros((1, len(codes)))  # the last row: an n-gram that no profile has
    logs = np.log(_SMOOTHING + np.concatenate([table, unknown]))
    return _Profiles({gram: row for row, gram in enumerate(shares)}, logs)


def _profiles(script: Script) -> _Profiles:
    if script not in _loaded:
        with _loading:
            if script not in _loaded:
                _loaded[script] = _load(script)
    return _loaded[script]


@lru_cache(maxsize=1_000)  # letters alone say nothing of what was asked
def _fold_letter(letter: str) -> str:
    from langdetect.utils.ngram import NGram  # noqa: PLC0415  its import reads files

    folded: str = NGram.normalize(letter)
    return folded


def split_ngrams(word: str) -> list[str]:
    """Return the runs of one to three letters in `word` and the spaces around it, as langdetect takes them.

    Within a run of capital letters there are none: abbreviations follow no language.
    """
    ngrams: list[str] = []
    for part in "".join(map(_fold_letter, word)).split():
        letters = f" {part} "
        for end in range(2, len(letters) + 1):
            if letters[end - 2].isupper() and letters[end - 1].isupper():
                continue
            ngrams += (letters[end - 1], letters[end - 2 : end], letters[end - 3 : end])
    return [ngram for ngram in ngrams if ngram not in {"", " "}]


def _add_up(script: Script, words: Sequence[str]) -> tuple[Row, Row]:
    """Return the sum of log P of the n-grams of each word, and how many it has, in one column.

    The sums have a row for each word and a column for each language with a profile.
    """
    profiles = _profiles(script)
    ngrams = [split_ngrams(word) for word in words]
    counts = np.array([len(each) for each in ngrams])
    sums = np.zeros((len(words), profiles.logs.shape[1]))
    if counts.any():
        logs = profiles.logs.take([profiles.rows.get(each, -1) for each in chain(*ngrams)], axis=0)
        starts = np.cumsum(counts) - counts
        sums[counts > 0] = np.add.reduceat(logs, starts[counts > 0], axis=0)
    return sums, counts[:, None]


def fit_words(script: Script, words: Sequence[str]) -> Row:
    """Return the log-likelihood of each word (row) for each of `list_candidates(script)`, up to a constant.

    Capital letters count as they stand. The first call reads the profiles, once per process, in any thread.
    """
    sums, counts = _add_up(script, words)
    strange = np.array([[not word.isascii() and word.islower()] for word in words])
    typed = [
        _fit_typed(language, words, counts) + _NOT_ASCII_IN_TYPED * strange for language in list_typed(script)
    ]
    foreign = [has_foreign_letter(script, word.lower()) for word in words]
    ours = [code in OURS for code in list_candidates(script)]
    fit = np.hstack([_SHARPNESS * sums, *typed])
    return np.asarray(fit + _FOREIGN_LETTER * np.outer(foreign, ours), np.float64)


def _fit_typed(language: Language, words: Sequence[str], counts: Row) -> Row:
    """Return how well `words` fit `language`, typed in other letters than its own, in one column."""
    script = describe(language).script
    sums, others = _add_up(script, [to_own_letters(word.lower(), language) for word in words])
    column = list_candidates(script).index(language)
    # As many n-grams as the typed spelling has, or the shorter one in its own letters would fit better.
    return np.asarray(_SHARPNESS * counts * sums[:, column : column + 1] / np.maximum(others, 1))
