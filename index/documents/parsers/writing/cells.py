"""The cells of a table in, a grid of equally long rows out, whatever kind of file they stand in. Pure.

A cell over several rows or columns counts in each of them, so that every row can be read by itself.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

WIDEST, LONGEST = 200, 2_000  # columns and rows that a cell may stretch over: files say what they like
_BLANKS = re.compile(r"\s+")


class Cell(NamedTuple):
    """The text of a cell, how many rows and columns it stretches over, and how it looks.

    `is_head` says that the file calls its row one that names the columns; bold text only looks like it.
    """

    text: str
    rows: int = 1
    columns: int = 1
    is_head: bool = False
    is_bold: bool = False


def lay_out(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """Return the cell at each place, in rows of equal length, without the rows and columns that are empty."""
    grid: list[list[Cell]] = []
    hanging: _Hanging = {}
    for cells in rows:
        line, hanging = _lay_row(cells, hanging)
        grid.append(line)
    width = max(map(len, grid), default=0)
    grid = [line + [Cell("")] * (width - len(line)) for line in grid if any(cell.text for cell in line)]
    kept = [column for column in range(width) if any(line[column].text for line in grid)]
    return [[line[column] for column in kept] for line in grid]


_Hanging = dict[int, tuple[Cell, int]]  # by column: the cell that reaches down from above, for how many rows


def _lay_row(cells: Sequence[Cell], hanging: _Hanging) -> tuple[list[Cell], _Hanging]:
    """Return the row that `cells` make together with what hangs down into it, and what hangs down from it."""
    line: list[Cell] = []
    following = {column: (cell, left - 1) for column, (cell, left) in hanging.items() if left > 1}
    for cell in cells:
        while len(line) in hanging:
            line.append(hanging[len(line)][0])
        placed = cell._replace(text=_BLANKS.sub(" ", cell.text).strip(), rows=1, columns=1)
        for _ in range(min(max(cell.columns, 1), WIDEST)):
            if cell.rows > 1:
                following[len(line)] = (placed, min(cell.rows, LONGEST) - 1)
            line.append(placed)
    while len(line) in hanging:
        line.append(hanging[len(line)][0])
    return line, following
