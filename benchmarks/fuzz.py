"""Fuzz the interface of the running service from its own description, with schemathesis.

    python -m benchmarks.fuzz [--cases 100000]

sends requests that fit the description and requests that do not, with another seed in each round, to the
service over var/index; each answer has to be as described and none may fail. Writes a line of JSON.
"""

import json
from collections import Counter
from collections.abc import Sequence
from time import monotonic
from typing import Any
from urllib.request import urlopen

from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from schemathesis.openapi import from_url

from benchmarks.client import measure_memory
from benchmarks.served import Service, run_alone, tell_result
from bot.understanding.inquiry import LONGEST_QUESTION

EXAMPLES = 200  # for each address and method in a round: the generator grows slower with their number
QUESTIONS = (
    "Wann wurde der Vertrag über die Partnerschaft unterzeichnet?",
    "Wer hat in Düsseldorf einen Hund?",
)
MOST_TOLD = 20


def configure(documents: Sequence[str], seed: int, generation: dict[str, Any], *, cover: bool = True) -> Any:
    """Return how to fuzz a service that holds `documents`; with `cover` also each value once."""
    # What leads deeper than what can be made up: into answers and pages.
    known = {"questions": {"values": list(QUESTIONS)}, "documents": {"values": list(documents)}}
    used = {
        "body.question": {"dictionary": "questions", "probability": 0.4},
        "query.question": {"dictionary": "questions", "probability": 0.4},
        "query.document": {"dictionary": "documents", "probability": 0.4},
        "path.path": {"dictionary": "documents", "probability": 0.4},
    }
    return SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "generation": {"database": "none", **generation},
            "phases": {
                "examples": {"enabled": cover},
                "coverage": {"enabled": cover},
                "stateful": {"enabled": False},
            },
            "checks": {
                "negative_data_rejection": {"expected-statuses": [400, 404, 405, 413, 415, 422, 431]},
                # Twenty earlier turns at their longest are too large together.
                "positive_data_acceptance": {"expected-statuses": ["2xx", 404, 413]},
            },
            "dictionaries": known,
            "parameters": used,
        }
    )


def fuzz(address: str, config: Any) -> tuple[Counter[str], list[str]]:
    """Return how many requests were sent, by address and answer, and what was wrong with the answers."""
    counts: Counter[str] = Counter()
    faults = []
    for event in from_schema(from_url(f"{address}/api/openapi.json", config=config)).execute():
        match event:
            case ScenarioFinished(recorder=recorder):
                for each in recorder.cases:
                    sent = recorder.interactions.get(each)
                    status = sent.response.status_code if sent and sent.response else "no answer"
                    counts[f"{recorder.label} {status}"] += 1
                failed = (
                    (recorder.cases[each].value, check)
                    for each, checks in recorder.checks.items()
                    for check in checks
                    if check.status is not Status.SUCCESS
                )
                for case, check in failed:
                    failure = str(check.failure_info and check.failure_info.failure)
                    if not is_described(case.body, failure):
                        faults.append(f"{recorder.label}: {check.name}: {failure}")
            case NonFatalError() | FatalError():
                faults.append(repr(event))
    return counts, faults


def is_described(body: object, failure: str) -> bool:
    """Return whether what was taken is only longer than a schema can say: blanks around are not counted."""
    question = body.get("question") if isinstance(body, dict) else None
    too_long = isinstance(question, str) and len(question.strip()) <= LONGEST_QUESTION < len(question)
    return too_long and "violates `maxLength` at /properties/question" in failure


def run(service: Service, wanted: int) -> bool:
    """Print and write what became of `wanted` requests or a few more; return whether none failed."""
    with urlopen(f"{service.address}/api/documents") as response:  # noqa: S310
        documents = [each["path"] for each in json.load(response)["documents"]]
    counts: Counter[str] = Counter()
    faults: list[str] = []
    memory: list[float] = []
    begun, rounds = monotonic(), 0
    while counts.total() < wanted and len(faults) < MOST_TOLD:
        rounds += 1
        config = configure(documents, rounds, {"max-examples": EXAMPLES}, cover=rounds == 1)
        more, wrong = fuzz(service.address, config)
        counts += more
        faults += wrong
        if wrong:  # at once: a run of hours may be ended
            print(f"round {rounds}:", *wrong[:MOST_TOLD], sep="\n")
        memory.append(measure_memory(service.process))
        print(f"{counts.total()} requests, {len(faults)} faults, {memory[-1]:.0f} MB", flush=True)
    tracebacks = service.count_in_log("Traceback") + service.count_in_log(" while answering:")
    ended = service.end()
    figures = {
        "cases": counts.total(),
        "faults": len(faults),
        "seconds": round(monotonic() - begun),
        "statuses": dict(sorted(Counter(each.rpartition(" ")[2] for each in counts.elements()).items())),
        "tracebacks": tracebacks,
        "megabytes": [round(memory[0]), round(max(memory)), round(memory[-1])],  # first, most, last
        "ended badly": ended,
    }
    return tell_result("fuzzed API", figures, service, kept=not (faults or tracebacks or ended))


if __name__ == "__main__":
    run_alone(run, 100_000)
