"""Which letters of a page anybody sees: those without which it would look otherwise. PDFium.

Only what is suspicious is tried: very light or transparent letters, letters in layers, letters under
something that is drawn later. The page is drawn with and without them, which costs tens of milliseconds.
"""

from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from index.documents.parsers.pdf.pdfium.glyphs import Glyph, Letters

LIGHT = 0.88  # the lightness from which a colour may be that of the paper
FAINT = 0.15  # opacity
TINY = 1.5  # points: nobody reads such letters
LEAST = 6  # levels of 256 by which somebody sees a difference
SCALE = 1.0  # pixels a point
LARGEST = 4_000_000  # pixels of a page that is drawn


def find_hidden(page: Any, letters: Letters, covered: set[int]) -> set[int]:
    """Return the owners of the letters that nobody sees on `page`.

    `covered` holds the addresses of the texts over which something is drawn later.
    """
    glyphs = [glyph for glyph in letters.level + letters.turned if not glyph.text.isspace()]
    hidden = {glyph.owner for glyph in glyphs if glyph.style.unpainted or glyph.style.size < TINY}
    suspects = [glyph for glyph in glyphs if glyph.owner not in hidden and _is_suspect(glyph, covered)]
    width, height = page.get_size()
    if suspects and width * height * SCALE * SCALE <= LARGEST:
        hidden |= _find_without_trace(page, suspects, letters.objects)
    return hidden


def _is_suspect(glyph: Glyph, covered: set[int]) -> bool:
    style = glyph.style
    is_faint = style.lightness >= LIGHT or style.opacity <= FAINT
    return is_faint or style.layered or glyph.owner in covered


def _find_without_trace(page: Any, suspects: list[Glyph], objects: dict[int, Any]) -> set[int]:
    """Return the owners of those of `suspects` without which `page` looks the same."""
    owners = {glyph.owner for glyph in suspects}
    shown = _draw(page)
    for owner in owners:
        pdfium.FPDFPageObj_SetIsActive(objects[owner], 0)
    differs = np.abs(shown - _draw(page)).max(axis=2) >= LEAST
    return owners - {glyph.owner for glyph in suspects if _cut_out(differs, page, glyph).any()}


def _draw(page: Any) -> NDArray[np.int16]:
    drawn = page.render(scale=SCALE, may_draw_forms=False).to_numpy()
    return np.asarray(drawn, dtype=np.int16)


def _cut_out(differs: NDArray[np.bool_], page: Any, glyph: Glyph) -> NDArray[np.bool_]:
    """Return the part of the page that a letter takes; all of it where the page is turned."""
    if page.get_rotation() or glyph.style.angle:
        return differs
    left, _, _, top = page.get_bbox()
    size = glyph.style.size
    first, last = top - glyph.base - size, top - glyph.base + 0.3 * size
    rows = slice(max(int(first * SCALE), 0), max(int(last * SCALE) + 1, 0))
    columns = slice(max(int((glyph.left - left) * SCALE), 0), max(int((glyph.right - left) * SCALE) + 1, 0))
    return differs[rows, columns]
