"""The service: routes, static files, the index that is loaded while it listens, errors as problem JSON."""

import asyncio
import gc
import logging
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.exceptions import HTTPException
from uvicorn.supervisors import Multiprocess

from bot.catalogue import Catalogues
from bot.config import Config, find_metrics_port, find_shared_figures, share_figures, split_metrics
from bot.connections import TimedConnection
from bot.edge import BODY_KILOBYTES, BODY_SECONDS, HEAD_KILOBYTES, Edge, tell_problem
from bot.kept import KeptAnswers
from bot.limits import RateLimit
from bot.live import LiveSearcher
from bot.loop import is_in_terminal
from bot.metrics import Metrics, MetricsPort
from bot.phrases import Phrase, say
from bot.policy import Policy
from bot.problems import ProblemError, describe_invalid, describe_problem, tell_refusal, tell_retry
from bot.request_log import RequestLog, describe_logging
from bot.routes import router
from bot.site import FILES, choose_language_of, site
from bot.waiting import WaitingLine
from index.encoder import import_runtime, load_encoder
from index.errors import ConfigError, Fault, PartnerbotError
from index.language import detect_language
from index.reader import load_reader
from index.search import Searcher
from index.store import Index, read_index, read_index_before
from index.temporary import make_folder

MOST_PREFLIGHT_SECONDS = 7200  # a browser keeps the answer to a preflight no longer
FACTORY = "bot.app:app_from_environment"
LOOP = "bot.loop:Loop"
SECONDS_TO_FINISH = 10
SECONDS_UNTIL_DEAD = 30  # a worker that says nothing for so long, as when it starts, is begun anew
SECONDS_TO_LOAD = 20  # less than that: by then a worker takes requests, even if only to say that it starts
SECONDS_OF_A_THREAD = 0.001  # instead of 0.005: so long a thread may let the event loop wait
SECONDS_OF_RUBBISH = 60  # Python alone could leave some lying for days
SECONDS_IDLE = 65  # longer than nginx keeps its side of an idle connection: else it may ask on a closed one
DETAILS = {
    400: Phrase.BODY_UNREADABLE,
    404: Phrase.ADDRESS_UNKNOWN,
    405: Phrase.METHOD_WRONG,
    408: Phrase.BODY_TOO_SLOW,
    413: Phrase.BODY_TOO_LARGE,
}
LIMITS = {408: BODY_SECONDS, 413: BODY_KILOBYTES}

log = logging.getLogger("uvicorn.error")  # the one that the server shows


def create_app(config: Config, searcher: Searcher | None = None) -> FastAPI:
    """Return the service for `config`; `searcher` answers at once, without it one is loaded at the start."""
    load, load_before = (partial(load_searcher, config, read) for read in (read_index, read_index_before))
    return build_app(config, LiveSearcher(config.index, load, searcher, load_before))


def build_app(config: Config, live: LiveSearcher) -> FastAPI:
    """Return the service that answers from `live`."""

    @asynccontextmanager
    async def follow_index(app: FastAPI) -> AsyncIterator[None]:
        app.state.line = WaitingLine()
        tasks = [asyncio.create_task(each) for each in (live.follow(), _collect_rubbish())]
        if config.workers > 1:  # the others, or the one that this replaces, answer meanwhile
            with suppress(TimeoutError):
                await asyncio.wait_for(live.settled.wait(), SECONDS_TO_LOAD)
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        app.state.line.close()
        await app.state.rate_limit.close()

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
    for word in ("Partnerstadt", "побратимство"):
        detect_language(word)  # reads what is known of a script's languages, or the first reader pays for it
    app.state.live = live
    app.state.kept = KeptAnswers()
    app.state.catalogues = Catalogues()
    app.state.contact = config.contact
    app.state.own_contacts = config.own_contacts
    app.state.addresses = config.addresses
    app.state.metrics = Metrics(live, find_shared_figures())
    app.state.rate_limit = RateLimit(config)
    app.include_router(router)
    app.include_router(site)
    app.mount("/static", FILES)
    app.add_middleware(Edge)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=config.origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Accept-Language"],
        expose_headers=["Retry-After"],
        max_age=MOST_PREFLIGHT_SECONDS,
    )
    app.add_middleware(Policy, origins=config.origins, addresses=config.addresses)
    app.add_middleware(RequestLog, metrics=app.state.metrics, routes=app.routes)
    if port := find_metrics_port(config):
        app.add_middleware(MetricsPort, metrics=app.state.metrics, port=port)
    _answer_errors(app)
    return app


def app_from_environment() -> FastAPI:
    """Return the service for the settings in the environment, in a process that does nothing else."""
    config = Config.from_environment()
    app = create_app(config)
    _spare_event_loop(app, config)
    return app


def serve(config: Config, factory: str = FACTORY) -> None:
    """Run the service until SIGTERM or SIGINT; requests under way are finished first.

    `factory` is "module:function" of what makes the application, in each worker process. Raises OSError
    when the address of the service cannot be used, and ConfigError when that of the figures cannot.
    """
    # Workers that share a store must hash addresses alike.
    replace(config, salt=config.salt or secrets.token_hex()).export()
    signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again when it is done
    with make_folder() if config.workers > 1 else nullcontext() as folder:
        if folder:
            share_figures(folder)
        options = uvicorn.Config(
            factory,
            factory=True,
            host=config.host,
            port=config.port,
            workers=config.workers,
            loop=LOOP,
            http=TimedConnection,
            ws="none",
            h11_max_incomplete_event_size=HEAD_KILOBYTES * 1024,
            timeout_keep_alive=SECONDS_IDLE,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            timeout_worker_healthcheck=SECONDS_UNTIL_DEAD,
            # Without these two lines uvicorn believes what 127.0.0.1 says about clients.
            proxy_headers=bool(config.proxies),
            forwarded_allow_ips=list(config.proxies),
            log_config=describe_logging(),
            access_log=False,  # it would keep the questions that stand in addresses
            server_header=False,
        )
        sockets = _listen(config)
        host = f"[{config.host}]" if ":" in config.host else config.host
        log.info("Uvicorn running on http://%s:%d (Press CTRL+C to quit)", host, config.port)
        with suppress(KeyboardInterrupt):
            if config.workers > 1:
                supervisor = Multiprocess(options, sockets=sockets)
                if is_in_terminal():  # else SIGHUP has each worker replaced by a new one
                    signal.signal(signal.SIGHUP, lambda *_: supervisor.signal_queue.append(signal.SIGTERM))
                supervisor.run()
            else:
                server = uvicorn.Server(options)
                server.run(sockets)
                if not server.started:  # as uvicorn.run does: whoever started it must know
                    sys.exit(1)


def _listen(config: Config) -> list[socket.socket]:
    """Return the socket of the service and, if they are told, that of the figures."""
    sockets = [_open_socket(config.host, config.port)]
    if address := split_metrics(config):
        try:
            sockets.append(_open_socket(*address))
        except OSError as error:
            values = {"variable": "PARTNERBOT_METRICS", "value": config.metrics, "reason": error.strerror}
            raise ConfigError(Fault.METRICS_UNHEARD, **values) from error
    return sockets


def _open_socket(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


async def _collect_rubbish() -> None:
    """Collect rubbish now and then: objects that hold each other can hold what somebody asked."""
    while True:
        await asyncio.sleep(SECONDS_OF_RUBBISH)
        gc.collect()


def _spare_event_loop(app: FastAPI, config: Config) -> None:
    """Do now, while nobody is served yet, what would hold up the event loop later on."""
    import_runtime(config.encoder)
    import_module("anyio._backends._asyncio")  # else with the first thread
    app.openapi()
    gc.collect()
    gc.freeze()  # to look through what is never garbage takes 80 ms each time
    sys.setswitchinterval(SECONDS_OF_A_THREAD)


def load_searcher(config: Config, read: Callable[[Path], Index] = read_index) -> Searcher:
    """Return the searcher of the index in use, or what else `read` reads.

    Raises IndexUnusableError and EncoderError.
    """
    index = read(config.index)
    return Searcher(index, load_encoder(config.encoder), load_reader())


def _end(*_: object) -> None:
    raise SystemExit(0)


def _answer_errors(app: FastAPI) -> None:
    """Make `app` answer every error in the reader's language: with a problem, or a page that tells it."""

    @app.exception_handler(HTTPException)
    async def answer_http_error(request: Request, error: HTTPException) -> Response:
        language = await choose_language_of(request)
        headers = dict(error.headers or {})
        if "Allow" in headers:  # whose order is by chance
            headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
        phrase = DETAILS.get(error.status_code, Phrase.SERVER_FAILED)
        detail = say(phrase, language, allowed=headers.get("Allow", ""), limit=LIMITS.get(error.status_code))
        problem = describe_problem(error.status_code, detail, language)
        return tell_problem(request.scope, problem, language, headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid(request: Request, error: RequestValidationError) -> Response:
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return await answer_http_error(request, HTTPException(400))
        language = await choose_language_of(request)
        return tell_problem(request.scope, describe_invalid(error.errors(), language), language)

    @app.exception_handler(ProblemError)
    async def answer_problem(request: Request, error: ProblemError) -> Response:
        return await answer_refusal(request, error)

    @app.exception_handler(PartnerbotError)
    async def answer_refusal(request: Request, error: ProblemError | PartnerbotError) -> Response:
        language = await choose_language_of(request)
        status = error.status if isinstance(error, ProblemError) else 503
        problem = describe_problem(status, tell_refusal(error, language), language)
        return tell_problem(request.scope, problem, language, tell_retry(error))
