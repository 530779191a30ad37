"""Citations in, the parts of an answer out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.answering.answer import Answer, Part, Status, join_parts
from bot.answering.citations import Citation, ShortAnswer
from bot.answering.notices import write_notices
from index.documents.document import Document
from index.languages import Language
from index.languages.messages import say
from index.languages.names import name_language
from index.languages.traits import describe
from index.text.plain import write_plain


class Writer(Protocol):
    """What makes the text of an answer; what it says of its own must follow from the citations."""

    def write(
        self, citations: Sequence[Citation], short: ShortAnswer, language: Language
    ) -> tuple[Part, ...]:
        """Return the parts, in `language` but for quotes; the same ones for the same citations."""


class QuoteWriter:
    """The `Writer` that needs no language model: each citation is quoted, the lead first."""

    def write(
        self, citations: Sequence[Citation], short: ShortAnswer, language: Language
    ) -> tuple[Part, ...]:
        """Return each quote on one line; one in another language after the name of that."""
        parts: list[Part] = []
        for citation in citations:
            place = short if citation.number == short.citation else None
            if citation.language is language:
                parts.append(_quote(citation, place, ("", "")))
            else:
                name = name_language(citation.language, language)
                said = say("quote_in_language", language, citation.language, name=name)
                parts.append(Part(said, language))
                parts.append(_quote(citation, place, describe(language).quotes))
        return tuple(parts)


# By the name in `written_by`: the answers of each can be made again, and so be verified.
WRITERS: dict[str, Writer] = {"quotes": QuoteWriter()}


def write_answer(
    citations: tuple[Citation, ...],
    short: ShortAnswer,
    language: Language,
    documents: Mapping[str, Document],
    day: date,
    writer: str = "quotes",
) -> Answer:
    """Return the answer in `language` of `citations`, the lead first, with what has to be known on `day`."""
    parts = WRITERS[writer].write(citations, short, language)
    return Answer(
        Status.ANSWERED,
        language,
        join_parts(parts),
        citations,
        write_notices(citations[0], language, documents, day),
        written_by=writer,
        short=short,
        parts=parts,
        as_of=day,
    )


def _quote(citation: Citation, short: ShortAnswer | None, marks: tuple[str, str]) -> Part:
    before, behind = marks
    plain = write_plain(citation.quote, citation.path)
    place = None
    if short:
        start, end = plain.find(short.start - citation.start, short.end - citation.start)
        place = start + len(before), end + len(before)
    text = f"{before}{plain.text}{behind}"
    return Part(text, citation.language, citation.number, citation.number == 1, place)
