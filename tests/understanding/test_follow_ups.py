"""Which questions lean on the turns before them, and what is looked up for those that do."""

import json
from pathlib import Path

import pytest

from bot.understanding.follow_ups import leans_on_the_one_before, search_text
from index.languages import Language
from tests.languages.codes import DE, EN, RU, read_cases

# Nothing but the sense tells that these lean: "wann hätte die Premiere sein sollen?"
KNOWN_MISSES = {"oper-de", "festival-en"}
DATA = Path(__file__).parents[1] / "data"

# The question before, the question, whether it leans.
CASES = {
    DE: [
        ("Wann wurde das Kommuniqué 2020–2023 unterzeichnet?", "und wer hat es unterschrieben?", True),
        ("Wann waren die Düsseldorfer Tage in Moskau?", "und davor?", True),
        ("Wer hat die Pause der Partnerschaft entschieden?", "Und wer war das?", True),
        ("Gibt es die Städtepartnerschaft noch?", "seit wann nicht mehr?", True),
        ("Ruht die Partnerschaft mit Moskau?", "warum", True),
        ("Was steht in Moskaus Düsseldorf-Park?", "was noch?", True),
        ("Was ist ein Kommuniqué?", "Was heißt das?", True),
        ("Wo liegt der Düsseldorf-Park?", "Wer hat ihn eröffnet?", True),
        ("Wer hat das Kommuniqué 2015 unterschrieben?", "Und Kibovski?", True),
        ("Wann waren die Moskauer Tage in Düsseldorf?", "und in Moskau?", True),
        ("Wer unterschrieb das Kommuniqué für Düsseldorf?", "Und für die russische Seite?", True),
        ("Wie begann die Zusammenarbeit der Opern?", "Erzählen Sie mir mehr dazu, bitte.", True),
        ("Welche Skulptur kam 2016 in den Park?", "Was bedeutet dieses Kunstwerk?", True),
        ("Wer ist Stephan Keller?", "Wann hat Düsseldorf das entschieden?", True),
        ("Was ist mit der Messe Düsseldorf in Moskau passiert?", "Und wie geht es weiter?", True),
        ("Wer hat das Kommuniqué unterschrieben?", "Gibt es die Städtepartnerschaft noch?", False),
        (
            "Wer hat das Kommuniqué unterschrieben?",
            "Wie ist es um die Partnerschaft mit Moskau bestellt?",
            False,
        ),
        (
            "Seit wann gibt es die Partnerschaft?",
            "Wer war der Oberbürgermeister, der das Kommuniqué 2015 unterschrieb, und wo war er?",
            False,
        ),
        ("Seit wann gibt es die Partnerschaft?", "Und was ist der Düsseldorf-Park?", False),
        ("Wer unterschrieb das Kommuniqué?", "und wer ist Lohe?", False),
        (
            "Wo liegt der Düsseldorf-Park?",
            "Können Sie mir sagen, wer das Kulturkommuniqué unterschrieben hat?",
            False,
        ),
        ("Wo liegt der Düsseldorf-Park?", "Wie kam es zur Partnerschaft?", False),
        ("Wo liegt der Düsseldorf-Park?", "Wie hat Keller seine Entscheidung begründet?", False),
        ("Wo liegt der Düsseldorf-Park?", "Worum ging es 2017 bei den Moskauer Tagen?", False),
        ("Wo liegt der Düsseldorf-Park?", "Was geschah 2022?", False),
        ("Wo liegt der Düsseldorf-Park?", "Die Helikon-Oper: wo hat sie gespielt?", False),
    ],
    EN: [
        ("When was the 2020–2023 communiqué agreed?", "who signed it?", True),
        ("When were the Düsseldorf Days held?", "and in 2017?", True),
        ("Who decided on the pause?", "Why?", True),
        ("What is the Düsseldorf Park?", "where is it", True),
        ("Who signed the communiqué for Düsseldorf?", "And the Russian side?", True),
        ("What is the Theatrium?", "tell me more", True),
        ("Who is Dmitry Bertman?", "What did he stage in Düsseldorf?", True),
        ("Who signed the communiqué 2016–2019?", "What about the culture communiqué?", True),
        ("Why was the partnership paused?", "Who decided that?", True),
        ("Which cities signed a treaty in 2022?", "When did that happen?", True),
        ("When was the park named?", "Was there a ceremony there?", True),
        ("Who signed the agreement in 1992?", "And Kibovski?", True),
        ("Who led the opera in Moscow?", "How many guests?", True),
        ("Did the council discuss the pause?", "Did Geisel agree with them?", True),
        ("What did the 2015 communiqué cover?", "Is this agreement still in force?", True),
        ("Where is the Düsseldorf Park?", "Who was it that signed the 1992 agreement?", False),
        ("Where is the Düsseldorf Park?", "And the Helikon Opera, where is it?", False),
        ("Where is the Düsseldorf Park?", "Does the partnership still exist?", False),
        ("Where is the Düsseldorf Park?", "Is it true that the Moscow signs were taken down?", False),
        ("Where is the Düsseldorf Park?", "Is there a Düsseldorf Street in Moscow?", False),
        ("Where is the Düsseldorf Park?", "What happened on 10 October 2019?", False),
        ("Who was in the delegation?", "and who is Lohe?", False),
        ("Who was in the delegation?", "How did Keller explain his decision?", False),
        ("Who was in the delegation?", "What was in the communiqué that was signed in 2015?", False),
        ("Who was in the delegation?", "How far is it from Düsseldorf to Moscow?", False),
        ("Who was in the delegation?", "But when was the friendship association founded?", False),
    ],
    RU: [
        ("Когда было заключено коммюнике на 2020–2023 годы?", "а кто его подписал?", True),
        ("Что такое Дюссельдорфский парк?", "А где он находится?", True),
        ("Кто решил приостановить партнёрство?", "почему", True),
        ("Когда проходили Дни Дюссельдорфа в Москве?", "а в 2002 году?", True),
        ("Когда был основан центр компетенций?", "в каком году?", True),
        ("Кто подписал коммюнике о культуре?", "А с московской стороны?", True),
        ("Кто такая Тереза Дурова?", "Расскажи о ней подробнее", True),
        ("Кто подписал соглашение 1992 года?", "А Кибовский?", True),
        ("Почему партнёрство приостановлено?", "Кто это решил?", True),
        ("Какие выставки планировались?", "что ещё?", True),
        ("Kogda podpisali kommyunike?", "a kto ego podpisal", True),
        ("Gde nahoditsya park?", "kogda eto bylo", True),
        ("Когда подписали коммюнике?", "Кто подписал этот документ?", True),
        ("Кто такой Дмитрий Бертман?", "Что он поставил в Дюссельдорфе?", True),
        ("Когда был первый концерт?", "А как насчёт второго концерта?", True),
        ("Где подписали коммюнике?", "Что это за парк — Дюссельдорфский?", False),
        ("Где подписали коммюнике?", "Существует ли ещё партнёрство?", False),
        ("Где подписали коммюнике?", "А что такое Дюссельдорфский парк?", False),
        ("Где подписали коммюнике?", "Кто такой Лое?", False),
        ("Где подписали коммюнике?", "Правда ли, что таблички с Москвой сняли?", False),
        ("Где подписали коммюнике?", "Где находится Геликон-опера и кто ею руководит?", False),
        ("Где подписали коммюнике?", "Кто мэр Москвы?", False),
        ("Где подписали коммюнике?", "Что подписали в 2002 году?", False),
        (
            "Где подписали коммюнике?",
            "Когда музыкальный театр им. Станиславского приезжал в Дюссельдорф?",
            False,
        ),
        ("Где подписали коммюнике?", "kogda osnovali obshchestvo druzhby", False),
        ("Где подписали коммюнике?", "А когда проходили Дни Москвы в Дюссельдорфе?", False),
    ],
}
TABLE = [(language, *case) for language, cases in CASES.items() for case in cases]


def look_up(questions: list[str], language: Language) -> str:
    """The text for the last of `questions`, asked after the others."""
    return search_text(questions[-1], questions[:-1], language)


@pytest.mark.parametrize("language", Language)
def test_a_question_leans_on_the_last_turn_or_stands_alone(language: Language) -> None:
    for before, question, leans in CASES[language]:
        for asked in (question, question.upper(), question.lower().rstrip("?.")):
            text = look_up([before, asked], language)
            assert (text != asked, text.startswith(asked), text.endswith(asked)) == (leans, True, True), text


def test_without_turns_before_every_question_is_looked_up_as_it_is() -> None:
    for language, before, question, _ in TABLE:
        assert look_up([before], language) == before
        assert look_up([question], language) == question


@pytest.mark.parametrize(
    ("language", "questions", "text"),
    [
        (
            DE,
            ["Wann wurde das Kommuniqué 2020–2023 unterzeichnet?", "und von wem?"],
            "und von wem? Kommuniqué 2020–2023 unterzeichnet und von wem?",
        ),
        (
            EN,
            ["Can you tell me when the Düsseldorf Days were held?", "where?"],
            "where? Düsseldorf Days were held where?",
        ),
        (
            RU,
            ["Что такое Дюссельдорфский парк?", "а где он?"],
            "а где он? Дюссельдорфский парк а где он?",
        ),
        (RU, ["Kto takoy Lohe?", "gde on rabotal"], "gde on rabotal Lohe gde on rabotal"),
    ],
)
def test_the_question_stands_around_what_the_last_one_names(
    language: Language, questions: list[str], text: str
) -> None:
    assert look_up(questions, language) == text


def test_follow_ups_in_between_are_added_newest_first_if_they_name_something() -> None:
    questions = ["Where is the Düsseldorf Park?", "and the Helikon Opera?", "why?", "who runs it?"]
    assert look_up(questions, EN) == ("who runs it? Helikon Opera Düsseldorf Park who runs it?")


def test_what_was_asked_before_the_last_question_that_stands_alone_is_left_out() -> None:
    questions = ["Wer war Albert Bitter?", "Wo liegt der Düsseldorf-Park?", "seit wann?"]
    assert look_up(questions, DE) == "seit wann? Düsseldorf-Park seit wann?"


def test_greetings_and_thanks_are_passed_over() -> None:
    questions = ["Wo liegt der Düsseldorf-Park?", "Danke!", "ok", "seit wann?"]
    assert look_up(questions, DE) == "seit wann? Düsseldorf-Park seit wann?"


def test_a_turn_before_may_be_in_another_language() -> None:
    questions = ["Кто подписал коммюнике 2015 года?", "und wann war das?"]
    assert look_up(questions, DE) == "und wann war das? коммюнике 2015 года und wann war das?"


def test_the_two_turn_cases_of_the_evaluation_are_told_apart() -> None:
    wrong = set()
    for language, line in read_cases("follow_ups.jsonl"):
        case = json.loads(line)
        text = look_up([case["first"], case["second"]], language)
        if (text == case["second"]) is not case["self_contained"]:
            wrong.add(case["id"])
    assert wrong == KNOWN_MISSES


def test_hardly_any_question_of_the_evaluation_is_bent_by_the_one_before() -> None:
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [(case["question"], Language(case["language"])) for case in map(json.loads, lines)]
    bent = [q for q, language in questions if look_up(["Wer war Albert Bitter?", q], language) != q]
    assert len(bent) <= 0.02 * len(questions), bent


@pytest.mark.parametrize(
    ("sentence", "language", "leans"),
    [
        ("Er hat 200 Mitglieder.", DE, True),
        ("Dagegen sank die Zahl der Feste.", DE, True),
        ("Der Verein hat 200 Mitglieder.", DE, False),
        ("Das Fest dauerte drei Tage.", DE, False),
        ("Они встретились через год.", RU, True),
        ("Хоккеисты встретились через год.", RU, False),
        ("They met again a year later.", EN, True),
        ("The players met again a year later.", EN, False),
        ("", EN, False),
    ],
)
def test_a_sentence_of_a_document_leans_when_it_begins_by_pointing_back(
    sentence: str, language: Language, *, leans: bool
) -> None:
    assert leans_on_the_one_before(sentence, language) is leans
