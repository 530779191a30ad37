"""The start page as a reader sees it: the field first, examples, topics that open, who runs the bot."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.config import Config
from index.build import build_index
from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.messages import say
from tests.browser.hosts import Bot, open_bot
from tests.browser.stage import choose_scheme, find_violations
from tests.conftest import Serve
from tests.doubles.reader import open_index
from tests.languages.codes import DE

ROOT = Path(__file__).parents[2]
NOTICE = "notice: {de: Das Büro ist heute zu., ru: Сегодня отдел закрыт., en: The office is closed today.}\n"
PHONE = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Bot]:
    """Return the service with the documents that ship, run by somebody who has a notice of the day."""
    folder = tmp_path_factory.mktemp("start")
    knowledge = open_index(build_index(ROOT / "documents", folder / "index", encoder).index, encoder)
    told = (ROOT / "deploy" / "operator.yaml").read_text(encoding="utf-8")
    (folder / "operator.yaml").write_text(told + NOTICE, encoding="utf-8")
    config = Config(index=folder / "index", operator=folder / "operator.yaml", rate="off")
    with open_bot(knowledge, serve, config) as bot:
        yield bot


def visit(browser: Browser, bot: Bot, language: str, **context: object) -> Page:
    """Return the start page, once the chat is there."""
    page = browser.new_page(viewport=PHONE, **context)  # type: ignore[arg-type]
    page.goto(f"{bot.address}/?ui={language}")
    expect(page.locator("partner-chat textarea")).to_be_visible()
    return page


@pytest.mark.parametrize("language", Language)
def test_the_field_stands_before_the_examples_and_both_are_in_view_on_a_phone(
    browser: Browser, bot: Bot, language: Language
) -> None:
    with visit(browser, bot, language) as page:
        field = page.locator("partner-chat textarea").bounding_box()
        example = page.locator("partner-chat .suggestions button").first.bounding_box()
        assert field
        assert example
        assert field["y"] < example["y"]
        assert example["y"] + example["height"] <= PHONE["height"]
        page.locator("partner-chat textarea").focus()
        for name in (
            say("ask", language),
            page.locator("partner-chat .suggestions button").first.inner_text(),
        ):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.shadowRoot.activeElement.textContent")
            assert focused == name


@pytest.mark.parametrize("language", Language)
def test_axe_finds_nothing_and_nothing_is_cut_off_with_all_topics_open(
    browser: Browser, bot: Bot, language: Language
) -> None:
    with visit(browser, bot, language) as page:
        for topic in page.locator(".documents summary").all():
            topic.click()
        for scheme, width in product(("light", "dark", "forced"), (320, 1440)):
            choose_scheme(page, scheme)
            page.set_viewport_size({"width": width, "height": 900})
            assert find_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_topic_opens_without_scripts_and_leads_to_each_version(browser: Browser, bot: Bot) -> None:
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{bot.address}/?ui=de")
        expect(page.locator(".documents li:visible")).to_have_count(0)
        topic = page.locator(".documents details").filter(has_text="Pause seit 2022")
        topic.locator("summary").click()
        entry = topic.locator("li").filter(has=page.get_by_text("Русский"))
        with page.expect_popup() as opened:
            entry.first.get_by_role("link", name="Русский").click()
        expect(opened.value.locator("article h1")).to_have_attribute("lang", "ru")
        opened.value.close()


def test_the_notice_of_the_day_is_said_once_with_and_without_scripts(browser: Browser, bot: Bot) -> None:
    said = "Das Büro ist heute zu."
    with visit(browser, bot, DE) as page:
        expect(page.get_by_text(said).locator("visible=true")).to_have_count(1)
        page.get_by_role("link", name="Русский", exact=True).first.click()
        expect(page.get_by_text("Сегодня отдел закрыт.").locator("visible=true")).to_have_count(1)
        expect(page.locator("footer")).to_contain_text("Отдел международных связей")
    with browser.new_page(java_script_enabled=False) as page:
        page.goto(f"{bot.address}/?ui=de")
        expect(page.get_by_text(said)).to_have_count(1)
