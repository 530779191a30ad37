"""How an answer is shown: the lead at a glance, sources by document, tables, refusals, phones; chromium."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.messages import say
from tests.browser.hosts import STUB_PRINT, wait_for
from tests.browser.samples import (
    COLUMNS,
    OPERATOR,
    PARTIES,
    QUOTES,
    ROWS,
    SAMPLES,
    TYPICAL,
    answer_with,
    cite,
    send,
    show_without_scripts,
)
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
from tests.browser.test_reflow import FIND_CUT, FIND_SMALL, LARGE, PHONE, SPACE, ZOOMED
from tests.conftest import Serve
from tests.languages.codes import DE

TALL_PHONE: Any = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    with open_stage(tmp_path_factory.mktemp("stage"), encoder, serve) as stage:
        yield stage


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(locale="de-DE", reduced_motion="reduce", bypass_csp=True) as context:
        context.add_init_script(STUB_PRINT)  # in the window for printing, too
        yield context.new_page()


def ask(page: Page, stage: Stage, place: str, name: str, question: str = "Wer?") -> Locator:
    """Return the chat in `place`, in which `question` got the sample of that name as its answer."""
    answer_with(page, send(name), OPERATOR)
    page.goto(find_address(stage, place, "de"))
    chat = open_chat(page)
    chat.locator("textarea").fill(question)
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".answer")).to_be_visible()
    return chat


# --- an answer


def test_the_lead_stands_alone_and_what_else_belongs_to_it_is_folded(stage: Stage, page: Page) -> None:
    chat = ask(page, stage, "page", "rich")
    expect(chat.locator(".words")).to_have_text(f"{QUOTES[0]} [1]")
    expect(chat.locator(".words mark.short")).to_have_text("Hans Lohe")
    size = chat.locator(".words").evaluate("lead => parseFloat(getComputedStyle(lead).fontSize)")
    assert size >= 1.2 * chat.locator(".question").evaluate(
        "each => parseFloat(getComputedStyle(each).fontSize)"
    )
    expect(chat.locator(".further").first).to_be_hidden()
    chat.locator("summary", has_text="Mehr dazu (2)").click()
    expect(chat.locator(".further")).to_have_text([f"Auf Russisch: „{QUOTES[1]}“ [2]", f"{QUOTES[2]} [3]"])
    chat.locator("summary", has_text=say("translation_quote", DE)).click()
    expect(chat.locator(".translation blockquote[lang=de]")).to_have_text("Das Ballett kam 2003 nach Moskau.")
    expect(chat.locator(".translation a")).to_have_attribute(
        "href", f"{stage.bot.address}/documents/b.de.md?start=1&end=40&ui=de#quote"
    )
    for quote in QUOTES:  # said once, until a card is opened
        expect(chat.get_by_text(quote, exact=False).locator("visible=true")).to_have_count(1)


def test_one_more_quote_is_shown_at_once_and_a_document_without_the_passage_is_linked(
    stage: Stage, page: Page
) -> None:
    sent = send("rich")
    sent |= {"parts": sent["parts"][:3], "citations": sent["citations"][:2]}
    sent["citations"][1]["translation"] |= {"quote": None, "start": None, "end": None}
    answer_with(page, sent)
    page.goto(find_address(stage, "page", "de"))
    chat = open_chat(page)
    chat.locator("textarea").fill("Wer?")
    chat.locator("textarea").press("Enter")
    expect(chat.get_by_role("heading", name="Mehr dazu")).to_be_visible()
    expect(chat.locator(".further")).to_be_visible()
    expect(chat.locator("p.translation")).to_have_text(
        f"{say('translation_document', DE)} Das Ballett {say('new_tab', DE)}"
    )


def test_the_sources_are_a_card_for_each_document(stage: Stage, page: Page) -> None:
    chat = ask(page, stage, "dialog", "rich")
    cards = chat.locator(".sources > li")
    expect(cards.locator(".title")).to_have_text(["[1] [3] Das Dokument a.de.md", "[2] Das Dokument b.ru.md"])
    expect(cards.first.locator(".facts").first.locator("span")).to_have_text(
        ["Pressemitteilung", "Landeshauptstadt Düsseldorf", "10.2019"]
    )
    # Of the agreement that it speaks of, not of the document.
    expect(cards.first.locator(".facts").nth(1)).to_have_text(
        "Vereinbarung: Das Kommuniqué 2016–2019 (neuer Tab)abgelaufen am 31.12.2019"
    )
    expect(cards.first.get_by_text(say("summary", DE))).to_be_visible()
    expect(cards.first.locator("summary")).to_have_text(["[1] Zitat zeigen", "[3] Zitat zeigen"])
    expect(cards.first.get_by_text("Seite 3")).to_be_visible()
    cards.first.locator("summary").first.click()
    quote = cards.first.locator("blockquote").first
    expect(quote).to_have_text(f"Titel › KulturDavor steht dies. {QUOTES[0]} Danach steht das.")
    expect(quote.locator("mark")).to_have_text(QUOTES[0])


def test_a_mark_turns_to_the_card_that_holds_its_quote(stage: Stage, page: Page) -> None:
    chat = ask(page, stage, "page", "rich")
    chat.locator("summary", has_text="Mehr dazu").click()
    cards = chat.locator(".sources > li")
    for number, place in ((2, 1), (3, 0)):
        chat.get_by_role("button", name=f"Quelle [{number}]").click()
        expect(cards.nth(place)).to_be_focused()
        expect(cards.nth(place)).to_be_in_viewport()
        expect(chat.locator("[aria-current]")).to_have_count(1)
        expect(cards.nth(place)).to_have_attribute("aria-current", "true")
        title = ["Das Dokument a.de.md", "Das Dokument b.ru.md"][place]
        expect(chat.get_by_role("status")).to_have_text(f"Quelle [{number}]: {title}")


def test_what_nobody_sees_in_a_quote_stands_as_its_number(stage: Stage, page: Page) -> None:
    sent = send("rich")
    sent["parts"][0] |= {"text": "Im \u202eNEFAH\u202c von Ne\u200buss 👩‍👧.", "short": [4, 9]}
    answer_with(page, sent)
    page.goto(find_address(stage, "page", "de"))
    chat = open_chat(page)
    chat.locator("textarea").fill("Wo?")
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".words")).to_have_text("Im U+202ENEFAHU+202C von NeU+200Buss 👩‍👧. [1]")
    expect(chat.locator(".words .short")).to_have_text("NEFAH")
    expect(chat.locator(".words code")).to_have_text(["U+202E", "U+202C", "U+200B"])


# --- a table


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_a_table_has_row_headers_and_marks_and_fits_a_phone(stage: Stage, page: Page, scripts: str) -> None:
    if scripts == "with scripts":
        place = ask(page, stage, "dialog", "table")
    else:
        show_without_scripts(page, stage, "table")
        place = page.locator("main")
    table = place.get_by_role("table")
    for viewport in (LARGE, TALL_PHONE):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        expect(table.get_by_role("rowheader")).to_have_text(
            ["Kommuniqué 2016–2019 [1]", "Kulturkommuniqué [2]"]
        )
        expect(table.get_by_role("columnheader")).to_have_text(COLUMNS)
        shown = [f"{text or '–'} [{number}]" if number else "–" for row in ROWS for text, number in row[1:]]
        expect(table.get_by_role("cell")).to_have_text(shown)
        assert table.evaluate("table => table.scrollWidth <= table.clientWidth")
    label = "cell => getComputedStyle(cell, '::before').content"
    assert table.get_by_role("cell").first.evaluate(label) == '"Vertragsparteien: "'


def test_a_table_is_saved_and_printed_with_its_sources(stage: Stage, page: Page) -> None:
    chat = ask(page, stage, "page", "table")
    # No text of the answer quotes the line, so its card holds it.
    chat.locator(".sources summary").first.click()
    expect(chat.locator(".sources blockquote").first).to_have_text("title: Kommuniqué")
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Als Text speichern").click()
    text = saved.value.path().read_text(encoding="utf-8")
    assert f"- Vereinbarung: Kommuniqué 2016–2019 [1]\n  Vertragsparteien: {PARTIES} [1]\n" in text
    assert "[1] „title: Kommuniqué“ – Das Dokument a.de.md" in text
    with page.expect_popup() as opened:
        chat.get_by_role("button", name="Drucken").click()
    expect(opened.value.locator("table td").first).to_be_visible()


# --- no answer


@pytest.mark.parametrize("name", ["unsure", "nothing"])
def test_a_refusal_shows_what_is_near_and_how_to_go_on(stage: Stage, page: Page, name: str) -> None:
    chat = ask(page, stage, "page", name)
    nearest = chat.get_by_role("list", name=say("related", DE)).get_by_role("listitem")
    expect(nearest).to_have_count(1 if name == "unsure" else 0)
    if name == "unsure":
        expect(nearest.locator("mark")).to_have_text(QUOTES[0])
        others = chat.locator(".more .related > li")
        expect(others).to_be_hidden()
        chat.locator("summary", has_text="Mehr dazu (1)").click()
        expect(others.locator("mark")).to_have_text(QUOTES[1])
    help_ = chat.locator(".help")
    expect(help_).to_contain_text("Gesucht habe ich nach: Kommuniqué, Sport")
    expect(help_.locator(".topics a > :first-child")).to_have_text(["Kultur", "Jugend und Bildung"])
    expect(help_.locator(".topics a").first).to_have_attribute("target", "_blank")  # the conversation stays
    expect(help_.locator(".topics a").first).to_have_attribute("href", f"{stage.bot.address}/?ui=de#topics")
    expect(help_.locator(".contact span")).to_have_text(
        ["Büro für Internationales", "international@example.org", "+49 211 89 00000", "Mo–Fr 9–15 Uhr"]
    )
    links = help_.locator(".contact a").evaluate_all("found => found.map(each => each.href)")
    assert links == ["mailto:international@example.org", "tel:+492118900000"]
    if name == "unsure":
        help_.get_by_role("button").click()
        expect(chat.locator(".question bdi")).to_have_text(["Wer?", "Wer hat das Kommuniqué unterschrieben?"])


def test_small_talk_asks_for_no_verdict(stage: Stage, page: Page) -> None:
    page.goto(find_address(stage, "page", "de"))
    chat = open_chat(page)
    for name in ("greeting", "unclear", "other language", "personal data"):
        bring(page, chat, STATES[name])
    expect(chat.locator(".answer")).to_have_count(4)
    expect(chat.locator(".verdict")).to_have_count(0)
    bring(page, chat, STATES["answered"])
    expect(chat.locator(".verdict")).to_have_count(1)


# --- paper


@pytest.mark.parametrize("place", ["page", "dialog"])
def test_paper_and_file_say_where_they_are_from(stage: Stage, page: Page, place: str) -> None:
    chat = ask(page, stage, place, "rich")
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Als Text speichern").click()
    page.unroute_all()  # the window for printing would wait for its style
    with page.expect_popup() as opened:
        chat.get_by_role("button", name="Drucken").click()
    paper = opened.value
    wait_for(paper, lambda: paper.evaluate("window.printed") == 1)
    file = saved.value.path().read_text(encoding="utf-8")
    for text in (file, paper.locator("body").inner_text()):
        for said in (
            say("site_name", DE),
            "Landeshauptstadt Düsseldorf",
            f"{stage.bot.address}/",
            "Wer?",
            *QUOTES,
        ):
            assert said in text
    assert all(file.count(quote) == 1 for quote in QUOTES)
    expect(paper.locator(".further")).to_have_count(2)
    expect(paper.locator(".further").first).to_be_visible()


# --- a phone


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("place", ["page", "dialog"])
def test_on_a_phone_the_lead_is_in_view_and_the_answer_has_two_thirds_of_the_height(
    browser: Browser, stage: Stage, place: str, language: Language
) -> None:
    question, quote = TYPICAL[language]
    sent = send("rich")
    sent |= {
        "language": language,
        "parts": [{"text": quote, "language": language, "citation": 1, "lead": True, "short": [0, 12]}],
    }
    with browser.new_page(viewport=TALL_PHONE, has_touch=True) as page:
        answer_with(page, sent)
        page.goto(find_address(stage, place, language))
        chat = open_chat(page)
        expect(chat.locator("textarea")).not_to_be_focused()  # no keyboard unasked
        disclaimer = chat.locator(".disclaimer")
        expect(disclaimer).to_contain_text(say("disclaimer", language))
        expect(disclaimer.locator("summary")).to_be_hidden()
        chat.locator("textarea").fill(question)
        chat.locator(".ask").tap()
        lead = chat.locator(".words")
        expect(lead).to_have_text(f"{quote} [1]")
        expect(chat.locator("textarea")).not_to_be_focused()
        expect(disclaimer.locator("summary")).to_be_visible()
        box, form = lead.bounding_box(), chat.locator("form").bounding_box()
        head = chat.locator("header").bounding_box()
        assert box
        assert form
        assert head
        top = head["y"] + head["height"] if place == "dialog" else 0
        assert top <= box["y"]
        assert box["y"] + box["height"] <= form["y"]
        assert (form["y"] - top) / 640 >= 2 / 3
        # One line, and the full text one tap away.
        assert disclaimer.bounding_box()["height"] <= 26  # type: ignore[index]
        disclaimer.locator("summary").tap()
        expect(disclaimer.get_by_text(say("disclaimer", language))).to_be_visible()


def test_the_notice_of_the_day_stands_above_the_field_and_later_in_the_fold(stage: Stage, page: Page) -> None:
    answer_with(page, send("rich"), OPERATOR)
    page.goto(find_address(stage, "dialog", "de"))
    chat = open_chat(page)
    notice = chat.get_by_text("Heute ist das Büro geschlossen.").locator("visible=true")
    expect(notice).to_have_count(1)
    chat.locator("textarea").fill("Wer?")
    chat.locator("textarea").press("Enter")
    expect(chat.locator(".answer")).to_be_visible()
    expect(notice).to_have_count(0)
    chat.locator(".disclaimer summary").click()
    expect(notice).to_have_count(1)


def test_on_a_phone_the_button_is_round_with_a_short_word(stage: Stage, page: Page) -> None:
    page.set_viewport_size(TALL_PHONE)
    page.goto(find_address(stage, "dialog", "de"))
    launcher = page.locator("partner-chat .launcher")
    expect(launcher.locator("span:visible")).to_have_text("Fragen")
    expect(launcher).to_have_css("border-radius", "50%")
    box = launcher.bounding_box()
    assert box
    assert box["width"] == box["height"] <= 80


# --- everywhere


@pytest.mark.parametrize("place", ["page", "dialog", "without scripts"])
@pytest.mark.parametrize("name", SAMPLES)
def test_axe_finds_nothing_and_no_text_is_cut_with_all_opened(
    stage: Stage, page: Page, place: str, name: str
) -> None:
    page.set_viewport_size(LARGE)  # type: ignore[arg-type]
    if place == "without scripts":
        show_without_scripts(page, stage, name)
        chat = page.locator("main")
    else:
        chat = ask(page, stage, place, name)
    for summary in chat.locator(".answer summary").all():
        summary.click()
    mark = chat.locator(".answer .mark")
    if mark.count():
        mark.last.click()
    for scheme in ("light", "dark", "forced"):
        choose_scheme(page, scheme)
        assert (scheme, find_violations(page)) == (scheme, [])
    choose_scheme(page, "light")
    for viewport in (LARGE, PHONE, ZOOMED):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert (viewport, page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == (viewport, [], [])
    page.evaluate(SPACE)
    assert (page.evaluate(FIND_SMALL), page.evaluate(FIND_CUT)) == ([], [])


# What the answer says, without what only scripts can do.
TELL = """answer => [...answer.querySelectorAll(
    ".words, .further, .note, .translation, .title, .facts, blockquote, summary, .links > span," +
    ".help p:not(.contact), .topics, th, td"
  )].map(each => each.textContent.replaceAll(/\\(neuer Tab\\)|\\s+/g, ""))"""


@pytest.mark.parametrize("name", SAMPLES)
def test_without_scripts_the_answer_is_the_same(stage: Stage, page: Page, name: str) -> None:
    told = ask(page, stage, "page", name).locator(".answer").evaluate(TELL)
    page.unroute_all()
    show_without_scripts(page, stage, name)
    assert page.locator(".answer").evaluate(TELL) == told


# From the click to what is painted, less what the service took.
TIME = """async (chat) => {
  const shadow = chat.shadowRoot;
  const before = shadow.querySelectorAll(".words").length;
  shadow.querySelector("textarea").value = "When did Marino Park Lyublino Moscow open?";
  performance.clearResourceTimings();
  const begun = performance.now();
  shadow.querySelector(".ask").click();
  while (shadow.querySelectorAll(".words").length === before) await new Promise(requestAnimationFrame);
  const took = performance.now() - begun;
  const [asked] = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/ask"));
  return took - (asked.responseEnd - asked.startTime);
}"""


@pytest.mark.parametrize("place", ["page", "dialog"])
def test_an_answer_is_shown_within_100_milliseconds_of_its_coming(
    stage: Stage, page: Page, place: str
) -> None:
    page.goto(find_address(stage, place, "en"))
    open_chat(page)
    chat = page.locator("partner-chat")
    assert min(chat.evaluate(TIME) for _ in range(5)) <= 100  # the machine may be busy


def test_a_sample_is_what_the_service_sends(stage: Stage, page: Page) -> None:
    """Otherwise that samples are shown well would say nothing."""
    page.goto(find_address(stage, "page", "en"))
    chat = open_chat(page)
    with page.expect_response("**/api/ask") as response:
        bring(page, chat, STATES["answered"])
    sent = response.value.json()
    assert set(sent) <= set(send("rich"))
    assert set(sent["citations"][0]) == set(send("rich")["citations"][0])
    assert cite(1, "x", "a.md").number == 1
