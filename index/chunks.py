"""Documents in, chunks out: pieces along headings, pages, paragraphs and sentences. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from index.documents.document import Document
from index.languages import Language
from index.text.sentences import WRAP, Span, split_sentences

CHUNK_SIZE = 900  # characters
LONGEST_HEADING = 200  # characters; it stands in every chunk below it

# In the order in which Markdown reads them: a heading in a code block or in a comment is none.
_MARK = re.compile(
    r"^ {0,3}(?P<fence>```|~~~)(?s:.*?)(?:^ {0,3}(?P=fence)|\Z)|(?P<comment><!--)|"
    r"^ {0,3}(?P<level>\#{1,6})(?P<heading>[ \t].*)?$|"
    r"(?<![^\n]\n)^ {0,3}(?P<underlined>[^\s#>|*+=`<-].*)\n {0,3}(?P<line>=+|-{2,})[ \t]*$",
    re.MULTILINE,
)
# The same in plain text; words far apart are the head of a table.
_UNDERLINED = re.compile(
    r"(?<![^\n]\n)^ {0,3}(?P<heading>[^\s=-](?:(?! {3}|\t).)*)\n {0,3}(?P<line>={3,}|-{3,})[ \t]*$",
    re.MULTILINE,
)
_CLOSING = re.compile(r"(?<![^ \t])\#++\Z")  # of a heading: "## Ziele ##"
# A line that names where the others come from: full of names and dates, and never an answer.
SOURCES = re.compile(r"[*_]{0,3}(?:Quellen?|Источники?|Sources?)[*_]{0,3}:")
_SOURCES_NAMED = re.compile(
    rf"^{SOURCES.pattern}[*_]{{0,3}}[ \t]*(?P<names>\S.*(?:\n(?![ \t]*\n).*)*)", re.MULTILINE
)
_SECTION = 20_000  # characters: sources are looked for no further on
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
    language: Language
    sentences: tuple[tuple[int, int], ...]


class Around(NamedTuple):
    """The sentence before a chunk and the one after it, where its section goes on beyond it."""

    before: Span | None = None
    after: Span | None = None


NOTHING_AROUND = Around()


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
    chunk. Chunks do not overlap, nor cross headings, comments or a change of language, and hold every letter
    of the body but those of headings and comments, and of sources where nothing stands beside them. Each
    sentence is in a chunk of the page on which it begins.
    """
    chunks = (
        _build_chunk(document, section.headings, sentences)
        for section in _find_sections(document)
        for of_page in _part_pages(document, _find_sentences(document, section))
        for sentences in _pack(document.text, of_page, size)
    )
    return [chunk for chunk in chunks if chunk.sentences]


def find_headings(document: Document, position: int) -> tuple[str, ...]:
    """Return the headings above `position`, as those of a chunk."""
    sections = _find_sections(document)
    return max((each for each in sections if each.start <= position), key=lambda each: each.start).headings


def find_sources(document: Document, position: int) -> str:
    """Return what names the sources of the section in which `position` stands, without its label; else ""."""
    end = min(len(document.text), position + _SECTION)
    mark = _MARK.search(document.text, position, end)
    found = _SOURCES_NAMED.search(document.text, position, mark.start() if mark else end)
    return " ".join(found["names"].split()).strip("*_").removesuffix(".") if found else ""


def find_around(chunks: Sequence[Chunk], number: int) -> Around:
    """Return the sentences around `chunks[number]`; those of other sections do not count."""
    chunk = chunks[number]

    def goes_on(other: int) -> bool:
        return 0 <= other < len(chunks) and (
            (chunks[other].path, chunks[other].headings) == (chunk.path, chunk.headings)
        )

    before = chunks[number - 1].sentences[-1] if goes_on(number - 1) else None
    return Around(before, chunks[number + 1].sentences[0] if goes_on(number + 1) else None)


def _build_chunk(document: Document, headings: tuple[str, ...], sentences: list[Span]) -> Chunk:
    start, end = sentences[0][0], sentences[-1][1]
    page = _find_page(document, start) or None
    telling = tuple(each for each in sentences if not SOURCES.match(document.text, each[0]))
    text = document.text[start:end]
    language = document.find_language(start)
    return Chunk(document.path, start, end, text, headings, page, language, telling)


def _find_sentences(document: Document, section: _Section) -> list[Span]:
    language = document.find_language(section.start)
    spans = split_sentences(document.text[section.start : section.end], language)
    return [(section.start + start, section.start + end) for start, end in spans]


def _part_pages(document: Document, sentences: list[Span]) -> Iterator[list[Span]]:
    """Yield the sentences of a section by the page on which they begin; paragraphs may cross its end."""
    for _, of_page in groupby(sentences, key=lambda sentence: _find_page(document, sentence[0])):
        yield list(of_page)


def _find_page(document: Document, position: int) -> int:
    return bisect_right(document.pages, position)


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
    """Return what no chunk may hold or cross, in order; the last is the end of the text.

    The end of a page inside of a paragraph is no barrier: a sentence goes on over it.
    """
    ends = [page for page in document.pages if page > document.body and document.text[page - 1] == "\n"]
    ends.append(len(document.text))
    changes = [start for start, _ in document.languages if start > document.body]
    barriers = [_Barrier(end, end) for end in (*ends, *changes)]
    is_plain = document.path.lower().endswith(".txt")
    barriers += (_find_underlined if is_plain else _find_marks)(document.text, document.body)
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
        elif mark["line"]:
            yield _Barrier(
                *mark.span(), 1 if mark["line"][0] == "=" else 2, _clean_heading(mark["underlined"])
            )


def _find_underlined(text: str, position: int) -> Iterator[_Barrier]:
    """Yield the headings of plain text: lines with a rule below, about as long as they are."""
    for mark in _UNDERLINED.finditer(text, position):
        heading = mark["heading"].strip()
        if len(heading) <= 2 * len(mark["line"]) <= 4 * len(heading):
            yield _Barrier(*mark.span(), 1 if mark["line"][0] == "=" else 2, heading)


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
