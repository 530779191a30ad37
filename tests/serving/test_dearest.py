"""No request costs much more than an ordinary question; benchmarks/dearest.py looks longer."""

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from starlette.testclient import TestClient

from benchmarks.dearest import ORDINARY, PIECES, SEEDS, Meter, Request, change, find_dearest
from bot.config import Config
from bot.http.app import create_app
from bot.http.middleware.request_limits import BODY_KILOBYTES
from index.detection.tokens import read_tokens
from index.encoding.encoder import QUESTION_TOKENS, BundledEncoder, open_graph
from index.encoding.prepare import prepare_model
from tests.doubles.retriever import BALLET, FORMER, TREATY, know

# As dear as an ordinary question. Both are measured without models, which take most of what an ordinary one
# costs: with them, ten times is less than double.
TIMES = 10
TRIES = 60


@pytest.fixture(scope="module")
def meter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meter]:
    """Return what asks a service without models: what they take is bounded by their longest input."""
    config = Config(index=tmp_path_factory.mktemp("none"), rate="off")
    with TestClient(create_app(config, know(TREATY, BALLET, FORMER))) as client:
        yield Meter(client)


def test_the_dearest_request_that_is_found_costs_few_ordinary_questions_at_most(meter: Meter) -> None:
    found = find_dearest(lambda each: meter.measure(each.write()), Random(0), TRIES)
    ordinary = meter.measure({"question": ORDINARY}, 9)
    costs = {str(each): meter.measure(each.write(), 5) / ordinary for each in found}
    assert max(costs.values()) <= TIMES, costs


def test_what_is_sent_is_as_long_as_may_be() -> None:
    draw = Random(0)
    requests = [Request(question, tuple(before)) for question, *before in SEEDS]
    for _ in range(100):
        requests.append(change(draw.choice(requests), draw))
        asked = requests[-1].write()
        assert len(unicodedata.normalize("NFC", asked["question"])) <= 500
        assert len(json.dumps(asked, ensure_ascii=False).encode()) < BODY_KILOBYTES * 1024
    assert len(Request(("a",), (("b",),) * 20).write()["history"]) == 20


def test_the_model_reads_as_much_of_a_question_as_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    class Listening:
        def __init__(self, path: Path) -> None:
            self.session = open_graph(path)
            self.get_outputs = self.session.get_outputs

        def run(self, names: None, given: dict[str, object]) -> object:
            read.append(given["input_ids"].shape[1])  # type: ignore[attr-defined]
            return self.session.run(names, given)

    monkeypatch.setattr("index.encoding.encoder.open_graph", Listening)
    encoder = BundledEncoder(*prepare_model())
    long, longer = encoder.encode_questions(["漢字 " * 200, "漢字 " * 2_000])
    short = encoder.encode_questions(["Wer hat das Kommuniqué unterschrieben?"])[0]
    assert (long == longer).all()
    assert not (long == short).all()
    assert max(read) == QUESTION_TOKENS


def test_sixteen_times_as_long_a_text_takes_forty_times_as_long_at_most() -> None:
    # Twice the power of the length would be 256 times.
    pieces = [piece for piece in PIECES if piece.strip()]
    slow = [
        each for each in pieces if measure_reading(each, 1_920) > 40 * max(measure_reading(each, 120), 2e-5)
    ]
    assert slow == []


def measure_reading(piece: str, length: int) -> float:
    """Return the least seconds of the processor of five tries."""
    text, taken = (piece * length)[:length], []
    for _ in range(5):
        began = time.thread_time()
        read_tokens(text)
        taken.append(time.thread_time() - began)
    return min(taken)
