"""Where pages and sitemaps lead: whatever bytes they are, an answer or none, and never an error of ours."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from index.fetching.links import MOST_LINKS, Links, Page, find_links, find_places

AT = "https://www.example.org/a/"


def look(body: str | bytes, content_type: str = "") -> Links:
    return find_links(Page(AT, body.encode() if isinstance(body, str) else body, content_type))


@given(st.binary() | st.text("<a href=\"'>/&;!-b").map(str.encode))
def test_any_bytes_lead_somewhere_or_nowhere(body: bytes) -> None:
    assert isinstance(look(body), Links)


@pytest.mark.parametrize(
    ("body", "addresses"),
    [
        ("", []),
        ("<a href=b><a href=\"b\"><area href='/c'><link href=d><a name=e><a href=''>", ["a/b", "c"]),
        ("<base href='/x/'><a href=b>", ["x/b"]),
        ("<base href='javascript:1'><a href=b>", ["a/b"]),
        ("<a rel='external nofollow' href=b><a href=c>", ["a/c"]),
        ("<!-- <a href=b> --><a href=c&amp;d=1>", ["a/c&d=1"]),
    ],
)
def test_links_are_found(body: str, addresses: list[str]) -> None:
    assert look(body).addresses == tuple(f"https://www.example.org/{address}" for address in addresses)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_links_in_letters_of_any_encoding(encoding: str) -> None:
    body = "<html><a href='/город'>Город</a></html>".encode(encoding)
    assert look(body, f"text/html; charset={encoding}").addresses == look("<a href='/город'>").addresses
    assert look(body, "text/html; charset=no-such-thing")


def test_of_very_many_links_only_some_are_taken() -> None:
    body = "".join(f"<a href={number}>" for number in range(2 * MOST_LINKS))
    assert len(look(body).addresses) == MOST_LINKS


@pytest.mark.parametrize("body", [b"", b"no", gzip.compress(b"<urlset/>"), b"<urlset", b"<a><urlset/></a>"])
def test_what_is_no_sitemap_lists_nothing(body: bytes) -> None:
    try:
        places = find_places(Page(AT, body))
    except etree.XMLSyntaxError:
        places = None
    assert places is None or places.addresses == ()
