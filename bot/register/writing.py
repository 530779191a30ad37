"""Periods as they stand in a sentence of each language."""

from datetime import date

from bot.register.periods import Period, step
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import say


def write_period(period: Period, language: Language) -> str:
    """Return `period` in words that follow what happened in it: "in 2019", "from 2010 to 2020"."""
    if period.first == date.min:
        return _write_before(step(period.last, 1), language)
    if period.last == date.max:
        return _write_since(period.first, language)
    first, last = (write_date(day, language) for day in (period.first, period.last))
    if period.first == period.last:
        return say("period_day", language, day=first)
    if not (_begins_year(period.first) and _begins_year(step(period.last, 1))):
        return say("period_between", language, first=first, last=last)
    if period.first.year == period.last.year:
        return say("period_year", language, year=period.first.year)
    return say("period_years", language, first=period.first.year, last=period.last.year)


def _write_before(day: date, language: Language) -> str:
    if _begins_year(day):
        return say("period_before_year", language, year=day.year)
    return say("period_before", language, day=write_date(day, language))


def _write_since(day: date, language: Language) -> str:
    if _begins_year(day):
        return say("period_since_year", language, year=day.year)
    return say("period_since", language, first=write_date(day, language))


def _begins_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)
