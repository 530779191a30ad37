"""Periods of time: in what a document says of itself, and in the words of a question. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.languages import Language
from index.languages.messages import find_locale
from index.languages.spelling import fold_letters


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def meets(self, other: "Period") -> bool:
        """Return whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def read_period(text: str) -> Period:
    """Return the days of YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for what is no such date."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        return Period(date(year, month, day), date(year, month, day))
    if month:
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    return Period(date(year, 1, 1), date(year, 12, 31))


@dataclass(frozen=True, slots=True)
class Mention:
    """A period that a question names, with the numbers of its words, from `start` to before `end`."""

    period: Period
    start: int
    end: int


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"[0-9]{1,2}")
_SURE = 3  # letters of a month's name, beyond which it is known in another case
_FORMS = (  # of a whole word
    (re.compile(r"((?:19|20)[0-9]{2})-([0-9]{2})-([0-9]{2})"), (1, 2, 3)),
    (re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.((?:19|20)[0-9]{2})"), (3, 2, 1)),
)


def find_periods(words: Sequence[str], language: Language) -> Iterator[Mention]:
    """Yield the periods named in `words`, which are folded as `fold_letters` does, in order."""
    place = 0
    while place < len(words):
        mention = _read_mention(words, place, language)
        if mention:
            yield mention
        place = mention.end if mention else place + 1


def _read_mention(words: Sequence[str], place: int, language: Language) -> Mention | None:
    here, following, after = (*words[place : place + 3], "", "")[:3]
    for form, order in _FORMS:
        if found := form.fullmatch(here):
            return _make_mention("-".join(found[part].zfill(2) for part in order), place, 1)
    for parts, count in (
        ((after, following, here), 3),  # 10 October 2019
        ((after, here, following), 3),  # October 10, 2019
        ((following, here, ""), 2),  # October 2019
        ((here, "", ""), 1),
    ):
        if written := _write_day(*parts, language):
            return _make_mention(written, place, count)
    return None


def _write_day(year: str, month: str, day: str, language: Language) -> str:
    """Return the words of a date as YYYY-MM-DD, YYYY-MM or YYYY; empty where they are none."""
    if not _YEAR.fullmatch(year) or (month and not _find_month(month, language)):
        return ""
    if day and not _DAY.fullmatch(day):
        return ""
    number = f"-{_find_month(month, language):02d}" if month else ""
    return year + number + (f"-{int(day):02d}" if day else "")


def _make_mention(written: str, place: int, count: int) -> Mention | None:
    try:
        return Mention(read_period(written), place, place + count)
    except ValueError:  # there is no such day
        return None


def _find_month(word: str, language: Language) -> int:
    """Return the number of the month that `word` names, in whichever case; 0 where it names none."""
    for name, number in _list_months(language):
        # An ending may differ by a letter: января, январь, январе.
        same = len(name) > 3 and abs(len(word) - len(name)) <= 1 and word[: len(name) - 1] == name[:-1]
        if word == name or same:
            return number
    return 0


@cache
def _list_months(language: Language) -> tuple[tuple[str, int], ...]:
    from babel.dates import get_month_names  # noqa: PLC0415 - few questions name a month

    locale = find_locale(language)
    tables = (
        get_month_names("wide", "format", locale),
        get_month_names("wide", "stand-alone", locale),
        get_month_names("abbreviated", "format", locale),
        get_month_names("abbreviated", "stand-alone", locale),
    )
    return tuple(
        (fold_letters(name, language).removesuffix("."), number)
        for table in tables
        for number, name in table.items()
    )


def list_neighbours(today: date) -> tuple[Period, Period, Period]:
    """Return the year before that of `today`, that year and the next."""
    before, this, after = (read_period(str(today.year + step)) for step in (-1, 0, 1))
    return before, this, after


def step(day: date, days: int) -> date:
    """Return the day so many `days` after `day`, as far as there are any."""
    return day + timedelta(days) if date.min < day < date.max else day
