"""Pages beside the chat: looking up, a document opened at a quote, the line to embed; chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.messages import say
from tests.browser.stage import LANGUAGES, NAMED, PARK, Stage, choose_scheme, find_violations, open_stage
from tests.browser.test_accessibility import FIND_STRANGE_LETTERS, SCHEMES
from tests.browser.test_keyboard import find_focus, press_tab
from tests.browser.test_reflow import FIND_CUT, FIND_SMALL, LARGE, PHONE, SPACE, ZOOMED
from tests.conftest import Serve
from tests.languages.codes import DE

TABLET = {"width": 768, "height": 1024}
FOUND = {"found": NAMED, "nothing": "\u200b", "refused": "erika@example.org", "none yet": ""}
CLIPBOARD = "() => navigator.clipboard.readText()"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser in which axe may do what the policy of our pages forbids."""
    with browser.new_context(locale="de-DE", bypass_csp=True, reduced_motion="reduce") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as page:
        yield page


def look_up(stage: Stage, page: Page, topic: str, language: str = "de") -> None:
    """Show what is found on `topic`; without one the form alone."""
    page.goto(f"{stage.bot.address}/search?ui={language}")
    if topic:
        page.locator("#topic").fill(topic)
        page.locator("#topic").press("Enter")
        expect(page.locator("#found, #problem")).to_be_visible()
        page.wait_for_load_state()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FOUND)
def test_axe_finds_nothing_where_passages_are_looked_up(
    stage: Stage, page: Page, name: str, language: str
) -> None:
    look_up(stage, page, FOUND[name], language)
    for fold in page.locator("summary").all():
        fold.click()
    for scheme in SCHEMES:
        choose_scheme(page, scheme)
        assert (scheme, find_violations(page)) == (scheme, [])
    assert page.evaluate(FIND_STRANGE_LETTERS) == []


@pytest.mark.parametrize("viewport", [LARGE, TABLET, PHONE, ZOOMED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_was_found_is_cut_and_no_target_is_too_small(
    stage: Stage, page: Page, viewport: Any, language: str
) -> None:
    page.set_viewport_size(viewport)
    look_up(stage, page, NAMED, language)
    for fold in page.locator("summary").all():
        fold.click()
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
    page.evaluate(SPACE)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])


def test_the_tab_key_leads_from_the_topic_to_the_first_reference(stage: Stage, page: Page) -> None:
    look_up(stage, page, NAMED)
    page.locator("#topic").focus()
    names = press_tab(page, 6)
    assert names[:2] == [say("look_up_find", DE), say("look_up_narrow", DE)]
    assert names[3:] == [say("copy_citation", DE), say("look_up_reference", DE), names[5]]
    page.locator("#topic").focus()
    page.keyboard.press("Shift+Tab")
    assert find_focus(page) == "English"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reference_is_copied_and_that_is_said(stage: Stage, page: Page, language: str) -> None:
    look_up(stage, page, NAMED, language)
    passage = page.locator(".passages > li", has_text=PARK)
    passage.locator("[data-copies]").click()
    expect(passage.locator("[role=status]")).to_have_text(say("copied", Language(language)))
    copied = page.evaluate(CLIPBOARD)
    assert copied == passage.locator(".reference").text_content()
    assert copied[1:].startswith(PARK)
    assert f"{stage.bot.address}/documents/park.de.md?start=" in copied


def test_where_nothing_may_be_copied_the_reference_is_selected(stage: Stage, page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    look_up(stage, page, NAMED)
    page.locator("[data-copies]").first.click()
    expect(page.locator(".copies [role=status]").first).to_have_text(say("copy_by_hand", DE))
    expect(page.locator(".reference").first).to_be_visible()
    assert page.evaluate("String(getSelection())") == page.locator(".reference").first.text_content()


def test_without_scripts_the_reference_is_there_to_be_selected(stage: Stage, page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    look_up(stage, page, NAMED)
    expect(page.locator("[data-copies]").first).to_be_hidden()
    page.locator(".passages summary").first.click()
    expect(page.locator(".reference").first).to_be_visible()
    page.unroute_all()


def test_what_is_looked_for_is_kept_in_another_language_and_stands_in_no_address(
    stage: Stage, page: Page
) -> None:
    look_up(stage, page, NAMED)
    page.locator(".language-links [lang=ru]").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#topic")).to_have_value(NAMED)
    expect(page.locator("#found")).to_be_visible()
    assert "Marino" not in page.url + page.title()


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}, TABLET, {"width": 1440, "height": 900}])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_opened_at_a_quote_shows_what_it_is_beside_it(
    stage: Stage, page: Page, viewport: Any, language: str
) -> None:
    page.set_viewport_size(viewport)
    look_up(stage, page, "1. Juni 1992 unterzeichnet Städtepartnerschaft", language)
    for path in ("park.de.md", "vertrag.de.md"):
        link = page.locator(f".passages h3 a[href*='{path}']").first.get_attribute("href")
        page.goto(f"{stage.bot.address}{link}")
        expect(page.locator("#quote")).to_be_in_viewport(ratio=1)
        expect(page.locator("h1")).to_be_in_viewport(ratio=1)
        head, quote = page.locator(".head").bounding_box(), page.locator("#quote").bounding_box()
        assert head
        assert quote
        assert head["y"] + head["height"] <= quote["y"]
        look_up(stage, page, "1. Juni 1992 unterzeichnet Städtepartnerschaft", language)


def test_a_quote_of_the_front_matter_is_in_view(stage: Stage, page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{stage.bot.address}/documents/park.de.md?ui=de&start=4&end=40#quote")
    expect(page.locator("#quote")).to_have_text("Landeshauptstadt Düsseldorf")
    expect(page.locator("#quote")).to_be_in_viewport(ratio=1)


def test_the_line_to_embed_follows_what_is_chosen(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/embed?ui=de")
    line, chat = page.locator("#line"), page.locator("partner-chat")
    expect(chat.locator(".launcher")).to_be_visible()
    expect(page.get_by_role("button", name=say("embed_show", DE))).to_be_hidden()
    page.locator("#title").fill("Fragen & Antworten")
    expect(line).to_have_value(
        f'<script src="{stage.bot.address}/widget.js" data-title="Fragen &amp; Antworten" defer></script>'
    )
    expect(chat.locator(".launcher")).to_contain_text("Fragen & Antworten")
    page.locator("#position").select_option("left")
    expect(chat).to_have_attribute("data-position", "left")
    page.locator("#mode").select_option("inline")
    expect(page.locator("#preview partner-chat .chat")).to_be_visible()
    expect(page.locator("#position")).to_be_hidden()
    expect(line).not_to_have_value("position")
    assert "position" not in line.input_value()
    page.locator("[data-copies=line]").click()
    expect(page.locator(".copies [role=status]").first).to_have_text(say("copied", DE))
    assert page.evaluate(CLIPBOARD) == line.input_value()
    page.reload()
    expect(page.locator("#title")).to_have_value("Fragen & Antworten")
    expect(page.locator("#preview partner-chat .chat")).to_be_visible()


def test_colours_are_shown_at_once_and_refused_where_they_cannot_be_read(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/embed?ui=de")
    launcher = page.locator("partner-chat .launcher")
    expect(launcher).to_have_css("background-color", "rgb(163, 18, 27)")
    page.locator("#accent").fill("#005ca9")
    expect(launcher).to_have_css("background-color", "rgb(0, 92, 169)")
    expect(page.locator("#style")).to_have_value(
        "partner-chat {\n  --partner-chat-accent: #005ca9;\n  --partner-chat-on-accent: #ffffff;\n}"
    )
    page.locator("#accent").fill("#eeeeee")
    expect(page.locator("#contrast-accent")).to_contain_text("Das ist zu wenig")
    expect(launcher).to_have_css("background-color", "rgb(163, 18, 27)")
    expect(page.locator("#contrast-ink")).to_contain_text("gut lesbar")
    page.locator("#accent").fill("#a3121b")
    expect(page.locator("#style")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_where_colours_are_chosen(stage: Stage, page: Page, language: str) -> None:
    page.goto(f"{stage.bot.address}/embed?ui={language}&accent=%23777777&ink=%23005ca9")
    expect(page.locator("partner-chat .launcher")).to_be_visible()
    for scheme in SCHEMES:
        choose_scheme(page, scheme)
        assert (scheme, find_violations(page)) == (scheme, [])
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
