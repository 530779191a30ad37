"""The pages in a real browser without scripts: asking, reading the quote in place, small screens."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from hashlib import sha256

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from bot.config import Config
from bot.http.app import create_app
from index.build import build_index
from index.encoding.encoder import Encoder
from tests.doubles.examples import EXAMPLES, EXAMPLES_FILE
from tests.doubles.reader import open_index
from tests.languages.codes import EN

PHONE = {"width": 320, "height": 568}
QUESTION = "Wann wurde der Vertrag über die Städtepartnerschaft unterzeichnet?"
QUOTE = "Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet."
NAMED = "Marino Park Lyublino Moscow"
NAMED_QUOTE = f"Der {NAMED} wurde 2009 eröffnet."
# So far down that nobody sees the quote without being led to it, with words wider than a phone.
FILLER = "".join(f"Zeile {sha256(bytes([number])).hexdigest()}.\n\n" for number in range(60))
TREATY = f"""---
language: de
---
# Der Vertrag

{FILLER}{QUOTE}

## {"Rechtsschutzversicherung" * 5}

https://example.org/{"a" * 200}
"""
SPORT = "# Sports\n\nYoung ice hockey players of both cities trained together. They met again a year later.\n"
DOCUMENTS = {
    "examples.yaml": EXAMPLES_FILE,
    "verträge/vertrag 1992.de.md": TREATY,
    "park.de.md": f"# Park\n\n{NAMED_QUOTE}\n",
    "sport.en.md": SPORT,
}


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    encoder: Encoder,
    serve: Callable[[FastAPI], AbstractContextManager[str]],
) -> Iterator[str]:
    """Serve the documents on a free port; return where."""
    folder = tmp_path_factory.mktemp("browser")
    for path, text in DOCUMENTS.items():
        file = folder / "documents" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    report = build_index(folder / "documents", folder / "index", encoder)
    knowledge = open_index(report.index, encoder)
    with serve(create_app(Config(index=folder / "index"), knowledge)) as address:
        yield address


def complain(complaints: list[str], request: Request) -> None:
    if request.failure != "net::ERR_ABORTED":  # the page was left before its icon came
        complaints.append(f"{request.url}: {request.failure}")


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Return an English-speaking browser without scripts; nothing it asks for or complains of goes unseen."""
    context = browser.new_context(locale="en-GB", java_script_enabled=False, base_url=address)
    requests: list[str] = []
    complaints: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    context.on("console", lambda message: complaints.append(message.text))
    context.on("requestfailed", lambda request: complain(complaints, request))
    yield context
    context.close()
    assert requests
    assert [url for url in requests if not url.startswith(f"{address}/")] == []
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def ask(page: Page, question: str) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask").click()


def test_a_question_is_answered_and_its_quote_read_in_the_document_without_scripts(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".words")).to_have_text(f"{QUOTE} [1]")
    page.locator("#quote-1 a").click()
    expect(page).to_have_url(re.compile(r"/documents/vertr%C3%A4ge/vertrag%201992\.de\.md\?.*#quote$"))
    mark = page.locator("mark#quote")
    expect(mark).to_have_text(QUOTE)
    expect(mark).to_be_in_viewport(ratio=1)
    assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("a.site").click()
    expect(page.get_by_label("Your question")).to_have_value("")


def test_the_number_of_a_quote_leads_to_it_and_the_enter_key_asks(page: Page) -> None:
    page.set_viewport_size({"width": 800, "height": 300})
    page.goto("/")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("Your question").press("Enter")
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#quote-1")).to_be_in_viewport()
    expect(page.locator("#quote-1:target")).to_have_count(1)


def test_every_text_is_marked_with_its_language(page: Page) -> None:
    ask(page, f"When did {NAMED} open?")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".words")).to_have_attribute("lang", "en")
    expect(page.locator(".words")).to_contain_text("In German")
    expect(page.locator(".words [lang=de]")).to_have_text(f"“{NAMED_QUOTE}”")
    expect(page.locator("#quote-1 .title [lang=de]")).to_have_text("Park")


def test_a_reader_with_another_language_sees_labels_in_it_around_the_answer(page: Page) -> None:
    page.goto("/?ui=ru")
    page.get_by_label("Ваш вопрос").fill(QUESTION)
    page.get_by_role("button", name="Спросить").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".words")).to_have_attribute("lang", "de")
    page.get_by_role("navigation").get_by_text("Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".words")).to_have_text(f"{QUOTE} [1]")


def test_a_suggested_question_is_asked_with_one_click(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name=EXAMPLES[EN][0]).click()
    expect(page.locator(".words")).to_have_attribute("lang", "en")
    expect(page.locator(".question")).to_contain_text(EXAMPLES[EN][0])
    expect(page.get_by_label("Your question")).to_have_value("")


def test_a_question_stands_in_no_address(page: Page) -> None:
    ask(page, QUESTION)
    expect(page.locator(".words")).to_be_visible()
    assert page.url.endswith("/?ui=en#answer")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents/verträge/vertrag 1992.de.md",
        "/embed",
        "/embed?mode=inline",
        "/accessibility",
        "/api/docs",
    ],
)
def test_nothing_scrolls_sideways_on_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(path)
    expect(page.locator("html")).to_have_js_property("scrollWidth", PHONE["width"])


@pytest.mark.parametrize("question", [QUESTION, "Rechtsschutzversicherung" * 10])
def test_no_answer_scrolls_sideways_on_a_small_phone(page: Page, question: str) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    ask(page, question)
    expect(page.locator(".words")).to_be_visible()
    # Not until the styles are there, which the locator does not wait for.
    expect(page.locator("html")).to_have_js_property("scrollWidth", PHONE["width"])


def test_nothing_stands_in_the_page_that_a_strict_policy_would_forbid(
    context: BrowserContext, page: Page
) -> None:
    page.goto("/")
    loaded = page.locator("script, img, iframe, style, [style], link").evaluate_all(
        "found => found.map(each => each.outerHTML)"
    )
    assert loaded == [
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">',
        '<link rel="stylesheet" href="/static/page.css">',
        '<link rel="stylesheet" href="/static/chat.css">',
        '<script src="/widget.js" data-mode="manual" defer=""></script>',
        '<script src="/static/language.js" type="module"></script>',
    ]
    assert page.locator("body").evaluate("body => getComputedStyle(body).display") == "flex"
    assert context.cookies() == []


def test_what_the_policy_forbids_is_told_on_the_console(browser: Browser, address: str) -> None:
    """Otherwise that no page makes the browser complain would say nothing."""
    with browser.new_page() as page:
        page.goto(address)
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.locator("body").evaluate("body => body.append(document.createElement('style'), 'x')")
            page.locator("style").evaluate("style => { style.textContent = 'body { color: red }' }")
