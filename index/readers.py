"""The bytes of a file in, what it holds out: which file type is read by whom."""

from collections.abc import Callable
from pathlib import PurePosixPath

from index.content import Content, decode_text
from index.errors import DocumentError, Fault

# ruff: noqa: PLC0415 - what reads a format takes time and memory that answering does not need


def read_content(path: str, data: bytes) -> Content:
    """Return what the file `path` with the bytes `data` holds.

    Raises DocumentError for what its reader cannot use, MemoryError for what takes more than there is.
    """
    try:
        return READERS[PurePosixPath(path).suffix.lower()](path, data)
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a parser may raise anything on a broken file; the other files go on
        raise DocumentError(Fault.DAMAGED, path=path) from error


def _read_plain(path: str, data: bytes) -> Content:
    return Content(decode_text(path, data))


def _read_webpage(path: str, data: bytes) -> Content:
    from index.webpage import read_webpage

    return read_webpage(path, data)


def _read_pdf(path: str, data: bytes) -> Content:
    from index.pdf import read_pdf

    return read_pdf(path, data)


def _read_word(path: str, data: bytes) -> Content:
    from index.word import read_word

    return read_word(path, data)


READERS: dict[str, Callable[[str, bytes], Content]] = {
    ".md": _read_plain,
    ".markdown": _read_plain,
    ".txt": _read_plain,
    ".html": _read_webpage,
    ".htm": _read_webpage,
    ".pdf": _read_pdf,
    ".docx": _read_word,
}
