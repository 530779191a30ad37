"""The words that ask for the register of agreements: the `register.toml` of each language's folder."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from index.languages import FOLDER, Language
from index.languages.spelling import fold_letters


class State(StrEnum):
    """What is asked of agreements."""

    KNOWN = "known"  # nothing: all there are
    IN_FORCE = "in_force"
    ENDED = "ended"
    BEGAN = "began"
    SIGNED = "signed"


Pattern = tuple[str, ...]  # words, of which those that end in `*` are beginnings


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a question tell; each pattern is a word, or several in their order."""

    kinds: Mapping[Pattern, str]
    asks: Mapping[str, Sequence[Pattern]]
    states: Mapping[State, Mapping[str, Sequence[Pattern]]]
    time: Mapping[str, Sequence[Pattern]]
    others: Sequence[Pattern]


@cache
def read_vocabulary(language: Language) -> Vocabulary | None:
    """Return the words of `language`, None where its folder has none."""
    file = FOLDER / language / "register.toml"
    if not file.exists():
        return None
    table = tomllib.loads(file.read_text("utf-8"))

    def fold(patterns: Sequence[str]) -> list[Pattern]:
        return [tuple(fold_letters(word, language) for word in each.split()) for each in patterns]

    return Vocabulary(
        {pattern: kind for kind, words in table["kinds"].items() for pattern in fold(words)},
        {name: fold(words) for name, words in table["asks"].items()},
        {
            State(state): {name: fold(words) for name, words in lists.items()}
            for state, lists in table["states"].items()
        },
        {name: fold(words) for name, words in table["time"].items()},
        fold(table["others"]["words"]),
    )


def fits(word: str, wanted: str) -> bool:
    """Return whether `word` is the one that a pattern wants, or begins so."""
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else word == wanted
