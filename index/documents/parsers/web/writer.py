"""An element of a page in, its blocks out: headings as `#` lines, items with their number, tables as rows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from lxml import etree

from index.documents.parsers.web.elements import (
    BOXES,
    ENDING,
    HEADINGS,
    find_kind_of_numbers,
    is_heading,
    list_kinds,
)
from index.documents.parsers.web.seams import begin_seam, sew
from index.documents.parsers.web.tables import find_grid, find_rows, get_number, is_bold, names_columns
from index.documents.parsers.writing.cells import LONGEST, Cell
from index.documents.parsers.writing.mathml import write_mathml
from index.documents.parsers.writing.numbers import write_number
from index.documents.parsers.writing.raised import raise_text
from index.documents.parsers.writing.tables import write_cells

_BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")
_LINE = "\x00"  # where a line is broken: no page holds this character
_BROKEN = re.compile(f"[ ]?{_LINE}[ ]?")
_HEADING = re.compile(r"#{1,6} ")
_BACK = re.compile(r"\s*[↑↩^⇑▲]\ufe0e?\s*")
_ENDS = (":", "?", "!", ".", "…", ";")


class Block(NamedTuple):
    """A heading, paragraph, item or table in the element `place`; `linked` characters lead elsewhere.

    `cells` is the text of a table as the page has it: each of its names once.
    """

    text: str
    place: Any
    linked: int = 0
    cells: str = ""

    @property
    def shown(self) -> str:
        """What the page shows."""
        return self.cells or self.text

    @property
    def is_heading(self) -> bool:
        """Whether this is a heading, and not a listing that begins with a comment."""
        return _HEADING.match(self.text) is not None and "\n" not in self.text


@dataclass(slots=True)
class _List:
    next: int
    step: int
    kind: str  # of its numbers; "" for dots


def list_blocks(top: Any) -> Iterator[Block]:
    """Yield the blocks of `top` in order."""
    return _Writer().write(top)


class _Writer:
    """Walks an element in order, and ends a block wherever the page does."""

    def __init__(self) -> None:
        self._inside: Counter[str] = Counter()  # what the text stands in: a heading, a link, raised
        self._lists: list[_List] = []
        self._level = 1  # of the last heading
        self._pieces: list[tuple[bool, str]] = []  # whether they are raised
        self._linked = 0
        self._prefix = ""

    def write(self, top: Any) -> Iterator[Block]:
        """Yield the blocks of `top` in order."""
        walker = etree.iterwalk(top, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                yield from self._end(element)
                self._add(element.tail if element is not top else None)
            elif element.tag in _WHOLE:
                whole = _WHOLE[element.tag](element)
                if whole is None:
                    yield from self._begin(element)
                    continue
                walker.skip_subtree()
                if element.tag == "math":
                    self._pieces += [(False, block.text) for block in whole]
                else:
                    yield from self._flush(element)
                    yield from whole
            else:
                yield from self._begin(element)

    def _begin(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if self._inside["heading"] and tag in BOXES:
            self._pieces.append((False, " "))
        elif is_heading(element) and not self._inside["heading"]:
            yield from self._flush(element)
            self._level = HEADINGS[tag] or self._level
            self._prefix = "#" * (HEADINGS[tag] or min(self._level + 1, 6)) + " "
        elif tag in ENDING:
            yield from self._flush(element)
            self._begin_list(element)
        elif tag == "br":
            self._pieces.append((False, _LINE))
        else:
            self._pieces.append((False, begin_seam(element)))
        self._inside.update(list_kinds(element))
        self._add(element.text)

    def _end(self, element: Any) -> Iterator[Block]:
        self._inside.subtract(list_kinds(element))
        if self._inside["heading"] or element.tag not in ENDING:
            return
        yield from self._flush(element)
        self._prefix = ""
        if element.tag in {"ul", "ol"} and self._lists:
            self._lists.pop()

    def _begin_list(self, element: Any) -> None:
        if element.tag in {"ul", "ol"}:
            is_reversed = "reversed" in element.attrib
            start = sum(child.tag == "li" for child in element) if is_reversed else 1
            kind = find_kind_of_numbers(element)
            self._lists.append(_List(get_number(element, "start", start), -1 if is_reversed else 1, kind))
        elif element.tag == "li" and self._lists:
            counted, indent = self._lists[-1], "  " * (len(self._lists) - 1)
            number = get_number(element, "value", counted.next)
            counted.next = number + counted.step
            self._prefix = (
                f"{indent}{write_number(number, counted.kind)}. " if counted.kind else f"{indent}- "
            )
        elif element.tag in {"li", "dt", "dd"}:
            self._prefix = "- "

    def _add(self, text: str | None) -> None:
        if not text or _BACK.fullmatch(text):
            return
        written = text.replace("\n", _LINE) if self._inside["lines"] else text
        self._pieces.append((self._inside["raised"] > 0, written))
        self._linked += len(text.strip()) if self._inside["link"] else 0

    def _flush(self, place: Any) -> Iterator[Block]:
        """Yield what was written since the last block."""
        text = ""
        for is_raised, group in groupby(self._pieces, key=lambda piece: piece[0]):
            written = "".join(piece for _, piece in group)
            text += raise_text(text, written) if is_raised else written
        text = _BROKEN.sub("\n", _BLANKS.sub(" ", sew(text))).strip()
        linked, self._linked = self._linked, 0
        self._pieces.clear()
        if text:
            is_heading = self._prefix.startswith("#")
            yield Block(self._prefix + (" ".join(text.split()) if is_heading else text), place, linked)
            self._prefix = ""


def _write_table(table: Any) -> list[Block] | None:
    """Return a table with its caption; None for one that only sets out a page."""
    rows = find_rows(table)
    if not rows:
        return None
    captions = [block for caption in table.iterchildren("caption") for block in list_blocks(caption)]
    cells = [[(cell, list(list_blocks(cell))) for cell in row] for row in rows]
    written = [
        [_read_cell(*cell, is_head=is_head) for cell in row]
        for row, is_head in zip(cells, map(names_columns, rows), strict=True)
    ]
    linked = sum(block.linked for row in cells for _, blocks in row for block in blocks)
    shown = "\n".join(" | ".join(cell.text for cell in row) for row in written)
    return [*captions, Block(write_cells(written), table, linked, shown)]


def _write_grid(element: Any) -> list[Block] | None:
    """Return boxes in boxes that are set out as a table; None where they are not."""
    rows = [[(cell, list(list_blocks(cell))) for cell in row] for row in find_grid(element)]
    if not rows:
        return None
    cells = [[_read_cell(*cell, is_head=False) for cell in row] for row in rows]
    linked = sum(block.linked for row in rows for _, blocks in row for block in blocks)
    shown = "\n".join(" | ".join(cell.text for cell in row) for row in cells)
    return [Block(write_cells(cells), element, linked, shown)]


def _read_cell(element: Any, blocks: list[Block], *, is_head: bool) -> Cell:
    text = " ".join(block.text.lstrip("# ").removeprefix("- ") for block in blocks)
    rows = get_number(element, "rowspan", 1) or LONGEST  # 0: down to the end of the table
    return Cell(text, rows, get_number(element, "colspan", 1), is_head, is_bold(element))


def _write_definitions(element: Any) -> list[Block] | None:
    """Return what is named with its name, a day with its hours; None where more than words are named."""
    named = list(element.iter("dt", "dd"))
    if any(
        next(each.iterdescendants(*BOXES, "h1", "h2", "h3", "h4", "h5", "h6"), None) is not None
        for each in named
    ):
        return None
    lines: list[str] = []
    linked = 0
    before = ""
    for each in named:
        words = list(list_blocks(each))
        linked += sum(block.linked for block in words)
        text = " ".join(block.text.removeprefix("- ") for block in words)
        if each.tag == "dt" or not lines:
            lines.append(text)
        elif text:
            between = ", " if before == "dd" else " " if lines[-1].endswith(_ENDS) else ": "
            lines[-1] += between + text
        before = each.tag
    return [Block(f"- {line}", element, linked // len(lines)) for line in lines if line]


_WHOLE: dict[Any, Callable[[Any], list[Block] | None]] = {
    "table": _write_table,
    "dl": _write_definitions,
    "div": _write_grid,
    "section": _write_grid,
    "math": lambda element: [Block(write_mathml(element), element)],
    "nav": lambda _: [],
    etree.Comment: lambda _: [],
    etree.ProcessingInstruction: lambda _: [],
}
