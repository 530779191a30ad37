"""Where the keys of a document's front matter stand in its text. Pure; knows no YAML and no meaning."""

import re

from index.documents.document import Document

Span = tuple[int, int]
# A key at the beginning of a line, and what hangs below it.
_ENTRY = re.compile(r"^(?P<key>[a-z_]+)[ \t]*:.*(?:\n(?![a-z_]+[ \t]*:|---|\.\.\.).*)*", re.MULTILINE)


def find_keys(document: Document, quote: Span) -> tuple[str, ...]:
    """Return the keys of the front matter that the characters `quote` belong to, in order.

    Empty when a part of the quote stands elsewhere.
    """
    entries = _ENTRY.finditer(document.text, 0, document.body)
    touched = [each for each in entries if each.start() < quote[1] and quote[0] < each.end()]
    if not touched or quote[0] >= quote[1]:
        return ()
    inside = touched[0].start() <= quote[0] and quote[1] <= touched[-1].end()
    return tuple(each["key"] for each in touched) if inside else ()
