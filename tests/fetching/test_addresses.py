"""Addresses: one spelling for each, and a name for its file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.addresses import clean_address, find_ending, find_host, is_trap, name_file, number_file

BASE = "https://www.example.org/a/b?c=d#e"


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("https://www.example.org", "https://www.example.org/"),
        ("HTTPS://WWW.Example.ORG:443/A#top", "https://www.example.org/A"),
        ("http://example.org:80/?b=1&a=2", "http://example.org/?b=1&a=2"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("../c", "https://www.example.org/c"),
        ("c/./d/../e", "https://www.example.org/a/c/e"),
        ("?x", "https://www.example.org/a/b?x"),
        ("#e", "https://www.example.org/a/b?c=d"),
        ("//other.example/x", "https://other.example/x"),
        (" /with blank ", "https://www.example.org/with%20blank"),
        ("/ü/%C3%BC/%zz", "https://www.example.org/%C3%BC/%C3%BC/%zz"),
        ("/u\u0308", "https://www.example.org/%C3%BC"),
        ("https://düsseldorf.example/", "https://xn--dsseldorf-q9a.example/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("mailto:a@example.org", None),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://example.org/", None),
        ("https://user:password@example.org/", None),
        ("https://@example.org/", None),
        ("https:///a", "https://www.example.org/a"),
        ("http://[", None),
        ("http://*/", None),
        ("http://a%00b/", None),
        ("http://a:99999/", None),
        ("http://a:b/", None),
        ("/" + "a" * 1_000, None),
    ],
)
def test_an_address_has_one_spelling(address: str, cleaned: str | None) -> None:
    assert clean_address(address, BASE) == cleaned
    assert cleaned is None or clean_address(cleaned) == cleaned


ADDRESSES = st.text() | st.text("http:/.?#@[]%\u00fc\u0308 a0\n\\").map(lambda text: f"https://a{text}")


@given(ADDRESSES)
def test_any_address_is_cleaned_once_and_for_all_or_refused(address: str) -> None:
    cleaned = clean_address(address, BASE)
    if cleaned is not None:
        assert clean_address(cleaned) == cleaned
        assert cleaned.isascii()
        assert cleaned.isprintable()
        folder, name = name_file(cleaned, ".html").split("/")
        assert not folder.startswith(".")
        assert not name.startswith(".")
        assert name.endswith(".html")


def test_a_line_end_in_an_address_reaches_no_request() -> None:
    cleaned = clean_address("https://a.example/b\r\nHost: c", BASE)
    assert cleaned is not None
    assert "\n" not in cleaned
    assert "\r" not in cleaned


def test_parts_of_an_address() -> None:
    assert find_host("http://example.org:81/a") == "example.org:81"
    assert find_ending("http://example.org/a.b/C.PDF?x.doc") == ".pdf"
    assert find_ending("http://example.org/") == ""


@pytest.mark.parametrize(
    ("path", "trap"),
    [
        ("/a/b/c", False),
        ("/a/a/b", False),
        ("/2024/01/01/a", False),
        ("/a/b/a/b/a/b", True),
        ("/" + "/".join(map(str, range(20))), True),
        ("/a?" + "&".join(f"a{n}=1" for n in range(12)), True),
    ],
)
def test_a_trap_is_known_by_its_address(path: str, *, trap: bool) -> None:
    assert is_trap(f"https://www.example.org{path}") is trap


@pytest.mark.parametrize(
    ("address", "ending", "name"),
    [
        ("https://www.example.org/", ".html", "www.example.org/index.html"),
        ("https://www.example.org/a/b.php", ".html", "www.example.org/a-b.html"),
        ("https://www.example.org/a%20%C3%BC.pdf", ".pdf", "www.example.org/a-ü.pdf"),
        ("https://www.example.org/%D0%B0.pdf?v=2", ".pdf", "www.example.org/а-v-2.pdf"),
        ("http://127.0.0.1:8000/..%2F..%2Fetc", ".html", "127.0.0.1-8000/etc.html"),
        ("http://a/.hidden", ".html", "a/hidden.html"),
        ("http://a/x%00%0Ay", ".html", "a/x-y.html"),
        ("http://a/" + "b" * 300, ".html", f"a/{'b' * 100}.html"),
        ("http://[::1]/a", ".html", "1/a.html"),
    ],
)
def test_a_file_has_a_name_that_people_can_read(address: str, ending: str, name: str) -> None:
    assert name_file(address, ending) == name


def test_another_name_is_always_the_same() -> None:
    assert number_file("a/b.html", "http://a/b") == number_file("a/b.html", "http://a/b") != "a/b.html"
    assert number_file("a/b.html", "http://a/b").endswith(".html")
