"""What a file holds, in canonical form: the form in which every position in the program is counted."""

import re
import unicodedata
from dataclasses import dataclass

from index.documents.encodings import decode
from index.errors import DocumentError, code

# Blanks are tried once, from where they begin: else a line of nothing but blanks would take for ever.
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])")
# Control characters, soft hyphens, zero-width spaces, direction marks: nobody sees them, every search trips.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_BLANKS = re.compile(r"(?<=\S)[ ]{2,}+(?=\S)")  # what hidden words stood between
_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f]")  # of fixed or no width: "1 июня" would not be found


@dataclass(frozen=True, slots=True)
class Content:
    r"""What a reader finds in a file: `text` in NFC with `\n` line ends, and the `title` the file states.

    `pages` holds where each page starts in `text`: of a PDF file, inside of a paragraph where that goes on
    over the page's end, of slides or sheets. `unread` says which pages, from 1, could not be read and why;
    `recognized` are those that were read by machine from a picture (OCR). `gaps` says what else could not.
    """

    text: str
    title: str | None = None
    pages: tuple[int, ...] = ()
    unread: tuple[tuple[str, tuple[int, ...]], ...] = ()
    recognized: tuple[int, ...] = ()
    gaps: tuple[DocumentError, ...] = ()


def decode_text(path: str, data: bytes, declared: str | None = None) -> str:
    r"""Return `data` as text in NFC with `\n` line ends, otherwise verbatim; a byte order mark is left out.

    Raises DocumentError when it holds binary data, or its encoding is neither UTF-8, nor the one that is
    `declared`, nor one that can be told from the letters.
    """
    text = decode(data, declared)
    if text is None:
        is_binary = b"\0" in data
        raise DocumentError(
            code("binary") if is_binary else code("not_utf8"), path=path, encoding=declared or "UTF-8"
        )
    if "\0" in text:
        raise DocumentError("binary", path=path)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(text: str) -> str:
    """Return extracted `text` in canonical form, without what nobody sees, surplus blanks and lines."""
    text = _INVISIBLE.sub("", _SPACE.sub(" ", text))
    text = _LINE_END.sub("\n", _BLANKS.sub(" ", text))
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", text).strip())


def has_text(text: str) -> bool:
    """Return whether `text` holds any letter or digit."""
    return any(character.isalnum() for character in text)
