"""How well a word fits each language, by its letters and letter groups.

Knows langdetect's profiles (how often each run of one to three letters stands in a language) and the letters
that give a language away; nothing of sentences, contexts or verdicts. langdetect's own `detect()` is not
used: it draws n-grams at random and loads its profiles without a lock.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
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


@lru_cache(maxsize=1_000)
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


def _look_up(script: Script, word: str) -> Row:
    """Return log P for each n-gram of `word` (row) and each language with a profile (column)."""
    profiles = _profiles(script)
    find = profiles.rows.get
    return profiles.logs.take([find(ngram, -1) for ngram in split_ngrams(word)], axis=0)


def has_foreign_letter(script: Script, word: str) -> bool:
    """Return whether the lower-case `word` has a letter that none of our languages in `script` has."""
    return not _FOREIGN_LETTERS[script].isdisjoint(word)


@lru_cache(maxsize=10_000)
def fit_word(script: Script, word: str) -> Row:
    """Return the log-likelihood of `word` for each of `CANDIDATES[script]`, up to a constant.

    Capital letters count as they stand. The first call reads the profiles, once per process, in any thread.
    """
    logs = _look_up(script, word)
    fit: Row = _SHARPNESS * logs.sum(axis=0)
    if script is Script.LATIN:
        in_russian = _look_up(Script.CYRILLIC, to_cyrillic(word.lower()))[:, 0]
        # As many n-grams as the Latin spelling has, or the shorter Cyrillic one would fit better.
        russian = _SHARPNESS * len(logs) * in_russian.mean() if len(in_russian) else 0.0
        if not word.isascii() and word.islower():
            russian += _NOT_ASCII_IN_TRANSLITERATION
        fit = np.append(fit, russian)
    if has_foreign_letter(script, word.lower()):
        fit[[code in OURS for code in CANDIDATES[script]]] += _FOREIGN_LETTER
    fit.setflags(write=False)  # it is shared by all callers
    return fit
