"""The texts of cells in, a table out; tables without rules. Pure."""

import re
from collections.abc import Iterable, Sequence

from index.documents.parsers.pdf.segments import Segment
from index.documents.parsers.writing import tables as writing
from index.documents.parsers.writing.cells import Cell, lay_out
from index.documents.parsers.writing.tables import Table
from index.text.hyphens import join_lines

LONGEST_CELL = 300  # characters: more is a column of text
MOST_COLUMNS = 30
_WORD = re.compile(r"[^\W\d_]{3}")
_ITEM = re.compile(
    r"(?:\W|o|h|¢|\(?(?:\d{1,3}|[a-zа-я]|[ivxIVX]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?|§ ?\d+\w?)"
)


def write_cell(segments: Iterable[Segment]) -> str:
    """Return the text of a cell, whose lines are `segments`."""
    text = ""
    for segment in segments:
        text = join_lines(text, segment.text)
    return text


def build_table(rows: Iterable[Sequence[Cell]]) -> Table | None:
    """Return the table that `rows` make; None for less than two rows or columns that are not empty."""
    grid = lay_out(rows)
    return writing.build_table(grid) if len(grid) > 1 and len(grid[0]) > 1 else None


def is_row(line: Sequence[Segment]) -> bool:
    """Return whether a line may be a row of a table: several pieces, the first no mark of an item."""
    return len(line) > 1 and not (
        len(line) == 2 and (_ITEM.fullmatch(line[0].text) or not line[0].text[:1].isalnum())
    )


def find_loose_table(lines: Sequence[Sequence[Segment]]) -> Table | None:
    """Return the table that `lines` make by where their pieces stand; None if they make none."""
    columns: list[list[float]] = []
    for piece in sorted((piece for line in lines for piece in line), key=lambda each: each.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], piece.right)
        else:
            columns.append([piece.left, piece.right])
    if not 2 <= len(columns) <= MOST_COLUMNS:
        return None
    starts = [start for start, _ in columns]
    rows: list[list[list[Segment]]] = []
    for line in lines:
        row: list[list[Segment]] = [[] for _ in columns]
        for piece in line:
            row[sum(start <= piece.left for start in starts) - 1].append(piece)
        if rows and not row[0] and len(line) < len(columns) - 1 and _hangs(rows[-1], row):
            for above, more in zip(rows[-1], row, strict=True):
                above.extend(more)
        else:
            rows.append(row)
    cells = [
        [Cell(write_cell(cell), is_bold=all(piece.bold for piece in cell)) for cell in row] for row in rows
    ]
    texts = [cell.text for row in cells for cell in row]
    if max(map(len, texts)) > LONGEST_CELL or not any(map(_WORD.search, texts)):
        return None
    return build_table(cells)


def _hangs(above: list[list[Segment]], row: list[list[Segment]]) -> bool:
    """Return whether each piece of `row` stands right below one of the row `above`."""
    return all(
        not cell or (over and over[-1].base - cell[0].base <= 1.5 * cell[0].size)
        for over, cell in zip(above, row, strict=True)
    )
