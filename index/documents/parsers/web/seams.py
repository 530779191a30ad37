"""Where elements meet in a line without a blank, the one that a style sheet makes a reader see out.

<span class="day">Montag</span><span class="hours">8 Uhr</span> must not read as "Montag8 Uhr".
"""

import re
from itertools import islice
from typing import Any

from index.documents.parsers.web.elements import ENDING

_SEAM = "\x01"  # where two elements meet: no page holds this character
_SEWN = re.compile(rf"(?:(\w){_SEAM}(?=(\w)))|{_SEAM}")
_WITHIN_WORDS = {"br", "sub", "sup", "wbr", *ENDING}
_FEW = 8  # parts of a line
_DIGIT = re.compile(r"\d")  # in a name that a program made up


def begin_seam(element: Any) -> str:
    """Return what is to be written before `element`: a blank, a seam for `sew`, or nothing."""
    before = element.getprevious()
    if before is None or before.tail or {before.tag, element.tag} & _WITHIN_WORDS:
        return ""
    return " " if _is_row(before, element) else _SEAM


def _is_row(before: Any, element: Any) -> bool:
    """Return whether both are parts, with names of their own, of a line that holds nothing else."""
    line = element.getparent()
    parts = list(islice(line, _FEW + 1))  # to count all would take the square of their number
    if len(parts) > _FEW or (line.text or "").strip() or any((each.tail or "").strip() for each in parts):
        return False
    names = [each.get("class") or "" for each in (before, element)]
    return names[0] != names[1] and all(name and not _DIGIT.search(name) for name in names)


def sew(text: str) -> str:
    """Return `text` with a blank at each seam where no word goes on: Montag|8, Telefon|Anna, 12|Di."""
    return _SEWN.sub(_part, text)


def _part(seam: re.Match[str]) -> str:
    before, after = seam[1] or "", seam[2] or ""
    is_parted = (before.isalpha() and after.isdigit()) or (not before.isupper() and after.isupper())
    return f"{before} " if before and is_parted else before
