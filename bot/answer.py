"""A question's whole path: from the text a person typed to an Answer with a status."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from bot.clues import Clues
from bot.compose import Citation, Quote, choose_quotes, cite
from bot.evidence import measure_evidence
from bot.followups import names_city, search_text
from bot.notices import Notice, write_notices
from bot.personal import TAKE_OUT, find_personal_data, remove_personal_data
from bot.phrases import Phrase, say
from bot.small_talk import find_small_talk
from index.errors import Fault, QuestionError
from index.language import Detection, Language, Verdict, detect_language
from index.search import Passage, Searcher
from index.transliteration import write_cyrillic

LONGEST_QUESTION = 500  # characters
PASSAGES = 8  # looked at for an answer; the sentence that holds it is among them for 98 % of the questions
RELATED = 3
SUGGESTIONS = (Phrase.SUGGESTION_SINCE, Phrase.SUGGESTION_PAUSE, Phrase.SUGGESTION_CULTURE)
_INTRODUCTIONS = {
    Language.DE: Phrase.QUOTE_DE,
    Language.RU: Phrase.QUOTE_RU,
    Language.EN: Phrase.QUOTE_EN,
}


class Status(StrEnum):
    """How a question ended; every way out is an Answer with one of these."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    GREETING = "greeting"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    UNCLEAR = "unclear"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the conversation and the text of its answer."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, in `language`.

    `text` carries `[n]` marks that point into `citations`. `related` is filled when nothing answers: the
    nearest quotes, which are no answer.
    """

    status: Status
    language: Language
    text: str
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    related: tuple[Citation, ...] = ()
    written_by: Literal["quotes"] = "quotes"


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer and what it was made from: `passages` best first, `evidence` 0..1.

    Both are empty where nothing was looked up.
    """

    answer: Answer
    detection: Detection
    passages: tuple[Passage, ...] = ()
    evidence: float = 0.0


def answer_question(
    searcher: Searcher,
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
    return find_answer(searcher, question, language=language, page=page, history=history, as_of=as_of).answer


def find_answer(
    searcher: Searcher,
    question: str,
    *,
    language: Language | None = None,
    page: Language | None = None,
    history: Sequence[Turn] = (),
    as_of: date | None = None,
) -> Finding:
    """Return the answer to `question` with what it was made from; parameters as in `answer_question`."""
    text = clean_question(question)
    if phrase := _find_personal(text, history):
        detection = detect_language(remove_personal_data(text), page=page)
        reader = language or detection.language
        return Finding(Answer(Status.PERSONAL_DATA, reader, say(phrase, reader)), detection)
    detection = detect_language(text, conversation=_find_conversation_language(history, page), page=page)
    reader = language or detection.language
    if phrase := Phrase.UNCLEAR if names_city(text) else find_small_talk(text):
        status = Status.UNCLEAR if phrase is Phrase.UNCLEAR else Status.GREETING
        return Finding(_suggest(status, reader, say(phrase, reader)), detection)
    if language is None and detection.verdict is Verdict.OTHER:
        return Finding(_refuse_language(reader), detection)
    asked_in = detection.language if detection.verdict is Verdict.CLEAR else reader
    wanted = search_text(text, history, asked_in)
    if asked_in is Language.RU:
        wanted = write_cyrillic(wanted)
    passages = tuple(searcher.search(wanted, asked_in, PASSAGES))
    clues = Clues(wanted, asked_in, passages)
    quotes = choose_quotes(clues)
    evidence = measure_evidence(clues, quotes, searcher.sameness) if quotes else 0.0
    if evidence < searcher.threshold:
        return Finding(_refuse(reader, quotes), detection, passages, evidence)
    answer = _write(reader, quotes, searcher, as_of or date.today())  # noqa: DTZ011  # the reader's day
    return Finding(answer, detection, passages, evidence)


def clean_question(question: str) -> str:
    """Return `question` in NFC, without invisible characters, white space folded.

    Raises QuestionError when more than 500 characters are left.
    """
    text = _fold(question)
    if len(text) > LONGEST_QUESTION:
        raise QuestionError(Fault.QUESTION_TOO_LONG, length=len(text), longest=LONGEST_QUESTION)
    return text


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(
            " " if character.isspace() else character
            for character in text
            # Control, format (zero-width, bidi and tag characters), private and unassigned ones say nothing.
            if character.isspace() or unicodedata.category(character)[0] != "C"
        )
    return re.sub(" +", " ", text).strip()


def _find_personal(text: str, history: Sequence[Turn]) -> Phrase | None:
    """Return what to tell when `text`, or what is read of an earlier question, holds personal data."""
    if kind := find_personal_data(text):
        return TAKE_OUT[kind]
    earlier = (_fold(turn.question)[:LONGEST_QUESTION] for turn in history)
    return Phrase.PERSONAL_EARLIER if any(map(find_personal_data, earlier)) else None


def _find_conversation_language(history: Sequence[Turn], page: Language | None) -> Language | None:
    """Return the language of the last turn whose language was clear."""
    language = None
    for turn in history:
        detection = detect_language(turn.question[:LONGEST_QUESTION], conversation=language, page=page)
        if detection.verdict is Verdict.CLEAR:
            language = detection.language
    return language


def _suggest(status: Status, language: Language, text: str) -> Answer:
    return Answer(status, language, text, suggestions=tuple(say(phrase, language) for phrase in SUGGESTIONS))


def _refuse_language(reader: Language) -> Answer:
    order = sorted(Language, key=lambda language: language is not reader)
    text = "\n".join(say(Phrase.UNSUPPORTED_LANGUAGE, language) for language in order)
    return Answer(Status.UNSUPPORTED_LANGUAGE, reader, text)


def _refuse(reader: Language, quotes: Sequence[Quote]) -> Answer:
    related = cite(quotes[:RELATED])
    phrase = Phrase.NO_ANSWER_RELATED if related else Phrase.NO_ANSWER
    return Answer(Status.NOT_FOUND, reader, say(phrase, reader), related=related)


def _write(reader: Language, quotes: Sequence[Quote], searcher: Searcher, day: date) -> Answer:
    citations = cite(quotes)
    text = "\n\n".join(_introduce(citation, reader) for citation in citations)
    notices = write_notices(citations, reader, searcher.documents, day)
    return Answer(Status.ANSWERED, reader, text, citations, notices)


def join_lines(quote: str) -> str:
    """Return `quote` as the text of an answer holds it: on one line."""
    return " ".join(quote.split())


def _introduce(citation: Citation, reader: Language) -> str:
    quote = join_lines(citation.quote)
    if citation.language is not reader:
        quote = say(_INTRODUCTIONS[citation.language], reader, quote=quote)
    return f"{quote} [{citation.number}]"
