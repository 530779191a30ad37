"""Words in, pieces of lines out: raised marks, letters drawn apart. Pure.

A segment is a stretch of a line without a wide gap: a line, or what stands of it in a column or a cell.
"""

import re
from typing import NamedTuple

from index.documents.parsers.pdf.pdfium.words import BLANK, Word
from index.documents.parsers.writing.tables import Table

WIDE = 1.0  # of the letters' size: a wider gap parts segments
RAISED = (0.12, 0.7)  # how far above its line a raised mark stands, of the size of the line's letters
SMALLER = 0.85  # how large it is at most

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNIT = re.compile(r"(?:\A|(?<=[\d\W_]))(?:[kcdmhкдсг]?[mм]|µm|мкм|in|ft|yd|[\U0001d400-\U0001d7cb])\Z")
_APART = "\u2009"  # stands between letters that are further apart than words are
_SET_APART = re.compile(r"(?<!\S)(?:(?:[^\W\d_][ \u2009]){3,}|(?:[^\W\d_]\u2009){2,})[^\W\d_](?!\S)")
_SUPERSCRIPT = re.compile(r"(?<=[\w.,;:!?)»“”\"'])[⁰¹²³⁴-⁹]{1,3}")
_NOTE_MARK = re.compile(r"[\[(]?\d{1,3}[\])]?(?:[,;–-]\d{1,3})*|[*†‡]{1,3}\)?|[a-zа-я]\)")


class Segment(NamedTuple):
    """Words on one line without a wide gap, or a table that stands in its place.

    `mark` is the raised mark that it begins with, or nothing; `marks` are those in it. `bold` are most of its
    letters, `bold_ends` says it of the first and the last word: bold words may lead into a text.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    mark: str = ""
    table: Table | None = None
    marks: tuple[str, ...] = ()
    bold_ends: tuple[bool, bool] = (False, False)


def build_segments(words: list[Word]) -> list[Segment]:
    """Return the segments that `words` make, whatever their order in the file, from top to bottom."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1], word):
            _add(runs[-1], word)
        else:
            runs.append([word])
    return sorted((_write(run) for run in _merge(runs)), key=lambda each: (-each.base, each.left))


def _follows(run: list[Word], word: Word) -> bool:
    """Return whether `word` stands on the line of `run`, right behind it."""
    last = run[-1]
    size = max(last.size, word.size, _find_base(run)[1])
    return -0.6 * size < word.left - last.right < WIDE * size and _find_rise(run, word) is not None


def _find_base(run: list[Word]) -> tuple[float, float]:
    """Return the height and the letters' size of a line: those of its first word that is not raised."""
    word = next((word for word in run if not word.raised), run[0])
    return word.base, word.size


def _find_rise(run: list[Word], word: Word) -> int | None:
    """Return 0 for a word on the line of `run`, 1 for one raised above it, -1 for one below, else None."""
    base, size = _find_base(run)
    rise = word.base - base
    if abs(rise) <= 0.1 * max(size, word.size):
        return 0
    if word.size <= SMALLER * size and RAISED[0] * size <= abs(rise) <= RAISED[1] * size:
        return 1 if rise > 0 else -1
    is_mark_before = len(run) == 1 and size <= SMALLER * word.size
    if is_mark_before and RAISED[0] * word.size <= -rise <= RAISED[1] * word.size:
        return 0
    return None


def _add(run: list[Word], word: Word) -> None:
    rise = _find_rise(run, word)
    if rise == 0 and len(run) == 1 and abs(word.base - run[0].base) > 0.1 * word.size:
        run[0] = run[0]._replace(raised=1)
    run.append(word._replace(raised=rise or 0))


def _merge(runs: list[list[Word]]) -> list[list[Word]]:
    """Return `runs`, those that stand side by side on a line joined: files draw words in any order."""
    done: list[list[Word]] = []
    nearest: dict[int, list[Word]] = {}  # by height, in points: the last run there
    for run in sorted(runs, key=lambda each: each[0].left):
        base, size = _find_base(run)
        reach = min(round(size), 100)
        near = (nearest.get(round(base) + step) for step in sorted(range(-reach, reach + 1), key=abs))
        before = next((other for other in near if other and _goes_behind(other, run)), None)
        if before is None:
            done.append(run)
            nearest[round(base)] = run
        else:
            for word in run:
                _add(before, word)
    return done


def _goes_behind(other: list[Word], run: list[Word]) -> bool:
    return _follows(other, run[0]) and (len(run) == 1 or _find_rise(other, run[0]) == 0)


def _write(run: list[Word]) -> Segment:
    base, size = _find_base(run)
    level = [word for word in run if not word.raised]
    letters = sum(len(word.text) for word in level)
    bold = 2 * sum(len(word.text) for word in level if word.bold) > letters
    mark = ""
    if run[0].raised == 1 and len(run) > 1 and _NOTE_MARK.fullmatch(run[0].text):
        mark = run[0].text
    text = _SUPERSCRIPT.sub(_part_mark, _join_letters(_join_words(run)))
    left, right = run[0].left, max(word.right for word in run)
    marks = tuple(word.text for word in run[1:] if word.raised == 1 and _NOTE_MARK.fullmatch(word.text))
    ends = (level[0].bold, level[-1].bold) if level else (False, False)
    return Segment(text, left, right, base, size, bold, mark, marks=marks, bold_ends=ends)


def _join_words(run: list[Word]) -> str:
    """Return the words with blanks between them; marks for notes are left out, powers of units are not."""
    pieces: list[str] = []
    before: Word | None = None
    usual = 0.0  # between letters drawn apart
    for word in run:
        if before is not None:
            gap = word.left - before.right
            is_mark = before.raised == 1 and before is run[0]
            are_letters = len(before.text) == len(word.text) == 1
            if word.blank or is_mark or gap > BLANK * min(word.size, before.size):
                pieces.append(_APART if are_letters and gap > 2 * BLANK * word.size else " ")
            if are_letters:
                pieces += [" "] * (0 < 1.5 * usual < gap)  # between words drawn apart
                usual = min(usual, gap) if usual > 0 else gap
        written = _write_raised(pieces, word) if word.raised == 1 and before is not None else word.text
        if not written and pieces and pieces[-1].isspace():
            pieces.pop()
        pieces.append(written)
        before = word
    return "".join(pieces)


def _write_raised(pieces: list[str], word: Word) -> str:
    before = "".join(pieces[-3:]).rstrip()
    if word.text in {"2", "3"} and _UNIT.search(before[-6:]):
        return word.text.translate(_SUPERSCRIPTS)
    if before.endswith("10") and word.text.lstrip("-−").isdecimal() and len(word.text) < 3:
        return word.text.replace("-", "⁻").replace("−", "⁻").translate(_SUPERSCRIPTS)
    return "" if _NOTE_MARK.fullmatch(word.text) else word.text


def _part_mark(mark: re.Match[str]) -> str:
    """Return what is to be written for figures that are raised by themselves, as `_write_raised` does."""
    before = mark.string[max(mark.start() - 6, 0) : mark.start()]
    is_power = (mark[0] in {"²", "³"} and _UNIT.search(before)) or before.endswith("10")
    return mark[0] if is_power else ""


def _join_letters(text: str) -> str:
    """Return `text` with the words joined that are drawn letter by letter: "R A T" and "g i l t"."""
    return " ".join(_SET_APART.sub(lambda match: "".join(match[0].split()), text).split())
