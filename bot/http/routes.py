"""The interface for programs: HTTP in, one call, HTTP out."""

from email.message import Message
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from bot.answering.answer import Answer
from bot.answering.pipeline import find_passages
from bot.answering.search_result import SearchResult, describe_passages
from bot.http.dependencies import (
    CurrentKnowledge,
    Limited,
    LimitedPage,
    ReaderLanguage,
    Unpaused,
    answer,
    describe_responses,
    find_document,
    run,
)
from bot.http.problems import ProblemError
from bot.http.schemas import (
    AskRequest,
    DocumentList,
    DocumentResult,
    Feedback,
    SearchRequest,
)
from bot.http.services import find_services
from bot.understanding.inquiry import Inquiry
from bot.understanding.question import Kind, understand
from index.search import Filters

MOST_DOCUMENTS = 10_000_000
router = APIRouter()


async def require_json(request: Request) -> None:
    """Raise ProblemError unless the request says that it carries JSON."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "text/plain")
    if header.get_content_type() != "application/json":
        raise ProblemError(415, "type_wrong")


@router.post(
    "/api/ask",
    operation_id="ask",
    tags=["answers"],
    summary="Answer a question",
    responses=describe_responses(400, 403, 408, 413, 415, 422, 429, 503),
    dependencies=[Unpaused, Limited, Depends(require_json)],
)
async def ask(
    request: Request, body: AskRequest, language: ReaderLanguage, knowledge: CurrentKnowledge
) -> Answer:
    """Answer a question with quotes from the documents. Not knowing is an answer too, with its status."""
    inquiry = Inquiry(body.question, body.language, language, body.turns(), body.as_of)
    return await answer(request, knowledge, inquiry)


@router.get(
    "/api/search",
    operation_id="search",
    tags=["answers"],
    summary="Find passages",
    responses=describe_responses(403, 404, 408, 413, 422, 429, 503),
    dependencies=[Unpaused, Limited],
)
async def search(
    request: Request,
    query: Annotated[SearchRequest, Query()],
    language: ReaderLanguage,
    knowledge: CurrentKnowledge,
) -> SearchResult:
    """Find the passages nearest to a question, in whichever language they are; they need not answer it."""
    own = find_services(request).config.own_contacts
    question = understand(Inquiry(query.question, query.language, language), own)
    if question.kind is Kind.PERSONAL_DATA and question.message:
        raise ProblemError(422, question.message)
    if not question.text:  # characters that nobody sees, which no schema can name
        return SearchResult(question.asked_in, ())
    if query.document is not None:
        find_document(knowledge, query.document)
    filters = Filters(document=query.document, as_of=query.as_of)
    passages = await run(request, lambda: find_passages(question, knowledge, query.limit, filters))
    return describe_passages(question, passages)


@router.post(
    "/api/feedback",
    operation_id="send_feedback",
    tags=["answers"],
    summary="Count a verdict",
    status_code=204,
    responses=describe_responses(400, 403, 408, 413, 415, 422, 429),
    dependencies=[Limited, Depends(require_json)],
)
async def take_feedback(request: Request, feedback: Feedback) -> None:
    """Count what a reader thinks of an answer. Nothing else is kept."""
    find_services(request).metrics.count_feedback(feedback)


@router.get(
    "/api/documents",
    operation_id="list_documents",
    tags=["documents"],
    summary="List the documents",
    response_model=DocumentList,
    responses=describe_responses(403, 422, 429, 503),
    dependencies=[LimitedPage],
)
def list_documents(
    request: Request,
    knowledge: CurrentKnowledge,
    offset: Annotated[int, Query(ge=0, le=MOST_DOCUMENTS, description="How many to leave out.")] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 1_000,
) -> Response:
    """List the documents that answers can come from, by path."""
    paths = find_services(request).catalogues.find(knowledge).paths
    shown = (knowledge.retriever.documents[path] for path in paths[offset : offset + limit])
    # One by one, in a thread: written at once, many would hold up every other thread.
    documents = ",".join(DocumentResult.of(each).model_dump_json() for each in shown)
    return Response(f'{{"total":{len(paths)},"documents":[{documents}]}}', media_type="application/json")


@router.get(
    "/health",
    operation_id="check_health",
    tags=["service"],
    summary="Does the process live?",
    responses=describe_responses(),
)
async def report_health() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "alive"}


@router.get(
    "/ready",
    operation_id="check_readiness",
    tags=["service"],
    summary="Are questions answered?",
    responses=describe_responses(503),
)
async def report_readiness(request: Request, language: ReaderLanguage) -> dict[str, str | int]:
    """Say whether questions are answered, and from which index; if not, why, to whoever runs the service.

    A `warning` is something to mend, a `note` is not.
    """
    services = find_services(request)
    documents = len(services.reloader.check().retriever.documents)
    ready: dict[str, str | int] = {"status": "ready", "documents": documents}
    warnings = [services.reloader.warn(language), services.operator.warn(language)]
    if warning := " ".join(filter(None, warnings)):
        ready["warning"] = warning
    if note := services.operator.note(language):
        ready["note"] = note
    return ready
