"""The elements of a page: which of them end a block, and what the text in them is part of."""

import re
from itertools import islice
from typing import Any

HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 0, "button": 0}  # 0: below the last
BOXES = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
        "legend", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "ul",
    )
)  # fmt: skip
ENDING = BOXES | set(HEADINGS)
_SUPER = re.compile(r"vertical-align\s*+:\s*+(?:super|text-top)", re.IGNORECASE)
_STYLE_OF_LIST = re.compile(r"list-style(?:-type)?\s*+:([^;]*)", re.IGNORECASE)
_NUMBERS = {  # what a list's style calls its numbers
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i",
    "upper-roman": "I", "decimal": "1", "decimal-leading-zero": "01",
    **dict.fromkeys(("none", "disc", "circle", "square"), ""),
}  # fmt: skip
_STAYING = ("#", "mailto:", "tel:")  # what leads to no other page
_MARK = re.compile(r"\s*[\[(]?\d{1,3}[\])]?\s*")


def is_heading(element: Any) -> bool:
    """Return whether `element` is a heading, and not one left open above paragraphs."""
    return element.tag in HEADINGS and len(list(islice(element.iter("p"), 2))) < 2


def list_kinds(element: Any) -> list[str]:
    """Return what the text in `element` stands in because of it."""
    kinds = []
    if is_heading(element):
        kinds.append("heading")
    if element.tag == "pre":
        kinds.append("lines")
    if element.tag == "a":
        target = (element.get("href") or "").lower()
        if not target.startswith(_STAYING):
            kinds.append("link")
        if target.startswith("#") and _MARK.fullmatch(element.text or ""):
            kinds.append("raised")
    if element.tag == "sup" or _SUPER.search(element.get("style") or ""):
        kinds.append("raised")
    return kinds


def find_kind_of_numbers(items: Any) -> str:
    """Return how the items of a list are counted, as `write_number` calls it; "" for dots and the like."""
    if items.tag != "ol":
        return ""
    stated = _STYLE_OF_LIST.search(items.get("style") or "")
    words = stated[1].lower().split() if stated else []
    return next((_NUMBERS[word] for word in words if word in _NUMBERS), items.get("type") or "1")
