"""What is said to people, from the catalogue of each language: `messages.po` in its folder.

A message has a key, such as `notice_expired`, which is its msgid in every language. Where a number decides
its form, msgid_plural names the value that holds the number: `"{seconds}"`. Where one value asks for a
wording of its own, that has the value as its context.
"""
# ruff: noqa: PLC0415 - reading a catalogue imports much, and some commands say nothing

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import c2py
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from index.languages import TECHNICAL, Language

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages.catalog import Catalog, Message

FOLDER = Path(__file__).parent


def say(key: str, language: Language, case: str | None = None, /, **values: object) -> str:
    """Return the message `key` in `language`, its `{placeholders}` filled from `values`.

    `case` is the value for which there may be a wording of its own. What the catalogue of a language lacks is
    said in English; `make check` sees to it that those that ship lack nothing. Raises KeyError for a message
    that is in neither, and for a value that is missing.
    """
    return _find_form(key, language, case, values).format_map(values)


def cut(key: str, language: Language, /, **values: object) -> Iterator[tuple[str, str]]:
    """Yield what `say` says in pieces: words, without a name; what fills a placeholder, with its name."""
    for words, name, *_ in Formatter().parse(_find_form(key, language, None, values)):
        if words:
            yield words, ""
        if name:
            yield str(values[name]), name


def _find_form(key: str, language: Language, case: str | None, values: Mapping[str, object]) -> str:
    catalogue = read_catalogue(language)
    message = (case and catalogue.get(key, case)) or catalogue.get(key)
    if message is None:
        if language is TECHNICAL:
            raise KeyError(key)
        return _find_form(key, TECHNICAL, case, values)
    forms = list_forms(message)
    form = 0
    if message.pluralizable:
        form = _read_plurals(language)(int(str(values[name_number(message.id[1])])))
    return forms[form]


def key(name: str) -> str:
    """Return `name`: the key of a message that is said somewhere else, marked so that it is found."""
    return name


def list_forms(message: "Message") -> tuple[str, ...]:
    """Return the wordings of a message: one, or one for each plural form."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def name_number(plural: str) -> str:
    """Return which value decides the form of a message, by its msgid_plural."""
    return plural.strip("{}")


@cache
def read_catalogue(language: Language) -> "Catalog":
    """Return the messages of `language`."""
    from babel.messages.pofile import read_po

    with (FOLDER / language / "messages.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def find_locale(language: Language) -> "Locale":
    """Return the conventions that the catalogue of `language` names in its head, such as British ones."""
    from babel import Locale

    return Locale.parse(read_catalogue(language).locale or str(language))


@cache
def _read_plurals(language: Language) -> Callable[[int], int]:
    return c2py(read_catalogue(language).plural_expr)
