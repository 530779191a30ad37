"""Source files in, documents out: the text of a file with what is known about it.

Knows how text, metadata and the other documents belong together. Which files there are is in folder.py, the
file types are in parsers/, the keys in metadata.py.
"""

import os
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from index.detection.profiles import load_profiles
from index.documents.content import Content, clean_text, decode_text, has_text
from index.documents.folder import find_files, has_file, read_file, refuse, takes_sidecar
from index.documents.isolation import Apart
from index.documents.languages import Stretches, find_language, find_stretches
from index.documents.metadata import Kind, Metadata, read_front_matter, read_metadata
from index.documents.parsers import SUPPORTED, find_type, read_content
from index.documents.parsers.ocr import INSTALL
from index.documents.topics import Topics, read_topics
from index.errors import DocumentError
from index.languages import Language

LONGEST_TEXT = 5_000_000  # characters: about 2,500 pages


@dataclass(frozen=True, slots=True)
class Document:
    r"""One source file with its metadata.

    `text` is the canonical text (Unicode NFC, `\n` line ends); every position in the program counts its
    characters. For Markdown and plain text it is the whole file, front matter included, so that anybody can
    check a position without this program; `body` is where the front matter ends. For all other types it
    is the extracted text, headings as Markdown `#` lines. `pages` holds the start of each page,
    inside of a paragraph where that goes on over the page's end.
    """

    path: str  # relative to the documents folder, with forward slashes
    text: str
    body: int
    pages: tuple[int, ...]
    title: str
    language: Language
    sha256: str  # of the file's bytes
    publisher: str | None = None
    published: str | None = None  # YYYY, YYYY-MM or YYYY-MM-DD
    valid_from: date | None = None
    valid_until: date | None = None
    replaced_by: str | None = None
    translation_of: str | None = None
    summary: bool = False  # by the editors, not the wording of what it tells about
    source: tuple[str, ...] = ()
    kind: Kind | None = None
    parties: tuple[str, ...] = ()
    signed: str | None = None  # as `published`
    agreement: str | None = None  # the path of the document of the agreement that this one speaks of
    topic: Mapping[Language, str] | None = None  # what its topic is called
    languages: Stretches = ()  # of paragraphs, where not all are in `language`
    recognized: tuple[int, ...] = ()  # the pages, from 1, that were read by machine from a picture (OCR)

    def find_language(self, position: int) -> Language:
        """Return the language of the paragraph at `position`."""
        number = bisect_right(self.languages, position, key=lambda stretch: stretch[0])
        return self.languages[number - 1][1] if number else self.language


def read_documents(folder: Path) -> tuple[list[Document], list[DocumentError]]:
    """Return the documents in `folder` and below, and what is wrong with the rest, both sorted by path.

    A file of which only some pages or parts cannot be read is in both: the others are used. Files are read
    in processes of their own, with limits, as many at a time as there are processors. Raises FolderError when
    the folder cannot be read or there is nothing in it to read.
    """
    paths, errors = find_files(folder)
    documents = []
    topics: Topics | None = None
    try:
        topics = read_topics(folder)
    except DocumentError as error:
        errors.append(error)
    load_profiles()
    with Apart(partial(_read_document, folder, topics), os.cpu_count() or 1) as apart:
        for read in apart.map((path, path) for path in paths):
            if isinstance(read, DocumentError):
                errors.append(read)
            else:
                documents.append(read[0])
                errors += read[1]
    known = paths + [str(error.values["path"]) for error in errors]
    documents, broken = _resolve_references(documents, known)
    return documents, sorted(errors + broken, key=lambda error: str(error.values["path"]))


def read_document(folder: Path, path: str) -> Document:
    """Return the document `path` of `folder`, read anew.

    Its references are not looked up: that takes the whole folder. Raises DocumentError.
    """
    try:
        topics = read_topics(folder)
    except DocumentError:
        topics = None
    return _read_document(folder, topics, path)[0]


def read_named(folder: Path, wanted: Iterable[str]) -> dict[str, Document]:
    """Return by path what `read_documents` returns of `wanted`, and of what they lead to; no more is read.

    A document leads to what replaces it, to the agreement that it speaks of and to what it translates.

    Raises FolderError as `read_documents` does.
    """
    paths, errors = find_files(folder)
    known = paths + [str(error.values["path"]) for error in errors]
    by_name = {unicodedata.normalize("NFC", path): path for path in paths}
    left = set(wanted) & set(paths)
    read: dict[str, Document] = {}
    while left:
        path = left.pop()
        with suppress(DocumentError):
            read[path] = read_document(folder, path)
            document = read[path]
            names = (document.replaced_by, document.agreement, document.translation_of)
            left |= {by_name[name] for name in names if name in by_name} - {*read}
    documents, _ = _resolve_references(list(read.values()), known)
    return {document.path: document for document in documents}


def _read_document(folder: Path, topics: Topics | None, path: str) -> tuple[Document, list[DocumentError]]:
    """Return the document, and what says which of its parts could not be read.

    Without `topics`, when nothing is known of them, it has none.
    """
    if find_type(path) not in SUPPORTED:
        raise refuse(path)
    data = read_file(folder, path)
    content = read_content(path, data)
    text = content.text
    if len(text) > LONGEST_TEXT:
        raise DocumentError("text_too_long", path=path, length=len(text), longest=LONGEST_TEXT)
    sidecar = f"{path}.yaml"
    metadata, body = Metadata(), 0
    if not takes_sidecar(path):
        metadata, body = read_front_matter(path, text, topics)
    elif has_file(folder, sidecar):
        metadata = _read_sidecar(folder, sidecar, topics)
    if not has_text(text[body:]):
        raise DocumentError("empty", path=path)
    language = metadata.language or _find_language(path, text[body:])
    document = Document(
        path=path,
        text=text,
        body=body,
        pages=content.pages,
        title=_find_title(path, text[body:], metadata.title or content.title),
        language=language,
        sha256=sha256(data).hexdigest(),
        publisher=metadata.publisher,
        published=metadata.published,
        valid_from=metadata.valid_from,
        valid_until=metadata.valid_until,
        replaced_by=metadata.replaced_by,
        translation_of=metadata.translation_of,
        summary=metadata.summary,
        source=metadata.source,
        kind=metadata.kind,
        parties=metadata.parties,
        signed=metadata.signed,
        agreement=metadata.agreement,
        topic=(topics or {}).get(metadata.topic or ""),
        languages=find_stretches(text, body, language),
        recognized=content.recognized,
    )
    return document, _list_gaps(path, content)


def _list_gaps(path: str, content: Content) -> list[DocumentError]:
    unread = (
        DocumentError(fault, path=path, pages=", ".join(map(str, pages)), command=INSTALL)
        for fault, pages in content.unread
    )
    return [*content.gaps, *unread]


def _read_sidecar(folder: Path, path: str, topics: Topics | None) -> Metadata:
    text = decode_text(path, read_file(folder, path)).rstrip()
    return read_metadata(path, text.removesuffix("\n---"), topics=topics)  # as it stands in front matter


def _find_language(path: str, body: str) -> Language:
    language = find_language(body)
    if language is None:
        raise DocumentError("language_unknown", path=path, languages=", ".join(Language))
    return language


_HEADING = re.compile(r"^ {0,3}#{1,6}([ \t].*)$|^(\S.*)\n={2,}[ \t]*$", re.MULTILINE)
_GOES_ON = re.compile(r"[-‐,\u00ad][ \t]*\Z")  # in the line below: no title
_LONGEST_TITLE = 120  # a first line beyond this is a paragraph


def _find_title(path: str, body: str, stated: str | None) -> str:
    """Return the stated title, else the first heading, else a short first line, else the file name."""
    heading = None if path.lower().endswith(".txt") else _find_heading(body)
    first_line = body.strip().partition("\n")[0]
    if stated:
        title = stated
    elif heading:
        title = heading.strip("*_ ")
    elif len(first_line) <= _LONGEST_TITLE and has_text(first_line) and not _GOES_ON.search(first_line):
        title = first_line
    else:
        title = PurePosixPath(path).stem
    return " ".join(clean_text(title).split())


def _find_heading(body: str) -> str | None:
    """Return the first heading that holds a letter or a digit, without the marks around it."""
    headings = (match[2] or match[1].rstrip().rstrip("#").strip() for match in _HEADING.finditer(body))
    return next(filter(has_text, headings), None)


def _resolve_references(
    documents: list[Document], known: list[str]
) -> tuple[list[Document], list[DocumentError]]:
    """Return the documents whose references lead to `known` paths, and an error for each of the rest."""
    paths = {unicodedata.normalize("NFC", path): path for path in known}
    next_of = {document.path: paths.get(document.replaced_by or "") for document in documents}
    good, errors = [], []
    for document in documents:
        try:
            resolved = replace(
                document,
                replaced_by=_resolve(document.path, "replaced_by", document.replaced_by, paths),
                translation_of=_resolve(document.path, "translation_of", document.translation_of, paths),
                agreement=_resolve(document.path, "agreement", document.agreement, paths),
            )
            _refuse_circle(document.path, next_of)
        except DocumentError as error:
            errors.append(error)
        else:
            good.append(resolved)
    return good, errors


def _resolve(path: str, field: str, value: str | None, paths: dict[str, str]) -> str | None:
    if value is None:
        return None
    if value not in paths:
        raise DocumentError("reference_missing", path=path, field=field, value=value)
    if paths[value] == path:
        raise DocumentError("reference_self", path=path, field=field, value=value)
    return paths[value]


def _refuse_circle(path: str, next_of: dict[str, str | None]) -> None:
    """Raise DocumentError when `replaced_by` leads from `path` back to it."""
    chain: dict[str, None] = {}  # in order
    following = next_of.get(path)
    while following and following not in chain:
        chain[following] = None
        if following == path:
            raise DocumentError("replaced_in_circle", path=path, chain=" → ".join([path, *chain]))
        following = next_of.get(following)
