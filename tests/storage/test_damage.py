"""A sample of `python -m benchmarks.damage`: no damage makes an answer wrong or ends a process."""

import os
import signal
from collections import Counter
from pathlib import Path

from benchmarks.damage import DAMAGES, REFUSED, SAME, WRONG, Ask, count_outcomes, is_right
from index.build import build_index
from index.encoding.encoder import Encoder
from index.storage.store import Index
from tests.doubles.reader import ask, open_index

QUESTIONS = (
    "Wann wurde der Vertrag unterzeichnet?",
    "Who trained together in Moscow?",
    "Что подписали в 1992?",
)


def make_ask(encoder: Encoder) -> Ask:
    def ask_all(index: Index) -> object:
        knowledge = open_index(index, encoder)
        answers = [ask(knowledge, question) for question in QUESTIONS]
        return answers, list(knowledge.retriever.documents.values())

    return ask_all


def test_damage_is_refused_or_changes_no_answer(documents: Path, tmp_path: Path, encoder: Encoder) -> None:
    build_index(documents, tmp_path / "index", encoder)
    counted = count_outcomes(tmp_path / "index", make_ask(encoder), 100)
    assert is_right(counted)
    assert counted.total() == 100
    assert {damage for damage, _, _ in counted} == {damage.__name__ for damage in DAMAGES}
    whens: Counter[tuple[str, str]] = Counter()
    for (_, when, outcome), number in counted.items():
        whens[when, outcome] += number
    assert whens["before it is read", REFUSED] > 25
    assert whens["while it answers", REFUSED] >= 3
    assert whens["while it answers", SAME] > 10


def test_wrong_answers_and_processes_that_die_are_counted(
    documents: Path, tmp_path: Path, encoder: Encoder
) -> None:
    """So that it cannot pass by not looking."""
    build_index(documents, tmp_path / "index", encoder)
    asked: list[int] = []

    def forget(_: Index) -> object:
        asked.append(len(asked))
        return asked[-1]

    counted = count_outcomes(tmp_path / "index", forget, 10)
    assert sum(number for (_, _, outcome), number in counted.items() if outcome == WRONG) > 0
    assert not is_right(counted)

    def die(_: Index) -> object:
        asked.append(1)
        if len(asked) > 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return None

    counted = count_outcomes(tmp_path / "index", die, 5)
    assert any("DEAD" in outcome for _, _, outcome in counted)
    assert not is_right(counted)
