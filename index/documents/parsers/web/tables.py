"""A table of a page, or boxes set out as one, in, the rows of cells out, unless it only sets out the page."""

import re
from typing import Any

from index.documents.parsers.web.elements import ENDING

_BOLD = re.compile(r"font-weight\s*+:\s*+(?:bold|[6-9]00)", re.IGNORECASE)
_MOST_CELLS, _LONGEST_IN_GRID = 4, 40  # in a row; characters: a day and its hours, no text beside a picture
_LONGEST_CELL = 400  # characters: a single row of longer cells is two columns of a page


def find_rows(table: Any) -> list[list[Any]]:
    """Return the cells of each row; none for a table that sets out a page.

    It has a table or headings inside, or one cell in each row, or two columns of text side by side.
    """
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if all(len(row) < 2 for row in rows) or table.get("role") == "presentation":
        return []
    if next(table.iterdescendants("table", "h1", "h2", "h3", "h4", "h5", "h6"), None) is not None:
        return []
    if len(rows) == 1 and any(len("".join(cell.itertext())) > _LONGEST_CELL for cell in rows[0]):
        return []
    return rows


def find_grid(element: Any) -> list[list[Any]]:
    """Return the cells of the rows that boxes in boxes make, a day and its hours each in one; else none."""
    rows = [list(row) for row in element] if len(element) > 1 and _holds_boxes_only(element) else []
    width = len(rows[0]) if rows else 0
    is_grid = 1 < width <= _MOST_CELLS and all(len(row) == width for row in rows)
    if not is_grid or not all(_holds_boxes_only(row) for row in element):
        return []
    return rows if all(_is_short(cell) for row in rows for cell in row) else []


def _holds_boxes_only(element: Any) -> bool:
    return not (element.text or "").strip() and all(
        child.tag in {"div", "p"} and not (child.tail or "").strip() for child in element
    )


def _is_short(cell: Any) -> bool:
    """Return whether a box holds a few words in one piece."""
    if next(cell.iterdescendants(*ENDING, "img"), None) is not None:
        return False
    return 0 < len("".join(cell.itertext()).strip()) <= _LONGEST_IN_GRID


def names_columns(row: list[Any]) -> bool:
    """Return whether the page says that a row names columns: it stands at the head, or says so in each cell.

    A first cell that is said to be a head names its row.
    """
    if row[0].getparent().getparent().tag == "thead":
        return True
    is_column = any(cell.tag == "th" and cell.get("scope") not in {"row", "rowgroup"} for cell in row[1:])
    return is_column and all(cell.tag == "th" or not "".join(cell.itertext()).strip() for cell in row)


def is_bold(cell: Any) -> bool:
    """Return whether all of the text in a cell is bold."""
    if any(_BOLD.search(each.get("style") or "") for each in (cell, cell.getparent())):
        return True
    bold = (
        each for each in cell.iter("b", "strong") if next(each.iterancestors("b", "strong"), None) is None
    )
    length = sum(_count_letters(each) for each in bold)
    return 0 < length == _count_letters(cell)


def _count_letters(element: Any) -> int:
    return sum(len("".join(text.split())) for text in element.itertext())


def get_number(element: Any, name: str, default: int) -> int:
    """Return an attribute that is a number, `default` when it is none."""
    value = (element.get(name) or "").strip()
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < 10 else default
