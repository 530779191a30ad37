"""What texts share across languages: years, months, and names however they are spelled. Pure."""

import re
import unicodedata
from functools import lru_cache
from itertools import repeat

from index.language import Language
from index.lexical import find_stem, find_words

_MONTHS = (
    r"(?:januar|jänner|january)\b|январ",
    r"(?:februar|february)\b|феврал",
    r"(?:märz|march)\b|март",
    r"april\b|апрел",
    r"(?:mai|may)\b|ма[йея]\b",
    r"(?:juni|june)\b|июн",
    r"(?:juli|july)\b|июл",
    r"august\b|август",
    r"september\b|сентябр",
    r"(?:oktober|october)\b|октябр",
    r"november\b|ноябр",
    r"(?:dezember|december)\b|декабр",
)
# Looking at the first letter before anything else takes a third of the time.
_FIRST = r"\b(?=[ADFJMNOSАДИМНОСФЯ])"
_MONTH = re.compile(_FIRST + "(?:" + "|".join(f"({month})" for month in _MONTHS) + ")", re.IGNORECASE)
_YEAR = r"(?<!\d)((?:1[0-9]|20)\d\d)(?!\d)"
_YEARS = re.compile(rf"{_YEAR}(?:\s?[–-]\s?{_YEAR})?")
_LONGEST_PERIOD = 30  # years; what is longer is no period but two years

_NUMBER = re.compile(r"\d+")
_SHORTEST = 3  # consonants of a name; shorter ones meet by chance
_LONGEST = 5  # the rest of a word is mostly its ending

_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "s", "з": "s", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "", "ц": "s", "ч": "s", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "u", "я": "a",
})  # fmt: skip
# Longer spellings first. German, English and scholarly spellings of one Russian sound become one letter.
_LATIN = (
    ("tsch", "s"), ("shch", "s"), ("sch", "s"), ("tch", "s"), ("ch", ""), ("sh", "s"), ("zh", "s"),
    ("kh", ""), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "kv"), ("x", "ks"), ("w", "v"), ("j", "i"),
    ("y", "i"), ("ß", "s"), ("ts", "s"), ("tz", "s"), ("h", ""), ("z", "s"),
)  # fmt: skip


def find_times(text: str) -> frozenset[str]:
    """Return the years and months that `text` names, the years of a period singly."""
    found = {f"month {match.lastindex}" for match in _MONTH.finditer(text)}
    for match in _YEARS.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        period = range(first, last + 1) if 0 <= last - first <= _LONGEST_PERIOD else (first, last)
        found |= {str(year) for year in period}
    return frozenset(found)


def find_names(text: str, language: Language) -> frozenset[str]:
    """Return the numbers and the consonants of the words of `text`, by which names meet across scripts.

    "Лужков", "Luschkow" and "Luzhkov" give the same; so do many words that the languages share.
    """
    names = set(map(_find_skeleton, set(find_words(text)), repeat(language)))
    names.discard("")
    return frozenset(names.union(_NUMBER.findall(text)))


# The sentences of a city's documents; never a question, which nobody shall find in memory.
find_times_held = lru_cache(maxsize=4096)(find_times)
find_names_held = lru_cache(maxsize=4096)(find_names)


@lru_cache(maxsize=100_000)
def _find_skeleton(word: str, language: Language) -> str:
    """Return the consonants of `word`, none when they are too few."""
    skeleton = _strip_vowels(find_stem(word, language))
    return skeleton if len(skeleton) >= _SHORTEST else ""


def _strip_vowels(stem: str) -> str:
    if stem.isascii() or not ("а" <= stem[0] <= "я"):
        letters = unicodedata.normalize("NFKD", stem)
        letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
        for spelling, letter in _LATIN:
            letters = letters.replace(spelling, letter)
        letters = re.sub(r"c(?=[ei])", "s", letters).replace("c", "k")
    else:
        letters = stem.translate(_CYRILLIC)
    letters = re.sub(r"(.)\1+", r"\1", letters)
    first = "a" if letters[:1] in set("aeiou") else ""
    return (first + re.sub(r"[aeiou]", "", letters))[:_LONGEST]
