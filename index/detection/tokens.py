"""The words of a short text: in which script, listed where, and which of them look like names.

Knows how to take a text apart; what its words say about its language is weighed in detect.py.
"""

import re
import unicodedata
from dataclasses import dataclass

from index.detection.candidates import OURS, has_foreign_letter, is_international, languages_of, list_typed
from index.languages.spelling import is_known_typed
from index.languages.traits import Script

_LONGEST = 2_000  # characters read; more would tell nothing new
# Tried once for each run without spaces, and possessive: the first @ and the first dot behind it decide, so
# that a line of @ costs what text costs.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S[^\s@]*+@\S[^\s.]*+\.\S+")
_WORD = re.compile(r"(?<![^\W_])(?<!\d-)[^\W\d_]+(?:['-][^\W\d_]+)*")  # not the rest of 90er or 10-й


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands: `listed` holds the codes of the languages it is a function word of.

    `name_like` words are capitalised inside a sentence, or all there is: they tell little of the language.
    """

    text: str
    script: Script | None  # None: neither Latin nor Cyrillic
    listed: frozenset[str]
    name_like: bool

    @property
    def is_ours(self) -> bool:
        """Return whether it is a function word of a language that the bot speaks."""
        return not self.listed.isdisjoint(OURS)

    @property
    def is_foreign(self) -> bool:
        """Return whether it is a function word of other languages only, or has a letter of theirs."""
        if self.listed:
            return not self.is_ours
        return self.script is not None and has_foreign_letter(self.script, self.text.lower())

    @property
    def is_article(self) -> bool:
        """Return whether it is a short foreign word, such as names and titles bring along: la, el, van."""
        return bool(self.listed) and not self.is_ours and self.script is Script.LATIN and len(self.text) < 4


def read_tokens(text: str) -> list[Token]:
    """Return the words of `text`, which may be empty; addresses of pages and mail are none.

    Only the first 2,000 characters are read. Text in capitals is read as if it were in small letters.
    """
    found = _WORD.findall(_clean(text))
    all_capitalised = all(word[0].isupper() for word in found)
    words = []
    for position, word in enumerate(found):
        script = _find_script(word[0])
        # OB, US, IT among other words are abbreviations, not ob, us, it.
        abbreviation = word.isupper() and len(word) > 1 and len(found) > 1
        listed = frozenset() if abbreviation else _find_listed(word.lower().replace("ё", "е"))
        if is_international(word.lower()):
            name_like = True
        elif len(found) == 1:
            name_like = not listed and _may_be_name(word, script)
        else:
            capitalised = word[0].isupper() and (position > 0 or all_capitalised)
            name_like = capitalised and listed.isdisjoint(OURS)
        words.append(Token(word, script, listed, name_like))
    return words


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", text)[:_LONGEST].replace("’", "'")
    text = _ADDRESS.sub(" ", text)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 3 and sum(map(str.isupper, letters)) > 0.6 * len(letters):
        return text.lower().replace("\u0307", "")  # the dot that Turkish İ leaves behind
    return text


def _find_script(letter: str) -> Script | None:
    if letter < "\u0250" or "\u1e00" <= letter <= "\u1eff":
        return Script.LATIN
    return Script.CYRILLIC if "\u0400" <= letter <= "\u052f" else None


def _find_listed(word: str) -> frozenset[str]:
    listed = languages_of(word) | languages_of(word.partition("'")[0])  # what's, l'accord
    return listed.union(language for language in list_typed(Script.LATIN) if is_known_typed(word, language))


def _may_be_name(word: str, script: Script | None) -> bool:
    """Return whether a word that stands alone may be a name, in Latin letters even without a capital."""
    return word[0].isupper() or (script is Script.LATIN and not has_foreign_letter(script, word))
