"""Take the screenshots of this folder anew: the page and the widget, with real answers, in three languages.

Needs chromium, and a running service that allows the host page:
`PARTNERBOT_ORIGINS=http://127.0.0.1:8080 PARTNERBOT_RATE=off make run`, then
`.venv/bin/python docs/screenshots/take.py`.
"""

import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
BOT = "http://127.0.0.1:8000"
HOST_PORT = 8080
SHOTS = (
    ("de", 1440, 900, "Wer hat das Kulturkommuniqué 2020–2023 unterschrieben?"),
    ("ru", 320, 640, "Почему партнёрство приостановлено?"),
    ("en", 768, 900, "When did the orchestras first play together?"),
)


def ask(page: Page, question: str) -> None:
    """Ask `question` in the chat of `page` and wait for the answer."""
    field = page.locator("partner-chat textarea")
    field.fill(question)
    field.press("Enter")
    page.locator("partner-chat .answer").wait_for()


def take(browser: Browser, name: str, address: str, shot: tuple[str, int, int, str]) -> None:
    """Write NAME-LANGUAGE-WIDTH.png."""
    language, width, height, question = shot
    page = browser.new_page(locale=language, viewport={"width": width, "height": height})
    page.goto(address)
    if name == "widget":
        chat = page.locator("partner-chat")
        chat.evaluate("(chat, language) => { chat.dataset.language = language; }", language)
        chat.locator(".launcher").click()
    ask(page, question)
    page.screenshot(path=HERE / f"{name}-{language}-{width}.png")
    page.close()


handler = partial(SimpleHTTPRequestHandler, directory=HERE.parent)
host = ThreadingHTTPServer(("127.0.0.1", HOST_PORT), handler)
threading.Thread(target=host.serve_forever, daemon=True).start()
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for each in SHOTS:
        take(chromium, "page", f"{BOT}/?ui={each[0]}", each)
        take(chromium, "widget", f"http://127.0.0.1:{HOST_PORT}/embed.html", each)
    chromium.close()
