"""Which messages are small talk, and the phrase that answers them. By the tagged words of all languages."""

import re
from functools import cache

from index.languages import Language
from index.languages.messages import key
from index.languages.traits import describe
from index.languages.words import Tag, list_all_words

# The kinds of small talk; where a message is of several, the first is answered.
_KINDS = {
    Tag.THANKS: key("thanks"),
    Tag.FAREWELL: key("farewell"),
    Tag.SELF: key("self"),
    Tag.GREETING: key("greeting"),
}
TALK = tuple(_KINDS.values())
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W\d_]+")


def find_small_talk(text: str) -> str | None:
    """Return the phrase that answers `text` when it is nothing but small talk, or no words; else None."""
    if not any(character.isalnum() for character in text):
        return key("unclear")
    words = set(_WORD.findall(text.casefold().replace("ё", "е")))
    if not words or len(words) > _MOST_WORDS or any(map(str.isdigit, text)):
        return None
    if words <= _list(Tag.REPLY):
        return key("unclear")
    kinds = {kind for kind in _KINDS if words & _list(kind)}
    if asks_who := _asks_who(words):
        kinds.add(Tag.SELF)
    if any(greeting <= words for language in Language for greeting in describe(language).greetings):
        kinds.add(Tag.GREETING)
    known = _list(*_KINDS, Tag.CHAT)
    if Tag.THANKS in kinds:
        known |= _list(Tag.THANKFUL)
    if asks_who:
        known |= _list(Tag.MACHINE, Tag.SPEAKER, Tag.HERE, Tag.BETWEEN)
    return (
        next((phrase for kind, phrase in _KINDS.items() if kind in kinds), None) if words <= known else None
    )


def _asks_who(words: set[str]) -> bool:
    """Return whether `words` may ask what answers here, a machine or a person; the other words are known."""
    machine, speaker, here = (words & _list(tag) for tag in (Tag.MACHINE, Tag.SPEAKER, Tag.HERE))
    return bool(machine or (speaker and here))


@cache
def _list(*tags: Tag) -> frozenset[str]:
    """Return the words with one of `tags`, as they are compared."""
    return frozenset(word.casefold() for tag in tags for word in list_all_words(tag))
