"""What somebody has filled into the fields of a page or typed onto it, as words at their places."""

from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from index.documents.parsers.pdf.pdfium.words import Word

_TEXT_FIELDS = {
    pdfium.FPDF_FORMFIELD_TEXTFIELD,
    pdfium.FPDF_FORMFIELD_COMBOBOX,
    pdfium.FPDF_FORMFIELD_LISTBOX,
}
_BOXES = {pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON}
_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_CHARACTER = 0.6  # how wide a letter is, of its size; PDFium does not say where those of a field stand


def read_fields(page: Any, form: Any) -> list[Word]:
    """Return what is filled into the fields of `page` and typed onto it, as words at their places."""
    words: list[Word] = []
    for number in range(max(pdfium.FPDFPage_GetAnnotCount(page.raw), 0)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, number)
        try:
            if not pdfium.FPDFAnnot_GetFlags(note) & _HIDDEN:
                text = _read_value(note, form)
                if text:
                    words += _place_text(text, note)
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return words


def _read_value(note: Any, form: Any) -> str:
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if kind == pdfium.FPDF_ANNOT_FREETEXT:
        return _read_string(pdfium.FPDFAnnot_GetStringValue, note, b"Contents")
    if kind != pdfium.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field_kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if field_kind in _TEXT_FIELDS:
        return _read_string(pdfium.FPDFAnnot_GetFormFieldValue, form, note)
    is_checked = field_kind in _BOXES and pdfium.FPDFAnnot_IsChecked(form, note)
    return "☒" if is_checked else ""


def _read_string(read: Any, *arguments: Any) -> str:
    length = read(*arguments, None, 0)
    if length <= 2:
        return ""
    buffer = (pdfium.FPDF_WCHAR * (length // 2))()
    read(*arguments, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _place_text(text: str, note: Any) -> Iterator[Word]:
    """Yield the words of `text` in the box of `note`, the lines from its top on."""
    rect = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, rect)
    lines = [line.split() for line in text.splitlines()]
    size = min(max((rect.top - rect.bottom) / max(len(lines), 1) * 0.7, 4.0), 11.0)
    step = size * 1.2
    first = (
        rect.bottom + (rect.top - rect.bottom - step * len(lines)) / 2 + step * (len(lines) - 1) + size * 0.35
    )
    for number, line in enumerate(lines):
        left = rect.left + 1
        for text_of_word in line:
            right = left + len(text_of_word) * size * _CHARACTER
            yield Word(text_of_word, left, right, first - number * step, size, bold=False, blank=True)
            left = right + size * 0.25
