"""What the styles of a Word file say of paragraphs and characters, and the names of its XML.

A property counts as the nearest says that has it: the text's own, its character style's, its paragraph's.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

LONGEST_CHAIN = 20  # of styles, each based on the next: a broken file may run in a circle
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEXADECIMAL = re.compile("[0-9A-Fa-f]{1,6}")
_FIRST_ROW = 0x20
_FALSE = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Return `name` as lxml spells it in the main part of a Word file."""
    return _NAMESPACE + name


def get(element: Any, name: str = "val") -> str | None:
    """Return an attribute, None without one or without an element."""
    value = None if element is None else element.get(_NAMESPACE + name)
    return None if value is None else str(value)


def get_number(element: Any, name: str = "val", default: int = 0) -> int:
    """Return an attribute that is a number, `default` when it is none."""
    value = get(element, name) or ""
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < 10 else default


def is_on(element: Any) -> bool:
    """Return whether a property that is there or not is there, and not switched off."""
    return element is not None and (get(element) or "1").lower() not in _FALSE


class Styles:
    """The styles of a file, by id; `root` is the XML of its styles, or None."""

    def __init__(self, root: Any) -> None:
        found = [] if root is None else root.findall(w("style"))
        self._by_id = {get(style, "styleId"): style for style in found}
        default = (style for style in found if get(style, "type") == "paragraph" and get(style, "default"))
        self._default = next(
            (get(style, "styleId") for style in default if get(style, "default") != "0"), None
        )
        self.list_chain = cache(self._list_chain)

    def _list_chain(self, style_id: str | None) -> tuple[Any, ...]:
        """Return the style of a paragraph or of characters and those it is based on, nearest first."""
        chain: list[Any] = []
        style = self._by_id.get(style_id)
        while style is not None and style not in chain and len(chain) < LONGEST_CHAIN:
            chain.append(style)
            style = self._by_id.get(get(style.find(w("basedOn"))))
        return tuple(chain)

    def find_paragraph_styles(self, paragraph: Any) -> tuple[Any, ...]:
        """Return the styles that count for `paragraph`, nearest first."""
        stated = get(paragraph.find(f"{w('pPr')}/{w('pStyle')}"))
        return self.list_chain(stated if stated in self._by_id else self._default)

    def find_run_properties(self, run: Any, paragraph_styles: Iterable[Any]) -> list[Any]:
        """Return what says how the characters of `run` look, nearest first."""
        own = run.find(w("rPr"))
        named = self.list_chain(get(own.find(w("rStyle")))) if own is not None else ()
        styles = (style.find(w("rPr")) for style in (*named, *paragraph_styles))
        return [properties for properties in (own, *styles) if properties is not None]

    def makes_first_row_bold(self, table: Any) -> bool:
        """Return whether a table wants its first row as its style has it, and that is bold."""
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        wishes = get(look) or ""  # in older files, the sum of all of them, hexadecimal
        is_wished = bool(int(wishes, 16) & _FIRST_ROW) if _HEXADECIMAL.fullmatch(wishes) else False
        stated = get(look, "firstRow")
        if not (is_wished if stated is None else stated.lower() not in _FALSE):
            return False
        styles = self.list_chain(get(table.find(f"{w('tblPr')}/{w('tblStyle')}")))
        parts = [part for style in styles for part in style.iterchildren(w("tblStylePr"))]
        firsts = [part.find(w("rPr")) for part in parts if get(part, "type") == "firstRow"]
        return is_on(find_first([each for each in firsts if each is not None], "b"))


def find_first(properties: Iterable[Any], name: str) -> Any:
    """Return the element `name` of the first of `properties` that has one, else None."""
    found = (each.find(w(name)) for each in properties)
    return next((element for element in found if element is not None), None)


def list_names(styles: Iterable[Any]) -> Iterator[str]:
    """Yield the names of `styles`, in small letters: those of built-in styles are English in every file."""
    return ((get(style.find(w("name"))) or "").lower() for style in styles)
