"""How the documents of a build differ from those of the build before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from index.documents.document import Document


class What(StrEnum):
    """What of a document has changed."""

    FILE = "file"
    TEXT = "text"  # of the same file: it is read differently
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Change:
    """A document that is not what it was."""

    path: str
    what: What


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the build `before`, which is None where there was none to compare with."""

    before: str | None = None
    new: tuple[str, ...] = ()
    changed: tuple[Change, ...] = ()
    gone: tuple[str, ...] = ()  # from the folder, or no longer to be read


def compare(name: str, before: Mapping[str, Document], now: Iterable[Document]) -> Changes:
    """Return how the documents `now` differ from those `before`, in the build `name`."""
    old = set(before)
    new, changed = [], []
    for document in now:
        if document.path not in old:
            new.append(document.path)
        elif what := _compare(before[document.path], document):
            changed.append(Change(document.path, what))
        old.discard(document.path)
    return Changes(name, tuple(new), tuple(changed), tuple(sorted(old)))


def _compare(old: Document, new: Document) -> What | None:
    if old.sha256 != new.sha256:
        return What.FILE
    if old.text != new.text:
        return What.TEXT
    return None if replace(old, text="") == replace(new, text="") else What.METADATA
