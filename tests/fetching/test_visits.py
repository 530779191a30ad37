"""How websites are asked: politely, within limits, whatever they do."""

import gzip
import socket
import subprocess
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetching.connection import Answer
from index.fetching.sources import Source
from index.fetching.visits import Limits, Visitor
from tests.doubles.website import Asked, Reply, Website, serve_website
from tests.fetching.conftest import AGENT, QUICK, Fetched, codes

Write = Callable[[bytes], object]
HTML = {"Content-Type": "text/html"}


def visit(website: Website, path: str = "/a", **limits: float) -> Answer:
    visitor = Visitor(AGENT, Limits(**{"seconds": 5, "delay": 0, "pause": 0.05} | limits), {website.host})  # type: ignore[arg-type]
    return visitor.visit(f"{website.address}{path}", lambda _: True)


def fail(website: Website, path: str = "/a", **limits: float) -> str:
    """Return the code with which a visit fails."""
    with pytest.raises(FetchError) as caught:
        visit(website, path, **limits)
    assert caught.value.values["address"]
    return caught.value.code


def drip(piece: bytes) -> Callable[[Write], None]:
    def write(write: Write) -> None:
        for _ in range(100):
            write(piece)
            time.sleep(0.05)

    return write


# --- what is slow, huge or broken


@pytest.mark.parametrize(
    "reply",
    [
        Reply(headers=HTML, write=lambda _: time.sleep(2)),  # a head and nothing more
        Reply(headers=HTML, write=drip(b"a")),
        Reply(headers=HTML | {"Content-Length": "1000"}, write=drip(b"a")),
        Reply(headers=HTML | {"Transfer-Encoding": "chunked"}, write=drip(b"1\r\na\r\n")),
    ],
)
def test_what_is_slow_is_stopped(website: Website, reply: Reply) -> None:
    website.pages["/a"] = reply
    begun = time.monotonic()
    assert fail(website, seconds=0.5) == "fetch_too_slow"
    assert time.monotonic() - begun < 1.5


def test_a_head_that_never_comes_to_an_end_is_stopped(fetched: Fetched) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            client, _ = server.accept()
            with client, suppress(OSError):
                client.sendall(b"HTTP/1.1 200 OK\r\n")
                for _ in range(100):  # each within what a socket would wait for
                    client.sendall(b"X-Header: a\r\n")
                    time.sleep(0.05)

        thread = threading.Thread(target=answer)
        thread.start()
        begun = time.monotonic()
        result = fetched.run(f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=0.5)
        assert codes(result) == ["fetch_too_slow"]
        assert time.monotonic() - begun < 1.5
        thread.join()


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"a" * 2_000_001, headers=HTML),
        Reply(headers=HTML, write=lambda write: [write(b"a" * 100_000) for _ in range(1_000)]),
        Reply(headers=HTML | {"Content-Length": "99999999999"}, write=lambda write: write(b"a")),
        Reply(gzip.compress(bytes(50_000_000)), headers=HTML | {"Content-Encoding": "gzip"}),
        Reply(zlib.compress(bytes(50_000_000)), headers=HTML | {"Content-Encoding": "deflate"}),
    ],
)
def test_what_is_huge_is_stopped(website: Website, reply: Reply) -> None:
    website.pages["/a"] = reply
    assert fail(website, largest=2_000_000) == "fetch_too_large"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"half", headers=HTML | {"Content-Length": "1000"}),
        Reply(headers=HTML | {"Transfer-Encoding": "chunked"}, write=lambda write: write(b"5\r\nhal")),
        Reply(headers=HTML | {"Transfer-Encoding": "chunked"}, write=lambda write: write(b"x\r\nhalf")),
        Reply(b"not packed", headers=HTML | {"Content-Encoding": "gzip"}),
        Reply(b"a", headers=HTML | {"Content-Encoding": "br"}),
        Reply(b"a", headers={f"X-{number}": "a" for number in range(200)}),
        Reply(b"a", headers={"X": "a" * 70_000}),
    ],
)
def test_what_is_broken_is_told(website: Website, reply: Reply) -> None:
    website.pages["/a"] = reply
    assert fail(website) == "fetch_unreachable"


def test_what_is_packed_is_unpacked(website: Website) -> None:
    website.pages["/a"] = Reply(gzip.compress(b"text"), headers=HTML | {"Content-Encoding": "GZIP"})
    assert visit(website).body == b"text"


def test_who_is_not_there_is_told(fetched: Fetched) -> None:
    assert codes(fetched.run("http://127.0.0.1:9/")) == ["fetch_unreachable"]


def test_what_is_not_wanted_is_not_read(website: Website) -> None:
    website.pages["/a"] = Reply(headers={"Content-Type": "video/mp4"}, write=drip(b"a"))
    visitor = Visitor(AGENT, QUICK, {website.host})
    begun = time.monotonic()
    assert (
        visitor.visit(f"{website.address}/a", lambda answer: "html" in answer.headers["content-type"]).body
        == b""
    )
    assert time.monotonic() - begun < 2


# --- certificates


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a file with a certificate for this machine, which nobody vouches for, and its key."""
    key, signed, both = (tmp_path / name for name in ("key.pem", "signed.pem", "both.pem"))
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", signed], check=True, capture_output=True)
    both.write_text(key.read_text() + signed.read_text())
    return both


def test_a_website_that_nobody_vouches_for_is_not_asked(certificate: Path, fetched: Fetched) -> None:
    with serve_website(certificate) as website:
        website.page("/")
        result = fetched.run(f"{website.address}/")
    assert codes(result) == ["fetch_unreachable"]
    assert "certificate" in str(result.errors[0])
    assert website.asked == []


def test_a_website_that_is_vouched_for_is_asked(
    certificate: Path, fetched: Fetched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serve_website(certificate) as website:
        website.page("/")
        website.pages["/slow"] = Reply(headers=HTML, write=drip(b"a"))
        assert fetched.run(f"{website.address}/").errors == []
        assert codes(fetched.run(f"{website.address}/slow", seconds=0.5)) == ["fetch_too_slow"]


# --- addresses that are not of the internet


@pytest.mark.parametrize("private", [False, True])
def test_a_name_that_leads_into_ones_own_network_is_refused(
    website: Website, fetched: Fetched, monkeypatch: pytest.MonkeyPatch, *, private: bool
) -> None:
    port = int(website.host.partition(":")[2])

    def find(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        assert host == "www.example.org"
        return [(2, 1, 6, "", ("127.0.0.1", port)), (10, 1, 6, "", ("::ffff:10.0.0.1", port, 0, 0))]

    monkeypatch.setattr("socket.getaddrinfo", find)
    website.page("/")
    result = fetched.run(Source(f"http://www.example.org:{port}/", private=private))
    assert codes(result) == ([] if private else ["fetch_private"])
    assert bool(website.asked) is private


def test_no_host_is_asked_that_is_not_named(website: Website) -> None:
    visitor = Visitor(AGENT, QUICK, {website.host})
    for address in (
        "http://localhost/",
        "http://169.254.169.254/latest",
        f"https://{website.host}.evil.org/",
    ):
        with pytest.raises(FetchError, match="is not named"):
            visitor.visit(address, lambda _: True)
    assert website.asked == []


# --- who is busy


def busy(times: int, status: int = 429, **headers: str) -> Callable[[Asked], Reply]:
    """Return what is busy so many times."""
    left = [
        Reply(status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})
    ] * times

    def reply(_: Asked) -> Reply:
        return left.pop() if left else Reply(b"<p>a", headers=HTML)

    return reply


@pytest.mark.parametrize("status", [429, 503])
def test_who_is_busy_is_asked_again_after_the_time_they_say(website: Website, status: int) -> None:
    website.pages["/a"] = busy(1, status, Retry_After="1")
    begun = time.monotonic()
    assert visit(website).status == 200
    assert 1 <= time.monotonic() - begun < 2


def test_the_time_may_be_a_date(website: Website) -> None:
    website.pages["/a"] = busy(1, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=2)))
    assert visit(website).status == 200
    first, second = [asked.at for asked in website.asked if asked.path == "/a"]
    assert 0.8 < second - first <= 2.1


@pytest.mark.parametrize("said", ["", "soon", "-1", "Mon, 01 Jan 2024 00:00:00 GMT", "²"])
def test_a_time_that_says_nothing_is_not_waited_for(website: Website, said: str) -> None:
    website.pages["/a"] = busy(2, Retry_After=said)
    assert visit(website).status == 200


@pytest.mark.parametrize(("times", "said"), [(3, "0"), (1, "3600"), (1, "9" * 30)])
def test_who_is_busy_for_long_is_left_alone(
    website: Website, fetched: Fetched, times: int, said: str
) -> None:
    website.page("/", "/a", "/b")
    website.pages["/a"] = busy(times, Retry_After=said)
    website.page("/b")
    result = fetched.run(f"{website.address}/")
    assert codes(result) == ["fetch_busy", "fetch_given_up"]
    assert "/b" not in website.list_paths()


def test_a_host_that_fails_again_and_again_is_left_alone(website: Website, fetched: Fetched) -> None:
    website.page("/", *(f"/{number}" for number in range(9)))
    website.otherwise = lambda _: Reply(status=500)
    website.pages["/robots.txt"] = Reply(status=404)
    result = fetched.run(f"{website.address}/", failures=3)
    assert codes(result) == ["fetch_status"] * 3 + ["fetch_given_up"] * 6
    assert len(website.list_paths()) == 4


# --- slowly


@pytest.mark.parametrize(("robots", "least"), [(b"", 0.2), (b"User-agent: *\nCrawl-delay: 0.4", 0.4)])
def test_between_two_requests_is_a_pause(website: Website, robots: bytes, least: float) -> None:
    website.pages["/robots.txt"] = Reply(robots)
    website.page("/a")
    visitor = Visitor(AGENT, Limits(delay=0.2), {website.host})
    for _ in range(3):
        visitor.visit(f"{website.address}/a", lambda _: True)
    times = [asked.at for asked in website.asked]
    assert times[1] - times[0] >= 0.19
    assert all(after - before >= least - 0.01 for before, after in pairwise(times[1:]))
