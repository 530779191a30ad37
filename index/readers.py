"""The bytes of a file in, what it holds out: which file type is read by whom."""

from collections.abc import Callable
from pathlib import PurePosixPath

from index.content import Content, decode_text
from index.errors import DocumentError, Fault
from index.pdf import read_pdf
from index.webpage import read_webpage
from index.word import read_word


def read_content(path: str, data: bytes) -> Content:
    """Return what the file `path` with the bytes `data` holds.

    Raises DocumentError for what its reader cannot use.
    """
    try:
        return READERS[PurePosixPath(path).suffix.lower()](path, data)
    except DocumentError:
        raise
    except Exception as error:  # a parser may raise anything on a broken file; the other files go on
        raise DocumentError(Fault.DAMAGED, path=path) from error


def _read_plain(path: str, data: bytes) -> Content:
    return Content(decode_text(path, data))


READERS: dict[str, Callable[[str, bytes], Content]] = {
    ".md": _read_plain,
    ".markdown": _read_plain,
    ".txt": _read_plain,
    ".html": read_webpage,
    ".htm": read_webpage,
    ".pdf": read_pdf,
    ".docx": read_word,
}
