"""Dates, numbers and names of languages as each language writes them."""

from datetime import date

import pytest

from index.languages import Language
from index.languages.dates import write_date, write_long_date
from index.languages.names import list_languages, name_itself, name_language
from index.languages.numbers import write_decimal


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2019", ["2019", "2019", "2019"]),
        ("2019-10", ["10.2019", "10.2019", "October 2019"]),
        ("2019-10-05", ["05.10.2019", "05.10.2019", "5 October 2019"]),
        ("1992-06-01", ["01.06.1992", "01.06.1992", "1 June 1992"]),
        (date(2023, 12, 31), ["31.12.2023", "31.12.2023", "31 December 2023"]),
    ],
)
def test_a_date_is_written_as_its_language_does(value: date | str, written: list[str]) -> None:
    assert [write_date(value, language) for language in Language] == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2019", ["2019", "2019", "2019"]),
        ("2019-10", ["Oktober 2019", "октябрь 2019\u202fг.", "October 2019"]),
        ("2019-10-05", ["5. Oktober 2019", "5 октября 2019\u202fг.", "5 October 2019"]),
        (date(2023, 12, 31), ["31. Dezember 2023", "31 декабря 2023\u202fг.", "31 December 2023"]),
    ],
)
def test_a_date_with_the_name_of_its_month_is_written_as_its_language_does(
    value: date | str, written: list[str]
) -> None:
    assert [write_long_date(value, language) for language in Language] == written


def test_a_number_has_the_sign_of_its_language() -> None:
    assert [write_decimal(1234.5, language) for language in Language] == ["1.234,5", "1\xa0234,5", "1,234.5"]


def test_a_language_has_a_name_in_itself_and_in_the_others() -> None:
    assert [name_itself(language) for language in Language] == ["Deutsch", "Русский", "English"]
    assert [[name_language(each, reader) for each in Language] for reader in Language] == [
        ["Deutsch", "Russisch", "Englisch"],
        ["немецкий", "русский", "английский"],
        ["German", "Russian", "English"],
    ]


def test_the_languages_are_listed_with_that_of_the_reader_first() -> None:
    assert [list_languages(reader) for reader in Language] == [
        "Deutsch, Russisch und Englisch",
        "русский, немецкий и английский",
        "English, German and Russian",
    ]
