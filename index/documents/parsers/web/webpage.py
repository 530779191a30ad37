"""Saved web pages in, Markdown-like text without navigation out."""

import re

from index.documents.content import Content, clean_text, decode_text
from index.documents.parsers.web.main_part import find_title, list_main_blocks, load_page
from index.documents.parsers.writing.blocks import join_blocks
from index.errors import DocumentError

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{1,200}?(?:charset|encoding)\s*+=\s*+[\"']?\s*+([\w:-]{1,40})", re.IGNORECASE
)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")  # marks of encodings that need the byte 0
_FEW = 0.01  # of the bytes of a page: more is no page
_LEAST_SHARE = 0.2  # of the letters on a page that are its own: with less, something may be missing
_MANY = 2_000  # letters that are left out


def read_webpage(path: str, data: bytes) -> Content:
    """Return the main text of a page: headings as `#` lines, list items as `- `, tables as `|` rows.

    Raises DocumentError when its encoding is neither UTF-8, nor the one it declares, nor to be told from it.
    """
    if not data.startswith(_WIDE) and data.count(0) <= _FEW * len(data):
        data = data.replace(b"\0", b"")  # as browsers do with what some programs leave behind
    declared = _CHARSET.search(data)
    tree = load_page(decode_text(path, data, declared[1].decode("ascii", "replace") if declared else None))
    if tree is None:
        return Content("")
    title = find_title(tree)
    blocks, share = list_main_blocks(tree)
    text = clean_text(join_blocks(block.text for block in blocks))
    gaps = []
    if share < _LEAST_SHARE and len(text) * (1 / max(share, 0.001) - 1) > _MANY:
        gaps.append(DocumentError("mostly_lost", path=path, percent=round(100 * share)))
    return Content(text, title, gaps=tuple(gaps))
