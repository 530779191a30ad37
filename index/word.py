"""Word files in, Markdown-like text out. The only importer of docx.

Walks the XML itself: `paragraph.text` of python-docx leaves out tracked insertions, content controls and the
smart tags that older versions of Word put around place names.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from index.content import Content, clean_text
from index.errors import DocumentError, Fault

LARGEST_UNPACKED_MEGABYTES = 50

_OLE = b"\xd0\xcf\x11\xe0"  # what Word writes for a file with a password, and what .doc files begin with
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
_CONTROL = f"{qn('w:sdt')}/{qn('w:sdtContent')}"  # a field that is filled in
_DELETED = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_HOLDERS = {_PARAGRAPH, *_DELETED}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def read_word(path: str, data: bytes) -> Content:
    """Return the text of a DOCX file: headings as `#` lines, list items as `- `, tables as `|` rows.

    Raises DocumentError for a password or a file that unpacks too large, anything at all for a damaged file.
    """
    if data.startswith(_OLE):
        raise DocumentError(Fault.ENCRYPTED, path=path)
    with ZipFile(BytesIO(data)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    if unpacked > LARGEST_UNPACKED_MEGABYTES * 1_000_000:
        raise DocumentError(Fault.UNPACKS_TOO_LARGE, path=path, megabytes=LARGEST_UNPACKED_MEGABYTES)
    document = docx.Document(BytesIO(data))
    text = ""
    is_item = False
    for block in _list_blocks(document.element.body, document):
        was_item, is_item = is_item, block.lstrip().startswith("- ")
        text += ("\n" if was_item and is_item else "\n\n") + block
    return Content(clean_text(text))


def _list_blocks(parent: Any, document: WordDocument) -> Iterator[str]:
    """Yield the paragraphs and tables below `parent` in order, whatever they are wrapped in."""
    for element in parent.iterchildren():
        if element.tag == _PARAGRAPH:
            yield from _list_paragraph(element, document)
        elif element.tag == _TABLE:
            yield from _list_table(element, document)
        elif element.tag not in _DELETED:
            yield from _list_blocks(element, document)


def _list_paragraph(element: Any, document: WordDocument) -> Iterator[str]:
    text = _read_runs(element).strip()
    if text:
        paragraph = Paragraph(element, document._body)  # noqa: SLF001 - no public way from XML to a paragraph
        styles = _list_styles(paragraph)
        if not any(str(style.name).lower().startswith("toc ") for style in styles):  # a table of contents
            yield _find_prefix(element, styles) + text
    for box in element.iter(_BOX):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield from _list_blocks(box, document)


def _list_styles(paragraph: Paragraph) -> list[Any]:
    """Return the paragraph's style and the styles it is based on, nearest first."""
    styles: list[Any] = []
    style = paragraph.style
    while isinstance(style, ParagraphStyle) and style not in styles:  # a broken file may run in a circle
        styles.append(style)
        style = style.base_style
    return styles


def _find_prefix(element: Any, styles: list[Any]) -> str:
    """Return the `#` signs of a heading, the `- ` of a list item, or nothing.

    A heading is told by its outline level, which Word and LibreOffice write in every language; the names of
    built-in styles ("heading 1") are English in the file even where the program shows "Überschrift 1".
    """
    properties = [element.pPr, *(style.element.pPr for style in styles)]
    names = [str(style.name).lower() for style in styles]
    level = _find_value(properties, "w:outlineLvl")
    named = next((name[len("heading ") :] for name in names if name.startswith("heading ")), "")
    if level is not None and int(level) < 9:  # 9 is body text
        return "#" * min(int(level) + 1, 6) + " "
    if named.isdecimal():
        return "#" * min(int(named), 6) + " "
    if "title" in names:
        return "# "
    if _find_value(properties, "w:numId") not in {None, "0"}:  # 0 takes a paragraph out of its list
        return "  " * int(_find_value(properties, "w:ilvl") or 0) + "- "
    return ""


def _find_value(properties: list[Any], name: str) -> str | None:
    """Return the value of the first element called `name` in the nearest of `properties` that has one."""
    found = (each.find(f".//{qn(name)}") for each in properties if each is not None)
    return next((str(element.get(qn("w:val"))) for element in found if element is not None), None)


def _list_table(table: Any, document: WordDocument) -> Iterator[str]:
    rows = [_list_inner(row, _CELL) for row in _list_inner(table, _ROW)]
    if all(len(cells) < 2 for cells in rows):  # a frame around text
        for cell in (cell for cells in rows for cell in cells):
            yield from _list_blocks(cell, document)
        return
    lines = ["| " + " | ".join(_read_cell(cell) for cell in cells) + " |" for cells in rows if cells]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    yield "\n".join(lines)


def _list_inner(parent: Any, name: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, content controls around them opened."""
    found = {*parent.findall(name), *parent.findall(f"{_CONTROL}/{name}")}
    return [child for child in parent.iter(name) if child in found]


def _read_cell(cell: Any) -> str:
    words = " ".join(_read_runs(paragraph) for paragraph in cell.iter(_PARAGRAPH)).split()
    return " ".join(words).replace("|", "\\|")


def _read_runs(paragraph: Any) -> str:
    """Return the visible text of a paragraph, without what was deleted and without the text boxes in it."""
    text = ""
    for run in paragraph.iter(_RUN):
        holder = next(ancestor for ancestor in run.iterancestors() if ancestor.tag in _HOLDERS)
        if holder is paragraph:
            text += "".join(
                (child.text or "") if child.tag == _TEXT else _CHARACTERS.get(child.tag, "") for child in run
            )
    return text
