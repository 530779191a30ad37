"""The rules of a page and its words in, the tables that they make out. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.documents.parsers.pdf.layout.tables import build_table, write_cell
from index.documents.parsers.pdf.pdfium.drawings import Rule
from index.documents.parsers.pdf.pdfium.words import Word
from index.documents.parsers.pdf.segments import Segment, build_segments
from index.documents.parsers.writing.cells import Cell
from index.documents.parsers.writing.tables import Table

NEAR = 3.0  # points: rules that are nearer meet
NARROW = 7.0  # points: no column is narrower, but the space between the frames of two cells may be
MOST_RULES = 400  # of a page: a drawing of more is no table
LONGEST_CELL = 1_000  # characters: more is a frame around text
FILLED, FILLED_WITH_FIGURES = 0.35, 0.7  # the share of the cells that hold something: a diagram is no table
MOST_COLUMNS = 30
_WORD = re.compile(r"[^\W\d_]{3}")


class Grid(NamedTuple):
    """The rules of a table: where its columns and rows are parted, and which rules there are."""

    columns: list[float]  # from left to right
    rows: list[float]  # from top to bottom
    rules: list[Rule]


def take_tables(words: list[Word], rules: list[Rule]) -> tuple[list[Word], list[Segment]]:
    """Return the words outside of tables with rules, and these tables."""
    tables = []
    for grid in _find_grids(_join_rules(rules)):
        inside = [word for word in words if _is_inside(word, grid)]
        table = _fill(grid, inside)
        if table is not None:
            taken = set(map(id, inside))
            words = [word for word in words if id(word) not in taken]
            tables.append(_stand_in(table, inside))
    return words, tables


def _stand_in(table: Table, words: Sequence[Word]) -> Segment:
    left, right = min(word.left for word in words), max(word.right for word in words)
    sizes = sorted(word.size for word in words)
    return Segment(
        "", left, right, max(word.base for word in words), sizes[len(sizes) // 2], bold=False, table=table
    )


def _join_rules(rules: list[Rule]) -> list[Rule]:
    """Return `rules` with the pieces joined that make one line, as the borders of cells do."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (each.upright, round(each.at / NEAR), each.start)):
        last = joined[-1] if joined else None
        if (
            last
            and last.upright == rule.upright
            and abs(last.at - rule.at) <= NEAR
            and rule.start <= last.end + NEAR
        ):
            joined[-1] = last._replace(end=max(last.end, rule.end))
        else:
            joined.append(rule)
    return joined


def _find_grids(rules: list[Rule]) -> Iterable[Grid]:
    """Yield the grids of at least two rows and two columns that rules make which meet."""
    if len(rules) > MOST_RULES:
        return
    left = list(rules)
    while left:
        group, reached = [], [left.pop()]
        while reached:
            rule = reached.pop()
            group.append(rule)
            reached += [other for other in left if _meet(rule, other)]
            left = [other for other in left if not _meet(rule, other)]
        upright, level = ([rule for rule in group if rule.upright is side] for side in (True, False))
        if len(upright) < 2 or len(level) < 2:
            continue
        # A table may be open at its sides.
        columns = _part([rule.at for rule in upright] + _find_ends(level), NARROW)
        rows = _part([rule.at for rule in level] + _find_ends(upright), NEAR)[::-1]
        if 3 <= len(columns) <= MOST_COLUMNS + 1 and len(rows) >= 3:
            yield Grid(columns, rows, group)


def _find_ends(rules: list[Rule]) -> list[float]:
    return [min(rule.start for rule in rules), max(rule.end for rule in rules)]


def _meet(one: Rule, other: Rule) -> bool:
    if one.upright == other.upright:
        return False
    return other.start - NEAR <= one.at <= other.end + NEAR and one.start - NEAR <= other.at <= one.end + NEAR


def _part(places: Iterable[float], near: float) -> list[float]:
    """Return `places` sorted, the middle of those that follow each other within `near` in their place."""
    parted: list[list[float]] = []
    for place in sorted(places):
        if parted and place - parted[-1][-1] <= near:
            parted[-1].append(place)
        else:
            parted.append([place])
    return [(group[0] + group[-1]) / 2 for group in parted]


def _find_middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.base + 0.3 * word.size


def _is_inside(word: Word, grid: Grid) -> bool:
    x, y = _find_middle(word)
    return grid.columns[0] <= x <= grid.columns[-1] and grid.rows[-1] <= y <= grid.rows[0]


def _fill(grid: Grid, words: list[Word]) -> Table | None:
    """Return the table that `words` make in `grid`; None when it is a frame around text, or empty."""
    holders = _merge_cells(grid)
    heights = [-height for height in grid.rows]
    contents: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        x, y = _find_middle(word)
        row = min(bisect_right(heights, -y), len(heights) - 1) - 1
        column = min(bisect_right(grid.columns, x), len(grid.columns) - 1) - 1
        contents.setdefault(holders[max(row, 0), max(column, 0)], []).append(word)
    texts = {place: write_cell(build_segments(inside)) for place, inside in contents.items()}
    longest = max(map(len, texts.values()), default=0)
    filled = FILLED if any(map(_WORD.search, texts.values())) else FILLED_WITH_FIGURES
    is_drawing = len(texts) < max(3, filled * len(set(holders.values())))
    if is_drawing or longest > (LONGEST_CELL if len(grid.rows) > 3 else LONGEST_CELL // 3):
        return None
    cells = {
        place: Cell(text, is_bold=all(word.bold for word in contents[place])) for place, text in texts.items()
    }
    # Where nothing begins, two frames stand side by side, or one in the other: no row or column of its own.
    numbers, columns = (sorted({place[side] for place in texts}) for side in (0, 1))
    return build_table(
        [cells.get(holders[number, column], Cell("")) for column in columns] for number in numbers
    )


def _merge_cells(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell the first of those that it makes one with, as no rule parts them."""
    holders: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(grid.rows)):
        for column, (left, right) in enumerate(pairwise(grid.columns)):
            holder = row, column
            if column and not _is_drawn(grid, upright=True, at=left, middle=(top + bottom) / 2):
                holder = holders[row, column - 1]
            elif row and not _is_drawn(grid, upright=False, at=top, middle=(left + right) / 2):
                holder = holders[row - 1, column]
            holders[row, column] = holder
    return holders


def _is_drawn(grid: Grid, *, upright: bool, at: float, middle: float) -> bool:
    return any(
        rule.upright == upright
        and abs(rule.at - at) <= (NARROW if upright else NEAR)
        and rule.start <= middle <= rule.end
        for rule in grid.rules
    )
