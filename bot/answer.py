"""A question's whole path: from the text a person typed to an Answer with a status."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from bot.compose import Citation, ShortAnswer, choose_nearest, choose_quotes, cite, shorten
from bot.followups import names_city
from bot.notices import Notice, write_notices
from bot.phrases import Phrase, say
from bot.question import Question, Turn, understand
from bot.small_talk import find_small_talk
from index.documents import Document
from index.language import Detection, Language, Verdict

if TYPE_CHECKING:
    from index.search import Passage, Searcher

RELATED = 3
SUGGESTIONS = (Phrase.SUGGESTION_SINCE, Phrase.SUGGESTION_PAUSE, Phrase.SUGGESTION_CULTURE)
_INTRODUCTIONS = {
    Language.DE: Phrase.QUOTE_DE,
    Language.RU: Phrase.QUOTE_RU,
    Language.EN: Phrase.QUOTE_EN,
}
MARKS = {Language.DE: ("„", "“"), Language.RU: ("«", "»"), Language.EN: ("“", "”")}


class Status(StrEnum):
    """How a question ended; every way out is an Answer with one of these."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    GREETING = "greeting"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    UNCLEAR = "unclear"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer's text: a sentence of ours, or the quote of a citation, on one line.

    `citation` tells them apart, and nothing in the text does: what has one is the wording of a document,
    which may hold anything, `[2]` too; what has none is said by the program. A quote in another language than
    the answer's stands in quotation marks. The `lead` answers best.
    """

    text: str
    language: Language
    citation: int | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, in `language`.

    `text` is the parts joined, each quote with the `[n]` of its citation. `short` are the words of a citation
    that answer. `related` is filled when nothing answers for certain: the nearest quotes. `as_of` is the day
    for which the notices say what is in force; None where nothing is quoted as an answer.
    """

    status: Status
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Citation, ...] = ()
    written_by: Literal["quotes"] = "quotes"
    short: ShortAnswer | None = None
    parts: tuple[Part, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer and what it was made from: `passages` best first, `evidence` 0..1.

    Both are empty where nothing was looked up.
    """

    answer: Answer
    detection: Detection
    passages: tuple["Passage", ...] = ()
    evidence: float = 0.0


def answer_question(
    searcher: "Searcher",
    question: str,
    *,
    language: Language | None = None,
    page: Language | None = None,
    history: Sequence[Turn] = (),
    as_of: date | None = None,
) -> Answer:
    """Return the answer to `question`; an explicit `language` wins over the one detected.

    `page` is the language of the page the question comes from, `as_of` the day on which agreements must be
    in force to count as current (default: today). Raises QuestionError when the question is too long.
    """
    understood = understand(question, language=language, page=page, history=history)
    return find_answer(searcher, understood, explicit=language is not None, as_of=as_of).answer


def find_answer(
    searcher: "Searcher", question: Question, *, explicit: bool = False, as_of: date | None = None
) -> Finding:
    """Return the answer to `question` with what it was made from.

    `explicit` says that the language to answer in was named: a question in a foreign one is looked up then.
    """
    reader, detection = question.reader, question.detection
    if question.personal:
        return Finding(speak(Status.PERSONAL_DATA, reader, question.personal), detection)
    if phrase := Phrase.UNCLEAR if names_city(question.text) else find_small_talk(question.text):
        status = Status.UNCLEAR if phrase is Phrase.UNCLEAR else Status.GREETING
        return Finding(speak(status, reader, phrase), detection)
    if not explicit and detection.verdict is Verdict.OTHER:
        return Finding(refuse_language(reader), detection)
    from index.search import READ  # noqa: PLC0415  # what only speaks of answers needs no index

    passages = tuple(searcher.search(question.wanted, question.asked_in, READ))
    quotes = choose_quotes(passages, reader, searcher.calibration.threshold)
    evidence = quotes[0].evidence if quotes else 0.0
    if evidence < searcher.calibration.threshold:
        related = cite(choose_nearest(passages, RELATED))
        return Finding(refuse(reader, related), detection, passages, evidence)
    day = as_of or date.today()  # noqa: DTZ011  # the reader's day
    answer = write_answer(reader, cite(quotes), shorten(quotes[0]), searcher.documents, day)
    return Finding(answer, detection, passages, evidence)


def join_parts(parts: Iterable[Part]) -> str:
    """Return `parts` as one text: a quote ends its paragraph, with the mark of its citation."""
    return "".join(
        f"{part.text} [{part.citation}]\n\n" if part.citation else f"{part.text} " for part in parts
    ).strip()


def join_lines(quote: str) -> str:
    """Return `quote` as the text of an answer holds it: on one line."""
    return " ".join(quote.split())


def speak(status: Status, reader: Language, phrase: Phrase) -> Answer:
    """Return the answer that is one sentence of ours, with what could be asked beside small talk."""
    part = Part(say(phrase, reader), reader)
    suggested = SUGGESTIONS if status in {Status.GREETING, Status.UNCLEAR} else ()
    suggestions = tuple(say(each, reader) for each in suggested)
    return Answer(status, reader, part.text, suggestions=suggestions, parts=(part,))


def refuse_language(reader: Language) -> Answer:
    """Return the answer to a question in a language of others, the reader's own first."""
    order = sorted(Language, key=lambda language: language is not reader)
    parts = tuple(Part(say(Phrase.UNSUPPORTED_LANGUAGE, language), language) for language in order)
    return Answer(Status.UNSUPPORTED_LANGUAGE, reader, "\n".join(part.text for part in parts), parts=parts)


def refuse(reader: Language, related: tuple[Citation, ...]) -> Answer:
    """Return the answer that there is none, with the nearest quotes."""
    text = say(Phrase.NO_ANSWER_RELATED if related else Phrase.NO_ANSWER, reader)
    return Answer(Status.NOT_FOUND, reader, text, related=related, parts=(Part(text, reader),))


def write_answer(
    reader: Language,
    citations: tuple[Citation, ...],
    short: ShortAnswer,
    documents: Mapping[str, Document],
    day: date,
) -> Answer:
    """Return the answer of `citations`, the lead first, with what has to be known of them on `day`."""
    parts = tuple(part for citation in citations for part in _introduce(citation, reader))
    notices = write_notices(citations, reader, documents, day)
    return Answer(
        Status.ANSWERED,
        reader,
        join_parts(parts),
        citations,
        notices,
        short=short,
        parts=parts,
        as_of=day,
    )


def _introduce(citation: Citation, reader: Language) -> list[Part]:
    """Return the quote, in another language after a sentence that says so."""
    quote, number, lead = join_lines(citation.quote), citation.number, citation.number == 1
    if citation.language is reader:
        return [Part(quote, reader, number, lead)]
    first, last = MARKS[reader]
    introduction = Part(say(_INTRODUCTIONS[citation.language], reader), reader)
    return [introduction, Part(f"{first}{quote}{last}", citation.language, number, lead)]
