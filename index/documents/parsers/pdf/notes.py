"""The notes at the foot of a page: which lines they are, and behind which block they belong. Pure."""

import re
from collections.abc import Sequence

from index.documents.parsers.pdf.layout.lines import Line
from index.documents.parsers.pdf.paragraphs import Block, Kind

NOTE = 0.92  # of the body's size: how large a note is at most

_NOTE_START = re.compile(r"(?:\[?\d{1,3}[\])]?|[*†‡]{1,3}\)?|[¹²³⁴-⁹]+)\s*(?=\S)")


def part_notes(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text, whose letters are of the size `usual`, and those of the notes below."""
    body: list[Line] = []
    notes: list[Line] = []
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    for column in columns.values():
        first = len(column)
        while first and column[first - 1].table is None and _is_small(column[first - 1], usual):
            first -= 1
        while first < len(column) and not _starts_note(column[first]):
            first += 1
        body += column[:first]
        notes += column[first:]
    return (body, notes) if body else (notes, [])


def _is_small(line: Line, usual: float) -> bool:
    return line.size <= NOTE * usual


def _starts_note(line: Line) -> bool:
    return bool(line.mark) or _NOTE_START.match(line.text) is not None


def attach_notes(blocks: list[Block], lines: Sequence[Line], page: int) -> None:
    """Put the notes that `lines` make behind the blocks with their marks, or behind the last of the page."""
    found: list[tuple[str, Block]] = []
    for line in lines:
        start = _NOTE_START.match(line.text)
        if start or not found:
            mark = (line.mark or (start[0] if start else "")).strip()
            found.append((mark, Block(Kind.NOTE, [], line.size)))
        found[-1][1].pieces.append((page, line.text))
    holders = {mark: block for block in reversed(blocks) for mark in block.marks}
    last = next((block for block in reversed(blocks) if block.kind is not Kind.TABLE), None)
    for mark, note in found:
        holder = holders.get(mark, last)
        if holder is None:
            blocks.append(note)
        else:
            holder.notes.append(note)
