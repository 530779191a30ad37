"""Nothing moves, and so not for a reader who wants no motion; chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from index.encoding.encoder import Encoder
from tests.browser.stage import STATES, Stage, bring, find_address, open_chat, open_stage
from tests.conftest import Serve

# What moves in the page and in the shadow of the chat, or would when it is scrolled.
FIND_MOTION = """() => {
  const { shadowRoot } = document.querySelector("partner-chat");
  const animations = [...document.getAnimations(), ...shadowRoot.getAnimations()];
  const all = [...document.querySelectorAll("*"), ...shadowRoot.querySelectorAll("*")];
  const smooth = all.filter((each) => getComputedStyle(each).scrollBehavior !== "auto");
  const moving = animations.map((each) => each.animationName);
  return [...moving, ...smooth.map((each) => each.className), ...scrolls];
}"""
WATCH_SCROLLING = """{
  window.scrolls = [];
  for (const name of ["scrollIntoView", "scrollTo", "scrollBy"]) {
    const scroll = Element.prototype[name];
    Element.prototype[name] = function (...how) {
      if (how[0]?.behavior) scrolls.push(how[0].behavior);
      return scroll.apply(this, how);
    };
  }
}"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("place", ["page", "dialog", "inline"])
def test_nothing_moves(browser: Browser, stage: Stage, place: str, motion: Any) -> None:
    with browser.new_page(reduced_motion=motion) as page:
        page.add_init_script(WATCH_SCROLLING)
        page.goto(find_address(stage, place, "de"))
        bring(page, open_chat(page), STATES["waiting"])
        assert page.evaluate(FIND_MOTION) == []
