"""What a file holds, in canonical form: the form in which every position in the program is counted."""

import re
import unicodedata
from dataclasses import dataclass

from index.errors import DocumentError, Fault

# Blanks are tried once, from where they begin: else a line of nothing but blanks would take for ever.
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])")
# Control characters, soft hyphens, zero-width spaces, direction marks: nobody sees them, every search trips.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACE = re.compile(r"[\u00a0\u2000-\u200a\u202f]")  # of fixed or no width: "1 июня" would not be found


@dataclass(frozen=True, slots=True)
class Content:
    r"""What a reader finds in a file: `text` in NFC with `\n` line ends, and the `title` the file states.

    `pages` holds where each PDF page starts in `text`; `scanned` the numbers, from 1, of the pages that show
    something and hold no text.
    """

    text: str
    title: str | None = None
    pages: tuple[int, ...] = ()
    scanned: tuple[int, ...] = ()


def decode_text(path: str, data: bytes) -> str:
    r"""Return `data` as text in NFC with `\n` line ends, otherwise verbatim; a byte order mark is left out.

    Raises DocumentError when it is not UTF-8 or holds binary data.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        raise DocumentError(Fault.NOT_UTF8, path=path, encoding="UTF-8")
    if b"\0" in data:
        raise DocumentError(Fault.BINARY, path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(Fault.NOT_UTF8, path=path, encoding="UTF-8") from error
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean_text(text: str) -> str:
    """Return extracted `text` in canonical form, without invisible characters and surplus empty lines."""
    text = _INVISIBLE.sub("", _SPACE.sub(" ", text))
    text = _LINE_END.sub("\n", text)
    return unicodedata.normalize("NFC", re.sub(r"\n{3,}", "\n\n", text).strip())


def has_text(text: str) -> bool:
    """Return whether `text` holds any letter or digit."""
    return any(character.isalnum() for character in text)
