"""What surrounds every request: its address, how large it may be and how long it may take to come."""

import asyncio
import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient
from starlette.types import Message

from bot.config import Config
from bot.http.app import create_app
from bot.http.middleware import request_limits as edge
from bot.http.middleware.access_log import list_templates
from bot.http.middleware.request_limits import BODY_KILOBYTES, DRAINED_BYTES, Body
from bot.pages.render import STATIC
from index.languages import Language
from tests.conftest import Serve
from tests.doubles.retriever import TREATY, know
from tests.http.test_app import check_problem
from tests.http.test_reload import no_descriptors
from tests.languages.codes import DE, EN, RU

CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]


def name_one(template: str) -> str:
    """Return an address of the route `template`."""
    return template.replace("{path:path}", quote(TREATY.path)).replace("{number}", "1")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of a service."""
    with TestClient(create_app(Config(index=tmp_path), know(TREATY))) as client:
        yield client


# --- descriptors that have run out


def test_while_nothing_can_be_opened_requests_are_refused_and_that_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Config(index=tmp_path, rate="off"), know(TREATY))
    routes = [name_one(template) for template in list_templates(app.routes)]
    paths = [*routes, *(f"/static/{each.name}" for each in STATIC.iterdir()), "/api/search?question=Vertrag"]
    with TestClient(app, raise_server_exceptions=False) as client:
        before = {path: client.get(path) for path in paths}
        assert before["/static/page.css"].status_code == 200
        with no_descriptors():
            short = {path: client.get(path, headers={"Accept-Language": "ru"}) for path in paths}
        after = {path: client.get(path) for path in paths}
    assert {path for path in paths if short[path].status_code not in {503, before[path].status_code}} == set()
    check_problem(short["/static/page.css"], 503, "Временно недоступно")
    assert "retry-after" in short["/static/page.css"].headers
    assert [each.levelname for each in caplog.records if each.name == "uvicorn.error"] == ["ERROR"]
    assert "Traceback" not in caplog.text
    assert [after[path].content for path in paths] == [before[path].content for path in paths]


# --- the address


@pytest.fixture(scope="module")
def served(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """Serve the bot; give its address, and one address for each of its routes."""
    app = create_app(Config(index=tmp_path_factory.mktemp("none"), rate="off"), know(TREATY))
    routes = [name_one(template) for template in list_templates(app.routes)]
    routes = [route if route != "/static" else "/static/page.css" for route in routes]
    assert {"/", "/api/ask", "/health", f"/documents/{quote(TREATY.path)}"} <= set(routes)
    with serve(app) as address:
        yield address.removeprefix("http://"), routes


def test_no_control_character_is_a_second_name_of_any_address(served: tuple[str, list[str]]) -> None:
    address, routes = served
    connection = http.client.HTTPConnection(address, timeout=60)
    for route in routes:
        for character in CONTROLS:
            written = quote(character)
            for path in {route + written, route + written.lower()}:
                connection.request("GET", path, headers={"Accept-Language": "en"})
                response = connection.getresponse()
                problem = json.loads(response.read())
                assert (response.status, problem["status"]) == (400, 400), path
                assert response.headers["Content-Type"] == "application/problem+json"
                assert problem["detail"] == "The address holds a control character. Please check it."
    connection.close()


def test_what_is_written_twice_in_percents_is_no_control_character(served: tuple[str, list[str]]) -> None:
    address, routes = served
    connection = http.client.HTTPConnection(address, timeout=60)
    for route in routes:
        for written in ("%250a", "%250A", "%2500", "%25C2%2585"):
            connection.request("GET", route + written)
            response = connection.getresponse()
            assert (response.status, json.loads(response.read())["status"]) == (404, 404), route + written
    connection.close()


def test_a_control_character_that_is_not_written_in_percents_is_no_http(
    served: tuple[str, list[str]],
) -> None:
    address, routes = served
    host, _, port = address.partition(":")
    for route in routes:
        for code in (*range(0x20), *range(0x7F, 0xA0)):
            with socket.create_connection((host, int(port)), timeout=60) as connection:
                head = b"GET " + route.encode() + bytes([code]) + b" HTTP/1.1\r\nHost: a\r\n\r\n"
                connection.sendall(head)
                assert connection.recv(13) == b"HTTP/1.1 400 ", (route, code)


def test_a_control_character_is_told_in_the_language_of_the_reader(client: TestClient) -> None:
    for language, title in zip(
        Language,
        ("Anfrage nicht lesbar", "Не удалось прочитать запрос", "The request could not be read"),
        strict=True,
    ):
        asking = {"Accept-Language": language}
        problem = check_problem(client.get("/health%0a", headers=asking), 400, title)
        page = client.get("/%0a", headers=asking | {"Accept": "text/html"})  # as a browser asks
        assert (page.status_code, page.headers["content-type"]) == (400, "text/html; charset=utf-8")
        assert f'<html lang="{language}">' in page.text
        assert problem["detail"] in page.text


# --- the head


def test_a_head_that_is_too_large_is_told_so_in_the_language_of_the_reader(client: TestClient) -> None:
    for language, title, detail in (
        (DE, "Kopfzeilen zu groß", "Adresse und Kopfzeilen der Anfrage sind zusammen zu groß."),
        (RU, "Слишком большие заголовки", "Адрес и заголовки запроса вместе слишком большие."),
        (EN, "Headers too large", "Together, the address and the headers of the request"),
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
