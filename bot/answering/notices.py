"""A sentence of ours beside an answer: whether what it rests on is in force. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.answering.citations import Citation
from index.documents.document import Document
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import cut, key


class NoticeKind(StrEnum):
    """What a notice is about."""

    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class NoticePart:
    """A piece of a notice's text: words in `language`, or the mark of the `citation` with that number."""

    text: str
    language: Language
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of ours beside the answer; `citation` is the number of the quote it is about.

    `text` is the parts joined.
    """

    kind: NoticeKind
    text: str
    citation: int | None = None
    parts: tuple[NoticePart, ...] = ()


def write_notices(
    lead: Citation, language: Language, documents: Mapping[str, Document], day: date
) -> tuple[Notice, ...]:
    """Return what a reader has to know of the document of `lead` on `day`, in the reader's language.

    That is at most one notice. What else is quoted stands beside: its source says until when it is in force.
    `documents` holds the documents cited, and those that replace them, by path.
    """
    document = documents[lead.path]
    title = NoticePart(document.title, document.language)
    successor = documents.get(document.replaced_by) if document.replaced_by else None
    following = None
    if successor and (successor.valid_from or day) <= day:
        following = NoticePart(successor.title, successor.language)
    if document.valid_until and document.valid_until < day:
        until = NoticePart(write_date(document.valid_until, language), language)
        if following is None:
            parts = _fill(key("notice_expired"), language, title=title, day=until)
        else:
            message = key("notice_followed")
            parts = _fill(message, language, title=title, day=until, successor=following)
        return (_join(NoticeKind.EXPIRED, lead.number, parts),)
    if document.valid_from and document.valid_from > day:
        start = NoticePart(write_date(document.valid_from, language), language)
        parts = _fill(key("notice_not_yet"), language, title=title, day=start)
        return (_join(NoticeKind.NOT_YET, lead.number, parts),)
    if following:
        parts = _fill(key("notice_replaced"), language, title=title, successor=following)
        return (_join(NoticeKind.REPLACED, lead.number, parts),)
    return ()


def _fill(message: str, language: Language, **parts: NoticePart) -> tuple[NoticePart, ...]:
    """Return the pieces of `message`, each placeholder filled with its part."""
    words = {name: part.text for name, part in parts.items()}
    return tuple(
        parts.get(name, NoticePart(text, language)) for text, name in cut(message, language, **words)
    )


def _join(kind: NoticeKind, number: int, parts: tuple[NoticePart, ...]) -> Notice:
    return Notice(kind, "".join(part.text for part in parts), number, parts)
