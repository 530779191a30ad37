"""Questions with known answers in, what the bot makes of them out; the figures are in measures.py."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import perf_counter

from bot.answering.answer import Status
from bot.answering.evidence import Knowledge
from bot.answering.pipeline import answer_inquiry
from bot.evaluation.measures import Outcome, Question
from bot.evaluation.verify import Check, check_quote
from bot.understanding.inquiry import Inquiry
from index.detection.detect import Verdict
from index.documents.document import Document, read_document
from index.errors import DocumentError


def ask_questions(
    knowledge: Knowledge, documents: Path, questions: Sequence[Question], own: Collection[str] = ()
) -> Iterator[Outcome]:
    """Yield what comes back for each question; its quotes are checked against the files in `documents`.

    `own` are the contacts of the city, which questions may hold.
    """

    @cache
    def read(path: str) -> Document | None:
        with suppress(DocumentError):
            return read_document(documents, path)
        return None

    held = knowledge.retriever.documents
    for question in {question.language: question for question in questions}.values():
        # The first of a language loads what it needs: not timed.
        answer_inquiry(Inquiry(question.question), knowledge, own)
    for question in questions:
        start = perf_counter()
        finding = answer_inquiry(Inquiry(question.question), knowledge, own)
        milliseconds = (perf_counter() - start) * 1000
        answer, detection = finding.answer, finding.question.detection
        known = [held[path] for path in question.relevant if path in held]
        checks = [check_quote(quote, read(quote.path)) for quote in (*answer.citations, *answer.related)]
        yield Outcome(
            question=question,
            found=tuple(dict.fromkeys(each.passage.document.path for each in finding.passages)),
            held_in=known[0].language if known else None,
            answered=answer.status is Status.ANSWERED,
            text="\n".join([answer.text, *(citation.quote for citation in answer.citations)]),
            lead=answer.citations[0].quote if answer.citations else "",
            short=answer.short.text if answer.short else "",
            answer_language=answer.language,
            detected=None if detection.verdict is Verdict.OTHER else detection.language,
            evidence=finding.evidence,
            quotes=len(answer.citations),
            citations=len(checks),
            verified=checks.count(Check.VERIFIED),
            milliseconds=milliseconds,
        )
