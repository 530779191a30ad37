"""Letters in, words out: blanks, gaps, accents drawn over letters. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from index.documents.parsers.pdf.pdfium.glyphs import Glyph

BLANK = 0.16  # of the letters' size: a wider gap parts words, a blank or not

SAME_PLACE = 0.1  # of the letters' size: a letter that is drawn again so near is the same

_COMBINING = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c",
    "˚": "\u030a", "¸": "\u0327", "˘": "\u0306", "˝": "\u030b",
}  # fmt: skip


class Word(NamedTuple):
    """Letters without a gap. `blank` says that a blank stands before it, `raised` that it stands higher."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    blank: bool
    raised: int = 0  # 1 above the line, -1 below


def build_words(glyphs: Iterable[Glyph]) -> list[Word]:
    """Return the words that `glyphs` make, in the order of the file."""
    words: list[Word] = []
    run: list[Glyph] = []
    blank = False
    for glyph in _compose(_drop_repeated(list(glyphs))):
        if glyph.text.isspace():
            if run:
                words.append(_build_word(run, blank=blank))
                run, blank = [], False
            blank = True
            continue
        if run and _is_apart(run[-1], glyph):
            words.append(_build_word(run, blank=blank))
            run, blank = [], False
        run.append(glyph)
    if run:
        words.append(_build_word(run, blank=blank))
    return words


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    size = max(before.style.size, glyph.style.size)
    goes_back = glyph.left < before.left - BLANK * size  # the parts of a ligature begin at the same place
    return goes_back or glyph.left - before.right > BLANK * size or abs(glyph.base - before.base) > 0.1 * size


def _build_word(run: list[Glyph], *, blank: bool) -> Word:
    sizes = sorted(glyph.style.size for glyph in run)
    bold = 2 * sum(glyph.style.bold for glyph in run) > len(run)
    text = "".join([glyph.text for glyph in run])
    return Word(text, run[0].left, run[-1].right, run[0].base, sizes[len(sizes) // 2], bold, blank)


def _drop_repeated(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Yield `glyphs` without the texts that are drawn again at the same place to look bold."""
    drawn: dict[tuple[str, int], list[Glyph]] = {}  # by the letter and the height
    letters, again = Counter[int](), Counter[int]()  # of each text
    for glyph in glyphs:
        if glyph.text.isspace():
            continue
        height, near = round(glyph.base), SAME_PLACE * glyph.style.size
        beside = (other for step in (0, -1, 1) for other in drawn.get((glyph.text, height + step), ()))
        # The letters of a ligature stand at one place, too: but in one text.
        letters[glyph.owner] += 1
        again[glyph.owner] += any(
            other.owner != glyph.owner and abs(other.left - glyph.left) < near for other in beside
        )
        drawn.setdefault((glyph.text, height), []).append(glyph)
    yield from (glyph for glyph in glyphs if again[glyph.owner] < max(letters[glyph.owner], 1))


def _compose(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield `glyphs`, an accent that is drawn over a letter together with it: TeX parts "ü" so."""
    held: Glyph | None = None  # the letter, or the accent, that the next one may complete
    for glyph in glyphs:
        if held is not None:
            whole = _combine(held, glyph)
            if whole is not None:
                held = whole
                continue
            yield held
        held = glyph
    if held is not None:
        yield held


def _combine(one: Glyph, other: Glyph) -> Glyph | None:
    accent, letter = (other, one) if other.text in _COMBINING else (one, other)
    if accent.text not in _COMBINING or not letter.text.isalpha():
        return None
    middle = (accent.left + accent.right) / 2
    if not letter.left <= middle <= letter.right or abs(accent.base - letter.base) > 0.6 * letter.style.size:
        return None
    base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
    whole = unicodedata.normalize("NFC", base + _COMBINING[accent.text])
    return letter._replace(text=whole) if len(whole) == 1 else None
