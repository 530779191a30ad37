"""Chat and pages by keyboard alone: the order, the focus that is always seen, the keys; chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from index.encoding.encoder import Encoder
from index.languages.messages import say
from tests.browser.stage import PARK, STATES, Stage, bring, open_chat, open_stage
from tests.conftest import Serve
from tests.doubles.examples import EXAMPLES
from tests.languages.codes import DE

SMALL, LARGE = {"width": 320, "height": 568}, {"width": 1024, "height": 768}
FOLDED = say("disclaimer_short", DE)
ANSWER = [
    "Quelle [1]",
    "Zitat zeigen",
    "Im Dokument lesen (neuer Tab)",
    "Zitat mit Quelle kopieren",
    "Ja",
    "Nein",
]
ACTIONS = ["Neues Gespräch", "Als Text speichern", "Drucken"]
SUGGESTED = EXAMPLES[DE]
TOP = ["Zum Inhalt springen", "Partnerbot Düsseldorf–Moskau", "Deutsch", "Русский", "English"]
WAYS = ["Textstellen suchen und zitieren", "Register der Abkommen"]
BOTTOM = [
    "Barrierefreiheit",
    "Textstellen suchen",
    "Abkommen",
    "Chat einbinden",
    "Schnittstelle für Programme (englisch)",
]
FIELD = ["Ihre Frage", "Fragen"]
DIALOG = ["Schließen", "Deutsch", "Русский", "English"]
# What has the focus, whether that can be seen, and whether anything lies over it.
FIND_FOCUS = """() => {
  let element = document.activeElement;
  while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (element === document.body) return null;
  const { left, top, width, height } = element.getClientRects()[0];
  const over = element.getRootNode().elementFromPoint(left + width / 2, top + height / 2);
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
  const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor);
  const name = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent;
  return { name: name.replace(/\\s+/g, " ").trim(), seen, free: element.contains(over) };
}"""
HEAR_KEYS = """() => {
  window.keys = [];
  document.addEventListener("keydown", (event) => keys.push(event.key));
}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page whose movements are over at once."""
    with browser.new_page(locale="de-DE", reduced_motion="reduce", viewport=LARGE) as page:  # type: ignore[arg-type]
        yield page


def press_tab(page: Page, times: int) -> list[str]:
    """Return the names of what gets the focus, "" where it is the browser's own bars."""
    names = []
    for _ in range(times):
        page.keyboard.press("Tab")
        focus: dict[str, Any] | None = page.evaluate(FIND_FOCUS)
        if focus:
            assert (focus["name"], focus["seen"], focus["free"]) == (focus["name"], True, True)
        names.append(focus["name"] if focus else "")
    return names


def find_focus(page: Page) -> str:
    focus: dict[str, Any] = page.evaluate(FIND_FOCUS)
    assert focus["seen"]
    assert focus["free"]
    return str(focus["name"])


@pytest.mark.parametrize("viewport", [SMALL, LARGE])
def test_the_tab_key_goes_through_the_page_in_the_order_of_reading(
    stage: Stage, page: Page, viewport: Any
) -> None:
    page.set_viewport_size(viewport)
    page.goto(f"{stage.bot.address}/?ui=de")
    chat = open_chat(page)
    order = [*TOP, *FIELD, *SUGGESTED, *WAYS, "Dokumente (4)", *BOTTOM, ""]
    assert press_tab(page, len(order)) == order
    bring(page, chat, STATES["answered"])
    order = ["Fragen", FOLDED, *WAYS, "Dokumente (4)", *BOTTOM, "", *TOP, *ANSWER, *ACTIONS, *FIELD]
    assert press_tab(page, len(order)) == order


@pytest.mark.parametrize("viewport", [SMALL, LARGE])
def test_the_tab_key_stays_in_the_open_dialog_where_it_covers_the_page(
    stage: Stage, page: Page, viewport: Any
) -> None:
    page.set_viewport_size(viewport)
    page.goto(stage.embed(language="de"))
    expect(page.locator("partner-chat .launcher")).to_be_visible()
    assert press_tab(page, 2) == ["Tickets", "Fragen zur Städtepartnerschaft"]
    page.keyboard.press("Enter")
    chat = page.locator("partner-chat .chat")
    expect(chat.locator("textarea")).to_be_focused()
    around = [""] if viewport == SMALL else ["", "Tickets"]
    order = ["Fragen", "Barrierefreiheit (neuer Tab)", *around, *DIALOG, *SUGGESTED, *FIELD]
    assert press_tab(page, len(order)) == order
    bring(page, chat, STATES["answered"])
    below = ["Fragen", FOLDED, *around]
    order = [FOLDED, *around, *DIALOG, *ANSWER, *ACTIONS, "Ihre Frage", *below]
    chat.locator(".ask").focus()
    assert press_tab(page, len(order)) == order
    chat.locator("textarea").focus()
    page.keyboard.press("Shift+Tab")
    assert find_focus(page) == "Drucken"


@pytest.mark.parametrize(
    "path",
    [
        "/embed?ui=de",
        "/embed?ui=ru&position=left",
        "/embed?ui=en&mode=inline",
        "/documents/park.de.md?ui=ru&start=200&end=240#quote",
        "/accessibility?ui=de",
        "/api/docs",
    ],
)
def test_the_focus_is_seen_on_every_page(stage: Stage, page: Page, path: str) -> None:
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.goto(stage.bot.address + path)
    if path.startswith("/embed"):
        expect(page.locator("partner-chat").locator("textarea, .launcher")).to_be_visible()
    page.locator("body").evaluate(
        "body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }"
    )
    names = press_tab(page, 1)
    while names[-1]:
        names += press_tab(page, 1)
    assert len(names) > 5 or path == "/api/docs"


def test_the_skip_link_leads_past_the_top(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/accessibility?ui=de")
    page.keyboard.press("Tab")
    assert find_focus(page) == TOP[0]
    page.keyboard.press("Enter")
    expect(page.locator(":target")).to_have_count(1)
    assert press_tab(page, 2)[-1] not in TOP


def test_enter_asks_and_with_shift_it_makes_a_line(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/?ui=de")
    chat = open_chat(page)
    field = chat.locator("textarea")
    field.focus()
    page.keyboard.type("When did Marino Park")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Lyublino Moscow open?")
    expect(field).to_have_value("When did Marino Park\nLyublino Moscow open?")
    expect(chat.locator(".turns li")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(chat.locator(".words")).to_contain_text(PARK)
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_a_mark_leads_to_its_source_and_on(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.bot.address}/?ui=de")
    chat = open_chat(page)
    bring(page, chat, STATES["answered"])
    chat.get_by_role("button", name="Quelle [1]").first.focus()
    page.keyboard.press("Enter")
    expect(chat.locator(".sources li")).to_be_focused()
    assert find_focus(page).startswith("[1] Der Park")
    assert press_tab(page, 1) == ["Zitat zeigen"]
    page.keyboard.press("Space")
    expect(chat.locator(".sources blockquote")).to_be_visible()


def test_nothing_that_is_pressed_takes_the_focus_away(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de"))
    chat = open_chat(page)
    pressed = {
        "Wann begann": "Ihre Frage",
        "Ja": "Danke für Ihre Rückmeldung.",
        "English": "English",
        "New conversation": "Your question",
    }
    for name, focused in pressed.items():
        chat.get_by_role("button", name=name).press("Enter")
        expect(chat.locator(":focus")).to_have_count(1)
        assert find_focus(page) == focused
        expect(chat.locator(".waiting")).to_have_count(0)
    bring(page, chat, STATES["error"])
    page.unroute_all()
    chat.get_by_role("button", name="Try again").press("Enter")
    expect(chat.locator(".words")).to_be_visible()
    assert find_focus(page) == "Your question"


def test_escape_closes_the_dialog_and_no_other(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de"))
    page.evaluate(HEAR_KEYS)
    launcher = page.locator("partner-chat .launcher")
    launcher.press("Enter")
    chat = page.locator("partner-chat .chat")
    expect(chat.locator("textarea")).to_be_focused()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(chat).to_be_hidden()
    expect(launcher).to_be_focused()
    assert find_focus(page) == "Fragen zur Städtepartnerschaft"
    expect(launcher).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    assert page.evaluate("keys") == ["Enter", "Escape"]
    launcher.press("Space")
    expect(chat.locator("textarea")).to_have_value("a")
    chat.get_by_role("button", name="Schließen").press("Enter")
    expect(launcher).to_be_focused()
    assert find_focus(page) == "Fragen zur Städtepartnerschaft"


def test_what_is_typed_in_the_dialog_is_nothing_for_the_page_around_it(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de"))
    chat = open_chat(page)
    expect(chat.locator("textarea")).to_be_focused()
    page.evaluate("""() => {
      window.heard = [];
      for (const type of ["keydown", "keypress", "keyup", "input"])
        document.addEventListener(type, (event) => heard.push(type + event.key));
    }""")
    page.keyboard.type("suche")
    expect(chat.locator("textarea")).to_have_value("suche")
    assert {each[:3] for each in page.evaluate("heard")} <= {"inp"}


def test_a_dialog_that_a_script_opened_gives_the_focus_to_the_button(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de"))
    launcher = page.locator("partner-chat .launcher")
    for close in ("document.querySelector('partner-chat').close()", None):
        expect(launcher).to_be_visible()
        launcher.blur()
        page.evaluate("document.querySelector('partner-chat').open()")
        expect(page.locator("partner-chat textarea")).to_be_focused()
        if close:
            page.evaluate(close)
        else:
            page.keyboard.press("Escape")
        expect(launcher).to_be_focused()


def test_within_a_page_the_chat_keeps_no_key_that_leads_out(stage: Stage, page: Page) -> None:
    page.goto(stage.embed(language="de", mode="inline"))
    page.evaluate(HEAR_KEYS)
    open_chat(page).locator("textarea").focus()
    for key in ("a", "Escape", "Tab"):
        page.keyboard.press(key)
    assert page.evaluate("keys") == ["Escape", "Tab"]
