"""The bytes of a file in, what it holds out: which file type is read by which parser.

A further file type is a file here with a function as `Parser` describes it, and a line in `PARSERS`.
"""

from importlib import import_module
from pathlib import PurePosixPath
from typing import Protocol

from index.documents.content import Content
from index.errors import DocumentError


class Parser(Protocol):
    r"""Reads files of one type.

    The same bytes give the same content, and its text is canonical: NFC, with `\n` line ends.
    """

    def __call__(self, path: str, data: bytes, /) -> Content:
        """Return what the file holds; raise DocumentError, which names `path`, for what cannot be used.

        Any other exception but MemoryError says that the file is damaged.
        """


PLAIN = (".md", ".markdown", ".txt")  # these carry front matter, all others have a sidecar
# The parser of each type as "module:function": it is imported for the first file of its type, because what
# reads a format takes time and memory that answering does not need.
PARSERS = {
    ".md": "plain:read_markdown",
    ".markdown": "plain:read_markdown",
    ".txt": "plain:read_plain",
    ".html": "web.webpage:read_webpage",
    ".htm": "web.webpage:read_webpage",
    ".pdf": "pdf.reading:read_pdf",
    ".docx": "office.word:read_word",
    ".docm": "office.word:read_word",
    ".dotx": "office.word:read_word",
    ".dotm": "office.word:read_word",
    ".odt": "office.opendocument:read_opendocument",
    ".ott": "office.opendocument:read_opendocument",
    ".rtf": "rich.rtf:read_rtf",
    ".pptx": "office.slides:read_slides",
    ".xlsx": "office.sheets.workbook:read_workbook",
    ".ods": "office.sheets.opendocument:read_opendocument_sheets",
    ".eml": "mail:read_mail",
}
SUPPORTED = tuple(PARSERS)


def read_content(path: str, data: bytes) -> Content:
    """Return what the file `path` with the bytes `data` holds.

    Raises DocumentError for a type that none reads and for what its parser cannot use, MemoryError for what
    takes more than there is.
    """
    if find_type(path) not in PARSERS:
        raise DocumentError("unsupported", path=path, supported=", ".join(SUPPORTED))
    parse = load_parser(find_type(path))
    try:
        return parse(path, data)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a parser may raise anything on a broken file; the other files go on
        raise DocumentError("damaged", path=path) from error


def find_type(path: str) -> str:
    """Return the ending of `path` that says its type: ".pdf"."""
    return PurePosixPath(path).suffix.lower()


def load_parser(ending: str) -> Parser:
    """Return what reads files whose name ends in `ending`, a supported one; imports what it needs."""
    module, function = PARSERS[ending].split(":")
    parser: Parser = getattr(import_module(f"{__name__}.{module}"), function)
    return parser
