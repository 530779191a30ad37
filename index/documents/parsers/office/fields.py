"""The fields of a Word file: what a program filled in, such as a page's number, and what only steers it."""

import re
from dataclasses import dataclass, field
from typing import Any

from index.documents.parsers.office.styles import get, get_number, is_on, w

_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its orders, the runs among them, and those of what it says."""

    orders: str = ""
    steering: list[Any] = field(default_factory=list)
    saying: list[Any] = field(default_factory=list)
    is_saying: bool = False

    def add(self, runs: list[Any]) -> None:
        (self.saying if self.is_saying else self.steering).extend(runs)


def find_unseen(root: Any) -> set[Any]:
    """Return the runs below `root` that are no text: fields in the orders of others, and lists of headings.

    Fields are written as marks between runs, over any number of paragraphs, and one may hold others. One that
    does not end says what it holds.
    """
    unseen: set[Any] = set()
    fields: list[_Field] = []
    for run in root.iter(w("r")):
        for mark in run.iterchildren(w("fldChar"), w("instrText")):
            kind = get(mark, "fldCharType")
            if kind == "begin":
                fields.append(_Field())
            elif fields and mark.tag == w("instrText"):
                fields[-1].orders += mark.text or ""
            elif fields and kind == "separate":
                fields[-1].is_saying = True
            elif fields and kind == "end":
                ended = fields.pop()
                unseen.update(ended.steering, ended.saying if _CONTENTS.match(ended.orders) else ())
                if fields:
                    fields[-1].add(ended.saying)
        if fields and run.find(f"{w('fldChar')}/{w('ffData')}") is None:  # which says what was chosen
            fields[-1].add([run])
    return unseen


def read_old_field(field: Any) -> str:
    """Return what a form field of older files is set to, which stands in no run: its choice, its tick."""
    entries = field.findall(f"{w('ffData')}/{w('ddList')}/{w('listEntry')}")
    if entries:
        chosen = get_number(field.find(f"{w('ffData')}/{w('ddList')}/{w('result')}"))
        return get(entries[chosen]) or "" if 0 <= chosen < len(entries) else ""
    box = field.find(f"{w('ffData')}/{w('checkBox')}")
    if box is None:
        return ""
    checked = box.find(w("checked"))
    return "☒" if is_on(checked if checked is not None else box.find(w("default"))) else "☐"
