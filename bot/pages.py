"""The pages a browser shows, as HTML: a document with its quote marked, and the frame of every page.

Everything that comes from a document or a reader is escaped by the templates in web/. Knows no HTTP library.
"""

import re
from datetime import date
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.blocks import Kind, read_blocks
from bot.catalogue import Catalogue
from bot.phrases import Phrase, say
from index.documents import Document
from index.language import Language

# Characters that nobody sees, such as turn the writing round; not those inside words and emoji (joiners).
UNSEEN = re.compile(
    "[\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
WEB = Path(__file__).with_name("web")
ENDONYMS = {Language.DE: "Deutsch", Language.RU: "Русский", Language.EN: "English"}
NAMES = {
    Language.DE: Phrase.LANGUAGE_DE,
    Language.RU: Phrase.LANGUAGE_RU,
    Language.EN: Phrase.LANGUAGE_EN,
}
# English has no unambiguous way to write a date in digits.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def document_url(
    path: str, start: int | None = None, end: int | None = None, ui: Language | None = None
) -> str:
    """Return the address of a document's page, with the quote `text[start:end]` marked and scrolled to.

    `ui` fixes the language of the page's labels; without it the browser's setting decides.
    """
    values = {"ui": ui, "start": start, "end": end}
    query = urlencode({name: value for name, value in values.items() if value is not None})
    marks = start is not None and end is not None
    return f"/documents/{quote(path)}" + (f"?{query}" if query else "") + ("#quote" if marks else "")


def write_date(value: date | str, language: Language) -> str:
    """Return a date as `language` writes it; `value` is a date or YYYY, YYYY-MM, YYYY-MM-DD."""
    parts = str(value).split("-")
    if language is not Language.EN:
        return ".".join(reversed(parts))
    names = [MONTHS[int(part) - 1] if place == 1 else part.lstrip("0") for place, part in enumerate(parts)]
    return " ".join(reversed(names))


def render_page(template: str, ui: Language, **values: object) -> str:
    """Return the HTML of `template` with its labels in the language `ui`."""
    return _environment().get_template(template).render(ui=ui, say=partial(say, language=ui), **values)


def render_document(
    document: Document,
    catalogue: Catalogue,
    ui: Language,
    *,
    quote: tuple[int, int] | None = None,
    today: date,
) -> str:
    """Return the page of `document`, the characters `text[slice(*quote)]` in `<mark id="quote">`.

    A quote that runs over several blocks has a `<mark>` in each, the first with the id. A quote outside the
    text is told in a note. `catalogue` holds the documents that may be linked to.
    """
    fits = quote is not None and document.body <= quote[0] < quote[1] <= len(document.text)
    blocks = read_blocks(document.text, document.body, document.pages, quote if quote and fits else (0, 0))
    titled = bool(blocks) and blocks[0].kind is Kind.HEADING and blocks[0].page is None
    titled = titled and document.text[blocks[0].start : blocks[0].end].strip() == document.title
    return render_page(
        "document.html",
        ui,
        document=document,
        heading=blocks[0] if titled else None,
        blocks=blocks[1:] if titled else blocks,
        quote=quote,
        fits=fits,
        today=today,
        replaced_by=catalogue.find(document.replaced_by),
        original=catalogue.find(document.translation_of),
        replaces=catalogue.find_replaced(document.path),
        translations=catalogue.find_translations(document.path),
    )


def show_text(text: str) -> Markup:
    """Return `text` as HTML; characters that nobody sees stand as their numbers."""
    parts = UNSEEN.split(text)
    marks = [f"<code>U+{ord(mark):04X}</code>" for mark in UNSEEN.findall(text)]
    return Markup("").join(
        Markup(mark) + escape(part)  # noqa: S704  # a mark is made of a number
        for mark, part in zip(["", *marks], parts, strict=True)
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(WEB),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = show_text
    environment.globals |= {
        "ENDONYMS": ENDONYMS,
        "NAMES": NAMES,
        "Phrase": Phrase,
        "document_url": document_url,
        "write_date": write_date,
    }
    return environment
