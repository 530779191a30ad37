"""What the styles of an OpenDocument text say: which characters are seen, and how lists are numbered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from index.documents.parsers.writing.numbers import write_number

LONGEST_CHAIN = 20  # of styles, each based on the next
_NAMES = {
    prefix: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
    )
}  # fmt: skip
_WEIGHT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}font-weight"
_BOLD = {"bold", "600", "700", "800", "900"}
_PLACE = re.compile(r"%(\d{1,2})%")
BULLET = "-"
OUTLINE = ""  # the list that headings are numbered in; no style has this name


def o(name: str) -> str:
    """Return a name such as "text:p" as lxml spells it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


@dataclass(slots=True)
class ListPlace:
    """Where in its list an item stands: the style, the level from 1, how far each level has counted."""

    style: str | None
    level: int = 0
    counts: dict[int, int] = field(default_factory=dict)


class TextStyles:
    """The styles in the `roots` of a file: those of its text, and those that all texts may use."""

    def __init__(self, *roots: Any) -> None:
        known = [root for root in roots if root is not None]
        self._styles = {
            (style.get(o("style:family")), style.get(o("style:name"))): style
            for root in reversed(known)
            for style in root.iter(o("style:style"))
        }
        self._lists = {
            each.get(o("style:name")): _find_levels(each)
            for root in reversed(known)
            for each in root.iter(o("text:list-style"))
        }
        outlines = (each for root in known for each in root.iter(o("text:outline-style")))
        self._lists[OUTLINE] = next((_find_levels(each) for each in outlines), {})
        self.find_look = cache(self._find_look)

    def _list_chain(self, family: str, name: str | None) -> Iterator[Any]:
        for _ in range(LONGEST_CHAIN):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(o("style:parent-style-name"))

    def _find_look(self, family: str, name: str | None) -> str:
        """Return how characters of a style look: "hidden", "super", "plain", or "" when it does not say."""
        for style in self._list_chain(family, name):
            for properties in style.iterchildren(o("style:text-properties")):
                look = _judge(properties)
                if look:
                    return look
        return ""

    def is_bold(self, family: str, name: str | None) -> bool:
        """Return whether characters of a style are bold."""
        weights = (
            properties.get(_WEIGHT)
            for style in self._list_chain(family, name)
            for properties in style.iterchildren(o("style:text-properties"))
        )
        return next(filter(None, weights), "normal") in _BOLD

    def is_title(self, name: str | None) -> bool:
        """Return whether paragraphs of the style `name` are the title of the document."""
        return any(style.get(o("style:name")) == "Title" for style in self._list_chain("paragraph", name))

    def count(self, place: ListPlace, start: str | None) -> str:
        """Return the number of the next item at `place`, BULLET for a dot, "" for nothing to be seen."""
        levels = self._lists.get(place.style, {})
        looks = levels.get(place.level)
        before = place.counts.get(place.level, _find_start(looks) - 1)
        place.counts[place.level] = int(start) if start and start.isdecimal() else before + 1
        for deeper in [level for level in place.counts if level > place.level]:
            del place.counts[deeper]
        if looks is None:
            return "" if place.style == OUTLINE else BULLET
        if looks.tag == o("text:list-level-style-bullet"):
            return BULLET
        return _write(place, levels)


def _find_levels(style: Any) -> dict[int, Any]:
    levels = ((each.get(o("text:level")), each) for each in style)
    return {int(level): each for level, each in levels if level and level.isdecimal()}


def _find_start(looks: Any) -> int:
    start = looks.get(o("text:start-value")) if looks is not None else None
    return int(start) if start and start.isdecimal() else 1


def _write(place: ListPlace, levels: dict[int, Any]) -> str:
    looks = levels[place.level]
    form = looks.get(o("style:num-format")) or ""
    shown = looks.get(o("text:display-levels")) or "1"
    pattern = next((value for name, value in looks.attrib.items() if name.endswith("}num-list-format")), None)
    if not form:
        return "" if pattern is None else _PLACE.sub("", pattern).strip()
    if pattern is None:
        first = max(place.level - int(shown) + 1, 1) if shown.isdecimal() else place.level
        inner = ".".join(f"%{level}%" for level in range(first, place.level + 1))
        pattern = (looks.get(o("style:num-prefix")) or "") + inner + (looks.get(o("style:num-suffix")) or "")

    def fill(found: re.Match[str]) -> str:
        level = int(found[1])
        its = levels.get(level)
        kind = (its.get(o("style:num-format")) or "1") if its is not None else "1"
        return write_number(place.counts.get(level, _find_start(its)), kind[0])

    return _PLACE.sub(fill, pattern).strip()


def _judge(properties: Any) -> str:
    if properties.get(o("text:display")) in {"none", "true"}:  # "true" was written for it by older programs
        return "hidden"
    for kind in ("style", "type"):
        if properties.get(o(f"style:text-line-through-{kind}"), "none") != "none":
            return "hidden"
    position = properties.get(o("style:text-position")) or ""
    if not position:
        return ""
    height = position.split()[0]
    return "super" if height == "super" or (height[0].isdigit() and height.strip("0%")) else "plain"
