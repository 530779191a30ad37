"""The words of a question that say what is looked up, and how a question reads with a word spelled otherwise.

By the word lists of the languages. Knows no documents: how they spell a word is asked of what is given.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import islice

from bot.understanding.inquiry import clean_question
from index.languages import Language
from index.languages.spelling import fold_letters
from index.languages.words import Tag, Words, list_words, read_words

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_ASKED = 8  # words: thousands of others are near to each ...
_MOST_LETTERS = 60  # ... the more, the longer they are
# What asks, points or stands beside; a verb may be all that is asked about.
_EMPTY = (
    Tag.FUNCTION, Tag.QUESTION, Tag.THING, Tag.CHOOSING, Tag.CONNECTIVE, Tag.PRONOUN, Tag.POSSESSIVE,
    Tag.PREPOSITION, Tag.FILLER, Tag.CHAT,
)  # fmt: skip


def list_content_words(text: str, language: Language) -> tuple[str, ...]:
    """Return the words of `text` that say what it is about, as they are written, each once."""
    words = (match[0] for match in _WORD.finditer(text))
    empty = _list_empty(language)
    found = {
        fold_letters(word, language): word for word in words if fold_letters(word, language) not in empty
    }
    return tuple(found.values())


def correct(text: str, language: Language, spell: Callable[[str], str | None]) -> str | None:
    """Return `text` with each word as `spell` says it is spelled; None where it says so of none.

    Not asked about are words that every text of a language may hold, and more than the first eight others or
    sixty letters of them.
    """
    pieces: list[str] = []
    end, left = 0, _MOST_LETTERS
    asked = (match for match in _LETTERS.finditer(text) if not _is_common(match[0], language))
    for match in islice(asked, _MOST_ASKED):
        left -= len(match[0])
        if left < 0:
            break
        found = spell(match[0].lower())
        if found:
            pieces += [text[end : match.start()], _write_alike(found, match[0])]
            end = match.end()
    return "".join([*pieces, text[end:]]) if pieces else None


def are_words(words: Sequence[str]) -> bool:
    """Return whether `words` are such as `list_content_words` returns."""
    return all(_WORD.fullmatch(word) for word in words) and len({*words}) == len(words)


def is_clean(question: str) -> bool:
    """Return whether `question` is one as it is read: on one line, without what nobody sees."""
    return bool(question) and clean_question(question) == question


def _write_alike(word: str, typed: str) -> str:
    """Return `word` with a capital where `typed` has one, or in capitals."""
    if typed.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if typed[:1].isupper() else word


def _is_common(word: str, language: Language) -> bool:
    return fold_letters(word, language) in _list_common(language)


@cache
def _list_common(language: Language) -> Words:
    return Words.read(fold_letters(word, language) for word, _ in read_words(language))


@cache
def _list_empty(language: Language) -> Words:
    return Words.read(fold_letters(word, language) for tag in _EMPTY for word in list_words(language, tag))
