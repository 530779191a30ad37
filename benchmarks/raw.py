"""Send raw HTTP, mostly broken, to the running service, and look at every byte that comes back.

    python -m benchmarks.raw [--cases 10000]

A case is some requests on one connection, whole or made of pieces that are known to confuse servers, with
bytes changed, cut into packets. Whole ones must get exactly their answers. Whatever comes back must be whole
answers of HTTP with our rules for browsers and no status that says that the server failed; after it the
service must still answer others. Some connections are held until the service hangs up. Writes a line of JSON.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from random import Random
from socket import create_connection, socket
from time import monotonic, sleep

import h11

from benchmarks.client import measure_memory
from benchmarks.raw_cases import Case, make_case
from benchmarks.served import Service, count_descriptors, run_alone, tell_result

AT_ONCE = 8
SECONDS_UNTIL_ANSWERED = 1  # where it is not certain that there is an answer
SECONDS_OF_SILENCE = 0.3  # after one
SECONDS_FOR_WHOLE = 60
SECONDS_UNTIL_CLOSED = 90  # 65 of an idle connection, and some for a busy machine
CASES_BETWEEN_LOOKS = 100
MOST_TOLD = 20
STATUSES = {100, 200, 204, 206, 304, 400, 403, 404, 405, 408, 413, 415, 416, 421, 422, 431, 503}


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
        deadline = monotonic() + SECONDS_FOR_WHOLE
        while True:
            patience = SECONDS_OF_SILENCE if received else SECONDS_UNTIL_ANSWERED
            if case.patient:
                patience = SECONDS_UNTIL_CLOSED
            elif lacks_answers(case, received):
                patience = max(0.01, deadline - monotonic())
            connection.settimeout(patience)
            part = receive(connection)
            if not part:
                return received, part is not None
            received += part


def lacks_answers(case: Case, received: bytes) -> bool:
    """Return whether an answer is not whole yet, or one to a whole case has still to come."""
    try:
        answers, whole = read_answers(received)
    except h11.RemoteProtocolError:
        return False
    return not whole or (case.statuses is not None and len(answers) < len(case.statuses))


def receive(connection: socket) -> bytes | None:
    """Return what comes next, nothing at the end, None when nothing came in time."""
    try:
        return connection.recv(1_000_000)
    except TimeoutError:
        return None
    except ConnectionError:
        return b""


def read_answers(
    received: bytes, *, closed: bool = False
) -> tuple[list[h11.Response | h11.InformationalResponse], bool]:
    """Return the answers in `received`, and whether the last one is whole.

    An answer without a length ends where the connection is `closed`. Raises RemoteProtocolError when it is
    not HTTP. None of the requests is a HEAD.
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
            if event is h11.NEED_DATA and closed and not client.trailing_data[1]:
                client.receive_data(b"")
            elif event in (h11.NEED_DATA, h11.PAUSED):  # an answer has no hash
                return answers, False
            if isinstance(event, h11.Response | h11.InformationalResponse):
                answers.append(event)
            whole = isinstance(event, h11.EndOfMessage)
        received = client.trailing_data[0]
    return answers, whole


def find_faults(case: Case, received: bytes, *, closed: bool) -> list[str]:
    """Return what is wrong with what came back."""
    try:
        answers, whole = read_answers(received, closed=closed)
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
            counts.update(str(each.status_code) for each in read_answers(received, closed=closed)[0])
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
    deadline = monotonic() + SECONDS_FOR_WHOLE
    while (left := count_descriptors(service.process) - descriptors) > 0 and monotonic() < deadline:
        sleep(1)  # until it has seen that they are closed
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
    run_alone(run, 10_000)
