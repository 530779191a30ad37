"""Whether a full stop ends a sentence or belongs to the word before it.

Knows the abbreviations, initials, ordinals and years of German, Russian and English; knows no lines, quotes
or lists (see sentences.py). What no list holds is decided by shape: a single letter or a word without a vowel
is an abbreviation. In doubt the sentence goes on: two sentences quoted together are still true, half a
sentence may say something else.
"""

import re

from index.abbreviations import ALWAYS, BEFORE_FIGURE, FINAL, OPENING, SELDOM
from index.language import Language

# A figure after a noun names a thing and may end the sentence ("Agenda 21."), after a genitive or adjective
# it counts ("Moskaus 870. Geburtstag", "Düsseldorfer 13. Tage"). These nouns only look like the latter.
_GERMAN_NOUN = re.compile(r"\A(Nummer|Zimmer|Ziffer|Gleis|Kreis|Bus|.*haus|.*ufer)$", re.IGNORECASE)
_GERMAN_ARTICLE = re.compile(
    r"\A(d(er|ie|as|em|en|es)|im|am|zu[mr]|vom|beim|ins|ans|seit|nach|vor|bis|ab|und|oder|sowie|als|jede.?|"
    r"diese.?|(k?ein|mein|sein|ihr|unser)(e[mnrs]?)?)$",
    re.IGNORECASE,
)
_GERMAN_MONTH = re.compile(r"(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\b")
_RUSSIAN_YEAR = re.compile(r"\A(гг?|вв?|(.*\.)?н\.э)$")
# What can stand between the beginning of a clause and "г.": "в начале июня 1992 г."
_RUSSIAN_DATE = re.compile(
    r"\A(\d[\dхео–—-]*|[IVXХ]+|[–—-]|янв\w*|фев\w*|марта?|апр\w*|ма[йяе]|июн\w*|июл\w*|авг\w*|сен\w*|окт\w*|ноя\w*|"
    r"дек\w*|в|во|с|со|к|до|от|на|по|из|за|уже|ещё|еще|лишь|только|около|весной|летом|осенью|зимой|начале|"
    r"конце|середине|н|гг?|вв?)\.?$",
    re.IGNORECASE,
)
_RUSSIAN_CONJUNCTION = {
    *("а", "и", "но", "или", "что", "как", "когда", "где", "если", "хотя", "чтобы", "поскольку"),
}

_ORDINAL = re.compile(r"\A(?:\d{1,3}\.?[/–-]|\d{1,2}\.(?!\d{3}))?(\d{1,3}|[IVX]{2,})$")
_FIGURE = re.compile(r"\A([\d.,×–—-]*\d[.,]?(-?\w{1,2})?|[IVXХ]+)$")
_DAY = re.compile(r"\d{1,2}\.")
_LETTERS = re.compile(r"\A(?:[^\W\d_]\.)*[^\W\d_]$")
_VOWEL = re.compile(r"[aeiouyäöüаеёиоуыэюя]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = "([{\"'`«»„“”‘’‚‹›*_"


def opens_sentence(after: str, language: Language) -> bool:
    """Return whether `after` begins with a word that opens sentences and is no initial ("В." in Russian)."""
    word = _WORD.match(after)
    return word is not None and word[0] in OPENING[language] and not after.startswith(".", word.end())


def begins_with_month(text: str, position: int = 0) -> bool:
    """Return whether a German month, in full or abbreviated, begins at `position`."""
    return _GERMAN_MONTH.match(text, position) is not None


def goes_on(before: str, after: str, language: Language) -> bool:
    """Return whether the full stop between `before` and `after` belongs to the last word of `before`.

    `before` is the sentence up to the stop, the stop not included; `after` begins with the next word.
    """
    words = before.split()
    word = words.pop() if words else ""
    last = word.lstrip(_OPENERS)
    previous = words[-1] if words else ""
    if _ORDINAL.match(last):
        return _counts(last, words if word == last else [], after, language)
    forms = _join_letters(words, last), re.split(r"[.–/-]", last)[-1]
    to_figure = after[:1].isdigit()
    if _is_listed(forms, ALWAYS[language]) or (to_figure and _is_listed(forms, BEFORE_FIGURE[language])):
        return True
    if _RUSSIAN_YEAR.match(forms[0]) and (_FIGURE.match(previous) or "." in forms[0]):
        return _dates_clause(words, after)
    if forms[0] in FINAL:
        return False
    is_short = last.isalpha() and not _VOWEL.search(last) and (last.islower() or last.istitle())
    if is_short and last.islower() and (_FIGURE.match(previous) or previous in {"кв.", "куб."}):
        return to_figure  # a unit: "12,5 m.", "19 ч. 30 мин."
    is_abbreviation = is_short or _LETTERS.match(forms[0]) or _is_listed(forms, SELDOM[language])
    return bool(is_abbreviation) and not opens_sentence(after, language)


def _is_listed(forms: tuple[str, str], listed: frozenset[str]) -> bool:
    return any(form in listed or form[:1].lower() + form[1:] in listed for form in forms)


def _join_letters(words: list[str], last: str) -> str:
    """Return `last` with the single letters before it: "B" after "z." is "z.B"."""
    name = last
    for word in reversed(words):
        letter = word.lstrip(_OPENERS)
        if len(letter) != 2 or not letter[0].isalpha() or letter[1] != ".":
            break
        name = letter + name
    return name


def _counts(last: str, words: list[str], after: str, language: Language) -> bool:
    """Return whether a figure with a stop counts ("der 8. Tag") and does not end the sentence.

    `words` are those before it in the sentence, or in the bracket or quote that it opens.
    """
    if not words and len(last) < 6:
        return True  # "13. Düsseldorfer Tage", "1. The first point", "12.10. Eröffnung"
    previous = words[-1].lstrip(_OPENERS) if words else ""
    return language is Language.DE and _is_german_ordinal(last, previous, after)


def _is_german_ordinal(last: str, previous: str, after: str) -> bool:
    if begins_with_month(after) or _DAY.match(after):
        return True
    if after[:1].isdigit():
        return _DAY.fullmatch(previous) is not None  # the year of "8. 5. 2015"
    if opens_sentence(after, Language.DE):
        return False
    figure = _ORDINAL.sub(r"\1", last)
    if not figure.isdecimal() or _GERMAN_ARTICLE.match(previous) or previous in OPENING[Language.DE]:
        return True
    if previous[:1].isupper():
        return not _GERMAN_NOUN.match(previous) and previous.endswith(("s", "er", ","))
    return int(figure) <= 31


def _dates_clause(words: list[str], after: str) -> bool:
    """Return whether a year ("1992 г.") only dates what follows: nothing else stands before it in its clause.

    Before an initial it goes on as well: "подписано в 1992 г. Ю. М. Лужковым".
    """
    if re.match(r"[^\W\d_]\.", after):
        return True
    rest = list(words)
    while rest and _RUSSIAN_DATE.match(rest[-1].lstrip(_OPENERS)):
        rest.pop()
    if not rest:
        return True
    opens_clause = rest[-1][-1] in ",;:(" or rest[-1].lower() in _RUSSIAN_CONJUNCTION
    return opens_clause and not opens_sentence(after, Language.RU)
