"""Documents in, chunks out: pieces along headings, pages, paragraphs and sentences. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from index.documents import Document
from index.sentences import WRAP, Span, split_sentences

CHUNK_SIZE = 900  # characters
LONGEST_HEADING = 200  # characters; it stands in every chunk below it

# In the order in which Markdown reads them: a heading in a code block or in a comment is none.
_MARK = re.compile(
    r"^ {0,3}(?P<fence>```|~~~)(?s:.*?)(?:^ {0,3}(?P=fence)|\Z)|(?P<comment><!--)|"
    r"^ {0,3}(?P<level>\#{1,6})(?P<heading>[ \t].*)?$",
    re.MULTILINE,
)
_CLOSING = re.compile(r"(?<![^ \t])\#++\Z")  # of a heading: "## Ziele ##"
# A line that names where the others come from: full of names and dates, and never an answer.
_SOURCES = re.compile(r"[*_]{0,3}(?:Quellen?|Источники?|Sources?)[*_]{0,3}:")
_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored piece of a document: `text == document.text[start:end]`.

    `headings` is the trail of headings above it, outermost first, without the document's title.
    `sentences` are (start, end) positions in the document's text, in order, inside start..end; those
    that only name sources are left out.
    """

    path: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    page: int | None  # counted from 1
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A stretch of a document's text between headings, comments and page ends."""

    start: int
    end: int
    headings: tuple[str, ...]


class _Barrier(NamedTuple):
    """What ends a section: a heading, a comment, or, without an extent, the end of a page."""

    start: int
    end: int
    level: int = 0  # of a heading
    heading: str = ""


def split(document: Document, size: int = CHUNK_SIZE) -> list[Chunk]:
    """Return the chunks of `document`, in order.

    The paragraphs of a section stand together, up to `size` characters. A longer paragraph is split at
    sentence ends into pieces of about equal length; only a sentence that is longer by itself makes a longer
    chunk. Chunks do not overlap, nor cross headings, pages or comments, and hold every letter of the body
    but those of headings and comments, and of sources where nothing stands beside them.
    """
    chunks = (
        _build_chunk(document, section.headings, sentences)
        for section in _find_sections(document)
        for sentences in _pack(document.text, _find_sentences(document, section), size)
    )
    return [chunk for chunk in chunks if chunk.sentences]


def _build_chunk(document: Document, headings: tuple[str, ...], sentences: list[Span]) -> Chunk:
    start, end = sentences[0][0], sentences[-1][1]
    page = bisect_right(document.pages, start) or None
    telling = tuple(each for each in sentences if not _SOURCES.match(document.text, each[0]))
    text = document.text[start:end]
    return Chunk(document.path, start, end, text, headings, page, telling)


def _find_sentences(document: Document, section: _Section) -> list[Span]:
    spans = split_sentences(document.text[section.start : section.end], document.language)
    return [(section.start + start, section.start + end) for start, end in spans]


def _find_sections(document: Document) -> Iterator[_Section]:
    start = document.body
    title = document.title.casefold()
    trail: list[tuple[int, str]] = []
    for barrier in _find_barriers(document):
        headings = tuple(text for _, text in trail if text)
        yield _Section(start, max(start, barrier.start), headings)
        start = max(start, barrier.end)
        if barrier.level:
            trail = [heading for heading in trail if heading[0] < barrier.level]
            is_title = barrier.heading.casefold() == title
            trail.append((barrier.level, "" if is_title else barrier.heading[:LONGEST_HEADING]))


def _find_barriers(document: Document) -> list[_Barrier]:
    """Return what no chunk may hold or cross, in order; the last is the end of the text."""
    ends = [page for page in document.pages if page > document.body] + [len(document.text)]
    barriers = [_Barrier(end, end) for end in ends]
    if not document.path.lower().endswith(".txt"):
        barriers += _find_marks(document.text, document.body)
    return sorted(barriers)


def _find_marks(text: str, position: int) -> Iterator[_Barrier]:
    """Yield the headings and the comments of `text` from `position` on; a comment that never ends is none."""
    last_end = text.rfind("-->")
    while mark := _MARK.search(text, position):
        position = mark.end()
        if mark["comment"] and position <= last_end:
            position = text.index("-->", position) + len("-->")
            yield _Barrier(mark.start(), position)
        elif mark["level"]:
            yield _Barrier(*mark.span(), len(mark["level"]), _clean_heading(mark["heading"] or ""))


def _clean_heading(written: str) -> str:
    return _CLOSING.sub("", written.strip(" \t")).strip("*_ \t")


def _pack(text: str, sentences: list[Span], size: int) -> list[list[Span]]:
    """Return the sentences of a section by chunk."""
    paragraphs: list[list[Span]] = []
    for sentence in sentences:
        if paragraphs and not _ends_paragraph(text, paragraphs[-1][-1][1], sentence[0]):
            paragraphs[-1].append(sentence)
        else:
            paragraphs.append([sentence])
    return _fill((piece for paragraph in paragraphs for piece in _balance(paragraph, size)), size)


def _ends_paragraph(text: str, end: int, start: int) -> bool:
    """Return whether a paragraph ends between two sentences: at a blank line or with an unwrapped line."""
    gap = text[end:start]
    if "\n" not in gap:
        return False
    is_wide = end - text.rfind("\n", 0, end) > WRAP
    return is_wide or _BLANK_LINE.search(gap) is not None


def _balance(paragraph: list[Span], size: int) -> list[list[Span]]:
    """Return a paragraph in as few pieces as `size` allows, the longest of them as short as can be."""
    sentences = [[sentence] for sentence in paragraph]
    fewest = len(_fill(sentences, size))
    shortest = bisect_left(range(size), True, key=lambda limit: len(_fill(sentences, limit)) <= fewest)  # noqa: FBT003
    return _fill(sentences, shortest)


def _fill(pieces: Iterable[list[Span]], size: int) -> list[list[Span]]:
    """Return `pieces` in order, neighbours joined while they fit into `size` characters."""
    filled: list[list[Span]] = []
    for piece in pieces:
        if filled and piece[-1][1] - filled[-1][0][0] <= size:
            filled[-1] += piece
        else:
            filled.append([*piece])
    return filled
