"""How the cells of a workbook look: their number formats, what is struck out, which rows are hidden."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from index.documents.parsers.office.archive import OFFICE_DOCUMENT, Archive
from index.documents.parsers.office.sheets.number_formats import BUILT_IN, PLAIN, NumberFormat, read_format

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WIDEST = 16_384  # columns


@dataclass(slots=True)
class Looks:
    """Of a sheet: the formats that are not plain, by row and column from 0, and which of these are hidden."""

    formats: dict[tuple[int, int], NumberFormat] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def read_looks(archive: Archive) -> Callable[[str], Looks]:
    """Return what tells how the sheet of a name looks."""
    main = archive.find_part(OFFICE_DOCUMENT, usual="xl/workbook.xml") or ""
    root, relations = archive.parse(main), archive.find_relations(main)
    listed = root.iterfind("{*}sheets/{*}sheet") if root is not None else ()
    parts = {each.get("name"): relations.get(each.get(_ID) or "") for each in listed}
    formats = _read_formats(archive.parse(archive.find_part("styles", main, "xl/styles.xml") or ""))

    def read(name: str) -> Looks:
        relation = parts.get(name)
        return _read_sheet(archive.parse(relation.target) if relation and relation.target else None, formats)

    return read


def _read_formats(root: Any) -> list[NumberFormat]:
    """Return the formats that cells name by number."""
    if root is None:
        return []
    codes = {str(number): code for number, code in BUILT_IN.items()}
    codes |= {each.get("numFmtId"): each.get("formatCode") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    struck = [_is_on(font.find("{*}strike")) for font in root.iterfind("{*}fonts/{*}font")]
    formats = []
    for look in root.iterfind("{*}cellXfs/{*}xf"):
        written = read_format(codes.get(look.get("numFmtId")) or "")
        font = look.get("fontId") or ""
        is_struck = font.isdecimal() and int(font) < len(struck) and struck[int(font)]
        formats.append(replace(written, is_struck=is_struck))
    return formats


def _is_on(element: Any) -> bool:
    return element is not None and element.get("val", "1") in {"1", "true"}


def _read_sheet(root: Any, formats: list[NumberFormat]) -> Looks:
    looks = Looks()
    if root is None:
        return looks
    # Rows that a filter hides come back when somebody looks for them: they are kept.
    is_filtered = root.find("{*}autoFilter/{*}filterColumn") is not None
    for number, row in enumerate(root.iterfind("{*}sheetData/{*}row")):
        place = _read_number(row.get("r"), number + 1) - 1
        if row.get("hidden") in {"1", "true"} and not is_filtered:
            looks.hidden_rows.add(place)
        for count, cell in enumerate(row):
            style = _read_number(cell.get("s"), -1)
            if 0 <= style < len(formats) and formats[style] != PLAIN:
                looks.formats[place, _read_column(cell.get("r"), count)] = formats[style]
    for column in root.iterfind("{*}cols/{*}col"):
        if column.get("hidden") in {"1", "true"}:
            first, last = _read_number(column.get("min"), 1), _read_number(column.get("max"), 0)
            looks.hidden_columns.update(range(first - 1, min(last, _WIDEST)))
    return looks


def _read_number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default


def _read_column(reference: str | None, default: int) -> int:
    """Return the column of a cell such as "AB12", from 0."""
    column = 0
    for letter in (reference or "")[:3]:
        if "A" <= letter <= "Z":
            column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1 if column else default
