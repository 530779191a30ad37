"""The picture of a page in, its words out, by Tesseract where it is installed. The only one that runs it."""

import subprocess
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import NamedTuple

INSTALL = "apt-get install tesseract-ocr tesseract-ocr-deu tesseract-ocr-rus tesseract-ocr-eng"
LANGUAGES = "deu+rus+eng"
LONGEST_SCAN = 150  # pages of a document: what takes longer than isolation.py waits is not begun
SECONDS = 60  # for one page; two are usual
LEAST_SURE = 40  # percent, in the mean of a line's letters: below it is a stamp, a signature or a stain
LEAST_SURE_PAGE = 60  # the same for a page: below it, hardly a word is right

_COMMAND = ["env", "OMP_THREAD_LIMIT=1", "tesseract"]  # other documents are read at the same time
_LIKE_SECTION = {"8", "$", "&"}
_WORD = "5"  # the level of a word in Tesseract's table


class Recognized(NamedTuple):
    """A word that was read from a picture, in pixels from its upper left corner; `line` numbers its line."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]
    sureness: float  # percent


@cache
def is_installed() -> bool:
    """Return whether pages can be recognized here: Tesseract is there, with all of `LANGUAGES`."""
    try:
        listed = subprocess.run(  # noqa: S603
            [*_COMMAND, "--list-langs"], capture_output=True, check=True, timeout=SECONDS
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return set(LANGUAGES.split("+")) <= set(listed.stdout.decode("utf-8", "replace").split())


def recognize(picture: bytes, width: int, dpi: int) -> list[Recognized]:
    """Return the words on a grey `picture`, a byte a pixel, whose rows have `width` pixels.

    In the order in which they are read. None at all where Tesseract fails, or is unsure of most of them.
    """
    head = b"P5 %d %d 255\n" % (width, len(picture) // width)
    try:
        done = subprocess.run(  # noqa: S603 - nothing of it comes from a document
            [*_COMMAND, "stdin", "stdout", "-l", LANGUAGES, "--dpi", str(dpi), "tsv"],
            input=head + picture,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    words = list(_read_table(done.stdout.decode("utf-8", "replace")))
    if _weigh(words) < LEAST_SURE_PAGE:
        return []
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    return mend_sections([line for line in lines if _weigh(line) >= LEAST_SURE])


def mend_sections(lines: list[list[Recognized]]) -> list[Recognized]:
    """Return the words of `lines`, the § signs put right that Tesseract takes for an 8 or a $.

    "8 2 Laufzeit" is § 2 when the page has a § elsewhere, or a "8 1 …" or "8 3 …"; "$ 5 Abs. 1" is § 5.
    """
    has_sign = any("§" in word.text for line in lines for word in line)
    numbers = [int(line[1].text) for line in lines if _looks_like_section(line)]
    mended = []
    for line in lines:
        for at, word in enumerate(line):
            is_heading = at == 0 and _looks_like_section(line)
            near = is_heading and {int(line[1].text) - 1, int(line[1].text) + 1} & set(numbers)
            followed = [each.text for each in line[at + 1 : at + 3]]
            is_cited = word.text in _LIKE_SECTION and followed[1:] == ["Abs."] and followed[0].isdecimal()
            is_section = (is_heading and (has_sign or near)) or is_cited
            mended.append(word._replace(text="§") if is_section else word)
    return mended


def _looks_like_section(line: list[Recognized]) -> bool:
    """Return whether `line` begins with what may be a §, a number and a word with a capital."""
    sign, number, title = ([word.text for word in line[:3]] + ["", "", ""])[:3]
    return sign in _LIKE_SECTION and number.isdecimal() and len(number) < 4 and title[:1].isupper()


def _weigh(words: list[Recognized]) -> float:
    """Return how sure `words` are in the mean of their letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sureness * len(word.text) for word in words) / (letters or 1)


def _read_table(table: str) -> Iterator[Recognized]:
    for row in table.splitlines()[1:]:
        cells = row.split("\t", 11)
        if len(cells) < 12 or cells[0] != _WORD or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        line = tuple(cells[2:5])
        yield Recognized(cells[11].strip(), left, top, left + width, top + height, line, float(cells[10]))
