"""What of a page trafilatura leaves out and belongs to its text all the same, and what stands beside that."""

import re
from itertools import islice
from typing import Any

from index.documents.parsers.web.elements import HEADINGS, list_kinds
from index.documents.parsers.web.writer import Block

# What stands beside texts is called so: it counts against a text that trafilatura leaves out, too.
_BESIDE = re.compile(
    r"(?<![a-z])(?:comment|share|social|newsletter|author|related|sidebar|form(?![a-z])|footer|caption|figcaption|"
    r"banner|promo|meta|subscribe|paywall|advert|ads?-?(?:unit|slot|box)|donat)",
    re.IGNORECASE,
)
_FOLDERS = {"aside", "fieldset", "details", "dl", "table"}
_NOT_LETTERS = re.compile(r"\W+")
_FIGURE = re.compile(r"\d")
_CREDIT = re.compile(
    r"\A(?:fotos?|bild(?:er)?|abb(?:ildung|\.)|photos?|images?|pictures?|фото|рис(?:унок|\.))\s*\d*\s*[:©]|©",
    re.IGNORECASE,
)
_NEAR = 4  # elements around a text, in which a picture makes a caption of it
_ALONE = 1.2  # times its letters: what stands in them besides
_MOST_PIECES = 200  # of text: what is in more is not alone
_MOSTLY = 0.6  # of the letters beside a text
_REFERENCE = 0.66  # of the letters of a paragraph, at least, lead elsewhere
_LINKED = 0.1  # of the letters of a text, at most, lead elsewhere
_MANY_WORDS, _SOME_WORDS = 15, 8  # of a text, where the page does not name its main part, and where it does


def says(block: Block, *, is_stated: bool) -> bool:
    """Return whether a text that trafilatura leaves out says something, and is not named as an extra."""
    above = list_above(block.place)
    if block.linked > _LINKED * len(block.shown):
        return False
    if any(
        _BESIDE.search(f"{each.tag} {each.get('class') or ''} {each.get('id') or ''}") for each in above[:6]
    ):
        return False
    words = len(block.shown.split())
    if block.text.startswith("# "):
        return True
    if _is_extra(block):
        return False
    if not is_stated:
        return words >= _MANY_WORDS
    return words >= _SOME_WORDS or is_fact(block) or ":" in block.shown


def is_fact(block: Block) -> bool:
    """Return whether a text holds figures, or is in a box or folded: opening hours, addresses, answers."""
    return _is_boxed(block) or _FIGURE.search(block.shown) is not None


def _is_boxed(block: Block) -> bool:
    return any(each.tag in _FOLDERS or each.get("role") == "tabpanel" for each in list_above(block.place))


def is_apart(block: Block) -> bool:
    """Return whether a text is called the caption of a picture, or is a line that is a link to another page.

    trafilatura keeps many of these. Lists and headings of links are as the page has them.
    """
    if any(each.tag == "figcaption" for each in islice(list_above(block.place), _NEAR)):
        return True
    is_line = block.place.tag not in {"li", *HEADINGS} and not block.cells
    return is_line and block.linked > _REFERENCE * len(block.shown)


def _is_extra(block: Block) -> bool:
    """Return whether a text belongs to a picture or to a link: a caption, a line about another page.

    It shares its place with that and with nothing else. One with figures is no caption: there are icons
    beside opening hours.
    """
    if _CREDIT.search(block.shown):
        return True
    own = set(list_above(block.place))
    for above in islice(block.place.iterancestors(), _NEAR):
        if not _is_alone(block, above):
            return _leads_elsewhere(block, above)
        if any(picture not in own for picture in above.iter("img", "picture", "figure")):
            return not is_fact(block)
    return False


def _is_alone(block: Block, above: Any) -> bool:
    """Return whether the element `above` holds hardly any letters but those of `block`."""
    left = _ALONE * len(_NOT_LETTERS.sub("", block.shown))
    for number, text in enumerate(above.itertext()):
        left -= len(_NOT_LETTERS.sub("", text))
        if left < 0 or number >= _MOST_PIECES:
            return False
    return True


def _leads_elsewhere(block: Block, above: Any) -> bool:
    """Return whether what stands in the element `above` beside `block` are mostly links, as are its headings.

    Not when `block` is in a box, or short and holds figures: links stand beside opening hours, too.
    """
    if _is_boxed(block) or (is_fact(block) and len(block.shown.split()) < _MANY_WORDS):
        return False
    pieces = list(islice(above.itertext(), _MOST_PIECES + 1))
    if len(pieces) > _MOST_PIECES:
        return False
    beside = sum(len(piece.strip()) for piece in pieces) - len(block.shown)
    if any(not _is_linked(each) for each in above.iter("h1", "h2", "h3", "h4", "h5", "h6")):
        return False
    links = (each for each in above.iter("a") if "link" in list_kinds(each))
    return sum(len(text.strip()) for each in links for text in each.itertext()) > _MOSTLY * beside


def _is_linked(heading: Any) -> bool:
    return any(next(walk("a"), None) is not None for walk in (heading.iter, heading.iterancestors))


def drop_bare_headings(blocks: list[Block], is_own: list[bool], is_kept: list[bool]) -> list[Block]:
    """Return the blocks to keep, without headings and labels of which nothing is kept.

    The page's own stay where nothing stands under them before the next heading; none stays at the end.
    """
    kept: list[Block] = []
    is_bare = is_empty = True  # up to the next heading nothing is kept, nothing stands
    is_followed = False  # by a text that is kept
    for block, own, chosen in reversed(list(zip(blocks, is_own, is_kept, strict=True))):
        is_name = block.is_heading or block.shown.endswith(":")
        has_nothing = not kept or (block.is_heading and is_bare and not is_empty)
        keep = chosen and not (is_name and (has_nothing or not (own or is_followed)))
        if keep:
            kept.append(block)
        is_followed = keep and not block.is_heading
        is_bare = block.is_heading or (is_bare and not keep)
        is_empty = block.is_heading
    return kept[::-1]


def list_above(element: Any) -> list[Any]:
    """Return `element` and all that it stands in, the innermost first."""
    return [element, *element.iterancestors()]
