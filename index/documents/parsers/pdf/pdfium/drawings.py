"""What a page shows beside its text: rules, pictures, and areas that may cover text."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from index.documents.parsers.pdf.pdfium.glyphs import Box, turn_box

THIN = 2.5  # points: what is narrower is a rule, not an area
SHORTEST_RULE = 6.0
MOST_OBJECTS = 20_000  # of a page; a drawing of more is no table
DEEPEST = 4  # forms within forms
WHITE = 250  # of 255: the edge of such an area is seen on no paper
SMALLEST_COVER, MOST_COVERS = 100.0, 20  # square points of an area that may hide a text; how many are tried

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line from `start` to `end`, at the height or, if `upright`, the distance `at`."""

    at: float
    start: float
    end: float
    upright: bool


@dataclass(slots=True)
class Drawings:
    """The rules of a page, the boxes of its pictures, and the addresses of texts that something may cover."""

    rules: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)
    is_empty: bool = True


def read_drawings(page: Any, upright: int) -> Drawings:
    """Return what is drawn on `page`, places counted as those of its letters."""
    drawings = Drawings()
    texts: list[tuple[int, Any]] = []  # the number of the object, and the object
    covers: list[tuple[float, int, Box]] = []  # the area, the number, where
    for number, (kind, item, matrix) in enumerate(_walk(page)):
        drawings.is_empty = False
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if matrix is _SAME:
                texts.append((number, item))
            continue
        if kind not in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH}:
            continue
        box = _find_box(item, matrix)
        area = (box[2] - box[0]) * (box[3] - box[1])
        if texts and area >= SMALLEST_COVER:
            covers.append((area, number, box))
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawings.pictures.append(turn_box(box, upright))
        else:
            drawings.rules += _find_rules(turn_box(box, upright), item)
    covers = sorted(covers, reverse=True)[:MOST_COVERS]
    drawings.covered = {
        ctypes.addressof(item.contents)
        for number, item in texts
        if covers and _is_covered(number, item, covers)
    }
    return drawings


def _is_covered(number: int, item: Any, covers: list[tuple[float, int, Box]]) -> bool:
    """Return whether something that is drawn later lies over the middle of a text."""
    box = _find_box(item, _SAME)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(
        later > number and left <= x <= right and bottom <= y <= top
        for _, later, (left, bottom, right, top) in covers
    )


def _walk(page: Any) -> Iterator[tuple[int, Any, _Matrix]]:
    """Yield the kind of each object, the object, and the matrix that places it; forms are opened."""
    left = MOST_OBJECTS
    stack: list[tuple[Any, Any, _Matrix, int]] = [
        (pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, _SAME, 0)
    ]
    holders = [page.raw]
    while stack:
        count, get, matrix, depth = stack.pop()
        holder = holders.pop()
        for number in range(count(holder)):
            item = get(holder, number)
            kind = pdfium.FPDFPageObj_GetType(item)
            left -= 1
            if left < 0:
                return
            if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = _multiply(_find_matrix(item), matrix)
                stack.append(
                    (pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner, depth + 1)
                )
                holders.append(item)
            yield kind, item, matrix


def _find_matrix(item: Any) -> _Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _multiply(one: _Matrix, other: _Matrix) -> _Matrix:
    """Return the matrix that does what `one` does, then what `other` does."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _find_box(item: Any, matrix: _Matrix) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    if matrix is _SAME:
        return left.value, bottom.value, right.value, top.value
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _find_rules(box: Box, item: Any) -> Iterator[Rule]:
    """Yield the rules that a path is: a thin one is a rule, a stroked rectangle four of them."""
    left, bottom, right, top = box
    width, height = right - left, top - bottom
    if height <= THIN and width >= SHORTEST_RULE:
        yield Rule((bottom + top) / 2, left, right, upright=False)
    elif width <= THIN and height >= SHORTEST_RULE:
        yield Rule((left + right) / 2, bottom, top, upright=True)
    elif width >= SHORTEST_RULE and height >= SHORTEST_RULE and pdfium.FPDFPath_CountSegments(item) <= 6:
        mode, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, mode, stroked)
        if stroked.value or (mode.value and not _is_white(item)):
            yield from (Rule(at, left, right, upright=False) for at in (bottom, top))
            yield from (Rule(at, bottom, top, upright=True) for at in (left, right))


def _is_white(item: Any) -> bool:
    """Return whether a path is filled with white, as programs do behind each line of a text."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    is_plain = pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
    return bool(is_plain) and (min(red.value, green.value, blue.value) >= WHITE or alpha.value == 0)
