"""Quotes of documents, numbered, with everything needed to check them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlencode

from index.chunks import Around, Chunk
from index.documents.document import Document
from index.documents.metadata import AGREEMENTS
from index.languages import Language


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement that a document cited speaks of, which may be itself, and when it is in force."""

    title: str
    language: Language
    path: str
    url: str
    valid_from: str | None  # ISO date
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class Translation:
    """The document cited, in the reader's language; `quote` is the same passage, None where none was found.

    `quote` is `text[start:end]` of the document at `path`, whose file has the SHA-256 `sha256`.
    """

    language: Language
    title: str
    path: str
    sha256: str
    url: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote used in an answer, with everything needed to check it.

    `quote` is `text[start:end]` of the document at `path`, whose file has the SHA-256 `sha256`. `summary`
    says that this document is a summary by the editors, not the wording of what it tells about; `recognized`
    that its page was read by machine from a picture. `before` and `after` are the sentences around it in its
    section, empty where that begins or ends with it; `headings` those above, outermost first. `translation`
    is there where the quote is not in the reader's language but its document exists in it. `kind` says what
    the document is.
    """

    number: int
    quote: str
    language: Language
    title: str
    publisher: str | None
    published: str | None
    valid_from: str | None  # ISO date
    valid_until: str | None
    path: str
    page: int | None
    start: int
    end: int
    sha256: str
    url: str
    source: str | None
    summary: bool = False
    recognized: bool = False
    before: str = ""
    after: str = ""
    headings: tuple[str, ...] = ()
    translation: Translation | None = None
    kind: str | None = None
    agreement: Agreement | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: at `start` to `end`, which are those of sentences of `chunk`, in `document`.

    `around` are the sentences before and after the chunk.
    """

    document: Document
    chunk: Chunk
    around: Around
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of the lead that answer, within the quote of the citation with that number.

    `text` is `text[start:end]` of that citation's document.
    """

    text: str
    citation: int
    start: int
    end: int


def document_url(
    path: str, start: int | None = None, end: int | None = None, ui: Language | None = None
) -> str:
    """Return the address of a document's page, with the quote `text[start:end]` marked and scrolled to.

    `ui` fixes the language of the page's labels; without it the browser's setting decides.
    """
    values = {"ui": ui, "start": start, "end": end}
    query = urlencode({name: value for name, value in values.items() if value is not None})
    marks = start is not None and end is not None
    return f"/documents/{quote(path)}" + (f"?{query}" if query else "") + ("#quote" if marks else "")


def find_context(place: Place) -> tuple[str, str]:
    """Return the sentence before `place` and the one after it, empty where its section has none."""
    spans = [span for span in (place.around.before, *place.chunk.sentences, place.around.after) if span]
    before = next((span for span in reversed(spans) if span[1] <= place.start), (0, 0))
    after = next((span for span in spans if span[0] >= place.end), (0, 0))
    return place.document.text[slice(*before)], place.document.text[slice(*after)]


def cite_place(number: int, place: Place, documents: Mapping[str, Document]) -> Citation:
    """Return what stands at `place` as the citation `number`; `documents` holds the agreements by path."""
    before, after = find_context(place)
    page = place.chunk.page
    return replace(
        cite_line(number, place.document, (place.start, place.end), documents),
        page=page,
        recognized=page in place.document.recognized,
        before=before,
        after=after,
        headings=place.chunk.headings,
    )


def cite_line(
    number: int, document: Document, span: tuple[int, int], documents: Mapping[str, Document]
) -> Citation:
    """Return what stands at `span` of `document`, in its front matter too, as the citation `number`."""
    start, end = span
    return Citation(
        number=number,
        quote=document.text[start:end],
        language=document.find_language(start),
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        valid_from=_write_day(document.valid_from),
        valid_until=_write_day(document.valid_until),
        path=document.path,
        page=None,
        start=start,
        end=end,
        sha256=document.sha256,
        url=document_url(document.path, start, end),
        source=next(iter(document.source), None),
        summary=document.summary,
        kind=document.kind,
        agreement=_find_agreement(document, documents),
    )


def cite_translation(document: Document, start: int | None, end: int | None) -> Translation:
    """Return `document`, a translation of one that is cited, with the passage if it was found there."""
    return Translation(
        language=document.language,
        title=document.title,
        path=document.path,
        sha256=document.sha256,
        url=document_url(document.path, start, end),
        quote=None if start is None else document.text[start:end],
        start=start,
        end=end,
    )


def _find_agreement(document: Document, documents: Mapping[str, Document]) -> Agreement | None:
    """Return the agreement that `document` speaks of, which is itself where it is one."""
    own = document if document.kind in AGREEMENTS else None
    agreement = documents.get(document.agreement or "", own)
    if agreement is None:
        return None
    return Agreement(
        title=agreement.title,
        language=agreement.language,
        path=agreement.path,
        url=document_url(agreement.path),
        valid_from=_write_day(agreement.valid_from),
        valid_until=_write_day(agreement.valid_until),
    )


def _write_day(day: date | None) -> str | None:
    return day.isoformat() if day else None
