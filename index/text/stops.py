"""Whether a full stop ends a sentence or belongs to the word before it.

Knows abbreviations, initials, ordinals and years, by the rules of each language; knows no lines, quotes or
lists (see sentences.py). What no list holds is decided by shape: a single letter or a word without a vowel
is an abbreviation. In doubt the sentence goes on: two sentences quoted together are still true, half a
sentence may say something else.
"""

import re

from index.languages import Language
from index.text.endings import looks_cut
from index.text.rules import Ordinals, Year, read_rules, read_shared_rules

_ORDINAL = re.compile(r"\A(?:\d{1,3}\.?[/–-]|\d{1,2}\.(?!\d{3}))?(\d{1,3}|[IVX]{2,})$")
_SECTION = re.compile(r"\A\d{1,2}(?:\.\d{1,2})+$")  # "Section 2.1. Travel"
_LABEL = re.compile(
    r"\A(?:(?!(?:19|20)\d\d)\d{1,4}[^\W\d_]?|[IVXХ]+\d?|[^\W\d_]|\d{1,2}(?:\.\d{1,2})+|\d{1,2}\.?[/–-]\d{1,2})$"
)
_FIGURE = re.compile(r"\A([\d.,×–—-]*\d[.,]?(-?\w{1,2})?|[IVXХ]+)$")
_DAY = re.compile(r"\d{1,2}\.")
_CITED = re.compile(r"\A\d{1,3}[a-z]?,?$")
_LETTERS = re.compile(r"\A(?:[^\W\d_]\.)*[^\W\d_]$")
_INITIAL = re.compile(r"[^\W\d_]\.")
_WORD = re.compile(r"[^\W\d_]+")
_OPENERS = "([{\"'`«»„“”‘’‚‹›*_"
# "8. 5. 2015", but not the next item: "siehe Abs. 2. 3. Die Gebühr".
_MONTH_IN_FIGURES = re.compile(r"\d{1,2}\.(?!\s+[A-ZÄÖÜ])")
# What names one of many things: "5", "№ 5", "Nr. 5", "IV", "B-12", "B,", "B zu", the law "StGB".
_DESIGNATION = re.compile(
    r"\d|№|(N|Nrn?\.|Nos?\.)\s?\d|[IVXLХ]+(?![^\W_])|"
    r"[^\W\d_](?=[-/ ]?\d|[,;.)]| [^\W\d_A-ZÄÖÜА-ЯЁ]| №)|[A-ZÄÖÜ][a-zäöü]{0,5}[A-ZÄÖÜ]"
)
_LETTERED = re.compile(r"[^\W\d_][,;)]")  # "лит. А, стр. 2", though "А" opens sentences
_NUMBER_SIGN = re.compile(r"№|(N|Nr\.)\s?\d")
# A number, but no year and no item of a list, which begin sentences: "5", "№ 5", "IV", "S. 5".
_NUMBER = re.compile(
    r"(?!(1\d|20)\d\d\b|\d{1,2}(\.\d{1,2})*[.)]\s)(\d|№|N\s?\d|[IVXLХ]+(?![^\W_])|[^\W\d_]{1,6}\.\s?\d)"
)
_MARK = re.compile(r"[.–/-]")
_JOINED = re.compile(r"(?:[^\W\d_]{1,5}\.)+[A-ZÄÖÜА-ЯЁ][^\W\d_]{0,4}\Z")  # "Pub.L", "Ct.App"
_DASH = re.compile(r"[–—/-]")


def opens_sentence(after: str, language: Language) -> bool:
    """Return whether `after` begins with a word that opens sentences and is no initial ("В." in Russian)."""
    word = _WORD.match(after)
    return (
        word is not None and word[0] in read_rules(language).opening and not after.startswith(".", word.end())
    )


def has_ordinals(language: Language) -> bool:
    """Return whether `language` writes ordinals with a full stop: "der 8. Tag"."""
    return read_rules(language).ordinals is not None


def begins_with_month(text: str, language: Language, position: int = 0) -> bool:
    """Return whether a month of `language`, in full or abbreviated, begins at `position`."""
    month = read_rules(language).month
    return month is not None and month.match(text, position) is not None


def goes_on(before: str, after: str, language: Language) -> bool:
    """Return whether the full stop between `before` and `after` belongs to the last word of `before`.

    `before` is the sentence up to the stop, the stop not included; `after` begins with the next word.
    """
    before, after = before.replace("\\", ""), after.replace("\\", "")  # Markdown: "31\. Dezember"
    words = before.split()
    word = words.pop() if words else ""
    last = word.lstrip(_OPENERS)
    is_figure = _ORDINAL.match(last) or _SECTION.match(last)
    if is_figure or _LABEL.match(last):
        opening = words if word == last else []  # those before it in the bracket or quote that it opens
        if _is_label(opening, after, language):
            return True
        if is_figure:
            return _counts(last, opening, after, language)
    return _is_cut_short(words, word, after, language)


def _is_cut_short(words: list[str], word: str, after: str, language: Language) -> bool:
    """Return whether `word` behind `words` is an abbreviation that does not end the sentence."""
    rules, shared = read_rules(language), read_shared_rules()
    last, previous = word.lstrip(_OPENERS), words[-1] if words else ""
    name = _join_letters(words, last)
    spellings = _find_spellings(name, _MARK.split(last)[-1])
    is_street = any(last in street.kinds and street.name.match(previous) for street in shared.streets)
    is_listed = not (is_street or spellings.isdisjoint(rules.always))
    if is_listed or _is_designated(last, spellings, after, language):
        return True
    for year in shared.years:
        if year.word.match(name) and (_FIGURE.match(previous) or "." in name):
            return _dates_clause(words, after, year)
    if name in shared.final or f"{previous} {last}" in shared.final:
        return False
    tail = _DASH.split(last)[-1]  # "Graf-Adolf-Str.", "пн.–чт."
    is_short = tail.isalpha() and not shared.vowel.search(tail) and (tail.islower() or tail.istitle())
    is_unit = is_short and last.islower() and (previous[-1:].isdigit() or previous in shared.measures)
    if is_unit or is_street:  # "12,5 m.", "19 ч. 30 мин.", but "Bl. 12 d. A."
        return after[:1].isdigit() or (len(last) == 1 and _INITIAL.match(after) is not None)
    is_name = rules.lettered is not None and len(last) == 1 and rules.lettered.match(previous)  # "Anlage B."
    is_abbreviation = is_short or _LETTERS.match(name) or not spellings.isdisjoint(rules.seldom)
    if spellings.isdisjoint(rules.before_figure):  # those are ordinary words elsewhere
        is_abbreviation = is_abbreviation or _looks_abbreviated(word, language)
    return bool(is_abbreviation) and not is_name and not opens_sentence(after, language)


def _is_label(words: list[str], after: str, language: Language) -> bool:
    """Return whether a number behind `words` heads what follows: "2.1. The fees", "Article 5. Fees"."""
    if not words:
        return True
    named = words[-1].lstrip(_OPENERS)
    is_named = len(words) == 1 and (named[:1].isupper() or named == "§")
    return is_named and not opens_sentence(after, language)


def _looks_abbreviated(word: str, language: Language) -> bool:
    """Return whether `word` is cut, is put together of abbreviations, or begins a bracket as they do."""
    last, compound = word.lstrip(_OPENERS), read_rules(language).compound
    if looks_cut(_DASH.split(last)[-1], language) or (compound and compound.search(last)):
        return True
    is_gloss = (
        word[:1] in {"(", "["} and last.isalpha() and len(last) <= 7
    )  # "(pop. 12,000)", "(Ger. Brücke)"
    return is_gloss or ".-" in last or _JOINED.match(last) is not None  # "H.-J.", "Dipl.-Übers."


def _is_designated(last: str, spellings: set[str], after: str, language: Language) -> bool:
    """Return whether `after` begins with the number of the thing that `last` abbreviates: "Art. IV"."""
    rules = read_rules(language)
    if opens_sentence(after, language) and not _LETTERED.match(after):
        return False
    if rules.reference and rules.reference.match(after):
        return True
    tail = _DASH.split(last)[-1]
    is_word = tail.capitalize() in rules.opening  # "ist", "um"
    ends_short = tail.isalpha() and not is_word and not read_shared_rules().vowel.match(tail[-1])
    if rules.short_before_number and ends_short:
        # Unlisted, but short and ending as abbreviations do: "сект. № 3", "Gem. 4".
        longest = 6 if _NUMBER_SIGN.match(after) else 4
        if len(tail) <= longest and _NUMBER.match(after):
            return True
    return _DESIGNATION.match(after) is not None and not spellings.isdisjoint(rules.before_figure)


def _find_spellings(*words: str) -> set[str]:
    """Return `words` as the lists may hold them, with a small letter as well.

    A single letter with a capital is another abbreviation: "v. Chr.", "e. V."
    """
    return {*words, *[word[0].lower() + word[1:] for word in words if len(word) > 1 and word[0].isupper()]}


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
    before = words[-1] if words else ""
    # an item: "Beschlossen: 1. Die Reise"
    is_item = last.isdecimal() and before.endswith(":") and before[:-1].isalpha()
    if is_item:
        return True
    if not _ORDINAL.match(last):
        return False  # "4.3.2."
    ordinals = read_rules(language).ordinals
    if ordinals is None:
        return begins_with_month(after, language)  # "on 3. May"
    if _is_cited(words, language, ordinals):
        return begins_with_month(after, language)  # "am Do. 12. Oktober", but not "§ 12. Gebühren"
    return _is_ordinal(last, before.lstrip(_OPENERS), after, language, ordinals)


def _is_cited(words: list[str], language: Language, ordinals: Ordinals) -> bool:
    """Return whether the figure behind `words` names a part of a law: "§ 3", "§§ 3, 5 und 7", "Abt. III"."""
    rest = list(words)
    while rest and (rest[-1] in ordinals.joining or _CITED.match(rest[-1])):
        rest.pop()
    sign = rest[-1].lstrip(_OPENERS) if rest else ""
    return sign in {"§", "§§"} or (sign[-1:] == "." and sign[:-1] in read_rules(language).before_figure)


def _is_ordinal(last: str, previous: str, after: str, language: Language, ordinals: Ordinals) -> bool:
    if begins_with_month(after, language) or _MONTH_IN_FIGURES.match(after):
        return True
    if after[:1].isdigit():
        return _DAY.fullmatch(previous) is not None  # the year of "8. 5. 2015"
    if opens_sentence(after, language):
        return False
    figure = _ORDINAL.sub(r"\1", last)
    opens = previous in read_rules(language).opening
    if not figure.isdecimal() or ordinals.article.match(previous) or opens:
        return True
    if previous[:1].isupper():
        return not ordinals.noun.match(previous) and ordinals.adjective.search(previous) is not None
    # "im vollendeten 65. Lebensjahr"; "unter 2.1. Gebühren": dates have a word before them
    return (int(figure) <= 31 or previous.endswith(("en", "er", "es"))) and "." not in last


def _dates_clause(words: list[str], after: str, year: Year) -> bool:
    """Return whether a year ("1992 г.") only dates what follows: nothing else stands before it in its clause.

    Before an initial it goes on as well: "подписано в 1992 г. Ю. М. Лужковым".
    """
    if _INITIAL.match(after):
        return True
    rest = list(words)
    while rest and year.date.match(rest[-1].lstrip(_OPENERS)):
        rest.pop()
    if not rest:
        return True
    opens_clause = rest[-1][-1] in ",;:(" or rest[-1].lower() in year.conjunctions
    return opens_clause and not opens_sentence(after, year.language)
