"""Asks a running service with wrk and counts what came back; each accepted answer is compared whole."""

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Self

import numpy as np

from bot.evaluation.measures import Question, read_questions

QUESTIONS = Path("tests/data/questions.jsonl")
# From this day on nothing changes any more: the same answer, but on each day it is another question.
LATER = date(2100, 1, 1)
SCRIPT = Path(__file__).with_name("client.lua")
MOST_SECONDS = 6 * 3600  # a run that is ended from outside


@dataclass(frozen=True, slots=True)
class Case:
    """A question as it is sent, and what may come back: each answer and the name it is counted under."""

    asked: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """What came back; `milliseconds` are those of the accepted answers, `others` should be empty."""

    accepted: dict[str, int]
    refused: int  # with 503 and when to try again
    others: dict[str, int]
    seconds: float
    milliseconds: list[float]

    @property
    def answers(self) -> int:
        """Return how many answers were accepted; all of them are among those expected."""
        return sum(self.accepted.values())

    def percentile(self, share: float) -> float:
        """Return the milliseconds that `share` percent of the accepted answers took at most."""
        return float(np.percentile(self.milliseconds, share)) if self.milliseconds else float("nan")


class Run:
    """wrk at work: `connections` that each ask, wait for the answer, pause and ask again."""

    def __init__(
        self,
        address: str,
        cases: Sequence[Case],
        connections: int,
        pause: float = 0,
        seconds: int = MOST_SECONDS,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / "cases.lua"
        file.write_text(f"return {{{','.join(map(_write_case, cases))}}}\n", encoding="utf-8")
        many = ["-t", str(connections), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "60s"]
        arguments = [str(file), f"{pause:.1f}", str(connections)]
        command = ["wrk", *many, "-s", str(SCRIPT), address, "--", *arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()

    def finish(self, *, now: bool = False) -> Counts:
        """Return what was counted, when the time is over or `now`."""
        if now:
            self._process.send_signal(signal.SIGINT)
        output, _ = self._process.communicate()
        self._folder.cleanup()
        return Counts(**json.loads(output.splitlines()[-1]))


def require_wrk() -> None:
    """End the program with what to do where wrk is missing."""
    if not shutil.which("wrk"):
        sys.exit("wrk is missing; as root on Debian, tests/install_debian.sh installs it.")


def find_free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(address: str, seconds: float = 300) -> None:
    """Wait until the service answers questions; end the program when it does not."""
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/ready").close()  # noqa: S310
        except OSError:
            sleep(0.2)
        else:
            return
    sys.exit("the service is not ready")


def ask(address: str, question: Question) -> str:
    """Return the answer to `question`, as it was sent."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{address}/api/ask", write_request(question).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request) as response:  # noqa: S310
        content: bytes = response.read()
    return content.decode()


def ask_known(address: str) -> dict[Question, str]:
    """Return those of the known questions that the idle service answers rightly, and their answers.

    Ends the program when it does not answer one twice alike.
    """
    answers = {}
    for question in read_questions(QUESTIONS):
        answer = ask(address, question)
        content = json.loads(answer)
        text = "\n".join([content["text"], *(citation["quote"] for citation in content["citations"])])
        if question.is_right(text) and (content["status"] == "answered") is question.answerable:
            answers[question] = answer
            if ask(address, question) != answer:
                sys.exit(f"{question.id} is not always answered alike")
    return answers


def write_request(question: Question, days: int = 0) -> str:
    """Return what is sent to ask `question`; on another number of `days` it is another question."""
    asked = {"question": question.question, "as_of": LATER.isoformat()}
    return put_off(json.dumps(asked, ensure_ascii=False), days)


def put_off(text: str, days: int) -> str:
    """Return a request for LATER, or its answer, for a day so many `days` later: nothing else differs."""
    return text.replace(LATER.isoformat(), (LATER + timedelta(days)).isoformat())


def measure_memory(process: int | str = "self") -> float:
    """Return the megabytes (2^20 bytes) of memory that `process` takes now."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _write_case(case: Case) -> str:
    answers = ",".join(f"[{_quote(answer)}]={_quote(name)}" for answer, name in case.answers.items())
    return f"{{asked={_quote(case.asked)},answers={{{answers}}}}}"


def _quote(text: str) -> str:
    """Return `text` as Lua writes it: byte by byte where it is not plain."""
    plain = (
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03d}" for byte in text.encode()
    )
    return f'"{"".join(plain)}"'
