"""Chat and pages at any size: targets, text spacing, letters of twice the size, 400 % zoom; chromium."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from index.encoding.encoder import Encoder
from tests.browser.hosts import OPENERS
from tests.browser.stage import LONG_WORD, STATES, Stage, State, bring, find_address, open_chat, open_stage
from tests.conftest import CHROMIUM, Serve

LARGE, PHONE, ZOOMED = (
    {"width": 1280, "height": 1024},
    {"width": 320, "height": 568},
    {"width": 320, "height": 256},  # 1280 × 1024 at 400 %
)
LONG = State(f"{LONG_WORD} {'превысокомногорассмотрительствующий' * 3}?", ".answer .words")
TOLD = {name: STATES[name] for name in ("empty", "answered", "not found", "personal data", "error")} | {
    "long": LONG
}
PAGES = [
    "/documents/park.de.md?ui=ru&start=200&end=240",
    "/embed?ui=de",
    "/embed?ui=ru&mode=inline",
    "/accessibility?ui=de",
    "/accessibility?ui=ru",
    "/api/docs",
]
# Walks through the page and every shadow of it.
ALL = """const all = (tree) => [...tree.querySelectorAll("*")].flatMap((each) =>
  each.shadowRoot ? [each, ...all(each.shadowRoot)] : [each]);
const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
const clipped = (element) =>
  element && (getComputedStyle(element).clipPath === "inset(50%)" || clipped(element.parentElement));
const shown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest(".skip") && !clipped(element) &&
  !(element.matches(".launcher span") && !element.clientWidth); // where there is room for the icon only
const tell = (element) =>
  `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`;
"""
# WCAG 2.2, 2.5.8: what can be pressed is at least 24 × 24, unless it stands in a line of text.
FIND_SMALL = f"""() => {{
  {ALL}
  const inLine = (element) => element.localName === "a" && getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim().length > element.textContent.trim().length;
  return all(document)
    .filter((each) => each.matches("a[href], button, summary, textarea, input, select"))
    .filter((each) => shown(each) && !inLine(each))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, {{ width, height }}]) => Math.min(width, height) < 24)
    .map(([each, {{ width, height }}]) => `${{tell(each)}}: ${{width}} × ${{height}}`);
}}"""
# What is cut off, hangs out at a side, lies over another text, or can be scrolled sideways.
FIND_CUT = f"""() => {{
  {ALL}
  const found = [];
  const texts = [];
  for (const element of all(document)) {{
    if (!shown(element) || element.matches("option")) continue;
    const {{ overflowX }} = getComputedStyle(element);
    const scrolls = ["auto", "scroll"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
    if (scrolls && !element.matches(".wide")) found.push(`scrolls sideways: ${{tell(element)}}`);
    for (const node of element.childNodes) {{
      if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const {{ left, top, right, bottom }} of range.getClientRects()) {{
        const seen = {{ left, top, right, bottom, element }};
        let scrolled = false;
        for (let each = element; each && each !== document.documentElement; each = parent(each)) {{
          const {{ overflowX, overflowY, display }} = getComputedStyle(each);
          if (display === "inline") continue;
          const box = each.getBoundingClientRect();
          const sideways = left < box.left - 1 || right > box.right + 1;
          const upright = top < box.top - 1 || bottom > box.bottom + 1;
          const button = each.matches("button, summary");
          const cutsX = (overflowX !== "visible" || button) && !each.matches(".wide");
          const cutsY = ["hidden", "clip"].includes(overflowY) || button;
          if (sideways && cutsX) found.push(`cut at a side: ${{tell(element)}}`);
          if (upright && cutsY && !scrolled) found.push(`cut: ${{tell(element)}}`);
          if (["auto", "scroll"].includes(overflowY)) {{
            scrolled = true;
            seen.top = Math.max(seen.top, box.top);
            seen.bottom = Math.min(seen.bottom, box.bottom);
          }}
        }}
        const outside = left < -1 || right > innerWidth + 1;
        if (outside && !element.closest(".wide")) found.push(`outside: ${{tell(element)}}`);
        texts.push(seen);
      }}
    }}
  }}
  const STAYS = ".launcher, .page > form, .head.stays"; // in view, over what scrolls beneath
  const modal = texts.filter(({{ element }}) => element.closest("dialog"));
  const layer = modal.length ? modal : texts.filter(({{ element }}) => !element.closest(STAYS));
  layer.forEach((one, place) => layer.slice(place + 1).forEach((other) => {{
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    const both = [one, other].map(({{ element }}) => tell(element)).join(", ");
    if (width > 3 && height > 5) found.push(`over each other: ${{both}}`);
  }}));
  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth) found.push(`the page scrolls sideways: ${{page.scrollWidth}}`);
  return [...new Set(found)];
}}"""
# WCAG 2.2, 1.4.12
SPACE = f"""() => {{
  {ALL}
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * {{ line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }}
    p {{ margin-bottom: 2em !important; }}
  `);
  const shadows = all(document).map((each) => each.shadowRoot).filter(Boolean);
  for (const tree of [document, ...shadows]) tree.adoptedStyleSheets.push(sheet);
}}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(locale="de-DE", reduced_motion="reduce") as page:
        yield page


@pytest.fixture(scope="module")
def large_text(browser: Browser) -> Iterator[Page]:
    """Return a page for a reader who has chosen letters of twice the size in the browser."""
    chromium = shutil.which("chromium")
    twice = browser.browser_type.launch(
        executable_path=chromium, args=[*CHROMIUM, "--blink-settings=defaultFontSize=32"], timeout=120_000
    )
    page = twice.new_page(locale="de-DE", reduced_motion="reduce")
    yield page
    twice.close()


def visit(page: Page, stage: Stage, place: str, language: str) -> Locator:
    """Return the chat, opened in `place`."""
    page.goto(find_address(stage, place, language))
    return open_chat(page)


@pytest.mark.parametrize(
    ("place", "viewport", "language"),
    [  # each place and each size of the window in both languages, the widest words and the most letters
        ("page", LARGE, "de"), ("page", PHONE, "ru"), ("page", ZOOMED, "de"),
        ("dialog", LARGE, "ru"), ("dialog", PHONE, "de"), ("dialog", ZOOMED, "ru"),
        ("inline", LARGE, "ru"), ("inline", PHONE, "de"), ("inline", ZOOMED, "ru"),
    ],
)  # fmt: skip
def test_no_text_of_the_chat_is_cut_and_no_target_too_small(
    stage: Stage, page: Page, place: str, viewport: Any, language: str
) -> None:
    page.set_viewport_size(viewport)
    chat = visit(page, stage, place, language)
    for name, state in TOLD.items():
        bring(page, chat, state)
        assert (name, page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == (name, [], [])
    page.evaluate(SPACE)
    # Letters of 17 pixels: the spacing has reached the shadow of the chat.
    expect(chat.locator(".words").last).to_have_css("letter-spacing", "2.04px")
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])


@pytest.mark.parametrize("viewport", [LARGE, PHONE, ZOOMED])
@pytest.mark.parametrize("path", PAGES)
def test_no_text_of_a_page_is_cut_and_no_target_too_small(
    stage: Stage, page: Page, path: str, viewport: Any
) -> None:
    page.set_viewport_size(viewport)
    page.goto(stage.bot.address + path)
    for summary in page.locator("summary:visible").all():
        summary.click()
    if path.startswith("/embed"):
        expect(page.locator("partner-chat").locator("textarea, .launcher")).to_be_visible()
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
    page.evaluate(SPACE)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])


@pytest.mark.parametrize(
    ("letters", "viewport", "language"),
    [
        ("page", LARGE, "ru"), ("page", PHONE, "de"), ("page", ZOOMED, "ru"),
        ("large_text", LARGE, "de"), ("large_text", PHONE, "ru"), ("large_text", ZOOMED, "de"),
    ],
)  # fmt: skip
def test_no_text_of_the_page_without_scripts_is_cut_and_no_target_too_small(
    stage: Stage, request: pytest.FixtureRequest, letters: str, language: str, viewport: Any
) -> None:
    page: Page = request.getfixturevalue(letters)
    page.route("**/*.js", lambda route: route.abort())
    page.set_viewport_size(viewport)
    page.goto(find_address(stage, "page", language))
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
    for name in ("answered", "not found"):
        page.locator("#question").fill(STATES[name].question)
        page.locator(".ask").click()
        # The page before looks much the same.
        expect(page.locator(".question")).to_contain_text(STATES[name].question)
        expect(page.locator(".answer blockquote, .answer .note").first).to_be_visible()
        page.wait_for_load_state()
        assert (name, page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == (name, [], [])
    page.evaluate(SPACE)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])
    page.unroute_all()


@pytest.mark.parametrize("viewport", [LARGE, PHONE])
@pytest.mark.parametrize(("place", "language"), [("page", "de"), ("dialog", "ru"), ("inline", "ru")])
def test_no_text_is_cut_where_the_letters_are_twice_as_large(
    stage: Stage, large_text: Page, place: str, viewport: Any, language: str
) -> None:
    large_text.set_viewport_size(viewport)
    large_text.goto(find_address(stage, place, language))
    expect(large_text.locator("partner-chat").locator(".chat label, .launcher")).to_be_visible()
    assert large_text.evaluate(FIND_CUT) == []
    chat = open_chat(large_text)
    expect(chat.locator("label")).to_have_css("font-size", "32px")
    for name, state in TOLD.items():
        bring(large_text, chat, state)
        assert (name, large_text.evaluate(FIND_CUT)) == (name, [])


@pytest.mark.parametrize(
    ("viewport", "widths"), [(LARGE, (400, 800)), (PHONE, (48, 160)), (ZOOMED, (48, 160))]
)
def test_the_button_of_large_letters_leaves_room_for_the_page(
    stage: Stage, large_text: Page, viewport: Any, widths: tuple[int, int]
) -> None:
    large_text.set_viewport_size(viewport)
    large_text.goto(find_address(stage, "dialog", "ru"))
    launcher = large_text.get_by_role("button", name=OPENERS["ru"])
    expect(launcher).to_have_css("position", "fixed")
    box = launcher.bounding_box()
    assert box
    assert widths[0] < box["width"] < widths[1]
    assert 48 < box["height"] < 160


@pytest.mark.parametrize("viewport", [LARGE, PHONE, ZOOMED])
@pytest.mark.parametrize("letters", ["page", "large_text"])
def test_what_is_told_instead_of_the_chat_can_be_read_and_closed(
    stage: Stage, request: pytest.FixtureRequest, letters: str, viewport: Any
) -> None:
    page: Page = request.getfixturevalue(letters)
    page.set_viewport_size(viewport)
    page.route("**/static/chat.js*", lambda route: route.abort())
    page.goto(find_address(stage, "dialog", "ru"))
    launcher = page.get_by_role("button", name=OPENERS["ru"])
    failure = page.locator("partner-chat .failure")
    launcher.click()
    expect(failure.get_by_role("link")).to_be_visible()
    expect(failure).to_be_in_viewport(ratio=1)
    assert page.evaluate(FIND_CUT.replace(".launcher, ", ".launcher, .failure, ")) == []
    failure.get_by_role("button").focus()
    expect(failure.get_by_role("button")).to_be_in_viewport(ratio=0.5)
    page.keyboard.press("Escape")
    expect(failure).to_be_hidden()
    expect(launcher).to_be_focused()
    launcher.click()
    expect(failure).to_be_visible()
    page.mouse.click(3, 3)
    expect(failure).to_be_hidden()
    launcher.click()
    expect(failure).to_be_visible()
    page.evaluate("document.querySelector('partner-chat').close()")
    expect(failure).to_have_count(0)
    page.unroute_all()


@pytest.mark.parametrize("place", ["page", "dialog"])
def test_on_a_phone_the_question_is_asked_beside_what_is_always_said(
    stage: Stage, page: Page, place: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    chat = visit(page, stage, place, "ru")
    for _ in range(2):
        expect(chat.locator("textarea")).to_be_in_viewport(ratio=1)
        expect(chat.locator(".disclaimer")).to_be_in_viewport(ratio=1)
        bring(page, chat, STATES["answered"])


@pytest.mark.parametrize("language", ["de", "ru"])
def test_on_a_phone_without_scripts_the_answer_is_what_is_seen(
    stage: Stage, page: Page, language: str
) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(find_address(stage, "page", language))
    expect(page.locator(".disclaimer")).to_be_in_viewport(ratio=1)
    page.locator("#question").fill(STATES["answered"].question)
    page.locator(".ask").click()
    expect(page.locator("#answer:target")).to_have_count(1)
    expect(page.locator(".question")).to_be_in_viewport(ratio=1)
    words, form = page.locator(".words").bounding_box(), page.locator(".chat > form").bounding_box()
    assert words
    assert form
    assert words["y"] + words["height"] < form["y"]
    page.unroute_all()


@pytest.mark.parametrize("path", [PAGES[0], "/embed?ui=ru", "/accessibility?ui=de"])
def test_no_text_of_a_page_is_cut_where_the_letters_are_twice_as_large(
    stage: Stage, large_text: Page, path: str
) -> None:
    large_text.set_viewport_size(PHONE)  # type: ignore[arg-type]
    large_text.goto(stage.bot.address + path)
    assert large_text.evaluate(FIND_CUT) == []


@pytest.mark.parametrize(
    ("break_it", "found"),
    [
        (".middle { overflow: hidden !important }", "cut"),
        (".words { white-space: nowrap !important }", "scrolls sideways"),
        (".note { position: absolute; top: 5em }", "over each other"),
    ],
)
def test_a_text_that_is_cut_is_found(stage: Stage, page: Page, break_it: str, found: str) -> None:
    """Otherwise that none is found would say nothing."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    chat = visit(page, stage, "dialog", "de")
    bring(page, chat, STATES["answered"])
    page.evaluate(SPACE.replace("p {", f"{break_it} p {{"))
    assert {each.split(":")[0] for each in page.evaluate(FIND_CUT)} >= {found}
