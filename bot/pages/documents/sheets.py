"""The pages of a document: the blocks that begin on each, and its pictures. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote as escape
from urllib.parse import urlencode

from bot.pages.documents.blocks import Block
from bot.pages.documents.tables import Span
from index.documents.document import Document
from index.originals.pictures import has_pictures


@dataclass(frozen=True, slots=True)
class Picture:
    """The page `number` as a picture, and whether the quote stands on it."""

    number: int
    address: str
    cited: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The blocks that begin on the page `number`, none where there are no pages, and its pictures."""

    number: int | None
    blocks: tuple[Block, ...]
    pictures: tuple[Picture, ...] = ()


def split_sheets(
    document: Document, blocks: Sequence[Block], quote: Span | None, *, has_original: bool
) -> list[Sheet]:
    """Return `blocks` by page; with pictures where the file of `document` is there and can be drawn.

    Pages on which no block begins have their pictures with the page before.
    """
    pictures = list(_list_pictures(document, quote)) if has_original and has_pictures(document) else []
    starts = [0, *(at for at, block in enumerate(blocks) if block.page and at), len(blocks)]
    sheets = []
    for first, last in pairwise(starts):
        begun = blocks[first:last]
        number = begun[0].page if begun else None
        following = blocks[last].page if last < len(blocks) else None
        own = pictures[(number or 1) - 1 if first else 0 : following - 1 if following else None]
        sheets.append(Sheet(number, tuple(begun), tuple(own)))
    return sheets


def _list_pictures(document: Document, quote: Span | None) -> Iterator[Picture]:
    """Yield the pictures of all pages, the quote marked on those on which it stands."""
    cited = range(0)
    if quote and quote[0] < quote[1]:
        first, last = (bisect_right(document.pages, at) for at in (quote[0], quote[1] - 1))
        cited = range(first, last + 1)
    for number in range(1, len(document.pages) + 1):
        marked = f"?{urlencode({'start': quote[0], 'end': quote[1]})}" if quote and number in cited else ""
        yield Picture(number, f"/pages/{number}/{escape(document.path)}{marked}", number in cited)
