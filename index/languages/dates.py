"""Dates as each language writes them. How people write one in a text is in index/text/found_dates.py."""

from datetime import date

from index.languages import Language
from index.languages.messages import find_locale, say


def write_date(value: date | str, language: Language) -> str:
    """Return a date as `language` writes it; `value` is a date or YYYY, YYYY-MM, YYYY-MM-DD."""
    from babel.dates import format_date  # noqa: PLC0415 - not every command writes a date

    year, *rest = (int(part) for part in str(value).split("-"))
    if not rest:
        return str(year)
    pattern = say("date_day", language) if len(rest) > 1 else say("date_month", language)
    month, day = [*rest, 1][:2]
    return format_date(date(year, month, day), pattern, find_locale(language))


def write_long_date(value: date | str, language: Language) -> str:
    """Return a date as `write_date` does, with the name of its month: "10. Oktober 2019"."""
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - few pages write one

    year, *rest = (int(part) for part in str(value).split("-"))
    if not rest:
        return str(year)
    month, day = [*rest, 1][:2]
    locale = find_locale(language)
    if len(rest) > 1:
        return format_date(date(year, month, day), "long", locale)
    return format_skeleton("yMMMM", date(year, month, day), locale=locale)
