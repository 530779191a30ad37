"""What comes back for a question: an answer of parts, citations, notices; structured until it is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.answering.citations import Citation, ShortAnswer
from bot.answering.notices import Notice
from bot.register.question import Asked
from index.languages import Language
from index.languages.messages import key, say
from index.languages.names import list_languages


class Status(StrEnum):
    """How a question ended; every way out is an Answer with one of these."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    GREETING = "greeting"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    UNCLEAR = "unclear"
    PERSONAL_DATA = "personal_data"


class Reason(StrEnum):
    """Why a question has no answer."""

    NOTHING = "nothing"  # no passage comes near it
    UNSURE = "unsure"  # some do, and none answers for certain


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer's text: a sentence of ours, or the quote of a citation, on one line.

    `citation` tells them apart, and nothing in the text does: what has one is the wording of a document,
    which may hold anything, `[2]` too; what has none is said by the program. A quote in another language than
    the answer's stands in quotation marks. The `lead` answers best; `text[slice(*short)]` are the words of it
    that answer, as Python counts characters.
    """

    text: str
    language: Language
    citation: int | None = None
    lead: bool = False
    short: tuple[int, int] | None = None

    def cut(self) -> tuple[str, str, str]:
        """Return the text before, in and behind the short answer; without one all is before."""
        start, end = self.short or (len(self.text), len(self.text))
        return self.text[:start], self.text[start:end], self.text[end:]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, in `language`; `citation` is the number of the line that it comes from."""

    text: str
    language: Language
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What an answer says as a table: the names of its columns, and rows of as many cells.

    It holds what was `asked` of the register of agreements, from which it can be made again.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, in `language`.

    `text` is the parts joined, each quote with the `[n]` of its citation. `short` are the words of a citation
    that answer. `related` is filled when nothing answers for certain: the nearest quotes. `written_by` names
    the writer. `as_of` is the day for which the notices say what is in force; None where nothing is quoted as
    an answer.

    Where there is none, `reason` says why, `understood` which words were looked up, `corrected` how the
    question reads in words that the documents hold, and `topics` what they are about.
    """

    status: Status
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Citation, ...] = ()
    written_by: str = "quotes"
    short: ShortAnswer | None = None
    parts: tuple[Part, ...] = ()
    as_of: date | None = None
    reason: Reason | None = None
    understood: tuple[str, ...] = ()
    corrected: str | None = None
    topics: tuple[str, ...] = ()
    table: Table | None = None


def join_parts(parts: Iterable[Part]) -> str:
    """Return `parts` as one text: a quote ends its paragraph, with the mark of its citation."""
    return "".join(
        f"{part.text} [{part.citation}]\n\n" if part.citation else f"{part.text} " for part in parts
    ).strip()


def speak(status: Status, language: Language, message: str, examples: Sequence[str] = ()) -> Answer:
    """Return the answer that is one sentence of ours, with what could be asked beside small talk."""
    part = Part(say(message, language), language)
    suggestions = tuple(examples) if status in {Status.GREETING, Status.UNCLEAR} else ()
    return Answer(status, language, part.text, suggestions=suggestions, parts=(part,))


def refuse_language(language: Language) -> Answer:
    """Return the answer to a question in a language of others, the reader's own first."""
    order = sorted(Language, key=lambda each: each is not language)
    parts = tuple(
        Part(say("unsupported_language", each, languages=list_languages(each)), each) for each in order
    )
    return Answer(Status.UNSUPPORTED_LANGUAGE, language, "\n".join(part.text for part in parts), parts=parts)


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to ask differently: the words looked up, a spelling that documents know, their topics."""

    understood: tuple[str, ...] = ()
    corrected: str | None = None
    topics: tuple[str, ...] = ()


NO_HINTS = Hints()


def refuse(language: Language, related: tuple[Citation, ...], hints: Hints = NO_HINTS) -> Answer:
    """Return the answer that there is none, with the nearest quotes and what helps to ask differently."""
    text = say(key("no_answer_related") if related else key("no_answer"), language)
    return Answer(
        Status.NOT_FOUND,
        language,
        text,
        related=related,
        parts=(Part(text, language),),
        reason=Reason.UNSURE if related else Reason.NOTHING,
        understood=hints.understood,
        corrected=hints.corrected,
        topics=hints.topics,
    )


def quote_again(answer: Answer) -> Answer:
    """Return `answer` with a sentence before it which says that its lead was quoted before."""
    parts = (Part(say("quoted_before", answer.language), answer.language), *answer.parts)
    return replace(answer, parts=parts, text=join_parts(parts))
