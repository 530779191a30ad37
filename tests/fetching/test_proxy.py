"""Fetching from within a network that has a proxy: what goes through it, and what is refused."""

import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.config import find_proxies
from index.errors import ConfigError
from index.fetching.sockets import find_proxy
from index.fetching.sources import Source
from tests.doubles.proxy import serve_proxy
from tests.doubles.website import Reply, Website, serve_website
from tests.fetching.conftest import Fetched, codes

HOST = "www.town.invalid"  # a name that nobody but the proxy can look up
HTML = {"Content-Type": "text/html"}


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the key and the certificate of `HOST` in one file, which is trusted."""
    key, both = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=test",
        "-addext",
    ]
    command += [f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(both)]
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + both.read_text())
    monkeypatch.setenv("SSL_CERT_FILE", str(both))
    return both


def test_pages_come_through_the_proxy(website: Website, fetched: Fetched) -> None:
    website.page("/", f"http://{HOST}/a?b=1")
    website.page("/a?b=1")
    with serve_proxy({f"{HOST}:80": website.host}) as proxy:
        fetched.proxies = {"http": proxy.address, "https": "http://127.0.0.1:9"}
        result = fetched.run(f"http://{HOST}/")
    assert (codes(result), len(result.new)) == ([], 2)
    assert proxy.asked == [f"GET http://{HOST}/robots.txt", f"GET http://{HOST}/", f"GET http://{HOST}/a?b=1"]
    assert {asked.headers["host"] for asked in website.asked} == {HOST}


def test_pages_with_tls_come_through_a_tunnel_and_vouch_for_themselves(
    certificate: Path, fetched: Fetched
) -> None:
    with (
        serve_website(certificate) as website,
        serve_proxy({f"{HOST}:443": website.host}, "Basic YW5uYTpnZWhlaW0h") as proxy,
    ):
        website.page("/")
        fetched.proxies = {"https": proxy.address.replace("//", "//anna:geheim%21@")}
        assert codes(fetched.run(f"https://{HOST}/")) == []
        assert proxy.asked == [f"CONNECT {HOST}:443"] * 2
        assert not any("proxy-authorization" in asked.headers for asked in website.asked)
        proxy.places["other.invalid:443"] = website.host  # whose certificate is of another name
        result = fetched.run("https://other.invalid/")
    assert codes(result) == ["fetch_unreachable"]
    assert "certificate" in str(result.errors[0])


def test_what_the_proxy_does_not_do_is_told_without_the_password(fetched: Fetched) -> None:
    with serve_proxy({}, "Basic") as proxy:
        fetched.proxies = {"all": proxy.address.replace("//", "//anna:geheim@")}
        secure, plain = fetched.run(f"https://{HOST}/"), fetched.run(f"http://{HOST}/")
        proxy.secret = None
        unknown = fetched.run(f"https://{HOST}/")
    assert (codes(secure), codes(plain)) == (["fetch_unreachable"], ["fetch_status"])
    assert "407" in str(secure.errors[0])
    assert "502" in str(unknown.errors[0])
    assert "geheim" not in str([*secure.errors, *plain.errors])


def test_a_proxy_that_says_nothing_or_is_not_there_is_not_waited_for(
    website: Website, fetched: Fetched
) -> None:
    website.otherwise = lambda _: Reply(headers=HTML, write=lambda _: None)
    fetched.proxies = {"https": "http://127.0.0.1:9"}
    assert codes(fetched.run(f"https://{HOST}/")) == ["fetch_unreachable"]
    fetched.proxies = {"https": website.address}  # a web server, which knows no CONNECT
    assert codes(fetched.run(f"https://{HOST}/")) == ["fetch_unreachable"]


@pytest.mark.parametrize("private", [False, True])
def test_a_name_that_is_known_here_must_not_lead_into_ones_own_network(
    website: Website, fetched: Fetched, monkeypatch: pytest.MonkeyPatch, *, private: bool
) -> None:
    website.page("/")
    with serve_proxy({f"{HOST}:80": website.host}) as proxy:
        fetched.proxies = {"http": proxy.address}
        look_up = socket.getaddrinfo

        def find(host: str, *how: Any, **named: Any) -> object:
            return look_up("127.0.0.1" if host == HOST else host, *how, **named)

        monkeypatch.setattr("socket.getaddrinfo", find)
        result = fetched.run(Source(f"http://{HOST}/", private=private))
        assert codes(result) == ([] if private else ["fetch_private"])
        assert bool(proxy.asked) is private


@pytest.mark.parametrize(
    ("address", "without", "through"),
    [
        ("http://www.town.de/", "", True),
        ("ftp://www.town.de/", "", False),
        ("http://www.town.de/", "*", False),
        ("http://www.town.de/", "example.org, town.de", False),
        ("http://www.town.de/", ".TOWN.de", False),
        ("http://www.town.de/", "*.town.de", False),
        ("http://www.smalltown.de/", "town.de", True),
        ("http://www.town.de:8080/", "www.town.de:8080", False),
        ("http://www.town.de/", "www.town.de:8080", True),
        ("http://10.1.2.3/", "10.0.0.0/8", False),
        ("http://11.1.2.3/", "10.0.0.0/8,,", True),
        ("http://[::1]/", "::1", False),
    ],
)
def test_hosts_that_need_no_proxy(address: str, without: str, *, through: bool) -> None:
    assert (find_proxy(address, {"http": "proxy:3128", "no": without}) is not None) is through


def test_the_environment_names_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert find_proxies() == {}
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.town.de:3128")
    monkeypatch.setenv("no_proxy", "town.de")
    assert find_proxies() == {"https": "http://proxy.town.de:3128", "no": "town.de"}
    monkeypatch.setenv("ALL_PROXY", "socks5://anna:geheim@proxy.town.de")
    with pytest.raises(ConfigError, match="ALL_PROXY") as caught:
        find_proxies()
    assert "geheim" not in str(caught.value)
