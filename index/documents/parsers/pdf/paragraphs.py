"""The lines of a page in, its paragraphs, list items, headings, notes and tables out. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from index.documents.parsers.pdf.layout.lines import Line
from index.documents.parsers.writing.tables import Table

USUAL = 1.35  # how far lines are apart, of their size, where a document does not show it
APART = 1.28  # so many times as far as usual: another paragraph
INDENT = 0.8  # of the size: how far a first line is moved in at least

BULLET = re.compile(r"[-–—•·●▪■◦○‣*\u25a1\ufffd][ \t]+(?=\S)")
_ITEM = re.compile(r"(?:\(\d{1,3}\w?\)|\(?[a-zа-я]{1,2}\)|\d{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+(?=\S)")
SECTION = re.compile(
    r"(?:§+\s?\d|(?:Artikel|Art\.|Article|Section|Статья|Раздел|Глава|Kapitel|Chapter)\s+[\dIVX])"
)
_PROSE = 4  # words of a line: fewer are a name, an address, a label
_DASHES = "-–—"
LEADERS = re.compile(r"(?<![.…·_])(?<![.…·_]\s)[.…·_](?:\s?[.…·_]){4,}+")  # Erwachsene ..... 12 Euro
STOP = re.compile(r"[.!?…:;]['\"»“”’)\]]*\Z")


class Kind(Enum):
    """What a block of lines is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    TABLE = "table"


@dataclass(slots=True)
class Block:
    """Lines that belong together; `pieces` are its texts line by line, each with the page it stands on.

    `room` is how many letters would have found place behind its last line; `is_first` says that it begins a
    column.
    """

    kind: Kind
    pieces: list[tuple[int, str]]
    size: float = 0.0
    bold: bool = False
    table: Table | None = None
    marks: list[str] = field(default_factory=list)
    notes: list["Block"] = field(default_factory=list)
    room: float = 0.0
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its text, how far lines are apart, whether it is all bold."""

    size: float
    leading: float  # of the size
    bold: bool


def measure(pages: Iterable[Sequence[Line]]) -> Measures:
    """Return what is usual on `pages`."""
    sizes: Counter[float] = Counter()
    bold = letters = 0
    steps: list[float] = []
    for lines in pages:
        for number, line in enumerate(lines):
            rows = line.table.rows if line.table else ()
            length = len(line.text) + sum(len(cell) for row in rows for cell in row)
            sizes[round(2 * line.size) / 2] += length
            letters += length
            bold += length * line.bold
            above = lines[number - 1] if number else None
            if above and above.column == line.column and abs(above.size - line.size) < 0.5:
                step = (above.base - line.base) / line.size
                steps += [step] if 0.9 < step < 2.2 else []
    steps.sort()
    leading = steps[len(steps) // 3] if len(steps) >= 6 else USUAL
    return Measures(max(sizes, key=lambda size: sizes[size], default=10.0), leading, 2 * bold > letters)


def build_blocks(lines: Sequence[Line], page: int, measures: Measures) -> list[Block]:
    """Return the blocks of `page`; `lines` are those of its text."""
    blocks: list[Block] = []
    before: Line | None = None
    for line in lines:
        if line.table is not None:
            blocks.append(Block(Kind.TABLE, [(page, "")], line.size, table=line.table))
            before = None
            continue
        if before is None or not blocks or _begins(blocks[-1], before, line, measures):
            is_first = before is None or before.column != line.column
            is_item = _is_item(line.text)
            kind = Kind.ITEM if is_item else Kind.PARAGRAPH
            blocks.append(Block(kind, [], line.size, line.bold, is_first=is_first))
        block = blocks[-1]
        block.bold = block.bold and line.bold and line.bold_ends[1]
        block.pieces.append((page, line.text))
        block.marks += line.marks
        block.room = _measure_room(line)
        before = line
    return blocks


def _is_item(text: str) -> bool:
    return BULLET.match(text) is not None or _ITEM.match(text) is not None


def _begins(block: Block, before: Line, line: Line, measures: Measures) -> bool:
    """Return whether `line` begins another block than that of the line `before`."""
    if _is_parted(before, line, measures):
        return True
    if before.text[-1] == "-" and line.text[0].isalnum():
        return False
    is_dash = line.text[0] in _DASHES and block.kind is not Kind.ITEM
    if is_dash and not _ends(before, line):  # of a sentence: «расходы — направляющий»
        return False
    if _is_marked(before, line):
        return True
    is_moved_in = line.left - before.left > INDENT * line.size and not _is_centred(before, line)
    if is_moved_in and block.kind is not Kind.ITEM:
        return True
    may_go_on = line.text[0].islower() or line.bold or _breaks_off(before)
    return _fits(before, line) and (STOP.search(before.text) is not None or not may_go_on)


def _breaks_off(line: Line) -> bool:
    """Return whether a line of prose ends amid a sentence, though there was room: somebody wrapped it so."""
    words = line.text.split()
    is_wide = 2 * (line.right - line.left) > line.right_edge - line.left_edge
    return is_wide and len(words) >= _PROSE and words[-1][0].islower() and words[-1][-1] not in ",;"


def _is_parted(before: Line, line: Line, measures: Measures) -> bool:
    """Return whether two lines stand apart or look otherwise."""
    size = max(line.size, before.size)
    step = before.base - line.base
    is_far = line.column != before.column or step > APART * measures.leading * size or step < 0
    is_heavier = before.bold != line.bold and before.bold_ends[1] != line.bold_ends[0]
    return is_far or abs(line.size - before.size) > 0.08 * size or is_heavier


def _is_marked(before: Line, line: Line) -> bool:
    """Return whether `line` begins as an item or a section does, where one may begin."""
    if BULLET.match(line.text) or LEADERS.search(before.text) or LEADERS.search(line.text):
        return True
    is_moved_out = line.left < before.left - INDENT * line.size
    is_begun = SECTION.match(line.text) or _ITEM.match(line.text)
    return bool(is_begun) and (_ends(before, line) or is_moved_out)


def _ends(before: Line, line: Line) -> bool:
    """Return whether a block may end with the line `before`: with a stop, a comma, or room for a word."""
    return STOP.search(before.text) is not None or before.text[-1] in ",;" or _fits(before, line)


def _fits(before: Line, line: Line) -> bool:
    """Return whether the first word of `line` had found room behind `before`: the line ends on purpose."""
    return fits(line.text, _measure_room(before))


def fits(text: str, room: float) -> bool:
    """Return whether the first word of `text` finds place in a `room` of so many letters."""
    return 1.1 * (len(text.partition(" ")[0]) + 1) < room


def _measure_room(line: Line) -> float:
    letter = (line.right - line.left) / max(len(line.text), 1)
    return (line.right_edge - line.right) / (letter or 1)


def _is_centred(before: Line, line: Line) -> bool:
    return abs(before.left + before.right - line.left - line.right) < 2 * INDENT * line.size
