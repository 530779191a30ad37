"""Two workers under load for hours, with accidents: reloads, killed workers, no Redis, no descriptors.

    python -m benchmarks.soak [--minutes 120]

Twice a minute the index is built and switched in, in turns from the documents of this repository and from
some of them. Each minute the younger worker is killed with SIGKILL, so that the older one can be watched over
the whole time. In each three minutes Redis is away for 20 s, in turns killed and halted, and for 20 s no
worker may open a descriptor. Meanwhile readers ask more than is answered, one of them more than it may. Every
answer is compared with those that one idle worker gave from either index. Writes a line of JSON.
"""

import argparse
import json
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

from benchmarks.accidents import WORKERS, Accidents, Watch, build
from benchmarks.client import LATER, QUESTIONS
from benchmarks.readers import FINE, KILLED, RIGHT, WRONG, Connection, Readers, Request
from benchmarks.served import Redis, Service, tell_result
from bot.evaluation.measures import read_questions

READERS = 16
RATE = "60/minute"
LEFT_OUT = "sport-exchanges.*"
WARM = 0.2  # of the time, after which memory has to be flat
GROWTH = 0.05
SECONDS_TO_RECOVER = 120  # a refused index is tried again after a minute at most
LOOKS_AT_READINESS = 20


def list_requests(documents: Path) -> list[Request]:
    """Return what the readers ask for: all known questions, some with a turn before, searches and pages."""
    questions = [each.question for each in read_questions(QUESTIONS)]
    asked: list[dict[str, Any]] = [{"question": each, "as_of": LATER.isoformat()} for each in questions]
    asked += [each | {"history": [{"question": questions[0]}]} for each in asked[::10]]
    paths = ["/", "/accessibility", "/widget.js", "/static/page.css", "/health"]
    paths += ["/api/documents", "/api/openapi.json", "/api/texts?language=ru", "/?ui=ru"]
    names = sorted(
        each.name for each in documents.iterdir() if each.name not in {"SOURCES.md", "topics.yaml"}
    )
    paths += [f"/documents/{quote(each)}" for each in names if not Path(each).match(LEFT_OUT)]
    searches = [urlencode({"question": each, "as_of": LATER.isoformat()}) for each in questions[::10]]
    paths += [f"/api/search?{each}" for each in searches]
    bodies = [json.dumps(each, ensure_ascii=False) for each in asked]
    return [*(Request("/api/ask", each) for each in bodies), *map(Request, paths)]


def ask_all(service: Service, requests: list[Request]) -> dict[Request, str]:
    """Return the answers of a service that does nothing else, or the status where that is not 200."""
    connection = Connection(service.place)
    answers: dict[Request, str] = {}
    for number, request in enumerate(requests):
        status, answer = connection.try_ask(request, f"198.19.{number // 256}.{number % 256}")
        answers[request] = answer if status == 200 else f"status {status}: {answer}"
    connection.close()
    return answers


def collect_answers(folder: Path, index: Path, requests: list[Request]) -> dict[Request, str]:
    """Return the answers to all `requests` that one worker gives from `index`, each twice alike."""
    folder.mkdir()
    with Service(folder, index=str(index), rate="off") as service:
        answers, again = ask_all(service, requests), ask_all(service, requests)
    if bad := [each for each, told in answers.items() if told != again[each] or told.startswith("status ")]:
        sys.exit(f"not always answered, or not alike: {bad[:3]}")
    return answers


def fit(looks: list[tuple[float, float]], seconds: float) -> tuple[float, float]:
    """Return by how many MB an hour memory grew after it was warm, and over that time, by how much of it."""
    warm = [each for each in looks if each[0] >= WARM * seconds]
    if len(warm) < 3:
        return float("nan"), float("nan")
    times, sizes = np.array(warm).T
    slope, begin = np.polyfit(times, sizes, 1)
    growth = slope * (times[-1] - times[0]) / (begin + slope * times[0])
    return float(slope * 3600), float(growth)


def wait_until_recovered(service: Service, documents: int) -> float:
    """Return the seconds until every worker answers from the index in use, infinite beyond the limit."""
    begun, alike = monotonic(), 0
    while alike < LOOKS_AT_READINESS:
        if monotonic() - begun > SECONDS_TO_RECOVER:
            return float("inf")
        connection = Connection(service.place)  # of another worker, perhaps
        status, body = connection.try_ask(Request("/ready"))
        connection.close()
        is_right = status == 200 and json.loads(body) == {"status": "ready", "documents": documents}
        alike = alike + 1 if is_right else 0
        sleep(0.1)
    return monotonic() - begun


def run(minutes: float, folder: Path) -> bool:
    """Run the soak below `folder`; return whether everything was kept."""
    documents, fewer, index = Path("documents"), folder / "fewer", folder / "index"
    shutil.copytree(documents, fewer, ignore=shutil.ignore_patterns(LEFT_OUT))
    requests = list_requests(documents)
    answers = []
    for each in (fewer, documents):
        if not build(each, index):
            return False
        answers.append(collect_answers(folder / f"served-{each.name}", index, requests))
    known = {each: frozenset(told[each] for told in answers) for each in requests}
    print(
        f"{len(known)} requests, {sum(len(each) > 1 for each in known.values())} changed by a reload",
        flush=True,
    )

    (folder / "served").mkdir()
    with Redis(folder) as redis:
        store = f"redis://127.0.0.1:{redis.port}/0"
        settings = {"workers": str(WORKERS), "rate": RATE, "rate_store": store, "proxies": "127.0.0.1"}
        with Service(folder / "served", index=str(index), **settings) as service:
            readers = Readers(service.place, known, READERS)
            watch = Watch(service, [fewer, documents], index)
            accidents = Accidents(service, readers, redis)
            try:
                accidents.happen(60 * minutes)
            finally:
                readers.finish()
                watch.finish()
            last = answers[1 - watch.reloads % 2]
            return tell(60 * minutes, readers, accidents, watch, last)


def tell(
    seconds: float, readers: Readers, accidents: Accidents, watch: Watch, last: dict[Request, str]
) -> bool:
    """Let the service come to rest and end; print and write what became of it; return whether all was kept.

    `last` are the answers from the index switched in last.
    """
    service, counts = accidents.service, readers.counts
    alive = service.is_alive()
    recovered = float("inf")
    if alive:
        recovered = wait_until_recovered(service, json.loads(last[Request("/api/documents")])["total"])
    calm = ask_all(service, list(last)) if alive else {}
    older, *_ = service.list_workers()
    slope, growth = fit(watch.memory.get(older, []), seconds)
    generations, _ = fit(accidents.last_memory, seconds)
    parent, _ = fit(watch.memory.get(service.process, []), seconds)
    ended = service.end()
    died = service.count_in_log("] died") - accidents.happened.get("kill", 0)
    tracebacks = service.count_in_log("Traceback") + service.count_in_log(" while answering:")
    others = {name: count for name, count in counts.items() if name not in FINE}
    rows: list[tuple[str, object, bool]] = [
        ("minutes", round(seconds / 60, 1), True),
        ("requests", counts.total(), True),
        ("right", counts[RIGHT], counts[RIGHT] > 0),
        ("429", counts["429"], counts["429"] > 0),
        ("503", counts["503"], True),
        ("wrong", counts[WRONG], not counts[WRONG]),
        ("other statuses, lost", others, not others),
        (KILLED, counts[KILLED], True),
        ("slowest, seconds", round(readers.slowest, 1), True),
        ("accidents", accidents.happened, True),
        ("reloads", watch.reloads, not watch.failed),
        ("died by themselves", died, died == 0),
        ("seconds to recover", round(recovered, 1), recovered <= SECONDS_TO_RECOVER),
        ("wrong at rest", sum(calm.get(each) != told for each, told in last.items()), calm == last),
        ("older worker, MB an hour", round(slope, 2), True),
        ("older worker, growth", round(growth, 4), growth <= GROWTH),
        ("killed workers, MB an hour", round(generations, 2), True),
        ("parent, MB an hour", round(parent, 2), True),
        ("tracebacks", tracebacks, tracebacks == 0),
        ("log, lines", service.count_in_log("\n"), True),
        ("ended badly", ended, not ended),
    ]
    print(*readers.faults, sep="\n")
    for name, figure, fine in rows:
        print(f"{name:30} {figure}{'' if fine else '   NOT KEPT'}")
    figures = {name: figure for name, figure, _ in rows}
    return tell_result("soak", figures, service, kept=all(fine for *_, fine in rows))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing is left behind
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=120)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory(prefix="soak-") as temporary:
        kept = run(minutes, Path(temporary))
    sys.exit(0 if kept else 1)
