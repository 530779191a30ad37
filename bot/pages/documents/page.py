"""The page of a document, as HTML: what it is, its text with the quote marked, its sources. Knows no HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote as escape

from bot.answering.citations import document_url
from bot.pages.catalogue import Catalogue
from bot.pages.documents.blocks import Kind, read_blocks
from bot.pages.documents.front_matter import find_keys
from bot.pages.documents.sheets import split_sheets
from bot.pages.documents.sources import list_sources
from bot.pages.documents.tables import Span
from bot.pages.render import render_page
from index.documents.document import Document
from index.languages import Language


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a quote stands in a document's text, and in that of its versions in other languages."""

    span: Span
    translated: Mapping[Language, Span] = field(default_factory=dict)


def render_document(
    document: Document,
    catalogue: Catalogue,
    ui: Language,
    *,
    cited: Cited | None = None,
    has_original: bool = False,
    today: date,
) -> str:
    """Return the page of `document`, the characters `text[slice(*cited.span)]` in `<mark id="quote">`.

    A quote that runs over several blocks has a `<mark>` in each, the first with the id. One in the front
    matter marks what tells it on the page. A quote outside of both is told in a note. `catalogue` holds the
    documents that may be linked to. `has_original` says that the file can be sent, and its pages drawn.
    """
    quote = cited.span if cited else None
    in_text = quote is not None and document.body <= quote[0] < quote[1] <= len(document.text)
    keys = find_keys(document, quote) if quote and not in_text else ()
    blocks = read_blocks(document.text, document.body, document.pages, quote if quote and in_text else (0, 0))
    titled = bool(blocks) and blocks[0].kind is Kind.HEADING and blocks[0].page is None
    titled = titled and document.text[blocks[0].start : blocks[0].end].strip() == document.title
    sheets = split_sheets(
        document, blocks[1:] if titled else blocks, quote if in_text else None, has_original=has_original
    )
    pictures = (picture for sheet in sheets for picture in sheet.pictures)
    versions = [each for each in catalogue.find_versions(document.path) if each.path != document.path]
    return render_page(
        "document.html",
        ui,
        document=document,
        heading=blocks[0] if titled else None,
        sheets=sheets,
        pictured=next((picture.number for picture in pictures if picture.cited), None),
        file=f"/originals/{escape(document.path)}" if has_original else None,
        quote=quote,
        fits=in_text or bool(keys),
        keys=keys,
        today=today,
        replaced_by=catalogue.find(document.replaced_by),
        agreement=catalogue.find_version(document.agreement or "", ui),
        original=catalogue.find(document.translation_of),
        replaces=catalogue.find_replaced(document.path),
        translations=[each for each in versions if each.path != document.translation_of],
        addresses=_list_addresses(document, catalogue, cited),
        sources=list_sources(document.source),
    )


def _list_addresses(document: Document, catalogue: Catalogue, cited: Cited | None) -> dict[Language, str]:
    """Return where each language leads to: to that version of the document, else to the labels in it."""
    addresses = {}
    for language in Language:
        version = catalogue.find_version(document.path, language)
        if version and version.language is language and version.path != document.path:
            path, place = version.path, cited.translated.get(language) if cited else None
        else:
            path, place = document.path, cited.span if cited else None
        start, end = place or (None, None)
        addresses[language] = document_url(path, start, end, language)
    return addresses
