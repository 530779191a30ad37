"""OpenDocument spreadsheets (.ods) in, the rows of their sheets out, each cell as the program shows it."""

from typing import Any

from index.documents.content import Content
from index.documents.parsers.office.archive import Archive
from index.documents.parsers.office.opendocument import Text, get_number, open_body
from index.documents.parsers.office.opendocument_styles import o
from index.documents.parsers.office.sheets.grid import BOX, Grid, write_sheets
from index.documents.parsers.writing.cells import LONGEST, WIDEST

_CELLS = (o("table:table-cell"), o("table:covered-table-cell"))
_HIDDEN = "collapse"  # rows that a filter hides are kept


def read_opendocument_sheets(path: str, data: bytes) -> Content:
    """Return the sheets that are shown, without hidden rows and columns.

    Raises DocumentError for a password, a file that unpacks too large, or one without sheets in it.
    """
    archive = Archive(path, data)
    body, styles = open_body(path, archive, "office:spreadsheet")
    hidden = {
        style.get(o("style:name"))
        for style in body.getroottree().iter(o("style:style"))
        if any(each.get(o("table:display")) == "false" for each in style.iter(o("style:table-properties")))
    }
    text = Text(archive, styles)
    tables = (each for each in body.iterchildren(o("table:table")))
    return write_sheets(
        _read_sheet(table, text) for table in tables if table.get(o("table:style-name")) not in hidden
    )


def _read_sheet(table: Any, text: Text) -> Grid:
    grid = Grid(table.get(o("table:name")) or "", [])
    grid.hidden_columns = _find_hidden_columns(table)
    hidden_rows: set[int] = set()
    for row in table.iter(o("table:table-row")):
        cells, spans = _read_row(row, text)
        times = get_number(row, "table:number-rows-repeated") if any(cells) else 1
        if row.get(o("table:visibility")) == _HIDDEN:
            hidden_rows.update(range(len(grid.rows), len(grid.rows) + times))
        for columns, down in spans:
            grid.merged.append((slice(len(grid.rows), len(grid.rows) + down), columns))
        grid.rows += [list(cells) for _ in range(times)]
    grid.hidden_rows = hidden_rows
    return grid


def _read_row(row: Any, text: Text) -> tuple[list[str], list[tuple[slice, int]]]:
    """Return the text of each cell, and which columns a cell reaches over, with how many rows."""
    cells: list[str] = []
    spans: list[tuple[slice, int]] = []
    for cell in row.iterchildren(*_CELLS):
        columns, rows = (get_number(cell, f"table:number-{kind}-spanned") for kind in ("columns", "rows"))
        if columns > 1 or rows > 1:
            spans.append((slice(len(cells), len(cells) + columns), min(rows, LONGEST)))
        written = "" if cell.tag == o("table:covered-table-cell") else _read_cell(cell, text)
        cells += [written] * min(get_number(cell, "table:number-columns-repeated"), WIDEST)
    return cells, spans


def _read_cell(cell: Any, text: Text) -> str:
    if text.styles.find_look("table-cell", cell.get(o("table:style-name"))) == "hidden":
        return ""
    if cell.get(o("office:value-type")) == "boolean":
        return BOX[cell.get(o("office:boolean-value")) == "true"]
    return " ".join(block.lstrip(" #") for block in text.list_blocks(cell))


def _find_hidden_columns(table: Any) -> set[int]:
    hidden: set[int] = set()
    number = 0
    for column in table.iter(o("table:table-column")):
        times = get_number(column, "table:number-columns-repeated")
        if column.get(o("table:visibility")) == _HIDDEN:
            hidden.update(range(number, number + times))
        number += times
    return hidden
