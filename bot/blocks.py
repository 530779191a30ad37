"""A document's text in, the blocks of a readable page out: headings, paragraphs, list items. Pure.

Only `#` headings, blank lines and `- ` items mean anything; everything else stays the text it is. Every block
is a span of the text, so that a quote can be marked to the character.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

HEADING = re.compile(r"[ ]{0,3}(?P<marks>#{1,6})[ \t]+(?=\S)")
ITEM = re.compile(r"\A\s*[-*+•][ \t]+(?=\S)")
# Rows of a table, numbered items and quoted lines stay on lines of their own.
OWN_LINE = re.compile(r"\A\s*(?:\||>|[0-9]{1,3}[.)]\s)")
# A longer line was not wrapped by hand: it is a paragraph, though no blank line follows.
WRAPPED = 120


class Kind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block; `marked` when it belongs to the quote, `first` on the quote's first piece."""

    text: str
    marked: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item: `text[start:end]`, of which the pieces are the parts in order.

    `level` is that of a heading, 1 to 6. `page` is set on the first block of a page, counted from 1.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    pieces: tuple[Piece, ...] = ()


def read_blocks(
    text: str, body: int = 0, pages: tuple[int, ...] = (), quote: tuple[int, int] = (0, 0)
) -> list[Block]:
    """Return the blocks of `text[body:]` in order, with the characters of `text[slice(*quote)]` marked."""
    blocks: list[Block] = []
    bounds = [body, *(start for start in pages if start > body), len(text)]
    started = False
    for number, (start, end) in enumerate(pairwise(bounds), start=1):
        page = number if pages else None
        for block in _split_blocks(text, start, end):
            pieces = tuple(_cut_pieces(text, block, quote, started=started))
            started = started or any(piece.marked for piece in pieces)
            blocks.append(replace(block, page=page, pieces=pieces))
            page = None
    return blocks


def _split_blocks(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of `text[start:end]`, without their pieces."""
    block: Block | None = None
    for line_start, line_end in _split_lines(text, start, end):
        line = text[line_start:line_end]
        heading, item = HEADING.match(line), ITEM.match(line)
        fresh = heading or item or OWN_LINE.match(line) or not line.strip()
        if block and fresh:
            yield block
            block = None
        if block:
            block = replace(block, end=line_end)
        elif heading:
            yield Block(Kind.HEADING, line_start + heading.end(), line_end, level=len(heading["marks"]))
        elif item:
            block = Block(Kind.ITEM, line_start + item.end(), line_end)
        elif line.strip():
            block = Block(Kind.PARAGRAPH, line_start, line_end)
        if block and len(line) > WRAPPED:
            yield block
            block = None
    if block:
        yield block


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
