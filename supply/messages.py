"""Whether every message that is used exists in every language, and every one that exists is used.

    python -m supply.messages bot index deploy

looks for uses in these folders, prints each mistake in a line, and exits with 1 if there are any. Babel finds
the uses in code and templates: `say("…")`, `key("…")`, errors with their codes. Scripts use `texts.…`. The
configuration of nginx repeats sentences, which must be those of the catalogues.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain, product
from pathlib import Path
from string import Formatter
from typing import Any, BinaryIO

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po
from jinja2.ext import babel_extract

from index.errors import PartnerbotError
from index.languages import Language
from index.languages.messages import FOLDER, list_forms, name_number, read_catalogue

KEYS = {"say": 0, "cut": 0, "key": 0, "ProblemError": 1}  # which argument is the key
CODES = {"code", *(error.__name__ for error in PartnerbotError.__subclasses__())}
ENTRY = re.compile(r'^(?:msgctxt "(.*)"\n)?msgid "(.+)"$', re.MULTILINE)
IN_SCRIPT = re.compile(rb"\btexts\.([a-z_]+)\b(?!\()")
IN_CONFIGURATION = re.compile(r'^\s*"(\w+) (\w+)" "(.*)";$')


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a message; where it repeats the sentence, that and its language."""

    key: str
    place: str
    language: str = ""
    sentence: str = ""


Extract = Callable[[BinaryIO], Iterator[tuple[int, Use]]]


def find_uses(folders: Iterable[Path]) -> list[Use]:
    """Return the uses of messages in all files below `folders`."""
    uses = []
    for path in sorted(chain.from_iterable(folder.rglob("*") for folder in folders)):
        if extract := EXTRACT.get(path.suffix):
            with path.open("rb") as file:
                uses += [replace(use, place=f"{path}:{line}") for line, use in extract(file)]
    return uses


def find_broken(path: Path) -> list[str]:
    """Return why the catalogue at `path` cannot be used at all: a sentence each."""
    text = path.read_bytes()
    try:
        catalogue = read_po(BytesIO(text), abort_invalid=True)
    except (PoFileError, ValueError, UnknownLocaleError) as error:
        return [f"{path}: {error}."]
    names = Counter(ENTRY.findall(text.decode()))
    twice = [f'{path}: "{name}" stands there twice.' for (_, name), number in names.items() if number > 1]
    wanted = get_plural(catalogue.locale).num_plurals
    if catalogue.num_plurals != wanted:
        return [*twice, f"{path}: Plural-Forms are {catalogue.num_plurals} instead of {wanted}."]
    return twice


def find_mistakes(catalogues: Mapping[str, Catalog], uses: Iterable[Use]) -> list[str]:
    """Return what is wrong with the `catalogues`, by language, and with what uses them: a sentence each."""
    uses = list(uses)
    return [*_compare_uses(catalogues, uses), *_compare_catalogues(catalogues, {use.key for use in uses})]


def _compare_uses(catalogues: Mapping[str, Catalog], uses: Sequence[Use]) -> Iterator[str]:
    for use in uses:
        for language, catalogue in catalogues.items():
            message = catalogue.get(use.key)
            if not message:
                yield f'{use.place}: "{use.key}" is not in the catalogue of {language}.'
            elif use.language == language and message.string != use.sentence:
                yield f'{use.place}: "{use.key}" says something else than the catalogue of {language}.'
    repeated = {use.key for use in uses if use.language}
    for key, language in sorted(product(repeated, catalogues)):
        if not any((use.key, use.language) == (key, language) for use in uses):
            yield f'"{key}" is repeated in some languages, but not in {language}.'


def _compare_catalogues(catalogues: Mapping[str, Catalog], used: Collection[str]) -> Iterator[str]:
    for language, catalogue in catalogues.items():
        for message in filter(lambda each: each.id, catalogue):
            told = f'{language}: "{_name(message)}"'
            if _name(message) not in used:
                yield f"{told} is used by nothing."
            yield from (f"{told} {mistake}" for mistake in _find_wrong(message, catalogue))
            for other in catalogues.values():
                if first := other.get(_name(message)):
                    yield from (
                        f"{told} {mistake} in {other.locale}." for mistake in _find_different(message, first)
                    )


def _find_wrong(message: Message, catalogue: Catalog) -> Iterator[str]:
    """Yield what is wrong with `message` by itself, as the end of a sentence."""
    forms = list_forms(message)
    if message.fuzzy:
        yield "is fuzzy: somebody has to read it, and to remove the mark."
    said = sum(map(bool, map(str.strip, forms)))
    if message.pluralizable and said != catalogue.num_plurals:
        yield f"has {said} plural forms instead of {catalogue.num_plurals}."
    elif not said:
        yield "is empty."
    if message.pluralizable and name_number(message.id[1]) not in _list_placeholders(forms[0]):
        yield f"has no {message.id[1]}, which is to decide its form."
    if message.context and not catalogue.get(_name(message)):
        yield f"stands with the context {message.context} only, not without."


def _find_different(message: Message, other: Message) -> Iterator[str]:
    """Yield how `message` differs from what it is in another language."""
    if message.id != other.id:
        yield "has not the msgid_plural that it has"
    expected = _list_placeholders(list_forms(other)[0])
    for form in list_forms(message):
        names = _list_placeholders(form)
        # A wording for one value need not name it.
        if names != expected and not (message.context and names < expected):
            yield "has not the placeholders that it has"
            break


def _name(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def _list_placeholders(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def _extract_calls(found: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, Use]]:
    """Yield the uses among the calls that Babel `found`, each with its line, function and texts."""
    for line, function, said, _ in found:
        texts = said if isinstance(said, tuple) else (said,)
        if text := dict(enumerate(texts)).get(KEYS.get(function, 0)):
            yield line, Use(f"error.{text}" if function in CODES else text, "")


def _extract_python(file: BinaryIO) -> Iterator[tuple[int, Use]]:
    return _extract_calls(extract_python(file, dict.fromkeys([*KEYS, *CODES]), [], {}))


def _extract_template(file: BinaryIO) -> Iterator[tuple[int, Use]]:
    options = {"silent": "false", "trim_blocks": "true"}
    return _extract_calls(babel_extract(file, ["say"], [], options))


def _extract_script(file: BinaryIO) -> Iterator[tuple[int, Use]]:
    for number, line in enumerate(file, 1):
        for name in IN_SCRIPT.findall(line):
            yield number, Use(name.decode(), "")


def _extract_configuration(file: BinaryIO) -> Iterator[tuple[int, Use]]:
    for number, line in enumerate(file, 1):
        if found := IN_CONFIGURATION.match(line.decode()):
            yield number, Use(found[1], "", found[2], found[3])


EXTRACT: dict[str, Extract] = {
    ".py": _extract_python,
    ".html": _extract_template,
    ".js": _extract_script,
    ".conf": _extract_configuration,
}


def main(folders: Iterable[str]) -> int:
    """Print what is wrong with our catalogues and with their use in `folders`; return the exit status."""
    mistakes = [
        mistake for language in Language for mistake in find_broken(FOLDER / language / "messages.po")
    ]
    if not mistakes:
        catalogues = {str(language): read_catalogue(language) for language in Language}
        mistakes = find_mistakes(catalogues, find_uses(map(Path, folders)))
    for mistake in mistakes:
        print(mistake)
    return int(bool(mistakes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
