"""The pages that a browser shows, and the chat's script and texts: HTTP in, one page out.

Pages are written in other threads than that of the event loop: with many documents they take long.
"""

import os
import re
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from bot.answer import Answer
from bot.catalogue import Listed
from bot.chat_texts import ChatTexts, write_chat_texts
from bot.dependencies import Found, Reader, answer, find_document, find_searcher, read_language, tell_problems
from bot.edge import CONTROL
from bot.embed import EXAMPLE, EmbedChoices, render_embed
from bot.home import Asked, render_home
from bot.kept import Inquiry
from bot.limits import LimitedPage, count_page, count_request
from bot.pages import WEB, render_document, render_page
from bot.phrases import Phrase
from bot.policy import find_host
from bot.problems import ProblemError, tell_retry
from bot.wire import QUESTION_CHARACTERS
from index.errors import QuestionError
from index.language import Language
from index.search import Searcher


class StyleFiles(StaticFiles):
    """The files of web/ that browsers need; the templates beside them are not served."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the full path of a file that may be served, and its state."""
        return super().lookup_path(path) if path.endswith((".css", ".js", ".svg")) else ("", None)

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
        headers = {name: value for name, value in found.headers.items() if name != "accept-ranges"}
        return Response(FilePath(full_path).read_bytes(), status_code, headers)


FILES = StyleFiles(directory=WEB)
# This machine, to whoever asks from it: nobody else can be meant.
LOCAL = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")
site = APIRouter()
MOST_PAGES = 100_000  # of the list of documents
Ui = Annotated[str, Query(description="The language of the labels: de, ru or en.")]


async def choose_labels(reader: Reader, ui: Ui = "") -> Language:
    """Return the language of the page's labels: what its address says, else what the browser asks for."""
    return next((language for language in Language if language == ui), reader)


Labels = Annotated[Language, Depends(choose_labels)]


@site.get(
    "/documents/{path:path}",
    response_class=HTMLResponse,
    responses=tell_problems(404, 422, 429, 503),
    dependencies=[LimitedPage],
)
def show_document(
    request: Request,
    path: Annotated[str, Path(json_schema_extra={"not": {"pattern": CONTROL.pattern}})],
    labels: Labels,
    searcher: Found,
    start: Annotated[int | None, Query(ge=0, description="Where the quote begins.")] = None,
    end: Annotated[int | None, Query(ge=0, description="Where the quote ends.")] = None,
) -> HTMLResponse:
    """Show a document as a readable page, with a quote marked."""
    document = find_document(searcher, path)
    quote = (start, end) if start is not None and end is not None else None
    catalogue = request.app.state.catalogues.find(searcher)
    page = render_document(document, catalogue, labels, quote=quote, today=_today())
    return HTMLResponse(page)


@site.api_route("/", methods=["GET", "POST"], response_class=HTMLResponse, include_in_schema=False)
async def show_home(
    request: Request,
    labels: Labels,
    question: Annotated[str, Form()] = "",
    number: Annotated[int, Query(alias="list", ge=1, le=MOST_PAGES)] = 1,
) -> HTMLResponse:
    """Show the page with the chat; to browsers without scripts, which post `question`, with the answer."""
    if request.method == "GET":
        await count_page(request)
    question = question.strip()
    searcher, found, problem, status, headers = None, None, "", 200, {}
    try:
        searcher = await find_searcher(request)
        if question:
            found = await _answer(request, searcher, question, labels)
    except ProblemError as error:
        status, problem, headers = error.status, error.text(labels), tell_retry(error)
    asked, catalogues = Asked(question, problem), request.app.state.catalogues

    def render() -> str:
        listed = catalogues.find(searcher).list_page(labels, number) if searcher else Listed()
        return render_home(labels, listed, asked, found)

    return HTMLResponse(await run_in_threadpool(render), status, headers)


@site.get("/api/texts", responses=tell_problems(403, 422))
async def list_texts(language: Language) -> ChatTexts:
    """List what the chat says itself, in one language."""
    return write_chat_texts(language)


@site.get("/widget.js", include_in_schema=False)
async def send_widget(request: Request) -> Response:
    """Send the script that puts the chat on a page."""
    return await FILES.get_response("widget.js", request.scope)


@site.get("/embed", response_class=HTMLResponse, include_in_schema=False)
def show_embed(request: Request, labels: Labels, choices: Annotated[EmbedChoices, Query()]) -> HTMLResponse:
    """Show web editors the line to copy, with the chat as it makes it."""
    return HTMLResponse(render_embed(labels, find_own_address(request, request.app.state.addresses), choices))


@site.get("/accessibility", response_class=HTMLResponse, include_in_schema=False)
def show_accessibility(request: Request, labels: Labels) -> HTMLResponse:
    """Show the accessibility statement."""
    return HTMLResponse(render_page("accessibility.html", labels, contact=request.app.state.contact))


@site.get("/api/docs", response_class=HTMLResponse, include_in_schema=False)
def show_interface(request: Request) -> HTMLResponse:
    """Show what the interface takes and gives, from its OpenAPI description."""
    return HTMLResponse(render_page("api.html", Language.EN, openapi=request.app.openapi()))


async def choose_language_of(request: Request) -> Language:
    """Return the language in which `request` is told what went wrong with it."""
    return await choose_labels(await read_language(request), request.query_params.get("ui", ""))


async def _answer(request: Request, searcher: Searcher, question: str, labels: Language) -> Answer:
    too_long = ProblemError(422, Phrase.QUESTION_TOO_LONG, limit=QUESTION_CHARACTERS)
    if len(question) > QUESTION_CHARACTERS:
        raise too_long
    await count_request(request)
    try:
        return await answer(request, searcher, Inquiry(question, labels))
    except QuestionError:  # there are characters that grow when they are normalised
        raise too_long from None


def find_own_address(request: Request, addresses: Collection[str]) -> str:
    """Return our address as `request` was sent to it, ending in "/": never one that the request made up.

    It is one of `addresses`, or one of this machine, else an example.
    """
    host = request.headers.get("host", "").lower()
    asked = f"{request.scope['scheme']}://{host}"
    known = {find_host(address): address for address in addresses}
    return known.get(find_host(asked), asked if LOCAL.fullmatch(host) else EXAMPLE) + "/"


def _today() -> date:
    return datetime.now().astimezone().date()
