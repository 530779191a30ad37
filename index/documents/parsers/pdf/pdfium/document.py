"""The bytes of a PDF file in, PDFium's document out; a page as a picture."""

import ctypes
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Lock
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from pypdfium2 import PdfDocument, PdfiumError

from index.documents.parsers.pdf.pdfium.glyphs import Box, turn_box
from index.documents.parsers.pdf.pdfium.styles import FULL_TURN
from index.errors import DocumentError, code

MOST_PIXELS = 40_000_000  # of a picture

_PDFIUM = Lock()  # PDFium must not be called from two threads at once


@contextmanager
def open_document(path: str, data: bytes) -> Iterator[Any]:
    """Open a PDF file; raise DocumentError when it is damaged, has a password, or needs Adobe Reader."""
    with _PDFIUM:
        try:
            pdf = PdfDocument(data)
        except PdfiumError as error:
            fault = code("encrypted") if error.err_code == pdfium.FPDF_ERR_PASSWORD else code("damaged")
            raise DocumentError(fault, path=path) from error
        with closing(pdf):
            if pdf.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
                raise DocumentError("xfa_form", path=path)
            # It says of some forms how to build PDFium.
            logging.getLogger("pypdfium2").setLevel(logging.ERROR)
            pdf.init_forms()
            yield pdf


def list_attached(pdf: Any) -> list[str]:
    """Return the names of the files that are attached to a document and still in it."""
    names = []
    for number in range(pdf.count_attachments()):
        with suppress(PdfiumError):  # it was taken out, its entry was not
            names.append(pdf.get_attachment(number).get_name())
    return names


def draw_page(page: Any, dpi: int) -> tuple[NDArray[np.uint8], float]:
    """Return `page` in grey, rows of pixels from its top, and how many pixels there are a point."""
    width, height = page.get_size()
    scale = min(dpi / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    return np.ascontiguousarray(drawn.reshape(drawn.shape[0], -1)), scale


def draw_colours(page: Any, width: int, highest: int) -> Any:
    """Return `page` in colour, as a picture of Pillow, `width` pixels wide, or as high as `highest`."""
    wide, high = page.get_size()
    scale = min(width / max(wide, 1), highest / max(high, 1))
    return page.render(scale=scale).to_pil().convert("RGB")


def find_pixels(page: Any, box: Box, upright: int, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of `box` on a picture of `page`, in pixels; `size` is all of it.

    The box is where letters are when the page is turned so that what runs at the angle `upright` is level.
    """
    left, bottom, right, top = turn_box(box, (FULL_TURN - upright) % FULL_TURN)
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for place in ((left, bottom), (right, top)):
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, *place, x, y)
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
