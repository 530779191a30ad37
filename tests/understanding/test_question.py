"""A question is understood once, and every entrance looks up the same for it."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import bot.understanding.question
from bot.cli.commands import main
from bot.config import Config
from bot.http.app import create_app
from bot.understanding.inquiry import LONGEST_BEFORE, Inquiry, Turn, clean_question, read_before
from bot.understanding.question import LONGEST_PLAIN, understand
from index.detection.detect import Verdict
from index.errors import QuestionError
from index.languages import Language
from index.search import Filters
from tests.doubles.reader import read_words
from tests.doubles.retriever import BALLET, TREATY, WordRetriever
from tests.languages.codes import DE, EN, RU

Ask = Callable[[str, WordRetriever, Path], object]


def call(*arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 0


def ask_on_the_console(question: str, retriever: WordRetriever, folder: Path) -> None:
    del retriever, folder
    call("ask", question, "--json")


def search_on_the_console(question: str, retriever: WordRetriever, folder: Path) -> None:
    del retriever, folder
    call("search", question, "--json")


def evaluate(question: str, retriever: WordRetriever, folder: Path) -> None:
    del retriever
    path = folder / "questions.jsonl"
    line = {"id": "1", "question": question, "language": "de", "answers": [["1992"]]}
    path.write_text(json.dumps(line), "utf-8")
    call("evaluate", "--documents", str(folder), "--questions", str(path), "--index", str(folder))


def ask_the_interface(question: str, retriever: WordRetriever, folder: Path) -> None:
    with TestClient(create_app(Config(index=folder), read_words(retriever))) as client:
        assert client.post("/api/ask", json={"question": question}).status_code == 200


def search_the_interface(question: str, retriever: WordRetriever, folder: Path) -> None:
    with TestClient(create_app(Config(index=folder), read_words(retriever))) as client:
        assert client.get("/api/search", params={"question": question}).status_code == 200


def ask_the_page(question: str, retriever: WordRetriever, folder: Path) -> None:
    with TestClient(create_app(Config(index=folder), read_words(retriever))) as client:
        assert client.post("/", data={"question": question}).status_code == 200


ENTRANCES: list[Ask] = [
    ask_on_the_console,
    search_on_the_console,
    evaluate,
    ask_the_interface,
    search_the_interface,
    ask_the_page,
]
QUESTIONS = [
    ("Wann wurde der Vertrag unterzeichnet?", "Wann wurde der Vertrag unterzeichnet?", DE),
    ("WANN WURDE DER VERTRAG UNTERZEICHNET?", "wann wurde der vertrag unterzeichnet?", DE),
    (
        "  Wann\u200bwurde der\u00a0 Ver\u00adtrag\nunterzeichnet? ",
        "Wannwurde der Vertrag unterzeichnet?",
        DE,
    ),
    (
        unicodedata.normalize("NFD", "Wer kam aus Köln für Düsseldorf?"),
        "Wer kam aus Köln für Düsseldorf?",
        DE,
    ),
    ("Когда балет приехал в Москву?", "Когда балет приехал в Москву?", RU),
    (unicodedata.normalize("NFD", "Какой балет приехал?"), "Какой балет приехал?", RU),
    ("Kogda balet priehal v Moskvu?", "когда балет приехал в москву?", RU),
    ("KOGDA BALET PRIEHAL V MOSKVU?", "когда балет приехал в москву?", RU),
    ("When was the treaty signed?", "When was the treaty signed?", EN),
]


@pytest.mark.parametrize(
    ("question", "wanted", "language"), QUESTIONS, ids=[f"{number}" for number in range(len(QUESTIONS))]
)
def test_every_entrance_looks_up_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, question: str, wanted: str, language: Language
) -> None:
    told = []
    for enter in ENTRANCES:
        retriever = WordRetriever(TREATY, BALLET)
        knowledge = read_words(retriever)
        monkeypatch.setattr("bot.answering.evidence.open_knowledge", lambda *_, known=knowledge: known)
        enter(question, retriever, tmp_path)
        assert len(set(retriever.asked)) == 1, enter  # an evaluation asks the first question once more
        text, asked_in, filters = retriever.asked[0]
        assert filters in {None, Filters()}
        told.append((text, asked_in))
    assert set(told) == {(wanted, language)}


def test_every_entrance_lets_the_city_s_own_contacts_through(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PARTNERBOT_OWN_CONTACTS", "+49211*")
    question = "Gehört die Nummer 0211 89-21234 der Stadt Düsseldorf?"
    for enter in ENTRANCES[:3]:  # the others get their settings from who makes the application
        retriever = WordRetriever(TREATY, BALLET)
        knowledge = read_words(retriever)
        monkeypatch.setattr("bot.answering.evidence.open_knowledge", lambda *_, known=knowledge: known)
        enter(question, retriever, tmp_path)
        assert {text for text, _, _ in retriever.asked} == {question}, enter


# Understanding


def test_the_language_is_that_of_the_question_and_the_answer_s_may_be_another() -> None:
    question = understand(Inquiry("Wann wurde der Vertrag unterzeichnet?", language=RU, page=EN))
    assert (question.asked_in, question.language, question.detection.verdict) == (DE, RU, Verdict.CLEAR)


def test_where_the_question_has_no_language_the_reader_s_counts() -> None:
    for language, page, expected in ((None, RU, RU), (EN, RU, EN), (None, None, DE)):
        question = understand(Inquiry("1992?", language=language, page=page))
        assert (question.asked_in, question.language) == (expected, expected)


def test_a_question_that_leans_is_looked_up_with_what_it_leans_on() -> None:
    history = [Turn("Was ist der Vertrag von 1992?", "Ein Vertrag.")]
    question = understand(Inquiry("und wer hat ihn unterschrieben?", history=history))
    assert question.text == "und wer hat ihn unterschrieben?"
    assert "Vertrag von 1992" in question.lookup
    alone = understand(Inquiry("Wann kam das Ballett nach Moskau?", history=history))
    assert alone.lookup == alone.text


def look_up(history: list[str], question: str) -> str:
    return understand(Inquiry(question, language=DE, history=[Turn(each) for each in history])).lookup


def test_only_the_last_four_questions_are_read() -> None:
    park = "Wo liegt der Düsseldorf-Park?"
    assert look_up([park, "warum?", "warum?", "warum?"], "wo?") == "wo? Düsseldorf-Park wo?"
    assert look_up([park, "warum?", "warum?", "warum?", "warum?"], "wo?") == "wo?"
    assert read_before([Turn("eva@example.org")] + [Turn("warum?")] * 4) == ("warum?",) * 4


def test_of_earlier_questions_500_characters_are_read_the_newest_first_and_of_answers_none() -> None:
    assert read_before([Turn("Park " * 300, "An answer about the opera.")]) == (("Park " * 100)[:500],)
    assert read_before([Turn("a" * 300), Turn("b" * 400), Turn("c" * 90)]) == ("a" * 10, "b" * 400, "c" * 90)
    assert read_before([Turn("a"), Turn("b" * 500)]) == ("", "b" * 500)
    assert read_before([]) == ()


def test_personal_data_are_found_among_many_digits_and_in_each_earlier_question() -> None:
    dates = "12.03.1992 " * 8
    assert understand(Inquiry(f"Was war am {dates} mit 0211 8991234?")).message == "personal_phone"
    assert understand(Inquiry(f"{'1 ' * 200} eva@example.org")).message == "personal_mail"
    for turns in (("Wer ist 0211 8991234?", "Und?"), ("Und?", "Wer ist 0211 8991234?")):
        history = [Turn(each) for each in turns]
        assert understand(Inquiry("Und wann?", history=history)).message == "personal_earlier"
    assert understand(Inquiry("Wer?", history=[Turn("Nr. 0211"), Turn("8991234 Stück")])).message is None


@pytest.mark.parametrize("grows", ["\ufb2c", "\u0958", "\ufdfa", "½", "İ"])
def test_characters_that_grow_are_cut_after_they_have_grown(
    grows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    for name in ("find_personal_data", "detect_language"):
        real = getattr(bot.understanding.question, name)

        def listen(text: str, *rest: Any, real: Any = real, **others: Any) -> Any:
            read.append(text)
            return real(text, *rest, **others)

        monkeypatch.setattr(f"bot.understanding.question.{name}", listen)
    understand(Inquiry("Und wann?", history=[Turn(grows * 2_000)] * 20))
    assert sum(map(len, read)) <= 2 * (LONGEST_PLAIN + LONGEST_BEFORE)


def test_nothing_is_looked_up_for_a_question_with_personal_data() -> None:
    asked = understand(Inquiry("Wann antwortet mir eva@example.org auf meine Frage?"))
    assert (asked.message, asked.lookup, asked.language) == ("personal_mail", "", DE)
    earlier = understand(Inquiry("Und wann?", history=[Turn("Wer ist eva@example.org?")]))
    assert (earlier.message, earlier.lookup) == ("personal_earlier", "")


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Wann\u00a0war \t das?\n", "Wann war das?"),
        ("Mu\u0308nchen", "München"),
        ("a\u200bb\u202ec\U000e0041d", "abcd"),
        ("\u00ad", ""),
    ],
)
def test_invisible_characters_are_taken_out(typed: str, cleaned: str) -> None:
    assert clean_question(typed) == understand(Inquiry(typed)).text == cleaned


def test_letters_keep_eight_marks() -> None:
    assert clean_question("a" + "\u0316\u0301" * 1_000 + "b") == "á" + "\u0316" * 4 + "\u0301" * 3 + "b"
    assert clean_question("и\u0306" * 500) == "й" * 500


def test_a_question_of_more_than_500_characters_is_refused() -> None:
    assert clean_question("x" * 500 + "\u200b" * 100) == "x" * 500
    for refuse in (clean_question, lambda text: understand(Inquiry(text))):
        with pytest.raises(QuestionError) as caught:
            refuse("x" * 501)
        assert (caught.value.code, caught.value.values["length"]) == ("question_too_long", 501)
