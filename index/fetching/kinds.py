"""Which kind of file an answer holds: by its Content-Type, its name, and its first bytes. Pure."""

import re
from urllib.parse import unquote

from index.documents.parsers import SUPPORTED
from index.errors import FetchError
from index.fetching.addresses import find_ending
from index.fetching.connection import Answer

PAGE = ".html"
SITEMAP = ".xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
TYPES = {
    "text/html": PAGE,
    "application/xhtml+xml": PAGE,
    "application/xml": SITEMAP,
    "text/xml": SITEMAP,
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "message/rfc822": ".eml",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}wordprocessingml.template": ".dotx",
    f"{_OFFICE}presentationml.presentation": ".pptx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    f"{_OPEN}text": ".odt",
    f"{_OPEN}text-template": ".ott",
    f"{_OPEN}spreadsheet": ".ods",
}
# What servers say of files whose type they do not know: the name decides.
_UNKNOWN = {
    *(
        "",
        "application/octet-stream",
        "binary/octet-stream",
        "application/download",
        "application/x-download",
    ),
    *("application/force-download", "application/zip", "application/gzip", "application/x-gzip"),
}
_PACKED = {".docx", ".docm", ".dotx", ".dotm", ".pptx", ".xlsx", ".odt", ".ott", ".ods"}
_BEGINNING = 1_024  # bytes in which a file says what it is
_FILE_NAME = re.compile(r"filename\*?\s*=\s*(?:UTF-8'[^']*')?\"?([^\";]{1,255})", re.IGNORECASE)


def find_kind(answer: Answer) -> str | None:
    """Return the ending that says what `answer` holds; None when nothing here reads it."""
    told = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if told in TYPES:
        return TYPES[told]
    if told not in _UNKNOWN:
        return None
    named = _FILE_NAME.search(answer.headers.get("content-disposition", ""))
    ending = find_ending(f"file:///{unquote(named[1]).strip()}") if named else find_ending(answer.address)
    if ending in {".gz", SITEMAP}:
        return SITEMAP
    return ending if ending in SUPPORTED else None


def is_file(address: str) -> bool:
    """Return whether `address` names a file that can be read and is no web page."""
    ending = find_ending(address)
    return ending in SUPPORTED and ending not in {PAGE, ".htm"}


def check_body(answer: Answer, kind: str) -> None:
    """Raise FetchError when the bytes of `answer` cannot be of the `kind` that it says."""
    if not answer.body.strip():
        raise FetchError("fetch_empty", address=answer.address)
    if not _is_of_kind(answer.body[:_BEGINNING], kind):
        raise FetchError("fetch_disguised", address=answer.address, kind=kind)


def _is_of_kind(beginning: bytes, kind: str) -> bool:
    if kind in _PACKED:
        return beginning.startswith(b"PK\x03\x04")
    if kind == PAGE:
        is_wide = beginning.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16
        return is_wide or (b"\0" not in beginning and b"<" in beginning)
    marks = {".pdf": b"%PDF-", ".rtf": b"{\\rtf"}
    return marks.get(kind, b"") in beginning
