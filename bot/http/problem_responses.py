"""A problem as the response that tells it: JSON, or a page where a browser shows it."""

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from bot.http.problems import MEDIA_TYPE
from bot.pages.render import render_page
from index.languages import Language


def render_problem(
    scope: Scope, problem: Mapping[str, Any], language: Language, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the response that tells `problem`: as a page where a browser shows it, else as JSON."""
    if scope["path"].startswith("/api/") or "text/html" not in Headers(scope=scope).get("accept", ""):
        return problem_response(problem, headers)
    page = render_page("problem.html", language, problem=problem)
    return HTMLResponse(page, problem["status"], headers)


def problem_response(problem: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the response that tells `problem`."""
    return JSONResponse(problem, status_code=problem["status"], headers=headers, media_type=MEDIA_TYPE)
