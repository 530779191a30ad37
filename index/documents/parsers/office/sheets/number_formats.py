"""How Excel shows a number, by the code of its format: 0.25 as 25%, 1067 as 01067, 12.5 as 12.50 €. Pure.

Figures are not grouped, and a point stands before decimals: what Excel puts there depends on who looks.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from math import isfinite

BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_CURRENCY = re.compile(r"\[\$([^\]-]{0,20})[^\]]{0,20}\]")
_REST = re.compile(r"\[[^\]]{0,40}\]|[_*].")  # colours and conditions; room and fillers
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_FIGURES = re.compile(r"([#0?,]*)(?:\.([#0?]+))?")
_PLACE = re.compile(r"[#0?]")
_OTHER = re.compile(r"[a-z@/]", re.IGNORECASE)  # dates, General, fractions, powers, text
_MOST_DECIMALS = 30
_EXACTLY = Context(prec=400)  # figures: the largest number has 309 before the point


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What stands around a number, how many figures it has; `is_struck` when the cell is struck out."""

    before: str = ""
    after: str = ""
    digits: int = 1  # before the point, at least
    fewest: int = 0  # decimals
    most: int | None = None  # None where the format does not say
    is_struck: bool = False

    def write(self, value: float) -> str | None:
        """Return `value` as it is shown, None where the format does not say how."""
        if self.most is None or not isfinite(value):
            return None
        exact = Decimal(repr(abs(value))) * (100 if "%" in self.after else 1)
        shown = exact.quantize(Decimal(1).scaleb(-self.most), ROUND_HALF_UP, _EXACTLY)  # 2.5 is shown as 3
        whole, _, decimals = f"{shown:f}".partition(".")
        decimals = decimals[: self.fewest] + decimals[self.fewest :].rstrip("0")
        number = whole.zfill(self.digits) + ("." + decimals if decimals else "")
        return f"{'-' * (value < 0)}{self.before}{number}{self.after}".strip()


PLAIN = NumberFormat()


def read_format(code: str) -> NumberFormat:
    """Return what the code of a format says of numbers above zero."""
    literals: list[str] = []

    def keep(literal: re.Match[str]) -> str:
        literals.append(literal[1] if literal[1] is not None else literal[2])
        return "\0"

    bare = _LITERAL.sub(keep, _CURRENCY.sub(r'"\1"', code)).partition(";")[0]
    bare = _REST.sub("", bare)
    first = _PLACE.search(bare)
    if first is None or _OTHER.search(bare):
        return PLAIN
    figures = _FIGURES.match(bare, first.start())
    whole, decimals = (figures[1], figures[2] or "") if figures else ("", "")
    end = figures.end() if figures else 0
    is_in_thousands = whole.endswith(",") or bare.startswith(",", end)
    if is_in_thousands or len(decimals) > _MOST_DECIMALS:
        return PLAIN
    rest = iter(literals)
    before, after = (
        "".join(next(rest, "") if letter == "\0" else letter for letter in part)
        for part in (bare[: first.start()], bare[end:])
    )
    return NumberFormat(before, after, max(whole.count("0"), 1), decimals.count("0"), len(decimals))
