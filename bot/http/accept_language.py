"""Which of the bot's languages a reader's browser asks for. Pure."""

import re
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import Scope

from index.languages import DEFAULT, Language

# One entry of the list (RFC 9110, 12.5.4): a language range and how much it is wanted, 1 when not said.
ENTRY = re.compile(
    r"\A\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?"
)
MOST_ENTRIES = 50


def choose_language(accept_language: str) -> Language:
    """Return the language that the header `Accept-Language` wants most; DEFAULT when it wants none.

    Of languages that are wanted equally the one named first wins; what cannot be read is passed over.
    """
    wanted: dict[str, float] = {}
    for entry in accept_language.split(",")[:MOST_ENTRIES]:
        if match := ENTRY.fullmatch(entry):
            wanted.setdefault(match[1].lower(), float(match[2] or 1))
    others = wanted.get("*", 0.0)
    named = [language for range_ in wanted for language in Language if language == range_]
    best = max([*named, DEFAULT, *Language], key=lambda language: wanted.get(language, others))
    return best if wanted.get(best, others) > 0 else DEFAULT


def find_language(scope: Scope) -> Language:
    """Return the language of whoever asks: what the address says (`ui`), else what the browser wants."""
    said = parse_qs(scope["query_string"].decode("latin-1")).get("ui", [""])[0]
    wanted = choose_language(Headers(scope=scope).get("accept-language", ""))
    return next((language for language in Language if language == said), wanted)
