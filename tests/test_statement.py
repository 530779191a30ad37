"""The accessibility statement: the same in three languages."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from bot.app import create_app
from bot.config import Config
from bot.pages import render_page
from index.language import Language


class Outline(HTMLParser):
    """The headings and list items of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(page.partition("<main")[2])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in {"h1", "h2", "h3", "ul", "li"}:
            self.tags.append(tag)


def test_the_statement_says_the_same_in_each_language() -> None:
    with TestClient(create_app(Config())) as client:
        pages = [client.get(f"/accessibility?ui={language}").text for language in Language]
    titles = [re.search("<title>(.*)</title>", page)[1] for page in pages]  # type: ignore[index]
    assert titles == [
        "Barrierefreiheit – Partnerbot Düsseldorf–Moskau",
        "Доступность – Partnerbot Дюссельдорф–Москва",
        "Accessibility – Partnerbot Düsseldorf–Moscow",
    ]
    german, russian, english = (Outline(page).tags for page in pages)
    assert german == russian == english
    assert german.count("h2") == 6
    for page in pages:
        assert "WCAG) 2.2" in page
        assert "BITV" in page


@pytest.mark.parametrize("language", Language)
def test_the_statement_names_the_contact_where_there_is_one(language: Language) -> None:
    page = render_page("accessibility.html", language, contact="barrierefrei@example.org")
    assert '<a href="mailto:barrierefrei@example.org">' in page
    assert "mailto:" not in render_page("accessibility.html", language, contact="")
