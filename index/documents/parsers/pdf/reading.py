"""The whole path of a PDF file: its pages one by one, then what only all of them together show."""

import re
from contextlib import closing
from typing import Any

from index.documents.content import Content, clean_text, has_text
from index.documents.parsers.ocr import INSTALL, LONGEST_SCAN, is_installed, recognize
from index.documents.parsers.pdf.assembly import assemble
from index.documents.parsers.pdf.layout.lines import Line, order_lines, widen_columns
from index.documents.parsers.pdf.layout.running import remove_contents, remove_running
from index.documents.parsers.pdf.notes import attach_notes, part_notes
from index.documents.parsers.pdf.notices import is_form_notice, is_portfolio_notice
from index.documents.parsers.pdf.paragraphs import Block, Kind, Measures, build_blocks, measure
from index.documents.parsers.pdf.pdfium.document import draw_page, list_attached, open_document
from index.documents.parsers.pdf.scans import place_words
from index.documents.parsers.pdf.segments import Segment
from index.documents.parsers.pdf.sheets import Sheet, read_sheet
from index.errors import DocumentError, code

DPI = 300

_WORDS = re.compile(r"[^\W_]+")


def read_pdf(path: str, data: bytes) -> Content:
    """Return the text of a PDF file: paragraphs, headings as `#` lines, items as `- `, tables as `|` rows.

    Raises DocumentError when it is damaged, has a password, needs a program of Adobe's, or no page that shows
    anything can be read.
    """
    with open_document(path, data) as pdf:
        title = clean_text(pdf.get_metadata_dict().get("Title", ""))
        sheets = [read_sheet(pdf, number) for number in range(len(pdf))]
        _recognize_scans(pdf, sheets)
        attached = list_attached(pdf)
    text, pages = _write(sheets)
    if is_form_notice(text, len(sheets)):
        raise DocumentError("xfa_form", path=path)
    if attached and is_portfolio_notice(text, len(sheets)):
        raise DocumentError("portfolio", path=path, parts=", ".join(attached))
    faults = _list_faults(sheets)
    if faults and not has_text(text):
        fault, unread = faults[0]
        whole = {code("scanned_pages"): code("scanned"), code("meaningless_pages"): code("meaningless")}.get(
            fault, fault
        )
        raise DocumentError(whole, path=path, pages=", ".join(map(str, unread)), command=INSTALL)
    recognized = tuple(number for number, sheet in enumerate(sheets, 1) if sheet.is_recognized)
    return Content(text, _find_title(title, text, pages), pages, faults, recognized)


def _recognize_scans(pdf: Any, sheets: list[Sheet]) -> None:
    """Read the pages that could not be read from their pictures, where Tesseract is installed."""
    unread = [number for number, sheet in enumerate(sheets) if sheet.code is not None]
    if not unread or not is_installed():
        return
    for count, number in enumerate(unread):
        sheet = sheets[number]
        if count >= LONGEST_SCAN:
            sheet.code = code("scan_too_long")
            continue
        segments = _recognize_page(pdf, number)
        letters = sum(len(segment.text) for segment in segments)
        if letters > sheet.letters:
            sheet.segments, sheet.code, sheet.is_recognized = segments, None, True
        else:  # a photograph under a line of text, or of nothing that could be read
            sheet.code = (
                None if has_text("".join(each.text for each in sheet.segments)) else code("unrecognized")
            )


def _recognize_page(pdf: Any, number: int) -> list[Segment]:
    with closing(pdf[number]) as page:
        picture, scale = draw_page(page, DPI)
        found = recognize(picture.tobytes(), picture.shape[1], round(72 * scale))
        return place_words(found, picture, scale, page.get_bbox()[3])


def _write(sheets: list[Sheet]) -> tuple[str, tuple[int, ...]]:
    """Return the text of all pages, and where each begins."""
    kept = remove_running([sheet.segments for sheet in sheets], [sheet.height for sheet in sheets])
    pages = [
        remove_contents(order_lines(segments) + order_lines(sheet.turned), len(sheets))
        for segments, sheet in zip(kept, sheets, strict=True)
    ]
    pages = widen_columns(pages)
    printed = [lines for lines, sheet in zip(pages, sheets, strict=True) if lines and not sheet.is_recognized]
    measures = measure(printed or pages)
    pages = [
        _fit_sizes(lines, measures.size) if sheet.is_recognized else lines
        for lines, sheet in zip(pages, sheets, strict=True)
    ]
    blocks = [_build_page(lines, number, measures) for number, lines in enumerate(pages, 1)]
    for sheet, of_page in zip(sheets, blocks, strict=True):
        for block in of_page if sheet.code else ():
            block.kind = Kind.NOTE  # what is left of a page that could not be read goes on nowhere
    return assemble(blocks, measures)


def _fit_sizes(lines: list[Line], size: float) -> list[Line]:
    """Return the lines of a recognized page, its usual size taken for the document's: both are guessed."""
    usual = measure([lines]).size
    return [line._replace(size=line.size * size / usual) for line in lines]


def _build_page(lines: list[Line], number: int, measures: Measures) -> list[Block]:
    text, notes = part_notes(lines, measures.size)
    blocks = build_blocks(text, number, measures)
    attach_notes(blocks, notes, number)
    return blocks


def _list_faults(sheets: list[Sheet]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    faults: dict[str, list[int]] = {}
    for number, sheet in enumerate(sheets, 1):
        if sheet.code is not None:
            faults.setdefault(sheet.code, []).append(number)
    return tuple((fault, tuple(numbers)) for fault, numbers in faults.items())


def _find_title(stated: str, text: str, pages: tuple[int, ...]) -> str | None:
    """Return the stated title when its words stand on the first page; most are what a program left behind."""
    words = _WORDS.findall(stated.casefold())
    end = next((start for start in pages if start > 0), len(text))
    first = " ".join(_WORDS.findall(text[:end].casefold()))
    return stated if words and f" {' '.join(words)} " in f" {first} " else None
