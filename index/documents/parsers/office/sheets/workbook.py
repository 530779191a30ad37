"""Excel's workbooks (.xlsx) in, the rows of their sheets out. The only importer of calamine."""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from index.documents.content import Content
from index.documents.parsers.office.archive import Archive
from index.documents.parsers.office.sheets.grid import BOX, Grid, write_sheets
from index.documents.parsers.office.sheets.looks import Looks, read_looks
from index.documents.parsers.office.sheets.number_formats import PLAIN, NumberFormat

_FIGURES = 15  # of a number, as many as Excel keeps


def read_workbook(path: str, data: bytes) -> Content:
    """Return the sheets that are shown, without hidden rows and columns and what is struck out.

    Raises DocumentError for a password or a file that unpacks too large, anything at all for a damaged one.
    """
    archive = Archive(path, data)  # which looks how large it is
    return write_sheets(_list_grids(archive, CalamineWorkbook.from_filelike(BytesIO(data))))


def _list_grids(archive: Archive, workbook: CalamineWorkbook) -> Iterator[Grid]:
    looks = read_looks(archive)
    for sheet in workbook.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible:
            yield _read_sheet(workbook.get_sheet_by_name(sheet.name), looks(sheet.name))


def _read_sheet(sheet: CalamineSheet, looks: Looks) -> Grid:
    down, right = sheet.start or (0, 0)
    values = enumerate(sheet.to_python(skip_empty_area=True), down)
    rows = [
        [_write(value, looks.formats.get((number, column), PLAIN)) for column, value in enumerate(row, right)]
        for number, row in values
    ]
    merged = [
        (slice(first - down, last - down + 1), slice(left - right, end - right + 1))
        for (first, left), (last, end) in sheet.merged_cell_ranges or ()
        if first >= down and left >= right
    ]
    hidden_rows = {number - down for number in looks.hidden_rows}
    return Grid(sheet.name, rows, merged, hidden_rows, {number - right for number in looks.hidden_columns})


def _write(value: Any, look: NumberFormat) -> str:
    """Return the value of a cell as text; a day without its hours, which nobody typed."""
    match value:
        case _ if look.is_struck:
            return ""
        case bool():
            return BOX[value]
        case float() | int():
            return look.write(value) or _write_number(float(value))
        case datetime():
            return value.isoformat(" ", "minutes").removesuffix(" 00:00")
        case time():
            return value.isoformat("minutes")
    return str(value).strip()


def _write_number(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.{_FIGURES}g}"
