"""Paragraphs, headings, list items, tables and pages in, a text out: what stands between them. Pure."""

import re
from collections.abc import Iterable

from index.documents.content import Content, clean_text

_BETWEEN_PAGES = "\n\n"
_ITEM = re.compile(r"[ ]*(?:-|\d{1,3}[.)]) ")


def join_blocks(blocks: Iterable[str]) -> str:
    """Return the `blocks` parted by empty lines, items of a list by line ends."""
    pieces: list[str] = []
    is_item = False
    for block in filter(None, blocks):
        was_item, is_item = is_item, _ITEM.match(block) is not None
        pieces += ["\n" if was_item and is_item else "\n\n", block]
    return "".join(pieces[1:])


def join_pages(pages: Iterable[str]) -> Content:
    """Return the text of `pages`, parted by empty lines, with the place where each of them starts."""
    cleaned = [clean_text(page) for page in pages]
    starts = [0]
    for page in cleaned:
        starts.append(starts[-1] + len(page) + len(_BETWEEN_PAGES))
    return Content(_BETWEEN_PAGES.join(cleaned), pages=tuple(starts[:-1]))
