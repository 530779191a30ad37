"""The cells of a table in, its rows as text out, whatever kind of file they stand in. Pure.

A row is quoted by itself, so each cell is written with the name of its column: `| Year: 2032 | Culture: – |`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from index.documents.parsers.writing.cells import Cell, lay_out
from index.documents.parsers.writing.heads import count_heads, is_stated_head, is_title, join_names
from index.text.sentences import LONGEST as LONGEST_SENTENCE

MISSING = "–"  # what an empty cell says
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")
_SENTENCE = 25  # letters: less is a name or a label
_Row = tuple[str, ...]


class Table(NamedTuple):
    """The rows of a table, equally long, "" for an empty cell, and the names of its columns, if any."""

    rows: tuple[_Row, ...]
    names: _Row = ()


def write_cells(rows: Iterable[Sequence[Cell]]) -> str:
    """Return the table that `rows` of cells make, as `write_table` does; "" without any text."""
    return "\n\n".join(filter(None, (write_table(build_table(part)) for part in _part(lay_out(rows)))))


def build_table(grid: Sequence[Sequence[Cell]]) -> Table:
    """Return the table that a `grid` of cells is, as `lay_out` makes it."""
    rows = tuple(tuple(cell.text for cell in row) for row in grid)
    titles = sum(1 for _ in takewhile(is_title, rows))
    heads = count_heads(grid[titles:]) if titles < len(grid) else 0
    if heads == 0 or _is_parallel(rows):
        return Table(rows)
    return _merge(Table(rows[:titles] + rows[titles + heads :], join_names(grid[titles : titles + heads])))


def _merge(table: Table) -> Table:
    """Return `table`, columns side by side below one name as one where no row holds two texts in them."""
    groups: list[list[int]] = []
    for column, name in enumerate(table.names):
        group = [*groups[-1], column] if groups and name and name == table.names[groups[-1][0]] else []
        if group and all(len({row[each] for each in group} - {""}) <= 1 for row in table.rows):
            groups[-1] = group
        else:
            groups.append([column])
    rows = tuple(tuple(max(row[each] for each in group) for group in groups) for row in table.rows)
    return Table(rows, tuple(table.names[group[0]] for group in groups))


def write_table(table: Table, names: _Row = ()) -> str:
    """Return the rows of a table as lines, each cell behind the name of its column; "" for no rows.

    `names` are those of the table that it continues, where it has none. A row over all columns has one cell.
    A table whose rows are longer than a sentence may be becomes several, each with the first column. Two
    columns of which one holds the other's text in another script come one after the other, as paragraphs:
    an agreement in two languages is no table.
    """
    names = table.names or names
    if _is_parallel(table.rows):
        return "\n\n".join(row[column] for column in (0, 1) for row in table.rows if row[column])
    rows = [_name_cells(row, names) for row in table.rows if row != names]
    return "\n\n".join(
        "\n".join(_write_row(row if len(row) == 1 else [row[each] for each in columns]) for row in rows)
        for columns in _fold(rows)
    )


def _write_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _part(grid: list[list[Cell]]) -> Iterator[list[list[Cell]]]:
    """Yield the tables of a grid: the file may say that rows further down name the columns anew."""
    are_heads = [is_stated_head(row) and not is_title([cell.text for cell in row]) for row in grid]
    last = max((number for number, is_head in enumerate(are_heads) if not is_head), default=0)
    begun = 0
    for number in range(1, last):
        if are_heads[number] and not are_heads[number - 1]:
            yield grid[begun:number]
            begun = number
    yield grid[begun:]


def _name_cells(row: _Row, names: _Row) -> list[str]:
    cells = [cell.replace("|", "\\|") or MISSING for cell in row]
    if is_title(row):
        return cells[:1]
    escaped = [name.replace("|", "\\|") for name in names] or [""] * len(row)
    return [f"{name}: {cell}" if name else cell for name, cell in zip(escaped, cells, strict=True)]


def _fold(rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """Return the columns in groups of which no row is longer than a sentence may be, each with the first."""
    width = max(map(len, rows), default=0)
    if max((len(_write_row(row)) for row in rows), default=0) <= LONGEST_SENTENCE:
        return [list(range(width))]
    lengths = [max(len(row[column]) for row in rows if len(row) == width) + 3 for column in range(width)]
    groups = [[0]]
    for column in range(1, width):
        if len(groups[-1]) > 1 and sum(lengths[each] for each in (*groups[-1], column)) > LONGEST_SENTENCE:
            groups.append([0])
        groups[-1].append(column)
    return groups


def _is_parallel(rows: Sequence[_Row]) -> bool:
    """Return whether most rows hold a sentence in Cyrillic letters beside one in Latin letters."""
    if not rows or len(rows[0]) != 2:
        return False
    sides = [(_find_script(left), _find_script(right)) for left, right in rows]
    both = sum(set(pair) == {"cyrillic", "latin"} for pair in sides)
    return 2 * both > len(rows) and len({pair for pair in sides if all(pair)}) == 1


def _find_script(text: str) -> str | None:
    """Return the script that most letters of a sentence are in; None for less than a sentence."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic + latin < _SENTENCE:
        return None
    return "cyrillic" if cyrillic > latin else "latin"
