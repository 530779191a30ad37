"""Whether a word is cut ("Bebauungspl.", "распоряж."), by how it ends: the `endings.toml` of its language."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache

from index.languages import FOLDER, Language

LONGEST = 5  # letters of an ending; "^" before the first letter of a word counts as one
SHORTEST = 3  # letters of a word that can be judged


def looks_cut(word: str, language: Language) -> bool:
    """Return whether `word`, letters only, ends as words of `language` do that are cut, not whole."""
    if len(word) < SHORTEST or not (word.islower() or word.istitle()):
        return False  # "GmbH"
    endings = read_endings(language)
    return next((endings[each] for each in reversed([*list_endings(word.lower())]) if each in endings), False)


def list_endings(word: str) -> Iterator[str]:
    """Yield the endings of `word`, the shortest first."""
    marked = f"^{word}"
    for length in range(1, min(LONGEST, len(marked)) + 1):
        yield marked[-length:]


@cache
def read_endings(language: Language) -> Mapping[str, bool]:
    """Return what the endings of `language` say: whether the word is cut. A language may have none."""
    path = FOLDER / language / "endings.toml"
    table = tomllib.loads(path.read_text("utf-8")) if path.exists() else {"cut": "", "whole": ""}
    return dict.fromkeys(table["cut"].split(), True) | dict.fromkeys(table["whole"].split(), False)
