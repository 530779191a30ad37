"""The texts of the chat, as its scripts get them."""

import re
from collections.abc import Sequence
from functools import cache

from markupsafe import Markup
from pydantic import BaseModel
from pydantic_core import to_json

from bot.operator.operator import UNTOLD, Operator
from bot.pages.render import STATIC, render_script
from bot.understanding.inquiry import LONGEST_QUESTION
from index.languages import Language
from index.languages.messages import key, say
from index.languages.names import name_itself, name_language
from index.languages.traits import describe

# The scripts name what they say, as `texts.waiting`, and get no other texts.
SAID = re.compile(r"\btexts\.([a-z_]+)\b(?!\()")
# They fill these themselves, of which the languages know no plurals.
FILLED = {name: f"{{{name}}}" for name in ("date", "mark", "page")}
# Said before any other text of the chat is there, or when none can be had.
FIRST = {
    "open": key("chat_open"),
    "word": key("chat_word"),
    "failed": key("chat_failed"),
    "retry": key("retry"),
}


class ChatTexts(BaseModel):
    """What the chat says itself in one language, and what languages are called."""

    language: Language
    texts: dict[str, str]
    suggestions: list[str]  # questions at the start
    marks: tuple[str, str]  # around a quote
    names: dict[Language, str]  # of all languages in this one
    endonyms: dict[Language, str]  # and in themselves
    operator: Operator


def write_chat_texts(
    language: Language, operator: Operator = UNTOLD, suggestions: Sequence[str] = ()
) -> ChatTexts:
    """Return the texts in `language` by their keys; what the scripts know first is left to be filled.

    `operator` is what readers of that language are told of who runs the bot, `suggestions` are the first
    questions that the chat offers.
    """
    values = FILLED | {"limit": LONGEST_QUESTION}
    return ChatTexts(
        language=language,
        texts={name: say(name, language, **values) for name in list_said()},
        suggestions=list(suggestions),
        marks=describe(language).quotes,
        names={each: name_language(each, language) for each in Language},
        endonyms={each: name_itself(each) for each in Language},
        operator=operator,
    )


@cache
def list_said() -> tuple[str, ...]:
    """Return the keys of all that the scripts say."""
    scripts = (path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    return tuple(sorted({name for script in scripts for name in SAID.findall(script)}))


@cache
def write_widget() -> str:
    """Return the script that puts the chat on a page, with what it says before anything else is there."""
    texts = {language: {name: say(each, language) for name, each in FIRST.items()} for language in Language}
    return render_script("widget.js", texts=Markup(to_json(texts).decode()))  # noqa: S704 - our own
