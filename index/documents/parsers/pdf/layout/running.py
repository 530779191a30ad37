"""The lines of all pages in, the lines without what recurs on them out: heads, feet, page numbers. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.documents.parsers.pdf.layout.lines import Line
from index.documents.parsers.pdf.segments import Segment

MARGIN = 0.15  # of a page's height, at its top and its bottom: where a head or a foot may stand
NEAREST = 4  # so many lines from the top or the bottom may be one as well, wherever they stand
EDGE = 0.1  # of a page's height: where a number by itself is that of the page
APART = 1.8  # times its size: how far such a number is from the text
STEP = 5.0  # points: what is nearer stands at the same height
SHARE = 0.5  # of the pages, or of those with an even or an odd number, on which it recurs

FEWEST_ENTRIES = 3  # of a table of contents
UNNUMBERED = 10  # so many pages may be missing from the file

_ENTRY = re.compile(r"(?:[.…·_]\s?){3}\s*(\d{1,4})\Z")
_Key = tuple[int, str, int]
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"\b[ivxlc]+\b|\b[IVXLC]+\b")
_WORD_FOR_PAGE = r"(?:seite|s\.|page|p\.|страница|стр\.|с\.|blatt|лист)"
_PAGE_NUMBER = re.compile(
    rf"[-–—|·\s]*(?:{_WORD_FOR_PAGE}\s*)?(?:\d{{1,4}}|[ivxlc]{{1,6}})"
    rf"(?:\s*(?:von|of|из|/|\|)\s*\d{{1,4}})?[-–—|·\s]*",
    re.IGNORECASE,
)


def remove_running(
    pages: Sequence[list[Segment]], heights: Sequence[tuple[float, float]]
) -> list[list[Segment]]:
    """Return the segments of each page without heads, feet and page numbers.

    `heights` holds the lowest and the highest place of each page. A line is one when the same text, figures
    aside, stands at the same height on half of the pages: near the edge, so that a form may repeat its rows.
    So is the outermost line of a page that is that of a page nearby too: a chapter's name changes.
    """
    candidates = [_find_candidates(page, height) for page, height in zip(pages, heights, strict=True)]
    places = [{key for piece in page for key in _list_keys(piece)} for page in candidates]
    sides = [places, places[0::2], places[1::2]]
    counts = [Counter(key for keys in side for key in keys) for side in sides]
    found = [
        {key for key, count in counted.items() if count >= max(2, SHARE * len(side))}
        for counted, side in zip(counts, sides, strict=True)
    ]
    outer = _find_outer(pages, [set(map(id, near)) for near in candidates])
    return [
        _remove(
            [piece for piece in page if id(piece) not in outer[number]],
            set(map(id, candidates[number])),
            found[0] | found[1 + number % 2],
            heights[number],
        )
        for number, page in enumerate(pages)
    ]


def remove_contents(lines: Sequence[Line], pages: int) -> list[Line]:
    """Return `lines` without the entries of a table of contents: dots lead to page numbers."""
    entries = [(number, entry) for number, line in enumerate(lines) if (entry := _ENTRY.search(line.text))]
    numbers = [int(entry[1]) for _, entry in entries]
    if len(numbers) < FEWEST_ENTRIES or numbers != sorted(numbers) or numbers[-1] > pages + UNNUMBERED:
        return list(lines)
    found = {number for number, _ in entries}
    found |= {number + 1 for number in found if number + 2 in found}  # the first line of an entry of two
    return [line for number, line in enumerate(lines) if number not in found]


def _group_rows(page: Iterable[Segment]) -> list[list[Segment]]:
    """Return the segments of a page by the line they stand on, from top to bottom."""
    rows: dict[int, list[Segment]] = {}
    for piece in page:
        rows.setdefault(round(piece.base), []).append(piece)
    return [rows[base] for base in sorted(rows, reverse=True)]


def _find_outer(pages: Sequence[list[Segment]], near: list[set[int]]) -> list[set[int]]:
    """Return for each page, by `id`, what of its first and last lines is the same on one of the next two."""
    found: list[set[int]] = [set() for _ in pages]
    for end in (0, -1):
        rows = [_group_rows(page)[end] if page else [] for page in pages]
        names = [
            _name(row) if near_edge.issuperset(map(id, row)) and row else set()
            for row, near_edge in zip(rows, near, strict=True)
        ]
        for step in (1, 2) if len(pages) > 2 else ():
            for first, second in zip(range(len(pages)), range(step, len(pages)), strict=False):
                if names[first] & names[second]:
                    found[first] |= set(map(id, rows[first]))
                    found[second] |= set(map(id, rows[second]))
    return found


def _name(row: list[Segment]) -> set[_Key]:
    text = " ".join(piece.text for piece in sorted(row, key=lambda each: each.left))
    return set(_list_keys(row[0]._replace(text=text)))


def _find_candidates(page: list[Segment], height: tuple[float, float]) -> list[Segment]:
    lowest, highest = height
    margin = MARGIN * (highest - lowest)
    ordered = sorted({round(piece.base) for piece in page})
    if not ordered:
        return []
    low = max(lowest + margin, ordered[NEAREST - 1] if len(ordered) > 3 * NEAREST else lowest)
    high = min(highest - margin, ordered[-NEAREST] if len(ordered) > 3 * NEAREST else highest)
    return [piece for piece in page if piece.table is None and not low < piece.base < high]


def _list_keys(piece: Segment) -> Iterable[_Key]:
    """Yield what is the same for lines that recur; two heights, so that none lies between two steps."""
    text = _DIGITS.sub("#", piece.text.casefold())
    text = _ROMAN.sub("#", text) if len(text) < 8 else text
    yield 0, text, int(piece.base / STEP)
    yield 1, text, int(piece.base / STEP + 0.5)


def _remove(
    page: list[Segment], near: set[int], recurring: set[_Key], height: tuple[float, float]
) -> list[Segment]:
    """Return `page` without the lines that recur, nor a page number by itself at its edge.

    Of a line of which only a part recurs that part goes if it is no single word: a word may stand at the same
    place by chance.
    """
    kept: list[Segment] = []
    rows = _group_rows(page)
    for number, row in enumerate(rows):
        found = [id(piece) in near and not recurring.isdisjoint(_list_keys(piece)) for piece in row]
        if all(found) or _is_page_number(rows, number, height):
            continue
        kept += [
            piece for piece, recurs in zip(row, found, strict=True) if not recurs or " " not in piece.text
        ]
    return kept


def _is_page_number(rows: list[list[Segment]], number: int, height: tuple[float, float]) -> bool:
    """Return whether a row is a number by itself at the edge of the page, apart from the text."""
    piece = rows[number][0]
    if number not in {0, len(rows) - 1} or len(rows[number]) > 1 or not _PAGE_NUMBER.fullmatch(piece.text):
        return False
    beside = rows[1 if number == 0 else number - 1][0] if len(rows) > 1 else piece
    is_apart = abs(beside.base - piece.base) > APART * piece.size
    low, high = height
    return is_apart and not low + EDGE * (high - low) < piece.base < high - EDGE * (high - low)
