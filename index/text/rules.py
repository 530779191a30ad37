"""What a full stop means in each language: its `sentences.toml`, and its words that open sentences.

Knows how the rules are read; what follows from them is decided in stops.py.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from index.languages import FOLDER, Language
from index.languages.traits import describe
from index.languages.words import Tag, list_words


@dataclass(frozen=True, slots=True)
class Ordinals:
    """How a language that writes ordinals with a full stop tells them from other figures: the word before."""

    article: re.Pattern[str]
    adjective: re.Pattern[str]
    noun: re.Pattern[str]  # looks like an adjective
    joining: frozenset[str]  # stands between the figures of parts of a law


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in texts of one language."""

    always: frozenset[str]
    before_figure: frozenset[str]
    seldom: frozenset[str]
    opening: frozenset[str]
    month: re.Pattern[str] | None
    ordinals: Ordinals | None
    compound: re.Pattern[str] | None
    reference: re.Pattern[str] | None
    lettered: re.Pattern[str] | None
    short_before_number: bool


@dataclass(frozen=True, slots=True)
class Year:
    """How a language that writes a word after the figure of a year dates a clause."""

    language: Language
    word: re.Pattern[str]
    date: re.Pattern[str]
    conjunctions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Street:
    """How a language names a street: the kinds that may stand after the name, and what that looks like."""

    kinds: frozenset[str]
    name: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SharedRules:
    """What holds in texts of any language, for one may quote another."""

    vowel: re.Pattern[str]
    final: frozenset[str]
    measures: frozenset[str]
    years: tuple[Year, ...]
    streets: tuple[Street, ...]


@cache
def read_rules(language: Language) -> Rules:
    """Return what a full stop means in texts of `language`."""
    table = _read_table(language)
    listed, figures = table["abbreviations"], table.get("figures", {})
    ordinals = figures.get("ordinals")
    always = listed["always"].split()
    return Rules(
        always=frozenset(always + [word.upper() for word in always if word.istitle()]),  # "Mr.", "MR."
        before_figure=frozenset(listed["before_figure"].split()),
        seldom=frozenset(listed["seldom"].split()),
        opening=frozenset(word[0].upper() + word[1:] for word in list_words(language, Tag.OPENER)),
        month=_compile(figures.get("month")),
        ordinals=_read_ordinals(ordinals) if ordinals else None,
        compound=_compile(listed.get("compound")),
        reference=_compile(listed.get("reference")),
        lettered=_compile(listed.get("lettered")),
        short_before_number=listed.get("short_before_number", False),
    )


@cache
def read_shared_rules() -> SharedRules:
    """Return what a full stop means in any text, of all languages together."""
    tables = {language: _read_table(language) for language in Language}
    listed = [table["abbreviations"] for table in tables.values()]
    vowels = "".join(describe(language).vowels for language in Language)
    return SharedRules(
        vowel=re.compile(f"[{vowels}]", re.IGNORECASE),
        final=frozenset(each for lists in listed for each in lists.get("final", ())),
        measures=frozenset(f"{each}." for lists in listed for each in lists.get("measure", ())),
        years=tuple(
            _read_year(language, table["year"]) for language, table in tables.items() if "year" in table
        ),
        streets=tuple(
            Street(frozenset(table["street"]["kinds"].split()), re.compile(table["street"]["name"]))
            for table in tables.values()
            if "street" in table
        ),
    )


@cache
def _read_table(language: Language) -> dict[str, Any]:
    return tomllib.loads((FOLDER / language / "sentences.toml").read_text("utf-8"))


def _read_ordinals(table: dict[str, str]) -> Ordinals:
    article, adjective, noun = (re.compile(table[key]) for key in ("article", "adjective", "noun"))
    return Ordinals(article, adjective, noun, frozenset(table.get("joining", "").split()))


def _read_year(language: Language, table: dict[str, str]) -> Year:
    conjunctions = frozenset(table["conjunctions"].split())
    return Year(language, re.compile(table["word"]), re.compile(table["date"]), conjunctions)


def _compile(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None
