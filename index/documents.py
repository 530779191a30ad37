"""Source files in, documents out: the text of a file with what is known about it.

Knows how text, metadata and the other documents belong together. Which files there are is in folder.py, the
file types are in readers.py, the keys in metadata.py.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath

from index.apart import Apart
from index.content import clean_text, decode_text, has_text
from index.errors import DocumentError, Fault
from index.folder import SUPPORTED, WITH_SIDECAR, find_files, has_file, read_file
from index.language import Language, Verdict, detect_language
from index.metadata import Metadata, read_front_matter, read_metadata
from index.readers import read_content

LONGEST_TEXT = 5_000_000  # characters: about 2,500 pages


@dataclass(frozen=True, slots=True)
class Document:
    r"""One source file with its metadata.

    `text` is the canonical text (Unicode NFC, `\n` line ends); every position in the program counts its
    characters. For Markdown and plain text it is the whole file, front matter included, so that anybody can
    check a position without this program; `body` is where the front matter ends. For HTML, PDF and DOCX it
    is the extracted text, headings as Markdown `#` lines. `pages` holds the start of each PDF page.
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


def read_documents(folder: Path) -> tuple[list[Document], list[DocumentError]]:
    """Return the documents in `folder` and below, and what is wrong with the rest, both sorted by path.

    A PDF of which only some pages are scanned is in both: its other pages are used. Files are read in a
    process of its own, with limits. Raises FolderError when the folder cannot be read or there is nothing in
    it to read.
    """
    paths, errors = find_files(folder)
    documents = []
    with Apart(partial(_read_document, folder)) as apart:
        for path in paths:
            try:
                document, scanned = apart.do(path, path)
            except DocumentError as error:
                errors.append(error)
                continue
            documents.append(document)
            if scanned:
                pages = ", ".join(map(str, scanned))
                errors.append(DocumentError(Fault.SCANNED_PAGES, path=path, pages=pages))
    known = paths + [str(error.values["path"]) for error in errors]
    documents, broken = _resolve_references(documents, known)
    return documents, sorted(errors + broken, key=lambda error: str(error.values["path"]))


def read_document(folder: Path, path: str) -> Document:
    """Return the document `path` of `folder`, read anew.

    Its references are not looked up: that takes the whole folder. Raises DocumentError.
    """
    return _read_document(folder, path)[0]


def read_named(folder: Path, wanted: Iterable[str]) -> dict[str, Document]:
    """Return by path what `read_documents` returns of `wanted`, and of what replaces them; no more is read.

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
            successor = by_name.get(read[path].replaced_by or "")
            if successor and successor not in read:
                left.add(successor)
    documents, _ = _resolve_references(list(read.values()), known)
    return {document.path: document for document in documents}


def _read_document(folder: Path, path: str) -> tuple[Document, tuple[int, ...]]:
    """Return the document and the numbers of its PDF pages that are scanned."""
    if not path.lower().endswith(SUPPORTED):
        raise DocumentError(Fault.UNSUPPORTED, path=path, supported=", ".join(SUPPORTED))
    data = read_file(folder, path)
    content = read_content(path, data)
    text = content.text
    if len(text) > LONGEST_TEXT:
        raise DocumentError(Fault.TEXT_TOO_LONG, path=path, length=len(text), longest=LONGEST_TEXT)
    sidecar = f"{path}.yaml"
    metadata, body = Metadata(), 0
    if not path.lower().endswith(WITH_SIDECAR):
        metadata, body = read_front_matter(path, text)
    elif has_file(folder, sidecar):
        metadata = _read_sidecar(folder, sidecar)
    if not has_text(text[body:]):
        raise DocumentError(Fault.EMPTY, path=path)
    document = Document(
        path=path,
        text=text,
        body=body,
        pages=content.pages,
        title=_find_title(path, text[body:], metadata.title or content.title),
        language=metadata.language or _find_language(path, text[body:]),
        sha256=sha256(data).hexdigest(),
        publisher=metadata.publisher,
        published=metadata.published,
        valid_from=metadata.valid_from,
        valid_until=metadata.valid_until,
        replaced_by=metadata.replaced_by,
        translation_of=metadata.translation_of,
        summary=metadata.summary,
        source=metadata.source,
    )
    return document, content.scanned


def _read_sidecar(folder: Path, path: str) -> Metadata:
    text = decode_text(path, read_file(folder, path))
    return read_metadata(path, text.rstrip().removesuffix("\n---"))  # as it stands in front matter


def _find_language(path: str, body: str) -> Language:
    detection = detect_language(body)
    if detection.verdict in {Verdict.OTHER, Verdict.NONE}:
        raise DocumentError(Fault.LANGUAGE_UNKNOWN, path=path)
    return detection.language


_HEADING = re.compile(r"^ {0,3}#{1,6}([ \t].*)$|^(\S.*)\n={2,}[ \t]*$", re.MULTILINE)
_LONGEST_TITLE = 120  # a first line beyond this is a paragraph


def _find_title(path: str, body: str, stated: str | None) -> str:
    """Return the stated title, else the first heading, else a short first line, else the file name."""
    heading = None if path.lower().endswith(".txt") else _find_heading(body)
    first_line = body.strip().partition("\n")[0]
    if stated:
        title = stated
    elif heading:
        title = heading.strip("*_ ")
    elif len(first_line) <= _LONGEST_TITLE and has_text(first_line):
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
        raise DocumentError(Fault.REFERENCE_MISSING, path=path, field=field, value=value)
    if paths[value] == path:
        raise DocumentError(Fault.REFERENCE_SELF, path=path, field=field, value=value)
    return paths[value]


def _refuse_circle(path: str, next_of: dict[str, str | None]) -> None:
    """Raise DocumentError when `replaced_by` leads from `path` back to it."""
    chain: dict[str, None] = {}  # in order
    following = next_of.get(path)
    while following and following not in chain:
        chain[following] = None
        if following == path:
            raise DocumentError(Fault.REPLACED_IN_CIRCLE, path=path, chain=" → ".join([path, *chain]))
        following = next_of.get(following)
