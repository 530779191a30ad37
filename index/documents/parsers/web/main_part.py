"""A page's tree in, the blocks of its main part out. The only importer of trafilatura.

A page that names its main part is believed. For others trafilatura says which texts are the page's own; what
stands between these is theirs as well, whatever it is called.
"""

import copy
import re
from itertools import takewhile
from typing import Any

import trafilatura
from lxml import etree
from trafilatura.metadata import extract_title
from trafilatura.settings import Extractor

from index.documents.parsers.web.beside import drop_bare_headings, is_apart, is_fact, list_above, says
from index.documents.parsers.web.visible import drop_unseen
from index.documents.parsers.web.writer import Block, list_blocks

_FURNITURE = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"}
_INLINE = (
    "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q",
    "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
)  # fmt: skip
_IN_LINES = {"a", *_INLINE}
_IN_HEAD = {"base", "link", "meta", "noscript", "script", "style", "template", "title"}
_NOT_LETTERS = re.compile(r"\W+")
_PIECE = 30  # letters that are looked for at a time
_MOST_OF = 0.85  # of what is the page's own, that stands in its main part
_SMALL = 600  # letters of a page that is read whole
_CROWDED = 300  # links and the like in one paragraph


def load_page(text: str) -> Any:
    """Return the tree of a page, None when there is nothing in it."""
    # To trafilatura, a page that does not begin with <html> may be none; a second <html> is let pass.
    tree: Any = trafilatura.load_html("<html>" + text)
    if tree is None:
        return None
    _open_body(tree)
    return None if tree.find(".//body") is None else tree


def _open_body(tree: Any) -> None:
    """Put into the body what `tree` has in its head and what cannot be there.

    A page may leave out both tags: libxml2 then knows where the head ends by the elements of 1999 alone.
    """
    head = tree.find("head")
    if head is None:
        return
    shown = [each for each in head if isinstance(each.tag, str) and each.tag not in _IN_HEAD]
    if not shown:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    body[:0] = head[head.index(shown[0]) :]


def find_title(tree: Any) -> str | None:
    """Return the title of a page: its only <h1>, else what it calls itself."""
    title = extract_title(tree)
    return title if isinstance(title, str) else None


def list_main_blocks(tree: Any) -> tuple[list[Block], float]:
    """Return the blocks of the main part, and which share of the letters to be seen these are."""
    drop_unseen(tree)
    own = _extract(copy.deepcopy(tree))
    body = tree.find(".//body")
    everything = [block for block in list_blocks(body) if not _is_furniture(block.place)]
    stated = _find_stated(body)
    blocks = _list_stated(stated, everything) if stated is not None else []
    is_stated = _measure(blocks) >= _SMALL or 2 * _measure(blocks) >= _measure(everything)
    chosen = _choose(blocks if is_stated else everything, own, is_stated=is_stated)
    return chosen, _measure(chosen) / max(_measure(everything), _measure(chosen), 1)


def _measure(blocks: list[Block]) -> int:
    return sum(len(block.shown) for block in blocks)


def _find_stated(body: Any) -> Any:
    """Return the element of which the page says that it is the main part."""
    stated = [*body.iter("main"), *body.xpath(".//*[@role='main']")]
    return max(stated, key=lambda element: len("".join(element.itertext())), default=None)


def _list_stated(stated: Any, everything: list[Block]) -> list[Block]:
    """Return the blocks of the main part `stated`, from the page's heading on where that stands before it."""
    blocks = list(list_blocks(stated))
    if any(block.text.startswith("# ") for block in blocks):
        return blocks
    before = list(takewhile(lambda block: stated not in list_above(block.place), everything))
    headings = [number for number, block in enumerate(before) if block.text.startswith("# ")]
    return before[headings[0] :] + blocks if len(headings) == 1 else blocks


def _is_furniture(element: Any) -> bool:
    """Return whether `element` belongs to what stands on every page of a site."""
    for above in (element, *element.iterancestors()):
        if above.tag in {"nav", "footer", "aside"} or above.get("role") in _FURNITURE:
            return True
        if above.tag == "header" and next(above.iter("h1"), None) is None:
            return True
    return False


def _extract(tree: Any) -> str:
    """Return the letters of what trafilatura takes for the page's own text."""
    for element in tree.iter("button", "summary"):  # the names of what unfolds
        element.tag = "h3" if element.tag == "summary" else "span"
    for cell in tree.iter("td", "th"):  # spans, which it fills in one by one, decide nothing here
        cell.attrib.pop("rowspan", None)
        cell.attrib.pop("colspan", None)
    # The time that trafilatura takes grows with the square of what stands in one paragraph.
    crowded = [each for each in tree.iter() if sum(child.tag in _IN_LINES for child in each) > _CROWDED]
    etree.strip_tags(tree, *_INLINE)
    for element in crowded:
        etree.strip_tags(element, "a")
        element.text = element.text  # as one piece
    options = Extractor(comments=False, output_format="python")
    page = trafilatura.bare_extraction(tree, options=options)
    text = page.text if isinstance(page, trafilatura.settings.Document) else ""
    return _NOT_LETTERS.sub("", text or "")


def _is_own(block: Block, own: str) -> bool:
    """Return whether more than half of the letters of `block` are among those of the page's `own` text."""
    letters = _NOT_LETTERS.sub("", block.shown)
    starts = range(0, max(len(letters) - _PIECE // 2, 1), _PIECE)  # a short rest may stand anywhere
    pieces = [letters[start : start + _PIECE] for start in starts]
    return 2 * sum(piece in own for piece in pieces) > len(pieces)


def _choose(blocks: list[Block], own: str, *, is_stated: bool) -> list[Block]:
    """Return the `blocks` that are the page's `own`, and of those between them what says something."""
    is_own = [not is_apart(block) and _is_own(block, own) for block in blocks]
    size = sum(len(block.shown) for block, kept in zip(blocks, is_own, strict=True) if kept)
    if _measure(blocks) < _SMALL or 2 * size < _SMALL:
        return [block for block in blocks if is_stated or 2 * block.linked <= len(block.shown)]
    region = None if is_stated else _find_region(blocks, is_own)
    end = max(number for number, kept in enumerate(is_own) if kept)
    is_kept = [
        kept
        or (
            (region is None or region in list_above(block.place))
            and says(block, is_stated=is_stated)
            and (number < end or is_fact(block))
        )
        for number, (block, kept) in enumerate(zip(blocks, is_own, strict=True))
    ]
    return drop_bare_headings(blocks, is_own, is_kept)


def _find_region(blocks: list[Block], is_own: list[bool]) -> Any:
    """Return the innermost element that most of the page's own text stands in."""
    weights: dict[Any, int] = {}
    for block, kept in zip(blocks, is_own, strict=True):
        for above in list_above(block.place)[1:] if kept else ():
            weights[above] = weights.get(above, 0) + len(block.shown)
    most = _MOST_OF * max(weights.values(), default=0)
    holding = [element for element, size in weights.items() if size >= most]
    return max(holding, key=lambda element: len(list_above(element)), default=None)
