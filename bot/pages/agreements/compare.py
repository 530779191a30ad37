"""Two agreements beside each other, section by section. Pure but for the page; knows no HTTP library."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answering.citations import document_url
from bot.pages.documents.blocks import Block, Kind, read_blocks
from bot.pages.render import render_page
from bot.register.entries import Entry
from index.chunks import Chunk
from index.documents.document import Document
from index.encoding.encoder import Vectors
from index.languages import Language

ReadVectors = Callable[[str], tuple[Sequence[Chunk], Vectors]]  # of the document at a path


@dataclass(frozen=True, slots=True)
class Section:
    """What stands below a heading, up to the next one: quotes, each with the address that marks it."""

    heading: str
    start: int
    end: int
    quotes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Sections of two agreements about the same; None where one says nothing of it."""

    first: Section | None
    second: Section | None


def render_comparison(
    register: Sequence[Entry], chosen: tuple[Entry | None, Entry | None], ui: Language, read: ReadVectors
) -> str:
    """Return the page with the two agreements `chosen`, or with what to choose."""
    first, second = chosen
    documents, pairs = None, []
    if first and second and first is not second:
        documents = choose_versions(first, second, ui)
        pairs = pair_sections(documents, ui, read)
    return render_page(
        "compare.html",
        ui,
        documents=documents,
        pairs=pairs,
        choices=[entry.find("title", ui) for entry in register],
        chosen=[entry.find("title", ui).path if entry else "" for entry in chosen],
    )


def choose_versions(first: Entry, second: Entry, ui: Language) -> tuple[Document, Document]:
    """Return the documents of both in one language, that of the reader before others; else the originals."""
    for language in sorted(Language, key=lambda each: each is not ui):
        found = [
            next((one for one in each.versions if one.language is language), None) for each in (first, second)
        ]
        if found[0] and found[1]:
            return found[0], found[1]
    return first.versions[0], second.versions[0]


def pair_sections(documents: tuple[Document, Document], ui: Language, read: ReadVectors) -> list[Pair]:
    """Return the sections of both, in the order of the first; what only the second has follows.

    Those with the same heading belong together, then those of which each is nearest to the other.
    """
    first, second = (list(read_sections(each, ui)) for each in documents)
    partners = _match_headings(first, second)
    if len(partners) < min(len(first), len(second)):
        nearness = _measure(documents, (first, second), read)
        for one, other in _list_mutual(nearness):
            if one not in partners and other not in partners.values():
                partners[one] = other
    pairs = [
        Pair(section, second[partners[number]] if number in partners else None)
        for number, section in enumerate(first)
    ]
    left = [each for number, each in enumerate(second) if number not in partners.values()]
    return [*pairs, *(Pair(None, each) for each in left)]


def read_sections(document: Document, ui: Language) -> Iterator[Section]:
    """Yield the sections of `document` that hold anything, without its title and its sources."""
    heading, start = "", document.body
    blocks: list[Block] = []
    for block in read_blocks(document.text, document.body, document.pages):
        if block.kind is Kind.HEADING:
            if blocks:
                yield _make_section(document, heading, start, blocks, ui)
            heading, blocks, start = document.text[block.start : block.end].strip(), [], block.start
            heading = "" if heading == document.title else heading
        elif block.kind is not Kind.SOURCES:
            blocks.append(block)
    if blocks:
        yield _make_section(document, heading, start, blocks, ui)


def _make_section(
    document: Document, heading: str, start: int, blocks: Sequence[Block], ui: Language
) -> Section:
    quotes = tuple(
        (document.text[each.start : each.end], document_url(document.path, each.start, each.end, ui))
        for each in blocks
    )
    return Section(heading, start, blocks[-1].end, quotes)


def _match_headings(first: Sequence[Section], second: Sequence[Section]) -> dict[int, int]:
    """Return the number of the section of `second` with the same heading, by that of the one of `first`.

    The same words come first; else all words of one have to be among those of the other, and of no third.
    """
    words, others = ([_list_words(each.heading) for each in among] for among in (first, second))
    partners: dict[int, int] = {}
    for fits in (set.__eq__, lambda one, other: one <= other or other <= one):
        left = [number for number in range(len(words)) if number not in partners and words[number]]
        free = [number for number in range(len(others)) if number not in partners.values() and others[number]]
        pairs = [(one, other) for one in left for other in free if fits(words[one], others[other])]
        partners |= {
            one: other
            for one, other in pairs
            if sum(one == each[0] or other == each[1] for each in pairs) == 1
        }
    return partners


def _list_words(heading: str) -> set[str]:
    return set("".join(letter if letter.isalpha() else " " for letter in heading.casefold()).split())


def _measure(
    documents: tuple[Document, Document],
    sections: tuple[Sequence[Section], Sequence[Section]],
    read: ReadVectors,
) -> Vectors:
    """Return how near each section of the first document is to each of the second, by their passages."""
    means = []
    for document, among in zip(documents, sections, strict=True):
        chunks, vectors = read(document.path)
        sums = np.zeros((len(among), vectors.shape[1]), np.float32)
        for chunk, vector in zip(chunks, vectors, strict=True):
            for number, section in enumerate(among):
                if section.start <= chunk.start < section.end or chunk.start <= section.start < chunk.end:
                    sums[number] += vector
        means.append(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))
    nearness: Vectors = means[0] @ means[1].T
    return nearness


def _list_mutual(nearness: Vectors) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns that are nearest to each other: a section far from all has no partner."""
    if not nearness.size:
        return
    nearest = nearness.argmax(axis=1).tolist()
    back = nearness.argmax(axis=0).tolist()
    for row, column in enumerate(nearest):
        if back[column] == row:
            yield row, column
