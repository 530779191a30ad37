"""What surrounds every request: how large it may be and how long it may take to come."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient
from starlette.types import Message

from bot import edge
from bot.app import create_app
from bot.config import Config
from bot.edge import BODY_KILOBYTES, DRAINED_BYTES, Body
from index.language import Language
from tests.test_app import TREATY, WordSearcher, check_problem


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of a service."""
    with TestClient(create_app(Config(index=tmp_path), WordSearcher(TREATY))) as client:
        yield client


# --- the head


def test_a_head_that_is_too_large_is_told_so_in_the_language_of_the_reader(client: TestClient) -> None:
    for language, title, detail in (
        (Language.DE, "Kopfzeilen zu groß", "Adresse und Kopfzeilen der Anfrage sind zusammen zu groß."),
        (Language.RU, "Слишком большие заголовки", "Адрес и заголовки запроса вместе слишком большие."),
        (Language.EN, "Headers too large", "Together, the address and the headers of the request"),
    ):
        for path, headers in (
            ("/health", {"X-Long": "a" * 17_000}),
            ("/health", {f"X-{number}": "a" for number in range(2_000)}),
            ("/health?" + "a" * 17_000, {}),
            ("/" + "a" * 17_000, {}),
        ):
            response = client.get(path, headers=headers | {"Accept-Language": language})
            problem = check_problem(response, 431, title)
            assert problem["detail"].startswith(detail)
            assert " 16 " in problem["detail"]


def test_the_longest_question_fits_into_an_address(client: TestClient) -> None:
    assert client.get("/api/search", params={"question": "\U0001f600" * 500}).status_code != 431


# --- the body


def receive(*parts: bytes, pauses: float = 0.0, last: bool = True) -> tuple[list[bytes] | int, int]:
    """Return what an application receives of a body in these parts, or the status it ends in; bytes read."""
    waiting = list(parts)

    async def send_part() -> Message:
        if not waiting and not last:
            await asyncio.sleep(60)
        await asyncio.sleep(pauses)
        part = waiting.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(waiting) or not last}

    async def receive_all() -> list[bytes] | int:
        body = Body(send_part)
        received = []
        more = True
        while more:
            try:
                message = await body.receive()
            except HTTPException as error:
                return error.status_code if error.headers == {"Connection": "close"} else 0
            received.append(message["body"])
            more = message["more_body"]
        return received

    received = asyncio.run(receive_all())
    return received, sum(map(len, parts)) - sum(map(len, waiting))


def test_a_body_passes_as_it_comes() -> None:
    most = BODY_KILOBYTES * 1024
    assert receive(b"") == ([b""], 0)
    assert receive(b"a", b"b", b"") == ([b"a", b"b", b""], 2)
    assert receive(b"a" * (most - 1), b"b") == ([b"a" * (most - 1), b"b"], most)


def test_a_body_that_is_too_large_is_read_to_its_end_but_not_for_ever() -> None:
    kilobyte = b"a" * 1024
    assert receive(*[kilobyte] * (BODY_KILOBYTES + 100)) == (413, (BODY_KILOBYTES + 100) * 1024)
    megabyte = kilobyte * 1024
    assert receive(*[megabyte] * 100) == (413, DRAINED_BYTES)


def test_a_body_must_come_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert receive(b"a", b"b", pauses=0.01) == ([b"a", b"b"], 2)
    monkeypatch.setattr(edge, "BODY_SECONDS", 0.5)
    assert receive(*[b"a"] * 100, pauses=0.01)[0] == 408
    assert receive(b"a", last=False) == (408, 1)
    large = b"a" * (BODY_KILOBYTES * 1024 + 1)
    assert receive(large, last=False) == (413, len(large))


def test_after_its_body_a_client_may_wait_for_its_answer_as_long_as_that_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(edge, "BODY_SECONDS", 0.05)

    async def wait_for_farewell() -> str:
        messages: list[Message] = [{"type": "http.disconnect"}, {"type": "http.request", "body": b"a"}]

        async def send_message() -> Message:
            if len(messages) == 1:
                await asyncio.sleep(0.2)
            return messages.pop()

        body = Body(send_message)
        await body.receive()
        return str((await body.receive())["type"])

    assert asyncio.run(wait_for_farewell()) == "http.disconnect"
