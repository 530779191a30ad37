"""What surrounds every request: the size of its body, the headers of its answer, and failures."""

import logging
import traceback
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.phrases import Phrase, say
from bot.problems import MEDIA_TYPE, describe_problem
from bot.reader import choose_language

BODY_KILOBYTES = 64
DRAINED_BYTES = 16 * 1024 * 1024
RETRY_SECONDS = 5
LOGGED_FRAMES = 8  # the innermost; those of the framework outside them say nothing
# Nothing runs and nothing is loaded but our own style sheets; a form leads only to this server.
POLICY = "default-src 'none'; style-src 'self'; form-action {form}; frame-ancestors 'none'; base-uri 'none'"

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class Edge:
    """An ASGI application around another one; answers HEAD like GET, which leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless its body is too large, and answer when it fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        language = choose_language(Headers(scope=scope).get("accept-language", ""))
        received, answering = 0, False

        async def receive_some() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received <= BODY_KILOBYTES * 1024:
                return message
            # Most clients read an answer only after they have sent everything.
            while message.get("more_body") and received < DRAINED_BYTES:
                message = await receive()
                received += len(message.get("body", b""))
            raise HTTPException(413)

        async def send_with_headers(message: Message) -> None:
            nonlocal answering
            if message["type"] == "http.response.start":
                answering = True
                _add_headers(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self.app(inner, receive_some, send_with_headers)
        except Exception as error:
            # Without the error's own words and values: they may hold what somebody asked.
            frames = "".join(traceback.format_tb(error.__traceback__, limit=-LOGGED_FRAMES))
            log.error("%s while answering:\n%s", type(error).__qualname__, frames)  # noqa: TRY400
            if answering:
                raise
            problem = describe_problem(500, say(Phrase.SERVER_FAILED, language), language)
            await problem_response(problem)(inner, receive, send_with_headers)


def problem_response(problem: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return the response that tells `problem`; one that passes says when to try again."""
    retry = {"Retry-After": str(RETRY_SECONDS)} if problem["status"] == 503 else {}
    return JSONResponse(
        problem, status_code=problem["status"], headers={**(headers or {}), **retry}, media_type=MEDIA_TYPE
    )


def _add_headers(headers: MutableHeaders, path: str) -> None:
    headers.add_vary_header("Accept-Language")
    headers["Content-Security-Policy"] = POLICY.format(form="'self'" if path == "/" else "'none'")
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"  # the address of a page may hold a question
    # A style sheet may be kept if it is asked for again; what somebody asked and read is not kept.
    headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "no-store"
