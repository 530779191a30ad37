"""A process of its own: a PDF file and a quote in, the picture of a page with the quote marked out.

What a file can do to whoever draws it ends with the process, which has limits of time and memory.
"""

import json
import sys
from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from index.documents.isolation import limit_process
from index.documents.parsers.ocr import is_installed, recognize
from index.documents.parsers.pdf.pdfium.document import draw_colours, draw_page, find_pixels, open_document
from index.documents.parsers.pdf.pdfium.glyphs import read_glyphs
from index.documents.parsers.pdf.pdfium.words import Word, build_words
from index.originals.marking import Quote, find_quoted

SECONDS = 15  # of the processor's time
MEGABYTES = 1_500  # beyond what it has with all that it needs imported
WIDTH, HIGHEST = 1_200, 4_000  # pixels: a page of A4 can be read enlarged, a longer one is smaller
QUALITY = 70  # of WebP, of 100
RISE, FALL = 0.8, 0.25  # how far letters reach above and below their line, of their size
DPI = 200  # of the picture in which words are looked for: less than for reading, since they are known
MARK, LINE = "#ffe066", "#8a6d00"  # what is marked is underlined, too: not everybody sees colours

Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels


def draw_quote(data: bytes, number: int, quote: Quote, *, recognized: bool) -> bytes:
    """Return the page `number`, from 0, of a PDF file as WebP, the words of `quote` marked that stand on it.

    The words of a page that was `recognized` are read from its picture, as when it was indexed.
    Raises DocumentError for a file that cannot be opened, PdfiumError where it has no such page.
    """
    with open_document("", data) as pdf, closing(pdf[number]) as page:
        picture = draw_colours(page, WIDTH, HIGHEST)
        find_boxes = _recognize_boxes if recognized and not _has_letters(page) else _find_boxes
        boxes = find_boxes(page, quote, picture.size) if quote.text else []
    for box in _join(boxes):
        _mark(picture, box)
    written = BytesIO()
    picture.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()


def _has_letters(page: Any) -> bool:
    """Return whether a page holds letters: those that somebody has recognized lie behind its picture."""
    with closing(page.get_textpage()) as textpage:
        return bool(textpage.get_text_range().strip())


def _find_boxes(page: Any, quote: Quote, size: tuple[int, int]) -> list[Box]:
    with closing(page.get_textpage()) as textpage:
        letters = read_glyphs(textpage, page.get_bbox())
        words = build_words(letters.level)
    boxes = []
    for number in find_quoted(words, quote):
        word = words[number]
        height = word.base - FALL * word.size, word.base + RISE * word.size
        boxes.append(find_pixels(page, (word.left, height[0], word.right, height[1]), letters.upright, size))
    return boxes


def _recognize_boxes(page: Any, quote: Quote, size: tuple[int, int]) -> list[Box]:
    if not is_installed():
        return []
    picture, scale = draw_page(page, DPI)
    found = recognize(picture.tobytes(), picture.shape[1], round(72 * scale))
    words = [
        Word(each.text, each.left, each.right, float(each.line[-1]), 0, bold=False, blank=True)
        for each in found
    ]
    share = size[0] / picture.shape[1]
    return [
        (
            round(share * word.left),
            round(share * word.top),
            round(share * word.right),
            round(share * word.bottom),
        )
        for word in (found[number] for number in find_quoted(words, quote))
    ]


def _join(boxes: Iterable[Box]) -> list[Box]:
    """Return `boxes`, those that follow each other on a line as one."""
    joined: list[Box] = []
    for box in boxes:
        left, top, right, bottom = joined[-1] if joined else (0, 0, 0, 0)
        height = min(bottom - top, box[3] - box[1])
        is_level = 2 * (min(bottom, box[3]) - max(top, box[1])) > height
        if joined and is_level and box[2] - right >= 0 and box[0] - right < 2 * height:
            joined[-1] = left, min(top, box[1]), box[2], max(bottom, box[3])
        else:
            joined.append(box)
    return joined


def _mark(picture: Image.Image, box: Box) -> None:
    """Lay the mark over `box` as a pen would: what is written stays as dark as it is."""
    left, top, right, bottom = box
    right, bottom = max(right, left + 1), max(bottom, top + 1)
    part = picture.crop((left, top, right, bottom))
    picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARK)), (left, top))
    ImageDraw.Draw(picture).line((left, bottom, right, bottom), LINE, max(2, (bottom - top) // 12))


def main() -> None:
    """Read what to draw from the standard input, write the picture to the standard output.

    What is read is a line of JSON with the file behind it.
    """
    limit_process(SECONDS, MEGABYTES)
    wanted = json.loads(sys.stdin.buffer.readline())
    quote = Quote(wanted["text"], wanted["before"], wanted["after"])
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(draw_quote(data, wanted["number"], quote, recognized=wanted["recognized"]))


if __name__ == "__main__":
    main()
