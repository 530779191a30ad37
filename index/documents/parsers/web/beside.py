"""What of a page trafilatura leaves out and belongs to its text all the same, and what stands beside that."""

import re
from itertools import islice
from typing import Any

from index.documents.parsers.web.writer import Block

# What stands beside texts is called so: it counts against a text that trafilatura leaves out, too.
_BESIDE = re.compile(
    r"(?<![a-z])(?:comment|kommentar|respond|share|sharing|social|shariff|newsletter|author|related|sidebar|widget|"
    r"teaser|form(?![a-z])|footer|caption|figcaption|copyright|credit|banner|promo|meta|subscribe|gate(?![a-z])|paywall|cookie|bio(?![a-z])|rating|"
    r"tags?(?![a-z])|breadcrumb|nav|menu|advert|ads?-?(?:unit|slot|box)|donat|cta(?![a-z])|werbung|further|"
    r"snippet|imgin|bildunter)",
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
    if _is_caption(block):
        return False
    if not is_stated:
        return words >= _MANY_WORDS
    return words >= _SOME_WORDS or is_fact(block) or ":" in block.shown


def is_fact(block: Block) -> bool:
    """Return whether a text holds figures, or is in a box or folded: opening hours, addresses, answers."""
    above = list_above(block.place)
    is_boxed = any(each.tag in _FOLDERS or each.get("role") == "tabpanel" for each in above)
    return is_boxed or _FIGURE.search(block.shown) is not None


def _is_caption(block: Block) -> bool:
    """Return whether a text says whose a picture is, or shares its place with one and with nothing else.

    Not when it holds figures: there are icons beside opening hours.
    """
    if _CREDIT.search(block.shown):
        return True
    own = set(list_above(block.place))
    for above in islice(block.place.iterancestors(), _NEAR):
        if not _is_alone(block, above):
            return False
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


def drop_bare_headings(blocks: list[Block], is_own: list[bool], is_kept: list[bool]) -> list[Block]:
    """Return the blocks to keep, without headings and labels of what is not kept.

    Those that are the page's own stay.
    """
    following = [*zip(blocks[1:], is_kept[1:], strict=True), None]
    return [
        block
        for block, own, kept, after in zip(blocks, is_own, is_kept, following, strict=True)
        if kept
        and (
            own
            or not (block.text.startswith("#") or block.shown.endswith(":"))
            or (after is not None and after[1] and not after[0].text.startswith("#"))
        )
    ]


def list_above(element: Any) -> list[Any]:
    """Return `element` and all that it stands in, the innermost first."""
    return [element, *element.iterancestors()]
