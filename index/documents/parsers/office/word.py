"""Word files in, Markdown-like text out, as Word shows it.

Walks the XML itself: what opens these files for writing stops at a picture that is missing, and shows neither
numbers, notes and merged cells, nor what is inserted with changes tracked.
"""

from collections.abc import Iterator
from typing import Any

from index.documents.content import Content, clean_text
from index.documents.parsers import read_content
from index.documents.parsers.office.archive import OFFICE_DOCUMENT, Archive
from index.documents.parsers.office.numbering import BULLET, Numbering
from index.documents.parsers.office.runs import (
    BOX,
    CONTROL,
    DELETED,
    FALLBACK,
    NOTES,
    PARAGRAPH,
    Runs,
    is_empty_control,
    is_joined,
    walk,
)  # fmt: skip
from index.documents.parsers.office.styles import Styles, find_first, get, get_number, is_on, list_names, w
from index.documents.parsers.writing.blocks import join_blocks
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.tables import write_cells
from index.errors import DocumentError

_TABLE, _ROW, _CELL, _FOREIGN = w("tbl"), w("tr"), w("tc"), w("altChunk")
_IN_CELL = {FALLBACK, _TABLE, *DELETED}  # what is not looked into for the lines of a cell
_FILLED_IN = w("sdtContent")  # what a field is filled in with
_IN_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_word(path: str, data: bytes) -> Content:
    """Return the text of a Word file: headings as `#` lines, list items as `- `, tables as `|` rows.

    Raises DocumentError for a password, a file that unpacks too large, or one without a document in it.
    """
    archive = Archive(path, data)
    main = archive.find_part(OFFICE_DOCUMENT, usual="word/document.xml") or ""
    root = archive.parse(main)
    if root is None or root.tag != w("document"):
        raise DocumentError("damaged", path=path)
    word = _Word(path, archive, main, root)
    text = join_blocks(word.list_blocks(root))
    return Content(clean_text(text), gaps=tuple(word.gaps))


class _Word:
    """The file while it is read: its parts, how far its lists have counted, and what could not be read."""

    def __init__(self, path: str, archive: Archive, main: str, root: Any) -> None:
        def parse(kind: str) -> Any:
            return archive.parse(archive.find_part(kind, main, f"word/{kind}.xml") or "")

        self.gaps: list[DocumentError] = []
        self._begun = ""  # what goes on in the next paragraph
        self._path = path
        self._archive = archive
        self._relations = archive.find_relations(main)
        self._styles = Styles(parse("styles"))
        self._numbering = Numbering(parse("numbering"), self._styles)
        self._runs = Runs(self._styles, root)
        self._notes = {
            (kind, get(note, "id")): note
            for kind in NOTES.values()
            for note in _list_children(parse(f"{kind}s"), w(kind))
        }

    def list_blocks(self, parent: Any) -> Iterator[str]:
        """Yield the paragraphs and tables below `parent` in order, whatever they are wrapped in."""
        for element in parent.iterchildren(tag="*"):
            if element.tag == PARAGRAPH:
                yield from self._list_paragraph(element)
            elif element.tag == _TABLE:
                yield from self._list_table(element)
                yield from self._list_notes(element)
            elif element.tag == _FOREIGN:
                yield from self._list_foreign(element)
            elif element.tag not in DELETED and not (element.tag == CONTROL and is_empty_control(element)):
                yield from self.list_blocks(element)

    def _list_paragraph(self, element: Any) -> Iterator[str]:
        styles = self._styles.find_paragraph_styles(element)
        text, self._begun = self._begun + self._runs.read(element), ""
        if is_joined(element):
            self._begun = text
        elif not any(name.startswith("toc ") for name in list_names(styles)):
            prefix = self._find_prefix(element, styles)  # of an empty one, too: Word counts it
            yield prefix + text.strip() if text.strip() else ""
        for inner in walk(element, {BOX, FALLBACK}):
            if inner.tag == BOX:  # boxes inside of it are listed with its own paragraphs
                yield from self.list_blocks(inner)
        yield from self._list_notes(element)

    def _list_notes(self, element: Any) -> Iterator[str]:
        """Yield the paragraphs of the notes that are referred to below `element`, which stand at its end."""
        for reference in walk(element, {BOX, *DELETED}):
            kind = NOTES.get(reference.tag)
            if kind is None:
                continue
            note = self._notes.get((kind, get(reference, "id")))
            if note is not None:
                yield from self.list_blocks(note)
            elif not self.gaps:
                self._miss(f"{kind}s.xml")

    def _list_foreign(self, element: Any) -> Iterator[str]:
        """Yield the text of a file that was put into this one whole, and is of another type."""
        relation = self._relations.get(element.get(f"{_IN_OFFICE}id") or "")
        data = self._archive.read(relation.target) if relation and relation.target else None
        name = relation.target if relation and relation.target else "altChunk"
        is_saved_page = name.lower().endswith((".mht", ".mhtml"))  # in the form of a mail
        try:
            content = read_content(f"{name}.eml" * is_saved_page or name, data) if data is not None else None
        except DocumentError:
            content = None
        if content:
            yield content.text
        if content is None or content.gaps or content.unread:
            self._miss(name)

    def _miss(self, part: str) -> None:
        self.gaps.append(DocumentError("part_unread", path=self._path, part=part))

    def _find_prefix(self, element: Any, styles: tuple[Any, ...]) -> str:
        """Return what stands before the text of a paragraph: `#` signs or a dot, and the number it has."""
        place = self._numbering.count(element, styles)
        label, depth = place or ("", 0)
        level = self._find_level(element, styles)
        if level:
            return "#" * min(level, 6) + " " + (f"{label} " if label not in {"", BULLET} else "")
        return "  " * depth + f"{label} " if label else ""

    def _find_level(self, element: Any, styles: tuple[Any, ...]) -> int:
        """Return the level of a heading, from 1, or 0.

        It is told by its outline level, which Word and LibreOffice write in every language; the names of
        built-in styles ("heading 1") are English in the file even where the program shows "Überschrift 1".
        """
        properties = [
            each for each in (each.find(w("pPr")) for each in (element, *styles)) if each is not None
        ]
        outline = find_first(properties, "outlineLvl")
        if outline is not None and get_number(outline, default=9) < 9:  # 9 is body text
            return get_number(outline) + 1
        names = list(list_names(styles))
        named = next((name[len("heading ") :] for name in names if name.startswith("heading ")), "")
        if named.isdecimal():
            return int(named)
        return 1 if "title" in names else 0

    def _list_table(self, table: Any) -> Iterator[str]:
        rows = [row for row in _list_inner(table, _ROW) if row.find(f"{w('trPr')}/{w('del')}") is None]
        cells = [_list_inner(row, _CELL) for row in rows]
        if all(len(each) < 2 for each in cells):  # a frame around text
            for cell in (cell for each in cells for cell in each):
                yield from self.list_blocks(cell)
            return
        above: dict[int, Cell] = {}
        grid = [self._read_row(row, each, above) for row, each in zip(rows, cells, strict=True)]
        if self._styles.makes_first_row_bold(table):
            grid[0] = [cell._replace(is_bold=True) for cell in grid[0]]
        yield write_cells(grid)

    def _read_row(self, row: Any, cells: list[Any], above: dict[int, Cell]) -> list[Cell]:
        """Return the cells of a row; `above` holds by column what the last cell said, and is kept so."""
        is_head = is_on(row.find(f"{w('trPr')}/{w('tblHeader')}"))
        before = get_number(row.find(f"{w('trPr')}/{w('gridBefore')}"))
        found = [Cell("", columns=before)] if before > 0 else []
        column = before
        for cell in cells:
            merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            goes_on = merged is not None and get(merged) != "restart"
            columns = max(get_number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), default=1), 1)
            read = above.get(column, Cell("")) if goes_on else self._read_cell(cell)
            above[column] = read._replace(columns=columns, is_head=is_head)
            found.append(above[column])
            column += columns
        return found

    def _read_cell(self, cell: Any) -> Cell:
        if any(is_empty_control(control) for control in cell.iterancestors(CONTROL)):
            return Cell("")
        parts = [each for each in walk(cell, _IN_CELL) if each.tag in {PARAGRAPH, _TABLE}]
        texts = [
            self._read_line(part) if part.tag == PARAGRAPH else self._read_inner_table(part) for part in parts
        ]
        is_bold = all(self._runs.is_bold(part) for part in parts if part.tag == PARAGRAPH)
        return Cell(" ".join(filter(None, texts)), is_bold=is_bold)

    def _read_line(self, paragraph: Any) -> str:
        text = self._runs.read(paragraph).strip()
        prefix = self._find_prefix(paragraph, self._styles.find_paragraph_styles(paragraph)).strip(" #")
        return f"{prefix} {text}" if text else prefix.strip(BULLET)  # rows may be numbered so

    def _read_inner_table(self, table: Any) -> str:
        """Return a table in a cell on one line: "Hinfahrt: 120; Rückfahrt: 130"."""
        rows = (
            [self._read_cell(cell).text for cell in _list_inner(row, _CELL)]
            for row in _list_inner(table, _ROW)
        )
        return "; ".join(
            ": ".join(filter(None, (row[0], ", ".join(filter(None, row[1:]))))) for row in rows if row
        )


def _list_children(parent: Any, name: str) -> list[Any]:
    return [] if parent is None else parent.findall(name)


def _list_inner(parent: Any, name: str) -> list[Any]:
    """Return the rows of a table or the cells of a row, content controls around them opened."""
    found: list[Any] = []
    for child in parent.iterchildren(name, CONTROL):
        found += [child] if child.tag == name else child.findall(f"{_FILLED_IN}/{name}")
    return found
