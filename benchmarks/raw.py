"""Send raw HTTP, mostly broken, to the running service, and look at every byte that comes back.

    python -m benchmarks.raw [--cases 10000]

A case is some requests on one connection, whole or made of pieces that are known to confuse servers, with
bytes changed, cut into packets. Whole ones must get exactly their answers. Whatever comes back must be whole
answers of HTTP with our rules for browsers and no status that says that the server failed; after it the
service must still answer others. Some connections are held until the service hangs up. Writes a line of JSON.
"""

import argparse
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from socket import create_connection, socket
from time import monotonic, sleep

import h11

from benchmarks.client import measure_memory
from benchmarks.served import Service, count_descriptors, tell_result

AT_ONCE = 8
SECONDS_OF_SILENCE = 0.3
SECONDS_FOR_WHOLE = 60
SECONDS_UNTIL_CLOSED = 90  # 65 of an idle connection, and some for a busy machine
PATIENT = 0.01  # share of the cases that wait until the service hangs up
WHOLE = 0.2
CASES_BETWEEN_LOOKS = 100
MOST_TOLD = 20
STATUSES = {100, 200, 204, 206, 304, 400, 403, 404, 405, 408, 413, 415, 416, 421, 422, 431, 503}

JSON = b"Content-Type: application/json\r\n"
# Whole requests and the status of their answers; none is looked up, so that none waits for its turn.
REQUESTS = (
    (b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n", 200),
    (b"GET /widget.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n", 200),
    (b"GET /nowhere HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n", 404),
    (b"PUT /api/ask HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 405),
    (b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}", 415),
    (b"POST /api/ask HTTP/1.1\r\nHost: a\r\n" + JSON + b"Content-Length: 2\r\n\r\n{}", 422),
    (b"POST /api/ask HTTP/1.1\r\nHost: a\r\n" + JSON + b"Content-Length: 1\r\n\r\n{", 400),
    (
        b"POST /api/ask HTTP/1.1\r\nHost: a\r\n"
        + JSON
        + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        422,
    ),
)
METHODS = (
    b"GET",
    b"POST",
    b"PUT",
    b"OPTIONS",
    b"TRACE",
    b"CONNECT",
    b"get",
    b"G\0T",
    b"",
    b"A" * 9_000,
    b"PRI",
)
TARGETS = (
    *(b"/", b"/health", b"/api/ask", b"/api/documents", b"/documents/x", b"/static/page.css", b"/widget.js"),
    *(b"*", b"http://a/health", b"//a/health", b"/%", b"/%ff", b"/..%2f..%2fetc/passwd", b"/static/../x"),
    *(b"/" + b"a" * 17_000, b"/health?" + b"&" * 5_000, b"/\xff", b"/ health", b"", b"a:1", b"/health#x"),
    b"/api/search?question=Hallo&limit=%00",
)
VERSIONS = (b"HTTP/1.1",) * 6 + (b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/1.1x", b"http/1.1", b"")
HEADERS = (
    *(b"Host: a", b"Host: a", b"Host: b", b"Host:", b"Host: a\0", b"Host : a", b"host: \xff", b"Host: a, b"),
    *(b"Content-Length: %d" % length for length in (0, 1, 2, 5, 1_000, 70_000, 10**20)),
    *(b"Content-Length: -1", b"Content-Length: +5", b"Content-Length: 5, 5", b"Content-Length: 5, 6"),
    *(b"Content-Length: 0x5", b"Content-Length: 5 5", b"Content-Length:", b"Content_Length: 5"),
    *(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity", b"Transfer-Encoding: chunked, chunked"),
    *(b"Transfer-Encoding: xchunked", b"Transfer-Encoding:\x0bchunked", b"Transfer-Encoding: gzip, chunked"),
    *(b"Connection: close", b"Connection: keep-alive", b"Connection: upgrade", b"Upgrade: websocket"),
    *(b"Upgrade: h2c", b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", b"Sec-WebSocket-Version: 13"),
    *(b"Expect: 100-continue", b"Expect: 200-ok", b"Range: bytes=0-", b"Range: bytes=9-1,-0,x"),
    *(b"If-None-Match: *", b"If-Modified-Since: x", b"Accept: text/html", b"Accept-Language: ru;q=x,,;"),
    *(b"Accept-Language: " + b"de," * 3_000, b"Origin: http://b", b"Origin: null", b"Sec-Fetch-Site: x"),
    *(
        b"Content-Type: application/json",
        b"Content-Type: application/json; charset=utf-7",
        b"Content-Type:;;",
    ),
    *(b"Content-Type: multipart/form-data; boundary=a", b"Content-Type: application/x-www-form-urlencoded"),
    *(
        b" folded: x",
        b"\tx",
        b": x",
        b"no colon",
        b"X-\xc3\xa9: x",
        b"X: \x01",
        b"X: \r",
        b"X: " + b"a" * 20_000,
    ),
    *(b"X-Forwarded-For: 1.2.3.4", b"X-Forwarded-For: \xff, x", b"\r\n".join([b"A: b"] * 300)),
)
BODIES = (
    *(b"", b"", b"{}", b'{"question":"Hallo"}', b'{"question":', b"\xff" * 100, b"[" * 60_000, b"a" * 70_000),
    *(b"question=Hallo", b"question=%ff&ui=%00", b"--a\r\nContent-Disposition: form-data\r\n\r\nx\r\n--a--"),
    *(b"2\r\n{}\r\n0\r\n\r\n", b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n", b"g\r\n{}\r\n0\r\n\r\n", b"-2\r\n{}\r\n"),
    *(b"fffffffffffffffff\r\n", b"2\r\n{}0\r\n\r\n", b"2\n{}\n0\n\n", b"0\r\n\r\n", b"1\r\n" * 100),
)
ENDS = (b"\r\n",) * 8 + (b"\n", b"\r", b"\r\r\n")


@dataclass(frozen=True, slots=True)
class Case:
    """The packets of one connection; `statuses` are those of the answers where all of it is whole."""

    packets: tuple[bytes, ...]
    statuses: tuple[int, ...] | None
    patient: bool = False


def make_case(draw: Random) -> Case:
    """Return a case, another one for each state of `draw`."""
    if draw.random() < WHOLE:
        requests = draw.choices(REQUESTS, k=draw.randint(1, 3))
        sent = b"".join(request for request, _ in requests)
        return Case(cut(sent, draw), tuple(status for _, status in requests))
    sent = b"".join(make_request(draw) for _ in range(draw.randint(1, 3)))
    for _ in range(draw.choice((0, 0, 1, 1, 2, 5))):
        sent = damage(sent, draw)
    return Case(cut(sent, draw), None, patient=draw.random() < PATIENT)


def make_request(draw: Random) -> bytes:
    """Return a request of pieces that need not fit each other; now and then a whole one."""
    if draw.random() < 0.3:
        return draw.choice(REQUESTS)[0]
    end = draw.choice(ENDS)
    target = draw.choice(TARGETS) if draw.random() < 0.5 else draw.choice(TARGETS[:7])
    line = b" ".join((draw.choice(METHODS[: draw.choice((2, 99))]), target, draw.choice(VERSIONS)))
    headers = [b"Host: a"] * (draw.random() < 0.8) + draw.choices(HEADERS, k=draw.choice((0, 1, 1, 2, 2, 4)))
    return end.join([line, *headers, b"", draw.choice(BODIES)])


def damage(sent: bytes, draw: Random) -> bytes:
    """Return `sent` with some bytes changed, put in, left out or repeated."""
    place = draw.randrange(len(sent) + 1)
    rest = place + draw.choice((0, 1, 1, 2, 10, 100))
    match draw.choice(("change", "put in", "leave out", "repeat", "end")):
        case "change":
            return sent[:place] + draw.randbytes(1) + sent[place + 1 :]
        case "put in":
            return (
                sent[:place]
                + draw.choice((b"\0", b"\r\n", b" ", b"\r\n\r\n", draw.randbytes(4)))
                + sent[place:]
            )
        case "leave out":
            return sent[:place] + sent[rest:]
        case "repeat":
            return sent[:rest] + sent[place:]
        case _:
            return sent[:place]


def cut(sent: bytes, draw: Random) -> tuple[bytes, ...]:
    """Return `sent` in a few packets."""
    places = sorted(draw.randrange(len(sent) + 1) for _ in range(draw.choice((0, 0, 1, 2, 4))))
    return tuple(sent[start:end] for start, end in zip([0, *places], [*places, len(sent)], strict=True))


def send(case: Case, host: str, port: int) -> tuple[bytes, bool]:
    """Return what comes back on a connection of its own, and whether the service hung up."""
    with create_connection((host, port), timeout=SECONDS_FOR_WHOLE) as connection:
        received = b""
        try:
            for number, packet in enumerate(case.packets):
                if number:
                    sleep(0.002)
                connection.sendall(packet)
        except ConnectionError:  # the service has seen enough; what it said before may still be there
            pass
        patience = SECONDS_UNTIL_CLOSED if case.patient else SECONDS_OF_SILENCE
        deadline = monotonic() + SECONDS_FOR_WHOLE
        while True:
            waits = max(0.01, deadline - monotonic()) if lacks_answers(case, received) else patience
            connection.settimeout(waits)
            part = receive(connection)
            if not part:
                return received, part is not None
            received += part


def lacks_answers(case: Case, received: bytes) -> bool:
    """Return whether answers to a whole case have still to come."""
    try:
        answers, whole = read_answers(received)
    except h11.RemoteProtocolError:
        return False
    return case.statuses is not None and (len(answers) < len(case.statuses) or not whole)


def receive(connection: socket) -> bytes | None:
    """Return what comes next, nothing at the end, None when nothing came in time."""
    try:
        return connection.recv(1_000_000)
    except TimeoutError:
        return None
    except ConnectionError:
        return b""


def read_answers(received: bytes) -> tuple[list[h11.Response | h11.InformationalResponse], bool]:
    """Return the answers in `received`, and whether the last one is whole.

    Raises RemoteProtocolError when it is not HTTP. None of the requests is a HEAD.
    """
    answers: list[h11.Response | h11.InformationalResponse] = []
    whole = True
    while received:
        client = h11.Connection(h11.CLIENT)
        client.send(h11.Request(method="GET", target="/", headers=[("Host", "a")]))
        client.send(h11.EndOfMessage())
        client.receive_data(received)
        whole = False
        while not whole:
            event = client.next_event()
            if event in (h11.NEED_DATA, h11.PAUSED):  # an answer has no hash
                return answers, False
            if isinstance(event, h11.Response | h11.InformationalResponse):
                answers.append(event)
            whole = isinstance(event, h11.EndOfMessage)
        received = client.trailing_data[0]
    return answers, whole


def find_faults(case: Case, received: bytes, *, closed: bool) -> list[str]:
    """Return what is wrong with what came back."""
    try:
        answers, whole = read_answers(received)
    except h11.RemoteProtocolError as error:
        return [f"no HTTP: {error}"]
    sent, statuses = b"".join(case.packets), [each.status_code for each in answers]
    final = [each for each in answers if isinstance(each, h11.Response)]
    faults = {
        "an answer that is not whole": not whole,
        "other answers than expected": case.statuses is not None and list(case.statuses) != statuses,
        "a status that may not be": not STATUSES.issuperset(statuses),
        "more answers than requests": len(final) > sent.upper().count(b"HTTP/") + 1,
        "an answer without our rules": any(
            not {b"x-content-type-options", b"content-security-policy"} <= {name for name, _ in each.headers}
            for each in final
        ),
        "not closed": case.patient and not closed,
    }
    return [f"{fault}: {statuses}" for fault, found in faults.items() if found]


def attack(host: str, port: int, numbers: Sequence[int]) -> tuple[Counter[str], list[str]]:
    """Send the case of each number; return how many answers of each status came, and what was wrong."""
    counts: Counter[str] = Counter()
    faults: list[str] = []

    def attack_once(number: int) -> None:
        case = make_case(Random(number))  # noqa: S311  # decides no secret
        received, closed = send(case, host, port)
        wrong = find_faults(case, received, closed=closed)
        faults.extend(f"case {number}: {each}" for each in wrong)
        counts["cases"] += 1
        if not wrong or "no HTTP" not in wrong[0]:
            counts.update(str(each.status_code) for each in read_answers(received)[0])
        counts["no answer"] += not received

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(attack_once, numbers))
    return counts, faults


def is_well(service: Service) -> bool:
    """Return whether the service answers somebody else."""
    connection = HTTPConnection(*service.place, timeout=SECONDS_FOR_WHOLE)
    connection.request("GET", "/health")
    response = connection.getresponse()
    well = (response.status, response.read()) == (200, b'{"status":"alive"}')
    connection.close()
    return well


def run(service: Service, wanted: int) -> bool:
    """Print and write what became of so many cases; return whether none failed."""
    begun, descriptors = monotonic(), count_descriptors(service.process)
    counts: Counter[str] = Counter()
    faults: list[str] = []
    memory = []
    for start in range(0, wanted, CASES_BETWEEN_LOOKS):
        numbers = range(start, min(start + CASES_BETWEEN_LOOKS, wanted))
        more, wrong = attack(*service.place, numbers)
        counts += more
        faults += wrong if is_well(service) else [*wrong, f"/health after case {numbers[-1]}"]
        memory.append(measure_memory(service.process))
    print(*faults[:MOST_TOLD], sep="\n")
    sleep(2 * SECONDS_OF_SILENCE)
    left = count_descriptors(service.process) - descriptors
    tracebacks = service.count_in_log("Traceback") + service.count_in_log(" while answering:")
    ended = service.end()
    figures = {
        "cases": counts.pop("cases"),
        "faults": len(faults),
        "seconds": round(monotonic() - begun),
        "answers": dict(sorted(counts.items())),
        "descriptors left open": left,
        "tracebacks": tracebacks,
        "megabytes": [round(memory[0]), round(max(memory)), round(memory[-1])],  # first, most, last
        "ended badly": ended,
    }
    return tell_result(
        "raw HTTP", figures, service, kept=not (faults or tracebacks or ended or left > AT_ONCE)
    )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # nothing is left behind
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    wanted = parser.parse_args().cases
    with tempfile.TemporaryDirectory() as folder, Service(Path(folder), rate="off") as served:
        kept = run(served, wanted)
    sys.exit(0 if kept else 1)
