"""Measure how many questions are answered a second, against what the encoder alone can do in batches.

In one run and in turn: the encoder over all questions at once, on all cores; the service with one worker and
with two, each time other questions; one question asked again. The client is wrk on the same cores: its time
counts against the service and is told. Arguments: rounds, 5 without them; a file of questions and the folder
of an index, else those of documents/.
"""

import json
import os
import resource
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time, sleep
from urllib.request import urlopen

from benchmarks.client import (
    QUESTIONS,
    Case,
    Run,
    find_free_port,
    require_wrk,
    wait_until_ready,
    write_request,
)
from bot.answering.evidence import READ, Knowledge, open_knowledge
from bot.answering.pipeline import answer_inquiry, find_passages
from bot.config import Config
from bot.evaluation.measures import read_questions
from bot.http.admission.queue import MOST_QUEUED, THREADS
from bot.understanding.inquiry import Inquiry
from bot.understanding.question import understand
from index.encoding import BUNDLED
from index.encoding.encoder import load_encoder

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
FILE = Path(sys.argv[2]) if len(sys.argv) > 2 else QUESTIONS
INDEX = Path(sys.argv[3]) if len(sys.argv) > 3 else Config().index
SECONDS = 5  # of each measure in each round
READERS = THREADS + MOST_QUEUED  # as many as one worker takes
REQUESTS = 4_000  # different ones, many more than answers are kept
GOAL = 0.7
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Service:
    """A running service; `blocks` is the folder in which its workers tell what held up their event loops."""

    address: str
    metrics: str  # host and port
    process: int
    blocks: Path

    def measure_processor(self) -> float:
        """Return the seconds of processor time that it has taken, its workers' included."""
        family = [self.process]
        for process in family:
            tasks = Path(f"/proc/{process}/task").glob("*/children")
            family += [int(child) for task in tasks for child in task.read_text("ascii").split()]
        stats = [Path(f"/proc/{each}/stat").read_text("utf-8").rpartition(")")[2].split() for each in family]
        return sum(int(stat[11]) + int(stat[12]) for stat in stats) / TICKS

    def count_kept(self) -> float:
        """Return how many answers came from those that are kept."""
        with urlopen(f"http://{self.metrics}/metrics") as response:
            lines = response.read().decode().splitlines()
        return sum(
            float(line.split()[1]) for line in lines if line.startswith("partnerbot_kept_answers_total ")
        )

    def find_longest(self, since: float) -> dict[str, float]:
        """Return the longest of each kind of hold-up since a moment, in milliseconds."""
        longest: dict[str, float] = defaultdict(float)
        for file in self.blocks.iterdir():
            for line in map(json.loads, file.read_text("utf-8").splitlines()):
                if line["at"] >= since:
                    for kind in line.keys() & {"wall", "processor", "late"}:
                        longest[kind] = max(longest[kind], line[kind] * 1000)
        return longest


@contextmanager
def serve(workers: int) -> Iterator[Service]:
    """Serve with so many workers until the end of the context."""
    port, metrics = find_free_port(), f"127.0.0.1:{find_free_port()}"
    with TemporaryDirectory() as folder:
        settings = {"PORT": str(port), "WORKERS": str(workers), "RATE": "off", "INDEX": str(INDEX)}
        settings["METRICS"] = metrics
        environment = {f"PARTNERBOT_{name}": value for name, value in settings.items()} | {"BLOCKS": folder}
        command = [sys.executable, "-m", "benchmarks.watched"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(command, env=os.environ | environment, **quiet) as process:  # noqa: S603
            try:
                wait_until_ready(f"http://127.0.0.1:{port}")
                yield Service(f"http://127.0.0.1:{port}", metrics, process.pid, Path(folder))
            finally:
                process.terminate()


def measure_client() -> float:
    """Return the seconds of processor time that the clients that have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class Figure:
    """What one measure gave: a second, processor milliseconds each of both sides, shares kept and refused."""

    rate: float
    server: float
    client: float = 0
    kept: float = 0
    refused: float = 0


def measure_service(service: Service, cases: list[Case], readers: int = READERS) -> Figure:
    """Return what `service` does for `readers` that ask all the time; those asked come last the next time."""
    sleep(0.5)  # until what the readers before have left behind is done
    server, client, kept = service.measure_processor(), measure_client(), service.count_kept()
    counts = Run(service.address, cases, readers, seconds=SECONDS).finish()
    if counts.others:
        sys.exit(f"failed: {counts.others}")
    asked = (counts.answers + counts.refused + readers) % len(cases)
    cases[:] = cases[asked:] + cases[:asked]
    each = 1000 / counts.answers
    used = (service.measure_processor() - server) * each, (measure_client() - client) * each
    refused = counts.refused / (counts.answers + counts.refused)
    kept = (service.count_kept() - kept) / counts.answers
    return Figure(counts.answers / counts.seconds, *used, kept, refused)


def measure_encoder(questions: list[str]) -> Figure:
    """Return what the encoder does with all questions at once."""
    encoder, began, used = load_encoder(), perf_counter(), process_time()
    encoder.encode_questions(questions)
    wall, each = perf_counter() - began, 1000 / len(questions)
    return Figure(len(questions) / wall, (process_time() - used) * each)


def measure_parts(knowledge: Knowledge, questions: list[str]) -> tuple[float, ...]:
    """Return processor milliseconds a question: encoded alone, searched, answered."""
    encoder, taken = load_encoder(), []
    works: list[Callable[[str], object]] = [
        lambda question: encoder.encode_questions([question]),
        lambda question: find_passages(understand(Inquiry(question)), knowledge, READ),
        lambda question: answer_inquiry(Inquiry(question), knowledge),
    ]
    for work in works:
        used = process_time()
        for question in questions:
            work(question)
        taken.append((process_time() - used) * 1000 / len(questions))
    return tuple(taken)


def tell(name: str, figures: list[Figure], limits: list[Figure]) -> float:
    """Print a line of the table; return the share of the limit, the median of those of the rounds."""
    share = median(figure.rate / limit.rate for figure, limit in zip(figures, limits, strict=True))
    print(
        f"{name:26} {median(f.rate for f in figures):8.1f} {max(f.rate for f in figures):8.1f} {share:7.0%}"
        f" {median(f.server for f in figures):8.2f} {median(f.client for f in figures):7.2f}"
        f" {median(f.kept for f in figures):7.0%} {median(f.refused for f in figures):7.0%}"
    )
    return share


def tell_parts(parts: list[tuple[float, ...]], figures: Mapping[str, list[Figure]]) -> None:
    """Print where the processor's time of an answer goes."""
    encoded, searched, answered = (median(each) for each in zip(*parts, strict=True))
    batched = median(figure.server for figure in figures["encoder, in batches"])
    print("\nprocessor milliseconds of an answer")
    print(f"encoder, in batches      {batched:8.2f}")
    print(f"encoder, one question    {encoded:8.2f}")
    print(f"search around it         {searched - encoded:8.2f}")
    print(f"answer around that       {answered - searched:8.2f}")
    for name in ("one worker", "two workers"):
        server, client = (median(getattr(f, part) for f in figures[name]) for part in ("server", "client"))
        print(f"{name}: HTTP, waiting for each other {server - answered:.2f}, client {client:.2f}")


def tell_blocks(services: Mapping[str, Service], since: float) -> None:
    """Print the longest hold-ups of the event loops, before and since the load began."""
    print("\nlongest hold-up of the event loop, ms: callback, its processor time, delay of a timer")
    for name, service in services.items():
        for phase, begin in (("from the start", 0.0), ("under load", since)):
            longest = service.find_longest(begin)
            print(f"{name}, {phase:14}", *(f"{longest[kind]:7.1f}" for kind in ("wall", "processor", "late")))


def main() -> bool:
    """Measure and print; return whether two workers reach the goal."""
    asked = read_questions(FILE)
    questions = [question.question for question in asked]
    knowledge = open_knowledge(INDEX, BUNDLED)
    any_answer = {"any": "answer"}
    new = [Case(write_request(asked[n % len(asked)], n // len(asked)), any_answer) for n in range(REQUESTS)]
    figures: dict[str, list[Figure]] = defaultdict(list)
    parts = []
    with serve(1) as one, serve(2) as two:
        measure_encoder(questions), measure_service(one, new), measure_service(two, new, 2 * READERS)
        since = monotonic()
        for _ in range(ROUNDS):
            figures["encoder, in batches"].append(measure_encoder(questions))
            figures["one worker"].append(measure_service(one, new))
            figures["two workers"].append(measure_service(two, new, 2 * READERS))
            figures["one worker, one reader"].append(measure_service(one, new, 1))
            figures["one worker, asked again"].append(measure_service(one, new[:3]))
            parts.append(measure_parts(knowledge, questions[:150]))
        print(f"{len(questions)} questions of {FILE}, {ROUNDS} × {SECONDS} s, {READERS} readers a worker")
        print(f"{'':26} a second     most   share   server  client    kept refused")
        limits = figures["encoder, in batches"]
        shares = {name: tell(name, each, limits) for name, each in figures.items()}
        tell_parts(parts, figures)
        tell_blocks({"one worker": one, "two workers": two}, since)
    return shares["two workers"] >= GOAL


require_wrk()
sys.exit(0 if main() else 1)
