"""Which messages are small talk."""

import pytest

from bot.phrases import Phrase
from bot.small_talk import find_small_talk


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hallo", Phrase.GREETING),
        ("guten morgen!", Phrase.GREETING),
        ("Servus, wie geht's?", Phrase.GREETING),
        ("hey there", Phrase.GREETING),
        ("nice to meet you", Phrase.GREETING),
        ("Здравствуйте", Phrase.GREETING),
        ("добрый день", Phrase.GREETING),
        ("как дела", Phrase.GREETING),
        ("privet", Phrase.GREETING),
        ("vielen dank für die hilfe", Phrase.THANKS),
        ("thanks", Phrase.THANKS),
        ("спасибо большое", Phrase.THANKS),
        ("auf wiedersehen", Phrase.FAREWELL),
        ("bye", Phrase.FAREWELL),
        ("до свидания", Phrase.FAREWELL),
        ("who are you?", Phrase.SELF),
        ("Wer bist du?", Phrase.SELF),
        ("can you help me", Phrase.SELF),
        ("помоги", Phrase.SELF),
        ("Grüß Gott!", Phrase.GREETING),
        ("Wie geht es Ihnen?", Phrase.GREETING),
        ("Guten Tag, ich habe eine Frage", Phrase.GREETING),
        ("Здравствуйте, у меня есть вопрос", Phrase.GREETING),
        ("Danke, das hat geholfen", Phrase.THANKS),
        ("Спасибо, всё понятно", Phrase.THANKS),
        ("Tschüß", Phrase.FAREWELL),
        ("Sind Sie eine KI?", Phrase.SELF),
        ("Вы робот?", Phrase.SELF),
        ("Are you human?", Phrase.SELF),
        ("Bist du ein Mensch?", Phrase.SELF),
        ("ты человек?", Phrase.SELF),
        ("Mit wem spreche ich?", Phrase.SELF),
        ("Antwortet hier ein Mensch oder eine Maschine?", Phrase.SELF),
        ("Bist du ein Bot?", Phrase.SELF),
        ("Sind Sie eine künstliche Intelligenz?", Phrase.SELF),
        ("Am I talking to a real person?", Phrase.SELF),
        ("Is this a bot?", Phrase.SELF),
        ("Я говорю с роботом или с человеком?", Phrase.SELF),
        ("Это бот?", Phrase.SELF),
        ("Кто мне отвечает?", Phrase.SELF),
        ("ty chelovek?", Phrase.SELF),
        ("ok", Phrase.UNCLEAR),
        ("Ja bitte!", Phrase.UNCLEAR),
        ("да", Phrase.UNCLEAR),
        ("???", Phrase.UNCLEAR),
        ("", Phrase.UNCLEAR),
    ],
)
def test_small_talk_is_known(text: str, phrase: Phrase) -> None:
    assert find_small_talk(text) is phrase


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, wann wurde der Vertrag unterzeichnet?",
        "Guten Tag, gibt es die Partnerschaft noch?",
        "wer hat das unterschrieben?",
        "what is it",
        "Кто вы такие, Persimfans?",
        "День города",
        "2015",
        "Wie geht es weiter?",
        "Geht das?",
        "Wie geht das?",
        "Ok, und wer?",
        "Да, и кто?",
        "Nein, 2019",
        "Ok 2019?",
        "Hallo, 1992?",
        "Who helped?",
        "Wie geht es der Partnerschaft?",
        "Helfen Menschen?",
        "Wer antwortet?",
        "Are there people?",
        "Кто этот человек?",
        "Ist das eine Person?",
        "Bist du ein Mensch aus Moskau?",
    ],
)
def test_a_question_is_none(text: str) -> None:
    assert find_small_talk(text) is None
