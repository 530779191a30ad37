"""The files behind the documents over HTTP: as they are, and the pages of PDF files as pictures."""

from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse

from bot.http.dependencies import (
    CurrentKnowledge,
    DocumentPath,
    LimitedPage,
    describe_responses,
    draw,
    find_document,
)
from bot.http.problems import ProblemError
from bot.http.services import find_services
from index.originals.files import has_original
from index.originals.pictures import MEDIA_TYPE, draw_page

originals = APIRouter()
FILE = "application/octet-stream"
PDF = "application/pdf"


def _describe_file(*types: str) -> dict[int | str, dict[str, object]]:
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in types}
    return {200: {"description": "The file.", "content": content}}


@originals.get(
    "/originals/{path:path}",
    operation_id="send_original",
    tags=["documents"],
    summary="Send the file that a document was read from",
    response_class=Response,
    responses=_describe_file(PDF, FILE) | describe_responses(404, 422, 429, 503),
    dependencies=[LimitedPage],
)
def send_original(request: Request, path: DocumentPath, knowledge: CurrentKnowledge) -> Response:
    """Send the file as it was indexed: a PDF to be shown, others to be kept: they could hold scripts."""
    document = find_document(knowledge, path)
    config = find_services(request).config
    if config.originals != "on" or not has_original(config.documents, path, document.sha256):
        raise ProblemError(404, "original_unknown")
    is_pdf = path.lower().endswith(".pdf")
    name = quote(PurePosixPath(path).name, safe="")
    how = "inline" if is_pdf else "attachment"
    headers = {"Content-Disposition": f"{how}; filename*=UTF-8''{name}"}
    # In pieces: of many who read a large file slowly, none holds all of it in memory.
    return FileResponse(config.documents / path, headers=headers, media_type=PDF if is_pdf else FILE)


@originals.get(
    "/pages/{number}/{path:path}",
    operation_id="draw_page",
    tags=["documents"],
    summary="Draw a page of a document",
    response_class=Response,
    responses=_describe_file(MEDIA_TYPE) | describe_responses(404, 422, 429, 503),
    dependencies=[LimitedPage],
)
async def send_picture(
    request: Request,
    number: Annotated[int, Path(ge=1, description="Which page, from 1.")],
    path: DocumentPath,
    knowledge: CurrentKnowledge,
    start: Annotated[int, Query(ge=0, description="Where the quote begins.")] = 0,
    end: Annotated[int, Query(ge=0, description="Where the quote ends.")] = 0,
) -> Response:
    """Send a page of a PDF document as it looks, with a quote marked."""
    document = find_document(knowledge, path)
    config = find_services(request).config
    picture = None
    if config.originals == "on":
        picture = await draw(request, lambda: draw_page(config.documents, document, number, (start, end)))
    if picture is None:
        raise ProblemError(404, "picture_unknown")
    return Response(picture, media_type=MEDIA_TYPE)
