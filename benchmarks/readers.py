"""Readers that ask a running service and compare every answer, byte by byte, with those that are right."""

import http.client
from collections import Counter
from random import Random
from threading import Event, Lock, Thread
from time import monotonic
from typing import NamedTuple

from benchmarks.client import put_off

SECONDS_UNTIL_LOST = 60
SECONDS_BETWEEN = 0.5  # two requests of a reader, on average
REQUESTS_A_CONNECTION = 20  # on average
DAYS = 40  # so that there are more questions than answers are kept
GREEDY = "203.0.113.1"  # the client that asks more often than it may
RIGHT, WRONG = "right", "wrong"
KILLED = "reset, its worker was killed"
FINE = {RIGHT, "429", "503", KILLED}
MOST_TOLD = 20


class Request(NamedTuple):
    """A request whose answer is the same each time it is made of the same index."""

    path: str
    body: str | None = None

    def later(self, days: int) -> "Request":
        """Return the request for a day so many `days` later."""
        return Request(put_off(self.path, days), self.body and put_off(self.body, days))


class Connection:
    """A connection of one reader, opened again where it was closed; knows its own port."""

    def __init__(self, place: tuple[str, int]) -> None:
        self._http = http.client.HTTPConnection(*place, timeout=SECONDS_UNTIL_LOST)
        self.port = 0

    def ask(self, request: Request, client: str = "") -> tuple[int, str, http.client.HTTPMessage]:
        """Return status, body and headers of the answer; `client` is the address for which is asked.

        Raises OSError and HTTPException as http.client does; the connection is closed then.
        """
        headers = {"X-Forwarded-For": client} if client else {}
        if request.body:
            headers["Content-Type"] = "application/json"
        body = request.body and request.body.encode()
        try:
            self._http.request("POST" if body else "GET", request.path, body, headers)
            response = self._http.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return response.status, content.decode(errors="surrogateescape"), response.headers

    def try_ask(self, request: Request, client: str = "") -> tuple[int, str]:
        """Return status and body of the answer; 0 and the error where there is none."""
        try:
            status, body, _ = self.ask(request, client)
        except (OSError, http.client.HTTPException) as error:
            return 0, repr(error)
        return status, body

    def connect(self) -> bool:
        """Open the connection unless it is open; return whether it was opened."""
        if self._http.sock is not None:
            return False
        self._http.connect()
        self.port = self._http.sock.getsockname()[1]  # type: ignore[attr-defined]  # connected now
        return True

    def close(self) -> None:
        """Close the connection."""
        self._http.close()


class Readers:
    """So many readers at work from now on until `finish`; `known` are requests and their right answers."""

    def __init__(self, place: tuple[str, int], known: dict[Request, frozenset[str]], readers: int) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []  # the first few, told
        self.slowest = 0.0  # seconds until an answer, 429 and 503 included
        self._place = place
        self._known = list(known.items())
        self._lost: set[int] = set()  # ports of connections whose worker was killed
        self._begun = monotonic()
        self._over, self._lock = Event(), Lock()
        self._threads = [Thread(target=self._read, args=(Random(number),)) for number in range(readers)]  # noqa: S311
        for each in self._threads:
            each.start()

    def excuse(self, ports: set[int]) -> None:
        """Take it that the connections of these ports are reset: their worker has been killed."""
        with self._lock:
            self._lost |= ports

    def finish(self) -> None:
        """Let each reader end after its request."""
        self._over.set()
        for each in self._threads:
            each.join()

    def _read(self, draw: Random) -> None:
        connection = Connection(self._place)
        while not self._over.wait(draw.expovariate(1 / SECONDS_BETWEEN)):
            request, answers = draw.choice(self._known)
            days = draw.randrange(DAYS)
            client = GREEDY if draw.random() < 0.1 else f"198.18.{draw.randrange(8)}.{draw.randrange(256)}"
            begun = monotonic()
            came, told = self.ask(connection, request.later(days), client)
            if came == "200":
                came = RIGHT if any(told == put_off(each, days) for each in answers) else WRONG
            self._count(came, monotonic() - begun, f"{request.path} {request.body} → {told[:300]}")
            if draw.random() < 1 / REQUESTS_A_CONNECTION:
                connection.close()
        connection.close()

    def ask(self, connection: Connection, request: Request, client: str) -> tuple[str, str]:
        """Return the status of the answer, or how it was lost, and the body."""
        try:
            if connection.connect():
                with self._lock:
                    self._lost.discard(connection.port)  # the system gives a port again
            status, body, headers = connection.ask(request, client)
        except TimeoutError:
            return f"nothing in {SECONDS_UNTIL_LOST} s", ""
        except (OSError, http.client.HTTPException) as error:
            with self._lock:
                excused = connection.port in self._lost
                self._lost.discard(connection.port)
            return (KILLED if excused else f"reset ({type(error).__name__})"), ""
        if status in {429, 503} and "Retry-After" not in headers:
            return f"{status} without Retry-After", body
        return str(status), body

    def _count(self, came: str, seconds: float, described: str) -> None:
        with self._lock:
            self.counts[came] += 1
            self.slowest = max(self.slowest, seconds)
            if came not in FINE and len(self.faults) < MOST_TOLD:
                self.faults.append(f"after {monotonic() - self._begun:.0f} s: {came}: {described}")
