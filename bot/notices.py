"""Sentences of ours beside an answer: what has expired or is in another language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.compose import Citation
from bot.pages import NAMES, write_date
from bot.phrases import Phrase, say
from index.documents import Document
from index.language import Language


class NoticeKind(StrEnum):
    """What a notice is about."""

    EXPIRED = "expired"
    NOT_YET = "not_yet"
    REPLACED = "replaced"
    OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence of ours beside the answer; `citation` is the number of the quote it is about."""

    kind: NoticeKind
    text: str
    citation: int | None = None


def write_notices(
    citations: Sequence[Citation], reader: Language, documents: Mapping[str, Document], day: date
) -> tuple[Notice, ...]:
    """Return what a reader has to know about `citations` on `day`, in the reader's language.

    `documents` holds the documents cited, by path. Where there are several quotes, each notice about one
    names its number.
    """
    notices: list[Notice] = []
    told: set[str] = set()
    for citation in citations:
        document = documents[citation.path]
        if document.path not in told:
            told.add(document.path)
            about = _write_validity(citation.number, document, reader, documents, day)
            mark = f" [{citation.number}]" if len(citations) > 1 else ""
            notices += (replace(notice, text=notice.text + mark) for notice in about)
        if citation.language is not reader:
            name = say(NAMES[citation.language], reader)
            text = say(Phrase.NOTICE_OTHER_LANGUAGE, reader, number=citation.number, name=name)
            notices.append(Notice(NoticeKind.OTHER_LANGUAGE, text, citation.number))
    return tuple(notices)


def _write_validity(
    number: int, document: Document, reader: Language, documents: Mapping[str, Document], day: date
) -> list[Notice]:
    notices = []
    if document.valid_until and document.valid_until < day:
        until = write_date(document.valid_until, reader)
        text = say(Phrase.NOTICE_EXPIRED, reader, title=document.title, day=until)
        notices.append(Notice(NoticeKind.EXPIRED, text, number))
    if document.valid_from and document.valid_from > day:
        start = write_date(document.valid_from, reader)
        text = say(Phrase.NOTICE_NOT_YET, reader, title=document.title, day=start)
        notices.append(Notice(NoticeKind.NOT_YET, text, number))
    successor = documents.get(document.replaced_by) if document.replaced_by else None
    if successor and (successor.valid_from or day) <= day:
        text = say(Phrase.NOTICE_REPLACED, reader, title=document.title, successor=successor.title)
        notices.append(Notice(NoticeKind.REPLACED, text, number))
    return notices
