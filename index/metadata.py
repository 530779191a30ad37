"""What a document says about itself, from its front matter or its sidecar, checked key by key.

Knows YAML and the keys; knows no files and no other documents.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from posixpath import normpath
from typing import Any
from urllib.parse import urlsplit

import yaml

from index.errors import DocumentError, Fault
from index.language import Language

KEYS = (
    "title",
    "language",
    "publisher",
    "published",
    "valid_from",
    "valid_until",
    "replaced_by",
    "translation_of",
    "summary",
    "source",
)
LARGEST_KILOBYTES = 16

_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The keys of one document; every one may be missing. References are paths in NFC, not yet looked up."""

    title: str | None = None
    language: Language | None = None
    publisher: str | None = None
    published: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: str | None = None
    translation_of: str | None = None
    summary: bool = False  # by the editors, not the wording of what it tells about
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Value:
    """The texts given for a key, and the line of the file that it stands in."""

    texts: tuple[str, ...]
    line: int


def read_front_matter(path: str, text: str) -> tuple[Metadata, int]:
    """Return the metadata at the beginning of `text`, and the position where the text itself begins.

    Without front matter the metadata is empty and the position is 0. Raises DocumentError.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return Metadata(), 0
    line = text.count("\n", 0, opening.end())
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise DocumentError(Fault.FRONT_MATTER_OPEN, path=path, line=line)
    metadata = read_metadata(path, text[opening.end() : closing.start()], line + 1)
    return metadata, closing.end()


def read_metadata(path: str, text: str, first_line: int = 1) -> Metadata:
    """Return the metadata written as YAML in `text`, which begins in line `first_line` of the file.

    Raises DocumentError for broken YAML, an unknown key or a value that does not fit its key.
    """
    values = _read_values(path, text, first_line)
    for field, value in values.items():
        if field != "source" and len(value.texts) != 1:
            raise DocumentError(Fault.METADATA_SHAPE, path=path, field=field)
    single = {field: value.texts[0] for field, value in values.items() if field != "source"}
    source = values["source"].texts if "source" in values else ()
    valid_from = _read_date(path, "valid_from", single)
    valid_until = _read_date(path, "valid_until", single)
    if valid_from and valid_until and valid_until < valid_from:
        raise DocumentError(Fault.BAD_PERIOD, path=path, start=valid_from, until=valid_until)
    return Metadata(
        title=single.get("title"),
        language=_read_language(path, single),
        publisher=single.get("publisher"),
        published=_read_published(path, single),
        valid_from=valid_from,
        valid_until=valid_until,
        replaced_by=_read_reference("replaced_by", single),
        translation_of=_read_reference("translation_of", single),
        summary=_read_truth(path, values.get("summary")),
        source=tuple(_check_address(path, address) for address in source),
    )


def _read_values(path: str, text: str, first_line: int) -> dict[str, _Value]:
    """Return what is given for each key, in order; a key without a value is left out."""
    root = _parse(path, text, first_line)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise DocumentError(Fault.METADATA_BROKEN, path=path, line=first_line + root.start_mark.line)
    values: dict[str, _Value] = {}
    for key_node, value_node in root.value:
        key, line = key_node.value, first_line + key_node.start_mark.line
        if not isinstance(key, str):
            raise DocumentError(Fault.METADATA_BROKEN, path=path, line=line)
        if key not in KEYS:
            raise DocumentError(Fault.METADATA_KEY, path=path, key=key, allowed=", ".join(KEYS))
        if key in values:
            raise DocumentError(Fault.METADATA_TWICE, path=path, key=key)
        nodes = value_node.value if isinstance(value_node, yaml.SequenceNode) else [value_node]
        if not all(isinstance(node, yaml.ScalarNode) for node in nodes):
            raise DocumentError(Fault.METADATA_SHAPE, path=path, field=key)
        values[key] = _Value(tuple(" ".join(node.value.split()) for node in nodes), line)
    return {key: value for key, value in values.items() if any(value.texts)}


class _TooDeepError(Exception):
    """A collection stands deeper than any value of metadata; `field` is the key, None when it is in a key."""

    def __init__(self, field: str | None, line: int) -> None:
        super().__init__(field, line)
        self.field = field
        self.line = line


class _Loader(yaml.BaseLoader):
    """Reads a mapping of values or lists of values, and stops where anything is nested deeper.

    PyYAML takes time for every bracket that is open: as many as a file can hold would take it seconds.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._field: str | None = None

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; `index` is the key it stands for, None for a key itself."""
        if self._depth == 1:  # in the mapping
            self._field = getattr(index, "value", None)
        if self._depth == 2 and self.check_event(yaml.SequenceStartEvent, yaml.MappingStartEvent):
            field = self._field if isinstance(self._field, str) else None
            raise _TooDeepError(field, self.current_event.start_mark.line)
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _parse(path: str, text: str, first_line: int) -> yaml.Node | None:
    """Return the YAML tree of `text`, every scalar as it was written.

    The tree is read, never turned into Python values: nothing can be constructed, and `2019-10` stays the
    text it is. An alias shares its node, so that a bomb of aliases takes no room and is refused by its shape.
    """
    if len(text.encode()) > LARGEST_KILOBYTES * 1024:
        raise DocumentError(Fault.METADATA_TOO_LONG, path=path, kilobytes=LARGEST_KILOBYTES)
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise DocumentError(Fault.METADATA_BROKEN, path=path, line=first_line + line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise DocumentError(Fault.METADATA_BROKEN, path=path, line=first_line + line) from error
    except _TooDeepError as error:
        if error.field in KEYS:
            raise DocumentError(Fault.METADATA_SHAPE, path=path, field=error.field) from error
        raise DocumentError(Fault.METADATA_BROKEN, path=path, line=first_line + error.line) from error


def _read_language(path: str, values: dict[str, str]) -> Language | None:
    value = values.get("language")
    if value is not None and value.lower() not in set(Language):
        raise DocumentError(Fault.BAD_LANGUAGE, path=path, value=value)
    return Language(value.lower()) if value else None


def _read_truth(path: str, value: _Value | None) -> bool:
    text = value.texts[0].lower() if value else "false"
    if value and text not in {"true", "false"}:
        raise DocumentError(Fault.BAD_SUMMARY, path=path, line=value.line, value=value.texts[0])
    return text == "true"


def _read_published(path: str, values: dict[str, str]) -> str | None:
    value = values.get("published")
    if value is not None and not _is_date(value, r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"):
        raise DocumentError(Fault.BAD_PUBLISHED, path=path, value=value)
    return value


def _read_date(path: str, field: str, values: dict[str, str]) -> date | None:
    value = values.get(field)
    if value is not None and not _is_date(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"):
        raise DocumentError(Fault.BAD_DATE, path=path, field=field, value=value)
    return date.fromisoformat(value) if value else None


def _is_date(value: str, form: str) -> bool:
    if not re.fullmatch(form, value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _read_reference(field: str, values: dict[str, str]) -> str | None:
    value = values.get(field)
    return unicodedata.normalize("NFC", normpath(value)) if value else None


def _check_address(path: str, address: str) -> str:
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:  # a broken IPv6 address
        is_address = False
    # Nobody sees the characters of Cc and Cf; some of them turn the writing round.
    unseen = any(unicodedata.category(character) in {"Cc", "Cf"} for character in address)
    if not is_address or unseen or re.search(r"[\s<>\"\\]", address):
        raise DocumentError(Fault.BAD_SOURCE, path=path, value=address)
    return address
