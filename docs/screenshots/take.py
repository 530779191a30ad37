"""Take the screenshots of this folder anew: a sheet a state, three widths, light and dark, three languages.

Needs chromium, and a running service that allows the host page and slows nobody down:
`PARTNERBOT_ORIGINS=http://127.0.0.1:8080 PARTNERBOT_RATE=off make run`, then
`.venv/bin/python docs/screenshots/take.py`. Names of states as arguments take those alone.
"""

import base64
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

HERE = Path(__file__).parent
BOT = "http://127.0.0.1:8000"
HOST_PORT = 8080
SIZES = ((320, 640), (768, 900), (1440, 900))
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
README = {("widget", "de", 1440), ("refusal", "en", 768), ("answer", "ru", 320)}  # stand alone, too, in light
ANSWERED = {
    "de": "Wer hat das Kulturkommuniqué 2020–2023 unterschrieben?",
    "ru": "Кто подписал коммюнике о культуре на 2020–2023 годы?",
    "en": "When did the orchestras first play together?",
}
REFUSED = {
    "de": "Wie hoch war das Budget der Partnerschaft im Jahr 2019?",
    "ru": "Сколько стоил балет в Москве?",
    "en": "How much did the concerts cost?",
}
FOLLOWING = {"de": "Und wann?", "ru": "А когда?", "en": "And where?"}
REGISTER = {
    "de": "Welche Abkommen sind in Kraft?",
    "ru": "Какие соглашения действуют?",
    "en": "Which agreements are in force?",
}
TOPIC = {"de": "Jugendaustausch", "ru": "молодёжный обмен", "en": "youth exchange"}
DOCUMENTS = {"de": "pause-seit-2022.de.md", "ru": "pause-seit-2022.ru.md", "en": "pause-seit-2022.en.md"}


def ask(page: Page, question: str) -> None:
    """Ask `question` in the chat of `page` and wait for its answer."""
    answers = page.locator("partner-chat .answer")
    number = answers.count()
    field = page.locator("partner-chat textarea")
    field.fill(question)
    field.press("Enter")
    answers.nth(number).wait_for()
    page.wait_for_timeout(400)  # it comes into view


def show_start(page: Page, language: str) -> None:
    """Open the page."""
    page.goto(f"{BOT}/?ui={language}")
    page.locator("partner-chat textarea").wait_for()


def show_answer(page: Page, language: str) -> None:
    """Open the page and ask what it can answer."""
    show_start(page, language)
    ask(page, ANSWERED[language])


def show_refusal(page: Page, language: str) -> None:
    """Ask what it cannot answer."""
    show_start(page, language)
    ask(page, REFUSED[language])


def show_follow_up(page: Page, language: str) -> None:
    """Ask on after an answer."""
    show_answer(page, language)
    ask(page, FOLLOWING[language])


def show_table(page: Page, language: str) -> None:
    """Ask what the register answers."""
    show_start(page, language)
    ask(page, REGISTER[language])


def show_document(page: Page, language: str) -> None:
    """Open the first source of an answer."""
    show_answer(page, language)
    link = page.locator("partner-chat .answer .links a").first
    page.goto(link.evaluate("link => link.href"))


def show_look_up(page: Page, language: str) -> None:
    """Look up a topic."""
    page.goto(f"{BOT}/search?ui={language}")
    field = page.locator("#topic")
    field.fill(TOPIC[language])
    field.press("Enter")
    page.wait_for_load_state()


def show_register(page: Page, language: str) -> None:
    """Open the register."""
    page.goto(f"{BOT}/agreements?ui={language}")


def show_widget(page: Page, language: str) -> None:
    """Ask in the widget on another website."""
    page.goto(f"http://127.0.0.1:{HOST_PORT}/embed.html")
    chat = page.locator("partner-chat")
    chat.evaluate("(chat, language) => { chat.dataset.language = language; }", language)
    chat.locator(".launcher").click()
    ask(page, ANSWERED[language])


STATES: dict[str, Callable[[Page, str], None]] = {
    "start": show_start, "answer": show_answer, "refusal": show_refusal, "follow-up": show_follow_up,
    "table": show_table, "document": show_document, "look-up": show_look_up, "register": show_register,
    "widget": show_widget,
}  # fmt: skip


def take(browser: Browser, state: str) -> Iterator[list[bytes]]:
    """Yield the pictures of `state`: for each language and scheme, one of each width."""
    for language in ANSWERED:
        for scheme in SCHEMES:
            row = []
            for width, height in SIZES:
                size: ViewportSize = {"width": width, "height": height}
                page = browser.new_page(locale=language, color_scheme=scheme, viewport=size)
                STATES[state](page, language)
                row.append(page.screenshot())
                if scheme == "light" and (state, language, width) in README:
                    (HERE / f"{state}-{language}-{width}.png").write_bytes(row[-1])
                page.close()
            yield row


def write_sheet(browser: Browser, name: str, rows: Iterable[list[bytes]]) -> None:
    """Write the pictures, row below row, to NAME.jpg, half as large."""
    shown = "".join(
        f"<p>{''.join(f'<img src=data:image/png;base64,{base64.b64encode(each).decode()}>' for each in row)}"
        for row in rows
    )
    page = browser.new_page(viewport={"width": sum(width for width, _ in SIZES) // 2 + 40, "height": 100})
    page.set_content(
        f"<style>body, p {{ margin: 4px; background: #888 }} img {{ zoom: .5; margin: 8px }}</style>{shown}"
    )
    page.screenshot(path=HERE / f"{name}.jpg", type="jpeg", quality=55, full_page=True)
    page.close()


handler = partial(SimpleHTTPRequestHandler, directory=HERE.parent)
host = ThreadingHTTPServer(("127.0.0.1", HOST_PORT), handler)
threading.Thread(target=host.serve_forever, daemon=True).start()
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for each in sys.argv[1:] or STATES:
        write_sheet(chromium, each, take(chromium, each))
    chromium.close()
