"""Periods: in what a document says, in the words of a question, and in a sentence of ours."""

from datetime import date

import pytest

from bot.register.periods import Period, find_periods, read_period
from bot.register.writing import write_period
from index.languages import Language
from index.languages.spelling import fold_letters
from tests.languages.codes import DE, EN, RU


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3)),
    ],
)
def test_a_date_stands_for_all_its_days(text: str, first: date, last: date) -> None:
    assert read_period(text) == Period(first, last)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("im jahr 2019", DE, ["2019"]),
        ("am 01.03.2017 und 2017-03-02", DE, ["2017-03-01", "2017-03-02"]),
        ("am 10. oktober 2019", DE, ["2019-10-10"]),
        ("im märz 2015", DE, ["2015-03"]),
        ("vom 31. februar 2015", DE, ["2015-02"]),  # there is no such day
        ("on october 10, 2019 and 11 october 2019", EN, ["2019-10-10", "2019-10-11"]),
        ("в октябре 2019 года и 5 мая 2020", RU, ["2019-10", "2020-05-05"]),
        ("с января 2016", RU, ["2016-01"]),
        ("99.99.2019", DE, []),
        ("12345 1800 1024", DE, []),
        ("oktober", DE, []),
    ],
)
def test_periods_are_found_in_the_words_of_a_question(
    text: str, language: Language, found: list[str]
) -> None:
    words = [word.strip(".,") if word[-1] in ".," else word for word in fold_letters(text, language).split()]
    assert [each.period for each in find_periods(words, language)] == list(map(read_period, found))


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2019-01-01", "2019-12-31", ["2019", "в 2019 году", "in 2019"]),
        ("2010-01-01", "2020-12-31", ["von 2010 bis 2020", "с 2010 по 2020 год", "from 2010 to 2020"]),
        ("2017-03-01", "2017-03-01", ["am 01.03.2017", "01.03.2017 г.", "on 1 March 2017"]),
        (
            "2019-10-01", "2019-10-31",
            ["vom 01.10.2019 bis 31.10.2019", "с 01.10.2019 по 31.10.2019",
             "from 1 October 2019 to 31 October 2019"],
        ),
        ("2015-01-01", "9999-12-31", ["seit 2015", "с 2015 года", "since 2015"]),
        ("2015-05-01", "9999-12-31", ["seit 01.05.2015", "с 01.05.2015", "since 1 May 2015"]),
        ("0001-01-01", "2009-12-31", ["vor 2010", "до 2010 года", "before 2010"]),
        ("0001-01-01", "2009-05-31", ["vor dem 01.06.2009", "до 01.06.2009", "before 1 June 2009"]),
    ],
)  # fmt: skip
def test_a_period_is_written_as_each_language_says_it(first: str, last: str, written: list[str]) -> None:
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    assert [write_period(period, language) for language in (DE, RU, EN)] == written
