"""The pages a browser shows, as HTML: the frame of every page, and what all of them can say.

Everything that comes from a document or a reader is escaped by the templates. Knows no HTTP library.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.answering.citations import document_url
from bot.operator.operator import NOBODY, Operator
from bot.register.names import name_kind
from index.languages import TECHNICAL, Language
from index.languages.dates import write_date
from index.languages.messages import say
from index.languages.names import name_itself, name_language

# Characters that nobody sees, such as turn the writing round; not those inside words and emoji (joiners).
UNSEEN = re.compile(
    "[\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f]"
)
# What is not sent of a script or style: outside of texts (the first group) comments and blanks beside marks.
UNSENT = {
    ".js": re.compile(
        r'("(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`)|/\*.*?\*/|//[^\n]*|'
        r"(?<=[{}()\[\],;:=<>!?&|])\s++|(?<!\s)\s++(?=[{}()\[\],;:=<>!?&|])|(?<=\n)[ \t]++",
        re.DOTALL,
    ),
    ".css": re.compile(
        r'("[^"]*")|/\*.*?\*/|(?<=[{};,>])\s++|(?<!\s)\s++(?=[{};,>])|(?<=[a-z]:)[ ]|(?<=\n)[ \t]++',
        re.DOTALL,
    ),
}
# What readers of a language are told of who runs the bot, while a request is answered. Every page says it,
# at its end: the service sets it in one place, and no route has to hand it on.
operator_now: ContextVar[Callable[[Language], Operator]] = ContextVar(
    "operator_now", default=NOBODY.__getitem__
)
TEMPLATES, STATIC = (Path(__file__).with_name(name) for name in ("templates", "static"))


def render_page(template: str, ui: Language, **values: object) -> str:
    """Return the HTML of `template` with its labels in the language `ui`."""
    return (
        _environment()
        .get_template(template)
        .render(
            ui=ui, operator=operator_now.get()(ui), say=lambda key, **said: say(key, ui, **said), **values
        )
    )


def render_statement(ui: Language) -> str:
    """Return the accessibility statement; in English where it has not been written in `ui`."""
    written_in = ui if (TEMPLATES / f"accessibility.{ui}.html").exists() else TECHNICAL
    return render_page("accessibility.html", ui, written_in=written_in)


def render_script(template: str, **values: object) -> str:
    """Return the script of `template`, as it is sent."""
    return squeeze_source(_environment().get_template(template).render(**values), ".js")


def squeeze_source(source: str, ending: str) -> str:
    """Return a script (".js") or style (".css") without what only its authors read.

    In a script every statement ends in a semicolon, each text stands in double quotes or backticks, none of
    these in others, and no regular expression holds a blank. Files of other kinds come back as they are.
    """
    if ending not in UNSENT:
        return source
    return UNSENT[ending].sub(lambda found: found[1] or "", source)


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
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = show_text
    environment.globals |= {
        "document_url": document_url,
        "endonyms": {language: name_itself(language) for language in Language},
        "name_kind": name_kind,
        "name_language": name_language,
        "write_date": write_date,
    }
    return environment
