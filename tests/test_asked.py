"""What a question asks for, and what holds such a thing."""

import pytest

from bot.asked import Asked, find_asked, holds
from index.language import Language

DE, RU, EN = Language.DE, Language.RU, Language.EN


@pytest.mark.parametrize(
    ("question", "language", "kinds"),
    [
        ("Wann war das?", DE, {Asked.TIME}),
        ("В каком году это было?", RU, {Asked.TIME}),
        ("How long did it last?", EN, {Asked.TIME}),
        ("Wie viele Schüler kamen?", DE, {Asked.NUMBER}),
        ("Сколько гостей пришло?", RU, {Asked.NUMBER}),
        ("How many guests came?", EN, {Asked.NUMBER}),
        ("Was hat die Reise gekostet?", DE, {Asked.MONEY}),
        ("What did the trip cost?", EN, {Asked.MONEY}),
        ("Кто подписал?", RU, {Asked.PERSON}),
        ("Who signed it?", EN, {Asked.PERSON}),
        ("Seit wann gibt es den Verein?", DE, {Asked.SINCE}),
        ("С какого года они дружат?", RU, {Asked.SINCE}),
        ("How long have they been partners?", EN, {Asked.SINCE}),
        ("Wie lange dauerte das Fest?", DE, {Asked.TIME}),
        ("Was kostet ein Flug?", DE, {Asked.PRICE}),
        ("Сколько стоит один билет?", RU, {Asked.PRICE}),
        ("How much is a beer?", EN, {Asked.PRICE}),
        ("How much does a ticket to Moscow cost?", EN, {Asked.PRICE}),
        ("How much does a comb jelly eat?", EN, {Asked.NUMBER}),
        ("Warum ruht die Partnerschaft?", DE, {Asked.REASON}),
        ("По какой причине его закрыли?", RU, {Asked.REASON}),
        ("What was the reason?", EN, {Asked.REASON}),
        ("Wo liegt der Park?", DE, set()),
        ("Was umfasst das Abkommen?", DE, set()),
    ],
)
def test_the_kind_is_read_from_the_question(question: str, language: Language, kinds: set[Asked]) -> None:
    assert find_asked(question, language) == kinds


@pytest.mark.parametrize(
    ("kind", "sentence", "held"),
    [
        (Asked.TIME, "Der Vertrag stammt vom 1. Juni 1992.", True),
        (Asked.TIME, "раз в три-четыре года", True),
        (Asked.TIME, "Der Park liegt in Marino.", False),
        (Asked.NUMBER, "Mehr als 250 Gäste kamen.", True),
        (Asked.NUMBER, "Two teams won.", True),
        (Asked.NUMBER, "Am 13. Oktober 2019 endeten die 13. Düsseldorfer Tage.", False),
        (Asked.NUMBER, "в 2020–2023 годах", False),
        (Asked.NUMBER, "10–13 October 2019", False),
        (Asked.MONEY, "31,2 Millionen Euro", True),
        (Asked.MONEY, "fast 25 Millionen D-Mark", True),
        (Asked.MONEY, "40 Schüler", False),
        (Asked.SINCE, "Den Verein gibt es seit 1991.", True),
        (Asked.SINCE, "Wirtschaftstage gab es ab dem Jahr 2001.", True),
        (Asked.SINCE, "являются партнёрами с 1 июня 1992 года", True),
        (Asked.SINCE, "The exchange began in 1989.", True),
        (Asked.SINCE, "Der Park liegt ab vom Weg.", False),
        (Asked.SINCE, "Yes, since 1992 it exists.", False),
        (Asked.PRICE, "Der Eintritt kostet 5 Euro.", True),
        (Asked.PRICE, "31,2 Millionen Euro", False),
        (Asked.PRICE, "почти 25 миллионов немецких марок", False),
        (Asked.REASON, "Der Grund für die Pause ist der Angriff.", True),
        (Asked.REASON, "Праздник отменили из-за дождя.", True),
        (Asked.REASON, "The partnership was paused in 2022.", False),
        (Asked.PERSON, "Es unterschrieb Thomas Geisel.", True),
        (Asked.PERSON, "подписал Сергей Собянин", True),
        (Asked.PERSON, "the treaty was signed", False),
    ],
)
def test_a_sentence_holds_a_kind_or_not(kind: Asked, sentence: str, held: bool) -> None:  # noqa: FBT001
    assert holds(kind, sentence) is held
