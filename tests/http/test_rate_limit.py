"""How often one client may ask: who counts as one, what a refused one is told, counts shared by Redis."""

import asyncio
import logging
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.served import Redis
from bot.config import Config
from bot.http.admission import rate_limit as limits
from bot.http.admission.rate_limit import RateLimit
from bot.http.app import create_app
from index.languages import Language
from index.search import Filters, Passage
from tests.doubles.reader import read_words
from tests.doubles.retriever import TREATY, WordRetriever, know
from tests.http.test_app import check_problem
from tests.serving.test_serve import ask as ask_at
from tests.serving.test_serve import find_free_port, run_impatient

SALT = "a salt that is long enough"
HERE, THERE = "203.0.113.7", "203.0.113.8"


def open_client(folder: Path, rate: str, store: str = "memory", address: str = HERE) -> TestClient:
    config = Config(index=folder, rate=rate, rate_store=store, salt=SALT)
    return TestClient(create_app(config, know(TREATY)), client=(address, 50_000))


def ask(client: TestClient, language: str = "en") -> int:
    headers = {"Accept-Language": language}
    return client.post("/api/ask", json={"question": "Hallo"}, headers=headers).status_code


def count(rate_limit: RateLimit, *addresses: str, page: bool = False) -> list[bool]:
    """Return of each request, in this order, whether it is taken."""

    async def count_all() -> list[bool]:
        try:
            return [await rate_limit.count(address, page=page) == 0 for address in addresses]
        finally:
            await rate_limit.close()

    return asyncio.run(count_all())


# --- what is counted


def test_who_asks_too_often_is_told_so_and_when_to_come_back(tmp_path: Path) -> None:
    with open_client(tmp_path, "2/hour") as client:
        assert [ask(client), ask(client)] == [200, 200]
        for language, title, detail in (
            ("de", "Zu viele Anfragen", "Über Ihren Internetanschluss kamen gerade zu viele Anfragen."),
            ("ru", "Слишком много запросов", "С вашего подключения пришло слишком много запросов."),
            ("en", "Too many requests", "Too many requests have come from your internet connection."),
        ):
            headers = {"Accept-Language": language}
            response = client.post("/api/ask", json={"question": "Hallo"}, headers=headers)
            problem = check_problem(response, 429, title)
            seconds = int(response.headers["retry-after"])
            assert problem["detail"].startswith(detail)
            assert f" {seconds} " in problem["detail"]
            assert 0 < seconds <= 3600


def test_all_that_makes_work_is_counted_together_and_the_rest_not_at_all(tmp_path: Path) -> None:
    with open_client(tmp_path, "3/hour") as client:
        for path in ("/", "/health", "/api/documents", "/widget.js", "/nowhere") * 2:
            assert client.get(path).status_code != 429
        assert client.get("/api/search?question=Vertrag").status_code == 200
        assert client.post("/api/ask", json={"question": ""}).status_code == 422
        assert ask(client) == 200
        assert client.get("/api/search?question=Vertrag").status_code == 429
        assert ask(client) == 429
        assert client.get("/health").status_code == 200


def test_after_the_seconds_it_was_told_a_client_is_answered_again(tmp_path: Path) -> None:
    with open_client(tmp_path, "2/second") as client:
        while ask(client) == 200:
            pass
        response = client.get("/api/search?question=a")
        while response.status_code == 200:  # at the turn of a second
            response = client.get("/api/search?question=a")
        time.sleep(int(response.headers["retry-after"]))
        assert ask(client) == 200


def test_each_of_several_rates_holds(tmp_path: Path) -> None:
    with open_client(tmp_path, "100/minute; 2/day") as client:
        assert [ask(client), ask(client), ask(client)] == [200, 200, 429]


def test_the_rate_can_be_switched_off(tmp_path: Path) -> None:
    with open_client(tmp_path, "off") as client:
        assert {ask(client) for _ in range(100)} == {200}


class SlowRetriever(WordRetriever):
    """A retriever that takes a tenth of a second of the processor, and fails when it is told to."""

    def search(
        self, question: str, language: Language, limit: int, filters: Filters | None = None
    ) -> list[Passage]:
        began = time.thread_time()
        while time.thread_time() - began < 0.1:
            pass
        return super().search(question, language, limit, filters)


@pytest.mark.parametrize("question", ["Wann wurde der Vertrag unterzeichnet?", "Ist der Vertrag kaputt?"])
def test_who_asks_dearly_asks_less_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(limits, "PAID_SECONDS", 0.01)
    app = create_app(Config(index=tmp_path, rate="10/hour"), read_words(SlowRetriever(TREATY)))
    with TestClient(app, raise_server_exceptions=False) as client:
        found = client.post("/api/ask", json={"question": question}).status_code
        assert found == (500 if "kaputt" in question else 200)
        assert [ask(client), ask(client)] == [429, 429]


def test_what_is_charged_counts_like_requests_and_never_more_than_is_left() -> None:
    rate_limit = RateLimit(Config(rate="100/hour; 5/day", salt=SALT))
    client = rate_limit.find_client(HERE)

    async def story() -> list[bool]:
        found = [await rate_limit.count(HERE) == 0]
        await rate_limit.charge(client, 3)
        found += [await rate_limit.count(HERE) == 0 for _ in range(2)]
        await rate_limit.charge(rate_limit.find_client(THERE), 1_000)
        return [*found, await rate_limit.count(THERE) == 0]

    assert asyncio.run(story()) == [True, True, False, False]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("203.0.113.7", "203.0.113.7", True),
        ("203.0.113.7", "203.0.113.8", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),  # one household
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),  # as some servers write it
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("::1", "::2", True),
        ("", "", True),
        ("a client of a socket \ud800", "203.0.113.7", False),
    ],
)
def test_who_counts_as_one_client(first: str, second: str, *, is_one: bool) -> None:
    rate_limit = RateLimit(Config(rate="1/hour", salt=SALT))
    assert count(rate_limit, first, second) == [True, not is_one]


def test_addresses_are_hashed_with_a_salt_that_each_start_makes_anew() -> None:
    with_salt, same_salt = RateLimit(Config(salt=SALT)), RateLimit(Config(salt=SALT))
    without, again = RateLimit(Config()), RateLimit(Config())
    hashes = [each.find_client(HERE).name for each in (with_salt, same_salt, without, again)]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3
    assert {len(each) for each in hashes} == {32}
    assert with_salt.find_client(THERE).name != hashes[0]
    assert RateLimit(Config(salt="s" * 500)).find_client(HERE).name


SHARED = ("198.51.100.7", "203.0.113.0/30", "2001:db8:1:2::/64", "2001:db8:5::/48")


@pytest.mark.parametrize(
    ("address", "is_shared"),
    [
        ("198.51.100.7", True),
        ("198.51.100.8", False),
        ("203.0.113.0", True),
        ("203.0.113.4", False),
        ("::ffff:203.0.113.3", True),
        ("2001:db8:1:2:a:b:c:d", True),
        ("2001:db8:1:3::1", False),
        ("2001:db8:5:ffff::1", True),
        ("a client of a socket", False),
        ("", False),
    ],
)
def test_an_address_that_many_share_may_ask_ten_times_as_much(address: str, *, is_shared: bool) -> None:
    rate_limit = RateLimit(Config(rate="2/hour; 3/day", salt=SALT, shared=SHARED))
    assert sum(count(rate_limit, *[address] * 40)) == (20 if is_shared else 2)
    assert sum(count(rate_limit, *[address] * 300, page=True)) == (200 if is_shared else 20)


def test_addresses_that_are_shared_do_not_share_with_each_other_and_pay_for_time() -> None:
    rate_limit = RateLimit(Config(rate="1/hour", salt=SALT, shared=SHARED))
    assert sum(count(rate_limit, *["203.0.113.1", "203.0.113.2"] * 20)) == 20
    asyncio.run(rate_limit.charge(rate_limit.find_client("198.51.100.7"), 7))
    assert sum(count(rate_limit, *["198.51.100.7"] * 20)) == 3


# --- Redis


def tell_redis(port: int, *words: str) -> bytes:
    """Return what Redis answers to a command."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=30)) as connection:
        connection.sendall((" ".join(words) + "\r\n").encode())
        return connection.recv(100_000)


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[int]:
    """Run Debian's redis-server on a free port, keeping nothing; return the port."""
    with Redis(tmp_path) as redis:
        yield redis.port


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for Redis as long as a busy machine may need: who does not wait does not count."""
    monkeypatch.setattr(limits, "STORE_SECONDS", 30)


@pytest.mark.usefixtures("patient")
def test_workers_that_share_a_redis_share_the_count(tmp_path: Path, redis: int) -> None:
    store = f"redis://127.0.0.1:{redis}/0"
    with open_client(tmp_path, "3/hour", store) as one, open_client(tmp_path, "3/hour", store) as other:
        assert [ask(one), ask(other), ask(one), ask(other), ask(one)] == [200, 200, 200, 429, 429]
        refused = other.post("/api/ask", json={"question": "Hallo"})
        assert 0 < int(refused.headers["retry-after"]) <= 3600
        with open_client(tmp_path, "3/hour", store, address=THERE) as somebody_else:
            assert ask(somebody_else) == 200
    keys = tell_redis(redis, "KEYS", "*")
    assert keys.count(b"partnerbot:") == 2
    assert HERE.encode() not in keys
    for key in keys.split(b"\r\n")[2::2]:
        assert 0 < int(tell_redis(redis, "TTL", key.decode()).strip()[1:]) <= 2 * 3600


def test_without_its_redis_the_service_answers_and_says_so_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(limits, "STORE_SECONDS", 2)
    port = find_free_port()
    secret = "geheim"  # noqa: S105
    with open_client(tmp_path, "1/hour", f"redis://:{secret}@127.0.0.1:{port}") as client:
        start = time.monotonic()
        assert [ask(client) for _ in range(5)] == [200] * 5
        assert time.monotonic() - start < 8 * limits.STORE_SECONDS
    assert [each.levelno for each in caplog.records if each.name == "uvicorn.error"] == [logging.WARNING]
    assert "The store of the rate limit cannot be used (ConnectionError)" in caplog.text
    assert secret not in caplog.text


@pytest.mark.usefixtures("patient")
def test_a_redis_that_comes_back_counts_again(
    tmp_path: Path, redis: int, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAUSE_SECONDS", 0.2)
    with open_client(tmp_path, "2/hour", f"redis://127.0.0.1:{redis}") as client:
        assert ask(client) == 200
        tell_redis(redis, "SHUTDOWN", "NOSAVE")
        assert [ask(client) for _ in range(3)] == [200] * 3
        with Redis(tmp_path, redis):
            time.sleep(0.2)
            assert [ask(client) for _ in range(3)] == [200, 200, 429]
    messages = [each.message for each in caplog.records if each.name == "uvicorn.error"]
    assert [message.split(" (")[0] for message in messages] == [
        "The store of the rate limit cannot be used",
        "The store of the rate limit can be used again.",
    ]


def test_a_redis_that_does_not_answer_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STORE_SECONDS", 1)
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections and says nothing
        port = silent.getsockname()[1]
        with open_client(tmp_path, "1/hour", f"redis://127.0.0.1:{port}") as client:
            start = time.monotonic()
            assert [ask(client) for _ in range(5)] == [200] * 5
            # Two tries for the first question, and none for the others: five would wait ten times.
            assert time.monotonic() - start < 8 * limits.STORE_SECONDS


def test_two_workers_of_one_start_count_together(tmp_path: Path, redis: int) -> None:
    settings = {"rate": "5/hour", "rate_store": f"redis://127.0.0.1:{redis}", "workers": "2"}
    with run_impatient(tmp_path, **settings) as port:
        assert [ask_at(port).status for _ in range(30)] == [200] * 5 + [429] * 25
