"""The cells of a sheet at their places in, its tables and what stands by itself out. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from index.documents.content import Content
from index.documents.parsers.writing.blocks import join_blocks, join_pages
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.tables import write_cells

BOX = {True: "☒", False: "☐"}  # what a truth is shown as


@dataclass(slots=True)
class Grid:
    """A sheet: the text at each place, which rows and columns are merged, and which are hidden, from 0."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[slice, slice]] = field(default_factory=list)
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()


def write_sheets(grids: Iterable[Grid]) -> Content:
    """Return the sheets as pages: their names as `#` lines, their rows as `|` rows."""
    written = ((grid.name, join_blocks(_list_blocks(grid))) for grid in grids)
    return join_pages(f"# {name}\n\n{text}" for name, text in written if text)


def _list_blocks(grid: Grid) -> Iterator[str]:
    """Yield the tables of a sheet, which empty rows part, and what stands in a row by itself."""
    _fill(grid.rows, [(rows, slice(columns.start, columns.start + 1)) for rows, columns in grid.merged])
    widths = [min(sum(map(bool, row)), 2) for row in grid.rows]  # a title may stretch over all columns
    _fill(grid.rows, grid.merged)
    shown = [number for number in range(len(grid.rows)) if number not in grid.hidden_rows]
    for width, numbers in groupby(shown, key=lambda number: widths[number]):
        rows = [
            [text for column, text in enumerate(grid.rows[number]) if column not in grid.hidden_columns]
            for number in numbers
        ]
        if width == 1:
            yield from (next(filter(None, row), "") for row in rows)
        elif width > 1:
            yield write_cells([Cell(text) for text in row] for row in rows)


def _fill(grid: list[list[str]], merged: list[tuple[slice, slice]]) -> None:
    """Write what stands in the first cell of each of `merged` into all of it."""
    for rows, columns in merged:
        for row in grid[rows]:
            row[columns] = grid[rows.start][columns][:1] * len(row[columns])
