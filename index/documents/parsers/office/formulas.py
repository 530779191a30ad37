"""Formulas of office files in, the same on one line out: (a+b)/2, x², √(n). Pure."""

from collections.abc import Callable
from typing import Any

from index.documents.parsers.writing.mathml import group, raise_power

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def write_formula(element: Any) -> str:
    """Return the characters of a formula of Word, with signs for what stands above, below or under a root."""
    name = element.tag.removeprefix(MATH)
    if name == "t":
        return element.text or ""

    def write(part: str) -> str:
        found = element.find(MATH + part)
        return "" if found is None else write_formula(found)

    if name in _FORMS:
        return _FORMS[name](write, element)
    return "".join(write_formula(child) for child in element.iterchildren(f"{MATH}*"))


def _find_sign(element: Any, place: str, usual: str) -> str:
    found = element.find(f".//{MATH}{place}")
    return usual if found is None else str(found.get(f"{MATH}val") or "")


def _write_brackets(_: Callable[[str], str], element: Any) -> str:
    inner = ", ".join(write_formula(each) for each in element.iterchildren(f"{MATH}e"))
    properties = element.find(f"{MATH}dPr")
    if properties is None:
        return f"({inner})"
    return _find_sign(properties, "begChr", "(") + inner + _find_sign(properties, "endChr", ")")


def _write_sum(write: Callable[[str], str], element: Any) -> str:
    properties = element.find(f"{MATH}naryPr")
    sign = "∫" if properties is None else _find_sign(properties, "chr", "∫")
    below, above = write("sub"), write("sup")
    return sign + (f"_{group(below)}" if below else "") + (f"^{group(above)}" if above else "") + write("e")


_FORMS: dict[str, Callable[[Callable[[str], str], Any], str]] = {
    "f": lambda write, _: f"{group(write('num'))}/{group(write('den'))}",
    "sSup": lambda write, _: raise_power(write("e"), write("sup")),
    "sSub": lambda write, _: f"{write('e')}_{group(write('sub'))}",
    "sSubSup": lambda write, _: raise_power(f"{write('e')}_{group(write('sub'))}", write("sup")),
    "rad": lambda write, _: f"{write('deg')}√({write('e')})",
    "d": _write_brackets,
    "nary": _write_sum,
}
