"""The pages that a browser shows, and the chat's script and texts: HTTP in, one page out.

Pages are written in other threads than that of the event loop: with many documents they take long.
"""

import hashlib
import os
import re
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from bot.answering.evidence import Knowledge
from bot.http.accept_language import find_language
from bot.http.dependencies import (
    CurrentKnowledge,
    DocumentPath,
    LimitedPage,
    ReaderLanguage,
    answer,
    count_page,
    count_request,
    describe_responses,
    find_document,
    find_knowledge,
    refuse_paused,
)
from bot.http.middleware.security_headers import find_host
from bot.http.problems import ProblemError, retry_header
from bot.http.services import find_services
from bot.pages.catalogue import Listed
from bot.pages.chat import FormState, render_home
from bot.pages.chat_texts import ChatTexts, write_chat_texts, write_widget
from bot.pages.documents.page import Cited, render_document
from bot.pages.embed import EXAMPLE, EmbedChoices, render_embed
from bot.pages.render import STATIC, render_page, render_statement, squeeze_source
from bot.understanding.inquiry import LONGEST_QUESTION, Inquiry
from index.errors import QuestionError
from index.languages import TECHNICAL, Language
from index.languages.messages import say
from index.originals.files import has_original


class StyleFiles(StaticFiles):
    """The files of pages/static/, each read whole; scripts and styles without what only authors read."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file, read whole; raise OSError where that fails, before anything is sent."""
        found = super().file_response(full_path, stat_result, scope, status_code)
        if not isinstance(found, FileResponse):
            return found
        unsent = {"accept-ranges", "content-length"}
        headers = {name: value for name, value in found.headers.items() if name not in unsent}
        source = FilePath(full_path).read_text(encoding="utf-8")
        return Response(squeeze_source(source, FilePath(full_path).suffix), status_code, headers)


FILES = StyleFiles(directory=STATIC)
# This machine, to whoever asks from it: nobody else can be meant.
LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")
site = APIRouter()
MOST_PAGES = 100_000  # of the list of documents
Ui = Annotated[str, Query(description=f"The language of the labels: {', '.join(Language)}.")]


async def choose_ui(language: ReaderLanguage, ui: Ui = "") -> Language:
    """Return the language of the page's labels: what its address says, else what the browser asks for."""
    return next((each for each in Language if each == ui), language)


UiLanguage = Annotated[Language, Depends(choose_ui)]


@site.get(
    "/documents/{path:path}",
    operation_id="show_document",
    tags=["documents"],
    summary="Show a document as a page",
    response_class=HTMLResponse,
    responses=describe_responses(404, 422, 429, 503),
    dependencies=[LimitedPage],
)
def show_document(
    request: Request,
    path: DocumentPath,
    ui: UiLanguage,
    knowledge: CurrentKnowledge,
    start: Annotated[int | None, Query(ge=0, description="Where the quote begins.")] = None,
    end: Annotated[int | None, Query(ge=0, description="Where the quote ends.")] = None,
) -> HTMLResponse:
    """Show a document as a readable page, with a quote marked."""
    document = find_document(knowledge, path)
    services = find_services(request)
    cited = None
    if start is not None and end is not None:
        cited = Cited((start, end), _find_translated(knowledge, path, (start, end)))
    config = services.config
    has_file = config.originals == "on" and has_original(config.documents, path, document.sha256)
    catalogue = services.catalogues.find(knowledge)
    return HTMLResponse(
        render_document(document, catalogue, ui, cited=cited, has_original=has_file, today=_today())
    )


@site.api_route("/", methods=["GET", "POST"], response_class=HTMLResponse, include_in_schema=False)
async def show_home(
    request: Request,
    ui: UiLanguage,
    question: Annotated[str, Form()] = "",
    number: Annotated[int, Query(alias="list", ge=1, le=MOST_PAGES)] = 1,
) -> HTMLResponse:
    """Show the page with the chat; to browsers without scripts, which post `question`, with the answer."""
    if request.method == "GET":
        await count_page(request)
    question = question.strip()
    knowledge, found, problem, status, headers = None, None, "", 200, {}
    try:
        knowledge = await find_knowledge(request)
        if question:
            await refuse_paused(request)
            await count_request(request)
            found = await answer(request, knowledge, Inquiry(question, page=ui))
    except QuestionError:
        status, problem = 422, say("question_too_long", ui, limit=LONGEST_QUESTION)
    except ProblemError as error:
        status, problem, headers = error.status, error.text(ui), retry_header(error)
    form, catalogues = FormState(question, problem), find_services(request).catalogues

    def render() -> str:
        listed = catalogues.find(knowledge).list_page(ui, number) if knowledge else Listed()
        suggestions = knowledge.examples.get(ui, ()) if knowledge else ()
        return render_home(ui, listed, form, found, suggestions)

    return HTMLResponse(await run_in_threadpool(render), status, headers)


@site.get(
    "/api/texts",
    operation_id="list_texts",
    tags=["chat"],
    summary="List the texts of the chat",
    responses=describe_responses(403, 422),
)
async def list_texts(request: Request, language: Language) -> ChatTexts:
    """List what the chat says itself, in one language, and who runs it."""
    services = find_services(request)
    try:
        suggestions = services.reloader.get().examples.get(language, ())
    except ProblemError:  # while nothing is loaded there is nothing to ask
        suggestions = ()
    return write_chat_texts(language, services.operator.tell(language), suggestions)


@site.get("/widget.js", include_in_schema=False)
async def send_widget(request: Request) -> Response:
    """Send the script that puts the chat on a page."""
    script = write_widget()
    tag = f'"{hashlib.sha256(script.encode()).hexdigest()}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(script, headers={"ETag": tag}, media_type="text/javascript")


@site.get("/embed", response_class=HTMLResponse, include_in_schema=False)
def show_embed(request: Request, ui: UiLanguage, choices: Annotated[EmbedChoices, Query()]) -> HTMLResponse:
    """Show web editors the line to copy, with the chat as it makes it."""
    return HTMLResponse(
        render_embed(ui, find_own_address(request, find_services(request).config.addresses), choices)
    )


@site.get("/accessibility", response_class=HTMLResponse, include_in_schema=False)
def show_accessibility(ui: UiLanguage) -> HTMLResponse:
    """Show the accessibility statement."""
    return HTMLResponse(render_statement(ui))


@site.get("/api/docs", response_class=HTMLResponse, include_in_schema=False)
def show_interface(request: Request) -> HTMLResponse:
    """Show what the interface takes and gives, from its OpenAPI description."""
    return HTMLResponse(render_page("api.html", TECHNICAL, openapi=request.app.openapi()))


async def choose_language_of(request: Request) -> Language:
    """Return the language in which `request` is told what went wrong with it."""
    return find_language(request.scope)


def find_own_address(request: Request, addresses: Collection[str]) -> str:
    """Return our address as `request` was sent to it, ending in "/": never one that the request made up.

    It is one of `addresses`, or one of this machine, else an example.
    """
    host = request.headers.get("host", "").lower()
    asked = f"{request.scope['scheme']}://{host}"
    known = {find_host(address): address for address in addresses}
    return known.get(find_host(asked), asked if LOCAL.fullmatch(host) else EXAMPLE) + "/"


def _find_translated(
    knowledge: Knowledge, path: str, quote: tuple[int, int]
) -> dict[Language, tuple[int, int]]:
    """Return where the `quote` of the document at `path` stands in its versions in other languages."""
    found = {each: knowledge.retriever.find_translation(path, *quote, each) for each in Language}
    return {
        language: (version.start, version.end)
        for language, version in found.items()
        if version and version.start is not None and version.end is not None
    }


def _today() -> date:
    return datetime.now().astimezone().date()
