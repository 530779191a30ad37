"""deploy/nginx.conf in Debian's nginx, with TLS, in front of the running service."""

import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from index.languages import Language
from index.languages.messages import say
from tests.http.test_metrics import COUNTED_APP
from tests.http.test_request_limits import CONTROLS
from tests.languages.codes import DE
from tests.serving.test_serve import find_free_port, wait_until_up

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
# Debian's own nginx.conf, with everything it writes in one folder and the main log as talkative as can be.
AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main.log info;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    access_log {folder}/access.log;
    include {folder}/partnerbot.conf;
}}
"""
START = "from bot.http.serving.server import serve; from bot.config import Config; \
serve(Config.from_environment(), 'counted_app:make')"
QUESTION = "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?"
RULES = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "Cache-Control",
)
REFUSED = {language: say("refused", language) for language in Language}
CERTIFICATE = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 2 \
-subj /CN=bot.example -addext subjectAltName=IP:127.0.0.1 -keyout privkey.pem -out fullchain.pem"


@dataclass(frozen=True, slots=True)
class Site:
    """A running nginx: where it listens with TLS and without, and where everything it writes lies."""

    port: int
    plain: int
    folder: Path

    def ask(
        self, path: str, question: str = "", address: str = "127.0.0.2", **headers: str
    ) -> tuple[http.client.HTTPResponse, str]:
        """Return the answer to a client at `address`, which posts `question` if any, and its text."""
        trusted = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        body = json.dumps({"question": question}).encode() if question else None
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(
            http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=30, context=trusted, source_address=(address, 0)
            )
        ) as connection:
            method = "POST" if body else "GET"
            connection.request(method, path, body, {"Content-Type": "application/json"} | sent)
            response = connection.getresponse()
            return response, response.read().decode(errors="replace")


def find_program(name: str) -> str:
    program = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "run tests/install_debian.sh"
    return program


@contextmanager
def run_service(folder: Path, port: int) -> Iterator[None]:
    """Run the service behind one proxy, for three questions an hour."""
    (folder / "counted_app.py").write_text(COUNTED_APP, encoding="utf-8")
    settings = {"PORT": str(port), "PROXIES": "127.0.0.1", "RATE": "3/hour", "INDEX": "none"}
    settings["METRICS"] = f"127.0.0.1:{find_free_port()}"
    variables = {f"PARTNERBOT_{name}": value for name, value in settings.items()}
    environ = os.environ | {"PYTHONPATH": str(ROOT)} | variables
    command = [sys.executable, "-c", START]
    with (
        (folder / "service.log").open("wb") as log,
        subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=log) as process,
    ):
        try:
            wait_until_up(port, process)
            yield
        finally:
            process.terminate()


@contextmanager
def run_nginx(folder: Path, service: int, seconds: int = 30) -> Iterator[Site]:
    """Run nginx with the example in front of the port `service`, for whose answer it waits so long."""
    subprocess.run(
        [find_program("openssl"), *CERTIFICATE.split()[1:]], cwd=folder, check=True, stderr=subprocess.DEVNULL
    )
    site = Site(find_free_port(), find_free_port(), folder)
    example = re.sub(r"^ +listen \[::\].*\n", "", EXAMPLE, flags=re.MULTILINE)
    for written, used in (
        ("listen 80;", f"listen 127.0.0.1:{site.plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{site.port} "),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{service};"),
        ("/etc/letsencrypt/live/bot.example/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("proxy_read_timeout 30s;", f"proxy_read_timeout {seconds}s;"),
    ):
        assert written in example
        example = example.replace(written, used)
    (folder / "partnerbot.conf").write_text(example, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    files = ["-e", f"{folder}/main.log", "-c", f"{folder}/nginx.conf"]
    command = [find_program("nginx"), "-p", str(folder), *files]
    with subprocess.Popen(command) as process:
        try:
            wait_until_up(site.plain, process)
            assert "[warn]" not in (folder / "main.log").read_text(encoding="utf-8")
            yield site
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run nginx and the service for the tests that only ask them."""
    folder, service = tmp_path_factory.mktemp("nginx"), find_free_port()
    with run_service(folder, service), run_nginx(folder, service) as site:
        yield site


def test_an_answer_comes_through_and_the_browser_is_told_to_stay_with_tls(site: Site) -> None:
    response, text = site.ask("/api/ask", QUESTION)
    assert (response.status, json.loads(text)["status"]) == (200, "answered")
    assert response.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    assert response.headers.get_all("Content-Security-Policy") is not None
    assert response.headers["Server"] == "nginx"


def test_our_page_may_call_the_interface_and_another_one_may_not(site: Site) -> None:
    for origin, status in ((f"https://127.0.0.1:{site.port}", 200), ("https://example.org", 403)):
        response, _ = site.ask("/api/ask", QUESTION, "127.0.0.3", Origin=origin)
        assert response.status == status


@pytest.mark.parametrize(
    ("path", "question", "status"),
    [
        ("/metrics", "", 403),
        ("/api/ask", "?" * 70_000, 413),
        ("/%", "", 400),
        ("/nowhere", "", 404),
        ("/static/page.css", "", 200),
    ],
)
def test_browsers_are_told_every_rule_once_by_the_service_or_by_nginx(
    site: Site, path: str, question: str, status: int
) -> None:
    response, _ = site.ask(path, question, "127.0.0.7")
    assert response.status == status
    assert {rule: len(response.headers.get_all(rule, [])) for rule in RULES} == dict.fromkeys(RULES, 1)


def test_text_is_sent_compressed(site: Site) -> None:
    for path in ("/", "/static/page.css", "/api/openapi.json"):
        response, _ = site.ask(path, Accept_Encoding="gzip")
        assert (response.status, response.headers["Content-Encoding"]) == (200, "gzip"), path


@pytest.mark.parametrize("host", ["bot.example", "127.0.0.1", "example.org"])
def test_without_tls_the_reader_is_led_to_the_same_page_with_it(site: Site, host: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.plain, timeout=30)
    connection.request("GET", "/?ui=ru", headers={"Host": host})
    response = connection.getresponse()
    connection.close()
    assert (response.status, response.headers["Location"]) == (301, "https://bot.example/?ui=ru")


def test_the_rate_limit_counts_clients_and_believes_none_of_them_to_be_another(site: Site) -> None:
    first = [site.ask("/api/ask", QUESTION, "127.0.0.4")[0].status for _ in range(4)]
    assert first == [200, 200, 200, 429]
    for claim in ("203.0.113.7", "127.0.0.1", "203.0.113.7, 127.0.0.1"):
        claims = {"X_Forwarded_For": claim, "X_Real_IP": claim, "Forwarded": f"for={claim}"}
        assert site.ask("/api/ask", QUESTION, "127.0.0.4", **claims)[0].status == 429
    assert site.ask("/api/ask", QUESTION, "127.0.0.5")[0].status == 200


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/metrics?a", "//metrics", "/%6detrics", "/a/../metrics", "/metrics/", "/metrics%250a"],
)
def test_nobody_outside_sees_the_figures(site: Site, path: str) -> None:
    response, text = site.ask(path)
    assert (response.status, "partnerbot_" in text) == (403, False)


def test_no_control_character_leads_anywhere(site: Site) -> None:
    for character in CONTROLS:
        for path, statuses in (("/metrics", {400, 403}), ("/health", {400}), ("/api/documents", {400})):
            response, text = site.ask(path + quote(character))
            assert response.status in statuses, (path, character)
            assert "partnerbot_" not in text


def test_nothing_larger_than_a_conversation_reaches_the_service(site: Site) -> None:
    for kilobytes, server, status in ((60, "the service", 422), (65, "nginx", 413)):
        response, text = site.ask("/api/ask", "?" * (kilobytes * 1024), "127.0.0.6")
        assert (response.status, json.loads(text)["status"]) == (status, status)
        assert ("errors" in text) == (server == "the service")


@pytest.mark.parametrize(("language", "refused"), REFUSED.items())
def test_what_nginx_refuses_by_itself_it_tells_in_the_language_of_the_reader(
    site: Site, language: Language, refused: str
) -> None:
    wanted = f"{language}-XX,fr;q=0.1"
    too_large = say("too_large", language)
    for path, question, status, title in (
        ("/metrics", "", 403, refused),
        ("/", "?" * 70_000, 413, too_large),
    ):
        response, page = site.ask(path, question, "127.0.0.8", Accept_Language=wanted)
        assert response.status == status
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"
        assert f'<html lang="{language}">' in page
        assert f"<title>{title}</title>" in page
        assert "nginx" not in page
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as without_tls:
        without_tls.request("GET", "/", headers={"Accept-Language": wanted})
        response = without_tls.getresponse()
        assert (response.status, f"<title>{refused}</title>" in response.read().decode()) == (400, True)


def test_where_nginx_does_not_read_what_the_reader_speaks_it_refuses_in_german(site: Site) -> None:
    # Longer than nginx reads, but sent at once: nginx hangs up without waiting for the rest.
    for path, long, status, title in (
        ("/%", "", 400, REFUSED[DE]),
        ("/", "a" * 9_000, 400, REFUSED[DE]),
        (f"/?{'a' * 9_000}", "", 414, say("too_large", DE)),
    ):
        response, page = site.ask(path, "", "127.0.0.8", X_Long=long)
        assert (response.status, f"<title>{title}</title>" in page) == (status, True)


@pytest.mark.parametrize("hangs", [False, True])
def test_who_asks_while_the_service_is_down_is_told_so(tmp_path: Path, *, hangs: bool) -> None:
    status = 504 if hangs else 502
    with socket.socket() as service:
        service.bind(("127.0.0.1", 0))
        if hangs:
            service.listen()
        with run_nginx(tmp_path, service.getsockname()[1], seconds=1) as site:
            for language in Language if not hangs else [DE]:
                wanted = f"{language}-XX,{language};q=0.9,fr;q=0.1"
                response, page = site.ask("/?ui=en", Accept_Language=wanted)
                title = say("unavailable", language)
                assert (response.status, response.headers["Retry-After"]) == (status, "60")
                assert response.headers["Content-Type"] == "text/html; charset=utf-8"
                assert all(len(response.headers.get_all(rule, [])) == 1 for rule in RULES)
                assert f'<html lang="{language}">' in page
                assert f"<title>{title}</title>" in page
                response, text = site.ask("/api/ask", QUESTION, Accept_Language=wanted)
                problem = json.loads(text)
                assert response.headers["Content-Type"] == "application/problem+json"
                assert (response.status, problem["status"], problem["title"]) == (status, status, title)
                assert f"<p>{problem['detail']}</p>" in page


def test_no_log_holds_an_address_or_a_question_whatever_happens(tmp_path: Path) -> None:
    service = find_free_port()
    asked = f"/api/search?question={QUESTION.split()[3]}"
    with run_nginx(tmp_path, service) as site:
        with run_service(tmp_path, service):
            assert [site.ask(asked)[0].status for _ in range(4)] == [200, 200, 200, 429]
            assert site.ask("/api/ask", "?" * 70_000)[0].status == 413
            assert site.ask("/metrics?question=Vertrag")[0].status == 403
        assert site.ask(asked)[0].status == 502
        with socket.create_connection(("127.0.0.1", site.port), source_address=("127.0.0.2", 0)) as broken:
            broken.sendall(b"GET /?question=Vertrag HTTP/1.1\r\n\r\n")
            broken.recv(1000)
    logs = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log")}
    assert sorted(logs) == ["access.log", "main.log", "partnerbot-error.log", "partnerbot.log", "service.log"]
    for name, text in logs.items():
        assert not re.search(r"127\.0\.0\.2|Vertrag", text), name
    lines = [json.loads(line) for line in logs["partnerbot.log"].splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/", 301),
        *[("GET", "/api/search", 200)] * 3,
        ("GET", "/api/search", 429),
        ("POST", "/api/ask", 413),
        ("GET", "/metrics", 403),
        ("GET", "/api/search", 502),
        ("GET", "/", 400),
    ]
    assert all(line.keys() == {"time", "method", "path", "status", "seconds"} for line in lines)
    assert time.strptime(lines[0]["time"], "%Y-%m-%dT%H:%M:%S%z")
