"""Mail addresses, phone numbers, payment cards and accounts in what somebody typed. Pure; keeps nothing.

Knows what such data look like and what only looks like them: dates, times, sums, numbers of papers.
The time grows in proportion to the text: what a pattern repeats is told apart by its first characters,
or is short.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from typing import NamedTuple

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number
from stdnum import luhn
from stdnum.iso7064 import mod_97_10

from index.languages import FOLDER, Language
from index.languages.messages import key
from index.languages.traits import Telephone, describe


class PersonalData(StrEnum):
    """A kind of personal data."""

    MAIL = "mail"
    IBAN = "iban"
    CARD = "card"
    PHONE = "phone"


class Found(NamedTuple):
    """Where personal data stand, and how they read in the one way in which they are compared."""

    start: int
    end: int
    plain: str


TAKE_OUT = {
    PersonalData.MAIL: key("personal_mail"),
    PersonalData.IBAN: key("personal_iban"),
    PersonalData.CARD: key("personal_card"),
    PersonalData.PHONE: key("personal_phone"),
}

# --- what they look like

_OPEN, _CLOSE = r"\s?[(\[{<|\"'„“«]\s?", r"\s?[)\]}>|\"'“”»]\s?"
_LOCAL = re.compile(r"[\w.%+-]*[\w%+-]$")
_TOP = re.compile(r"xn--[a-z0-9-]+|[^\W\d_]{2,}", re.IGNORECASE)
_LONGEST_LOCAL = 64  # characters
_MOST_LABELS = 8
# Of a domain with words or blanks in it: "at" and "точка" are ordinary words, so that it has to end like one.
_TOPS = re.compile("com|net|org|eu|de|uk|ru|рф|info|at|ch|fr|su|me|edu|ру|ком|орг")
_TOPS_AFTER_BLANK = re.compile("com|net|org|eu|de|uk|ru|рф|ру")  # no words with which a sentence begins
_MAIL_SERVICES = re.compile(
    "web|gmx|gmail|googlemail|posteo|freenet|t-online|yahoo|hotmail|outlook|icloud|aol|proton|protonmail"
    "|mail|yandex|ya|rambler|bk|list|inbox"
)
_GAP = r"(?:\s?[./_|·,–—-]\s?|\s)"  # between the groups of a number
_IBAN_START = re.compile(
    rf"(?:(?<![^\W_])|(?<=IBAN))[A-Z]{{2}}{_GAP}?[0-9]{{2}}(?={_GAP}?[A-Z0-9])", re.IGNORECASE | re.ASCII
)
_IBAN_REST = re.compile(rf"(?:{_GAP}?[A-Z0-9]){{11,30}}", re.IGNORECASE | re.ASCII)
_SHORTEST_IBAN = 15  # characters: that of Norway
# Dots and strokes stand in dates and sums as well: only after four digits and before three.
_GROUPS = re.compile(rf"(?<!\d)[0-9](?:(?:[ -]|(?<=[0-9]{{4}}){_GAP}(?=[0-9]{{3}}))?[0-9]){{13,}}(?!\d)")
_GROUP = re.compile("[0-9]+")
# How the numbers of the issuers of cards begin: Visa, Mastercard, Mir, American Express, Diners, JCB, others.
_ISSUER = re.compile("4|5[0-8]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|220[0-4]|3[4-9]|30|6")
FEWEST_DIGITS, MOST_DIGITS = 14, 19  # of a card; numbers of goods and companies have 13
_UNDIALLED = re.compile("(?<=[0-9])[_|*](?=[0-9])")  # signs that the library does not know between groups
_FEWEST_DIALLED = 5  # digits of any number that is dialled; to look for one without them takes a while

# --- what only looks like them

_DATE = re.compile(
    r"""(?<![\d.]) [0-3]?[0-9]\.\s?[01]?[0-9]\.\s?(?:(?:19|20)?[0-9]{2}) (?!\.?\d)
    | (?<!\d) (?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9] (?!\d)
    | (?<!\d) (?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2} (?!\d)
    | (?<!\d) [0-2]?[0-9]:[0-5][0-9] (?!\d)""",
    re.VERBOSE,
)
_PAPER_YEAR = re.compile(r"/\s?(?:19|20)[0-9]{2}(?![0-9])")
_SUM = re.compile(r"[1-9][0-9]{0,2}(?:[ .][0-9]{3})+")
_BEFORE = 40  # characters in which a word says what follows


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How personal data are spoken of, in all languages."""

    at: re.Pattern[str]
    dot: re.Pattern[str]
    label: re.Pattern[str]  # of a domain
    where: re.Pattern[str]  # "at" alone also says where something is: before a domain it takes more
    says_mail: re.Pattern[str]
    paper: re.Pattern[str]  # before a number, says whose it is: not that of a telephone


@cache
def _read_patterns() -> _Patterns:
    tables = [
        tomllib.loads((FOLDER / language / "personal.toml").read_text("utf-8")) for language in Language
    ]

    def join(key: str) -> str:
        """Return what stands under `key` in any language: the longer before how they begin."""
        found = {each for table in tables for each in table[key]}
        return "|".join(sorted(found, key=lambda each: (-len(each), each))) or "(?!)"

    at, dot, number = join("at"), join("dot"), join("number")
    patterns = {
        "at": rf"\s?(?:@|%40|\(a\)|\[a\])\s?|{_OPEN}(?:@|{at}){_CLOSE}|[\s_*-](?:{at})[\s_*-]",
        "dot": rf"{_OPEN}(?:\.|{dot}){_CLOSE}|[\s_*-](?:{dot})[\s_*-]|\s?\.\s?|,|\s",
        "label": rf"[^\W_](?:[^\W_]|-(?!(?:{dot})-))*",
        "where": join("where"),
        "says_mail": rf"(?:(?:{join('mail')})\s?(?:[:=–—-]|{join('is')})|{join('write_to')})\W{{1,3}}$",
        # After the name of a number a colon may stand, after that of a thing any number.
        "paper": rf"\b(?:(?:{join('number_names')})\W*"
        rf"|(?:{join('numbered')})(?:[\s/]|\W*(?:№|(?:{number})\b)\W*))$",
    }
    return _Patterns(**{name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()})


def find_personal_data(text: str, own: Collection[str] = ()) -> PersonalData | None:
    """Return the kind of personal data that `text` holds, the first of several; None when it holds none.

    What is the city's `own`, written as `plain_contact` returns it, does not count.
    """
    text = unicodedata.normalize("NFKC", text)
    for kind, find in _FINDERS.items():
        for start, end, plain in find(text):
            if not any(fnmatchcase(plain, each) for each in own):
                return kind
            text = text[:start] + " " * (end - start) + text[end:]  # its digits are no other number
    return None


def remove_personal_data(text: str) -> str:
    """Return `text` in NFKC without the personal data in it."""
    text = unicodedata.normalize("NFKC", text)
    for find in _FINDERS.values():
        for start, end, _ in sorted(find(text), reverse=True):
            text = f"{text[:start]} {text[end:]}"
    return text


def plain_contact(contact: str) -> str | None:
    """Return `contact` as it is compared: a mail address, a telephone number with its `+`, or an IBAN.

    A `*` may stand for every name before the `@`, or for whatever follows the digits of a telephone number.
    None when it is none of these.
    """
    if "@" in contact:
        return contact.lower() if re.fullmatch(r"(?:\*|[\w.%+-]+)@[\w.-]+\.[^\W\d_]{2,}", contact) else None
    plain = re.sub(r"\(0\)|[\s()./_-]", "", contact).upper()
    if re.fullmatch(r"\+[1-9][0-9]{4,14}\*?", plain):
        return plain
    return next((found.plain for found in _find_ibans(plain) if found.plain == plain), None)


def _find_mails(text: str) -> Iterator[Found]:
    for at in _read_patterns().at.finditer(text):
        local = _LOCAL.search(text, max(0, at.start() - _LONGEST_LOCAL), at.start())
        domain = _find_domain(text, at)
        if local and domain and (_is_sign(text, at, domain) or _is_addressed(text, local, domain)):
            yield Found(local.start(), domain.end, f"{local[0].lower()}@{domain.plain}")


def _find_domain(text: str, at: re.Match[str]) -> Found | None:
    """Return the longest domain that begins after `at`."""
    words, found, plain = _read_patterns(), None, ""
    label = words.label.match(text, at.end())
    for _ in range(_MOST_LABELS):
        dot = label and words.dot.match(text, label.end())
        if not (label and dot):
            break
        plain += f"{label[0].lower()}."
        top = _TOP.match(text, dot.end())
        if top and _ends_domain(at[0], dot[0], top[0].lower()):
            found = Found(at.end(), top.end(), plain + top[0].lower())
        label = None if dot[0] in " ," else words.label.match(text, dot.end())
    return found


def _ends_domain(at: str, dot: str, top: str) -> bool:
    if _is_clear(at, "@") and _is_clear(dot, "."):
        return True
    if dot in " ,":
        return bool(_TOPS_AFTER_BLANK.fullmatch(top)) and not _read_patterns().where.fullmatch(at.strip())
    tops = _TOPS_AFTER_BLANK if dot.strip() == "." != dot else _TOPS
    return bool(tops.fullmatch(top))


def _is_clear(sign: str, plain: str) -> bool:
    """Return whether `sign` is the `plain` one without blanks, or stands in brackets."""
    return sign == plain or (len(sign.strip()) > 2 and not sign.strip(" _*-")[0].isalnum())


def _is_sign(text: str, at: re.Match[str], domain: Found) -> bool:
    """Return whether `at` can only be the sign in an address, or the dots are spelled out as well."""
    is_spelled = text[domain.start : domain.end].lower() != domain.plain
    return is_spelled or not _read_patterns().where.fullmatch(at[0].strip(" _*-"))


def _is_addressed(text: str, local: re.Match[str], domain: Found) -> bool:
    """Return whether what stands before "at" is a name at a domain, not something that is found there."""
    if _MAIL_SERVICES.fullmatch(domain.plain.partition(".")[0]):
        return True
    before = text[max(0, local.start() - _BEFORE) : local.start()]
    is_name = re.search("[._+]", local[0]) and not local[0].startswith("www")
    return bool(is_name or _read_patterns().says_mail.search(before))


def _find_ibans(text: str) -> Iterator[Found]:
    from stdnum import iban  # noqa: PLC0415 - it reads a file

    for begin in _IBAN_START.finditer(text):
        rest = _IBAN_REST.match(text, begin.end())
        start = begin.start()
        # A word that follows could be taken for letters of the number.
        for end in range(rest.end(), start + _SHORTEST_IBAN - 1, -1) if rest else ():
            if not text[end - 1].isalnum() or text[end : end + 1].isalnum():
                continue
            plain = re.sub(r"[\W_]", "", text[start:end]).upper()
            # The checksum first: to look up what a country's numbers look like costs five times as much.
            if mod_97_10.is_valid(plain[4:] + plain[:4]) and iban.is_valid(plain):
                yield Found(start, end, plain)
                break


def _find_cards(text: str) -> Iterator[Found]:
    for run in _GROUPS.finditer(text):
        groups = [group.span() for group in _GROUP.finditer(text, *run.span())]
        # Other numbers may stand before and after that of the card.
        pairs = ((first, last) for n, first in enumerate(groups) for last in groups[n : n + MOST_DIGITS])
        for (start, _), (_, end) in pairs:
            digits = re.sub(r"\D", "", text[start:end])
            if (
                FEWEST_DIGITS <= len(digits) <= MOST_DIGITS
                and _ISSUER.match(digits)
                and luhn.is_valid(digits)
            ):
                yield Found(start, end, digits)
                break


def _find_phones(text: str) -> Iterator[Found]:
    if sum(map(str.isdigit, text)) < _FEWEST_DIALLED:
        return
    plain = _UNDIALLED.sub("-", _DATE.sub(lambda match: "x" * len(match[0]), text))
    telephones = [telephone for language in Language if (telephone := describe(language).telephone)]
    for telephone in telephones:
        for match in PhoneNumberMatcher(plain, telephone.region, Leniency.VALID):
            before = plain[max(0, match.start - _BEFORE) : match.start]
            if "+" in match.raw_string or (
                _is_dialled(match.raw_string, telephone) and not _read_patterns().paper.search(before)
            ):
                yield Found(match.start, match.end, format_number(match.number, PhoneNumberFormat.E164))


def _is_dialled(number: str, telephone: Telephone) -> bool:
    """Return whether `number`, which could be one of a telephone, is written as those that are dialled."""
    if _PAPER_YEAR.search(number) or _SUM.fullmatch(number):
        return False
    return re.sub(r"\D", "", number).startswith("00") or telephone.written.fullmatch(number) is not None


_FINDERS: dict[PersonalData, Callable[[str], Iterator[Found]]] = {
    PersonalData.MAIL: _find_mails,
    PersonalData.IBAN: _find_ibans,
    PersonalData.CARD: _find_cards,
    PersonalData.PHONE: _find_phones,
}
