"""Lines of a text in, the cells of the table they are out. Pure.

Tables are rows of cells between `|`, below heads and a line of hyphens, as Markdown has them; or rows without
any; or rows whose cells each begin with the name of their column, `| Year: 2032 | Culture: 5 |`, as they are
read from PDF files.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_HYPHENS = re.compile(r":?-+:?")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table as spans of the text, in rows of equal length; the first `heads` name columns.

    It ends before the line number `lines` of those given.
    """

    rows: tuple[tuple[Span, ...], ...]
    heads: int
    lines: int


def read_table(text: str, lines: Sequence[Span]) -> Table | None:
    """Return the table that begins with the first of `lines`, spans of `text`; None when none does."""
    rows: list[tuple[Span, ...]] = []
    heads = 0
    for number, line in enumerate(lines):
        cells = _split_row(text, *line)
        if rows and not heads and _is_delimiter(text, line) and len(cells) == len(rows[0]):
            heads = len(rows)
        elif _is_row(text, line, open_ended=bool(heads)) or (not number and _is_head(text, lines)):
            if rows and not heads and len(cells) != len(rows[0]):
                break
            rows.append(cells)
        else:
            break
    if not rows or (len(rows[0]) < 2 and not heads):
        return None
    rows = [_fit(row, len(rows[0])) for row in rows]
    if not heads and (named := _take_names(text, rows)):
        return Table(tuple(named), 1, len(rows))
    return Table(tuple(rows), heads, len(rows) + bool(heads))


def read_lone_cell(text: str, line: Span) -> Span | None:
    """Return what a `line` of one cell holds, such as a title over a table; None for any other line."""
    cells = _split_row(text, *line)
    alone = len(cells) == 1 and cells[0][0] < cells[0][1] and _is_row(text, line, open_ended=False)
    return cells[0] if alone else None


def _is_row(text: str, line: Span, *, open_ended: bool) -> bool:
    """Return whether `line` is a row: between bars, or, where it may be `open_ended`, with one in it."""
    written = text[slice(*line)].strip()
    bars = [match.start() for match in _BAR.finditer(written)]
    return bool(bars) and (open_ended or (bars[0] == 0 and len(bars) > 1 and bars[-1] == len(written) - 1))


def _is_head(text: str, lines: Sequence[Span]) -> bool:
    """Return whether the second of `lines` is the line of hyphens below the first, with as many cells."""
    if len(lines) < 2 or not _is_delimiter(text, lines[1]):
        return False
    return len(_split_row(text, *lines[0])) == len(_split_row(text, *lines[1]))


def _is_delimiter(text: str, line: Span) -> bool:
    cells = _split_row(text, *line) if "|" in text[slice(*line)] else ()
    return bool(cells) and all(_HYPHENS.fullmatch(text, *cell) for cell in cells)


def _split_row(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the cells of the line `text[start:end]`, without the blanks around them."""
    line = text[start:end]
    first = start + len(line) - len(line.lstrip())
    last = start + len(line.rstrip())
    bars = [start + match.start() for match in _BAR.finditer(line)]
    edges = [*(bar for bar in bars if first < bar < last - 1), last - (last - 1 in bars)]
    begin = first + 1 if bars[:1] == [first] else first
    cells = []
    for edge in edges:
        cells.append(_strip(text, begin, edge))
        begin = edge + 1
    return tuple(cells)


def _strip(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return (left, max(left, start + len(inner.rstrip())))


def _fit(row: tuple[Span, ...], width: int) -> tuple[Span, ...]:
    """Return `row` with `width` cells: further ones are part of the last, missing ones are empty."""
    if len(row) > width:
        return (*row[: width - 1], (row[width - 1][0], row[-1][1]))
    return (*row, *[(row[-1][1], row[-1][1])] * (width - len(row)))


def _take_names(text: str, rows: Sequence[tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """Return `rows` below the names that each cell begins with, the same in all rows; else nothing.

    The first column may have none: it says itself what a row is about.
    """
    colons = [[text.find(": ", *cell) for cell in row] for row in rows]
    first = 0 if all(row[0] > 0 for row in colons) else 1
    if first == len(rows[0]) or any(colon < 0 for row in colons for colon in row[first:]):
        return []
    cut = [list(zip(row, places, strict=True)) for row, places in zip(rows, colons, strict=True)]
    names = [tuple(_strip(text, start, colon) for (start, _), colon in row[first:]) for row in cut]
    values = [
        (*row[:first], *(_strip(text, colon + 1, end) for (_, end), colon in pairs[first:]))
        for row, pairs in zip(rows, cut, strict=True)
    ]
    written = {tuple(text[slice(*name)] for name in row) for row in names}
    if len(written) > 1 or not all(*written) or any(start == end for row in values for start, end in row):
        return []
    unnamed = [(start, start) for start, _ in rows[0][:first]]
    return [(*unnamed, *names[0]), *values]
