"""What surrounds every request: its address, how large it may be and how long it may take, and failures."""

import asyncio
import errno
import logging
import math
import re
import traceback

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.http.accept_language import find_language
from bot.http.problem_responses import problem_response, render_problem
from bot.http.problems import ProblemError, describe_problem, retry_header
from index.languages import Language
from index.languages.messages import say

HEAD_KILOBYTES = 16  # the address and the headers; a question of 500 characters takes 5 in an address
BODY_KILOBYTES = 64
BODY_SECONDS = 10
DRAINED_BYTES = 16 * 1024 * 1024
# A route's pattern ends before a line break: "/health%0a" would be another name of "/health", which no server
# in front of us knows.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SHORTAGES = {errno.EMFILE, errno.ENFILE}  # of descriptors: over when others have been answered
SECONDS_BETWEEN_LINES = 60
LOGGED_FRAMES = 8  # the innermost; those of the framework outside them say nothing

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class RequestLimits:
    """An ASGI application around another one; answers HEAD like GET, which leaves out the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._last_logged = -math.inf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it is unreadable, too large or too slow; answer when it fails."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        language = find_language(scope)
        if _measure_head(scope) > HEAD_KILOBYTES * 1024:
            detail = say("head_limit", language, limit=HEAD_KILOBYTES)
            await render_problem(scope, describe_problem(431, detail, language), language)(
                inner, receive, send
            )
            return
        if CONTROL.search(scope["path"]):
            detail = say("address_unreadable", language)
            await render_problem(scope, describe_problem(400, detail, language), language)(
                inner, receive, send
            )
            return
        answering = False

        async def send_on(message: Message) -> None:
            nonlocal answering
            answering = True
            await send(message)

        try:
            await self.app(inner, Body(receive).receive, send_on)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in SHORTAGES and not answering:
                await self._describe_shortage(error, scope, language)(inner, receive, send)
                return
            _log_failure(error)
            if answering:
                raise
            await _describe_failure(language)(inner, receive, send)

    def _describe_shortage(self, error: OSError, scope: Scope, language: Language) -> Response:
        """Return the response to a request for which nothing could be opened; log one line a minute."""
        now = asyncio.get_running_loop().time()
        if now - self._last_logged >= SECONDS_BETWEEN_LINES:
            self._last_logged = now
            log.error("Requests are refused for now (%s); said once a minute at most.", error.strerror)
        busy = ProblemError(503, "busy")
        return render_problem(
            scope, describe_problem(503, busy.text(language), language), language, retry_header(busy)
        )


class Body:
    """The body of one request as it comes in; refused when it is too large or takes too long."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._deadline = asyncio.get_running_loop().time() + BODY_SECONDS
        self._bytes = 0
        self._complete = False

    async def receive(self) -> Message:
        """Return the next message of the client; raise HTTPException when there is too much, or too late."""
        if self._complete:
            return await self._receive()  # which waits until the client goes away
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._take()
                if not self._is_too_large():
                    return message
                # Most clients read an answer only after they have sent everything.
                while not self._complete and self._bytes < DRAINED_BYTES:
                    await self._take()
        except TimeoutError:
            if not self._is_too_large():
                raise HTTPException(408, headers={"Connection": "close"}) from None
        raise HTTPException(413, headers={"Connection": "close"})

    async def _take(self) -> Message:
        message = await self._receive()
        self._bytes += len(message.get("body", b""))
        self._complete = not message.get("more_body")
        return message

    def _is_too_large(self) -> bool:
        return self._bytes > BODY_KILOBYTES * 1024


def _log_failure(error: Exception) -> None:
    # Without the error's own words and values: they may hold what somebody asked.
    frames = "".join(traceback.format_tb(error.__traceback__, limit=-LOGGED_FRAMES))
    log.error("%s while answering:\n%s", type(error).__qualname__, frames)


def _measure_head(scope: Scope) -> int:
    """Return how many bytes the address and the headers of a request have, roughly as they were sent."""
    headers = sum(len(name) + len(value) + len(": \r\n") for name, value in scope["headers"])
    return headers + len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])


def _describe_failure(language: Language) -> JSONResponse:
    return problem_response(describe_problem(500, say("server_failed", language), language))
