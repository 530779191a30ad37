"""Markdown and plain text: what stands in the file is the text."""

from index.documents.content import Content, decode_text


def read_markdown(path: str, data: bytes) -> Content:
    """Return the text of the file, front matter included; raise DocumentError when it cannot be decoded."""
    return Content(decode_text(path, data))


def read_plain(path: str, data: bytes) -> Content:
    """Return the text as read_markdown does; a form feed ends a page."""
    text = decode_text(path, data)
    pages = [position + 1 for position, character in enumerate(text) if character == "\f"]
    return Content(text, pages=(0, *pages) if pages else ())
