"""A question's whole path: Inquiry → Question → passages, read → selection with evidence → Answer."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.answer import Answer, Hints, Status, quote_again, refuse, refuse_language, speak
from bot.answering.citations import Citation, cite_translation
from bot.answering.evidence import READ, Knowledge, ReadPassage, rank_passages
from bot.answering.register_answer import answer_from_register, find_register
from bot.answering.selection import cite, select_nearest, select_quotes, shorten, was_quoted
from bot.answering.writer import write_answer
from bot.register.entries import list_parties
from bot.register.question import find_register_question
from bot.understanding.inquiry import Inquiry
from bot.understanding.question import Kind, Question, understand
from bot.understanding.wording import correct, list_content_words
from index.languages import Language
from index.search import Filters, Retriever

RELATED = 3
TOPICS = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer and what it was made from: `passages` best first, `evidence` 0..1.

    Both are empty where nothing was looked up.
    """

    question: Question
    answer: Answer
    passages: tuple[ReadPassage, ...] = ()
    evidence: float = 0.0


def answer_inquiry(inquiry: Inquiry, knowledge: Knowledge, own: Collection[str] = ()) -> Finding:
    """Return the answer to `inquiry`; `own` are the contacts of the city, which it may hold.

    Raises QuestionError when the question is too long.
    """
    question = understand(inquiry, own)
    if question.kind is not Kind.ASKS:
        return Finding(question, _reply(question, knowledge))
    if told := _ask_register(question, knowledge):
        return Finding(question, told)
    passages = find_passages(question, knowledge, READ)
    calibration = knowledge.calibration
    quotes = select_quotes(passages, question.language, calibration.threshold, question.answered)
    evidence = quotes[0].evidence if quotes else 0.0
    documents = knowledge.retriever.documents
    if evidence < calibration.threshold:
        related = cite(select_nearest(passages, RELATED, calibration.least), documents)
        related = _translate(related, question.language, knowledge.retriever)
        answer = refuse(question.language, related, _find_hints(question, knowledge))
    else:
        day = question.as_of or date.today()  # noqa: DTZ011  # the reader's day
        citations = _translate(cite(quotes, documents), question.language, knowledge.retriever)
        answer = write_answer(citations, shorten(quotes[0]), question.language, documents, day)
        if was_quoted(quotes[0], question.answered):
            answer = quote_again(answer)
    return Finding(question, answer, tuple(passages), evidence)


def _ask_register(question: Question, knowledge: Knowledge) -> Answer | None:
    """Return what the register of agreements answers, None where something else is asked."""
    day = question.as_of or date.today()  # noqa: DTZ011  # the reader's day
    asked = find_register_question(
        question.text, question.asked_in, day, lambda: list_parties(find_register(knowledge))
    )
    register = find_register(knowledge) if asked else ()
    if not asked or not register:
        return None
    return answer_from_register(asked, register, knowledge.retriever.documents, question.language, day)


def find_passages(
    question: Question, knowledge: Knowledge, limit: int, filters: Filters | None = None
) -> list[ReadPassage]:
    """Return at most `limit` passages for `question`, those that answer best first."""
    found = knowledge.retriever.search(question.lookup, question.asked_in, max(limit, READ), filters)
    return rank_passages(question.lookup, found, knowledge)[:limit]


def _translate(
    citations: tuple[Citation, ...], language: Language, retriever: Retriever
) -> tuple[Citation, ...]:
    """Return `citations`, those in another language than `language` with their documents in that."""

    def add(citation: Citation) -> Citation:
        if citation.language is language:
            return citation
        found = retriever.find_translation(citation.path, citation.start, citation.end, language)
        if found is None:
            return citation
        return replace(citation, translation=cite_translation(found.document, found.start, found.end))

    return tuple(map(add, citations))


def _find_hints(question: Question, knowledge: Knowledge) -> Hints:
    """Return what helps to ask `question` differently."""

    def spell(word: str) -> str | None:
        return knowledge.retriever.find_spelling(word, question.asked_in)

    return Hints(
        list_content_words(question.lookup, question.asked_in),
        correct(question.text, question.asked_in, spell),
        tuple(knowledge.retriever.topics.get(question.language, ())[:TOPICS]),
    )


def _reply(question: Question, knowledge: Knowledge) -> Answer:
    """Return what is said to a question of a kind that is not looked up."""
    if question.message is None:
        return refuse_language(question.language)
    examples = knowledge.examples.get(question.language, ())
    return speak(Status(question.kind.value), question.language, question.message, examples)
