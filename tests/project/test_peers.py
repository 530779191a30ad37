"""What benchmarks/peers compares is counted as `partnerbot evaluate` counts it, and pinned."""

import sys
from pathlib import Path

import pytest

from benchmarks.peers.exchange import Peer, Task, Text
from benchmarks.peers.figures import (
    find_relevant,
    find_worst_pair,
    measure_recall,
    summarise_times,
    write_table,
)
from benchmarks.peers.partnerbot import build
from bot.evaluation.measures import Question
from index.languages import Language
from tests.languages.codes import DE, EN, RU

PEERS = Path(__file__).parents[2] / "benchmarks" / "peers"
LISTS = sorted(PEERS.glob("*.txt"))
BRIDGE = Text("bridge.de.md", "Brücke", "de", "Die Brücke wurde 1976 gebaut.")
PARK = Text("park.ru.md", "Парк", "ru", "Парк открыли в 2015 году.")
OPERA = Text("opera.de.md", "Oper", "de", "Die Oper wurde 2015 besucht.")
TEXTS = (BRIDGE, PARK, OPERA)


def ask(language: Language, *relevant: Text, answers: tuple[tuple[str, ...], ...] = ()) -> Question:
    return Question(
        "q", "?", language, answers, answerable=True, relevant=tuple(one.path for one in relevant)
    )


def test_passages_of_one_document_count_once() -> None:
    found = [[BRIDGE.path] * 5 + [PARK.path], [OPERA.path, BRIDGE.path]]
    recall = measure_recall([ask(EN, PARK), ask(DE, OPERA)], found, TEXTS)
    assert recall["all"] == {"n": 2, "recall@1": 0.5, "recall@5": 1.0, "mrr": 0.75}
    assert find_worst_pair(recall) == ("en-ru", 0.0)


def test_a_question_without_documents_is_answered_by_those_that_hold_its_answer() -> None:
    assert find_relevant(ask(EN, answers=(("2015",),)), TEXTS).relevant == (PARK.path, OPERA.path)
    both = ask(EN, answers=(("2015",), ("Oper", "Опера")))
    assert find_relevant(both, TEXTS).relevant == (OPERA.path,)
    assert find_relevant(ask(EN, BRIDGE, answers=(("2015",),)), TEXTS).relevant == (BRIDGE.path,)


def test_times_and_the_table() -> None:
    times = summarise_times([0.01, 0.02, 0.03])
    assert times == pytest.approx({"p50": 20, "p95": 29, "a_second": 50})
    recall = measure_recall([ask(RU, BRIDGE)], [[BRIDGE.path]], TEXTS)
    row = {"name": "Ours", "times": times, "recall": recall, "build_s": 3.4, "first_s": 1.25}
    table = write_table(
        [row | {"memory": {"pss": 250}}, {"name": "Ours, answer", "times": times}], paired=True
    )
    assert table.splitlines()[2:] == [
        "| Ours | 1.000 / 1.000 | 1.000 (ru–de) | 20.0 / 29.0 | 50 | 3.4 | 1.2 | 250 |",
        "| Ours, answer | – | – | 20.0 / 29.0 | 50 | – | – | – |",
    ]


def test_texts_come_back_as_they_were_kept(tmp_path: Path) -> None:
    odd = Text("a.md", 'Titel "quer"', "de", "Zeile\u2028weiter\n\nEnde")
    Task(tmp_path, tmp_path / "store" / "ours").write_texts([odd, PARK])
    assert Task(tmp_path, tmp_path / "store" / "theirs").read_texts() == [odd, PARK]


def test_a_system_is_asked_in_a_process_of_its_own(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / PARK.path).write_text(PARK.text, "utf-8")
    task = Task(documents, tmp_path / "place" / "partnerbot")
    build(task)
    with Peer(Path(sys.executable), "partnerbot", task) as peer:
        reply = peer.ask("search", ["Когда открыли парк?", "When was the park opened?"])
        assert peer.measure_memory()["rss"] >= peer.measure_memory()["pss"] > 50
    assert reply.found == [[PARK.path], [PARK.path]]
    assert all(0 < seconds < 60 for seconds in reply.seconds)


@pytest.mark.parametrize("listed", LISTS, ids=lambda path: path.stem)
def test_every_package_of_an_environment_is_pinned(listed: Path) -> None:
    lines = listed.read_text("utf-8").splitlines()
    assert all(line.count("==") == 1 for line in lines)
    assert "torch==2.13.0" in lines or not any(line.startswith(("torch", "nvidia")) for line in lines)


def test_every_peer_has_its_list_of_packages() -> None:
    assert [path.stem for path in LISTS] == ["cairn", "haystack", "llamaindex", "txtai"]
    assert all(path.with_suffix(".py").exists() for path in LISTS)
