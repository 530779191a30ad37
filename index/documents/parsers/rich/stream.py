"""The text of an RTF file as it comes in, piece by piece: paragraphs, cells and rows in, blocks out. Pure."""

import re
from collections.abc import Iterator
from itertools import groupby, zip_longest
from typing import NamedTuple

from index.documents.parsers.writing.cells import WIDEST, Cell
from index.documents.parsers.writing.raised import raise_text
from index.documents.parsers.writing.tables import write_cells

_NEAR = 60  # twips, a millimetre: edges so near are one
_DOT = re.compile(r"\s*[•·\uf0b7\uf0a7o§–-]\s*")


class _Placed(NamedTuple):
    """A cell, what it is merged with ("left", "above"), and where it ends, in twips."""

    cell: Cell
    merge: str
    edge: int


class Stream:
    """The document, or what stands aside from it: a note, a box."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.aside: list[str] = []  # of the paragraph: its notes and boxes
        self.label = ""  # the number or dot that is shown before it
        self._pieces: list[tuple[bool, str]] = []  # whether they are raised
        self._cell: list[str] = []
        self._row: list[Cell] = []
        self._edges: list[int] = []  # where the cells of the row end
        self._is_head = False  # whether the file says that the row names the columns
        self._is_bold = True  # whether all of the cell is so far
        self._rows: list[list[_Placed]] = []
        self._merges: list[str] = []  # what the cells of the row are merged with: "left", "above"
        self._merge = ""

    def write(self, text: str, *, is_raised: bool, is_bold: bool) -> None:
        """Add characters to the paragraph."""
        self._is_bold = self._is_bold and (is_bold or not text.strip())
        self._pieces.append((is_raised, text))

    def end_paragraph(self, level: int, *, in_table: bool) -> None:
        """End the paragraph, which is a heading of `level`, from 1, or none (0)."""
        text = self._take_text(level)
        if in_table:
            self._cell.append(text)
            return
        self.end_table()
        self.blocks += [text, *self.aside]
        self.aside.clear()

    def _take_text(self, level: int) -> str:
        text = ""
        for is_raised, group in groupby(self._pieces, key=lambda piece: piece[0]):
            written = "".join(piece for _, piece in group)
            text += raise_text(text, written) if is_raised else written
        label, self.label = self.label.strip(), ""
        self._pieces.clear()
        text = text.strip()
        is_dot = _DOT.fullmatch(label) is not None
        if not text:
            return ""
        if level:
            return "#" * min(level, 6) + " " + (f"{label} " if label and not is_dot else "") + text
        return f"{'-' if is_dot else label} {text}" if label else text

    def begin_row(self) -> None:
        """Forget which cells of the row before were merged, and what it was for."""
        self._merges.clear()
        self._edges.clear()
        self._is_head = False

    def mark_head(self) -> None:
        """Note that the row names the columns."""
        self._is_head = True

    def merge(self, side: str) -> None:
        """Let the cell that is described next say what the one to its "left" or "above" it says."""
        self._merge = side

    def end_description(self, edge: int) -> None:
        """End the description of a cell, which reaches to `edge`."""
        self._merges.append(self._merge)
        self._edges.append(edge)
        self._merge = ""

    def end_cell(self) -> None:
        """End the cell with what was written since the last one."""
        self._cell.append(self._take_text(0))
        text = " ".join(filter(None, self._cell))
        self._row.append(Cell(text, is_head=self._is_head, is_bold=self._is_bold))
        self._cell.clear()
        self._is_bold = True

    def end_row(self) -> None:
        """End the row."""
        described = zip_longest(self._row, self._merges, self._edges)
        self._rows.append([_Placed(cell, merge or "", edge or 0) for cell, merge, edge in described if cell])
        self._row.clear()

    def end_table(self) -> None:
        """End the table if there is one; what stands in one column is a frame around text."""
        if not self._rows:
            return
        if all(len(row) < 2 for row in self._rows):
            self.blocks += [placed.cell.text for row in self._rows for placed in row]
        else:
            self.blocks.append(write_cells(_lay_out(self._rows)))
        self.blocks += self.aside
        self.aside.clear()
        self._rows.clear()

    def end(self) -> list[str]:
        """End whatever was begun, and return the blocks."""
        self.end_paragraph(0, in_table=False)
        self.end_table()
        return self.blocks


def _lay_out(rows: list[list[_Placed]]) -> Iterator[list[Cell]]:
    """Yield the cells of each row, one for each column that they reach over; edges say which these are."""
    columns = _number_edges({placed.edge for row in rows for placed in row})
    above: list[Cell] = []
    for row in rows:
        line: list[Cell] = []
        for cell, merge, edge in row:
            if merge == "left" and line:
                said = line[-1]
            else:
                said = above[len(line)] if merge == "above" and len(line) < len(above) else cell
            line += [said] * min(max(columns[edge] - len(line), 1), WIDEST)
        yield line
        above = line


def _number_edges(edges: set[int]) -> dict[int, int]:
    """Return by edge how many columns there are up to it."""
    numbers: dict[int, int] = {}
    last, number = 0, 0
    for edge in sorted(edges):
        number += edge - last > _NEAR
        last = edge
        numbers[edge] = number
    return numbers
