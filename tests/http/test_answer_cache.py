"""Answers that are kept: the same bytes again, gone with their index, few, and without the question."""

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.answering.answer import Answer, Status
from bot.answering.evidence import Knowledge  # noqa: TC001
from bot.config import Config
from bot.http.admission.answer_cache import AnswerCache
from bot.http.admission.queue import MOST_QUEUED, THREADS
from bot.http.app import build_app, create_app
from bot.understanding.inquiry import Inquiry
from tests.doubles.reader import read_words
from tests.doubles.retriever import BALLET, FORMER, TREATY, WordRetriever, know
from tests.http.test_reload import switch_in
from tests.languages.codes import DE
from tests.serving.test_reloads import QuickReloader

ASKED = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
RENEWED = replace(TREATY, text=TREATY.text.replace("1. Juni 1992", "2. Juli 1993"))


@pytest.fixture
def retriever() -> WordRetriever:
    return WordRetriever(TREATY, BALLET, FORMER)


@pytest.fixture
def client(retriever: WordRetriever, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Config(index=tmp_path, rate="off"), read_words(retriever))) as client:
        yield client


def ask(client: TestClient, question: str = ASKED, **others: Any) -> bytes:
    response = client.post("/api/ask", json={"question": question, **others})
    assert response.status_code == 200
    return response.content


def count_kept(client: TestClient) -> float:
    lines = client.get("http://testserver:9464/metrics").text.splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("partnerbot_kept_answers_total "))


def test_the_same_question_again_gives_the_same_bytes_without_looking_it_up(
    client: TestClient, retriever: WordRetriever
) -> None:
    first = ask(client)
    assert b"1. Juni 1992" in first
    assert ask(client) == first
    assert ask(client, f"  {ASKED} ") == first
    assert ask(client, as_of=date.today().isoformat()) == first  # noqa: DTZ011
    assert (len(retriever.asked), count_kept(client)) == (1, 3)


def test_the_page_without_scripts_and_the_interface_share_answers(
    client: TestClient, retriever: WordRetriever
) -> None:
    ask(client)
    page = client.post("/", data={"question": ASKED})
    assert "1. Juni 1992" in page.text
    assert (len(retriever.asked), count_kept(client)) == (1, 1)


@pytest.mark.parametrize(
    "others",
    [
        {"question": ASKED.lower()},
        {"language": "en"},
        {"history": [{"question": "Was war 1992?"}]},
        {"as_of": "2019-01-01"},
    ],
)
def test_whatever_an_answer_depends_on_makes_another_question(
    client: TestClient, retriever: WordRetriever, others: dict[str, Any]
) -> None:
    ask(client)
    given = {"question": ASKED, **others}
    first, second = ask(client, **given), ask(client, **given)
    assert first == second
    assert (len(retriever.asked), count_kept(client)) == (2, 1)


def test_the_language_of_the_reader_makes_another_question(
    client: TestClient, retriever: WordRetriever
) -> None:
    for language in ("de", "ru", "de"):
        client.post("/api/ask", json={"question": ASKED}, headers={"Accept-Language": language})
    assert (len(retriever.asked), count_kept(client)) == (2, 1)


def test_on_the_next_day_it_is_looked_up_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        shown = (2019, 12, 31)

        @classmethod
        def today(cls) -> "Day":
            return cls(*cls.shown)

    for module in ("bot.http.admission.answer_cache", "bot.answering.pipeline"):
        monkeypatch.setattr(f"{module}.date", Day)
    question = "What did the former communiqué cover, culture and sports and youth exchange?"
    assert b'"expired"' not in ask(client, question)
    Day.shown = (2020, 1, 1)
    assert b'"expired"' in ask(client, question)
    assert b'"expired"' in ask(client, question)
    assert count_kept(client) == 1


def test_only_what_answers_is_kept(client: TestClient, retriever: WordRetriever) -> None:
    for question in ("Hallo!", "???", "Ruf an: 0211 8991234", "Où est la mairie de la ville ?"):
        assert ask(client, question) == ask(client, question)
    assert (len(retriever.asked), count_kept(client)) == (0, 0)
    assert b"not_found" in ask(client, "Wer gewann das Fußballspiel?")
    assert b"not_found" in ask(client, "Wer gewann das Fußballspiel?")
    assert (len(retriever.asked), count_kept(client)) == (2, 0)


def test_an_answer_that_fails_is_not_kept(retriever: WordRetriever, tmp_path: Path) -> None:
    app = create_app(Config(index=tmp_path, rate="off"), read_words(retriever))
    with TestClient(app, raise_server_exceptions=False) as client:
        for _ in range(2):
            assert client.post("/api/ask", json={"question": "Ist der Vertrag kaputt?"}).status_code == 500
    assert len(retriever.asked) == 2


def test_a_kept_answer_counts_for_the_rate(retriever: WordRetriever, tmp_path: Path) -> None:
    with TestClient(create_app(Config(index=tmp_path, rate="2/hour"), read_words(retriever))) as client:
        found = [client.post("/api/ask", json={"question": ASKED}).status_code for _ in range(3)]
    assert (found, len(retriever.asked)) == ([200, 200, 429], 1)


def test_a_kept_answer_needs_no_place_in_the_line(client: TestClient, retriever: WordRetriever) -> None:
    first = ask(client)
    retriever.gate.clear()
    others = [f"{ASKED} {number}" for number in range(THREADS + MOST_QUEUED)]
    with ThreadPoolExecutor(len(others)) as pool:
        waiting = [pool.submit(ask, client, each) for each in others]
        while len(retriever.asked) <= THREADS:
            time.sleep(0.005)
        assert ask(client) == first
        retriever.gate.set()
        assert all(each.result() for each in waiting)


# --- another index


def test_a_new_index_answers_anew_also_what_was_asked_while_it_was_exchanged(tmp_path: Path) -> None:
    retrievers = {"first": WordRetriever(TREATY), "second": WordRetriever(RENEWED)}
    known = {name: read_words(retriever) for name, retriever in retrievers.items()}
    switch_in(tmp_path, "first")
    live = QuickReloader(tmp_path, lambda: known[os.readlink(tmp_path / "current")])  # noqa: PTH115

    def exchange(client: TestClient, name: str) -> None:
        switch_in(tmp_path, name)
        wait_for(lambda: live.get() is known[name])
        assert client.get("/ready").status_code == 200

    with TestClient(build_app(Config(index=tmp_path, rate="off"), live)) as client:
        wait_for(lambda: client.get("/ready").status_code == 200)
        assert b"1. Juni 1992" in ask(client)
        exchange(client, "second")
        assert b"2. Juli 1993" in ask(client)
        late = "Wann wurde der Vertrag über die Partnerschaft denn unterzeichnet?"
        retrievers["second"].gate.clear()
        with ThreadPoolExecutor() as pool:
            answer = pool.submit(ask, client, late)
            wait_for(lambda: len(retrievers["second"].asked) == 2)
            exchange(client, "first")
            retrievers["second"].gate.set()
            assert b"2. Juli 1993" in answer.result()
        assert b"1. Juni 1992" in ask(client, late)


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        threading.Event().wait(0.005)


# --- how they are kept


def answer_with(text: str, status: Status = Status.ANSWERED) -> Answer:
    return Answer(status, DE, text)


def make_key(kept: AnswerCache, question: str) -> bytes:
    return kept.make_key(Inquiry(question, DE))


def test_the_one_asked_longest_ago_makes_room() -> None:
    kept, knowledge = AnswerCache(most=2), know(TREATY)
    for key in (b"1", b"2"):
        kept.add(knowledge, key, answer_with(key.decode()))
    assert kept.find(knowledge, b"1") == answer_with("1")
    kept.add(knowledge, b"3", answer_with("3"))
    assert [kept.find(knowledge, key) for key in (b"1", b"2", b"3")] == [
        answer_with("1"),
        None,
        answer_with("3"),
    ]
    kept.add(knowledge, b"3", answer_with("again"))  # two asked it at once
    assert kept.find(knowledge, b"1") == answer_with("1")


def test_answers_are_gone_with_their_index() -> None:
    def count_answers() -> int:
        gc.collect()
        return sum(type(each) is Answer and each.text == "gone" for each in gc.get_objects())

    kept = AnswerCache()
    knowledge: Knowledge | None = know(TREATY)
    assert knowledge is not None
    kept.add(knowledge, b"1", answer_with("gone"))
    assert kept.find(know(TREATY), b"1") is None
    assert count_answers() == 1
    knowledge = None
    assert count_answers() == 0


def test_a_question_is_kept_as_a_hash_that_no_other_process_gives() -> None:
    kept, other = AnswerCache(), AnswerCache()
    assert make_key(kept, "geheim") == make_key(kept, "geheim")
    assert make_key(kept, "geheim") != make_key(kept, "geheimer")
    assert make_key(kept, "geheim") != make_key(other, "geheim")
    assert b"geheim" not in make_key(kept, "geheim")
    assert len(make_key(kept, "geheim" * 80)) == 64
