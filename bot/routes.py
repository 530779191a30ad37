"""The interface for programs: HTTP in, one call, HTTP out."""

from collections.abc import Collection
from email.message import Message
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.answer import Answer
from bot.catalogue import Catalogues  # noqa: TC001
from bot.dependencies import Found, Reader, answer, find_document, run, tell_problems
from bot.kept import Inquiry
from bot.limits import Limited, LimitedPage
from bot.live import LiveSearcher  # noqa: TC001
from bot.metrics import Metrics  # noqa: TC001
from bot.phrases import Phrase
from bot.problems import ProblemError
from bot.question import understand
from bot.wire import (
    AskRequest,
    DocumentList,
    DocumentResult,
    Feedback,
    SearchRequest,
    SearchResult,
)
from index.language import Language
from index.search import Filters, Searcher

MOST_DOCUMENTS = 10_000_000
router = APIRouter()


async def require_json(request: Request) -> None:
    """Raise ProblemError unless the request says that it carries JSON."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "text/plain")
    if header.get_content_type() != "application/json":
        raise ProblemError(415, Phrase.TYPE_WRONG)


@router.post(
    "/api/ask",
    responses=tell_problems(400, 403, 408, 413, 415, 422, 429, 503),
    dependencies=[Limited, Depends(require_json)],
)
async def ask(request: Request, asked: AskRequest, reader: Reader, searcher: Found) -> Answer:
    """Answer a question with quotes from the documents. Not knowing is an answer too, with its status."""
    inquiry = Inquiry(asked.question, reader, asked.language, asked.turns(), asked.as_of)
    return await answer(request, searcher, inquiry)


@router.get(
    "/api/search",
    responses=tell_problems(403, 404, 408, 413, 422, 429, 503),
    dependencies=[Limited],
)
async def search(
    request: Request, asked: Annotated[SearchRequest, Query()], reader: Reader, searcher: Found
) -> SearchResult:
    """Find the passages nearest to a question, in whichever language they are; they need not answer it."""
    own: Collection[str] = request.app.state.own_contacts
    return await run(request, lambda: _search(searcher, asked, reader, own))


@router.post(
    "/api/feedback",
    status_code=204,
    responses=tell_problems(400, 403, 408, 413, 415, 422, 429),
    dependencies=[Limited, Depends(require_json)],
)
async def take_feedback(request: Request, feedback: Feedback) -> None:
    """Count what a reader thinks of an answer. Nothing else is kept."""
    metrics: Metrics = request.app.state.metrics
    metrics.count_feedback(feedback)


@router.get(
    "/api/documents",
    response_model=DocumentList,
    responses=tell_problems(403, 422, 429, 503),
    dependencies=[LimitedPage],
)
def list_documents(
    request: Request,
    searcher: Found,
    offset: Annotated[int, Query(ge=0, le=MOST_DOCUMENTS, description="How many to leave out.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 1_000,
) -> Response:
    """List the documents that answers can come from, by path."""
    catalogues: Catalogues = request.app.state.catalogues
    paths = catalogues.find(searcher).paths
    shown = (searcher.documents[path] for path in paths[offset : offset + limit])
    # One by one, in a thread: written at once, many would hold up every other thread.
    documents = ",".join(DocumentResult.of(each).model_dump_json() for each in shown)
    return Response(f'{{"total":{len(paths)},"documents":[{documents}]}}', media_type="application/json")


@router.get("/health", responses=tell_problems())
async def tell_health() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "alive"}


@router.get("/ready", responses=tell_problems(503))
async def tell_readiness(request: Request, reader: Reader) -> dict[str, str | int]:
    """Say whether questions are answered, and from which index; if not, why, to whoever runs the service."""
    live: LiveSearcher = request.app.state.live
    told: dict[str, str | int] = {"status": "ready", "documents": len(live.check().documents)}
    if warning := live.warn(reader):
        told["warning"] = warning
    return told


def _search(searcher: Searcher, asked: SearchRequest, reader: Language, own: Collection[str]) -> SearchResult:
    question = understand(asked.question, language=asked.language, page=reader, own=own)
    if question.personal:
        raise ProblemError(422, question.personal)
    if asked.document is not None:
        find_document(searcher, asked.document)
    filters = Filters(document=asked.document, as_of=asked.as_of)
    passages = searcher.search(question.wanted, question.asked_in, asked.limit, filters)
    return SearchResult.of(question, passages)
