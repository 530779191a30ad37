"""The rows of a table in, which of the first name its columns out. Pure.

What the file says counts. Where it says nothing, a first row is taken for names only when it clearly is none
of the others: it would stand in each of them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from index.documents.parsers.writing.cells import Cell

LONGEST_NAME = 80  # characters
ENOUGH = 3  # rows below, and columns, where one column alone tells names from values
_NUMBER = re.compile(r"[\d\s.,:%€$₽£+−–-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTHING = re.compile(r"[\s.…–—−-]*")
_LETTER = re.compile(r"[^\W\d_]")


def is_title(texts: Sequence[str]) -> bool:
    """Return whether a row is one cell over all columns: it heads the rows below and names no column."""
    return len(texts) > 1 and len(set(texts)) == 1 and _LETTER.search(texts[0]) is not None


def is_stated_head(row: Sequence[Cell]) -> bool:
    """Return whether the file says that a row names columns, and it does not hold figures instead."""
    filled = [cell for cell in row if cell.text]
    return all(cell.is_head and not _is_figure(cell.text) for cell in filled)


def count_heads(grid: Sequence[Sequence[Cell]]) -> int:
    """Return how many of the first rows name the columns; 0 where none does, or nothing says so clearly."""
    stated = sum(1 for _ in takewhile(is_stated_head, grid))
    if stated == len(grid):
        stated = 0
    heads = _find_block(grid, stated or 1)
    if stated:
        return heads if heads < len(grid) else stated
    below = [row for row in grid[heads:] if not is_title([cell.text for cell in row])]
    if not below or len(grid[0]) < 2:
        return 0
    names = [cell.text for cell in grid[heads - 1]]
    votes = [
        _weigh(name, [row[column].text for row in below if not _NOTHING.fullmatch(row[column].text)])
        for column, name in enumerate(names)
    ]
    if min(votes) < 0 or max(map(len, names)) > LONGEST_NAME:
        return 0
    return (
        heads
        if _is_set_off(grid[:heads], below) or _tells(join_names(grid[:heads]), votes, len(below))
        else 0
    )


def join_names(rows: Iterable[Sequence[Cell]]) -> tuple[str, ...]:
    """Return the name of each column, which `rows` give together, the widest first."""
    columns = zip(*rows, strict=True)
    return tuple(
        ", ".join(dict.fromkeys(_clean(cell.text) for cell in column if cell.text)) for column in columns
    )


def _clean(name: str) -> str:
    """Return `name` without what would look like the end of it."""
    return name.rstrip(":").replace(": ", " – ")


def _find_block(grid: Sequence[Sequence[Cell]], heads: int) -> int:
    """Return how many of the first rows belong together, `heads` at least.

    The parts of a cell over several columns stand below it, beside one that reaches down or is empty.
    """
    while heads < len(grid):
        above, row = grid[heads - 1], grid[heads]
        is_wide = any(one.text and one.text == right.text for one, right in pairwise(above))
        if not is_wide or all(
            one.text and one.text != below.text for one, below in zip(above, row, strict=True)
        ):
            break
        heads += 1
    return heads


def _is_set_off(heads: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]]) -> bool:
    """Return whether `heads` are bold and what stands `below` is not, the names of the rows aside."""
    named = sum(bool(cell.text) for cell in heads[-1][1:])
    is_bold = all(cell.is_bold for row in heads for cell in row if cell.text)
    is_light = any(cell.text and not cell.is_bold for row in below for cell in row[1:])
    return is_bold and is_light and 2 * named >= len(heads[-1]) - 1


def _tells(names: Sequence[str], votes: Sequence[int], below: int) -> bool:
    """Return whether the kinds of values alone tell that `names` are none of them.

    One column does not where there are two: "Eintritt | frei" may stand over "Führung | 5 Euro".
    """
    if not all(names[1:]) or len(set(names)) < len(names):
        return False
    return sum(votes) > 1 or (sum(votes) == 1 and len(names) >= ENOUGH and below >= ENOUGH)


def _weigh(name: str, values: Sequence[str]) -> int:
    """Return 1 when `name` is clearly of another kind than the `values` below it, -1 when of theirs."""
    if _YEAR.fullmatch(name):
        years = sum(_YEAR.fullmatch(value) is not None for value in values)
        return -1 if years else int(bool(values) and all(map(_NUMBER.fullmatch, values)))
    if name in values or (_is_figure(name) and any(map(_is_figure, values))):
        return -1
    has_digits = any(character.isdigit() for character in name)
    return int(bool(name) and not has_digits and len(values) > 1 and all(map(_is_value, values)))


def _is_figure(text: str) -> bool:
    """Return whether `text` is a number that is no year."""
    return (
        _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None and not _NOTHING.fullmatch(text)
    )


def _is_value(text: str) -> bool:
    """Return whether `text` is a figure, a date, a time, an address for mail or a mark: no mere words."""
    return "@" in text or any(map(str.isdigit, text)) or _LETTER.search(text) is None
