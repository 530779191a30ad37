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

from bot.answering.answer import Answer
from bot.http.problems import ProblemError
from bot.http.reload import Reloader
from bot.http.schemas import Feedback

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

    def __init__(self, reloader: Reloader, shared: str | None = None) -> None:
        self._registry = CollectorRegistry()
        self._index = IndexFigures(reloader)
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
        self._cached = self._make_counter("kept_answers", "Questions answered from what was kept in memory.")
        self._feedback = self._make_counter(
            "feedback", "Verdicts of readers on answers.", "status", "language", "verdict"
        )
        self._reloads = self._make_counter(
            "index_reloads", "Times that a worker exchanged its index for a new one."
        )
        reloader.on_exchange = self._reloads.inc

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; `method` and `route` must be of few values."""
        self._requests.labels(method, route, status).inc()
        self._request_seconds.labels(route).observe(seconds)

    def count_answer(self, answer: Answer, seconds: float) -> None:
        """Count an answer that took `seconds`."""
        self._answers.labels(answer.status, answer.language).inc()
        self._answer_seconds.observe(seconds)

    def count_cached(self) -> None:
        """Count an answer that was cached."""
        self._cached.inc()

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


def _write_shared(registry: CollectorRegistry) -> bytes:
    for _ in range(TRIES):
        # Another worker may just have made its file, and not yet written its length.
        with suppress(struct.error):
            return generate_latest(registry)
        time.sleep(0.02)
    return generate_latest(registry)


class IndexFigures(Collector):
    """What is said of the index in use, read when it is asked for."""

    def __init__(self, reloader: Reloader) -> None:
        self._reloader = reloader

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures; while no index is loaded, only that."""
        try:
            retriever = self._reloader.get().retriever
        except ProblemError:
            retriever = None
        yield _gauge("ready", "1 when questions are answered, else 0.", int(retriever is not None))
        if retriever is None:
            return
        yield _gauge("index_documents", "Documents in the index.", len(retriever.documents))
        yield _gauge("index_chunks", "Pieces of documents in the index.", retriever.size)
        refused = "1 while another index than the one switched in answers, because that was refused, else 0."
        yield _gauge("index_refused", refused, int(self._reloader.refusal is not None))
        if self._reloader.built is not None:
            yield _gauge(
                "index_built_timestamp_seconds",
                "When the index was built, in seconds since 1970; its age is time() less this.",
                self._reloader.built,
            )


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"partnerbot_{name}", meaning, value)
