"""OpenDocument texts (.odt) in, Markdown-like text out, as LibreOffice shows it."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from index.documents.content import Content, clean_text
from index.documents.parsers.office.archive import Archive
from index.documents.parsers.office.opendocument_styles import BULLET, OUTLINE, ListPlace, TextStyles, o
from index.documents.parsers.writing.blocks import join_blocks
from index.documents.parsers.writing.cells import WIDEST, Cell
from index.documents.parsers.writing.mathml import write_mathml
from index.documents.parsers.writing.raised import raise_text
from index.documents.parsers.writing.tables import write_cells
from index.errors import DocumentError

_HREF = "{http://www.w3.org/1999/xlink}href"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LEFT_OUT = {
    o(name)
    for name in (
        "text:tracked-changes", "text:table-of-content", "text:placeholder", "office:annotation",
        "office:forms",
        "text:note", "draw:frame", "draw:custom-shape", "text:ruby-text",
    )
}  # fmt: skip
_SHAPES = {o("draw:frame"), o("draw:custom-shape")}
_HIDDEN = {o("text:hidden-text"), o("text:hidden-paragraph")}
_CELLS = {o("table:table-cell"), o("table:covered-table-cell")}


def read_opendocument(path: str, data: bytes) -> Content:
    """Return the text: headings as `#` lines, list items as `- ` or with their number, tables as `|` rows.

    Raises DocumentError for a password, a file that unpacks too large, or one without a text in it.
    """
    archive = Archive(path, data)
    body, styles = open_body(path, archive, "office:text")
    return Content(clean_text(join_blocks(Text(archive, styles).list_blocks(body))))


def open_body(path: str, archive: Archive, kind: str) -> tuple[Any, TextStyles]:
    """Return the element of a `kind` that holds what a file is about, and its styles.

    Raises DocumentError for a password, or when there is none.
    """
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise DocumentError("encrypted", path=path)
    root = archive.parse("content.xml")
    body = None if root is None else root.find(f"{o('office:body')}/{o(kind)}")
    if body is None:
        raise DocumentError("damaged", path=path)
    return body, TextStyles(root, archive.parse("styles.xml"))


class Text:
    """The text while it is read: its styles, and how far headings and lists have counted."""

    def __init__(self, archive: Archive, styles: TextStyles) -> None:
        self._archive = archive
        self.styles = styles
        self._outline = ListPlace(OUTLINE)
        self._lists: dict[str | None, dict[int, int]] = {}  # by style and by id: where they may be continued

    def list_blocks(self, parent: Any, place: ListPlace | None = None, label: str = "") -> Iterator[str]:
        """Yield the blocks below `parent`, the first paragraph with the `label` of its item."""
        for element in parent.iterchildren(tag="*"):
            if element.tag in {o("text:p"), o("text:h")}:
                yield from self._list_paragraph(element, place, label)
                label = ""
            elif element.tag == o("text:list"):
                yield from self._list_items(element, place)
            elif element.tag == o("table:table"):
                yield from self._list_table(element)
            elif element.tag == o("text:section") and element.get(o("text:display")) == "none":
                continue
            elif element.tag not in _LEFT_OUT or element.tag in _SHAPES:
                yield from self.list_blocks(element, place)

    def _list_paragraph(self, element: Any, place: ListPlace | None, label: str) -> Iterator[str]:
        text = self._read(element).strip()
        prefix = ""
        if element.tag == o("text:h"):
            level = element.get(o("text:outline-level")) or "1"
            self._outline.level = int(level) if level.isdecimal() else 1
            if place is None and text and element.get(o("text:is-list-header")) != "true":
                label = self.styles.count(self._outline, element.get(o("text:start-value")))
            prefix = (
                "#" * min(self._outline.level, 6) + " " + (f"{label} " if label not in {"", BULLET} else "")
            )
        elif self.styles.is_title(element.get(o("text:style-name"))):
            prefix = "# "
        elif place and label:
            prefix = "  " * (place.level - 1) + f"{label} "
        if text:
            yield prefix + text
        yield from self._list_aside(element)

    def _list_aside(self, element: Any) -> Iterator[str]:
        """Yield what stands in the notes and boxes of a paragraph: behind it, not within a sentence."""
        for inner in _find_aside(element):
            body = inner.find(o("text:note-body")) if inner.tag == o("text:note") else inner
            if body is not None:
                yield from self.list_blocks(body)

    def _list_items(self, element: Any, outer: ListPlace | None) -> Iterator[str]:
        style = element.get(o("text:style-name")) or (outer.style if outer else None)
        if outer:
            place = ListPlace(style, outer.level + 1, outer.counts)
        else:
            continued = element.get(o("text:continue-list"))
            goes_on = continued or element.get(o("text:continue-numbering")) == "true"
            place = ListPlace(style, 1, dict(self._lists.get(continued or style, {}) if goes_on else {}))
        self._lists[style] = self._lists[element.get(_ID)] = place.counts
        for item in element.iterchildren(o("text:list-item"), o("text:list-header")):
            is_item = item.tag == o("text:list-item") and _has_paragraph(item)
            label = self.styles.count(place, item.get(o("text:start-value"))) if is_item else ""
            yield from self.list_blocks(item, place, label)

    def _list_table(self, table: Any) -> Iterator[str]:
        rows = [row for row in table.iter(o("table:table-row")) if _find_table(row) is table]
        shown = [row for row in rows if row.get(o("table:visibility"), "visible") == "visible"]
        cells = [list(row.iterchildren(*_CELLS)) for row in shown]
        if all(len(each) < 2 for each in cells):  # a frame around text
            for cell in (cell for each in cells for cell in each):
                yield from self.list_blocks(cell)
            return
        yield write_cells([self._read_cell(cell) for cell in each if cell.tag == o("table:table-cell")
                           for _ in range(get_number(cell, "table:number-columns-repeated"))]
                          for each in cells)  # fmt: skip

    def _read_cell(self, cell: Any) -> Cell:
        text = " ".join(block.lstrip(" #") for block in self.list_blocks(cell))
        rows, columns = (get_number(cell, f"table:number-{kind}-spanned") for kind in ("rows", "columns"))
        is_head = cell.getparent().getparent().tag == o("table:table-header-rows")
        return Cell(
            text, rows, columns, is_head, all(map(self._is_bold, cell.iter(o("text:p"), o("text:h"))))
        )

    def _is_bold(self, paragraph: Any) -> bool:
        """Return whether all of the text of `paragraph` is bold."""
        if self.styles.is_bold("paragraph", paragraph.get(o("text:style-name"))):
            return True
        spans = [each for each in paragraph if self.styles.is_bold("text", each.get(o("text:style-name")))]
        bold = sum(len("".join(span.itertext()).strip()) for span in spans)
        return bold >= len("".join(paragraph.itertext()).strip())

    def _read(self, paragraph: Any) -> str:
        """Return the text of a paragraph that is to be seen."""
        look = self.styles.find_look("paragraph", paragraph.get(o("text:style-name")))
        text = ""
        for its_look, group in groupby(self._list_pieces(paragraph, look), key=lambda piece: piece[0]):
            written = "".join(piece for _, piece in group)
            text += raise_text(text, written) if its_look == "super" else written
        return text

    def _list_pieces(self, element: Any, look: str) -> Iterator[tuple[str, str]]:
        """Yield how each piece of text in `element` looks, and the piece, without what is hidden."""
        if look == "hidden":
            return
        yield look, _collapse(element.text)
        for child in element.iterchildren(tag="*"):
            if child.tag == o("text:s"):
                yield look, " " * get_number(child, "text:c")
            elif child.tag in {o("text:tab"), o("text:line-break")}:
                yield look, "\t" if child.tag == o("text:tab") else "\n"
            elif child.tag == o("text:span"):
                own = self.styles.find_look("text", child.get(o("text:style-name")))
                yield from self._list_pieces(child, own or look)
            elif child.tag == o("draw:frame"):
                yield look, "".join(map(self._read_formula, child.iter(o("draw:object"))))
            elif child.tag not in _LEFT_OUT and not (
                child.tag in _HIDDEN and child.get(o("text:is-hidden")) != "false"
            ):
                yield from self._list_pieces(child, look)
            yield look, _collapse(child.tail)

    def _read_formula(self, reference: Any) -> str:
        name = (reference.get(_HREF) or "").removeprefix("./")
        root = self._archive.parse(f"{name}/content.xml") if name else reference.find("{*}math")
        return write_mathml(root) if root is not None and root.tag.endswith("}math") else ""


def _find_aside(element: Any) -> Iterator[Any]:
    """Yield the notes and boxes below `element`, without those inside of one."""
    for child in element.iterchildren(tag="*"):
        if child.tag in {o("text:note"), o("draw:text-box"), o("draw:custom-shape")}:
            yield child
        elif child.tag != o("office:annotation"):
            yield from _find_aside(child)


def _find_table(element: Any) -> Any:
    return next(element.iterancestors(o("table:table")), None)


def _has_paragraph(item: Any) -> bool:
    return any(child.tag in {o("text:p"), o("text:h")} for child in item)


def get_number(element: Any, name: str) -> int:
    """Return an attribute that is a number, from 1 up to as many columns as are read; 1 without one."""
    value = element.get(o(name)) or ""
    return min(max(int(value), 1), WIDEST) if value.isdecimal() and len(value) < 10 else 1


def _collapse(text: str | None) -> str:
    """Return `text` with runs of white space as one blank: more of it is written as elements of its own."""
    if not text:
        return ""
    words = " ".join(text.split())
    return " " * text[:1].isspace() + words + " " * (bool(words) and text[-1:].isspace())
