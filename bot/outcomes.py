"""Questions with known answers in, what the bot makes of them out; the figures are in index/evaluate.py."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from time import perf_counter

from bot.answer import Status, clean_question, find_answer
from bot.verify import Check, Claims, check_claim
from index.documents import read_document
from index.evaluate import Outcome, Question
from index.language import Verdict
from index.search import Searcher

PASSAGES = 20  # looked at to find the place of the right document


def ask_questions(searcher: Searcher, documents: Path, questions: Sequence[Question]) -> Iterator[Outcome]:
    """Yield what comes back for each question; its quotes are checked against the files in `documents`."""
    read = cache(partial(read_document, documents))
    for question in {question.language: question for question in questions}.values():
        find_answer(searcher, question.question)  # the first of a language loads what it needs: not timed
    for question in questions:
        start = perf_counter()
        finding = find_answer(searcher, question.question)
        milliseconds = (perf_counter() - start) * 1000
        answer, detection = finding.answer, finding.detection
        passages = searcher.search(clean_question(question.question), detection.language, PASSAGES)
        known = [searcher.documents[path] for path in question.relevant if path in searcher.documents]
        claims = Claims.model_validate(answer)
        checks = [check_claim(claim, read) for claim in (*claims.citations, *claims.related)]
        yield Outcome(
            question=question,
            found=tuple(dict.fromkeys(passage.document.path for passage in passages)),
            held_in=known[0].language if known else None,
            answered=answer.status is Status.ANSWERED,
            text="\n".join([answer.text, *(citation.quote for citation in answer.citations)]),
            answer_language=answer.language,
            detected=None if detection.verdict is Verdict.OTHER else detection.language,
            evidence=finding.evidence,
            citations=len(checks),
            verified=checks.count(Check.VERIFIED),
            milliseconds=milliseconds,
        )
