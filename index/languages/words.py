"""The words of a language with their tags: its `words.txt`, in which each stands once.

A word that ends in `*` stands for all that begin so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from index.languages import FOLDER, Language


class Tag(StrEnum):
    """What a word tells."""

    # which language a text is in, and where a sentence ends
    FUNCTION = "function"  # gives its language away, and nobody looks for it: the, and, who, thanks
    INTERNATIONAL = "international"  # said alike in many languages: tells as little as a name
    TYPED = "typed"  # known when it is typed in Latin letters; languages with `typed` in language.toml only
    OPENER = "opener"  # with a capital after a full stop, it begins a sentence: the, but, when, is
    # whether a question leans on the one before
    CONNECTIVE = "connective"  # ties a question to what was said: and, but
    QUESTION = "question"  # who, when
    THING = "thing"  # what
    CHOOSING = "choosing"  # which, how many
    PRONOUN = "pronoun"  # points at something named elsewhere: it, there
    POSSESSIVE = "possessive"  # points at a name before it in the same clause, where there is one: its
    VERB = "verb"  # names nothing without a subject: was, signed
    PREPOSITION = "preposition"
    FILLER = "filler"  # names nothing: the, more, year
    CITY = "city"  # the two that everything is about: "in Moscow" names nothing
    SIDE = "side"  # as the cities: "the Russian side"
    # small talk: a message is that when all its words are tagged so, and one of them by one of the first four
    THANKS = "thanks"
    FAREWELL = "farewell"
    SELF = "self"  # asks what the bot is and can
    GREETING = "greeting"
    CHAT = "chat"  # stands beside these
    THANKFUL = "thankful"  # stands beside thanks only: helped, clear
    MACHINE = "machine"  # who asks what answers here names one ...
    SPEAKER = "speaker"  # ... or a person ...
    HERE = "here"  # ... and this conversation: you, here
    BETWEEN = "between"  # stands in such a question
    REPLY = "reply"  # asks nothing: yes, okay, please


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words: whole ones, and how others begin."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def read(cls, words: Iterable[str]) -> Self:
        """Return `words`, of which those that end in `*` are beginnings."""
        words = list(words)
        whole = frozenset(word for word in words if not word.endswith("*"))
        return cls(whole, tuple(word.removesuffix("*") for word in words if word.endswith("*")))

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (word.startswith(self.beginnings) and "-" not in word)


@cache
def list_words(language: Language, tag: Tag) -> tuple[str, ...]:
    """Return the words of `language` with `tag`, as they are written in its list."""
    return tuple(word for word, tags in read_words(language) if tag in tags)


@cache
def list_all_words(tag: Tag) -> frozenset[str]:
    """Return the words of all languages with `tag`."""
    return frozenset(word for language in Language for word in list_words(language, tag))


@cache
def read_words(language: Language) -> tuple[tuple[str, frozenset[Tag]], ...]:
    """Return each word of `language` with its tags. Raises KeyError for a tag that nobody knows."""
    lines = (FOLDER / language / "words.txt").read_text("utf-8").splitlines()
    known = {str(tag): tag for tag in Tag}
    return tuple((word, frozenset(known[tag] for tag in tags)) for word, *tags in map(str.split, lines))
