"""Passages found in, what the look-up page shows of each out: its quote in all languages, with references."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answering.citations import Place, document_url, find_context
from bot.answering.evidence import ReadPassage
from bot.pages.catalogue import Catalogue, Entry
from bot.pages.look_up.reference import Quoted, write_reference
from index.chunks import Chunk, find_headings, find_sources
from index.documents.document import Document
from index.documents.metadata import AGREEMENTS
from index.languages import Language
from index.search import Retriever

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What references are made from: the documents, how they belong together, where and when one reads."""

    retriever: Retriever
    catalogue: Catalogue
    address: str  # of the service, without "/" at the end; "" where nobody knows it
    today: date


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in one language, and the quote in it with its neighbours and its reference.

    All but the document are empty where the quote was not found in that version of it.
    """

    document: Document
    language: Language  # of the quote
    url: str
    headings: tuple[str, ...] = ()
    page: int | None = None
    before: str = ""
    quote: str = ""
    after: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it was found, and in the other languages."""

    found: Shown
    others: Sequence[Shown]
    agreement: Entry | None = None  # that the document speaks of


def show_passages(passages: Iterable[ReadPassage], shelf: Shelf, ui: Language) -> list[Row]:
    """Return `passages` as they are shown to a reader of `ui`."""
    return [_show(read, shelf, ui) for read in passages]


def _show(read: ReadPassage, shelf: Shelf, ui: Language) -> Row:
    document, chunk = read.passage.document, read.passage.chunk
    quote = chunk.sentences[_find_best(read)]
    around = find_context(Place(document, chunk, read.passage.around, *quote))
    agreement = _find_agreement(document, shelf, ui)
    return Row(
        _show_quote(document, quote, shelf, ui, around),
        _show_others(document, chunk, quote, shelf, ui),
        shelf.catalogue.find(agreement.path) if agreement and agreement is not document else None,
    )


def _show_others(document: Document, chunk: Chunk, quote: Span, shelf: Shelf, ui: Language) -> list[Shown]:
    """Return the document in the other languages, with the quote where it was found there."""
    others = []
    for language in Language:
        if language is chunk.language:
            continue
        found = shelf.retriever.find_translation(document.path, *quote, language)
        if found and found.start is not None and found.end is not None:
            others.append(_show_quote(found.document, (found.start, found.end), shelf, ui))
        elif found:
            others.append(Shown(found.document, language, document_url(found.document.path, ui=ui)))
    return others


def _show_quote(
    document: Document, quote: Span, shelf: Shelf, ui: Language, around: tuple[str, str] = ("", "")
) -> Shown:
    quoted = _describe_quote(document, quote, shelf, ui)
    return Shown(
        document,
        document.find_language(quote[0]),
        document_url(document.path, *quote, ui),
        find_headings(document, quote[0]),
        quoted.page,
        around[0],
        quoted.wording,
        around[1],
        write_reference(quoted, ui, shelf.today),
    )


def _describe_quote(document: Document, quote: Span, shelf: Shelf, ui: Language) -> Quoted:
    """Return what a reference says of the characters `quote` of `document`."""
    agreement = _find_agreement(document, shelf, ui)
    return Quoted(
        wording=document.text[slice(*quote)],
        title=document.title,
        start=quote[0],
        end=quote[1],
        address=shelf.address + document_url(document.path, *quote),
        section=next(reversed(find_headings(document, quote[0])), ""),
        page=bisect_right(document.pages, quote[0]) or None,
        parties=agreement.parties if agreement else (),
        signed=agreement.signed if agreement else None,
        about=agreement.title if agreement and agreement is not document else "",
        origin=_name_origin(document, quote[0]),
        publisher=document.publisher or "",
        published=document.published,
        summary=document.summary,
    )


def _find_agreement(document: Document, shelf: Shelf, ui: Language) -> Document | None:
    """Return the agreement that `document` is, or the one it speaks of, in `ui` where it exists so."""
    if document.kind in AGREEMENTS:
        return document
    entry = shelf.catalogue.find_version(document.agreement or "", ui)
    return shelf.retriever.documents.get(entry.path) if entry else None


def _name_origin(document: Document, position: int) -> str:
    """Return what names the sources of the section, with the address if there is one only; else the first."""
    named = find_sources(document, position)
    if named and len(document.source) != 1:
        return named
    return ", ".join(filter(None, (named, *document.source[:1])))


def _find_best(read: ReadPassage) -> int:
    """Return the number of the sentence that answers best, or is nearest where none was read."""
    weights = read.evidence or read.passage.nearness
    return max(range(len(weights)), key=lambda number: weights[number]) if weights else 0
