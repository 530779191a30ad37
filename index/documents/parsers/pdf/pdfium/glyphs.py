"""PDFium's text of a page in, its letters out, each with its place and font. No words yet.

Each call into PDFium costs about a microsecond and a page has thousands of letters: what a text object has
in common (font, size, colour, angle) is asked once for all its letters.
"""

import ctypes
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from index.documents.parsers.pdf.pdfium.styles import FULL_TURN, Style, StyleReader

UNKNOWN = "\ufffd"  # a letter of which the file does not say what it means
NO_INK = 0.1  # points
SHORTEST_TURNED = 300  # letters
_RIGHT_ANGLES = (0, 90, 180, 270)
_LEVEL = range(-3, 4)  # degrees: a scanned page with words behind it may be a little aslant
_LINE_ENDS = {0x0A, 0x0D}
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # of a letter above U+FFFF
_HYPHEN = 0x02  # what PDFium writes for one at the end of a line
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Glyph(NamedTuple):
    """A letter or a blank, in points from the page's lower left corner; `base` is the height of its line."""

    text: str
    left: float
    right: float
    base: float
    style: Style
    owner: int  # the address of PDFium's text object


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a page: those of its lines, and those of a text that is `turned` against them.

    Page turned or not, lines run from left to right: the one of the right angles in which most letters are
    written, `upright`, is taken for level, and all places are counted so.
    """

    upright: int
    level: list[Glyph]
    turned: list[Glyph]
    objects: dict[int, Any]  # PDFium's text objects, by address


def read_glyphs(textpage: Any, box: Box) -> Letters:
    """Return the letters of a page in the order of the file, blanks included, without those outside `box`.

    What is written aslant, a stamp or a watermark, is left out, and so is a turned text shorter than
    `SHORTEST_TURNED`: a note in the margin. More is a table that found no room otherwise.
    """
    found, objects = _read_all(textpage)
    counts = Counter(each[-2].angle for each in found)
    nearest = Counter(
        {angle: sum(counts[(angle + d) % FULL_TURN] for d in _LEVEL) for angle in _RIGHT_ANGLES}
    )
    upright = max(_RIGHT_ANGLES, key=lambda angle: nearest[angle])
    other = max((angle for angle in _RIGHT_ANGLES if angle != upright), key=lambda angle: nearest[angle])
    turned = _place(found, box, other) if nearest[other] >= SHORTEST_TURNED else []
    return Letters(upright, _place(found, box, upright), turned, objects)


def _read_all(textpage: Any) -> tuple[list[Any], dict[int, Any]]:
    raw = textpage.raw
    reader = StyleReader(raw)
    objects: dict[int, Any] = {}
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    find_object, find_code = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_GetUnicode
    find_box, find_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    to_rect, to_x, to_y = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    found = []
    last = 0
    for number in range(max(pdfium.FPDFText_CountChars(raw), 0)):
        code = find_code(raw, number)
        if code in _FIRST_HALVES and find_code(raw, number + 1) in _SECOND_HALVES:
            continue
        if code in _SECOND_HALVES and find_code(raw, number - 1) in _FIRST_HALVES:
            code = _join_halves(find_code(raw, number - 1), code)
        text_object = None if code in _LINE_ENDS else find_object(raw, number)
        if not text_object:  # a blank or a line end that PDFium has added
            continue
        if code == _HYPHEN and pdfium.FPDFText_IsHyphen(raw, number) == 1:
            code = ord("-")
        address = ctypes.addressof(text_object.contents)
        if address != last:
            last, objects[address] = address, text_object
            style = reader.read(number, text_object)
        if not 0x20 <= code < 0x7F and _read_letter(code) == UNKNOWN and _is_blank(raw, number):
            code = ord(" ")
        find_box(raw, number, to_rect)
        find_origin(raw, number, to_x, to_y)
        found.append((code, rect.left, rect.right, rect.bottom, rect.top, x.value, y.value, style, address))
    return found, objects


def _join_halves(first: int, second: int) -> int:
    return 0x10000 + (first - _FIRST_HALVES.start) * 0x400 + second - _SECOND_HALVES.start


def _is_blank(raw: Any, number: int) -> bool:
    """Return whether a letter shows nothing: a blank of which the file does not say that it is one."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, number, left, right, bottom, top)
    return min(right.value - left.value, top.value - bottom.value) < NO_INK


def _place(found: list[Any], box: Box, level: int) -> list[Glyph]:
    """Return the letters written at the angle `level`, placed as if the page were turned by it.

    A line that begins on the page and runs over its edge is all of the page.
    """
    left, bottom, right, top = box
    near = {(level + difference) % FULL_TURN for difference in _LEVEL}
    glyphs: list[Glyph] = []
    for code, x0, x1, y0, y1, x, y, style, owner in found:
        if style.angle not in near:
            continue
        text = chr(code) if 0x20 <= code < 0x7F else _read_letter(code)
        if level == 0:
            glyph = Glyph(text, x0, x1, y, style, owner)
        else:
            start, _, end, _ = turn_box((x0, y0, x1, y1), level)
            glyph = Glyph(text, start, end, {90: -x, 180: -y}.get(level, x), style, owner)
        is_inside = left <= (x0 + x1) / 2 <= right and bottom <= (y0 + y1) / 2 <= top
        if is_inside or (glyphs and _runs_on(glyphs[-1], glyph)):
            glyphs.append(glyph)
    return glyphs


def _runs_on(before: Glyph, glyph: Glyph) -> bool:
    return abs(before.base - glyph.base) < 1 and 0 <= glyph.left - before.left < 3 * glyph.style.size


def turn_box(box: Box, level: int) -> Box:
    """Return where `box` is when the page is turned so that what runs at the angle `level` is level."""
    left, bottom, right, top = box
    if level == 90:  # what runs upwards runs to the right
        return bottom, -right, top, -left
    if level == 180:
        return -right, -top, -left, -bottom
    if level == 270:
        return -top, left, -bottom, right
    return box


def _read_letter(code: int) -> str:
    is_control = code < 0x20 or 0x7F <= code < 0xA0
    is_private = 0xE000 <= code <= 0xF8FF or 0xFDD0 <= code <= 0xFDEF or code >= 0xF0000
    if is_control or is_private or 0xFFF0 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    return chr(code)
