"""What texts share across languages."""

import pytest

from bot.names import find_names, find_times
from index.language import Language

DE, RU, EN = Language.DE, Language.RU, Language.EN


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("am 10. Oktober 2019", {"2019", "month 10"}),
        ("10 октября 2019 года", {"2019", "month 10"}),
        ("on 10 October 2019", {"2019", "month 10"}),
        ("2020–2023", {"2020", "2021", "2022", "2023"}),
        ("im Mai und im März", {"month 5", "month 3"}),
        ("в мае", {"month 5"}),
        ("maybe", set()),
        ("mehr als 250 Gäste", set()),
        ("12019", set()),
    ],
)
def test_years_and_months_meet_across_languages(text: str, found: set[str]) -> None:
    assert find_times(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Geisel", DE), ("Гайзель", RU)),
        (("Sobjanin", DE), ("Собянин", RU)),
        (("Sobyanin", EN), ("Собянина", RU)),
        (("Luschkow", DE), ("Лужкова", RU)),
        (("Wittenberg", EN), ("Виттенберг", RU)),
        (("Kuskowo", DE), ("Кусково", RU)),
    ],
)
def test_a_name_meets_its_other_spelling(one: tuple[str, Language], other: tuple[str, Language]) -> None:
    assert find_names(*one) & find_names(*other)


def test_different_names_do_not_meet() -> None:
    assert not find_names("Geisel Keller Erwin", DE) & find_names("Собянин Лужков", RU)


def test_short_words_are_no_names() -> None:
    assert find_names("er sie es the of", DE) == set()
