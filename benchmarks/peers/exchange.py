"""How a system is asked: a process of its own, in its own environment, that reads and writes lines of JSON.

Both sides are here. This file and those of the peers run without Partnerbot and its packages.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Any, Self

PLACE = Path("var/peers")
WEIGHTS = PLACE / "weights"
QUERY, PASSAGE = "query: ", "passage: "  # what multilingual-e5 was trained with
PASSAGES = 20  # asked of each system, as `partnerbot evaluate` does; the documents they are from are counted
VARIABLES = {"HF_HUB_OFFLINE": "1", "HAYSTACK_TELEMETRY_ENABLED": "False", "TQDM_DISABLE": "1"}

Work = Callable[[str], Sequence[str]]  # a question in, the paths of the documents found out, best first


@dataclass(frozen=True, slots=True)
class Text:
    """A document as every peer gets it: read, without its front matter."""

    path: str
    title: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """Where the documents are and where a system keeps its index of them."""

    documents: Path
    store: Path

    def write_texts(self, texts: Sequence[Text]) -> None:
        """Keep `texts` where all systems read them."""
        self.store.parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(asdict(text), ensure_ascii=False) for text in texts]
        self._texts.write_text("\n".join(lines) + "\n", "utf-8")

    def read_texts(self) -> list[Text]:
        """Return the documents."""
        return [Text(**json.loads(line)) for line in self._texts.read_text("utf-8").split("\n")[:-1]]

    @property
    def _texts(self) -> Path:
        return self.store.parent / "texts.jsonl"


def take_part(build: Callable[[Task], None], load: Callable[[Task], Mapping[str, Work]]) -> None:
    """Build an index or answer from it, as the command line says: what a system's process does."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no reply
    task = Task(Path(sys.argv[2]), Path(sys.argv[3]))
    if sys.argv[1] == "build":
        build(task)
        return
    works = load(task)
    for line in sys.stdin:
        asked = json.loads(line)
        found, seconds = [], []
        for question in asked["questions"]:
            start = perf_counter()
            paths = works[asked["work"]](question)
            seconds.append(perf_counter() - start)
            found.append(list(paths))
        print(json.dumps({"found": found, "seconds": seconds}), file=replies, flush=True)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system found for each question of a block, and in how many seconds."""

    found: list[list[str]]
    seconds: list[float]


class Peer:
    """A system's process, seen from outside; a context, at whose end the process is over."""

    def __init__(self, python: Path, name: str, task: Task) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            make_command(python, name, "answer", task),
            env=os.environ | VARIABLES,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        """Return the system."""
        return self

    def __exit__(self, *_: object) -> None:
        """End its process, which stops when nothing more can be asked."""
        self._process.__exit__(None, None, None)

    def ask(self, work: str, questions: Sequence[str]) -> Reply:
        """Return what the system finds for `questions`, asked one after the other."""
        pipes = self._process
        print(json.dumps({"work": work, "questions": list(questions)}), file=pipes.stdin, flush=True)
        reply = pipes.stdout.readline() if pipes.stdout else ""
        if not reply:
            raise ChildProcessError(f"no reply: {pipes.args!r}")
        return Reply(**json.loads(reply))

    def measure_memory(self) -> dict[str, int]:
        """Return the megabytes that the process holds: all, and with its share of what others hold too."""
        path = Path(f"/proc/{self._process.pid}/smaps_rollup")
        sizes: dict[str, Any] = {
            line.split(":")[0]: int(line.split()[1]) for line in path.read_text().splitlines()[1:]
        }
        return {"rss": sizes["Rss"] // 1024, "pss": sizes["Pss"] // 1024}


def make_command(python: Path, name: str, action: str, task: Task) -> list[str]:
    """Return the command that runs the system `name`."""
    return [str(python), "-m", f"benchmarks.peers.{name}", action, str(task.documents), str(task.store)]
