"""The register of agreements for everybody: axe-core finds nothing, it fits a phone and stays a table."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.config import Config
from bot.http.app import create_app
from tests.browser.stage import LANGUAGES, choose_scheme, find_violations
from tests.conftest import Serve
from tests.doubles.retriever import know
from tests.http.test_register_routes import ABOUT, FIRST, SECOND

PAGES = {
    "all": "/agreements?ui={ui}",
    "on a day": "/agreements?ui={ui}&day=2016-01-01",
    "none on a day": "/agreements?ui={ui}&day=1900-01-01",
    "two to choose": "/agreements/compare?ui={ui}",
    "two beside each other": "/agreements/compare?ui={ui}&a=erstes.de.md&b=zweites.de.md",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Iterator[str]:
    config = Config(index=tmp_path_factory.mktemp("index"), rate="off")
    with serve(create_app(config, know(FIRST, SECOND, ABOUT))) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(bypass_csp=True) as context, context.new_page() as page:
        yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_axe_finds_nothing_and_nothing_is_cut_off(address: str, page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    choose_scheme(page, scheme)
    for path in PAGES.values():
        for language in LANGUAGES:
            page.goto(address + path.format(ui=language))
            assert find_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1440])
def test_the_table_stays_one_for_screen_readers(address: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{address}/agreements?ui=de")
    table = page.get_by_role("table", name="Abkommen")
    assert table.get_by_role("columnheader").count() == 8
    assert table.get_by_role("rowheader").all_inner_texts() == ["Zweites Programm", "Erstes <b>Programm</b>"]
    row = table.get_by_role("row").nth(2)
    assert row.get_by_role("cell").count() == 7
    row.get_by_role("link", name="01.01.2016").click()
    expect(page.locator("#quote")).to_be_visible()


def test_a_day_narrows_the_table_without_scripts(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context, context.new_page() as page:
        page.goto(f"{address}/agreements?ui=en")
        page.get_by_label("In force on").fill("2020-06-01")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("rowheader")).to_have_text("Zweites Programm")
        expect(page.get_by_role("status")).to_contain_text("1 of 2")
        page.get_by_label("Second agreement").select_option(label="Erstes <b>Programm</b>")
        page.get_by_role("button", name="Compare").click()
        expect(page.get_by_role("heading", level=2)).to_have_count(2)
