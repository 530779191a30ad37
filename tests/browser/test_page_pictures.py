"""A document of pages opened at a quote: its picture is loaded, reached and read out; chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.config import Config
from index.build import build_index
from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.messages import say
from tests.browser.hosts import Bot, open_bot
from tests.browser.stage import LANGUAGES, choose_scheme, find_violations
from tests.browser.test_accessibility import SCHEMES
from tests.browser.test_reflow import FIND_CUT, FIND_SMALL, PHONE, SPACE
from tests.conftest import Serve
from tests.doubles.make_pdf import Page as Sheet
from tests.doubles.make_pdf import make_pdf
from tests.doubles.reader import open_index

WIDE: Any = {"width": 1440, "height": 900}
PDF = make_pdf(
    Sheet().write_lines(60, 780, ["Die Stadt Neuheim zahlt jedem Kind einen Zuschuss von 40 Euro."]),
    Sheet().write_lines(60, 780, ["Die Vereinbarung gilt vom 1. März 2030 an für fünf Jahre."]),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("pictures")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "vereinbarung.pdf").write_bytes(PDF)
    knowledge = open_index(build_index(documents, folder / "index", encoder).index, encoder)
    with open_bot(knowledge, serve, Config(documents=documents, rate="off")) as bot:
        yield bot


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page in which axe may do what the policy of our pages forbids."""
    with browser.new_context(locale="de-DE", bypass_csp=True) as context, context.new_page() as page:
        yield page


def open_quote(bot: Bot, page: Page, language: str = "de") -> None:
    page.goto(f"{bot.address}/documents/vereinbarung.pdf?ui={language}&start=65&end=120#quote")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_quote_is_shown_and_the_others_are_folded(
    bot: Bot, page: Page, language: str
) -> None:
    page.set_viewport_size(WIDE)
    open_quote(bot, page, language)
    expect(page.locator("#picture-2 img")).to_have_js_property("naturalWidth", 1200, timeout=30_000)
    expect(page.locator("#picture-1")).not_to_have_attribute("open", "")
    marked = say("page_picture_marked", Language(language), page=2)
    expect(page.get_by_role("img", name=marked)).to_be_visible()
    # Beside each other, where there is room.
    quote, picture = (page.locator(each).bounding_box() for each in ("#quote", "#picture-2 img"))
    assert quote
    assert picture
    assert quote["x"] + quote["width"] <= picture["x"]
    for scheme in SCHEMES:
        choose_scheme(page, scheme)
        assert (scheme, find_violations(page)) == (scheme, [])


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_with_its_picture_nothing_is_cut_and_the_quote_is_in_view(
    bot: Bot, page: Page, viewport: Any
) -> None:
    page.set_viewport_size(viewport)
    open_quote(bot, page)
    expect(page.locator("#picture-2 img")).to_have_js_property("naturalWidth", 1200, timeout=30_000)
    expect(page.locator("#quote")).to_be_in_viewport(ratio=1)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
    page.evaluate(SPACE)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])


def test_a_folded_page_is_drawn_when_it_is_opened(bot: Bot, page: Page) -> None:
    open_quote(bot, page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#picture-1 summary").click()
    expect(page.locator("#picture-1 img")).to_have_js_property("naturalWidth", 1200, timeout=30_000)
    # The one of the quote may still be on its way.
    assert [url for url in asked if "/pages/1/" in url] == [f"{bot.address}/pages/1/vereinbarung.pdf"]
