"""The figures at an address of their own, which no reader can reach."""

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.http.accept_language import find_language
from bot.http.metrics import MEDIA_TYPE, Metrics
from bot.http.middleware.security_headers import STRICTEST
from bot.http.problem_responses import problem_response
from bot.http.problems import describe_problem
from index.languages.messages import say


class MetricsPort:
    """An ASGI application around all others: tells the figures at a port of their own, nothing else there.

    At every other port there are none: no address, however it is written, leads to them.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics, port: int) -> None:
        self._app = app
        self._metrics = metrics
        self._port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it came in at the port of the figures."""
        if scope["type"] != "http" or (scope.get("server") or ("", None))[1] != self._port:
            await self._app(scope, receive, send)
        elif scope["path"] == "/metrics" and scope["method"] in {"GET", "HEAD"}:
            figures = await run_in_threadpool(self._metrics.write)
            await Response(figures, headers=STRICTEST, media_type=MEDIA_TYPE)(scope, receive, send)
        else:
            language = find_language(scope)
            problem = describe_problem(404, say("address_unknown", language), language)
            await problem_response(problem, STRICTEST)(scope, receive, send)
