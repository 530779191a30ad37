"""The words that were recognized on the picture of a page in, its segments out: how large and bold they are.

Both are measured, and so are never quite the same in two lines: only what clearly stands out does.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.documents.parsers.ocr import Recognized
from index.documents.parsers.pdf.pdfium.words import Word
from index.documents.parsers.pdf.segments import Segment, build_segments

SAME = 0.3  # how far the size of a line may be from the usual one by chance
LARGER, STEP = 1.13, 0.2  # so many times as large, with room above: a heading; the sizes that are told apart
BOLDER = 1.25  # so many times as thick, for its size
ROOM = 1.25  # so many times as far below the line above as lines usually are
TALL, DEEP = 0.72, 0.21  # of the size: what is higher than an x, what reaches below the line

_DEEP_LETTERS = frozenset("gjpqyçğşруфцщдQ()[]{}|/,;„‚§")
_LOW_LETTERS = frozenset("acemnorsuvwxzgpqyавгдежзиклмнопрстухцчшщъыьэюя.,:;–—-…„‚")


class _Line(NamedTuple):
    """The words of a line, where it stands; how large its letters are beside the usual ones, how thick.

    Points are counted from the lower edge of the page, thickness is in pixels.
    """

    words: Sequence[Recognized]
    base: float
    size: float
    thickness: float


def place_words(
    found: Sequence[Recognized], picture: NDArray[np.uint8], scale: float, top: float
) -> list[Segment]:
    """Return the segments that the words `found` on `picture` make, which has `scale` pixels a point.

    `top` is the height at which the page ends, in points.
    """
    heights = _find_heights(found)
    usual = median([_measure_size(word) for word in found] or [1.0]) / scale
    lines = []
    for _, group in groupby(found, key=lambda word: word.line):
        words = list(group)
        size = median((word.bottom - word.top) / heights[_find_shape(word)] for word in words)
        depths = (word.bottom - DEEP * usual * scale * size * _find_shape(word)[1] for word in words)
        lines.append(_Line(words, top - median(depths) / scale, size, _measure_thickness(words, picture)))
    return build_segments(
        [
            Word(word.text, word.left / scale, word.right / scale, line.base, size * usual, bold, blank=True)
            for line, (size, bold) in zip(lines, _judge(lines), strict=True)
            for word in line.words
        ]
    )


def _find_shape(word: Recognized) -> tuple[bool, bool]:
    """Return whether any letter of a word is higher than an x, and whether any reaches below the line."""
    return not _LOW_LETTERS.issuperset(word.text), not _DEEP_LETTERS.isdisjoint(word.text)


def _find_heights(found: Sequence[Recognized]) -> dict[tuple[bool, bool], float]:
    """Return how high words of each shape usually are, in pixels: it differs from font to font."""
    heights: dict[tuple[bool, bool], list[int]] = {}
    for word in found:
        heights.setdefault(_find_shape(word), []).append(max(word.bottom - word.top, 1))
    return {shape: median(each) for shape, each in heights.items()}


def _measure_size(word: Recognized) -> float:
    """Return the size of the letters of a word as they mostly are, in pixels."""
    is_tall, is_deep = _find_shape(word)
    return (word.bottom - word.top) / ((TALL if is_tall else TALL - DEEP) + DEEP * is_deep)


def _measure_thickness(words: Sequence[Recognized], picture: NDArray[np.uint8]) -> float:
    """Return how thick the strokes of `words` are, in pixels: twice their area by their edges' length."""
    area = edges = 0
    for word in words:
        piece = picture[word.top : word.bottom, word.left : word.right]
        if piece.size:
            dark = piece < (int(piece.min()) + int(piece.max())) / 2
            area += int(dark.sum())
            edges += int((dark[1:] != dark[:-1]).sum()) + int((dark[:, 1:] != dark[:, :-1]).sum())
    return 2 * area / (edges or 1)


def _judge(lines: Sequence[_Line]) -> Iterator[tuple[float, bool]]:
    """Yield of each line how large it is to be taken for beside the usual, and whether it is bold.

    Where it stands apart and may be a heading, a little is enough; elsewhere it would part a paragraph.
    """
    thickness = median([line.thickness / line.size for line in lines for _ in line.words] or [1.0])
    steps = [_find_step(line, lines) for line in lines]
    usual = median([step for step in steps if step is not None] or [1.0])
    was_heading = False
    for line, step in zip(lines, steps, strict=True):
        is_apart = was_heading or step is None or step >= ROOM * usual
        is_bold = line.thickness / line.size >= BOLDER * thickness
        was_heading = is_apart and (line.size >= LARGER or is_bold) and _may_be_heading(line)
        if was_heading and line.size >= LARGER:
            yield 1 + max(round((line.size - 1) / STEP), 1) * STEP, is_bold
        else:
            yield line.size if abs(line.size - 1) >= SAME else 1.0, is_bold and was_heading


def _find_step(line: _Line, lines: Sequence[_Line]) -> float | None:
    """Return how far the nearest of `lines` above `line` is, of those that reach over it, in points."""
    left, right = line.words[0].left, line.words[-1].right
    steps = (
        other.base - line.base
        for other in lines
        if other.base > line.base and other.words[0].left < right and other.words[-1].right > left
    )
    return min(steps, default=None)


def _may_be_heading(line: _Line) -> bool:
    """Return whether a line does not begin as the rest of a sentence, nor end as one does."""
    text = "".join(word.text for word in line.words)
    return not text[0].islower() and text[-1] not in ".,;" and sum(map(str.isalpha, text)) > 2
