"""Known answers in, a calibration out: the surer, the more evidence; few questions are answered falsely."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.cli.commands import main
from bot.evaluation.calibrate import Observation, calibrate
from index.reading.calibration import CALIBRATION, Calibration, load_calibration
from index.reading.reader import load_reader


def draw(count: int, *, answerable: bool, seed: int) -> list[Observation]:
    """Draw questions whose right sentences score 2 more than wrong ones, of three passages each."""
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(count):
        right = np.array([answerable, False, False])
        signals = random.normal(size=(3, 2)) * (1, 0.1)
        signals[:, 0] += 2 * right
        drawn.append(Observation(answerable, signals, right))
    return drawn


OBSERVED = [*draw(400, answerable=True, seed=1), *draw(400, answerable=False, seed=2)]


@pytest.mark.parametrize("cost", [0.25, 1.0, 4.0])
def test_at_the_threshold_both_errors_weigh_the_same(cost: float) -> None:
    made = calibrate(OBSERVED, cost)
    figures = made.pop("figures")
    calibration = Calibration(**made)
    leads = [
        max(
            calibration.weigh([score], similarity)[0]
            for score, similarity in np.asarray(each.signals, float).tolist()
        )
        for each in OBSERVED
    ]
    answered = [evidence >= calibration.threshold for evidence in leads]
    assert sum(answered[400:]) / 400 == pytest.approx(figures["false_answers"])
    assert figures["false_refusals"] == pytest.approx(1 - sum(answered[:400]) / 400)
    assert cost * figures["false_answers"] == pytest.approx(figures["false_refusals"], abs=max(1, cost) / 400)


def test_the_dearer_a_false_answer_the_fewer_there_are() -> None:
    few, more = (calibrate(OBSERVED, cost)["figures"]["false_answers"] for cost in (4.0, 0.5))
    assert few < more


def test_evidence_is_the_share_of_leads_that_are_right() -> None:
    made = calibrate(OBSERVED, 1.0)
    made.pop("figures")
    calibration = Calibration(**made)
    assert calibration.score > 0
    evidence, right = [], []
    for each in OBSERVED:
        weighed = [calibration.weigh([row[0]], row[1])[0] for row in np.asarray(each.signals, float).tolist()]
        evidence.append(max(weighed))
        right.append(bool(each.right[int(np.argmax(weighed))]))
    assert float(np.mean(evidence)) == pytest.approx(float(np.mean(right)), abs=0.01)


def test_the_calibration_that_ships_was_made_for_the_reader_that_ships() -> None:
    made = load_calibration().made
    assert made["reader"] == load_reader().fingerprint
    assert made["cost_of_a_false_answer"] > 0
    assert {"date", "documents", "questions", "made_by"} <= set(made)


def test_the_command_writes_a_calibration(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = [
        ("Wann wurde der Vertrag unterzeichnet?", "de", [["1. Juni 1992", "1 июня 1992"]]),
        ("Was umfasst das Programm?", "de", [["Kultur"]]),
        ("Where did ice hockey players train?", "en", [["Moscow"]]),
        ("Wer bezahlte das Dach des Rathauses?", "de", []),
        ("What does a ticket for the museum cost?", "en", []),
    ]
    file, out = tmp_path / "questions.jsonl", tmp_path / "calibration.json"
    rows = [
        {"id": str(n), "question": text, "language": language, "answers": answers}
        for n, (text, language, answers) in enumerate(questions)
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    monkeypatch.setattr("index.reading.calibration.CALIBRATION", out)
    before = {"score": 1, "similarity": 0, "intercept": 0, "threshold": 0.5, "made": {"reader": "another"}}
    out.write_text(json.dumps(before), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["calibrate", "--documents", str(documents), "--questions", str(file)])
    assert ended.value.code == 0
    values = json.loads(out.read_text("utf-8"))
    assert Calibration(**values).threshold > 0
    assert values["made"]["reader"] == load_reader().fingerprint  # that of another one stood there before
    assert json.loads(capsys.readouterr().out) == values


def test_questions_of_one_kind_are_refused(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = tmp_path / "questions.jsonl", CALIBRATION.read_bytes()
    row = {"id": "1", "question": "Was umfasst das Programm?", "language": "de", "answers": [["Kultur"]]}
    file.write_text(json.dumps(row), "utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["calibrate", "--documents", str(documents), "--questions", str(file)])
    assert ended.value.code == 1
    assert str(file) in capsys.readouterr().err
    assert CALIBRATION.read_bytes() == before
