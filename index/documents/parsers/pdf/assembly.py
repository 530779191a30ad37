"""The blocks of all pages in, the text of the document out, with where each page begins. Pure."""

import re
from collections.abc import Iterable, Sequence

from index.documents.content import clean_text, has_text
from index.documents.parsers.pdf.paragraphs import BULLET, LEADERS, SECTION, STOP, Block, Kind, Measures, fits
from index.documents.parsers.writing.tables import Table, write_table
from index.text.hyphens import BROKEN, SOFT, join_broken_words, join_lines

LARGER = 1.08  # times the size of the text: a heading
LONGEST_HEADING = 200  # characters
LONGEST_BOLD = 140
_PAGE = "\ufdd0"  # where a page begins, until the text is whole; no file can hold it
_OPEN_END = re.compile(
    r"\b(?:\d{1,2}|Abs|Art|Ziff|Kap|ул|[^\W\d_aeiouäöüаеёиоуыэюя]{1,4})\.\Z"
)  # "am 3.", "Nr."


def assemble(pages: Sequence[Sequence[Block]], measures: Measures) -> tuple[str, tuple[int, ...]]:
    """Return the text of the document and where each of its pages begins."""
    blocks = _join_pages([block for page in pages for block in page])
    levels = _rank(blocks, measures)
    writer = _Writer(len(pages))
    names: tuple[str, ...] = ()
    for block in blocks:
        if block.table is not None:
            names = block.table.names or _inherit(names, block.table)
            writer.write(block, write_table(block.table, names))
            continue
        names = ()
        level = levels.get(_style(block)) if _is_heading(block, measures) else None
        writer.write_lines(block, "#" * level + " " if level else "")
        for note in block.notes:
            writer.write_lines(note, "")
    return writer.finish()


def _inherit(names: tuple[str, ...], table: Table) -> tuple[str, ...]:
    """Return the names of the columns of the table before, which this one continues, or none."""
    return names if len(names) == len(table.rows[0]) else ()


def _style(block: Block) -> tuple[float, bool]:
    return round(2 * block.size) / 2, block.bold


def _is_heading(block: Block, measures: Measures) -> bool:
    text = " ".join(piece for _, piece in block.pieces)
    if block.kind is Kind.NOTE or len(text) > LONGEST_HEADING or len(block.pieces) > 4 or not has_text(text):
        return False
    if BULLET.match(text) or text[-1] in ",;":
        return False
    ends = text[-1] == "." and len(text) > 60
    if block.size >= LARGER * measures.size:
        return not ends and any(character.isalpha() for character in text)
    if block.size < 0.9 * measures.size:
        return False
    is_bold = block.bold and not measures.bold and len(text) <= LONGEST_BOLD and text[-1] != "."
    is_section = SECTION.match(text) is not None and len(text) <= 100 and not STOP.search(text)
    return is_section or (is_bold and any(character.isalpha() for character in text))


def _rank(blocks: Iterable[Block], measures: Measures) -> dict[tuple[float, bool], int]:
    """Return the level of headings by their style, the largest first, bold before light."""
    styles = sorted({_style(block) for block in blocks if _is_heading(block, measures)}, reverse=True)
    return {style: min(level, 6) for level, style in enumerate(styles, 1)}


def _join_pages(blocks: list[Block]) -> list[Block]:
    """Return `blocks`, the paragraphs put together that the end of a column or a page parts."""
    joined: list[Block] = []
    for block in blocks:
        at = next((n for n in range(len(joined) - 1, -1, -1) if joined[n].kind is not Kind.TABLE), None)
        near = at is not None and len(joined) - at <= 3
        if near and at is not None and _goes_on(joined[at], block, is_parted=at < len(joined) - 1):
            joined[at].pieces += block.pieces
            joined[at].marks += block.marks
            joined[at].notes += block.notes
            joined[at].room = block.room
        else:
            joined.append(block)
    return joined


def _goes_on(block: Block, following: Block, *, is_parted: bool) -> bool:
    """Return whether `block` goes on in `following`, at the top of a column or behind a table."""
    before, after = block.pieces[-1][1], following.pieces[0][1]
    # Where the words go on, a line of names in a smaller font does not part them.
    different = 0.12 * block.size if after[:1].islower() and not STOP.search(before) else 0.5
    is_same = block.bold == following.bold and abs(block.size - following.size) <= different
    may_follow = following.kind is Kind.PARAGRAPH and (following.is_first or is_parted)
    if block.kind is Kind.NOTE or not may_follow or not is_same or SECTION.match(after):
        return False
    if after[0].islower():
        return True
    if is_parted or fits(after, block.room):
        return False
    return _OPEN_END.search(before) is not None or STOP.search(before) is None


class _Writer:
    """Puts blocks together; knows which page was begun last."""

    def __init__(self, pages: int) -> None:
        self._parts: list[str] = []
        self._pages = pages
        self._begun = 0
        self._lines = 0
        self._last: Kind | None = None

    def write(self, block: Block, text: str) -> None:
        """Add a block whose text is whole."""
        if not text:
            return
        is_list = block.kind is Kind.ITEM and self._last is Kind.ITEM
        self._parts += ["\n" if is_list else "\n\n", self._mark(block.pieces[0][0]), text]
        self._last = block.kind

    def write_lines(self, block: Block, prefix: str) -> None:
        """Add a block line by line, with the marks of the pages that begin in it."""
        text = ""
        pieces = block.pieces
        if not prefix:
            bullet = BULLET.match(pieces[0][1])
            if bullet:
                prefix, pieces = "- ", [(pieces[0][0], pieces[0][1][bullet.end() :]), *pieces[1:]]
        first = self._mark(pieces[0][0])
        for page, printed in pieces:
            line = " ".join(LEADERS.sub(" ", printed).split())
            mark = self._mark(page)
            joined = join_lines(text, line)
            if mark and text:
                at = len(joined) - len(line)
                if joined[at - 1 : at] in {BROKEN, SOFT}:  # the word began on the page before
                    at += len(line.partition(" ")[0]) + 1
                joined = joined[:at] + mark + joined[at:]
            elif mark:
                first += mark
            text = joined
        self._lines += len(pieces)
        if has_text(text):
            is_list = block.kind is Kind.ITEM and self._last is Kind.ITEM
            self._parts += ["\n" if is_list else "\n\n", first, prefix + text]
            self._last = block.kind
        else:
            self._parts.append(first)

    def _mark(self, page: int) -> str:
        """Return the marks of the pages that begin with what stands on `page`."""
        fresh = max(page - self._begun, 0)
        self._begun += fresh
        return _PAGE * fresh

    def finish(self) -> tuple[str, tuple[int, ...]]:
        text = join_broken_words("".join(self._parts), self._lines)
        text = clean_text(text + self._mark(self._pages))
        stretches = text.split(_PAGE)
        starts, position = [], 0
        for stretch in stretches[:-1]:
            position += len(stretch)
            starts.append(position)
        return "".join(stretches), tuple(starts)
