"""Formulas in MathML in, the same on one line out: (a+b)/2, x², √(n). Pure."""

from typing import Any

_UNSEEN = {"annotation", "annotation-xml", "none", "mprescripts"}


def write_mathml(element: Any) -> str:
    """Return the characters of a formula, with signs for what stands above, below or under a root."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "none"
    if name in _UNSEEN:
        return ""
    parts = [write_mathml(child) for child in element]
    match name, parts:
        case "mfrac", [above, below]:
            text = f"{group(above)}/{group(below)}"
        case (("msup" | "mover"), [base, power]):
            text = raise_power(base, power)
        case (("msub" | "munder"), [base, below]):
            text = f"{base}_{group(below)}"
        case (("msubsup" | "munderover"), [base, below, power]):
            text = raise_power(f"{base}_{group(below)}", power)
        case "msqrt", _:
            text = f"√({''.join(parts)})"
        case "mroot", [base, degree]:
            text = f"{degree}√({base})"
        case _:
            text = "".join(parts) or (element.text or "").strip()
    return text


def group(text: str) -> str:
    """Return `text` in brackets if it is more than a word or a number."""
    return text if text.isalnum() or not text else f"({text})"


def raise_power(base: str, power: str) -> str:
    """Return `base` with `power`: x², x^(n+1)."""
    is_digit = len(power) == 1 and power in "0123456789"
    return base + ("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(power)] if is_digit else f"^{group(power)}")
