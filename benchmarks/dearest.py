"""Look for the request that costs most of the processor, by climbing from what is known to be dear.

    python -m benchmarks.dearest [TRIES]

asks the service over var/index, in this process, and prints the dearest requests that it found against an
ordinary question: with everything, and without what the encoder and the reader take.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nlargest
from itertools import count
from operator import itemgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np
from starlette.testclient import TestClient

from bot.answering.evidence import Knowledge, open_knowledge
from bot.config import Config
from bot.http.app import create_app
from bot.http.middleware.request_limits import BODY_KILOBYTES
from bot.http.schemas import MOST_TURNS, RAW_CHARACTERS
from bot.understanding.inquiry import LONGEST_QUESTION
from index.encoding import BUNDLED
from index.encoding.encoder import Encoder, Vectors, load_encoder
from index.reading.reader import UNREAD, Readable, Reading
from index.search import Searcher
from index.storage.store import read_index

NEW = "new"  # stands for a word that was not there before
PIECES = (
    *"@.,-'/:()[]+_? \t\u00a0\u200b\u0301\u0316",
    *("a", "y", "x", "ß", "İ", "и", "ё", "漢", "😀", "1", "0", "½", "\ufb2c", "\u0958", "\ufdfa"),
    *(NEW, "A", "ABC", "a.b@", "www.", "http://", "(at)", " at ", " dot ", "[dot]", ".com", "%40"),
    *("0211 ", "+7 ", "89 91 ", "4111 ", "DE89 ", "0049", "12.03.", "№ ", "Vertrag ", "договор "),
    *("da", "dax ", "das ", "es ", ", ", " zu ", "wer ", "und ", "dies", "dieses jahr", "how many "),
    *("are there ", "that ", "is ", "what about ", "ето ", "что ", "а ", "shch", "tsch", "hallo "),
)
# What was dear once, or nearly: the first is what to repeat in the question, the others in earlier ones.
SEEDS = (
    (("und davor?",), *[("@",)] * MOST_TURNS),
    (("@",), ("@",)),
    (("\ufdfa",), ("\ufdfa",)),
    (("\ufb2c",), ("\ufb2c",)),
    (("0211 ", "89 91 "), ("0211 ", "89 91 ")),
    (("4111 ", "4111 "), ("1",)),
    (("DE89 ",), ("a.b@",)),
    ((NEW, " "), (NEW, " "), (NEW, " "), (NEW, " ")),
    (("und ", "漢"), ("漢",)),
    (("how many ",), ("da", "x ", ", ")),
    (("wer ",), ("а ",)),
    (("a", " at ", "b", " dot "), ("a", " at ", "b", " dot ")),
)
ORDINARY = "Wer hat das Kommuniqué für die Jahre 2020 bis 2023 unterschrieben?"
LANGUAGES = (None, "de", "ru", "en")
KEPT = 8
# From this day on nothing changes any more: the same answer, but on each day it is another question.
LATER = date(2100, 1, 1)

Unit = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """What to repeat in the question and in each earlier one, and the language to answer in."""

    question: Unit
    before: tuple[Unit, ...] = ()
    language: str | None = None

    def write(self) -> dict[str, Any]:
        """Return the request as it is sent: as long as it may be, and no longer than is taken."""
        asked: dict[str, Any] = {"question": repeat(self.question, LONGEST_QUESTION)}
        if self.language:
            asked["language"] = self.language
        asked["history"] = [{"question": repeat(unit, RAW_CHARACTERS)} for unit in self.before]
        while len(json.dumps(asked, ensure_ascii=False).encode()) > BODY_KILOBYTES * 1_000:  # a date follows
            asked["history"].pop(0)
        return asked


def repeat(unit: Unit, most: int) -> str:
    """Return `unit` again and again, at most `most` characters in NFC."""
    text = ""
    for number in count():
        text += "".join(spell(number) if piece == NEW else piece for piece in unit)
        if len(text) >= most:
            break
    text = text[:most]
    grown = len(unicodedata.normalize("NFC", text))
    return text if grown <= most else text[: (most - 10) * len(text) // grown]


def spell(number: int) -> str:
    """Return a word of small letters, another one for each number."""
    return (spell(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


class Meter:
    """Asks a service in this process and measures what it takes, the tests' client included."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self._days = count()

    def measure(self, asked: dict[str, Any], times: int = 2) -> float:
        """Return the seconds of the processor that a request takes, the least of so many `times`."""
        return min(self._measure(asked) for _ in range(times))

    def _measure(self, asked: dict[str, Any]) -> float:
        day = LATER + timedelta(next(self._days))  # or it would be answered from what was kept
        body = json.dumps(asked | {"as_of": day.isoformat()}, ensure_ascii=False).encode()
        began = process_time()
        response = self._client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
        used = process_time() - began
        if response.status_code not in {200, 422}:  # nothing but blanks is refused
            raise ValueError(response.text)
        return used


def find_dearest(cost: Callable[[Request], float], draw: Random, tries: int) -> list[Request]:
    """Return the dearest requests that were found, the dearest first."""
    known = [Request(question, tuple(before)) for question, *before in SEEDS]
    found = [(cost(each), each) for each in known]
    for _ in range(tries):
        changed = change(draw.choice(found)[1], draw)
        found = nlargest(KEPT, [*found, (cost(changed), changed)], key=itemgetter(0))
    return [request for _, request in found]


def change(request: Request, draw: Random) -> Request:
    """Return `request` with one thing changed."""
    match draw.choice(("question", "question", "before", "before", "longer", "language")):
        case "question":
            return replace(request, question=change_unit(request.question, draw))
        case "before" if request.before:
            place = draw.randrange(len(request.before))
            changed = change_unit(request.before[place], draw)
            return replace(request, before=(*request.before[:place], changed, *request.before[place + 1 :]))
        case "longer":
            return replace(request, before=(*request.before, request.question)[-MOST_TURNS:])
        case _:
            return replace(request, language=draw.choice(LANGUAGES))


def change_unit(unit: Unit, draw: Random) -> Unit:
    """Return `unit` with a piece put in, taken out or exchanged."""
    place = draw.randrange(len(unit))
    kept = unit[place + draw.randrange(2) :]
    return (*unit[:place], *draw.choices(PIECES, k=draw.randrange(3)), *kept)[:6] or unit


class NoEncoder:
    """An encoder for which every question has the same vector."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.fingerprint, self.dimension = encoder.name, encoder.fingerprint, encoder.dimension
        self._vector = encoder.encode_questions([ORDINARY])

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Return the one vector for each text."""
        return np.repeat(self._vector, len(texts), axis=0)

    encode_passages = encode_questions


class NoReader:
    """A reader that reads nothing."""

    fingerprint = ""

    def read(self, question: str, passages: Sequence[Readable]) -> list[Reading]:
        """Return a reading for each passage that says nothing."""
        del question
        spans = [each.chunk.sentences for each in passages]
        return [Reading((UNREAD,) * len(each), tuple(each)) for each in spans]


def report(knowledge: Knowledge, tries: int) -> None:
    """Print the dearest requests that were found."""
    with (
        TemporaryDirectory() as folder,
        TestClient(create_app(Config(index=Path(folder), rate="off"), knowledge)) as client,
    ):
        meter = Meter(client)
        ordinary = meter.measure({"question": ORDINARY}, 7)
        draw = Random(0)  # noqa: S311  # decides no secret
        found = find_dearest(lambda each: meter.measure(each.write()), draw, tries)
        print(f"{1000 * ordinary:7.1f} ms  an ordinary question")
        for each in found:
            used = meter.measure(each.write(), 5)
            print(f"{1000 * used:7.1f} ms  {used / ordinary:4.1f} times  {each}", flush=True)


if __name__ == "__main__":
    tries = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    everything = open_knowledge(Config().index, BUNDLED)
    print("With the encoder and the reader:")
    report(everything, tries // 10)
    print("Without them:")
    without = Searcher(read_index(Config().index), NoEncoder(load_encoder()))
    report(Knowledge(without, NoReader(), everything.calibration), tries)
