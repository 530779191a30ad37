"""Mail addresses, phone numbers, payment cards and accounts in what somebody typed. Pure; keeps nothing.

Knows what such data look like and what only looks like them: dates, times, sums, numbers of papers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import luhn

from bot.phrases import Phrase


class PersonalData(StrEnum):
    """A kind of personal data."""

    MAIL = "mail"
    IBAN = "iban"
    CARD = "card"
    PHONE = "phone"


TAKE_OUT = {
    PersonalData.MAIL: Phrase.PERSONAL_MAIL,
    PersonalData.IBAN: Phrase.PERSONAL_IBAN,
    PersonalData.CARD: Phrase.PERSONAL_CARD,
    PersonalData.PHONE: Phrase.PERSONAL_PHONE,
}
Span = tuple[int, int]

_AT = r"(?:@|\s?[(\[](?:at|ät|собака)[)\]]\s?)"
_DOT = r"(?:\.|\s?[(\[](?:dot|punkt|точка)[)\]]\s?)"
_MAIL = re.compile(
    rf"[\w.%+-]{{0,63}}[\w%+-]{_AT}[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,5}}{_DOT}(?:xn--[a-z0-9-]+|[^\W\d_]{{2,}})",
    re.IGNORECASE,
)
# Spelled out: "at" and "точка" are ordinary words, so that it has to end like an address.
_MAIL_IN_WORDS = re.compile(
    r"""\b[\w.%+-]{1,63} \s(?:at|ät|собака)\s [\w-]{1,63} (?:\s(?:dot|punkt|точка)\s[\w-]{1,63}){0,5}?
    \s(?:dot|punkt|точка)\s (?:com|net|org|info|eu|de|at|ch|uk|fr|ru|su|рф|ру|ком|орг)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_IBAN_START = re.compile(r"(?<![^\W_])[A-Z]{2}[ .-]?[0-9]{2}(?=[ .-]?[A-Z0-9])", re.IGNORECASE | re.ASCII)
_IBAN_REST = re.compile(r"(?:[ .-]?[A-Z0-9]){11,30}", re.IGNORECASE | re.ASCII)
# A dot stands in dates and sums as well: only between four digits and four.
_GROUPS = re.compile(r"(?<!\d)[0-9](?:(?:[ -]|(?<=[0-9]{4})\.(?=[0-9]{4}))?[0-9]){12,}(?!\d)")
_GROUP = re.compile("[0-9]+")
# How the numbers of the issuers of cards begin: Visa, Mastercard, Mir, American Express, Diners, JCB, others.
_ISSUER = re.compile("4|5[0-8]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|220[0-4]|3[4-9]|30|6")
_DATE = re.compile(
    r"""(?<![\d.]) [0-3]?[0-9]\.\s?[01]?[0-9]\.\s?(?:(?:19|20)?[0-9]{2}) (?!\.?\d)
    | (?<!\d) (?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9] (?!\d)
    | (?<!\d) (?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2} (?!\d)
    | (?<!\d) [0-2]?[0-9]:[0-5][0-9] (?!\d)""",
    re.VERBOSE,
)
# What stands before a number says whose it is: not that of a telephone.
_PAPER = re.compile(
    r"""\b(?: ISBN | ISSN | EAN | INN | ИНН | ОГРН | КПП | Az | Aktenzeichen | Drucksache | Vorlage
    | \w*vertrag\w* | \w*artikel\w* | Beschluss | Auftrag\w* | Kennzeichen
    | договор\w* | соглашени\w* | постановлени\w* | распоряжени\w* | артикул\w* | стать\w* | дел[оа]
    | agreement | contract | article | item | order | case | file | document | reference )
    \W*(?: (?: Nr | No | N | Nummer | number | номер ) \W* | №\W* )?$""",
    re.VERBOSE | re.IGNORECASE,
)
_PAPER_YEAR = re.compile(r"/\s?(?:19|20)[0-9]{2}(?![0-9])")
_SUM = re.compile(r"[1-9][0-9]{0,2}(?:[ .][0-9]{3})+")
_SHORTEST_IBAN = 15  # characters: that of Norway
MOST_DIGITS = 19  # of a card
_BEFORE = 40  # characters in which a word says what the number is
_FEWEST_DIGITS = 5  # of any number that is dialled; to look for one without them takes a while
_FEWEST_GERMAN = 9  # digits with the leading zero; what is shorter is rather a number of something else


def find_personal_data(text: str) -> PersonalData | None:
    """Return the kind of personal data that `text` holds, the first of several; None when it holds none."""
    text = unicodedata.normalize("NFKC", text)
    return next((kind for kind, find in _FINDERS.items() if next(find(text), None)), None)


def remove_personal_data(text: str) -> str:
    """Return `text` in NFKC without the personal data in it."""
    text = unicodedata.normalize("NFKC", text)
    for find in _FINDERS.values():
        for start, end in sorted(find(text), reverse=True):
            text = f"{text[:start]} {text[end:]}"
    return text


def _find_mails(text: str) -> Iterator[Span]:
    for pattern in (_MAIL, _MAIL_IN_WORDS):
        yield from (match.span() for match in pattern.finditer(text))


def _find_ibans(text: str) -> Iterator[Span]:
    from stdnum import iban  # noqa: PLC0415 - it reads a file

    for start in _IBAN_START.finditer(text):
        rest = _IBAN_REST.match(text, start.end())
        # A word that follows could be taken for letters of the number.
        ends = range(rest.end(), start.start() + _SHORTEST_IBAN - 1, -1) if rest else ()
        for end in ends:
            if not text[end : end + 1].isalnum() and iban.is_valid(text[start.start() : end]):
                yield start.start(), end
                break


def _find_cards(text: str) -> Iterator[Span]:
    for run in _GROUPS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        # Other numbers may stand before and after that of the card.
        pairs = ((first, last) for n, first in enumerate(groups) for last in groups[n : n + MOST_DIGITS])
        for (start, _), (_, end) in pairs:
            digits = re.sub("[ .-]", "", text[start:end])
            if 13 <= len(digits) <= MOST_DIGITS and _ISSUER.match(digits) and luhn.is_valid(digits):
                yield start, end
                break


def _find_phones(text: str) -> Iterator[Span]:
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    plain = _DATE.sub(lambda match: "x" * len(match[0]), text)
    for region in ("DE", "RU"):
        for match in PhoneNumberMatcher(plain, region, Leniency.VALID):
            before = plain[max(0, match.start - _BEFORE) : match.start]
            if _is_dialled(match.raw_string, region) and not _PAPER.search(before):
                yield match.start, match.end


def _is_dialled(number: str, region: str) -> bool:
    """Return whether `number`, which could be one of a telephone, is written like one in `region`."""
    if _PAPER_YEAR.search(number) or _SUM.fullmatch(number):
        return False
    digits = re.sub(r"\D", "", number)
    if "+" in number or digits.startswith("00"):
        return True
    if region == "DE":
        return digits[0] == "0" and not re.match(r"\(?0[.,]", number) and len(digits) >= _FEWEST_GERMAN
    return (digits[0] in "78" and len(digits) == 11) or (len(digits) == 10 and number[0] in "9(")


_FINDERS: dict[PersonalData, Callable[[str], Iterator[Span]]] = {
    PersonalData.MAIL: _find_mails,
    PersonalData.IBAN: _find_ibans,
    PersonalData.CARD: _find_cards,
    PersonalData.PHONE: _find_phones,
}
