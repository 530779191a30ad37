"""The measures, on outcomes made by hand, and the files of questions."""

import json
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.measures import Outcome, Question, measure, measure_auroc, read_questions
from index.errors import QuestionsError
from index.languages import Language
from tests.languages.codes import DE, EN, RU


def make_question(language: Language = DE, *relevant: str, answerable: bool = True) -> Question:
    answers = (("1992", "neunzehnhundertzweiundneunzig"), ("Straße",)) if answerable else ()
    return Question("q", "Wann?", language, answers, answerable, relevant)


def make_outcome(question: Question, **values: Any) -> Outcome:
    plain = Outcome(
        question=question,
        found=(),
        held_in=None,
        answered=True,
        text="1992 in der Straße",
        lead="1992 in der Straße",
        short="1992 in der Straße",
        answer_language=question.language,
        detected=question.language,
        evidence=0.5,
        quotes=1,
        citations=0,
        verified=0,
        milliseconds=10.0,
    )
    return replace(plain, **values)


def test_an_answer_is_right_when_it_holds_a_text_of_every_group_ignoring_case_and_white_space() -> None:
    question = make_question()
    assert question.is_right("Im Jahr 1992 in der STRASSE")
    assert question.is_right("straße, Neunzehnhundertzweiundneunzig")
    words = replace(question, answers=(("im Jahr 1992",),))
    assert words.is_right("Es war im\u00a0Jahr\n 1992.")
    assert not words.is_right("Es war imJahr 1992.")
    assert not question.is_right("Im Jahr 1992")
    assert not question.is_right("")


def test_the_report_over_outcomes_of_every_kind() -> None:
    outcomes = [
        make_outcome(
            make_question(DE, "a.ru.md"),
            found=("a.ru.md", "b.md"),
            held_in=RU,
            short="1992",
            evidence=0.9,
            quotes=2,
            citations=3,
            verified=3,
        ),
        make_outcome(
            make_question(DE, "a.ru.md", "c.ru.md"),
            found=("b.md", "c.ru.md", "a.ru.md"),
            held_in=RU,
            text="nichts davon",
            lead="nichts",
            short="nichts",
            detected=EN,
            evidence=0.4,
            citations=1,
            verified=0,
            milliseconds=20.0,
        ),
        make_outcome(
            make_question(EN, "d.de.md"),
            found=("1", "2", "3", "4", "5", "d.de.md"),
            held_in=DE,
            answered=False,
            answer_language=DE,
            evidence=0.2,
            milliseconds=30.0,
        ),
        make_outcome(make_question(RU, "e.ru.md"), found=("b.md",), held_in=RU, milliseconds=40.0),
        # Answerable, without a word on where; what leads holds only a part of the answer.
        make_outcome(make_question(RU), lead="1992", short="1992"),
        make_outcome(
            make_question(RU, "a.ru.md", answerable=False), found=("a.ru.md",), answered=False, evidence=0.4
        ),
        make_outcome(
            make_question(EN, answerable=False), detected=None, evidence=0.3, milliseconds=1000.123456
        ),
    ]
    assert measure(outcomes) == {
        "questions": 7,
        "retrieval": {
            "all": {"n": 4, "recall@1": 1 / 4, "recall@5": 2 / 4, "mrr": (1 + 1 / 2 + 1 / 6 + 0) / 4},
            "de-ru": {"n": 2, "recall@1": 1 / 2, "recall@5": 1.0, "mrr": 3 / 4},
            "en-de": {"n": 1, "recall@1": 0.0, "recall@5": 0.0, "mrr": 1 / 6},
            "ru-ru": {"n": 1, "recall@1": 0.0, "recall@5": 0.0, "mrr": 0.0},
        },
        "answers": {
            "right": 3 / 5,
            "lead_right": 2 / 5,
            "short_right": 1 / 5,
            "false_answers": 1 / 2,
            "false_refusals": 1 / 5,
            # above 0.3 and 0.4: 0.9, 0.5, 0.5; 0.4 is above one and level with the other; 0.2 above none
            "auroc": (2 + 2 + 2 + 1.5 + 0) / 10,
            "quotes": (2 + 1 + 1 + 1 + 1) / 5,
        },
        "citations": {"verified": 3 / 4},
        "language": {"detected": 5 / 7, "answered_in": 6 / 7},
        "milliseconds": {"p50": 20.0, "p95": 712.09, "p99": 942.52},
    }


def test_what_cannot_be_measured_is_none() -> None:
    report = measure([make_outcome(make_question(answerable=False), answered=False)])
    assert report["retrieval"] == {}
    undefined = ("right", "lead_right", "short_right", "false_refusals", "auroc", "quotes")
    assert report["answers"] == {"false_answers": 0.0} | dict.fromkeys(undefined)
    assert report["citations"] == {"verified": None}
    assert json.loads(json.dumps(report)) == report


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9, 0.8], 0.0),
        ([0.5], [0.5], 0.5),
        ([0.5, 0.5], [0.5, 0.5, 0.5], 0.5),
        ([0.3, 0.7], [0.3, 0.5], (0.5 + 0 + 1 + 1) / 4),
        ([inf, -inf], [0.0], 0.5),
        ([], [0.5], None),
        ([0.5], [], None),
    ],
)
def test_auroc_counts_the_pairs_in_order_and_ties_half(
    positive: list[float], negative: list[float], expected: float | None
) -> None:
    assert measure_auroc(positive, negative) == expected


# Files of questions


def write_lines(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "fragen.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


GOOD = '{"id": "a", "question": "Wann?", "language": "de", "answers": [["1992"]]}'


def test_questions_are_read_with_what_may_be_left_out(tmp_path: Path) -> None:
    full = {
        "id": 7,
        "question": "Когда\u2028это было?",
        "language": "ru",
        "relevant": ["a/b.md"],
        "answers": [["1992", 1993], ["x"]],
        "answerable": False,
        "comment": "is ignored",
    }
    lines = [
        "\ufeff" + GOOD,
        "",
        json.dumps(full, ensure_ascii=False),
        '{"id": "c", "question": "?", "language": "en"}',
    ]
    assert read_questions(write_lines(tmp_path, *lines)) == [
        Question("a", "Wann?", DE, (("1992",),), answerable=True),
        Question(
            "7",
            "Когда\u2028это было?",
            RU,
            (("1992", "1993"), ("x",)),
            answerable=False,
            relevant=("a/b.md",),
        ),
        Question("c", "?", EN, (), answerable=False),
    ]


def test_our_own_questions_are_read() -> None:
    assert len(read_questions(Path(__file__).parents[1] / "data" / "questions.jsonl")) > 10


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "AttributeError"),
        ("17", "AttributeError"),
        ('{"question": "?", "language": "de"}', "KeyError('id')"),
        ('{"id": "a", "language": "de"}', "KeyError('question')"),
        ('{"id": "a", "question": "?"}', "KeyError('language')"),
        ('{"id": "a", "question": "?", "language": "fr"}', "'fr' is not a valid Language"),
        ('{"id": "a", "question": "?", "language": "de", "answers": ["1992"]}', "answers must be a list of"),
        ('{"id": "a", "question": "?", "language": "de", "answers": "1992"}', "answers must be a list of"),
        ('{"id": "a", "question": "?", "language": "de", "answers": null}', "TypeError"),
        ('{"id": "a", "question": "?", "language": "de", "relevant": "a.md"}', "relevant must be a list"),
        ('{"id": "a", "question": "?", "language": "de", "answerable": "no"}', "answerable must be true or"),
    ],
)
def test_a_broken_line_is_named_with_its_file_and_number(tmp_path: Path, line: str, reason: str) -> None:
    path = write_lines(tmp_path, GOOD, "", line, GOOD)
    with pytest.raises(QuestionsError) as caught:
        read_questions(path)
    assert caught.value.code == "question_broken"
    assert str(caught.value).startswith(f"{path}, line 3: ")
    assert reason in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes("Düsseldorf".encode("latin-1"))
    for path in (latin, tmp_path / "missing.jsonl", tmp_path):
        with pytest.raises(QuestionsError) as caught:
            read_questions(path)
        assert caught.value.code == "questions_unreadable"
        assert str(caught.value).startswith(f"{path}: ")


def test_a_file_without_a_question_is_named(tmp_path: Path) -> None:
    path = write_lines(tmp_path, "", "  ")
    with pytest.raises(QuestionsError) as caught:
        read_questions(path)
    assert (caught.value.code, caught.value.values) == ("questions_empty", {"path": path})
