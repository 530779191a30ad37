"""The service: routes, static files, the index that is loaded while it listens, errors as problem JSON."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from importlib.metadata import version

import uvicorn
from anyio import CapacityLimiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.config import Config
from bot.edge import BODY_KILOBYTES, Edge, problem_response
from bot.live import LiveSearcher
from bot.pages import WEB
from bot.phrases import Phrase, say
from bot.problems import ProblemError, describe_invalid, describe_problem, tell_refusal
from bot.routes import read_language, router
from index.encoder import load_encoder
from index.errors import PartnerbotError
from index.search import Searcher
from index.store import read_index

FACTORY = "bot.app:app_from_environment"
SECONDS_TO_FINISH = 10
DETAILS = {
    400: Phrase.BODY_UNREADABLE,
    404: Phrase.ADDRESS_UNKNOWN,
    405: Phrase.METHOD_WRONG,
    413: Phrase.BODY_TOO_LARGE,
}


def create_app(config: Config, searcher: Searcher | None = None) -> FastAPI:
    """Return the service for `config`; `searcher` answers at once, without it one is loaded at the start."""
    return build_app(config, LiveSearcher(config.index, partial(load_searcher, config), searcher))


def build_app(config: Config, live: LiveSearcher) -> FastAPI:
    """Return the service that answers from `live`."""

    @asynccontextmanager
    async def follow_index(app: FastAPI) -> AsyncIterator[None]:
        app.state.limiter = CapacityLimiter(max(2, os.cpu_count() or 2))
        task = asyncio.create_task(live.follow())
        yield
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

    app = FastAPI(
        title="Partnerbot",
        description="Answers questions about the city partnership Düsseldorf–Moscow, with quotes to check.",
        version=version("partnerbot"),
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's own page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=follow_index,
        # Traces would carry the addresses of pages, and with them the questions.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.live = live
    app.include_router(router)
    app.mount("/static", StyleFiles(directory=WEB))
    app.add_middleware(Edge)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=config.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
    )
    _answer_errors(app)
    return app


def app_from_environment() -> FastAPI:
    """Return the service for the settings in the environment."""
    return create_app(Config.from_environment())


def serve(config: Config, factory: str = FACTORY) -> None:
    """Run the service until SIGTERM or SIGINT; requests under way are finished first.

    `factory` is "module:function" of what makes the application, in each worker process.
    """
    config.export()
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again when it is done
    uvicorn.run(
        factory,
        factory=True,
        host=config.host,
        port=config.port,
        workers=config.workers,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        access_log=False,  # it would keep the questions that stand in addresses
        server_header=False,
    )


def load_searcher(config: Config) -> Searcher:
    """Return the searcher of the index in use; raises IndexUnusableError and EncoderError."""
    index = read_index(config.index)
    return Searcher(index, load_encoder(config.encoder))


class StyleFiles(StaticFiles):
    """The files of web/ that browsers need; the templates beside them are not served."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return the full path of a file that may be served, and its state."""
        return super().lookup_path(path) if path.endswith((".css", ".js", ".svg")) else ("", None)


def _end(*_: object) -> None:
    raise SystemExit(0)


def _answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error with a problem in the reader's language."""

    @app.exception_handler(HTTPException)
    async def answer_http_error(request: Request, error: HTTPException) -> Response:
        language = await read_language(request)
        headers = error.headers or {}
        phrase = DETAILS.get(error.status_code, Phrase.SERVER_FAILED)
        detail = say(phrase, language, allowed=headers.get("Allow", ""), limit=BODY_KILOBYTES)
        return problem_response(describe_problem(error.status_code, detail, language), headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return await answer_http_error(request, HTTPException(400))
        return problem_response(describe_invalid(error.errors(), await read_language(request)))

    @app.exception_handler(ProblemError)
    async def answer_problem(request: Request, error: ProblemError) -> Response:
        language = await read_language(request)
        return problem_response(describe_problem(error.status, tell_refusal(error, language), language))

    @app.exception_handler(PartnerbotError)
    async def answer_refusal(request: Request, error: PartnerbotError) -> Response:
        language = await read_language(request)
        return problem_response(describe_problem(503, tell_refusal(error, language), language))
