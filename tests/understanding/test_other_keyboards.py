"""A question typed while the keyboard was set to another script is read as it was meant."""

import json
from pathlib import Path

import pytest

from bot.understanding.inquiry import Inquiry
from bot.understanding.keyboard import read_as_meant
from bot.understanding.question import understand
from index.languages import Language
from index.languages.traits import describe
from tests.languages.codes import DE, EN, RU

DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("Gjxtve ghbjcnfyjdktyj gfhnythcndj", "почему приостановлено партнерство", RU),
        ("Gjxtve ghbjcnfzjdktzj gfhnzthcndj", "почему приостановлено партнерство", RU),  # on German keys
        ("Rjulf yfxfkjcm gfhnythcndj&", "когда началось партнерство?", RU),
        ("Ult rjywthns&", "где концерты?", RU),
        ("Цфкгь кгре вшу Зфкетукысрфае,", "warum ruht die partnerschaft", DE),
        ("Црн цфы еру зфкетукырш", "why was the partnershi", EN),
    ],
)
def test_what_was_typed_on_other_keys_is_read_as_it_was_meant(
    typed: str, meant: str, language: Language
) -> None:
    assert read_as_meant(typed).rstrip(",б") == meant
    question = understand(Inquiry(typed))
    assert (question.asked_in, question.language, question.text) == (language, language, typed)
    assert question.lookup.startswith(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Thomas Geisel",
        "Düsseldorf",
        "Москва",
        "ЦСКА",
        "Tot welk jaar?",
        "Quo vadis?",
        "ok",
        "1992",
        "?",
        "qwertz",
        "§ 5",
    ],
)
def test_names_and_other_languages_stay_as_they_are(text: str) -> None:
    assert read_as_meant(text) == text


def test_no_question_of_ours_is_taken_for_one_on_other_keys() -> None:
    lines = (DATA / "questions.jsonl").read_text("utf-8").splitlines()
    for question in (json.loads(line)["question"] for line in lines):
        assert read_as_meant(question) == question


def test_the_keyboards_have_a_letter_for_each_key() -> None:
    assert {len(describe(language).keyboard) for language in (DE, EN, RU)} == {34}
