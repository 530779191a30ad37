"""Personal data in a question are found in three languages, and what only looks like them is let through."""

import json
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.answering.answer import Status
from bot.answering.pipeline import answer_inquiry
from bot.config import Config
from bot.evaluation.measures import Question
from bot.evaluation.outcomes import ask_questions
from bot.http.app import create_app
from bot.understanding.inquiry import Inquiry, Turn
from bot.understanding.personal_data import (
    PersonalData,
    find_personal_data,
    plain_contact,
    remove_personal_data,
)
from index.detection.detect import Verdict
from index.languages import Language
from index.languages.messages import say
from tests.doubles.reader import ask, read_words
from tests.doubles.retriever import WordRetriever, know
from tests.languages.codes import DE, EN, RU, read_cases

MAIL, PHONE, CARD, IBAN = PersonalData.MAIL, PersonalData.PHONE, PersonalData.CARD, PersonalData.IBAN
DATA = Path(__file__).parents[1] / "data"
QUESTIONS = DATA / "questions.jsonl"
LABELLED = [
    {"language": language, **dict(zip(("half", "kind", "text"), line.split("\t"), strict=True))}
    for language, line in read_cases("personal.tsv", header=True)
]
# What the city of the labelled set calls its own.
OWN = ("*@duesseldorf.de", "+4921189*", "DE89370400440532013000")

HELD = {
    # mail addresses
    "Ich heiße Eva Kraus, eva.kraus@example.org, und möchte mitmachen.": MAIL,
    "Мой адрес ivan.petrov@example.ru, пришлите мне договор": MAIL,
    "Ответьте мне на почту иван@почта.рф, пожалуйста": MAIL,
    "Please answer to j.smith+partner@mail.example.co.uk": MAIL,
    "Schreiben Sie an eva.kraus (at) example.org": MAIL,
    "max[at]example[dot]org wartet": MAIL,
    "иван [собака] example (точка) org": MAIL,
    "Schreiben Sie an eva.kraus at example punkt org": MAIL,
    "My address is j smith at mail dot example dot co dot uk": MAIL,
    "Моя почта: иван собака пример точка рф": MAIL,
    "eva_kraus@xn--dsseldorf-q9a.xn--p1ai wartet auf Antwort": MAIL,
    "ＥＶＡ＠ｅｘａｍｐｌｅ．ｏｒｇ": MAIL,  # full-width letters
    # telephone numbers
    "Rufen Sie mich unter 0211 8991234 an, wann war das?": PHONE,
    "Meine Nummer: 0211/89-91234": PHONE,
    "Erreichbar unter (0211) 899 12 34": PHONE,
    "Handy 0170-123 45 67, danke": PHONE,
    "Bitte um Rückruf: 01701234567": PHONE,
    "Tel. +49 (0)211 8991234": PHONE,
    "0049 211 8991234 ist meine Nummer": PHONE,
    "Мой телефон 8 (495) 123-45-67": PHONE,
    "Перезвоните: 8-916-123-45-67": PHONE,
    "телефон 89161234567": PHONE,
    "звоните +7 916 123 45 67 или позже": PHONE,
    "мой номер 9161234567": PHONE,
    "Звоните 7 495 123-45-67": PHONE,
    "Моск. (495) 123-45-67": PHONE,
    "Call me at +44 20 7946 0958": PHONE,
    "My number is +1 650-253-0000.": PHONE,
    "Am 01.06.1992 hatte ich schon 0211 8991234": PHONE,
    "Vertrag verloren, Rückruf bitte an 0170 1234567": PHONE,
    # payment cards
    "Meine Karte 4111 1111 1111 1111 wurde belastet": CARD,
    "Karte 4111111111111111, gültig bis 12/29": CARD,
    "Karte 4111.1111.1111.1111": CARD,
    "Kann ich mit 5555-5555-5555-4444 spenden?": CARD,
    "Моя карта МИР 2200 0000 0000 0004": CARD,
    "Charge 3782 822463 10005 for the tickets": CARD,
    "card 4111 1111 1111 1111 123 please": CARD,
    # accounts
    "Mein Konto ist DE89 3704 0044 0532 0130 00": IBAN,
    "IBAN de89370400440532013000 bitte": IBAN,
    "IBAN: DE 89 3704 0044 0532 0130 00": IBAN,
    "DE89.3704.0044.0532.0130.00 ist mein Konto": IBAN,
    "Überweisen Sie an DE89 3704 0044 0532 0130 00 ist das möglich?": IBAN,
    "Please use GB29-NWBK-6016-1331-9268-19": IBAN,
    "Счёт LT12 1000 0111 0100 1000, когда придёт?": IBAN,
}
NOT_HELD = (
    # years, dates and times
    "Was geschah 1992–2022?",
    "Was regelt das Kulturkommuniqué 2020-2023?",
    "Was stand in den Programmen 1992 1996 2000 2004 2008 2012?",
    "Wurde der Vertrag am 01.06.1992 unterzeichnet?",
    "Seit dem 24.02.2022 um 14:30 ruht die Partnerschaft, warum?",
    "Galt das Programm vom 03.03.2003-05.05.2005?",
    "Galt es 03.03.03-05.05.05?",
    "Vgl. das Urteil vom 3. 5. 2004, was sagt es?",
    "Fotos vom 03032003",
    "Что было 24.02.2022 в 10:00-11:30?",
    "Что решили 2022-02-24 10:00?",
    "When was the Edict of Fontainebleau (1685) issued?",
    "What happened in 1665, 1691 and 1740-42?",
    # sums and counts
    "Wofür waren die 150 000 Euro 2019?",
    "Leben in Moskau 13 010 112 oder 12.655.050 Menschen?",
    "На что ушло 84 951 234 567 рублей?",
    "Почему 6 000 000 000 рублей, а не 1 500 000?",
    "Was it 9 161 234 567 roubles?",
    "Warum 0.56 / 0.49 / 0.62 und nicht 0,911?",
    # numbers of papers
    "Was steht im Vertrag Nr. 12/1992?",
    "Vertrag 0211/2019-04, was regelt er?",
    "Gibt es die Vorlage 01/ 245/2018 noch?",
    "Was steht in Vorlage 02-1234/2020?",
    "Az. 02115/2019-04",
    "Aktenzeichen 0150 2019 1234",
    "Hat die ISBN 978-3-16-148410-0 ein Buch dazu?",
    "ISSN 0340-1234",
    "Was ist Artikelnummer 0211-4455-66?",
    "Was bedeutet § 0815 4711?",
    "Что в договоре № 8-495/2019?",
    "Что говорит постановление № 1234-ПП от 24.02.2022?",
    "ИНН 7710474375, ОГРН 1027739813507",
    "What does agreement No. 89161234567 say?",
    # addresses and files
    "Ist das Rathaus in 40213 Düsseldorf, Marktplatz 2?",
    "Где это: 125032 Москва, Тверская 13?",
    "Was steht in kulturkommunique-2020-2023.ru.md, Zeichen 1342-1537?",
    "Stimmt https://ria.ru/20090423/169080498.html?",
    "Steht es in aid-1.6818872 oder in aid-49691155?",
    "What did the mayors sign at Moscow.ru or elsewhere?",
    "Who spoke at that point in Moscow?",
    "Где собака зарыта, какова точка зрения города?",
    "Was schreibt @stadt.duesseldorf darüber?",
    "Preis: 5 @ 3 Euro?",
    # short numbers, and such that only begin like those that count
    "Gilt die 115 oder die 112?",
    "Hat die Stadt die 0211 89-91?",
    "Karte 4111 1111 1111 1112",  # a digit is wrong
    "Nummer 1234 5678 9012 3452",  # right, but no issuer begins with 1
    "Konto DE88 3704 0044 0532 0130 00",  # a digit is wrong
    "DE 2019/0123456",
    "4006381333931",
)


def test_personal_data_are_found() -> None:
    assert {text: find_personal_data(text) for text in HELD} == HELD


def test_what_only_looks_like_them_is_let_through() -> None:
    assert [text for text in NOT_HELD if find_personal_data(text)] == []


def test_no_real_question_is_taken_for_personal_data() -> None:
    asked = [json.loads(line)["question"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    assert len(asked) > 150
    assert [question for question in asked if find_personal_data(question)] == []


def test_the_labelled_set_is_balanced() -> None:
    for key, share in (("half", 75), ("language", 50)):
        count = Counter((each[key], each["kind"] != "none") for each in LABELLED)
        assert set(count.values()) == {share}
    assert len({each["text"] for each in LABELLED}) == 300


def test_of_the_labelled_set_nearly_all_is_found_and_hardly_anything_else() -> None:
    taken = [(each, find_personal_data(each["text"], OWN)) for each in LABELLED]
    missed = [each["text"] for each, kind in taken if each["kind"] != "none" and kind is None]
    alarms = [each["text"] for each, kind in taken if each["kind"] == "none" and kind]
    sys.stdout.write("\n".join(["missed:", *missed, "false alarms:", *alarms, ""]))  # to be seen with -s
    assert 1 - len(missed) / 150 >= 0.97, missed
    assert len(alarms) / 150 <= 0.02, alarms
    assert [each for each, kind in taken if kind and each["kind"] not in (kind, "none")] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gehört info@duesseldorf.de der Stadt?", None),
        ("Gehört info (at) duesseldorf punkt de der Stadt?", None),
        ("Gehört info@duesseldorf.de.example.org der Stadt?", MAIL),
        ("Gehört 0211 89-21234 der Stadt?", None),
        ("Ist 0049_211_8921234 richtig?", None),
        ("Ist 0211 89-21234 richtig und 0170 1234567 auch?", PHONE),
        ("Ist 0212 8921234 richtig?", PHONE),
        ("Stimmt DE89/3704/0044/0532/0130/00?", None),
        ("Stimmt DE71 3005 0110 0012 3456 78?", IBAN),
        ("Gehört info@duesseldorf.de die Karte 4111 1111 1111 1111?", CARD),
    ],
)
def test_what_is_the_citys_own_does_not_count(text: str, kind: PersonalData | None) -> None:
    assert find_personal_data(text) is not None
    assert find_personal_data(text, OWN) is kind


@pytest.mark.parametrize("contact", OWN)
def test_a_contact_of_the_city_is_written_in_one_way(contact: str) -> None:
    assert plain_contact(contact) == contact


def test_what_is_left_holds_none_of_it() -> None:
    text = (
        "Wann? eva@example.org 0170 1234567 4111 1111 1111 1111 DE89 3704 0044 0532 0130 00 max @ web.de "
        "0171_1234567 4111/1111/1111/1111 max (собачка) web точка рф Danke!"
    )
    left = remove_personal_data(text)
    assert left.split() == ["Wann?", "Danke!"]
    assert find_personal_data(left) is None


PARTS = (
    *("1 ", "0211 ", "4111 ", "DE89 ", "a@", "a.", "A", "0-", "+49 ", "(0211)", "4111/", "0_", "DE89 / "),
    *(" . ", "a at b.", " at ", "_at_", "-at-", "-dot-", "a dot ", " собака а", "(", "@ ", "a-", "mail "),
)


def measure(part: str, length: int) -> float:
    """Return the seconds of this thread's: those of a busy machine say nothing."""
    text = (part * length)[:length]
    start = time.thread_time()
    find_personal_data(text)
    return time.thread_time() - start


def test_no_question_takes_long_to_look_through_and_a_longer_text_only_so_much_longer() -> None:
    for part in PARTS:
        measure(part, 500)  # what is needed for it is loaded
        assert measure(part, 500) < 0.5, part
        assert measure(part, 8_000) < 24 * measure(part, 1_000) + 0.05, part


# --- in answers


@pytest.mark.parametrize(
    ("question", "phrase", "language"),
    [
        ("Wann antwortet mir eva@example.org auf meine Frage?", "personal_mail", DE),
        ("Когда мне позвонят по номеру 8 (495) 123-45-67?", "personal_phone", RU),
        ("Why was my card 4111 1111 1111 1111 charged?", "personal_card", EN),
        ("Wurde auf DE89 3704 0044 0532 0130 00 überwiesen?", "personal_iban", DE),
        ("Hallo! eva@example.org", "personal_mail", DE),  # before it counts as a greeting
    ],
)
def test_the_reader_is_asked_to_take_them_out_and_nothing_is_searched(
    question: str, phrase: str, language: Language
) -> None:
    retriever = WordRetriever()
    answer = ask(read_words(retriever), question)
    assert (answer.status, answer.language, answer.text) == (
        Status.PERSONAL_DATA,
        language,
        say(phrase, language),
    )
    assert retriever.asked == []


def test_the_language_is_that_asked_for_else_that_of_the_rest_else_that_of_the_page() -> None:
    german = "Wann antwortet mir ivan.petrov@example.ru auf meine Frage?"
    cases = [
        (Inquiry(german, language=EN, page=RU), EN),
        (Inquiry(german, page=RU), DE),
        (Inquiry("ivan.petrov@pochta.ru", page=RU), RU),
        (Inquiry("+7 495 123-45-67", page=EN), EN),
        (Inquiry("+7 495 123-45-67"), DE),
    ]
    found = [answer_inquiry(inquiry, know()) for inquiry, _ in cases]
    assert [each.answer.language for each in found] == [language for _, language in cases]
    assert {each.answer.status for each in found} == {Status.PERSONAL_DATA}
    assert found[2].question.detection.verdict is Verdict.NONE


def test_they_are_found_in_earlier_questions_too_but_not_in_our_answers() -> None:
    retriever = WordRetriever()
    history = [Turn("Wer ist eva@example.org?", "Das weiß ich nicht."), Turn("Und wann war das?")]
    answer = ask(read_words(retriever), "Wer hat den Vertrag unterschrieben?", history=history)
    assert (answer.status, answer.text) == (Status.PERSONAL_DATA, say("personal_earlier", DE))
    assert retriever.asked == []
    told = [Turn("Wie erreiche ich die Stadt?", "Schreiben Sie an international@example.org.")]
    answer = ask(read_words(retriever), "Wer hat den Vertrag unterschrieben?", history=told)
    assert answer.status is Status.NOT_FOUND
    assert [question for question, _, _ in retriever.asked] == ["Wer hat den Vertrag unterschrieben?"]


def test_an_evaluation_counts_such_a_question_as_refused(tmp_path: Path) -> None:
    asked = Question(
        "1", "Wann antwortet mir eva@example.org auf meine Frage?", DE, (("1992",),), answerable=True
    )
    outcome = next(ask_questions(know(), tmp_path, [asked]))
    assert (outcome.answered, outcome.citations, outcome.evidence) == (False, 0, 0.0)
    assert (outcome.detected, outcome.answer_language) == (DE, DE)
    assert outcome.text == say("personal_mail", DE)


def test_a_search_for_them_is_refused(tmp_path: Path) -> None:
    retriever = WordRetriever()
    with TestClient(create_app(Config(index=tmp_path), read_words(retriever))) as client:
        asked = {"question": "Wer ist eva\u200b@example.org?"}
        response = client.get("/api/search", params=asked, headers={"Accept-Language": "ru"})
    assert response.status_code == 422
    assert response.json()["detail"] == say("personal_mail", RU)
    assert retriever.asked == []


def test_a_question_with_a_contact_of_the_city_is_looked_up(tmp_path: Path) -> None:
    retriever = WordRetriever()
    question = "Gehört die Nummer 0211 89-21234 der Stadt Düsseldorf?"
    with TestClient(create_app(Config(index=tmp_path, own_contacts=OWN), read_words(retriever))) as client:
        asked = client.post("/api/ask", json={"question": question})
        earlier = [{"question": question, "answer": ""}]
        goes_on = client.post("/api/ask", json={"question": "Wann war der Besuch?", "history": earlier})
        found = client.get("/api/search", params={"question": question})
        refused = client.post("/api/ask", json={"question": question.replace("0211", "0212")})
    assert (asked.json()["status"], goes_on.json()["status"]) == ("not_found", "not_found")
    assert found.status_code == 200
    assert refused.json()["status"] == "personal_data"
    assert len(retriever.asked) == 3


def test_invisible_characters_do_not_hide_them() -> None:
    answer = ask(know(), "Wer ist eva\u200b@exam\u00adple.org?", as_of=date(2026, 1, 1))
    assert answer.status is Status.PERSONAL_DATA
    hidden = [Turn("Wer ist eva\u200b@exam\u00adple.org?")]
    answer = ask(know(), "Wer hat den Vertrag unterschrieben?", history=hidden)
    assert answer.status is Status.PERSONAL_DATA
