"""The chat as several tests see it: the bot with a small index, and another website that embeds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bot.config import Config
from index.encoding.encoder import Encoder
from tests.browser.hosts import Bot, Host, make_knowledge, open_bot, open_host
from tests.conftest import Serve
from tests.doubles.examples import EXAMPLES_FILE

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("de", "ru", "en")
LONG_WORD = "Rechtsschutzversicherungsgesellschaften" * 3
NAMED = "Marino Park Lyublino Moscow"
PARK = f"Der {NAMED} wurde 2009 eröffnet."
TREES = "Viele alte Bäume stehen auf den Wiesen."
ICE = "Young ice hockey players of both cities trained together in Moscow in 1998."
DOCUMENTS = {
    "examples.yaml": EXAMPLES_FILE,
    "park.de.md": f"""---
publisher: Landeshauptstadt Düsseldorf
published: 2009-05
valid_until: 2019-12-31
replaced_by: vertrag.de.md
summary: true
source: [https://example.org/park]
---
# Der Park der {LONG_WORD}

{PARK} {TREES}

## Unterschriften

- Oberbürgermeister der Stadt
- Bürgermeister der Stadt
""",
    "vertrag.de.md": """---
title: Der Partnerschaftsvertrag
valid_from: 1992-06-01
---
Der Vertrag über die Städtepartnerschaft wurde am 1. Juni 1992 unterzeichnet.
""",
    "balet.ru.md": """# Балет в Москве

Балет Немецкой оперы на Рейне приехал в Москву в 2003 году по приглашению московского правительства.
""",
    "sport.en.md": f"# Sports\n\n{ICE}\n",
}


@dataclass(frozen=True, slots=True)
class State:
    """A state of the conversation: what is asked, and the selector of what is then seen."""

    question: str
    seen: str
    network: str = "works"


STATES = {
    "empty": State("", ".start .suggestions button"),
    "nothing asked": State(" ", ".error:not(:empty)"),
    "waiting": State(f"When did {NAMED} open?", ".waiting", network="hangs"),
    "answered": State(f"When did {NAMED} open?", ".answered .words bdi[lang=de]"),
    "not found": State(
        "Was kostet ein Vertrag über Rechtsschutzversicherung für Eishockey?",
        ".not_found .related blockquote",
    ),
    "greeting": State("Здравствуйте!", ".greeting .suggestions button"),
    "other language": State("Quand est-ce que le parc de Moscou a été ouvert ?", ".unsupported_language"),
    "unclear": State("???", ".unclear"),
    "personal data": State("Meine Adresse ist erika@example.org", ".personal_data"),
    "error": State(f"When did {NAMED} open?", ".problem button", network="fails"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The bot and the website that embeds it."""

    bot: Bot
    host: Host

    def embed(self, css: str = "", **data: str) -> str:
        """Return the address of a host page with these data attributes; `css` is about the chat's element."""
        return self.host.put("/", PAGE.format(css=css, line=self.bot.line(**data)))


@contextmanager
def open_stage(folder: Path, encoder: Encoder, serve: Serve) -> Iterator[Stage]:
    """Serve the bot, whose index is built below `folder`, and a website that may embed it."""
    knowledge = make_knowledge(folder, DOCUMENTS, encoder)
    with open_host(serve) as host:
        config = Config(index=folder / "index", origins=(host.address,), rate="off")
        with open_bot(knowledge, serve, config) as bot:
            yield Stage(bot, host)


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A museum</title>
<style>
:root {{ background: light-dark(#fff, #111); color: light-dark(#111, #eee); }}
a {{ display: inline-block; padding: 0.5em 0; color: inherit; }}
:focus-visible {{ outline: 3px solid; }}
partner-chat {{ {css} }}
</style>
</head>
<body>
<main>
<h1>A museum</h1>
<p><a href="/tickets">Tickets</a></p>
{line}
</main>
</body>
</html>
"""


def open_chat(page: Page) -> Locator:
    """Return the chat on `page`, opened where it is a dialog; wait until it can be used."""
    launcher = page.locator("partner-chat .launcher")
    if page.locator("partner-chat").get_attribute("data-mode") in {None, "dialog"}:
        launcher.click()
    chat = page.locator("partner-chat .chat")
    expect(chat.locator("textarea")).to_be_visible()
    return chat


def bring(page: Page, chat: Locator, state: State) -> None:
    """Bring the conversation into `state`."""
    page.unroute_all()
    if state.network == "hangs":
        page.route("**/api/ask", lambda _: None)
    elif state.network == "fails":
        page.route("**/api/ask", lambda route: route.abort())
    if state.question:
        chat.locator("textarea").fill(state.question)
        chat.locator("textarea").press("Enter")
    if state.network != "hangs":  # else an earlier answer would be taken for this one
        expect(chat.locator(".waiting")).to_have_count(0)
    expect(chat.locator(state.seen).last).to_be_visible()


def choose_scheme(page: Page, scheme: str) -> None:
    """Make the page light, dark, or of the colours that the reader has chosen ("forced")."""
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light",
        forced_colors="active" if scheme == "forced" else "none",
    )


def find_violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds on the page, by all its rules or only by `rules`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    # Its preloading asks for the style sheets once more; no rule that runs here reads them.
    options = {"runOnly": list(rules) or TAGS, "resultTypes": ["violations"], "preload": False}
    report = page.evaluate("options => axe.run(options)", options)
    return [
        f"{violation['id']}: {node['target']}: {node['failureSummary']}"
        for violation in report["violations"]
        for node in violation["nodes"]
    ]


def find_address(stage: Stage, place: str, language: str) -> str:
    """Return the address of the chat on our page, or in a dialog or inline on another website."""
    if place == "page":
        return f"{stage.bot.address}/?ui={language}"
    return stage.embed(language=language, **({"mode": "inline"} if place == "inline" else {}))
