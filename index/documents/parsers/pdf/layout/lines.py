"""The segments of a page in, its lines in the order of reading out. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.documents.parsers.pdf.layout.columns import find_edges, part_columns
from index.documents.parsers.pdf.layout.tables import find_loose_table, is_row
from index.documents.parsers.pdf.segments import Segment
from index.documents.parsers.writing.tables import Table

ALIGNED = 1.5  # points: what is nearer stands in a column
SHORT = 2  # lines of a column that do not show how wide it is
ROWS_BESIDE = 4  # above and below a row of a table, of which the next may have an empty cell
OUTLIERS = 20  # one of so many lines of a column may reach beyond its right edge


class Line(NamedTuple):
    """A segment that is all of a line of its column, which reaches from `left_edge` to `right_edge`."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    mark: str
    table: Table | None
    marks: tuple[str, ...]
    bold_ends: tuple[bool, bool]
    left_edge: float
    right_edge: float
    column: int  # counted over the page, in the order of reading


def order_lines(segments: Sequence[Segment]) -> list[Line]:
    """Return the lines that `segments` make, those of a column after those of the one to its left."""
    lines: list[Line] = []
    for number, column in enumerate(part_columns(list(segments))):
        left = min(piece.left for piece in column)
        rights = sorted(piece.right for piece in column)
        right = rights[-1 - len(rights) // OUTLIERS]
        lines += [Line(*piece, left, right, number) for piece in _replace_tables(_group(column))]
    return lines


def widen_columns(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Return the lines of all pages; columns of one or two lines are taken to be as wide as others."""
    counts = [Counter(line.column for line in lines) for lines in pages]
    widths = [
        line.right_edge - line.left_edge
        for lines, count in zip(pages, counts, strict=True)
        for line in lines
        if count[line.column] > SHORT
    ]
    width = median(widths) if widths else 0.0
    return [
        [
            line._replace(right_edge=max(line.right_edge, line.left_edge + width))
            if count[line.column] <= SHORT
            else line
            for line in lines
        ]
        for lines, count in zip(pages, counts, strict=True)
    ]


def _group(column: Iterable[Segment]) -> list[list[Segment]]:
    """Return the segments of a column by line, from top to bottom, those of a line from left to right."""
    lines: list[list[Segment]] = []
    for piece in sorted(column, key=lambda each: -each.base):
        above = lines[-1][0] if lines else None
        is_beside = above is not None and above.base - piece.base <= 0.3 * min(above.size, piece.size)
        if above is not None and is_beside and not above.table and not piece.table:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    rows = [sorted(line, key=lambda each: each.left) for line in lines]
    return [[_join(row)] if _is_stretched(rows, number) else row for number, row in enumerate(rows)]


def _is_stretched(rows: list[list[Segment]], number: int) -> bool:
    """Return whether the pieces of a row are words stretched evenly over its width, not those of columns."""
    row = rows[number]
    gaps = [right.left - left.right for left, right in pairwise(row)]
    if len(gaps) < 2 or max(gaps) > 1.4 * min(gaps) + 1 or any(" " in piece.text for piece in row):
        return False
    near = rows[max(number - ROWS_BESIDE, 0) : number + ROWS_BESIDE + 1]
    beside = [piece for other in near if other is not row for piece in other[1:]]
    return not all(any(_is_aligned(piece, other) for other in beside) for piece in row[1:-1])


def _is_aligned(one: Segment, other: Segment) -> bool:
    return abs(one.left - other.left) < ALIGNED or abs(one.right - other.right) < ALIGNED


def _replace_tables(lines: list[list[Segment]]) -> Iterator[Segment]:
    """Yield each line as one segment, and in the place of lines that make a table the table."""
    start = 0
    while start < len(lines):
        end = _find_end(lines, start)
        table = find_loose_table(lines[start:end]) if end - start >= 3 else None
        if table is None:
            end = max(end, start + 1) if end - start < 3 else end
            yield from map(_join, lines[start:end])
        else:
            pieces = [piece for line in lines[start:end] for piece in line]
            yield Segment("", *find_edges(pieces), pieces[0].base, pieces[0].size, bold=False, table=table)
        start = end


def _find_end(lines: list[list[Segment]], start: int) -> int:
    """Return where the rows from `start` on end; a line of one piece may lie between two of them."""
    end = start
    while end < len(lines):
        is_between = start < end and end + 1 < len(lines) and is_row(lines[end + 1])
        is_near = end == start or lines[end - 1][0].base - lines[end][0].base <= 3 * lines[end][0].size
        is_table = lines[end][0].table is not None
        if is_table or not is_near or not (is_row(lines[end]) or (is_between and is_row(lines[end - 1]))):
            break
        end += 1
    return end


def _join(line: list[Segment]) -> Segment:
    if len(line) == 1:
        return line[0]
    longest = max(line, key=lambda each: len(each.text))
    text = " ".join(piece.text for piece in line)
    bold = all(piece.bold for piece in line)
    marks = tuple(mark for piece in line for mark in piece.marks)
    return longest._replace(
        text=text, left=line[0].left, right=line[-1].right, bold=bold, mark=line[0].mark, marks=marks,
        bold_ends=(line[0].bold_ends[0], line[-1].bold_ends[1]),
    )  # fmt: skip
