"""The segments of a page in, its columns in the order of reading out. Pure."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from statistics import median

from index.documents.parsers.pdf.segments import Segment

STEP = 2.0  # points: how finely gutters are looked for
GUTTER = 0.8  # of the letters' size: how wide one is at least
CROSSED = 0.25  # of the most lines side by side anywhere: how many may lie across a gutter, such as headings
FEWEST = 4  # lines of a column
SHORTEST = 14  # characters of its median line: less are the cells of a table
MOST_COLUMNS = 6


def find_edges(column: Sequence[Segment]) -> tuple[float, float]:
    """Return from where to where `column` reaches."""
    return min(piece.left for piece in column), max(piece.right for piece in column)


def part_columns(segments: list[Segment], most: int = MOST_COLUMNS) -> Iterator[list[Segment]]:
    """Yield the columns of `segments` in the order of reading; what lies across them parts them."""
    gutter = _find_gutter(segments) if most > 1 else None
    if gutter is None:
        if segments:
            yield segments
        return
    start, end = gutter
    sides: tuple[list[Segment], list[Segment]] = ([], [])
    across: list[Segment] = []
    for segment in sorted(segments, key=lambda each: -each.base):
        if segment.right <= end and segment.left < start:
            side = 0
        elif segment.left >= start:
            side = 1
        else:
            if any(sides):
                yield from _close(across, sides, most)
                sides, across = ([], []), []
            across.append(segment)
            continue
        sides[side].append(segment)
    yield from _close(across, sides, most)


def _close(
    across: list[Segment], sides: tuple[list[Segment], list[Segment]], most: int
) -> Iterator[list[Segment]]:
    if across:
        yield across
    for side in sides:
        yield from part_columns(side, most - 1)


def _find_gutter(segments: list[Segment]) -> tuple[float, float] | None:
    """Return from where to where the gutter reaches that parts `segments` into columns best."""
    lines = [segment for segment in segments if segment.table is None]
    if len(lines) < 2 * FEWEST:
        return None
    first, last = find_edges(lines)
    counts = [0] * (int((last - first) / STEP) + 2)
    for line in lines:
        counts[int((line.left - first) / STEP)] += 1
        counts[int((line.right - first) / STEP) + 1] -= 1
    most = CROSSED * max(accumulate(counts))
    size = median(line.size for line in lines)
    found: list[tuple[float, float]] = []
    covering, start = 0, None
    for number, change in enumerate(counts):
        covering += change
        if covering <= most and start is None:
            start = number
        elif covering > most and start is not None:
            if start > 0 and (number - start) * STEP >= GUTTER * size:
                found.append((first + start * STEP, first + number * STEP))
            start = None
    good = [gutter for gutter in found if _parts_columns(lines, gutter)]
    return max(good, key=lambda gutter: gutter[1] - gutter[0], default=None)


def _parts_columns(lines: list[Segment], gutter: tuple[float, float]) -> bool:
    """Return whether columns of text stand on both sides of `gutter`, beside each other."""
    start, end = gutter
    left = [line for line in lines if line.right <= end and line.left < start]
    right = [line for line in lines if line.left >= start]
    if min(len(left), len(right)) < FEWEST or len(left) + len(right) < (1 - 2 * CROSSED) * len(lines):
        return False
    if min(_measure_lines(side) for side in (left, right)) < SHORTEST:
        return False
    top = min(max(line.base for line in side) for side in (left, right))
    bottom = max(min(line.base for line in side) for side in (left, right))
    beside = [sum(bottom <= line.base <= top for line in side) for side in (left, right)]
    return min(beside) >= FEWEST - 1


def _measure_lines(pieces: list[Segment]) -> float:
    """Return how many characters a line has in the mean, whatever number of pieces it is in."""
    return sum(len(piece.text) for piece in pieces) / len({round(piece.base) for piece in pieces})
