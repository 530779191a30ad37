"""Questions with known answers in, what the bot makes of them out; the figures are in index/evaluate.py."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from time import perf_counter

from bot.answer import Status, find_answer
from bot.question import understand
from bot.verify import Check, check_quote
from index.documents import Document, read_document
from index.errors import DocumentError
from index.evaluate import Outcome, Question
from index.language import Verdict
from index.search import Searcher


def ask_questions(searcher: Searcher, documents: Path, questions: Sequence[Question]) -> Iterator[Outcome]:
    """Yield what comes back for each question; its quotes are checked against the files in `documents`."""

    @cache
    def read(path: str) -> Document | None:
        with suppress(DocumentError):
            return read_document(documents, path)
        return None

    for question in {question.language: question for question in questions}.values():
        # The first of a language loads what it needs: not timed.
        find_answer(searcher, understand(question.question))
    for question in questions:
        start = perf_counter()
        finding = find_answer(searcher, understand(question.question))
        milliseconds = (perf_counter() - start) * 1000
        answer, detection = finding.answer, finding.detection
        known = [searcher.documents[path] for path in question.relevant if path in searcher.documents]
        checks = [check_quote(quote, read(quote.path)) for quote in (*answer.citations, *answer.related)]
        yield Outcome(
            question=question,
            found=tuple(dict.fromkeys(passage.document.path for passage in finding.passages)),
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
