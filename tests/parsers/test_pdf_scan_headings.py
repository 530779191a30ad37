"""Headings in scans: found where they clearly stand out, by size or by weight; nothing else becomes one."""
# ruff: noqa: E501 - a line of a page in one piece reads better than cut

from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from index.documents.parsers.ocr import Recognized
from index.documents.parsers.pdf.scans import place_words

FONTS = Path(mpl.get_data_path()) / "fonts/ttf"
PLAIN, BOLD = FONTS / "DejaVuSerif.ttf", FONTS / "DejaVuSerif-Bold.ttf"
DPI = 200
TEXT = {
    "de": ("Die Städte tauschen Schulklassen aus", "und tragen die Kosten der Gruppen.", "Gegenstand des Vertrags"),
    "ru": ("Города обмениваются школьными", "группами и несут их расходы сами.", "Предмет соглашения"),
    "en": ("The cities exchange their pupils and", "each side pays for what it gets.", "Subject of the agreement"),
}  # fmt: skip


def scan(*lines: tuple[str, int, bool, float]) -> list[tuple[str, float, bool]]:
    """Return text, size beside the usual and weight of each line drawn: size, bold, room above in lines."""
    picture = Image.new("L", (1600, 1800), 240)
    draw = ImageDraw.Draw(picture)
    words: list[Recognized] = []
    y = 60.0
    for number, (text, size, is_bold, room) in enumerate(lines):
        font = ImageFont.truetype(str(BOLD if is_bold else PLAIN), size * DPI // 72)
        y += room * 1.3 * 11 * DPI / 72
        x = 100
        for word in text.split():
            left, top, right, bottom = (
                round(each) for each in draw.textbbox((x, y), word, font, anchor="ls")
            )
            draw.text((x, y), word, 30, font, anchor="ls")
            words.append(Recognized(word, left, top, right, bottom, (str(number),), 95.0))
            x = right + size
    chance = np.random.default_rng(1).normal(0, 6, (1800, 1600))
    pixels = (np.asarray(picture) + chance).clip(0, 255).astype(np.uint8)
    segments = place_words(words, pixels, DPI / 72, 1000)
    usual = segments[-1].size
    return [(each.text, round(each.size / usual, 1), each.bold) for each in segments]


Line = tuple[str, int, bool, float]


def set_body(language: str, *before: Line) -> list[tuple[str, float, bool]]:
    """Return what is read of the lines `before` above a paragraph."""
    first, second, _ = TEXT[language]
    return scan(
        *before,
        (first, 11, False, 1.6),
        (second, 11, False, 1),
        (first, 11, False, 1),
        (second, 11, False, 1),
    )


@pytest.mark.parametrize("language", TEXT)
@pytest.mark.parametrize("look", [(14, False), (14, True), (11, True), (17, True)])
def test_a_line_that_stands_apart_and_is_larger_or_bold_is_set_off(
    language: str, look: tuple[int, bool]
) -> None:
    first, second, heading = TEXT[language]
    found = set_body(language, (first, 11, False, 1), (second, 11, False, 1), (heading, *look, 2))
    text, size, is_bold = found.pop(2)
    assert text == heading
    assert (size > 1) is (look[0] > 11)
    assert is_bold or size > 1
    assert [line[1:] for line in found] == [(1.0, False)] * 6


@pytest.mark.parametrize("language", TEXT)
def test_both_lines_of_a_heading_are(language: str) -> None:
    heading = TEXT[language][2]
    found = set_body(
        language, (TEXT[language][0], 11, False, 1), (heading, 11, True, 2), (heading, 11, True, 1)
    )
    assert [line[1:] for line in found[1:3]] == [(1.0, True)] * 2


@pytest.mark.parametrize("language", TEXT)
@pytest.mark.parametrize(
    "look",
    [
        (11, True, 1.0),  # bold in the middle of a paragraph
        (13, False, 1.0),  # a little larger there, as it is measured now and then
        (11, False, 3.0),  # apart, and as all others: a date, a place
    ],
)
def test_a_line_is_not_for_one_of_the_two_alone(language: str, look: tuple[int, bool, float]) -> None:
    first, _, heading = TEXT[language]
    found = set_body(language, (first, 11, False, 1), (heading, *look), (first, 11, False, 1))
    assert [line[1:] for line in found] == [(1.0, False)] * len(found)


@pytest.mark.parametrize(
    "text", ["und tragen die Kosten.", "несут расходы", "Die Städte tragen sie.", "Kosten;", "12/99"]
)
def test_a_piece_of_a_sentence_is_no_heading_however_it_is_printed(text: str) -> None:
    found = set_body("de", (TEXT["de"][0], 11, False, 1), (text, 13, True, 2))
    assert found[1] == (text, 1.0, False)


def test_a_page_without_words_has_no_segments() -> None:
    assert place_words([], np.zeros((10, 10), np.uint8), 1.0, 10.0) == []
