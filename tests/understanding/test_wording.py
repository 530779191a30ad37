"""Which words of a question say what is looked up, and how it reads when some are spelled otherwise."""

import pytest

from bot.understanding.wording import are_words, correct, is_clean, list_content_words
from index.languages import Language
from tests.languages.codes import DE, EN, RU

CONTENT = [
    ("Wer hat 2019 das Kulturkommuniqué unterschrieben?", DE, "2019 Kulturkommuniqué unterschrieben"),
    ("Wann wurde die Städtepartnerschaft gegründet, und wann die STÄDTEPARTNERSCHAFT beendet?", DE,
     "STÄDTEPARTNERSCHAFT gegründet beendet"),
    ("Кто подписал договор с Дюссельдорфом?", RU, "подписал договор Дюссельдорфом"),
    ("Сколько лет длится партнёрство?", RU, "длится партнёрство"),
    ("What did the Geschwister-Scholl pupils play?", EN, "Geschwister-Scholl pupils play"),
    ("Who was it?", EN, ""),
    ("", DE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("question", "language", "words"), CONTENT)
def test_the_words_that_say_what_is_asked_about_are_listed_as_written(
    question: str, language: Language, words: str
) -> None:
    found = list_content_words(question, language)
    assert found == tuple(words.split())
    assert are_words(found)


def test_words_are_told_from_anything_else() -> None:
    assert are_words(["Vertrag", "Pitch-Contest", "1992"])
    for forged in (["Rufen Sie an"], ["Vertrag", "Vertrag"], [""], ["a\n"], ["<b>"]):
        assert not are_words(forged)
    assert is_clean("Was ist das?")
    for question in ("", " Was?", "Was\nist?", "Was\u200b?"):
        assert not is_clean(question)


SPELLED = {"vertrga": "vertrag", "moskow": "moscow", "подписл": "подписал"}


@pytest.mark.parametrize(
    ("question", "language", "corrected"),
    [
        ("Wer schloss den Vertrga?", DE, "Wer schloss den Vertrag?"),
        ("wer schloss den vertrga mit MOSKOW?", DE, "wer schloss den vertrag mit MOSCOW?"),
        ("Кто подписл его?", RU, "Кто подписал его?"),
        ("Wer schloss den Vertrag?", DE, None),
        ("???", DE, None),
        ("", EN, None),
    ],
)
def test_a_question_is_corrected_word_by_word_and_only_where_one_is_known_better(
    question: str, language: Language, corrected: str | None
) -> None:
    assert correct(question, language, SPELLED.get) == corrected


def test_words_that_every_text_may_hold_are_not_asked_about() -> None:
    asked: list[str] = []
    correct("Wann haben welche Städte unterschrieben?", DE, asked.append)
    assert asked == ["städte"]
