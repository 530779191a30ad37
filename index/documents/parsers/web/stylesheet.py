"""The style sheets in a page in, what they say of single classes out, written at the elements that have them.

Only what decides whether text is seen and raised is read, and only rules for a class: what else a sheet says
depends on more than the page.
"""

import re
from collections.abc import Iterator
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_CLASS = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
_TELLING = re.compile(
    r"(?:display|visibility|text-decoration(?:-line)?|vertical-align)\s*+:[^;]*+", re.IGNORECASE
)
_LONGEST = 500_000  # characters of all sheets: more is a program's, not a page's


def apply_styles(tree: Any) -> None:
    """Write what the sheets of the page say of a class into the `style` of each element of that class."""
    by_class = _read_sheets("\n".join(sheet.text or "" for sheet in tree.iter("style"))[:_LONGEST])
    if not by_class:
        return
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("class"):
            told = [by_class[name] for name in element.get("class").split() if name in by_class]
            if told:
                element.set("style", ";".join([*told, element.get("style") or ""]))


def _read_sheets(sheets: str) -> dict[str, str]:
    by_class: dict[str, str] = {}
    for selectors, declarations in _list_rules(_COMMENT.sub("", sheets)):
        telling = ";".join(_TELLING.findall(declarations))
        for selector in selectors.split(",") if telling else ():
            named = _CLASS.fullmatch(selector.strip())
            if named:
                by_class[named[1]] = telling
    return by_class


def _list_rules(sheets: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations of each rule, without those for print and the like (`@media`)."""
    pieces = _BRACE.split(sheets)
    selectors, depth = "", 0  # in how many braces of an @ rule
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if depth:
            depth += 1 if brace == "{" else -1
        elif brace == "}":
            yield selectors, text
        else:
            selectors = text.rpartition(";")[2].strip()  # behind "@import …;"
            depth = int(selectors.startswith("@"))
