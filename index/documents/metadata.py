"""What a document says about itself, from its front matter or its sidecar, checked key by key.

Knows the keys and their values; knows no files and no other documents.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from posixpath import normpath
from urllib.parse import urlsplit

import yaml

from index.documents.mapping import parse_mapping
from index.errors import DocumentError
from index.languages import Language

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
    "kind",
    "parties",
    "signed",
    "agreement",
    "topic",
)
LISTS = ("source", "parties")  # of the keys: what may have several values

# A line with nothing below it is a rule between paragraphs, as Markdown has it.
_OPENING = re.compile(r"\A(?:[ \t]*\n)*---[ \t]*\n(?![ \t]*\n)")
# Metadata for other programs (TOML), which says nothing to this one.
_FOREIGN = re.compile(r"\A(?:[ \t]*\n)*\+\+\+[ \t]*\n(?s:.*?)^\+\+\+[ \t]*$\n?", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$\n?", re.MULTILINE)


class Kind(StrEnum):
    """What a document is."""

    TREATY = "treaty"
    COMMUNIQUE = "communique"
    PROGRAMME = "programme"
    MEMORANDUM = "memorandum"
    PRESS_RELEASE = "press_release"
    REPORT = "report"
    COUNCIL_PAPER = "council_paper"


AGREEMENTS = frozenset({Kind.TREATY, Kind.COMMUNIQUE, Kind.PROGRAMME, Kind.MEMORANDUM})


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
    kind: Kind | None = None
    parties: tuple[str, ...] = ()
    signed: str | None = None  # as `published`
    agreement: str | None = None  # the document of the agreement that this one speaks of
    topic: str | None = None  # its id in topics.yaml


@dataclass(frozen=True, slots=True)
class _Value:
    """The texts given for a key, and the line of the file that it stands in."""

    texts: tuple[str, ...]
    line: int


def read_front_matter(path: str, text: str, topics: Collection[str] | None = None) -> tuple[Metadata, int]:
    """Return the metadata at the beginning of `text`, and the position where the text itself begins.

    Without front matter the metadata is empty, and the position 0 or behind what is meant for other
    programs. A topic has to be one of `topics`, where these are known. Raises DocumentError.
    """
    opening = _OPENING.match(text)
    if opening is None:
        foreign = _FOREIGN.match(text)
        return Metadata(), foreign.end() if foreign else 0
    line = text.count("\n", 0, opening.end())
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        raise DocumentError("front_matter_open", path=path, line=line)
    metadata = read_metadata(path, text[opening.end() : closing.start()], line + 1, topics)
    return metadata, closing.end()


def find_entries(text: str) -> dict[str, tuple[int, int]]:
    """Return where each key of the front matter of `text` stands with its value, none where it has none."""
    opening = _OPENING.match(text)
    closing = opening and _CLOSING.search(text, opening.end())
    if not opening or not closing:
        return {}
    start = opening.end()
    root = yaml.compose(text[start : closing.start()], Loader=yaml.BaseLoader)
    entries = {}
    for key, value in root.value if isinstance(root, yaml.MappingNode) else []:
        entry = text[start + key.start_mark.index : start + value.end_mark.index].rstrip()
        entries[key.value] = (start + key.start_mark.index, start + key.start_mark.index + len(entry))
    return entries


def read_metadata(
    path: str, text: str, first_line: int = 1, topics: Collection[str] | None = None
) -> Metadata:
    """Return the metadata written as YAML in `text`, which begins in line `first_line` of the file.

    Raises DocumentError for broken YAML, an unknown key or a value that does not fit its key.
    """
    values = _read_values(path, text, first_line)
    for field, value in values.items():
        if field not in LISTS and len(value.texts) != 1:
            raise DocumentError("metadata_shape", path=path, field=field)
    single = {field: value.texts[0] for field, value in values.items() if field not in LISTS}
    several = {field: value.texts for field, value in values.items() if field in LISTS}
    valid_from = _read_date(path, "valid_from", single)
    valid_until = _read_date(path, "valid_until", single)
    if valid_from and valid_until and valid_until < valid_from:
        raise DocumentError("bad_period", path=path, start=valid_from, until=valid_until)
    return Metadata(
        title=single.get("title"),
        language=_read_language(path, single),
        publisher=single.get("publisher"),
        published=_read_year_or_day(path, "published", single),
        valid_from=valid_from,
        valid_until=valid_until,
        replaced_by=_read_reference("replaced_by", single),
        translation_of=_read_reference("translation_of", single),
        summary=_read_truth(path, values.get("summary")),
        source=tuple(_check_address(path, address) for address in several.get("source", ())),
        kind=_read_kind(path, values.get("kind")),
        parties=tuple(party for party in several.get("parties", ()) if party),
        signed=_read_year_or_day(path, "signed", single),
        agreement=_read_reference("agreement", single),
        topic=_read_topic(path, values.get("topic"), topics),
    )


def _read_values(path: str, text: str, first_line: int) -> dict[str, _Value]:
    """Return what is given for each key, in order; a key without a value is left out."""
    values: dict[str, _Value] = {}
    for key, line, value in parse_mapping(path, text, first_line, KEYS):
        if key not in KEYS:
            raise DocumentError("metadata_key", path=path, key=key, allowed=", ".join(KEYS))
        if key in values:
            raise DocumentError("metadata_twice", path=path, key=key)
        nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
        if not all(isinstance(node, yaml.ScalarNode) for node in nodes):
            raise DocumentError("metadata_shape", path=path, field=key)
        values[key] = _Value(tuple(" ".join(node.value.split()) for node in nodes), line)
    return {key: value for key, value in values.items() if any(value.texts)}


def _read_language(path: str, values: dict[str, str]) -> Language | None:
    value = values.get("language")
    if value is not None and value.lower() not in set(Language):
        raise DocumentError("bad_language", path=path, value=value, languages=", ".join(Language))
    return Language(value.lower()) if value else None


def _read_truth(path: str, value: _Value | None) -> bool:
    text = value.texts[0].lower() if value else "false"
    if value and text not in {"true", "false"}:
        raise DocumentError("bad_summary", path=path, line=value.line, value=value.texts[0])
    return text == "true"


def _read_kind(path: str, value: _Value | None) -> Kind | None:
    if value and value.texts[0] not in set(Kind):
        kinds = ", ".join(Kind)
        raise DocumentError("bad_kind", path=path, line=value.line, value=value.texts[0], kinds=kinds)
    return Kind(value.texts[0]) if value else None


def _read_topic(path: str, value: _Value | None, topics: Collection[str] | None) -> str | None:
    topic = value.texts[0] if value else None
    if value and topics is not None and topic not in topics:
        known = ", ".join(topics) or "–"
        raise DocumentError("topic_unknown", path=path, line=value.line, value=topic, topics=known)
    return topic


def _read_year_or_day(path: str, field: str, values: dict[str, str]) -> str | None:
    value = values.get(field)
    if value is not None and not _is_date(value, r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"):
        raise DocumentError("bad_year_or_day", path=path, field=field, value=value)
    return value


def _read_date(path: str, field: str, values: dict[str, str]) -> date | None:
    value = values.get(field)
    if value is not None and not _is_date(value, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"):
        raise DocumentError("bad_date", path=path, field=field, value=value)
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
        raise DocumentError("bad_source", path=path, value=address)
    return address
