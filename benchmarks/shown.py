"""Time from the click to the answer seen in the browser, over the interface's own time, in one run.

Needs chromium and an index in var/index: `.venv/bin/python -m benchmarks.shown`. The page and the widget on a
page of another origin are measured one after the other, each with its own conversation.
"""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median
from time import sleep

import uvicorn
from playwright.sync_api import Page, sync_playwright

from bot.answering.evidence import open_knowledge
from bot.config import Config
from bot.http.app import create_app

PORT, HOST_PORT = 8765, 8766
BOT, HOST = f"http://127.0.0.1:{PORT}", f"http://127.0.0.1:{HOST_PORT}"
QUESTIONS = (
    "Wer hat das Kulturkommuniqué 2020–2023 unterschrieben?",
    "Почему партнёрство приостановлено?",
    "When did the orchestras first play together?",
    "Seit wann sind Düsseldorf und Moskau Partnerstädte?",
    "Где находится парк Дюссельдорф?",
)
ROUNDS = 4
# From the click on the button until the frame in which the answer stands has been drawn.
MEASURE = """question => new Promise(done => {
  const root = document.querySelector("partner-chat").shadowRoot;
  const before = root.querySelectorAll(".answer").length;
  root.querySelector("textarea").value = question;
  const start = performance.now();
  new MutationObserver((_, observer) => {
    if (root.querySelectorAll(".answer").length === before) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const asked = performance.getEntriesByType("resource").findLast(each => each.name.endsWith("/api/ask"));
      done([performance.now() - start, asked.responseEnd - asked.startTime]);
    }));
  }).observe(root, { childList: true, subtree: true });
  root.querySelector(".ask").click();
})"""


class HostPage(BaseHTTPRequestHandler):
    """A page of another origin with the one line."""

    def do_GET(self) -> None:
        """Send the page."""
        body = f'<!doctype html><title>Host</title><script src="{BOT}/widget.js" defer></script>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve() -> Iterator[None]:
    """Serve the bot with its real model and index, and the host page."""
    config = Config(origins=(HOST,), rate="off")
    app = create_app(config, open_knowledge(config.index, config.encoder))
    server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error"))
    host = ThreadingHTTPServer(("127.0.0.1", HOST_PORT), HostPage)
    for target in (server.run, host.serve_forever):
        threading.Thread(target=target, daemon=True).start()
    while not server.started:
        sleep(0.05)
    yield
    host.shutdown()
    server.should_exit = True


def measure(page: Page) -> list[tuple[float, float]]:
    """Return (click to answer seen, the interface's own time) in milliseconds, the first of each left out."""
    found = [page.evaluate(MEASURE, question) for _ in range(ROUNDS) for question in QUESTIONS]
    return [(whole, own) for whole, own in found[1:]]


with serve(), sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox", "--disable-gpu"]
    )
    for name, address in (("page", BOT), ("widget", HOST)):
        page = browser.new_page()
        page.goto(address)
        if name == "widget":
            page.locator("partner-chat .launcher").click()
        page.locator("partner-chat textarea").first.wait_for()
        times = measure(page)
        more = sorted(whole - own for whole, own in times)
        print(
            f"{name}: click to answer p50 {median(whole for whole, _ in times):.0f} ms, "
            f"interface p50 {median(own for _, own in times):.0f} ms, "
            f"more: p50 {median(more):.0f} ms, most {more[-1]:.0f} ms"
        )
    browser.close()
