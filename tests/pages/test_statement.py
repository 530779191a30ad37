"""The accessibility statement: the same in three languages."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from bot.config import Config
from bot.http.app import create_app
from bot.operator.operator import Contact, Operator
from bot.pages.render import operator_now, render_statement
from index.languages import Language


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
    nobody = render_statement(language)
    assert "mailto:" not in nobody
    told = operator_now.set(lambda _: Operator(contact=Contact(mail="barrierefrei@example.org")))
    page = render_statement(language)
    operator_now.reset(told)
    assert page.count('<a href="mailto:barrierefrei@example.org">') == 2  # there, and at the end of the page
    assert page.count("Impressum") == nobody.count("Impressum") - 1
