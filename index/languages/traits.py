"""What a language is like: its `language.toml`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from index.languages import TABLES, Language


class Script(StrEnum):
    """An alphabet that languages are written in."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


@dataclass(frozen=True, slots=True)
class Telephone:
    """Numbers of telephones: the region they are dialled in, and what one looks like that is written so."""

    region: str
    written: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Typed:
    """How a language is typed on a keyboard with Latin letters only."""

    own: re.Pattern[str]  # a text that has one of these letters is not typed so
    before: tuple[tuple[re.Pattern[str], str], ...]  # what is rewritten first
    letters: re.Pattern[str]  # the keys of `spellings`
    spellings: Mapping[str, str]  # Latin letters to the language's own, the longest first


@dataclass(frozen=True, slots=True)
class Hyphens:
    """What a hyphen at the end of a line is part of.

    The word before one of `joining` goes on with another word; one that is `kept` has the hyphen of its own,
    as patterns of whole words in small letters; a text with many of those `broken` breaks its words.
    """

    joining: frozenset[str] = frozenset()
    kept: tuple[re.Pattern[str], ...] = ()
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Traits:
    """What a language is like."""

    script: Script
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]  # around a quotation inside of another one
    vowels: str
    day: str = "d MMMM y"  # a date written out, as a pattern of Babel's
    ordinal: str = ""  # what may stand at the number of a day, as a pattern
    keyboard: str = ""  # the letters of its keys, row by row
    stemmer: str | None = None  # its name in Snowball; without one, words are compared as they stand
    letters: frozenset[str] = frozenset()  # in its alphabet and in none of the other languages'
    same: Mapping[int, str] | None = None  # spellings of one word, for str.translate
    greetings: tuple[frozenset[str], ...] = ()  # a message that holds all the words of one greets
    telephone: Telephone | None = None
    typed: Typed | None = None
    hyphens: Hyphens = Hyphens()


@cache
def describe(language: Language) -> Traits:
    """Return what `language` is like. Raises TypeError for a key of its file that nobody reads."""
    table = {key: value for key, value in TABLES[language].items() if key not in {"order", "technical"}}
    readers: dict[str, Callable[[Any], object]] = {
        "script": Script,
        "quotes": tuple,
        "inner_quotes": tuple,
        "letters": frozenset,
        "same": lambda value: str.maketrans(_read_pairs(value)),
        "greetings": lambda value: tuple(frozenset(each.split()) for each in value),
        "telephone": lambda value: Telephone(value["region"], re.compile(value["written"])),
        "typed": _read_typed,
        "hyphens": _read_hyphens,
    }
    values: dict[str, Any] = {key: readers.get(key, str)(value) for key, value in table.items()}
    return Traits(**values)


def _read_pairs(pairs: str) -> dict[str, str]:
    return {one: other for one, _, other in (pair.partition("=") for pair in pairs.split())}


def _read_typed(table: Mapping[str, Any]) -> Typed:
    spellings = _read_pairs(table["spellings"])
    longest_first = sorted(spellings, key=len, reverse=True)
    return Typed(
        own=re.compile(table["own"], re.IGNORECASE),
        before=tuple((re.compile(pattern), plain) for pattern, plain in table["before"]),
        letters=re.compile("|".join(map(re.escape, longest_first))),
        spellings=spellings,
    )


def _read_hyphens(table: Mapping[str, Any]) -> Hyphens:
    return Hyphens(
        joining=frozenset(table.get("joining", "").split()),
        # From where a word begins, so that a long one is tried once.
        kept=tuple(re.compile(rf"(?<!\w)(?:{pattern})") for pattern in table.get("kept", ())),
        broken=frozenset(table.get("broken", "").split()),
    )
