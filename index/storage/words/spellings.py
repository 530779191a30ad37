"""How documents spell a word that was typed with one letter wrong. Knows no languages.

Words are not stored, only their hashes: what differs from the typed word by one letter is made and looked up,
after Norvig 2007 (https://norvig.com/spell-correct.html).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.storage.arrays import load_array, save_array
from index.storage.words.postings import hash_words

FEWEST_LETTERS = 7  # shorter ones are near too many others: docs/decisions/0020-refusals-and-translations.md
MOST_LETTERS = 30  # each costs a hundred look-ups


@dataclass(frozen=True, slots=True)
class Spellings:
    """The words of the chunks of one language: their hashes, sorted, and the letters they are made of."""

    words: NDArray[np.uint64]
    letters: NDArray[np.uint32]

    def find_near(self, word: str) -> list[str]:
        """Return the words from which the lower-case `word` differs by one letter, or by two swapped."""
        if not FEWEST_LETTERS <= len(word) <= MOST_LETTERS or not word.isalpha() or not len(self.words):
            return []
        made = list(dict.fromkeys(_change(word, [chr(letter) for letter in self.letters.tolist()])))
        hashes = hash_words(made)
        places = np.minimum(self.words.searchsorted(hashes), len(self.words) - 1)
        return [made[place] for place in np.flatnonzero(self.words[places] == hashes).tolist()]


def make_spellings(words: Iterable[str]) -> Spellings:
    """Return the spellings of `words`, which are in lower case; those that hold digits are left out."""
    words = {word for word in words if word.isalpha()}
    letters = sorted(map(ord, set("".join(words))))
    return Spellings(np.sort(hash_words(words)), np.array(letters, np.uint32))


def save_spellings(folder: Path, spellings: Spellings) -> None:
    """Write `spellings` to the folder `folder`."""
    for name in _ARRAYS:
        save_array(folder / f"{name}.npy", getattr(spellings, name))


def load_spellings(folder: Path) -> Spellings:
    """Return what `save_spellings` wrote."""
    return Spellings(*(load_array(folder / f"{name}.npy") for name in _ARRAYS))


def _change(word: str, letters: list[str]) -> Iterator[str]:
    """Yield what differs from `word` by one letter: the likeliest slips of a hand first."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1)
    yield from (head + letter + tail for head, tail in halves for letter in letters)
    yield from (head + letter + tail[1:] for head, tail in halves if tail for letter in letters)
    yield from (head + tail[1:] for head, tail in halves if tail)


_ARRAYS = tuple(field.name for field in fields(Spellings))
