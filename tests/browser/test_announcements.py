"""What a screen reader is told: each answer once, an error at once, the history never again; chromium."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from index.encoding.encoder import Encoder
from index.languages.messages import say
from tests.browser.stage import ICE, PARK, STATES, Stage, bring, find_address, open_chat, open_stage
from tests.conftest import Serve
from tests.languages.codes import DE, EN, RU

WAITING = f"status: {say('waiting', DE)}"
# Each text that comes into a live region, once for each time it comes.
LISTEN = """(chat) => {
  const LIVE = "[role=status], [role=alert]";
  window.heard = [];
  const observer = new MutationObserver((records) => {
    const spoken = new Set();
    for (const { target, addedNodes } of records) {
      const place = (target.closest ? target : target.parentElement).closest(LIVE);
      if (place && addedNodes.length) spoken.add(place);
      for (const node of addedNodes) {
        if (node.matches?.(LIVE)) spoken.add(node);
        node.querySelectorAll?.(LIVE).forEach((each) => spoken.add(each));
      }
    }
    for (const each of spoken) {
      const text = each.textContent.trim();
      if (text && each.isConnected) heard.push(`${each.role}: ${text}`);
    }
  });
  observer.observe(chat, { subtree: true, childList: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(locale="de-DE", reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("place", ["page", "dialog"])
def test_each_answer_is_told_once_and_the_history_never_again(stage: Stage, page: Page, place: str) -> None:
    page.goto(find_address(stage, place, "de"))
    chat = open_chat(page)
    chat.evaluate(LISTEN)
    bring(page, chat, STATES["answered"])
    told = f"status: In German:\n“{PARK}” [1]"
    heard = page.evaluate("heard")
    assert (heard[0], len(heard)) == (WAITING, 2)
    assert heard[1].startswith(told)
    assert heard[1].count("No longer in force") == 1
    assert heard[1].endswith("Quellen: 1")
    chat.locator("textarea").fill("When did young ice hockey players of both cities train?")
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".words").last).to_contain_text(ICE)
    assert page.evaluate("heard")[2:] == [WAITING, f"status: {ICE} [1]Quellen: 1"]
    # Neither another language nor opening again tells anything a second time.
    (page.get_by_role("navigation") if place == "page" else chat.locator(".languages")).get_by_text(
        "English"
    ).click()
    expect(chat.get_by_text("New conversation")).to_be_visible()
    if place == "dialog":
        page.keyboard.press("Escape")
        expect(chat).to_be_hidden()
        page.locator("partner-chat .launcher").press("Enter")
        expect(chat.locator("textarea")).to_be_focused()
    expect(chat.locator(".words")).to_have_count(2)
    assert len(page.evaluate("heard")) == 4
    chat.get_by_role("button", name="Yes").last.click()
    chat.get_by_role("button", name="New conversation").click()
    assert page.evaluate("heard")[4:] == [
        f"status: {say('thanks_verdict', EN)}",
        f"status: {say('cleared', EN)}",
    ]


def test_an_error_is_told_at_once_and_not_again_in_another_language(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de"))
    chat = open_chat(page)
    chat.evaluate(LISTEN)
    bring(page, chat, STATES["error"])
    assert page.evaluate("heard") == [WAITING, f"alert: {say('offline', DE)}"]
    chat.locator(".languages").get_by_text("Русский").click()
    expect(chat.get_by_text("Новый диалог")).to_be_visible()
    assert len(page.evaluate("heard")) == 2
    chat.locator(".problem button").click()
    expect(chat.locator(".problem button")).to_be_visible()
    assert page.evaluate("heard")[2:] == [
        f"status: {say('waiting', RU)}",
        f"alert: {say('offline', RU)}",
    ]


def test_an_empty_question_is_told_at_the_field(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/?ui=de")
    chat = open_chat(page)
    chat.evaluate(LISTEN)
    field = chat.locator("textarea")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(say("empty_question", DE))
    field.press("Enter")
    assert page.evaluate("heard") == [f"alert: {say('empty_question', DE)}"] * 2
    bring(page, chat, STATES["answered"])
    expect(field).to_have_attribute("aria-invalid", "false")
    expect(field).to_have_accessible_description("")


def test_the_last_announcement_does_not_stand_in_the_chat_for_good(stage: Stage, page: Page) -> None:
    page.clock.install()
    page.goto(f"{stage.bot.address}/?ui=de")
    chat = open_chat(page)
    bring(page, chat, STATES["answered"])
    expect(chat.locator("[role=status]")).not_to_be_empty()
    page.clock.fast_forward(20_000)
    expect(chat.locator("[role=status]")).to_be_empty()
