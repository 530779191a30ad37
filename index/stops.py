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
# "8. 5. 2015", but not the next item: "siehe Abs. 2. 3. Die Gebühr".
_MONTH_IN_FIGURES = re.compile(r"\d{1,2}\.(?!\s+[A-ZÄÖÜ])")
# What names one of many things: "5", "№ 5", "Nr. 5", "IV", "B-12", "B,".
_DESIGNATION = re.compile(r"\d|№|(N|Nrn?\.|Nos?\.)\s?\d|[IVXLХ]+(?![^\W_])|[^\W\d_](?=[-/]?\d|[,;.)])")
_NUMBER_SIGN = re.compile(r"№|(N|Nr\.)\s?\d")
# A number, but no year and no item of a list, which begin sentences: "5", "№ 5", "IV", "S. 5".
_NUMBER = re.compile(r"(?!(1\d|20)\d\d\b|\d{1,2}[.)]\s)(\d|№|N\s?\d|[IVXLХ]+(?![^\W_])|[^\W\d_]{1,6}\.\s?\d)")
_DASH = re.compile(r"[–—/-]")
_ENGLISH_MONTH = re.compile(r"(Jan|Feb|March|Apr|May|June|July|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
_GERMAN_PAGE = re.compile(r"(\d{4},? )?S\.\s?\d")  # "GV. NRW. S. 666", "MBl. NRW. 2018 S. 44"
_GERMAN_COMPOUND = re.compile(r"[^\W\d_](str|pl|bl|Bl|nr|Erl)$")  # "Bahnhofstr", "BGBl", "Hausnr", "RdErl"
_RUSSIAN_STREET = {"ул", "просп", "пр", "пл", "наб", "бул", "бульв", "пер", "ш", "обл"}
_RUSSIAN_ADJECTIVE = re.compile(r"[А-ЯЁ].*(ая|ой|ый|ий|ом|ем|ое|ую)$")


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
    before, after = before.replace("\\", ""), after.replace("\\", "")  # Markdown: "31\. Dezember"
    words = before.split()
    word = words.pop() if words else ""
    last = word.lstrip(_OPENERS)
    previous = words[-1] if words else ""
    if _ORDINAL.match(last):
        return _counts(last, words if word == last else [], after, language)
    forms = _join_letters(words, last), re.split(r"[.–/-]", last)[-1]
    is_street = last in _RUSSIAN_STREET and _RUSSIAN_ADJECTIVE.match(previous)  # "на Ленинском просп."
    if _is_designated(last, after, language) or (_is_listed(forms, ALWAYS[language]) and not is_street):
        return True
    if _RUSSIAN_YEAR.match(forms[0]) and (_FIGURE.match(previous) or "." in forms[0]):
        return _dates_clause(words, after)
    if forms[0] in FINAL or (previous == "и" and last in {"пр", "проч"}):
        return False
    tail = _DASH.split(last)[-1]  # "Graf-Adolf-Str.", "пн.–чт."
    is_short = tail.isalpha() and not _VOWEL.search(tail) and (tail.islower() or tail.istitle())
    is_unit = is_short and last.islower() and (_FIGURE.match(previous) or previous in {"кв.", "куб."})
    if is_unit or is_street:
        return after[:1].isdigit()  # "12,5 m.", "19 ч. 30 мин."
    is_abbreviation = is_short or _LETTERS.match(forms[0]) or _is_listed(forms, SELDOM[language])
    is_abbreviation = is_abbreviation or _looks_abbreviated(word, language)
    return bool(is_abbreviation) and not opens_sentence(after, language)


def _looks_abbreviated(word: str, language: Language) -> bool:
    """Return whether `word` is put together of abbreviations, or begins a bracket as they do."""
    last = word.lstrip(_OPENERS)
    if language is Language.DE and _GERMAN_COMPOUND.search(last):
        return True
    is_gloss = (
        word[:1] in {"(", "["} and last.isalpha() and len(last) <= 7
    )  # "(pop. 12,000)", "(Ger. Brücke)"
    return is_gloss or ".-" in last  # "H.-J.", "Dipl.-Übers."


def _is_designated(last: str, after: str, language: Language) -> bool:
    """Return whether `after` begins with the number of the thing that `last` abbreviates: "Art. IV"."""
    if opens_sentence(after, language):
        return False
    if language is Language.DE and _GERMAN_PAGE.match(after):
        return True
    tail = _DASH.split(last)[-1]
    if language is not Language.EN and tail.isalpha() and not _VOWEL.match(tail[-1]):
        # Unlisted, but short and ending as abbreviations do: "сект. № 3", "Gem. 4".
        longest = 6 if _NUMBER_SIGN.match(after) else 4
        if len(tail) <= longest and _NUMBER.match(after):
            return True
    forms = last, re.split(r"[.–/-]", last)[-1]
    return _is_listed(forms, BEFORE_FIGURE[language]) and _DESIGNATION.match(after) is not None


def _is_listed(forms: tuple[str, str], listed: frozenset[str]) -> bool:
    # A single letter with a capital is another one: "v. Chr.", "e. V."
    return any(form in listed or (len(form) > 1 and form[0].lower() + form[1:] in listed) for form in forms)


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
    if language is Language.EN:
        return _ENGLISH_MONTH.match(after) is not None  # "on 3. May"
    previous = words[-1].lstrip(_OPENERS) if words else ""
    return language is Language.DE and _is_german_ordinal(last, previous, after)


def _is_german_ordinal(last: str, previous: str, after: str) -> bool:
    if begins_with_month(after) or _MONTH_IN_FIGURES.match(after):
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
