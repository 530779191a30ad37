"""The service: routes, static files, the index that is loaded while it listens, errors as problem JSON."""

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date
from functools import partial
from importlib import import_module
from importlib.metadata import version
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.exceptions import HTTPException

from bot.answering.evidence import Knowledge, open_knowledge
from bot.config import Config, find_metrics_port, find_shared_figures
from bot.http.admission.queue import QuestionQueue
from bot.http.admission.rate_limit import RateLimit
from bot.http.metrics import Metrics
from bot.http.middleware.access_log import AccessLog
from bot.http.middleware.metrics_port import MetricsPort
from bot.http.middleware.name_operator import NameOperator
from bot.http.middleware.request_limits import BODY_KILOBYTES, BODY_SECONDS, RequestLimits
from bot.http.middleware.security_headers import SecurityHeaders
from bot.http.page_routes import FILES, choose_language_of, site
from bot.http.pages.agreements import agreements
from bot.http.pages.look_up import look_up
from bot.http.pages.originals import originals
from bot.http.problem_responses import render_problem
from bot.http.problems import ProblemError, describe_invalid, describe_problem, describe_refusal, retry_header
from bot.http.reload import Reloader
from bot.http.routes import router
from bot.http.schemas import Problem
from bot.http.services import Services
from bot.operator.file import OperatorFile
from bot.understanding.inquiry import Inquiry, Turn
from bot.understanding.question import understand
from index.encoding.encoder import import_runtime
from index.errors import PartnerbotError
from index.languages import Language
from index.languages.dates import write_date
from index.languages.messages import key, say
from index.storage.store import read_index, read_index_before

MOST_PREFLIGHT_SECONDS = 7200  # a browser keeps the answer to a preflight no longer
MOST_PICTURES = 8  # that wait to be drawn: a page asks for one or two
PICTURE_SECONDS = 25  # for one and those before it; deploy/nginx.conf waits for 30
SECONDS_TO_LOAD = 20  # less than a worker may be silent (serving/server.py): then it says that it starts
SECONDS_OF_A_THREAD = 0.001  # instead of 0.005: so long a thread may let the event loop wait
SECONDS_BETWEEN_LOOKS = 1.0
SECONDS_BETWEEN_COLLECTIONS = 60  # Python alone could leave some lying for days
DETAILS = {
    400: key("body_unreadable"),
    404: key("address_unknown"),
    405: key("method_wrong"),
    408: key("body_too_slow"),
    413: key("body_too_large"),
}
LIMIT_OF = {408: BODY_SECONDS, 413: BODY_KILOBYTES}
TAGS = [
    {"name": "answers", "description": "Questions in, answers and passages out."},
    {"name": "documents", "description": "What answers can come from."},
    {"name": "chat", "description": "What the chat on a page says itself."},
    {"name": "service", "description": "For whoever runs it."},
]

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class Interface(FastAPI):
    """FastAPI, which describes problems as one type and not as one for each route."""

    def openapi(self) -> dict[str, Any]:
        """Return the description of the interface, to which the type of all problems is added."""
        described = super().openapi()
        described["components"]["schemas"]["Problem"] = Problem.model_json_schema()
        return described


def create_app(config: Config, knowledge: Knowledge | None = None) -> FastAPI:
    """Return the service for `config`; without `knowledge`, an index is loaded at the start."""
    load, load_before = (
        partial(open_knowledge, config.index, config.encoder, read)
        for read in (read_index, read_index_before)
    )
    return build_app(config, Reloader(config.index, load, knowledge, load_before))


def build_app(config: Config, reloader: Reloader) -> FastAPI:
    """Return the service that answers from what `reloader` holds."""
    metrics = Metrics(reloader, find_shared_figures())
    services = Services(config, reloader, metrics, RateLimit(config), OperatorFile(config.operator))

    @asynccontextmanager
    async def follow_index(_: FastAPI) -> AsyncIterator[None]:
        services.queue = QuestionQueue()
        services.drawing = QuestionQueue(threads=1, queued=MOST_PICTURES, seconds=PICTURE_SECONDS)
        follow = (reloader.follow(), _follow_operator(services.operator), _collect_garbage())
        tasks = [asyncio.create_task(each) for each in follow]
        if config.workers > 1:  # the others, or the one that this replaces, answer meanwhile
            with suppress(TimeoutError):
                await asyncio.wait_for(reloader.settled.wait(), SECONDS_TO_LOAD)
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        services.queue.close()
        services.drawing.close()
        await services.rate_limit.close()

    app = Interface(
        title="Partnerbot",
        summary="Questions answered from documents, with quotes that anybody can check.",
        description="Not knowing is an answer too. Errors are problem JSON (RFC 9457).",
        openapi_tags=TAGS,
        version=version("partnerbot"),
        openapi_url="/api/openapi.json",
        docs_url=None,  # FastAPI's own page loads scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        lifespan=follow_index,
        # Traces would carry the addresses of pages, and with them the questions.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    for language in Language:  # reads what is known of it, or the first reader pays
        write_date(date.today(), language)  # noqa: DTZ011
        question = say("home_title", language)
        understand(Inquiry(question, language, history=[Turn(question)]))
    app.state.services = services
    app.include_router(router)
    app.include_router(site)
    app.include_router(look_up)
    app.include_router(agreements)
    app.include_router(originals)
    app.mount("/static", FILES)
    _add_middleware(app, services)
    _answer_errors(app)
    return app


def _add_middleware(app: FastAPI, services: Services) -> None:
    """Put what every request passes around `app`; what is added last is outside."""
    config = services.config
    app.add_middleware(RequestLimits)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=config.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Accept-Language"],
        expose_headers=["Retry-After"],
        max_age=MOST_PREFLIGHT_SECONDS,
    )
    app.add_middleware(SecurityHeaders, origins=config.origins, addresses=config.addresses)
    app.add_middleware(NameOperator, file=services.operator)
    app.add_middleware(AccessLog, metrics=services.metrics, routes=app.routes)
    if port := find_metrics_port(config):
        app.add_middleware(MetricsPort, metrics=services.metrics, port=port)


def app_from_environment() -> FastAPI:
    """Return the service for the settings in the environment, in a process that does nothing else."""
    config = Config.from_environment()
    app = create_app(config)
    _spare_event_loop(app, config)
    return app


async def _follow_operator(file: OperatorFile) -> None:
    """Look every second whether the operator tells readers something else."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        await to_thread.run_sync(file.look)  # the disk may be somewhere else


async def _collect_garbage() -> None:
    """Collect garbage now and then: objects that hold each other can hold what somebody asked."""
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_COLLECTIONS)
        gc.collect()


def _spare_event_loop(app: FastAPI, config: Config) -> None:
    """Do now, while nobody is served yet, what would hold up the event loop later on."""
    import_runtime(config.encoder)
    import_module("anyio._backends._asyncio")  # else with the first thread
    app.openapi()
    gc.collect()
    gc.freeze()  # to look through what is never garbage takes 80 ms each time
    sys.setswitchinterval(SECONDS_OF_A_THREAD)


def _answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error in the reader's language: with a problem, or a page that tells it."""

    @app.exception_handler(HTTPException)
    async def answer_http_error(request: Request, error: HTTPException) -> Response:
        language = await choose_language_of(request)
        headers = dict(error.headers or {})
        if "Allow" in headers:  # whose order is by chance
            headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        phrase = DETAILS.get(error.status_code, key("server_failed"))
        detail = say(
            phrase, language, allowed=headers.get("Allow", ""), limit=LIMIT_OF.get(error.status_code)
        )
        problem = describe_problem(error.status_code, detail, language)
        return render_problem(request.scope, problem, language, headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return await answer_http_error(request, HTTPException(400))
        language = await choose_language_of(request)
        return render_problem(request.scope, describe_invalid(error.errors(), language), language)

    @app.exception_handler(ProblemError)
    async def answer_problem(request: Request, error: ProblemError) -> Response:
        return await answer_refusal(request, error)

    @app.exception_handler(PartnerbotError)
    async def answer_refusal(request: Request, error: ProblemError | PartnerbotError) -> Response:
        language = await choose_language_of(request)
        status = error.status if isinstance(error, ProblemError) else 503
        problem = describe_problem(status, describe_refusal(error, language), language)
        if isinstance(error, ProblemError) and error.code:
            problem["code"] = error.code
        return render_problem(request.scope, problem, language, retry_header(error))
