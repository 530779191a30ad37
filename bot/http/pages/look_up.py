"""The look-up page over HTTP. What somebody looks for is posted: it must not stand in an address."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse

from bot.answering.evidence import Knowledge
from bot.answering.pipeline import find_passages
from bot.http.dependencies import (
    CurrentKnowledge,
    LimitedPage,
    count_request,
    find_knowledge,
    refuse_paused,
    run,
)
from bot.http.page_routes import UiLanguage, find_own_address
from bot.http.problems import ProblemError, retry_header
from bot.http.services import find_services
from bot.pages.catalogue import Catalogue
from bot.pages.embed import EXAMPLE
from bot.pages.look_up.page import MOST_FOUND, Found, LookUp, render_look_up
from bot.pages.look_up.passages import Shelf, show_passages
from bot.understanding.inquiry import LONGEST_QUESTION, Inquiry
from bot.understanding.question import Kind, understand
from index.errors import QuestionError
from index.languages import Language
from index.languages.messages import say

look_up = APIRouter()
Chosen = Annotated[str, Query(description="The path of a document that narrows the search.")]


@look_up.get("/search", response_class=HTMLResponse, include_in_schema=False, dependencies=[LimitedPage])
def show_look_up(
    request: Request,
    ui: UiLanguage,
    knowledge: CurrentKnowledge,
    agreement: Chosen = "",
    document: Chosen = "",
) -> HTMLResponse:
    """Show the form, narrowed as a link to it says."""
    catalogue = find_services(request).catalogues.find(knowledge)
    return HTMLResponse(render_look_up(ui, catalogue, LookUp(agreement=agreement, document=document)))


@look_up.post("/search", response_class=HTMLResponse, include_in_schema=False)
async def show_found(request: Request, ui: UiLanguage, asked: Annotated[LookUp, Form()]) -> HTMLResponse:
    """Show what was found on a topic."""
    found, problem, status, headers = None, "", 200, {}
    knowledge = await find_knowledge(request)
    catalogue = await run_in_threadpool(find_services(request).catalogues.find, knowledge)
    try:
        if asked.topic.strip():
            await refuse_paused(request)
            await count_request(request)
            found = await _find(request, knowledge, catalogue, asked, ui)
    except QuestionError:
        status, problem = 422, say("question_too_long", ui, limit=LONGEST_QUESTION)
    except ProblemError as error:
        status, problem, headers = error.status, error.text(ui), retry_header(error)
    page = await run_in_threadpool(render_look_up, ui, catalogue, asked, found, problem)
    return HTMLResponse(page, status, headers)


async def _find(
    request: Request, knowledge: Knowledge, catalogue: Catalogue, asked: LookUp, ui: Language
) -> Found:
    """Return what was found; raise ProblemError for personal data and as `run` does, and QuestionError."""
    config = find_services(request).config
    question = understand(Inquiry(asked.topic, page=ui), config.own_contacts)
    if question.kind is Kind.PERSONAL_DATA and question.message:
        raise ProblemError(422, question.message)
    if not question.lookup:  # characters that nobody sees
        return Found(())
    address = find_own_address(request, config.addresses).rstrip("/")
    shelf = Shelf(
        knowledge.retriever,
        catalogue,
        "" if address == EXAMPLE else address,
        datetime.now().astimezone().date(),
    )

    def find() -> Found:
        filters = asked.filters(catalogue) if asked.is_narrowed() else None
        passages = find_passages(question, knowledge, min(asked.shown, MOST_FOUND) + 1, filters)
        more = len(passages) > asked.shown and asked.shown < MOST_FOUND
        return Found(show_passages(passages[: asked.shown], shelf, ui), more)

    return await run(request, find)
