"""One line of JSON for each request, and its place in the figures. Knows no address and no question.

A line is {"time", "method", "route", "status", "milliseconds", "language", "answer"}; "answer" is the status
of the answer, null where there is none.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from re import Pattern
from time import perf_counter
from typing import TYPE_CHECKING, Any

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.config import LOGGING_CONFIG

from bot.http.accept_language import find_language
from bot.http.metrics import Metrics

if TYPE_CHECKING:
    from bot.answering.answer import Answer

METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
OTHER = "other"  # a method that nothing here takes
UNMATCHED = "unmatched"  # an address at which there is nothing

log = logging.getLogger("partnerbot.requests")


class AccessLog:
    """An ASGI application around all others: counts each request and writes its line when it is over."""

    def __init__(self, app: ASGIApp, metrics: Metrics, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._metrics = metrics
        self._templates = list_templates(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, start = 500, perf_counter()
        scope.setdefault("state", {})  # made here, it is that of the copies of this scope too

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            self._record(scope, status, perf_counter() - start)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else OTHER
        route = find_template(self._templates, scope["path"])
        answer: Answer | None = scope["state"].get("answer")
        self._metrics.count_request(method, route, status, seconds)
        if answer:
            self._metrics.count_answer(answer, seconds)
        if log.isEnabledFor(logging.INFO):
            reader = find_language(scope)
            line = {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "method": method,
                "route": route,
                "status": status,
                "milliseconds": round(seconds * 1000, 1),
                "language": answer.language if answer else reader,
                "answer": answer.status if answer else None,
            }
            log.info("%s", json.dumps(line))


def list_templates(routes: Sequence[BaseRoute]) -> dict[str, Pattern[str]]:
    """Return the addresses of `routes` as they are written in the code, each with what matches it."""
    contexts = iter_route_contexts(routes)
    return {context.path: context.path_regex for context in contexts if context.path is not None}


def find_template(templates: Mapping[str, Pattern[str]], path: str) -> str:
    """Return the template that an address was taken for, whatever its method; "unmatched" for none."""
    return next((template for template, regex in templates.items() if regex.match(path)), UNMATCHED)


def describe_logging() -> dict[str, Any]:
    """Return uvicorn's configuration of logging, with the lines of requests on standard output."""
    config = deepcopy(LOGGING_CONFIG)
    config["formatters"]["requests"] = {"format": "%(message)s"}
    config["handlers"]["requests"] = {
        "class": "logging.StreamHandler",
        "formatter": "requests",
        "stream": "ext://sys.stdout",
    }
    config["loggers"][log.name] = {"handlers": ["requests"], "level": "INFO", "propagate": False}
    return config
