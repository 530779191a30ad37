"""Dates in running text, each as YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD, however it is written. Pure.

Knows the names of months in every language that the program has; not which event a date belongs to.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from index.languages import Language
from index.languages.messages import find_locale
from index.languages.traits import describe

_LONGEST_NAME = 10  # of a month
_NAME = rf"(?P<name>[^\W\d_]{{3,{_LONGEST_NAME}}})"
_NAME_BEFORE = re.compile(rf"(?<!\w){_NAME}\.?\s\Z")
_NUMBER = re.compile(r"\d+")
_BEFORE = r"(?<![\w.-])(?<!\d,)"
_BEHIND = r"(?!\w|[.,-]\d)"


class Found(NamedTuple):
    """A date in a text: its value, and where it is written."""

    value: str
    start: int
    end: int


def find_dates(text: str) -> Iterator[Found]:
    """Yield the dates in `text`, in order; a number that may be one, such as 1,992, is none.

    Of 8/9/2016 the day stands first. What is no day of the calendar is no date.
    """
    end = 0
    for number in _NUMBER.finditer(text):
        if (start := number.start()) < end:
            continue
        name = _NAME_BEFORE.search(text, max(end, start - _LONGEST_NAME - 2), start)
        is_month = name is not None and name["name"].lower() in _read_months()
        found = (_read(text, name.start()) if name and is_month else None) or _read(text, start)
        if found:
            end = found.end
            yield found


def write_out_dates(text: str, language: Language) -> str:
    """Return `text` with each whole date as `language` writes it out: 22 September 2016."""
    from babel.dates import format_date  # noqa: PLC0415 - not every text holds a date

    parts: list[str] = []
    position = 0
    for value, start, end in find_dates(text):
        if len(value) == len("2016-09-22"):
            day = format_date(date.fromisoformat(value), describe(language).day, find_locale(language))
            parts += [text[position:start], day]
            position = end
    return "".join([*parts, text[position:]])


def is_compatible(one: str, other: str) -> bool:
    """Return whether two dates may mean the same day: 1992-06 and 1992-06-01 may."""
    if one.startswith("--") or other.startswith("--"):
        return one[-5:] == other[-5:] or min(len(one), len(other)) < len("--06-01")
    return one.startswith(other) or other.startswith(one)


def _read(text: str, start: int) -> Found | None:
    """Return the date that is written from `start` on, None without one."""
    for pattern in _list_patterns():
        match = pattern.match(text, start)
        value = match and _write_value(**match.groupdict())
        if match and value:
            return Found(value, *match.span())
    return None


def _write_value(
    year: str | None = None, month: str | None = None, day: str | None = None, name: str | None = None
) -> str | None:
    number = _read_months().get(name.lower(), 0) if name else int(month or 1)
    try:
        whole = date(int(year or 2000), number, int(day or 1)).isoformat()  # 2000 had a 29 February
    except ValueError:
        return None
    if year is None:
        return f"--{whole[5:]}"
    return whole if day else whole[:7] if name else year


@cache
def _list_patterns() -> tuple[re.Pattern[str], ...]:
    """Return how dates are written, the longest first: the first that reads is the one that is meant."""
    ordinals = "|".join(ordinal for language in Language if (ordinal := describe(language).ordinal))
    month = r"(?P<month>\d{1,2})"
    day, year = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
    nth, of_year = rf"{day}(?:{ordinals})?", rf",?\s{year}"
    numbers = (
        rf"{year}-(?P<month>\d\d)-(?P<day>\d\d)(?:T\d\d:\d\d)?",
        rf"{day}\.\s?{month}\.\s?{year}",
        rf"{day}/{month}/{year}",
        rf"{month}/{day}/{year}",  # American
    )
    named = (
        rf"{nth}\s{_NAME}\.?{of_year}",
        rf"{_NAME}\.?\s{nth}{of_year}",
        rf"{nth}\s{_NAME}",
        rf"{_NAME}\.?\s{year}",
        rf"{_NAME}\.?\s{nth}",
    )
    alone = r"(?P<year>(?:1[89]|20)\d\d)(?!\w|\.\d)"
    written = (
        *(rf"(?<!/){each}(?!/){_BEHIND}" for each in numbers),
        *(f"{each}{_BEHIND}" for each in named),
        alone,
    )
    return tuple(re.compile(_BEFORE + each) for each in written)


@cache
def _read_months() -> dict[str, int]:
    """Return the number of each month by its names and abbreviations, in lower case."""
    from babel.dates import get_month_names  # noqa: PLC0415 - not every text holds a date

    return {
        name.lower().rstrip("."): number
        for language in Language
        for locale in (str(language), find_locale(language))  # American and British abbreviations
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, locale).items()
    }
