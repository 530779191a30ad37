"""Which languages a word may be of: those that the bot speaks, and their neighbours.

Knows the function words and the letters by ISO 639-1 code. The neighbours, in neighbours.toml, are there to
be told apart from the bot's own languages.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.languages import Language
from index.languages.traits import Script, describe
from index.languages.words import Tag, list_all_words, list_words

OURS = frozenset(Language)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    letters: Mapping[Script, frozenset[str]]
    words: Mapping[Script, Mapping[str, frozenset[str]]]


@cache
def _read_neighbours() -> _Neighbours:
    table = tomllib.loads(files("index.detection").joinpath("neighbours.toml").read_text("utf-8"))
    return _Neighbours(
        {script: frozenset(table["letters"][script]) for script in Script},
        {
            script: {
                code: frozenset(words.split()) for code, words in table[script].items() if code not in OURS
            }
            for script in Script
        },
    )


@cache
def list_typed(script: Script) -> tuple[Language, ...]:
    """Return our languages that are written in another script and typed in this one."""
    if script is not Script.LATIN:
        return ()
    return tuple(language for language in Language if describe(language).typed)


@cache
def list_candidates(script: Script) -> tuple[str, ...]:
    """Return what a word in `script` may be of, with those typed in it at the end."""
    ours = (language for language in Language if describe(language).script is script)
    return (*ours, *_read_neighbours().words[script], *list_typed(script))


def has_foreign_letter(script: Script, word: str) -> bool:
    """Return whether the lower-case `word` has a letter that none of our languages in `script` has."""
    return not _list_foreign_letters(script).isdisjoint(word)


@cache
def _list_foreign_letters(script: Script) -> frozenset[str]:
    return (
        _read_neighbours().letters[script].difference(*(describe(language).letters for language in Language))
    )


def languages_of(word: str) -> frozenset[str]:
    """Return the codes of the languages that list the lower-case `word`; none if no list has it."""
    return _map_words().get(word, frozenset())


@cache
def _map_words() -> Mapping[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {
        language: frozenset(list_words(language, Tag.FUNCTION)) for language in Language
    }
    for words in _read_neighbours().words.values():
        lists |= words
    codes: dict[str, set[str]] = {}
    for code, listed in lists.items():
        for word in listed:
            codes.setdefault(word, set()).add(code)
    return {word: frozenset(found) for word, found in codes.items()}


def is_international(word: str) -> bool:
    """Return whether the lower-case `word` is said alike in many languages: it weighs as little as a name."""
    return word in list_all_words(Tag.INTERNATIONAL)
