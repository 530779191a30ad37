"""How the letters of a text object look: size, weight, angle, colour; read with as few calls as can be."""

import ctypes
import math
import re
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

FULL_TURN = 360
_BOLD = re.compile(r"bold|black|heavy|demi|fett|(?<![a-z])bd(?![a-z])", re.IGNORECASE)
_LIGHT_NAMES = re.compile(r"semi-?light", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # of a font's flags
_BOLD_WEIGHT = 600
_HOLLOW = {pdfium.FPDF_TEXTRENDERMODE_STROKE}
_STROKED = _HOLLOW | {pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE}
_UNPAINTED = {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}


class Style(NamedTuple):
    """How letters look. `size` is that on the page; `lightness` and `opacity` are 0 to 1."""

    size: float
    bold: bool
    angle: int  # degrees, counterclockwise
    unpainted: bool  # as the words behind a scanned page are
    lightness: float
    opacity: float
    layered: bool  # it may belong to a layer that is switched off


class StyleReader:
    """Reads how text objects look, with as few calls as can be: a writer may make one of every letter."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._bold: dict[int, bool] = {}  # by the address of the font
        self._matrix = pdfium.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._known: dict[tuple[Any, ...], Style] = {}

    def read(self, number: int, text_object: Any) -> Style:
        """Return the style of the letter `number`, which belongs to `text_object`."""
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(self._raw, number, matrix)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(text_object)
        ask = pdfium.FPDFPageObj_GetFillColor if mode not in _HOLLOW else pdfium.FPDFPageObj_GetStrokeColor
        colour = self._colour
        is_plain = ask(text_object, colour[0], colour[1], colour[2], colour[3])
        look = (
            pdfium.FPDFText_GetFontSize(self._raw, number),
            (matrix.a, matrix.b, matrix.c, matrix.d),
            ctypes.addressof(pdfium.FPDFTextObj_GetFont(text_object).contents),
            mode,
            tuple([part.value for part in colour]) if is_plain else (0, 0, 0, 255),  # a pattern
            _has_layer(text_object),
        )
        style = self._known.get(look)
        if style is None:
            style = self._known[look] = self._build(look, text_object)
        return style

    def _build(self, look: tuple[Any, ...], text_object: Any) -> Style:
        size, (a, b, c, d), font, mode, (red, green, blue, alpha), layered = look
        if font not in self._bold:
            self._bold[font] = _is_bold(pdfium.FPDFTextObj_GetFont(text_object))
        return Style(
            size=abs(size * math.hypot(c, d)) or 1.0,
            bold=mode in _STROKED or self._bold[font],
            angle=round(math.degrees(math.atan2(b, a))) % FULL_TURN,
            unpainted=mode in _UNPAINTED,
            lightness=(0.3 * red + 0.59 * green + 0.11 * blue) / 255,
            opacity=alpha / 255,
            layered=layered,
        )


def _is_bold(font: Any) -> bool:
    """Return whether a font is bold: some writers say it in the name alone, some in the weight alone."""
    buffer = ctypes.create_string_buffer(128)
    length = pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("latin-1") if 0 < length <= len(buffer) else ""
    if _BOLD.search(name) and not _LIGHT_NAMES.search(name):
        return True
    flags = pdfium.FPDFFont_GetFlags(font)
    return bool(flags > 0 and flags & _FORCE_BOLD) or pdfium.FPDFFont_GetWeight(font) >= _BOLD_WEIGHT


def _has_layer(text_object: Any) -> bool:
    """Return whether a text object stands in a layer, which somebody may have switched off."""
    count = pdfium.FPDFPageObj_CountMarks(text_object)
    if count < 1 or (count == 1 and pdfium.FPDFPageObj_GetMarkedContentID(text_object) >= 0):
        return False
    buffer, length = ctypes.create_string_buffer(16), ctypes.c_ulong()
    for number in range(count):
        mark = pdfium.FPDFPageObj_GetMark(text_object, number)
        pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 16, length)
        if buffer.raw[: max(length.value - 2, 0)] == "OC".encode("utf-16-le"):
            return True
    return False
