"""What the bot says: filled in, in the form that a number asks for, each text in its language."""

import re

import pytest

from index.languages import Language
from index.languages.messages import list_forms, read_catalogue, say
from tests.languages.codes import DE, EN, RU

CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"\{\w*\}")


def test_saying_fills_in_the_values() -> None:
    said = [say("period", language, start="1.1.2020", end="31.12.2023") for language in Language]
    assert said == ["1.1.2020 bis 31.12.2023", "с 1.1.2020 по 31.12.2023", "1.1.2020 to 31.12.2023"]


def test_a_value_may_be_called_as_it_likes_and_hold_what_it_likes() -> None:
    said = say("error.metadata_key", EN, path="{path}", key="language", allowed="title", language="unused")
    assert said == "{path}: the metadata key “language” is unknown. Allowed keys: title."


@pytest.mark.parametrize("language", Language)
def test_saying_without_a_value_fails_rather_than_shows_a_gap(language: Language) -> None:
    with pytest.raises(KeyError, match="end"):
        say("period", language, start="1.1.2020")
    with pytest.raises(KeyError, match="limit"):
        say("body_too_slow", language)


@pytest.mark.parametrize("language", Language)
def test_a_message_that_does_not_exist_is_an_error_and_never_its_key(language: Language) -> None:
    with pytest.raises(KeyError, match="no_such_message"):
        say("no_such_message", language)


@pytest.mark.parametrize(
    ("number", "seconds", "characters"),
    [
        (0, "секунд", "знаков"),
        (1, "секунду", "знак"),
        (2, "секунды", "знака"),
        (5, "секунд", "знаков"),
        (11, "секунд", "знаков"),
        (12, "секунд", "знаков"),
        (21, "секунду", "знак"),
        (104, "секунды", "знака"),
        (111, "секунд", "знаков"),
        (501, "секунду", "знак"),
    ],
)
def test_a_number_decides_the_form_of_a_russian_word(number: int, seconds: str, characters: str) -> None:
    slow = say("body_too_slow", RU, limit=number)
    assert slow.startswith(f"Запрос не удалось получить полностью за {number} {seconds}. ")
    long = say("error.question_too_long", RU, length=number, longest=500)
    assert long.startswith(f"В вопросе {number} {characters}, а допустимо 500. ")


def test_a_number_decides_the_form_of_a_german_and_an_english_word() -> None:
    said = [say("reason_too_many", language, limit=limit) for language in (DE, EN) for limit in (0, 1, 2)]
    assert said == [
        "höchstens 0 Einträge sind erlaubt",
        "höchstens 1 Eintrag ist erlaubt",
        "höchstens 2 Einträge sind erlaubt",
        "at most 0 entries are allowed",
        "at most 1 entry is allowed",
        "at most 2 entries are allowed",
    ]


def test_a_value_may_have_a_wording_of_its_own_and_others_share_one() -> None:
    said = [say("quote_in_language", RU, case, name="украинский") for case in ("de", "uk", None)]
    shared = "Язык — украинский:"
    assert said == ["На немецком:", shared, shared]


@pytest.mark.parametrize("language", Language)
def test_every_message_is_in_its_language_and_tidy(language: Language) -> None:
    """The form of a date has letters that mean something else, and is no text."""
    forms = [
        form
        for message in read_catalogue(language)
        if message.id and not str(message.id).startswith("date_")
        for form in list_forms(message)
    ]
    assert len(forms) > 200
    assert [form for form in forms if form != form.strip() or "  " in form] == []
    is_cyrillic = {bool(CYRILLIC.search(PLACEHOLDER.sub("", form))) for form in forms}
    assert is_cyrillic == {language is RU}


AI_SYSTEM = {DE: "KI-System", RU: "система ИИ", EN: "AI system"}


@pytest.mark.parametrize("key", ["disclaimer", "greeting", "self"])
@pytest.mark.parametrize("language", Language)
def test_who_talks_to_the_bot_is_told_that_it_is_an_ai_system(key: str, language: Language) -> None:
    assert AI_SYSTEM[language] in say(key, language)


@pytest.mark.parametrize("key", ["site_name", "greeting", "self", "origin_refused"])
@pytest.mark.parametrize("language", Language)
def test_the_bot_has_one_name(key: str, language: Language) -> None:
    assert "Partnerbot" in say(key, language)


@pytest.mark.parametrize("key", ["greeting", "thanks", "farewell", "self", "unclear"])
@pytest.mark.parametrize("language", Language)
def test_what_is_said_before_suggestions_stands_without_them(key: str, language: Language) -> None:
    """They come with a heading of their own, and are not read aloud or saved with the answer."""
    assert say(key, language)[-1] in ".!"
