"""What the chat does: asking, following up, languages, sources, what a reader takes along; chromium."""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.answering.evidence import Knowledge
from bot.config import Config
from index.encoding.encoder import Encoder
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import say
from index.languages.traits import describe
from tests.browser.hosts import (
    BALLET_QUESTION,
    BALLET_QUOTE,
    DOCUMENTS,
    OPENERS,
    PARK_QUESTION,
    PARK_QUOTE,
    QUESTION,
    QUOTE,
    Bot,
    Host,
    Watched,
    ask,
    hold,
    make_knowledge,
    open_bot,
    open_host,
    type_question,
    wait_for,
    watch,
)
from tests.conftest import Serve
from tests.doubles.examples import EXAMPLES
from tests.languages.codes import DE, EN, RU

UNKNOWN = "Wie hoch ist der Rheinturm?"


@pytest.fixture(scope="module")
def host(serve: Serve) -> Iterator[Host]:
    with open_host(serve) as host:
        yield host


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Knowledge:
    documents = DOCUMENTS | {"garten.de.md": f"---\nlanguage: de\n---\n# Der Garten\n\n{GARDEN}\n"}
    return make_knowledge(tmp_path_factory.mktemp("bot"), documents, encoder)


@pytest.fixture(scope="module")
def bot(
    host: Host, knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory, serve: Serve
) -> Iterator[Bot]:
    """Return the bot that the host may embed."""
    config = Config(index=tmp_path_factory.mktemp("none"), origins=(host.address,), rate="off")
    with open_bot(knowledge, serve, config) as bot:
        yield bot


@pytest.fixture
def watched(browser: Browser, bot: Bot, host: Host) -> Iterator[Watched]:
    """Return a browser; that it complains or asks a third party fails the test. Leaves no trouble behind."""
    with watch(browser, bot.address, host.address) as watched:
        yield watched
    bot.troubles.clear()


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return what requests can be held with; it opens at the end."""
    gate = threading.Event()
    yield gate
    gate.set()


def put(host: Host, bot: Bot, lang: str = "de", headers: Mapping[str, str] | None = None, **data: str) -> str:
    """Return the address of a host page in the language `lang` with the widget's line."""
    html = (
        f"<!doctype html><html lang={lang}><meta charset=utf-8><title>Rathaus</title><body>{bot.line(**data)}"
    )
    return host.put("/", html, headers=headers)


@pytest.fixture
def open_in(watched: Watched, bot: Bot, host: Host) -> Callable[[Language], Locator]:
    """Return what opens a page of the host with the chat in its flow; it gives the chat."""

    def open_in(language: Language) -> Locator:
        chat = watched.visit(put(host, bot, mode="inline", language=language)).locator("partner-chat")
        expect(chat.get_by_role("textbox")).to_be_visible()
        return chat

    return open_in


@pytest.fixture
def chat(open_in: Callable[[Language], Locator]) -> Locator:
    """Return the German chat in the flow of a page."""
    return open_in(DE)


@pytest.fixture
def page(chat: Locator) -> Page:
    """Return the page around the chat."""
    return chat.page


def listen(page: Page) -> list[dict[str, Any]]:
    """Return the list in which the bodies of the questions asked from now on are put."""
    asked: list[dict[str, Any]] = []

    def keep(request: Any) -> None:
        if request.url.endswith("/api/ask"):
            asked.append(json.loads(request.post_data))

    page.on("request", keep)
    return asked


# --- asking


@pytest.mark.parametrize("language", Language)
def test_three_questions_are_suggested_and_a_click_asks_one(
    open_in: Callable[[Language], Locator], language: Language
) -> None:
    chat = open_in(language)
    suggested = EXAMPLES[language]
    expect(chat.get_by_role("listitem").get_by_role("button")).to_have_text(suggested)
    asked = listen(chat.page)
    chat.get_by_role("button", name=suggested[1]).click()
    expect(chat.locator(".question bdi")).to_have_text(suggested[1])
    expect(chat.locator(".answer")).to_be_visible()
    expect(chat.get_by_role("button", name=suggested[0])).to_have_count(0)
    assert asked == [{"question": suggested[1], "history": []}]


def test_what_an_answer_suggests_is_asked_with_a_click(page: Page, chat: Locator) -> None:
    type_question(chat, "Hallo!")
    expect(chat.locator(".greeting")).to_contain_text(say("greeting", DE))
    chat.locator(".greeting").get_by_role("button", name=EXAMPLES[DE][1]).click()
    expect(chat.locator(".question bdi")).to_have_text(["Hallo!", EXAMPLES[DE][1]])
    expect(chat.get_by_role("textbox")).to_be_focused()
    expect(page.locator(".answer")).to_have_count(2)


def test_asking_twice_at_once_asks_once_and_keeps_what_was_typed(
    page: Page, chat: Locator, bot: Bot, gate: threading.Event
) -> None:
    bot.troubles["/api/ask"] = hold(gate)
    asked = listen(page)
    field, button = chat.get_by_role("textbox"), chat.get_by_role("button", name="Fragen", exact=True)
    field.fill(QUESTION)
    button.dblclick()
    field.fill(QUESTION)
    field.press("Enter")
    field.press("Enter")
    button.click()
    expect(field).to_have_value(QUESTION)
    expect(chat.locator(".waiting")).to_have_text(say("waiting", DE))
    expect(chat.get_by_role("alert")).to_have_text(say("waiting", DE))
    gate.set()
    expect(chat.locator(".words")).to_contain_text(QUOTE)
    assert len(asked) == 1
    expect(chat.locator(".question")).to_have_count(1)


def test_a_question_has_at_most_500_characters_and_is_not_empty(page: Page, chat: Locator) -> None:
    asked = listen(page)
    field = chat.get_by_role("textbox")
    for empty in ("", "  \n "):
        field.fill(empty)
        chat.get_by_role("button", name="Fragen", exact=True).click()
        expect(chat.get_by_role("alert")).to_have_text(say("empty_question", DE))
    field.fill("ж" * 501)
    field.press("Enter")
    expect(chat.get_by_role("alert")).to_have_text(say("question_too_long", DE, limit=500))
    expect(field).to_have_value("ж" * 501)  # to be shortened, not cut where nobody sees it
    assert page.evaluate("document.querySelector('partner-chat').ask('ж'.repeat(501))") is None
    field.press("Backspace")
    field.press("Enter")
    expect(chat.locator(".answer")).to_be_visible()
    expect(chat.locator("#error")).to_have_text("")
    assert [each["question"] for each in asked] == ["ж" * 500]


def test_enter_with_shift_makes_a_line_and_asks_nothing(page: Page, chat: Locator) -> None:
    field = chat.get_by_role("textbox")
    field.fill("Eine Zeile")
    field.press("Shift+Enter")
    page.keyboard.insert_text("noch eine")
    expect(field).to_have_value("Eine Zeile\nnoch eine")
    expect(chat.locator(".question")).to_have_count(0)


# --- the answer

GARDEN = "Im 🌳 Rheinpark Golzheim Nordpark\n wurde im Jahr\n1998 gebaut."


@pytest.mark.parametrize("where", ["chat", "page"])
@pytest.mark.parametrize(
    "shown",
    [
        (QUESTION, f"{QUOTE} [1]", "am 1. Juni 1992"),
        (
            "When was Rheinpark Golzheim Nordpark built?",
            "In German: “Im 🌳 Rheinpark Golzheim Nordpark wurde im Jahr 1998 gebaut.” [1]",
            "wurde im Jahr 1998 gebaut",
        ),
    ],
)
def test_the_lead_comes_first_and_the_words_that_answer_are_marked_in_it(
    watched: Watched, bot: Bot, host: Host, where: str, shown: tuple[str, str, str]
) -> None:
    """Whatever stands before them: characters of two halves, line ends that the answer does not hold."""
    question, lead, short = shown
    chat = watched.visit(put(host, bot, mode="inline")).locator("partner-chat")
    if where == "page":
        chat.page.route("**/*.js", lambda route: route.abort())
        chat.page.goto(f"{bot.address}/?ui=de")
        chat.get_by_label("Ihre Frage").fill(question)
        chat.get_by_role("button", name="Fragen", exact=True).click()
    else:
        type_question(chat, question)
    expect(chat.locator(".words")).to_have_text(lead)
    mark = chat.locator(".words mark.short")
    expect(mark).to_have_text(short)
    for colours in ("none", "active"):
        chat.page.emulate_media(forced_colors=colours)
        expect(mark).to_have_css("font-weight", "700")
        expect(mark).to_have_css("text-decoration-line", "underline")
    watched.complaints.clear()  # of scripts that cannot be loaded


def test_what_is_no_answer_has_no_words_marked(chat: Locator) -> None:
    for number, question in enumerate([UNKNOWN, "Hallo!", "Quand le parc a-t-il été ouvert, et par qui ?"]):
        type_question(chat, question)
        expect(chat.locator(".words bdi").nth(number)).to_be_visible()
    expect(chat.locator(".short")).to_have_count(0)


# --- following up


def test_a_follow_up_takes_six_turns_along_and_no_personal_data(page: Page, chat: Locator) -> None:
    asked = listen(page)
    personal = "Meine Adresse ist erika@example.org, wann war das?"
    questions = [
        QUESTION,
        "Hallo!",
        personal,
        UNKNOWN,
        BALLET_QUESTION,
        "Danke!",
        PARK_QUESTION,
        "???",
        "Und wann?",
    ]
    for number, question in enumerate(questions, 1):
        type_question(chat, question)
        expect(chat.locator(".answer")).to_have_count(number)
        if question == personal:
            expect(chat.get_by_role("textbox")).to_have_value(personal)  # to be mended
    texts = chat.locator(".words").all_inner_texts()
    known = [
        {"question": question, "answer": text}
        for question, text in zip(questions, texts, strict=True)
        if question != personal
    ]
    assert [each["question"] for each in asked] == questions
    assert [[turn["question"] for turn in each["history"]] for each in asked[:4]] == [
        [], questions[:1], questions[:2], questions[:2],
    ]  # fmt: skip
    sent = asked[-1]["history"]
    assert [turn["question"] for turn in sent] == [turn["question"] for turn in known[1:7]]
    for turn, shown in zip(sent, known[1:7], strict=True):
        assert turn["answer"].split() == shown["answer"].split()


def test_a_new_conversation_is_empty_and_a_late_answer_appears_nowhere(
    page: Page, chat: Locator, bot: Bot, gate: threading.Event
) -> None:
    page.evaluate(KEEP)
    asked = listen(page)
    ask(chat)
    held = threading.Event()
    bot.troubles["/api/ask"] = hold(gate, held)
    type_question(chat, BALLET_QUESTION)
    expect(chat.locator(".waiting")).to_be_visible()
    assert held.wait(30)
    with page.expect_response(re.compile("/api/ask")) as late:
        chat.get_by_role("button", name="Neues Gespräch").click()
        expect(chat.get_by_role("status")).to_have_text(say("cleared", DE))
        expect(chat.get_by_role("textbox")).to_be_focused()
        expect(chat.get_by_role("button", name="Neues Gespräch")).to_have_count(0)
        expect(chat.locator(".start")).to_be_visible()
        bot.troubles.clear()  # only the question from before is still held
        ask(chat, PARK_QUESTION, PARK_QUOTE)
    with page.expect_response(re.compile("/api/ask")) as late:
        gate.set()
    late.value.finished()
    ask(chat)
    assert "Балет" in late.value.json()["text"]
    expect(chat.locator(".question bdi")).to_have_text([PARK_QUESTION, QUESTION])
    told = [detail["text"] for name, _, detail in page.evaluate("told")]
    assert told == [f"{QUOTE} [1]", f"{PARK_QUOTE} [1]", f"{QUOTE} [1]"]
    assert [len(each["history"]) for each in asked] == [0, 1, 0, 1]


# --- attributes, the interface for scripts


def test_attributes_are_followed_when_they_change(watched: Watched, bot: Bot, host: Host) -> None:
    line = put(host, bot, "en", title="Frag das Rathaus", suggestions="Wer? | Was?|", language="de")
    page = watched.visit(line)
    chat = page.locator("partner-chat")

    def change(name: str, value: str | None) -> None:
        chat.evaluate(
            "(chat, [key, value]) => value === null ? delete chat.dataset[key] : chat.dataset[key] = value",
            [name, value],
        )

    def find_left(element: Locator) -> float:
        box = element.bounding_box()
        assert box
        return box["x"]

    launcher = chat.locator(".launcher")
    expect(launcher).to_have_accessible_name("Fragen: Frag das Rathaus")
    expect(launcher.locator("span:visible")).to_have_text("Frag das Rathaus")
    change("title", None)
    expect(launcher).to_have_accessible_name(OPENERS["de"])
    expect(launcher.locator("span:visible")).to_have_text(OPENERS["de"])
    change("language", "ru")
    expect(launcher).to_have_accessible_name(OPENERS["ru"])
    expect(launcher).to_have_attribute("lang", "ru")
    change("position", "left")
    assert find_left(launcher) < 100
    launcher.click()
    dialog = chat.get_by_role("dialog")
    assert find_left(dialog) < 100
    change("position", "right")
    assert find_left(dialog) > 600
    suggested = chat.locator(".suggestions button")
    expect(suggested).to_have_text(["Wer?", "Was?"])
    expect(dialog.get_by_role("heading", level=2)).to_have_text(say("home_title", RU))
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    chat.get_by_role("textbox").fill("Entwurf")
    change("title", "Rathaus")
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Rathaus")
    change("language", "en")
    expect(dialog.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(launcher).to_have_attribute("lang", "en")
    change("suggestions", "")
    dialog.get_by_role("button", name="New conversation").click()
    expect(suggested).to_have_text(EXAMPLES[EN])
    expect(chat.get_by_role("textbox")).to_have_value("Entwurf")


@pytest.mark.parametrize(("lang", "expected"), [("ru-RU", "ru"), ("EN", "en"), ("fr", "de"), ('""', "de")])
def test_the_language_is_the_host_page_s_or_else_the_browser_s(
    watched: Watched, bot: Bot, host: Host, lang: str, expected: str
) -> None:
    page = watched.visit(put(host, bot, lang))
    page.get_by_role("button", name=OPENERS[expected]).click()
    expect(page.get_by_role("dialog")).to_have_attribute("lang", expected)


CALL = "(call) => { const chat = document.querySelector('partner-chat'); return eval(call); }"
KEEP = """["open", "close", "answer"].forEach((name) => {
  document.addEventListener(`partner-chat:${name}`, (event) => {
    (window.told ??= []).push([name, event.target.localName, event.detail]);
  });
})"""


def test_a_script_of_the_page_opens_asks_closes_and_hears(watched: Watched, bot: Bot, host: Host) -> None:
    page = watched.visit(put(host, bot))
    page.evaluate(KEEP)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('button'), { textContent: 'Frag' }))"
    )
    page.get_by_role("button", name="Frag", exact=True).focus()
    answer = page.evaluate(CALL, f"chat.ask({QUESTION!r})")
    assert answer["status"] == "answered"
    assert answer["text"] == f"{QUOTE} [1]"
    assert answer["citations"][0]["path"] == "vertrag.de.md"
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate(CALL, "chat.close()")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Frag", exact=True)).to_be_focused()
    page.evaluate(CALL, "chat.open()")
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.locator("partner-chat .turns > li")).to_have_count(1)
    page.evaluate(CALL, "chat.open()")  # which it is already
    assert page.evaluate("told") == [
        ["open", "partner-chat", None],
        ["answer", "partner-chat", answer],
        ["close", "partner-chat", None],
        ["open", "partner-chat", None],
    ]
    assert page.evaluate(CALL, "chat.ask('  ')") is None


# --- languages


def test_another_language_keeps_conversation_draft_and_place(watched: Watched, bot: Bot, host: Host) -> None:
    page = watched.visit(put(host, bot))
    page.get_by_role("button", name=OPENERS["de"]).click()
    chat = page.locator("partner-chat")
    for _ in range(3):
        ask(chat)
    chat.get_by_role("textbox").fill("Mein Entwurf")
    place = chat.locator(".middle").evaluate("middle => middle.scrollTop")
    assert place > 100
    chat.get_by_role("button", name="Русский").click()
    expect(chat.get_by_role("dialog")).to_have_attribute("lang", "ru")
    expect(chat).to_have_attribute("data-language", "ru")
    expect(chat.get_by_role("button", name="Русский")).to_be_focused()
    expect(chat.get_by_role("button", name="Русский")).to_have_attribute("aria-pressed", "true")
    expect(chat.get_by_role("button", name="Deutsch")).to_have_attribute("aria-pressed", "false")
    expect(chat.get_by_role("textbox", name="Ваш вопрос")).to_have_value("Mein Entwurf")
    expect(chat.locator(".question bdi")).to_have_text([QUESTION] * 3)
    expect(chat.locator(".words[lang=de]")).to_have_count(3)
    expect(chat.get_by_role("link", name="Читать в документе")).to_have_count(3)
    assert abs(chat.locator(".middle").evaluate("middle => middle.scrollTop") - place) < 40
    watched.context.set_offline(True)
    chat.get_by_role("button", name="English").click()
    expect(chat.locator("#error")).to_have_text(say("server_failed", RU))
    expect(chat.get_by_role("dialog")).to_have_attribute("lang", "ru")
    watched.context.set_offline(False)
    chat.get_by_role("button", name="English").click()
    expect(chat.get_by_role("dialog")).to_have_attribute("lang", "en")
    watched.complaints.clear()


def test_our_own_page_changes_its_language_around_the_conversation(watched: Watched, bot: Bot) -> None:
    page = watched.visit(f"{bot.address}/?ui=de")
    chat = page.locator("partner-chat")
    expect(chat.locator(".turns")).to_be_attached()
    ask(chat)
    chat.get_by_role("textbox").fill("Entwurf")
    page.get_by_role("navigation").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{bot.address}/?ui=en")
    expect(page).to_have_title(say("home_title", EN))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(say("home_title", EN))
    expect(page.locator(".intro")).to_have_text(say("home_intro", EN))
    expect(page.locator("summary").filter(has_text=say("documents", EN))).to_be_visible()
    english = page.get_by_role("navigation").get_by_role("link", name="English")
    expect(english).to_be_focused()
    expect(english).to_have_attribute("aria-current", "true")
    expect(chat.get_by_role("textbox", name="Your question")).to_have_value("Entwurf")
    expect(chat.locator(".question bdi")).to_have_text(QUESTION)
    page.reload()
    expect(chat.get_by_role("textbox", name="Your question")).to_have_value("")
    expect(page).to_have_title(say("home_title", EN))


def test_what_was_typed_before_the_chat_came_is_still_there(
    watched: Watched, bot: Bot, gate: threading.Event
) -> None:
    bot.troubles["/static/chat.js"] = hold(gate)
    page = watched.visit(f"{bot.address}/?ui=de")
    page.get_by_label("Ihre Frage").fill("Wann wurde")
    gate.set()
    expect(page.locator("partner-chat .turns")).to_be_attached()
    expect(page.get_by_label("Ihre Frage")).to_be_focused()
    expect(page.get_by_label("Ihre Frage")).to_have_value("Wann wurde")


def test_what_the_server_has_answered_stays_when_the_scripts_come_late(
    watched: Watched, bot: Bot, gate: threading.Event
) -> None:
    """A form that is sent before the chat is there is answered by the page itself."""
    bot.troubles["/static/chat.js"] = hold(gate)
    page = watched.visit(f"{bot.address}/?ui=de")
    page.get_by_label("Ihre Frage").fill(QUESTION)
    page.get_by_role("button", name="Fragen", exact=True).click()
    expect(page.locator(".answer")).to_contain_text(QUOTE)
    gate.set()
    page.wait_for_load_state("networkidle")  # time enough for the chat to take its place
    expect(page.locator(".answer")).to_contain_text(QUOTE)
    watched.complaints.clear()  # of the chat that was left


# --- sources


def test_a_source_is_a_card_with_all_that_is_known_of_it(page: Page, chat: Locator) -> None:
    ask(chat)
    card = chat.locator(".sources > li")
    expect(card.locator(".title")).to_have_text("[1] Der Vertrag von 1992")
    expect(card.locator(".facts span")).to_have_text(["Landeshauptstadt Düsseldorf", "01.06.1992"])
    card.get_by_text(say("wording", DE)).click()
    expect(card.locator("blockquote[lang=de] .above")).to_have_text("Unterschrift")
    expect(card.locator("blockquote[lang=de] mark")).to_have_text(QUOTE)
    chat.get_by_role("button", name="Quelle [1]").click()
    expect(card).to_be_focused()
    expect(card).to_have_attribute("aria-current", "true")
    expect(chat.get_by_role("status")).to_have_text("Quelle [1]: Der Vertrag von 1992")
    with page.expect_popup() as opened:
        card.get_by_role("link", name="Im Dokument lesen (neuer Tab)").click()
    mark = opened.value.locator("mark#quote")
    expect(mark).to_have_text(QUOTE)
    expect(mark).to_be_in_viewport(ratio=1)
    assert opened.value.evaluate("[scrollY > 1000, opener, document.referrer]") == [True, None, ""]


@pytest.mark.parametrize(
    ("language", "question", "facts", "quote"),
    [
        (EN, PARK_QUESTION, ["May 2009", "valid until 31 December 2099"], PARK_QUOTE),
        (RU, PARK_QUESTION, ["05.2009", "действует до 31.12.2099", "английский"], PARK_QUOTE),
        (DE, BALLET_QUESTION, ["abgelaufen am 31.12.2019", "Russisch"], BALLET_QUOTE),
        (EN, BALLET_QUESTION, ["expired on 31 December 2019", "Russian"], BALLET_QUOTE),
    ],
)
def test_a_source_says_in_the_reader_s_language_whether_it_is_in_force(
    open_in: Callable[[Language], Locator],
    language: Language,
    question: str,
    facts: list[str],
    quote: str,
) -> None:
    chat = open_in(language)
    ask(chat, question, quote)
    expect(chat.locator(".facts span")).to_have_text(facts)
    expect(chat.locator("blockquote")).to_have_count(0)  # without a context it would only be said again
    if "abgelaufen" in facts[0]:
        expect(chat.locator(".note")).to_contain_text("истёк 31.12.2019")


@pytest.mark.parametrize("language", Language)
def test_a_source_says_that_its_document_is_a_summary(
    open_in: Callable[[Language], Locator], language: Language
) -> None:
    chat = open_in(language)
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    expect(chat.locator(".sources .facts + .facts")).to_have_text(say("summary", language))
    ask(chat)  # of a document that is none
    expect(chat.locator(".sources .facts + .facts")).to_have_count(1)


def test_what_was_not_found_shows_what_was_near(chat: Locator) -> None:
    type_question(chat, "Wie hoch war der Vertrag über Rheinbrücken damals?")
    expect(chat.locator(".not_found")).to_contain_text(say("no_answer_related", DE))
    expect(chat.get_by_role("list", name=say("related", DE)).get_by_role("listitem")).to_have_count(1)
    expect(chat.locator(".related blockquote").first).to_be_visible()
    expect(chat.get_by_role("heading", name=say("quotes", DE))).to_have_count(0)


# --- what a reader takes along

ADDRESS = "{bot}/documents/balet.ru.md?start={start}&end={end}&ui={ui}#quote"
START = DOCUMENTS["balet.ru.md"].index(BALLET_QUOTE)
CITED = {
    DE: "Балет, abgelaufen am 31.12.2019, Russisch. {summary}. ",
    RU: "Балет, срок действия истёк 31.12.2019. {summary}. ",
    EN: "Балет, expired on 31 December 2019, Russian. {summary}. ",
}


def cite(bot: Bot, language: Language) -> str:
    """Return the citation of the ballet as it is copied."""
    open_mark, close_mark = describe(language).quotes
    return f"{open_mark}{BALLET_QUOTE}{close_mark} – {name_source(bot, language)}"


def name_source(bot: Bot, language: Language) -> str:
    """Return where the ballet is told of as it is copied and saved."""
    address = ADDRESS.format(bot=bot.address, start=START, end=START + len(BALLET_QUOTE), ui=language)
    return CITED[language].format(summary=say("summary", language)) + address


@pytest.mark.parametrize("language", Language)
def test_a_citation_is_copied_with_all_that_is_needed_to_check_it(
    watched: Watched, bot: Bot, open_in: Callable[[Language], Locator], language: Language
) -> None:
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    chat = open_in(language)
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    chat.get_by_role("button", name=say("copy_citation", language)).click()
    expect(chat.get_by_role("button", name=say("copied", language))).to_be_focused()
    expect(chat.get_by_role("status")).to_have_text(say("copied", language))
    assert chat.page.evaluate("navigator.clipboard.readText()") == cite(bot, language)


def test_a_citation_can_be_copied_by_hand_where_the_page_forbids_it(
    watched: Watched, bot: Bot, host: Host
) -> None:
    forbid = {"Permissions-Policy": "clipboard-write=()"}
    chat = watched.visit(put(host, bot, mode="inline", headers=forbid)).locator("partner-chat")
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    chat.get_by_role("button", name=say("copy_citation", DE)).click()
    field = chat.get_by_role("textbox", name=say("copy_by_hand", DE))
    expect(field).to_be_focused()
    expect(field).to_have_value(cite(bot, DE))
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd, field.readOnly]") == [
        0, len(cite(bot, DE)), True,
    ]  # fmt: skip
    watched.complaints.clear()  # of the policy


@pytest.mark.parametrize("language", Language)
def test_the_conversation_is_saved_as_text_with_its_sources(
    bot: Bot, open_in: Callable[[Language], Locator], language: Language
) -> None:
    chat = open_in(language)
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    type_question(chat, "Hallo!")
    expect(chat.locator(".answer")).to_have_count(2)
    notice = chat.locator(".note").all_inner_texts()
    with chat.page.expect_download() as saved:
        chat.get_by_role("button", name=say("save_as_text", language)).click()
    today = date.today()  # noqa: DTZ011  # of the browser on this machine
    assert saved.value.suggested_filename == f"partnerbot-{today}.txt"
    asked = say("your_question", language)
    line = "-" * 60
    name, disclaimer = say("site_name", language), say("disclaimer", language)
    assert saved.value.path().read_text(encoding="utf-8").split("\n\n") == [
        f"{name}, {write_date(today, language)}\n{bot.address}/\n{disclaimer}",
        line,
        f"{asked}: {BALLET_QUESTION}",
        f"{BALLET_QUOTE} [1]",
        *(f"! {text}" for text in notice),
        f"{say('quotes', language)}:\n[1] {name_source(bot, language)}",
        line,
        f"{asked}: Hallo!",
        say("greeting", DE) + "\n",
    ]


def test_what_is_printed_is_the_conversation_alone(bot: Bot, page: Page, chat: Locator) -> None:
    type_question(chat, f"{PARK_QUESTION} <b>")
    expect(chat.locator(".answer")).to_be_visible()
    ask(chat, BALLET_QUESTION, BALLET_QUOTE)
    with page.expect_popup() as opened:
        chat.get_by_role("button", name="Drucken").click()
    paper = opened.value
    wait_for(paper, lambda: paper.evaluate("window.printed") == 1)
    expect(paper).to_have_title(say("site_name", DE))
    expect(paper.locator("html")).to_have_attribute("lang", "de")
    assert paper.evaluate("[...document.styleSheets].map((sheet) => sheet.href)") == [
        f"{bot.address}/static/chat.css"
    ]
    expect(paper.get_by_role("heading", level=1)).to_contain_text(write_date(date.today(), DE))  # noqa: DTZ011
    expect(paper.get_by_text(say("disclaimer", DE))).to_be_visible()
    expect(paper.locator(".question bdi")).to_have_text([f"{PARK_QUESTION} <b>", BALLET_QUESTION])
    expect(paper.locator(".words").last).to_contain_text(BALLET_QUOTE)
    expect(paper.locator(".sources .title").last).to_have_text("[1] Балет")
    expect(paper.locator(".sources .facts").last).to_have_text(say("summary", DE))
    for media in ("screen", "print"):
        paper.emulate_media(media=media)
        expect(paper.locator("button:visible:not(.mark), textarea:visible, summary:visible")).to_have_count(0)


def test_printing_goes_on_when_the_service_is_gone(watched: Watched, page: Page, chat: Locator) -> None:
    ask(chat, PARK_QUESTION, PARK_QUOTE)
    watched.context.set_offline(True)
    with page.expect_popup() as opened:
        chat.get_by_role("button", name="Drucken").click()
    paper = opened.value
    wait_for(paper, lambda: paper.evaluate("window.printed") == 1)
    expect(paper.locator(".words")).to_contain_text(PARK_QUOTE)
    expect(paper.locator("button:not(.mark), .verdict, details")).to_have_count(0)
    watched.complaints.clear()


def test_where_no_window_may_open_the_page_itself_is_printed(page: Page, chat: Locator) -> None:
    ask(chat, PARK_QUESTION, PARK_QUOTE)
    page.evaluate("window.open = () => null; window.print = () => { window.printed = true; }; null")
    chat.get_by_role("button", name="Drucken").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(chat.locator(".words")).to_be_visible()
    expect(chat.locator("button:visible:not(.mark), textarea:visible, summary:visible")).to_have_count(0)


def test_where_no_window_may_open_the_dialog_is_saved_and_not_the_page_printed(
    page: Page, bot: Bot, host: Host
) -> None:
    page.goto(put(host, bot))
    page.get_by_role("button", name=OPENERS["de"]).click()
    chat = page.locator("partner-chat")
    ask(chat, PARK_QUESTION, PARK_QUOTE)
    page.evaluate("window.open = () => null; window.print = () => { window.printed = true; }; null")
    with page.expect_download() as saved:
        chat.get_by_role("button", name="Drucken").click()
    assert PARK_QUOTE in saved.value.path().read_text(encoding="utf-8")
    assert not page.evaluate("window.printed")


@pytest.mark.parametrize(("name", "verdict"), [("Ja", "up"), ("Nein", "down")])
def test_a_thumb_tells_status_language_and_verdict_and_nothing_else(
    page: Page, chat: Locator, name: str, verdict: str
) -> None:
    ask(chat, PARK_QUESTION, PARK_QUOTE)
    with page.expect_response(re.compile("/api/feedback")) as told:
        chat.get_by_role("button", name=name).click()
    request = told.value.request
    assert told.value.status == 204
    assert request.post_data_json == {"status": "answered", "language": "en", "verdict": verdict}
    assert not {"cookie", "referer"} & set(request.all_headers())
    expect(chat.locator(".verdict")).to_have_text(say("thanks_verdict", DE))
    expect(chat.get_by_role("status")).to_have_text(say("thanks_verdict", DE))
    chat.get_by_role("button", name="English").click()
    expect(chat.locator(".verdict")).to_have_text(say("thanks_verdict", EN))
