"""The languages that the bot speaks. The folders here are the list: who adds a folder adds the language.

A folder is named by its ISO 639-1 code and holds what is known of the language, as data and its cases for the
tests. CONTRIBUTING.md says what goes into each file.
"""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def _read_languages() -> dict[str, dict[str, Any]]:
    """Return the `language.toml` of each folder by code, in the order that they name themselves."""
    files = FOLDER.glob("*/language.toml")
    tables = {file.parent.name: tomllib.loads(file.read_text("utf-8")) for file in files}
    return dict(sorted(tables.items(), key=lambda item: (item[1]["order"], item[0])))


# The one thing that is read on import: an enumeration has its members from the beginning.
TABLES = _read_languages()


class Language(StrEnum):
    """A language the bot speaks, by its ISO 639-1 code; German is `Language("de")`."""

    _ignore_ = "code"
    for code in TABLES:
        vars()[code.upper()] = code


# Spoken where nothing says which language is wanted.
DEFAULT = next(iter(Language))
# What programmers and keepers of the service read is in this one: descriptions, reports, logs.
TECHNICAL = next((Language(code) for code, table in TABLES.items() if table.get("technical")), DEFAULT)
