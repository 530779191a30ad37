"""HTTP in, one call, HTTP out."""

from collections.abc import Callable
from datetime import date, datetime
from email.message import Message
from typing import Annotated, Any, TypeVar

from anyio import to_thread
from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.answer import Answer, answer_question
from bot.home import Form, render_home
from bot.pages import render_document, render_page
from bot.phrases import Phrase, say
from bot.problems import MEDIA_TYPE, ProblemError, tell_refusal
from bot.reader import choose_language
from bot.wire import (
    QUESTION_CHARACTERS,
    AskRequest,
    DocumentList,
    DocumentResult,
    PassageResult,
    Problem,
    SearchRequest,
    SearchResult,
)
from index.documents import Document
from index.errors import PartnerbotError
from index.language import Language, detect_language
from index.search import Filters, Searcher

MOST_WAITING = 64  # questions that wait for a thread; a later one is told to come back
T = TypeVar("T")

router = APIRouter()


async def read_language(request: Request) -> Language:
    """Return the language that the reader's browser asks for."""
    return choose_language(request.headers.get("accept-language", ""))


async def find_searcher(request: Request) -> Searcher:
    """Return the searcher that answers now; raise ProblemError or PartnerbotError while there is none."""
    searcher: Searcher = request.app.state.live.get()
    return searcher


async def require_json(request: Request) -> None:
    """Raise ProblemError unless the request says that it carries JSON."""
    header = Message()
    header["Content-Type"] = request.headers.get("content-type", "text/plain")
    if header.get_content_type() != "application/json":
        raise ProblemError(415, Phrase.TYPE_WRONG)


Reader = Annotated[Language, Depends(read_language)]
Found = Annotated[Searcher, Depends(find_searcher)]


def _tell_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {status: {"description": "Problem", "content": content} for status in statuses}


@router.post(
    "/api/ask", responses=_tell_problems(400, 413, 415, 422, 503), dependencies=[Depends(require_json)]
)
async def ask(request: Request, asked: AskRequest, reader: Reader, searcher: Found) -> Answer:
    """Answer a question with quotes from the documents. Not knowing is an answer too, with its status."""
    return await _run(
        request,
        lambda: answer_question(
            searcher,
            asked.question,
            language=asked.language,
            page=reader,
            history=asked.turns(),
            as_of=asked.as_of,
        ),
    )


@router.get("/api/search", responses=_tell_problems(404, 422, 503))
async def search(
    request: Request, asked: Annotated[SearchRequest, Query()], reader: Reader, searcher: Found
) -> SearchResult:
    """Find the passages nearest to a question, in whichever language they are; they need not answer it."""
    if asked.document is not None:
        _find_document(searcher, asked.document)
    language = asked.language or detect_language(asked.question, page=reader).language
    filters = Filters(document=asked.document, as_of=asked.as_of)
    passages = await _run(request, lambda: searcher.search(asked.question, language, asked.limit, filters))
    return SearchResult(language=language, passages=[PassageResult.of(passage) for passage in passages])


@router.get("/api/documents", responses=_tell_problems(503))
async def list_documents(searcher: Found) -> DocumentList:
    """List all documents that answers can come from."""
    return DocumentList(documents=[DocumentResult.of(each) for _, each in sorted(searcher.documents.items())])


@router.get("/documents/{path:path}", response_class=HTMLResponse, responses=_tell_problems(404, 422, 503))
async def show_document(
    path: str,
    reader: Reader,
    searcher: Found,
    start: Annotated[int | None, Query(ge=0, description="Where the quote begins.")] = None,
    end: Annotated[int | None, Query(ge=0, description="Where the quote ends.")] = None,
    ui: Annotated[str, Query(description="The language of the labels: de, ru or en.")] = "",
) -> HTMLResponse:
    """Show a document as a readable page, with a quote marked."""
    document = _find_document(searcher, path)
    quote = (start, end) if start is not None and end is not None else None
    page = render_document(document, searcher.documents, _choose(ui, reader), quote=quote, today=_today())
    return HTMLResponse(page)


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
async def show_home(request: Request, reader: Reader, question: str = "", ui: str = "") -> HTMLResponse:
    """Show the page with the form, and the answer to `question`, also when the service cannot answer."""
    labels, question = _choose(ui, reader), question.strip()
    documents: tuple[Document, ...] = ()
    answer, problem, status = None, "", 200
    if len(question) > QUESTION_CHARACTERS:
        problem, status = say(Phrase.QUESTION_TOO_LONG, labels, limit=QUESTION_CHARACTERS), 422
    try:
        searcher = await find_searcher(request)
        documents = tuple(searcher.documents.values())
        if question and not problem:
            answer = await _run(request, lambda: answer_question(searcher, question, page=labels))
    except (ProblemError, PartnerbotError) as error:
        problem, status = tell_refusal(error, labels), 503
    return HTMLResponse(render_home(labels, documents, Form(question, problem), answer), status)


@router.get("/api/docs", response_class=HTMLResponse, include_in_schema=False)
async def show_interface(request: Request) -> HTMLResponse:
    """Show what the interface takes and gives, from its OpenAPI description."""
    return HTMLResponse(render_page("api.html", Language.EN, openapi=request.app.openapi()))


@router.get("/health")
async def tell_health() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "alive"}


@router.get("/ready", responses=_tell_problems(503))
async def tell_readiness(searcher: Found) -> dict[str, str | int]:
    """Say whether questions are answered."""
    return {"status": "ready", "documents": len(searcher.documents)}


async def _run(request: Request, call: Callable[[], T]) -> T:
    """Return what `call` gives, from one of few threads; raise ProblemError when too many wait for one."""
    limiter = request.app.state.limiter
    if limiter.statistics().tasks_waiting >= MOST_WAITING:
        raise ProblemError(503, Phrase.BUSY)
    return await to_thread.run_sync(call, limiter=limiter)


def _find_document(searcher: Searcher, path: str) -> Document:
    # Only what is in the index is ever served: no path reaches the file system.
    document = searcher.documents.get(path)
    if document is None:
        raise ProblemError(404, Phrase.DOCUMENT_UNKNOWN)
    return document


def _choose(ui: str, reader: Language) -> Language:
    return next((language for language in Language if language == ui), reader)


def _today() -> date:
    return datetime.now().astimezone().date()
