"""Colours that the host page sets are taken only where they can be read; chromium."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from index.encoding.encoder import Encoder
from tests.browser.stage import (
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

SET_COLOURS = [
    # what the host page sets; the pairs taken in light; in dark
    ({"accent": "#004466"}, {"accent"}, {"accent"}),
    ({"accent": "#767676"}, {"accent"}, {"accent"}),
    ({"accent": "#777777"}, set(), set()),
    ({"accent": "gold", "on-accent": "black"}, {"accent"}, {"accent"}),
    ({"accent": "gold"}, set(), set()),
    ({"on-accent": "rgb(255 240 200)"}, {"accent"}, set()),
    ({"accent": "oklch(0.4 0.1 250)"}, {"accent"}, {"accent"}),
    ({"accent": "oklch(0.8 0.1 250)"}, set(), set()),
    ({"accent": "transparent"}, set(), set()),
    ({"accent": "rgb(0 0 0 / 0.9)"}, set(), set()),
    ({"accent": "no colour"}, set(), set()),
    ({"accent": "light-dark(#036, #9cf)", "on-accent": "light-dark(#fff, #000)"}, {"accent"}, {"accent"}),
    ({"ink": "navy", "paper": "#ffffe0"}, {"ink"}, {"ink"}),
    ({"ink": "navy"}, {"ink"}, set()),
    ({"paper": "rgb(0, 0, 0)"}, set(), {"ink"}),
    ({"ink": "white", "paper": "transparent"}, set(), set()),
    (
        {"ink": "#fff", "paper": "#123", "accent": "#ffd", "on-accent": "#123"},
        {"accent", "ink"},
        {"accent", "ink"},
    ),
]
FIND_TAKEN = "element => ['accent', 'ink'].filter(name => element.classList.contains(`host-${name}`))"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_page(locale="en-GB", reduced_motion="reduce") as page:
        yield page


def test_colours_of_the_host_page_are_taken_only_where_they_can_be_read(stage: Stage, page: Page) -> None:
    page.goto(find_address(stage, "dialog", "en"))
    chat = open_chat(page)
    bring(page, chat, STATES["error"])
    for colours, light, dark in SET_COLOURS:
        css = "; ".join(f"--partner-chat-{name}: {value}" for name, value in colours.items())
        page.locator("partner-chat").evaluate("(chat, css) => { chat.style = css; }", css)
        # The chat chooses again when dark turns light while it is open.
        for scheme, taken in (("dark", dark), ("light", light)):
            choose_scheme(page, scheme)
            for element in (chat, page.locator("partner-chat .launcher")):
                deadline = time.monotonic() + 30  # the browser tells of another scheme when it has time
                while set(element.evaluate(FIND_TAKEN)) != taken and time.monotonic() < deadline:
                    page.wait_for_timeout(20)
                assert (colours, scheme, set(element.evaluate(FIND_TAKEN))) == (colours, scheme, taken)
            assert find_violations(page, "color-contrast") == []


@pytest.mark.parametrize("mode", ["dialog", "inline"])
def test_colours_of_the_host_page_are_taken_from_the_start(stage: Stage, page: Page, mode: str) -> None:
    css = "--partner-chat-accent: rgb(0, 60, 90)"
    page.goto(stage.embed(mode=mode, css=css))
    ask = open_chat(page).locator(".ask")
    assert ask.evaluate("button => getComputedStyle(button).backgroundColor") == "rgb(0, 60, 90)"
