"""A document's text in, the blocks of a readable page out: headings, paragraphs, list items, tables. Pure.

Only headings, blank lines, `- ` items, tables and lines that name sources mean anything; all else stays
the text it is. Every block is a span of the text, so that a quote can be marked to the character.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.pages.documents.tables import Span, Table, read_lone_cell, read_table
from index.chunks import SOURCES

HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?=\S)")
CLOSING = re.compile(r"(?<=[ \t])#++\Z")  # of a heading: "## Goals ##"
UNDERLINED = re.compile(r"[ ]{0,3}[^\s#>|*+=`<-].*")
LINE_BELOW = re.compile(r"[ ]{0,3}(?P<line>=+|-{2,})[ \t]*")
ITEM = re.compile(r"\A\s*[-*+•][ \t]+(?=\S)")
# Numbered items, quoted lines and rows that are no table stay on lines of their own.
OWN_LINE = re.compile(r"\A\s*(?:\||>|[0-9]{1,3}[.)]\s)")
# A longer line was not wrapped by hand: it is a paragraph, though no blank line follows.
WRAPPED = 120


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SOURCES = "sources"  # a paragraph that names those of its section
    ITEM = "item"
    TABLE = "table"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block; `marked` when it belongs to the quote, `first` on the quote's first piece."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What stands at `text[start:end]`; its pieces are the parts of that in order; a table has none.

    `level` is that of a heading, 1 to 6. `page` is set on the first block that begins on a page, from 1. The
    `rows` of a table hold its cells; the first `heads` rows name the columns.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple["Block", ...], ...] = ()
    heads: int = 0


def read_blocks(
    text: str, body: int = 0, pages: tuple[int, ...] = (), quote: tuple[int, int] = (0, 0)
) -> list[Block]:
    """Return the blocks of `text[body:]` in order, with the characters of `text[slice(*quote)]` marked."""
    blocks: list[Block] = []
    started = False
    shown = 0
    for block in _split_blocks(text, body, len(text)):
        page = bisect_right(pages, block.start)
        marked, started = _mark(text, block, quote, started=started)
        blocks.append(replace(marked, page=page if page > shown else None))
        shown = max(page, shown)
    return blocks


def _mark(text: str, block: Block, quote: Span, *, started: bool) -> tuple[Block, bool]:
    """Return `block` with its pieces, and whether the quote has begun in it or before."""
    if block.kind is not Kind.TABLE:
        pieces = tuple(_cut_pieces(text, block, quote, started=started))
        return replace(block, pieces=pieces), started or any(piece.marked for piece in pieces)
    rows = []
    for row in block.rows:
        cells = []
        for cell in row:
            marked, started = _mark(text, cell, quote, started=started)
            cells.append(marked)
        rows.append(tuple(cells))
    return replace(block, rows=tuple(rows)), started


def _split_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of `text[start:end]`, without their pieces."""
    lines = list(_split_lines(text, start, end))
    number = 0
    while number < len(lines):
        if not text[slice(*lines[number])].strip():
            number += 1
        elif whole := _read_heading(text, lines, number) or _read_rows(text, lines, number):
            block, number = whole
            yield block
        else:
            block, number = _read_running(text, lines, number)
            yield block


def _read_heading(text: str, lines: Sequence[Span], number: int) -> tuple[Block, int] | None:
    """Return the heading that the line `number` is, and the number of the line after it; else None."""
    start, end = lines[number]
    line = text[start:end]
    if heading := HEADING.match(line):
        words = CLOSING.sub("", line.rstrip()).rstrip()
        stop = start + max(len(words), heading.end())
        return Block(Kind.HEADING, start + heading.end(), stop, level=len(heading["marks"])), number + 1
    alone = not number or not text[slice(*lines[number - 1])].strip()
    if not alone or number + 1 == len(lines) or not UNDERLINED.fullmatch(line):
        return None
    if below := LINE_BELOW.fullmatch(text, *lines[number + 1]):
        return Block(Kind.HEADING, start, end, level=1 if below["line"][0] == "=" else 2), number + 2
    return None


def _read_rows(text: str, lines: Sequence[Span], number: int) -> tuple[Block, int] | None:
    """Return the table that begins at the line `number`, and the number of the line after it."""
    if "|" not in text[slice(*lines[number])]:
        return None
    table = read_table(text, lines[number:])
    return (_build_table(table), number + table.lines) if table else None


def _build_table(table: Table) -> Block:
    rows = tuple(tuple(Block(Kind.CELL, *cell) for cell in row) for row in table.rows)
    ends = [cell[1] for row in table.rows for cell in row]
    return Block(Kind.TABLE, table.rows[0][0][0], max(ends), rows=rows, heads=table.heads)


def _read_running(text: str, lines: Sequence[Span], number: int) -> tuple[Block, int]:
    """Return the paragraph or item that begins at the line `number`, and the number of the one after it."""
    start, end = lines[number]
    if cell := read_lone_cell(text, lines[number]):
        return Block(Kind.PARAGRAPH, *cell), number + 1
    if item := ITEM.match(text[start:end]):
        block = Block(Kind.ITEM, start + item.end(), end)
    elif SOURCES.match(text, start, end):
        block = Block(Kind.SOURCES, start, end)
    else:
        block = Block(Kind.PARAGRAPH, start, end)
    after = number + 1
    while len(text[slice(*lines[after - 1])]) <= WRAPPED and _goes_on(text, lines[after : after + 1]):
        after += 1
    return replace(block, end=lines[after - 1][1]), after


def _goes_on(text: str, lines: Sequence[Span]) -> bool:
    """Return whether a paragraph or list item goes on with the first of `lines`."""
    if not lines:
        return False
    line = text[slice(*lines[0])]
    fresh = any(pattern.match(line) for pattern in (HEADING, ITEM, OWN_LINE, SOURCES))
    return bool(line.strip()) and not fresh


def _split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each line, without its line end."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _cut_pieces(text: str, block: Block, quote: tuple[int, int], *, started: bool) -> Iterator[Piece]:
    """Yield the parts of `block` before, inside and after the quote."""
    left = min(max(quote[0], block.start), block.end)
    right = max(min(quote[1], block.end), left)
    if block.start < left:
        yield Piece(text[block.start : left])
    if left < right:
        yield Piece(text[left:right], marked=True, first=not started)
    if right < block.end:
        yield Piece(text[right : block.end])
