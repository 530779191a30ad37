"""The register: which agreements the documents know, from what these say of themselves. Pure.

An agreement is a document whose kind is one of an agreement, or that another one names as the agreement that
it speaks of; a document and its translations are one entry.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from bot.register.periods import Period, read_period
from index.documents.document import Document
from index.documents.families import find_families
from index.documents.metadata import AGREEMENTS, Kind, find_entries
from index.languages import Language


@dataclass(frozen=True)
class Entry:
    """An agreement: the document of it with its translations, the original first, and what speaks of it."""

    versions: tuple[Document, ...]
    speaking: tuple[Document, ...] = ()

    def find(self, field: str, language: Language) -> Document:
        """Return the document that tells `field` to a reader of `language`: in that, if there is one."""
        order = sorted(self.versions, key=lambda each: each.language is not language)
        return next((each for each in order if getattr(each, field)), order[0])

    def read(self, field: str) -> Any:
        """Return what is known of `field`, from the original where that says it."""
        told = (getattr(each, field) for each in self.versions)
        return next(filter(None, told), None)

    @cached_property
    def kind(self) -> Kind | None:
        """What the agreement is; None where it is only named as one."""
        kind: Kind | None = self.read("kind")
        return kind if kind in AGREEMENTS else None

    @cached_property
    def signed(self) -> Period | None:
        """The day, month or year in which it was signed."""
        signed = self.read("signed")
        return read_period(signed) if signed else None

    @cached_property
    def term(self) -> Period | None:
        """From when until when it is in force; None where nothing is said of either."""
        start, end = self.read("valid_from"), self.read("valid_until")
        return Period(start or date.min, end or date.max) if start or end else None

    @cached_property
    def parties(self) -> frozenset[str]:
        """The names of its parties, in the languages of its documents."""
        return frozenset(party for each in self.versions for party in each.parties)

    @cached_property
    def path(self) -> str:
        """That of the original."""
        return self.versions[0].path


Register = tuple[Entry, ...]  # the latest agreement first


def read_register(documents: Mapping[str, Document]) -> Register:
    """Return the agreements that `documents` know, by path."""
    families = find_families({path: each.translation_of for path, each in documents.items()})
    versions, speaking = defaultdict(list), defaultdict(list)
    for document in documents.values():
        versions[families[document.path]].append(document)
        if document.agreement and document.agreement in families:
            speaking[families[document.agreement]].append(document)
    entries = (
        Entry(tuple(sorted(each, key=_is_translation)), tuple(speaking[family]))
        for family, each in versions.items()
        if family in speaking or any(one.kind in AGREEMENTS for one in each)
    )
    return tuple(sorted(entries, key=_rank))


def list_parties(register: Sequence[Entry]) -> list[frozenset[str]]:
    """Return all parties, each as the names that it has in the languages of the documents.

    Translations name them in the same order.
    """
    parties: list[frozenset[str]] = []
    for entry in register:
        for names in map(
            frozenset, zip(*(each.parties for each in entry.versions if each.parties), strict=False)
        ):
            same = [each for each in parties if each & names]
            parties = [each for each in parties if each not in same] + [names.union(*same)]
    return parties


def find_successor(entry: Entry, register: Sequence[Entry]) -> Entry | None:
    """Return what `entry` is replaced by, where that is in the register too."""
    path = entry.read("replaced_by")
    return next((each for each in register if any(one.path == path for one in each.versions)), None)


def find_line(document: Document, field: str) -> tuple[int, int] | None:
    """Return where `document` says `field` of itself; its title also in a heading.

    None where it says so in a file of its own, beside it.
    """
    entry = find_entries(document.text[: document.body]).get(field)
    if entry or field != "title":
        return entry
    start = document.text.find(document.title, document.body)
    return (start, start + len(document.title)) if start >= 0 else None


def list_lines(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where `document` says anything of itself."""
    yield from find_entries(document.text[: document.body]).values()
    title = find_line(document, "title")
    if title and title[0] >= document.body:
        yield title


def _is_translation(document: Document) -> bool:
    return document.translation_of is not None


def _rank(entry: Entry) -> tuple[int, str]:
    day = entry.signed or entry.term
    return -(day.first.toordinal() if day else 0), entry.path
