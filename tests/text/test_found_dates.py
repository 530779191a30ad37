"""Dates in running text: the same day however it is written, and no date where there is none."""

import pytest

from index.languages import Language
from index.storage.words.lexical import find_words
from index.text.found_dates import find_dates, is_compatible, write_out_dates
from tests.languages.codes import DE, EN, RU


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Am 22. September 2016 war es so.", ["2016-09-22"]),
        ("Am 22.9.2016, am 22.09.2016 und am 22. 9. 2016.", ["2016-09-22"] * 3),
        ("On September 22nd, 2016 and on 22 September 2016", ["2016-09-22"] * 2),
        ("2016-09-22T12:00 und 2016-09-22", ["2016-09-22"] * 2),
        ("22 сентября 2016 г. и в сентябре, сентябрь 2016", ["2016-09-22", "2016-09"]),
        ("im Sept. 2016, am 3. Okt. 2016", ["2016-09", "2016-10-03"]),
        ("am 1. Juni und am 3. Mai", ["--06-01", "--05-03"]),
        ("von 2020 bis 2023, 1992.", ["2020", "2023", "1992"]),
        ("22-го сентября 2016, the 22nd of September 2016, 9/22/2016", ["2016-09-22"] * 3),
        ("29. Februar, 30. Februar 2016", ["--02-29", "2016-02"]),
        ("1980/81, 1992-1995, 1/22.9.2016", ["1980", "1992"]),
        ("Nummer 3 Mai 1992", ["1992-05-03"]),
        ("32. Mai 1992", ["1992-05"]),
        ("99.99.1992 und 12345, 1,992, 19921, A1992, 3 Karten, Absatz 12 Satz 3", []),
        ("", []),
    ],
)
def test_dates_are_found(text: str, dates: list[str]) -> None:
    assert [found.value for found in find_dates(text)] == dates


def test_a_date_says_where_it_stands() -> None:
    text = "Unterschrieben am 1. Juni 1992 in Moskau."
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "1. Juni 1992"


@pytest.mark.parametrize(
    ("one", "other", "compatible"),
    [
        ("1992-06-01", "1992-06-01", True),
        ("1992-06-01", "1992-06", True),
        ("1992", "1992-06-01", True),
        ("1992-06-01", "1992-06-02", False),
        ("1992", "1993-06", False),
        ("--06-01", "1992-06-01", True),
        ("--06-01", "--06-02", False),
        ("--06-01", "1992-07-01", False),
        ("--06-01", "1992", True),
    ],
)
def test_dates_that_may_be_the_same(one: str, other: str, *, compatible: bool) -> None:
    assert is_compatible(one, other) is compatible
    assert is_compatible(other, one) is compatible


@pytest.mark.parametrize(
    ("language", "written", "texts"),
    [
        (
            DE,
            "am 22. September 2016.",
            [
                "am 22.9.2016.", "am 22.09.2016.", "am 22. 9. 2016.", "am 2016-09-22.", "am 22/9/2016.",
                "am 22. Sept. 2016.", "am 22. Sep 2016.", "am 22. September 2016.",
            ],
        ),
        (
            EN,
            "on 22 September 2016.",
            [
                "on 22.09.2016.", "on 2016-09-22.", "on 9/22/2016.", "on 22/09/2016.",
                "on September 22, 2016.",
                "on September 22nd, 2016.", "on 22nd September 2016.",
                "on 22nd of September 2016.",
                "on Sept 22, 2016.", "on 22 Sep. 2016.",
            ],
        ),
        (
            RU,
            "что было 22 сентября 2016?",
            [
                "что было 22.09.2016?", "что было 22.9.2016?", "что было 22 сент. 2016?",
                "что было 22-го сентября 2016?",
            ],
        ),
    ],
)  # fmt: skip
def test_all_ways_to_write_a_date_read_alike(language: Language, written: str, texts: list[str]) -> None:
    assert {text: write_out_dates(text, language) for text in texts} == dict.fromkeys(texts, written)


@pytest.mark.parametrize(
    "text",
    [
        "am 31.02.2016", "am 0.0.2016", "§ 22.9.20161", "Nr. 1.22.9.2016", "Version 22.9.2016.3",
        "1/22.9.2016",
        "2016-13-45", "Telefon 0211 2016 2017", "im Jahr 2016", "22.9.16", "9.2016", "22. Mister 2016",
    ],
)  # fmt: skip
def test_what_is_no_whole_date_stays(text: str) -> None:
    assert write_out_dates(text, DE) == text


def test_a_date_in_the_words_of_another_language_is_one_too() -> None:
    assert write_out_dates("am September 22nd, 2016 und 1 июня 1992 г.", DE) == (
        "am 22. September 2016 und 1. Juni 1992 г."
    )
    assert write_out_dates("2016-09-22T12:00", EN) == "22 September 2016"


def test_a_day_that_could_be_two_is_read_with_the_day_first() -> None:
    assert write_out_dates("8/9/2016", EN) == "8 September 2016"


def test_word_search_finds_a_date_however_it_is_written() -> None:
    assert find_words("am 22.9.2016", DE) == find_words("am 22. September 2016", DE)
    assert find_words("22-го сентября 2016 года", RU) == find_words("22.09.2016 года", RU)
