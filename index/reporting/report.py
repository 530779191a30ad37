"""What a person should know of a build, as one record that can be written as JSON and shown as a page."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from index.chunks import Chunk
from index.documents.document import Document
from index.errors import DocumentError
from index.fetching.records import Record
from index.files import write_whole
from index.languages import Language
from index.languages.messages import say
from index.languages.names import name_language
from index.reporting.changes import Changes
from index.reporting.oddities import MESSAGES, Odd, Oddity, find_oddities

REPORT = "report.json"


@dataclass(frozen=True, slots=True)
class Known:
    """A document that the bot knows."""

    path: str
    title: str
    language: Language
    kind: str  # the ending of its name
    publisher: str | None
    published: str | None
    pages: int  # 0 where the format has none
    characters: int
    passages: int


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read of a document; it is `used` when the rest of it is.

    `pages` are those that could not be read: "2, 5".
    """

    path: str
    code: str
    text: str
    used: bool
    pages: str | None


@dataclass(frozen=True, slots=True)
class Curious:
    """What looks odd about some documents, in words."""

    kind: Odd
    paths: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a person should know of a build; its texts are in `language`."""

    made: str  # ISO 8601
    language: Language
    index: str | None  # the name of the build
    changes: Changes
    unread: tuple[Unread, ...]
    odd: tuple[Curious, ...]
    documents: tuple[Known, ...]

    def count(self) -> dict[str, int]:
        """Return how many there are of each kind of thing that the report tells."""
        return {
            "documents": len(self.documents),
            "passages": sum(document.passages for document in self.documents),
            "new": len(self.changes.new),
            "changed": len(self.changes.changed),
            "gone": len(self.changes.gone),
            "unread": len(self.unread),
            "odd": len(self.odd),
        }

    def count_languages(self) -> dict[Language, int]:
        """Return how many documents there are in each language."""
        found = Counter(document.language for document in self.documents)
        return {language: found[language] for language in Language}


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and made: its name, documents, passages, what is wrong, and what has changed.

    `vanished` are the records of documents that are gone from their websites.
    """

    name: str | None
    documents: Mapping[str, Document]
    chunks: Sequence[Chunk]
    errors: Iterable[DocumentError]
    changes: Changes
    vanished: Sequence[Record] = ()


def describe_build(built: Built, language: Language) -> BuildReport:
    """Return what a person should know of `built`, in `language`."""
    passages = Counter(chunk.path for chunk in built.chunks)
    return BuildReport(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        language=language,
        index=built.name,
        changes=built.changes,
        unread=tuple(_tell_error(error, built.documents, language) for error in built.errors),
        odd=tuple(
            _tell(oddity, language) for oddity in find_oddities(built.documents, built.chunks, built.vanished)
        ),
        documents=tuple(_know(each, passages[each.path]) for each in built.documents.values()),
    )


def write_report(file: Path, report: BuildReport) -> None:
    """Write `report` to `file` as JSON, whole or not at all; raise OSError where that cannot be."""
    values = {"counts": report.count(), "languages": report.count_languages(), **asdict(report)}
    write_whole(file, json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n")


def _know(document: Document, passages: int) -> Known:
    return Known(
        path=document.path,
        title=document.title,
        language=document.language,
        kind=PurePosixPath(document.path).suffix.lower(),
        publisher=document.publisher,
        published=document.published,
        pages=len(document.pages),
        characters=len(document.text) - document.body,
        passages=passages,
    )


def _tell_error(error: DocumentError, documents: Mapping[str, Document], language: Language) -> Unread:
    path, pages = str(error.values["path"]), error.values.get("pages")
    return Unread(path, error.code, error.text(language), path in documents, str(pages) if pages else None)


def _tell(oddity: Oddity, language: Language) -> Curious:
    values = {
        name: name_language(value, language) if isinstance(value, Language) else value
        for name, value in oddity.values.items()
    }
    return Curious(
        oddity.kind, oddity.paths, say(MESSAGES[oddity.kind], language, path=oddity.paths[0], **values)
    )
