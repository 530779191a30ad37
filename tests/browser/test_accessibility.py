"""Chat and pages for everybody: axe-core finds nothing, every text says its language; chromium."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from index.encoding.encoder import Encoder
from tests.browser.stage import (
    LANGUAGES,
    PARK,
    STATES,
    Stage,
    bring,
    choose_scheme,
    find_address,
    find_violations,
    open_chat,
    open_stage,
)
from tests.conftest import Serve

SCHEMES = ("light", "dark", "forced")
OF_COLOURS = ("color-contrast", "link-in-text-block")  # what another scheme can change of what axe sees
PLACES = ("page", "dialog", "inline")
# Each state in each place and in each language, each place in each language: pairs, not the whole product.
EACH_WITH_EACH = [
    (name, place, LANGUAGES[(row + column) % 3])
    for row, name in enumerate(STATES)
    for column, place in enumerate(PLACES)
]
PAGES = {
    "a document": "/documents/park.de.md?ui={ui}",
    "a quote in its document": "/documents/park.de.md?ui={ui}&start=200&end=240#quote",
    "the line to embed": "/embed?ui={ui}",
    "the line to embed, inline": "/embed?ui={ui}&mode=inline",
    "the statement": "/accessibility?ui={ui}",
    "a wrong address": "/nowhere?ui={ui}",
    "the interface": "/api/docs",
}
# The texts on the page that are not written in the letters of the language they are marked with.
FIND_STRANGE_LETTERS = """() => {
  const parent = (node) => node.assignedSlot ?? node.parentNode ?? node.host;
  const languageOf = (node) => {
    for (let each = node; each; each = parent(each)) if (each.hasAttribute?.("lang")) return each.lang;
  };
  const named = (element) => element.closest("code, option[value=''], .facts, .origin");
  const found = [];
  const check = (text, element) => {
    const cyrillic = /\\p{Script=Cyrillic}/u.test(text);
    const latin = /\\p{Script=Latin}{2}/u.test(text);
    const language = languageOf(element);
    const strange = language === "ru" ? latin && !cyrillic && !named(element) : cyrillic && language !== "";
    if (strange) found.push(`${language}: ${text.trim()}`);
  };
  const walk = (tree) => {
    for (const element of tree.querySelectorAll("*")) {
      if (element.matches("script, style") || !element.checkVisibility()) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) check(node.data, element);
      if (element.ariaLabel) check(element.ariaLabel, element);
      if (element.shadowRoot) walk(element.shadowRoot);
    }
  };
  walk(document);
  return found;
}"""
FIND_LANGUAGES = """(root, selectors) => selectors.map((selector) => {
  const parent = (node) => node.assignedSlot ?? node.parentNode ?? node.host;
  const found = root.querySelector(selector) ?? document.querySelector(selector);
  let each = found;
  while (!each.hasAttribute?.("lang")) each = parent(each);
  return [selector, each.lang];
})"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a browser in which axe may do what the policy of our pages forbids."""
    with browser.new_context(locale="en-GB", bypass_csp=True, reduced_motion="reduce") as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as page:
        yield page


@pytest.mark.parametrize(("name", "place", "language"), EACH_WITH_EACH)
def test_axe_finds_nothing_in_any_state_of_the_chat(
    stage: Stage, page: Page, name: str, place: str, language: str
) -> None:
    page.goto(find_address(stage, place, language))
    bring(page, open_chat(page), STATES[name])
    for scheme in SCHEMES:
        choose_scheme(page, scheme)
        rules = OF_COLOURS if scheme != SCHEMES[0] else ()
        assert (scheme, find_violations(page, *rules)) == (scheme, [])
    assert page.evaluate(FIND_STRANGE_LETTERS) == []


@pytest.mark.parametrize(("language", "scheme"), [*zip(LANGUAGES, SCHEMES, strict=True)])
def test_axe_finds_nothing_while_the_dialog_is_closed_before_and_after(
    stage: Stage, page: Page, language: str, scheme: str
) -> None:
    choose_scheme(page, scheme)
    page.goto(find_address(stage, "dialog", language))
    expect(page.locator("partner-chat .launcher")).to_be_visible()
    assert find_violations(page) == []
    bring(page, open_chat(page), STATES["answered"])
    page.locator("partner-chat .close").click()
    expect(page.locator("partner-chat .chat")).to_be_hidden()
    assert find_violations(page) == []


@pytest.mark.parametrize(("mode", "scheme"), [("dialog", "light"), ("inline", "dark")])
def test_axe_finds_nothing_where_the_chat_cannot_be_loaded(
    stage: Stage, page: Page, mode: str, scheme: str
) -> None:
    choose_scheme(page, scheme)
    page.route("**/api/texts*", lambda route: route.abort())
    page.goto(find_address(stage, mode, "ru"))
    if mode == "dialog":
        page.locator("partner-chat .launcher").click()
    expect(page.locator("partner-chat .failure [role=alert]")).to_be_visible()
    assert find_violations(page) == []
    page.unroute_all()
    page.locator("partner-chat .failure button").click()
    expect(page.locator("partner-chat textarea")).to_be_focused()


@pytest.mark.parametrize(("name", "scheme"), [*zip(PAGES, cycle(SCHEMES), strict=False)])
def test_axe_finds_nothing_on_any_other_page(stage: Stage, page: Page, name: str, scheme: str) -> None:
    choose_scheme(page, scheme)
    for language in LANGUAGES if "ui" in PAGES[name] else ["en"]:
        page.goto(stage.bot.address + PAGES[name].format(ui=language))
        if "inline" in name:
            open_chat(page)
        assert find_violations(page) == []
        assert page.evaluate(FIND_STRANGE_LETTERS) == []


@pytest.mark.parametrize(
    ("name", "language", "scheme"),
    [
        *zip(["empty", "answered", "other language"], LANGUAGES, SCHEMES, strict=True),
        *zip(["not found", "too long", "answered"], LANGUAGES, SCHEMES, strict=True),
    ],
)
def test_axe_finds_nothing_on_the_page_without_scripts(
    stage: Stage, page: Page, name: str, language: str, scheme: str
) -> None:
    page.route("**/*.js", lambda route: route.abort())
    choose_scheme(page, scheme)
    page.goto(f"{stage.bot.address}/?ui={language}")
    if question := "Warum? " * 100 if name == "too long" else STATES[name].question:
        page.locator("#question").evaluate("(field, text) => { field.value = text; }", question)
        page.locator(".ask").click()
        expect(page.locator("#problem, .answer")).to_be_visible()
        page.wait_for_load_state()
    assert find_violations(page) == []
    assert page.evaluate(FIND_STRANGE_LETTERS) == []


def test_axe_finds_what_is_wrong(stage: Stage, page: Page) -> None:
    """Otherwise that it finds nothing would say nothing, least of all about what stands in the shadow."""
    page.goto(find_address(stage, "dialog", "de"))
    chat = open_chat(page)
    chat.locator("label").evaluate("label => label.remove()")
    chat.locator(".ask").evaluate("button => { button.style.color = 'darkred'; }")
    found = {violation.split(":")[0] for violation in find_violations(page)}
    assert found >= {"label", "color-contrast"}


def test_every_text_says_its_language(stage: Stage, page: Page) -> None:
    page.goto(find_address(stage, "page", "ru"))
    chat = open_chat(page)
    bring(page, chat, STATES["answered"])
    expect(chat.locator(".words")).to_have_text(f"In German: “{PARK}” [1]")
    chat.locator(".sources summary").click()
    languages = {
        "html": "ru", "nav [lang=de]": "de", "nav [lang=ru]": "ru", "nav [lang=en]": "en", "label": "ru",
        "textarea": "", ".question .unseen": "ru", ".question bdi": "en", ".words": "en", ".words bdi": "en",
        ".words bdi + bdi": "de", ".words .short": "de",
        ".mark": "ru", ".note": "en", ".note bdi": "de", ".answer h4": "ru", ".sources .title bdi": "de",
        ".sources .facts": "ru", ".sources .facts + .facts": "ru",
        ".sources summary": "ru", ".sources blockquote": "de", ".links a": "ru",
        ".disclaimer summary": "ru", ".sources mark": "de",
        ".verdict": "ru", "[role=status] p": "en", "[role=status] bdi + bdi": "de",
        ".documents li + li a > :first-child": "de",
    }  # fmt: skip
    assert dict(chat.evaluate(FIND_LANGUAGES, list(languages))) == languages
    bring(page, chat, STATES["other language"])
    expect(chat.locator(".question bdi").last).to_have_attribute("lang", "")
    said = chat.locator(".unsupported_language .words bdi")
    assert said.evaluate_all("found => found.map(each => each.lang)") == ["en", "de", "ru"]


def test_suggestions_and_the_names_of_languages_say_their_language(stage: Stage, page: Page) -> None:
    page.goto(find_address(stage, "dialog", "de"))
    chat = open_chat(page)
    bring(page, chat, STATES["greeting"])
    languages = {
        ".languages": "de", ".languages [lang=ru]": "ru", ".languages [lang=en]": "en",
        ".start .suggestions": "de", ".greeting h4": "de", ".greeting .suggestions": "ru", ".ask": "de",
    }  # fmt: skip
    assert dict(chat.evaluate(FIND_LANGUAGES, list(languages))) == languages
