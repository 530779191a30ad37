"""Partnerbot beside what people would use instead, in one run: the same documents, questions and weights.

    python -m benchmarks.peers [POOL ...] [--most N]

Over `documents/` with our own questions, and over each POOL, a folder with `documents/` and
`questions.jsonl`. Retrieval is compared, not generation. Each system answers in a process and an
environment of its own, below var/peers; blocks of questions go to all in turn, so that what else the
machine does hits all of them. Writes var/peers/figures.json and tables.md, and docs/peers.png.

It wants an idle machine: the threads of torch spin, and beside other work a question takes them twenty times
as long. OMP_WAIT_POLICY=passive prevents that, and costs them a third where nothing else runs.
"""

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from time import perf_counter, strftime
from typing import Any

from benchmarks.peers.exchange import PLACE, VARIABLES, WEIGHTS, Peer, Task, Text, make_command
from benchmarks.peers.figures import find_relevant, measure_recall, summarise_times, write_table
from benchmarks.weights import write_weights
from bot.evaluation.measures import Question, read_questions
from index.documents.document import read_documents
from index.encoding.bundle import find_bundle, read_bundle
from index.encoding.prepare import prepare_model

BLOCK = 20
OURS = "partnerbot"
SYSTEMS = {  # the file here that runs it -> its name, and the package that tells its version
    OURS: ("Partnerbot", "partnerbot"),
    "llamaindex": ("LlamaIndex", "llama-index-core"),
    "haystack": ("Haystack", "haystack-ai"),
    "txtai": ("txtai", "txtai"),
    "cairn": ("Cairn, words only", "cairn-assistant"),
}
PICTURE = Path("docs/peers.png")


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, and questions about them."""

    name: str
    folder: Path
    questions: list[Question]
    texts: list[Text]
    paired: bool  # each question has one document


def read_collection(name: str, folder: Path, questions: Path, most: int | None) -> Collection:
    """Return the documents of `folder` and the first `most` of the questions about them."""
    documents, errors = read_documents(folder)
    if errors:
        raise ExceptionGroup("documents that cannot be read", errors)
    texts = [Text(one.path, one.title, one.language, one.text[one.body :].strip()) for one in documents]
    asked = read_questions(questions)
    paired = any(question.relevant for question in asked)
    return Collection(name, folder, [find_relevant(each, texts) for each in asked[:most]], texts, paired)


def find_python(name: str) -> Path:
    """Return the interpreter of the system `name`, in an environment made from its list of packages."""
    if name == OURS:
        return Path(sys.executable)
    wanted = Path(__file__).with_name(f"{name}.txt")
    folder = PLACE / "environments" / name
    installed = folder / wanted.name
    if not installed.exists() or installed.read_bytes() != wanted.read_bytes():
        print(f"Installing what {wanted} names.", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)  # noqa: S603
        install = [str(folder / "bin/pip"), "install", "--quiet", "--no-deps", "-r", str(wanted)]
        subprocess.run(install, check=True)  # noqa: S603
        installed.write_bytes(wanted.read_bytes())
    return folder / "bin/python"


def prepare_weights() -> None:
    """Write the models that are computed, where they are not there yet."""
    prepare_model()
    if not (WEIGHTS / "modules.json").exists():  # written last
        write_weights(read_bundle(find_bundle()), WEIGHTS)


def compare(collection: Collection) -> list[dict[str, Any]]:
    """Return the figures of each system over `collection`."""
    place = PLACE / "collections" / collection.name
    rmtree(place, ignore_errors=True)
    tasks = {system: Task(collection.folder, place / system) for system in SYSTEMS}
    tasks[OURS].write_texts(collection.texts)
    rows = {system: {"system": system, "name": SYSTEMS[system][0]} for system in SYSTEMS}
    for system, task in tasks.items():
        start = perf_counter()
        command = make_command(find_python(system), system, "build", task)
        subprocess.run(command, check=True, env=os.environ | VARIABLES)  # noqa: S603
        rows[system]["build_s"] = perf_counter() - start
    with ExitStack() as running:
        peers = {}
        for system, task in tasks.items():
            start = perf_counter()
            peers[system] = running.enter_context(Peer(find_python(system), system, task))
            peers[system].ask("search", [collection.questions[0].question])
            rows[system]["first_s"] = perf_counter() - start
        asked = ask_in_turn(peers, [question.question for question in collection.questions])
        for system, peer in peers.items():
            rows[system]["memory"] = peer.measure_memory()
    for system in SYSTEMS:
        found, seconds = asked[system, "search"]
        rows[system]["times"] = summarise_times(seconds)
        rows[system]["recall"] = measure_recall(collection.questions, found, collection.texts)
    answer = {"name": f"{rows[OURS]['name']}, whole answer", "system": OURS}
    answer["times"] = summarise_times(asked[OURS, "answer"][1])
    return [*rows.values(), answer]


def ask_in_turn(
    peers: dict[str, Peer], questions: Sequence[str]
) -> dict[tuple[str, str], tuple[list[list[str]], list[float]]]:
    """Return what each system found for `questions`, and the seconds of each, by system and kind of work."""
    works = [*((system, "search") for system in peers), (OURS, "answer")]
    asked: dict[tuple[str, str], tuple[list[list[str]], list[float]]] = defaultdict(lambda: ([], []))
    for system, work in works:
        peers[system].ask(work, questions[:BLOCK])  # what is loaded at the first questions is not timed
    for number, start in enumerate(range(0, len(questions), BLOCK)):
        turn = number % len(works)
        for system, work in [*works[turn:], *works[:turn]]:
            reply = peers[system].ask(work, questions[start : start + BLOCK])
            asked[system, work][0].extend(reply.found)
            asked[system, work][1].extend(reply.seconds)
    return asked


def describe_run() -> dict[str, Any]:
    """Return the day, the machine and the versions."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    processor = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    versions = {SYSTEMS[OURS][0]: version(OURS)}
    for system, (name, package) in SYSTEMS.items():
        if system != OURS:
            pinned = Path(__file__).with_name(f"{system}.txt").read_text("utf-8").splitlines()
            versions[name] = next(line for line in pinned if line.startswith(f"{package}==")).split("==")[1]
    return {
        "day": strftime("%Y-%m-%d"),
        "processor": f"{processor}, {os.cpu_count()} cores",
        "load": [round(load, 1) for load in os.getloadavg()],
        "versions": versions,
    }


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("pools", nargs="*", type=Path, metavar="POOL")
    parser.add_argument("--most", type=int, help="ask only so many questions of each collection")
    arguments = parser.parse_args()
    collections = [
        *(
            read_collection(pool.name, pool / "documents", pool / "questions.jsonl", arguments.most)
            for pool in arguments.pools
        ),
        read_collection("documents", Path("documents"), Path("tests/data/questions.jsonl"), arguments.most),
    ]
    prepare_weights()
    for system in SYSTEMS:
        find_python(system)
    figures = {"run": describe_run(), "collections": {each.name: compare(each) for each in collections}}
    figures["run"]["load_after"] = [round(load, 1) for load in os.getloadavg()]
    tables = [
        f"{each.name}: {len(each.texts)} documents, {len(each.questions)} questions\n\n"
        + write_table(figures["collections"][each.name], paired=each.paired)
        for each in collections
    ]
    (PLACE / "figures.json").write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (PLACE / "tables.md").write_text("\n\n".join(tables) + "\n", "utf-8")
    draw = [
        sys.executable,
        "-m",
        "benchmarks.peers.chart",
        str(PLACE / "figures.json"),
        str(PICTURE),
    ]
    subprocess.run(draw, check=True)  # noqa: S603
    print(json.dumps(figures["run"], ensure_ascii=False), *tables, f"drawn in {PICTURE}", sep="\n\n")


if __name__ == "__main__":
    main()
