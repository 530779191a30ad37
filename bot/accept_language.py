"""Which of the three languages a reader's browser asks for. Pure."""

import re

from index.language import Language

DEFAULT = Language.DE
# One entry of the list (RFC 9110, 12.5.4): a language range and how much it is wanted, 1 when not said.
ENTRY = re.compile(
    r"\A\s*([A-Za-z]{1,8}|\*)(?:-[A-Za-z0-9-]*)?\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?"
)
MOST_ENTRIES = 50


def choose_language(accept_language: str) -> Language:
    """Return the language that the header `Accept-Language` wants most; German when it wants none of ours.

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
