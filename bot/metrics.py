"""What Prometheus reads at an address of its own: requests, answers, verdicts, the index.

Counts, never what was asked.
"""

import struct
import time
from collections.abc import Iterator
from contextlib import suppress

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.accept_language import choose_language
from bot.answer import Answer
from bot.edge import problem_response
from bot.live import LiveSearcher
from bot.phrases import Phrase, say
from bot.policy import STRICTEST
from bot.problems import ProblemError, describe_problem
from bot.wire import Feedback

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)
TRIES = 10
ANSWER_SECONDS = (0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 20)

disable_created_metrics()  # type: ignore[no-untyped-call]  # a time for each counter, which nobody asks for


class Metrics:
    """The figures of the service; each application has its own.

    With `shared`, the folder that prometheus_client writes to, they are those of all workers together; only
    what is said of the index is that of the worker that is asked.
    """

    def __init__(self, live: LiveSearcher, shared: str | None = None) -> None:
        self._registry = CollectorRegistry()
        self._index = IndexFigures(live)
        self._shared = shared
        self._requests = self._make_counter("requests", "Requests answered.", "method", "route", "status")
        self._request_seconds = Histogram(
            "partnerbot_request_seconds",
            "Time from a request to the end of its response.",
            ["route"],
            buckets=REQUEST_SECONDS,
            registry=self._registry,
        )
        self._answers = self._make_counter("answers", "Questions, by how they ended.", "status", "language")
        self._answer_seconds = Histogram(
            "partnerbot_answer_seconds",
            "Time from a question to the end of its answer, waiting for a thread included.",
            buckets=ANSWER_SECONDS,
            registry=self._registry,
        )
        self._kept = self._make_counter("kept_answers", "Questions answered from what was kept in memory.")
        self._feedback = self._make_counter(
            "feedback", "Verdicts of readers on answers.", "status", "language", "verdict"
        )
        self._reloads = self._make_counter(
            "index_reloads", "Times that a worker exchanged its index for a new one."
        )
        live.on_exchange = self._reloads.inc

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `method` and `route` must be of few values."""
        self._requests.labels(method, route, status).inc()
        self._request_seconds.labels(route).observe(seconds)

    def count_answer(self, answer: Answer, seconds: float) -> None:
        """Count an answer that took `seconds`."""
        self._answers.labels(answer.status, answer.language).inc()
        self._answer_seconds.observe(seconds)

    def count_kept(self) -> None:
        """Count an answer that was kept."""
        self._kept.inc()

    def count_feedback(self, feedback: Feedback) -> None:
        """Count what a reader thinks of an answer."""
        self._feedback.labels(feedback.status, feedback.language, feedback.verdict).inc()

    def write(self) -> bytes:
        """Return all figures in the text format of Prometheus, in UTF-8."""
        registry = CollectorRegistry()
        registry.register(self._index)
        if self._shared:
            MultiProcessCollector(registry, self._shared)  # type: ignore[no-untyped-call]
            return _write_shared(registry)
        return generate_latest(self._registry) + generate_latest(registry)

    def _make_counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"partnerbot_{name}_total", meaning, labels, registry=self._registry)


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
            language = choose_language(Headers(scope=scope).get("accept-language", ""))
            problem = describe_problem(404, say(Phrase.ADDRESS_UNKNOWN, language), language)
            await problem_response(problem, STRICTEST)(scope, receive, send)


def _write_shared(registry: CollectorRegistry) -> bytes:
    for _ in range(TRIES):
        # Another worker may just have made its file, and not yet written its length.
        with suppress(struct.error):
            return generate_latest(registry)
        time.sleep(0.02)
    return generate_latest(registry)


class IndexFigures(Collector):
    """What is said of the index in use, read when it is asked for."""

    def __init__(self, live: LiveSearcher) -> None:
        self._live = live

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures; while no index is loaded, only that."""
        try:
            searcher = self._live.get()
        except ProblemError:
            searcher = None
        yield _gauge("ready", "1 when questions are answered, else 0.", int(searcher is not None))
        if searcher is None:
            return
        yield _gauge("index_documents", "Documents in the index.", len(searcher.documents))
        yield _gauge("index_chunks", "Pieces of documents in the index.", searcher.chunks)
        refused = "1 while another index than the one switched in answers, because that was refused, else 0."
        yield _gauge("index_refused", refused, int(self._live.refusal is not None))
        if self._live.built is not None:
            yield _gauge(
                "index_built_timestamp_seconds",
                "When the index was built, in seconds since 1970; its age is time() less this.",
                self._live.built,
            )


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"partnerbot_{name}", meaning, value)
