"""Raised and lowered characters in, the same as plain text out. Pure.

"1999" with a raised 1 behind it must not read as 19991: a mark for a note is parted from what it stands at,
the exponent of a unit is not.
"""

import re

_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_UNIT = re.compile(r"(?<![^\W_])(?:[kdcmµμhнкдсм]?[mм]|[hг]?a|s|с)\Z")  # km², м³: what a power stands at
_POWER = re.compile(r"[-−]?[1-9]")
_NUMBERS = re.compile(r"[\d+\-−]+")
_MARK = re.compile(r"[\[(]?(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)[\])]?|[*†‡]{1,3}")
_MINUTES = re.compile(r"(?<!\d)[012]?\d\Z")  # of an hour: 19 with a raised 30 behind it


def raise_text(before: str, raised: str) -> str:
    """Return what is to be written behind `before` for the characters that stand `raised` there.

    A power of a unit is written as such (km²); the mark of a note is parted by a blank, unless a sign that
    ends something stands there already; letters (1st) stay as they are.
    """
    text = raised.strip()
    mark = _MARK.fullmatch(text)
    if not text or (mark is None and not _NUMBERS.fullmatch(text)):
        return raised
    if _POWER.fullmatch(text) and _UNIT.search(before[-8:]):
        return text.translate(_RAISED)
    if len(text) == 2 and text in {"00", "15", "30", "45"} and _MINUTES.search(before[-3:]):
        return f":{text}"
    written = (mark[1] or text if mark else text).translate(_RAISED)
    return f" {written}" if before[-1:].isalnum() else written
