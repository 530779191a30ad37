"""A page of a PDF file in, what stands on it out, or why it cannot be read."""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from index.documents.parsers.pdf.layout.grids import take_tables
from index.documents.parsers.pdf.pdfium.drawings import Drawings, read_drawings
from index.documents.parsers.pdf.pdfium.fields import read_fields
from index.documents.parsers.pdf.pdfium.glyphs import UNKNOWN, Box, Glyph, read_glyphs, turn_box
from index.documents.parsers.pdf.pdfium.styles import Style
from index.documents.parsers.pdf.pdfium.visibility import find_hidden
from index.documents.parsers.pdf.pdfium.words import Word, build_words
from index.documents.parsers.pdf.segments import Segment, build_segments
from index.errors import code

PICTURE = 0.5  # the share of a page that pictures take: it is a scan when there is little text on it
LITTLE = 250  # letters
BEHIND = 40  # letters behind a picture: somebody has recognized the scan already
WATERMARK = 2.2  # times the size of the other letters
PALE, CLEAR = 0.55, 0.6  # lightness and opacity of a watermark
UNREADABLE = 0.02  # the share of words with a letter of unknown meaning

# In a word: by itself it is a sign in a formula, at the beginning a bullet.
_BROKEN = re.compile(rf"[^\W\d_]{UNKNOWN}|(?<=.){UNKNOWN}[^\W\d_]|{UNKNOWN}{UNKNOWN}")
_VOWEL = re.compile(r"[aeiouyäöüàáâèéêëíîïóôòùúûаеёиоуыэюя]", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MISREAD = re.compile(r"[À-ÖØ-ßà-öø-ÿ]{3}")  # Cyrillic letters taken for Western ones: "Ìèêðîñîôò"
FEWEST_MISREAD = 5  # words
# What a program writes that takes Russian letters on a scan for Latin ones: "nnaTe>Ka", "nn8Te}f{8".
_GARBLED = re.compile(r"[a-z][\d~<>{}\\]+[a-zA-Z]|[a-zA-Z][~<>{}\\]+[a-z]|[a-zA-Z]\d[a-z]")
GARBLED, LONG_WORD = 0.1, 4  # the share of the words of so many letters: 0.03 at most where letters are right
FEWEST_VOWELS, ENOUGH = 0.2, 120  # the share of letters, in a text of so many: else they are other letters


@dataclass(slots=True)
class Sheet:
    """What stands on a page: the segments, those of turned text, from where to where it reaches in height.

    `code` says why it could not be read; `is_recognized` that its text was read from a picture.
    """

    segments: list[Segment]
    height: tuple[float, float]
    turned: list[Segment] = field(default_factory=list)
    letters: int = 0
    code: str | None = None
    is_recognized: bool = False


def read_sheet(pdf: Any, number: int) -> Sheet:
    """Return what stands on the page `number`, from 0; nothing but the reason where it cannot be read."""
    with closing(pdf[number]) as page, closing(page.get_textpage()) as textpage:
        box = page.get_bbox()
        found = read_glyphs(textpage, box)
        drawings = read_drawings(page, found.upright)
        hidden = find_hidden(page, found, drawings.covered)
        fields = read_fields(page, pdf.formenv)
    shown = _remove_watermark([glyph for glyph in found.level if glyph.owner not in hidden])
    behind = [glyph for glyph in found.level if glyph.style.unpainted]
    level = turn_box(box, found.upright)
    sheet = Sheet([], (level[1], level[3]), letters=sum(glyph.text.isalnum() for glyph in shown))
    is_picture = _find_share(drawings, level) >= PICTURE and sheet.letters < LITTLE
    recognized = build_words(behind) if is_picture and len(behind) >= BEHIND else []
    sheet.is_recognized = bool(recognized) and not _is_garbled(recognized)
    words = recognized if sheet.is_recognized else build_words(shown)
    if _is_meaningless(words):
        sheet.code, words = code("meaningless_pages"), []
    elif not sheet.is_recognized and (is_picture or not (words or fields or drawings.is_empty)):
        sheet.code = code("scanned_pages")
    words, tables = take_tables([*words, *fields], drawings.rules)
    sheet.segments = build_segments(words) + tables
    turned = build_words(glyph for glyph in found.turned if glyph.owner not in hidden)
    sheet.turned = [] if sheet.code else build_segments(turned)
    return sheet


def _find_share(drawings: Drawings, box: Box) -> float:
    """Return the share of the page that its pictures take, each counted by itself."""
    left, bottom, right, top = box
    area = sum(
        max(min(x1, right) - max(x0, left), 0) * max(min(y1, top) - max(y0, bottom), 0)
        for x0, y0, x1, y1 in drawings.pictures
    )
    return area / ((right - left) * (top - bottom) or 1)


def _remove_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    """Return `glyphs` without large pale letters that lie across the others."""
    pale = {glyph.style for glyph in glyphs if _is_pale(glyph.style)}
    others = [glyph.style.size for glyph in glyphs if glyph.style not in pale] if pale else []
    if not others:
        return glyphs
    largest = WATERMARK * median(others)
    return [glyph for glyph in glyphs if glyph.style not in pale or glyph.style.size <= largest]


def _is_pale(style: Style) -> bool:
    return style.lightness >= PALE or style.opacity <= CLEAR


def _is_meaningless(words: Sequence[Word]) -> bool:
    """Return whether the letters of a page are not those that one sees: its font does not say which."""
    text = [word.text for word in words]
    unknown = sum(_BROKEN.search(word) is not None for word in text)
    if unknown > UNREADABLE * len(text):
        return True
    misread = sum(_MISREAD.search(word) is not None for word in text)
    if misread >= FEWEST_MISREAD and 2 * misread > len(text):
        return True
    letters = _LETTER.findall("".join(text))
    if len(letters) < ENOUGH:
        return False
    vowels = sum(_VOWEL.match(letter) is not None for letter in letters)
    is_known = sum(letter.isascii() or "\u00c0" <= letter <= "\u04ff" for letter in letters)
    return 2 * is_known > len(letters) and vowels < FEWEST_VOWELS * len(letters)


def _is_garbled(words: Sequence[Word]) -> bool:
    """Return whether somebody has recognized a scan in another language than its own."""
    long = [word.text for word in words if sum(map(str.isalpha, word.text)) >= LONG_WORD]
    garbled = sum(_GARBLED.search(word) is not None for word in long)
    return garbled >= FEWEST_MISREAD and garbled > GARBLED * len(long)
