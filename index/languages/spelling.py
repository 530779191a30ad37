"""How the words of a language are spelled: spellings of one word, and words typed in Latin letters. Pure.

Latin letters do not tell some letters apart and leave others out, so known words are compared by what is left
without these differences.
"""

import re
import unicodedata
from functools import cache

from index.languages import Language
from index.languages.traits import Script, describe
from index.languages.words import Tag, list_words

# Letters that look alike, as https://www.unicode.org/Public/security/latest/confusables.txt has them.
_LATIN, _CYRILLIC = "aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ"
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN)
_LATIN_LETTER, _CYRILLIC_LETTER = re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")
_MIXED = re.compile("[A-Za-z](?:(?<=[\u0400-\u04ff].)|(?=[\u0400-\u04ff]))")
_LETTERS = re.compile(r"[^\W\d_]+")


def write_one_script(text: str) -> str:
    """Return `text` with each word in letters of one script, where others only look like them.

    Beside such a word, one that is wholly Latin is read as Cyrillic where a Cyrillic language lists it. The
    length stays.
    """
    if not _CYRILLIC_LETTER.search(text) or not _MIXED.search(text):
        return text
    return _LETTERS.sub(lambda word: _write_in_one(word[0]), text)


def _write_in_one(word: str) -> str:
    cyrillic = word.translate(_TO_CYRILLIC)
    if not _LATIN_LETTER.search(cyrillic):
        mixed = _CYRILLIC_LETTER.search(word)
        return cyrillic if mixed or cyrillic.lower() in _list_cyrillic() else word
    latin = word.translate(_TO_LATIN)
    return word if _CYRILLIC_LETTER.search(latin) else latin


@cache
def _list_cyrillic() -> frozenset[str]:
    languages = [each for each in Language if describe(each).script is Script.CYRILLIC]
    return frozenset(word for each in languages for word in list_words(each, Tag.FUNCTION))


def fold_letters(text: str, language: Language) -> str:
    """Return `text` in lower case, with one spelling for each word, in the letters of `language`."""
    text = unicodedata.normalize("NFC", text).lower().replace("’", "'")
    typed = describe(language).typed
    if typed and not typed.own.search(text):
        text = to_own_letters(text, language)
    return _fold(text, language)


def to_own_letters(text: str, language: Language) -> str:
    """Return the lower-case `text`, typed in Latin letters, in those of `language`; what has none stays."""
    typed = describe(language).typed
    if typed is None:
        return text
    for pattern, plain in typed.before:
        text = pattern.sub(plain, text)
    return typed.letters.sub(lambda found: typed.spellings[found[0]], text)


def write_own_letters(text: str, language: Language) -> str:
    """Return `text` in the letters of `language` where it is typed in Latin ones.

    A text with letters of its own is returned as it is: the Latin words in it are names. So is a word with
    letters beyond a–z ("Düsseldorf"), and any text of a language that is written in Latin letters.
    """
    typed = describe(language).typed
    if typed is None or typed.own.search(text):
        return text
    return re.sub(
        r"[^\W\d_]+",
        lambda word: to_own_letters(word[0], language) if word[0].isascii() else word[0],
        text.lower(),
    )


def is_known_typed(word: str, language: Language) -> bool:
    """Return whether the lower-case Latin `word` is one of `language` that chat questions often hold."""
    return _fold(to_own_letters(word, language), language) in _list_typed(language)


@cache
def _list_typed(language: Language) -> frozenset[str]:
    return frozenset(_fold(word, language) for word in list_words(language, Tag.TYPED))


def _fold(text: str, language: Language) -> str:
    return text.translate(describe(language).same or {})
