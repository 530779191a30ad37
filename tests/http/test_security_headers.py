"""What browsers are told by every answer, and whose pages may call the interface."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from bot.http.middleware.security_headers import WITH_FORMS
from tests.doubles.retriever import BALLET, TREATY, know
from tests.http.test_app import check_problem
from tests.languages.codes import DE, EN, RU

CITY = "https://www.duesseldorf.de"
FRIEND = "https://friends.example:8443"
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action {form}; base-uri 'none'; frame-ancestors {frame}"
)


def open_client(
    folder: Path,
    origins: tuple[str, ...] = (),
    address: str = "http://testserver",
    addresses: tuple[str, ...] = (),
) -> TestClient:
    config = Config(index=folder, origins=origins, addresses=addresses)
    return TestClient(create_app(config, know(TREATY, BALLET)), base_url=address)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Return a client of a service that two other sites may embed."""
    with open_client(tmp_path, (CITY, FRIEND)) as client:
        yield client


# --- headers


@pytest.mark.parametrize(
    ("path", "status", "kept", "resource"),
    [
        ("/", 200, "no-store", "same-origin"),
        ("/embed", 200, "no-store", "same-origin"),
        ("/documents/balet.pdf", 200, "no-store", "same-origin"),
        ("/api/documents", 200, "no-store", "same-origin"),
        ("/api/docs", 200, "no-store", "same-origin"),
        ("/api/ask", 405, "no-store", "same-origin"),
        ("/api/search", 422, "no-store", "same-origin"),
        ("/api/search?question=kaputt", 500, "no-store", "same-origin"),
        ("/health", 200, "no-store", "same-origin"),
        ("/nowhere", 404, "no-store", "same-origin"),
        ("/static/page.css", 200, "no-cache", "cross-origin"),
        ("/static/nowhere.js", 404, "no-cache", "cross-origin"),
        ("/widget.js", 200, "no-cache", "cross-origin"),
    ],
)
def test_every_answer_tells_browsers_the_rules(
    tmp_path: Path, path: str, status: int, kept: str, resource: str
) -> None:
    with open_client(tmp_path) as client:
        response = client.get(path)
    headers = response.headers
    assert response.status_code == status
    form = "'self'" if path in WITH_FORMS else "'none'"
    assert headers["content-security-policy"] == CONTENT.format(form=form, frame="'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == ("same-origin" if path == "/" else "no-referrer")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == resource
    assert headers["cache-control"] == kept
    features = headers["permissions-policy"].split(", ")
    assert {"camera=()", "microphone=()", "geolocation=()", "payment=()", "usb=()"} <= set(features)
    assert [each for each in features if not each.endswith("=()")] == ["clipboard-write=(self)"]
    assert "Accept-Language" in headers["vary"]
    assert not {"set-cookie", "server", "strict-transport-security"} & set(headers)


def test_what_has_not_changed_and_what_is_refused_tell_them_too(client: TestClient) -> None:
    tag = client.get("/static/page.css").headers["etag"]
    preflight = {"Origin": CITY, "Access-Control-Request-Method": "POST"}
    for response, status in (
        (client.get("/static/page.css", headers={"If-None-Match": tag}), 304),
        (client.options("/api/ask", headers=preflight), 200),
        (client.post("/api/ask", headers={"Origin": "null"}), 403),
        (client.get("/health", headers={"X-Long": "a" * 20_000}), 431),
    ):
        assert response.status_code == status
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("default-src 'none'; ")


def test_only_named_origins_may_frame_a_page(client: TestClient) -> None:
    for path in ("/", "/documents/balet.pdf", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.endswith(f"frame-ancestors {CITY} {FRIEND}")


def test_https_is_kept_to_where_it_is_spoken(tmp_path: Path) -> None:
    with open_client(tmp_path, address="https://testserver") as client:
        for path in ("/", "/nowhere", "/static/page.css"):
            assert client.get(path).headers["strict-transport-security"] == "max-age=31536000"


# --- other sites


@pytest.mark.parametrize("origin", [CITY, FRIEND])
def test_a_named_origin_may_call_and_read(client: TestClient, origin: str) -> None:
    asked = client.post("/api/ask", json={"question": "Hallo"}, headers={"Origin": origin})
    wrong = client.post("/api/ask", json={}, headers={"Origin": origin})
    failed = client.get("/api/search?question=kaputt", headers={"Origin": origin})
    module = client.get("/static/page.css", headers={"Origin": origin})
    assert [each.status_code for each in (asked, wrong, failed, module)] == [200, 422, 500, 200]
    for response in (asked, wrong, failed, module):
        assert response.headers["access-control-allow-origin"] == origin
        assert response.headers["access-control-expose-headers"] == "Retry-After"
        assert "Origin" in response.headers["vary"]
        assert "access-control-allow-credentials" not in response.headers


def test_a_preflight_is_told_what_is_allowed(client: TestClient) -> None:
    asking = {
        "Origin": CITY,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "accept-language,content-type",
    }
    response = client.options("/api/ask", headers=asking)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == CITY
    assert response.headers["access-control-allow-methods"] == "GET, POST"
    assert {"Content-Type", "Accept-Language"} <= set(
        response.headers["access-control-allow-headers"].split(", ")
    )
    assert response.headers["access-control-max-age"] == "7200"
    for wrong in ({"Access-Control-Request-Method": "PUT"}, {"Access-Control-Request-Headers": "X-Key"}):
        assert client.options("/api/ask", headers=asking | wrong).status_code == 400


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://",
        "https://duesseldorf.de",
        "http://www.duesseldorf.de",
        "https://www.duesseldorf.de:8443",
        "https://www.duesseldorf.de.example.org",
        "https://friends.example",
        "http://testserver.example.org",
        "http://testserver:8000",
        "ftp://testserver",
        "chrome-extension://testserver",
        "testserver",
    ],
)
def test_browsers_on_other_sites_are_refused_in_the_language_of_the_reader(
    client: TestClient, origin: str
) -> None:
    for language, title, detail in (
        (DE, "Zugriff nicht erlaubt", "Diese Website darf den Chat nicht einbinden."),
        (RU, "Нет доступа", "Этому сайту не разрешено встраивать чат."),
        (EN, "Access not allowed", "This website is not allowed to embed the chat."),
    ):
        asking = {"Origin": origin, "Accept-Language": language}
        for response in (
            client.post("/api/ask", json={"question": "Hallo"}, headers=asking),
            client.get("/api/search?question=Vertrag", headers=asking),
            client.get("/api/documents", headers=asking),
            client.get("/api/nowhere", headers=asking),
            client.options("/api/ask", headers=asking | {"Access-Control-Request-Method": "POST"}),
            client.post("/", data={"question": "Hallo"}, headers=asking),
            client.post("/health", headers=asking),
        ):
            assert check_problem(response, 403, title)["detail"].startswith(detail)
            assert "access-control-allow-origin" not in response.headers
            assert "Origin" in response.headers["vary"]
    assert "access-control-allow-origin" not in client.get("/widget.js", headers={"Origin": origin}).headers


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("bot.example", "https://bot.example", 200),
        ("bot.example", "http://bot.example", 200),  # a proxy takes the TLS away
        ("bot.example:443", "https://bot.example", 200),
        ("Bot.Example", "https://bot.example", 200),
        ("127.0.0.1:8000", "http://127.0.0.1:8000", 200),
        ("[::1]:8000", "http://[::1]:8000", 200),
        ("bot.example:8000", "http://bot.example:8000", 200),
        ("bot.example:8000", "http://bot.example", 403),
        ("bot.example", "http://bot.example:8000", 403),
        ("bot.example", "https://evil.example", 403),
        ("bot.example", "https://user@bot.example", 403),
    ],
)
def test_a_page_of_ours_may_call_whatever_the_server_is_called(
    client: TestClient, host: str, origin: str, status: int
) -> None:
    headers = {"Host": host, "Origin": origin}
    assert client.post("/api/ask", json={"question": "Hallo"}, headers=headers).status_code == status
    assert client.post("/", data={"question": "Hallo"}, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "no-cors", 403),  # <img src="https://bot.example/api/search?question=…">
        ("same-site", "no-cors", 403),
        ("cross-site", "navigate", 200),  # a link
        ("same-origin", "cors", 200),
        ("none", "navigate", 200),  # typed
    ],
)
def test_pictures_of_other_sites_ask_nothing(client: TestClient, site: str, mode: str, status: int) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
    assert client.get("/api/documents", headers=headers).status_code == status
    assert client.get("/static/icon.svg", headers=headers).status_code == 200


def test_programs_that_are_no_browsers_are_not_asked_where_they_come_from(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "Hallo"}).status_code == 200
    assert client.post("/", data={"question": "Hallo"}).status_code == 200


@pytest.mark.parametrize(
    ("origin", "site", "status"),
    [
        ("null", None, 403),  # a foreign page can hide where it is as well
        ("null", "cross-site", 403),
        ("null", "same-site", 403),
        ("null", "same-origin", 200),
        (None, "cross-site", 403),
        (None, "same-site", 403),
        (None, "same-origin", 200),
        ("http://testserver", "same-origin", 200),
        ("https://elsewhere.example", "same-origin", 403),
    ],
)
def test_a_form_of_another_site_asks_nothing(
    client: TestClient, origin: str | None, site: str | None, status: int
) -> None:
    given = {"Origin": origin, "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate" if site else None}
    headers = {name: value for name, value in given.items() if value is not None}
    for path in ("/", "/?ui=en"):
        assert client.post(path, data={"question": "Hallo"}, headers=headers).status_code == status


# --- our own names


NAMED = ("https://bot.example", "http://intern.example:8080")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("bot.example", 200),
        ("Bot.Example:443", 200),
        ("intern.example:8080", 200),
        ("intern.example", 421),
        ("bot.example:8443", 421),
        ("bot.example.evil.example", 421),
        ("evil.example", 421),
        ("evil.example@bot.example", 421),
        ("bot.example/", 421),
        ("127.0.0.1:8000", 421),
        ("[", 421),
        ("", 421),
    ],
)
def test_a_service_that_has_names_answers_to_them_only(tmp_path: Path, host: str, status: int) -> None:
    with open_client(tmp_path, addresses=NAMED) as client:
        headers = {"Host": host, "Accept-Language": "en"}
        for path in ("/", "/embed", "/api/documents", "/documents/balet.pdf", "/static/page.css"):
            response = client.get(path, headers=headers)
            assert response.status_code == status, path
            if status == 421:
                page = client.get(path, headers=headers | {"Accept": "text/html"})
                assert (page.status_code, "evil.example" in page.text) == (421, False)
                problem = check_problem(response, 421, "Another server is meant")
                assert problem["detail"].startswith("This service does not answer under this name.")
                assert "evil.example" not in response.text
        for path in ("/health", "/ready"):  # watched by the machine's address
            assert client.get(path, headers=headers).status_code == 200
        posted = client.post("/api/ask", json={"question": "Hallo"}, headers=headers)
        assert posted.status_code == status


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "localhost", "[::1]:8000", "evil.example", "["]
)
def test_a_service_without_names_answers_to_any(client: TestClient, host: str) -> None:
    headers = {"Host": host, "Accept": "text/html"}
    assert client.get("/", headers=headers).status_code == 200
    assert client.get("/nowhere", headers=headers).status_code == 404


# --- two lengths


@pytest.mark.parametrize(
    ("sent", "closed"),
    [
        ({"Transfer-Encoding": "chunked", "Content-Length": "5"}, True),
        ({"Transfer-Encoding": "chunked"}, False),
        ({"Content-Length": "2"}, False),
        ({}, False),
    ],
)
def test_a_connection_on_which_a_request_had_two_lengths_is_closed(
    client: TestClient, sent: dict[str, str], *, closed: bool
) -> None:
    for path, origin in (("/health", {}), ("/nowhere", {}), ("/api/documents", {"Origin": "null"})):
        response = client.get(path, headers=sent | origin)
        assert response.headers.get("connection") == ("close" if closed else None)
