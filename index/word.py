"""Word files in, Markdown-like text out. The only importer of docx.

Walks the XML itself: `paragraph.text` of python-docx leaves out tracked insertions, content controls and the
smart tags that older versions of Word put around place names.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache, partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from index.content import Content, clean_text
from index.errors import DocumentError, Fault

LARGEST_UNPACKED_MEGABYTES = 50
DEEPEST_LIST = 8  # the levels that Word has, counted from 0
LONGEST_CHAIN = 20  # of styles, each based on the next

_OLE = b"\xd0\xcf\x11\xe0"  # what Word writes for a file with a password, and what .doc files begin with
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_RUN, _TEXT, _BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
_CONTROL, _FILLED_IN = qn("w:sdt"), qn("w:sdtContent")  # a field, and what it is filled in with
_DELETED = {qn("w:del"), qn("w:moveFrom"), _FALLBACK}
_HOLDERS = {_PARAGRAPH, *_DELETED}
_CHARACTERS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}

FindStyles = Callable[[str | None], list[Any]]


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
    pieces: list[str] = []
    is_item = False
    for block in _list_blocks(document.element.body, cache(partial(_find_styles, document))):
        was_item, is_item = is_item, block.lstrip().startswith("- ")
        pieces += ["\n" if was_item and is_item else "\n\n", block]
    return Content(clean_text("".join(pieces)))


def _list_blocks(parent: Any, find_styles: FindStyles) -> Iterator[str]:
    """Yield the paragraphs and tables below `parent` in order, whatever they are wrapped in."""
    for element in parent.iterchildren():
        if element.tag == _PARAGRAPH:
            yield from _list_paragraph(element, find_styles)
        elif element.tag == _TABLE:
            yield from _list_table(element, find_styles)
        elif element.tag not in _DELETED:
            yield from _list_blocks(element, find_styles)


def _list_paragraph(element: Any, find_styles: FindStyles) -> Iterator[str]:
    text = _read_runs(element).strip()
    if text:
        styles = find_styles(element.style)
        if not any(str(style.name).lower().startswith("toc ") for style in styles):  # a table of contents
            yield _find_prefix(element, styles) + text
    for inner in _walk(element, {_BOX, _FALLBACK}):
        if inner.tag == _BOX:  # boxes inside of it are listed with its own paragraphs
            yield from _list_blocks(inner, find_styles)


def _walk(top: Any, closed: Collection[str]) -> Iterator[Any]:
    """Yield the elements below `top` in order, without those inside of one whose name is in `closed`."""
    rest = list(top.iterchildren(reversed=True))
    while rest:
        element = rest.pop()
        yield element
        if element.tag not in closed:
            rest.extend(element.iterchildren(reversed=True))


def _find_styles(document: WordDocument, name: str | None) -> list[Any]:
    """Return the style of paragraphs called `name` and the styles it is based on, nearest first."""
    styles: list[Any] = []
    style = document.styles.get_by_id(name, WD_STYLE_TYPE.PARAGRAPH)
    # A broken file may run in a circle.
    while isinstance(style, ParagraphStyle) and style not in styles and len(styles) < LONGEST_CHAIN:
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
        return "  " * min(int(_find_value(properties, "w:ilvl") or 0), DEEPEST_LIST) + "- "
    return ""


def _find_value(properties: list[Any], name: str) -> str | None:
    """Return the value of the first element called `name` in the nearest of `properties` that has one."""
    found = (each.find(f".//{qn(name)}") for each in properties if each is not None)
    return next((str(element.get(qn("w:val"))) for element in found if element is not None), None)


def _list_table(table: Any, find_styles: FindStyles) -> Iterator[str]:
    rows = [_list_inner(row, _CELL) for row in _list_inner(table, _ROW)]
    if all(len(cells) < 2 for cells in rows):  # a frame around text
        for cell in (cell for cells in rows for cell in cells):
            yield from _list_blocks(cell, find_styles)
        return
    lines = ["| " + " | ".join(_read_cell(cell) for cell in cells) + " |" for cells in rows if cells]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    yield "\n".join(lines)


def _list_inner(parent: Any, name: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, content controls around them opened."""
    found: list[Any] = []
    for child in parent.iterchildren(name, _CONTROL):
        found += [child] if child.tag == name else child.findall(f"{_FILLED_IN}/{name}")
    return found


def _read_cell(cell: Any) -> str:
    paragraphs = (element for element in _walk(cell, {_FALLBACK}) if element.tag == _PARAGRAPH)
    words = " ".join(map(_read_runs, paragraphs)).split()
    return " ".join(words).replace("|", "\\|")


def _read_runs(paragraph: Any) -> str:
    """Return the visible text of a paragraph, without what was deleted and without the text boxes in it."""
    runs = (element for element in _walk(paragraph, _HOLDERS) if element.tag == _RUN)
    return "".join(
        (child.text or "") if child.tag == _TEXT else _CHARACTERS.get(child.tag, "")
        for run in runs
        for child in run
    )
