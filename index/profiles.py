"""How well words fit each language, by their letters and letter groups. Keeps no word.

Knows langdetect's profiles (how often each run of one to three letters stands in a language) and the letters
that give a language away; nothing of sentences, contexts or verdicts. langdetect's own `detect()` is not
used: it draws n-grams at random and loads its profiles without a lock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from threading import Lock
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.transliteration import to_cyrillic

Row: TypeAlias = NDArray[np.float64]


class Script(StrEnum):
    """An alphabet that at least one of our languages is written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


OURS = frozenset({"de", "ru", "en"})  # the codes of the languages the bot speaks

# What a word may be. Russian among the Latin ones, at the end, is Russian typed in Latin letters.
_LATIN = "de en nl fr it es pt pl tr cs ro sv da no fi hu hr sq lt sk sl et lv id vi ca ru"
CANDIDATES: dict[Script, tuple[str, ...]] = {
    Script.LATIN: tuple(_LATIN.split()),
    Script.CYRILLIC: ("ru", "uk", "bg", "mk"),
}

# Letters that neither German nor English has, and that Russian lacks. French é, è, à, ê, ç stand in German
# and English loan words (Kommuniqué, façade) and are left to the n-grams.
_FOREIGN_LETTERS = {
    Script.LATIN: frozenset("ąćčďđęěğıįłľĺńňőŕřśșşšťțţůűųūźżžåæøœðþãõāăēėģīķļņíìîóòúùûýÿ\u0307"),
    Script.CYRILLIC: frozenset("іїєґўјљњћђџѓќѕқңғүұһәөѐѝ"),
}

_SHARPNESS = 0.3  # the n-grams of a word depend on each other: their sum alone would be far too sure
_SMOOTHING = 0.5 / 10_000  # langdetect's alpha and base frequency
_FOREIGN_LETTER = -4.0
_NOT_ASCII_IN_TRANSLITERATION = -6.0


@dataclass(frozen=True, slots=True)
class _Profiles:
    """The rows of log P(n-gram | language) by n-gram; one column for each language that has a profile."""

    rows: dict[str, int]
    logs: Row


_loading = Lock()


@cache
def _load(script: Script) -> _Profiles:
    from langdetect import DetectorFactory  # noqa: PLC0415  its import reads files

    codes = [code for code in CANDIDATES[script] if (script, code) != (Script.LATIN, "ru")]
    folder = files("langdetect") / "profiles"
    factory = DetectorFactory()
    factory.load_json_profile([(folder / code).read_text("utf-8") for code in codes])
    shares: dict[str, list[float]] = factory.word_lang_prob_map
    table = np.array(list(shares.values()))
    unknown = np.zeros((1, len(codes)))  # the last row: an n-gram that no profile has
    logs = np.log(_SMOOTHING + np.concatenate([table, unknown]))
    return _Profiles({gram: row for row, gram in enumerate(shares)}, logs)


def _profiles(script: Script) -> _Profiles:
    with _loading:
        return _load(script)


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


def has_foreign_letter(script: Script, word: str) -> bool:
    """Return whether the lower-case `word` has a letter that none of our languages in `script` has."""
    return not _FOREIGN_LETTERS[script].isdisjoint(word)


def fit_words(script: Script, words: Sequence[str]) -> Row:
    """Return the log-likelihood of each word (row) for each of `CANDIDATES[script]`, up to a constant.

    Capital letters count as they stand. The first call reads the profiles, once per process, in any thread.
    """
    sums, counts = _add_up(script, words)
    fit = _SHARPNESS * sums
    if script is Script.LATIN:
        in_russian, others = _add_up(Script.CYRILLIC, [to_cyrillic(word.lower()) for word in words])
        # As many n-grams as the Latin spelling has, or the shorter Cyrillic one would fit better.
        russian = _SHARPNESS * counts * in_russian[:, :1] / np.maximum(others, 1)
        strange = [[not word.isascii() and word.islower()] for word in words]
        fit = np.hstack([fit, russian + np.multiply(_NOT_ASCII_IN_TRANSLITERATION, strange)])
    foreign = [has_foreign_letter(script, word.lower()) for word in words]
    ours = [code in OURS for code in CANDIDATES[script]]
    return np.asarray(fit + _FOREIGN_LETTER * np.outer(foreign, ours), np.float64)
