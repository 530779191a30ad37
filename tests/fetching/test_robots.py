"""What a robots.txt allows, as RFC 9309 says."""

import pytest

from index.fetching.robots import read_rules

AT = "https://www.example.org"


@pytest.mark.parametrize(
    ("lines", "path", "allowed"),
    [
        ("", "/a", True),
        ("Disallow: /a", "/a", True),  # for nobody
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        ("User-agent: *\nDisallow: /a", "/abc", False),
        ("User-agent: *\nDisallow: /a/", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),  # the longest rule
        ("User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b/c", True),  # in whatever order
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),  # of two as long, the kinder
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a", True),
        ("User-agent: *\nDisallow: /*/b*c", "/a/b/d/c", False),
        ("User-agent: *\nDisallow: /a*$", "/abc", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /*?", "/a?b", False),
        ("User-agent: *\nDisallow: /b/*b/", "/b/", True),  # what the star stands for has its place
        ("user-AGENT : PARTNERBOT\ndisallow : /a # why", "/a", False),
        ("User-agent: Partnerbot/2.0\nDisallow: /a", "/a", False),
        ("User-agent: Other\nDisallow: /\n\nUser-agent: *\nDisallow: /b", "/a", True),
        (
            "User-agent: *\nDisallow: /\n\nUser-agent: partnerbot\nDisallow: /b",
            "/a",
            True,
        ),  # the named group alone
        ("User-agent: Other\nUser-agent: Partnerbot\n\nDisallow: /a", "/a", False),  # one group for two
        ("User-agent: *\nDisallow: /a\nUser-agent: *\nDisallow: /b", "/b", False),  # two groups for one
        ("User-agent: *\nSitemap: https://x\nDisallow: /a", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nDisallow: /ü", "/%C3%BC", False),
        ("User-agent: *\nDisallow: /%7Ea", "/~a", False),
        ("<html>no\nUser-agent\n:::", "/a", True),
    ],
)
def test_what_may_be_fetched(lines: str, path: str, *, allowed: bool) -> None:
    assert read_rules(lines, "Partnerbot").allow(AT + path) is allowed


@pytest.mark.parametrize(
    ("said", "delay"), [("2", 2), ("0.5", 0.5), ("-1", 0), ("soon", 0), ("nan", 0), ("1e9", 3600), ("", 0)]
)
def test_how_slowly_it_may_be(said: str, delay: float) -> None:
    assert read_rules(f"User-agent: *\nCrawl-delay: {said}", "Partnerbot").delay == delay


def test_many_stars_take_no_time() -> None:
    rules = read_rules(f"User-agent: *\nDisallow: /{'*a' * 200}b$", "Partnerbot")
    assert rules.allow(f"{AT}/{'a' * 900}")
