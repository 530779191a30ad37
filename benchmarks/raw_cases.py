"""Raw HTTP, mostly broken: requests made of pieces that are known to confuse servers, and changed bytes."""

from dataclasses import dataclass
from random import Random

PATIENT = 0.01  # share of the cases that wait until the service hangs up
WHOLE = 0.2

JSON = b"Content-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
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
    (b"POST /api/ask HTTP/1.1\r\nHost: a\r\n" + JSON + CHUNKED + b"1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 422),
)
METHODS = (
    *(b"GET", b"POST", b"PUT", b"OPTIONS", b"TRACE", b"CONNECT", b"PRI", b"get", b"G\0T", b"", b"A" * 9_000),
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
    *(b"Content-Type: application/json", b"Content-Type: application/json;charset=utf-7", b"Content-Type:;"),
    *(b"Content-Type: multipart/form-data; boundary=a", b"Content-Type: application/x-www-form-urlencoded"),
    *(b" folded: x", b"\tx", b": x", b"no colon", b"X-\xc3\xa9: x", b"X: \x01", b"X: \r"),
    b"X: " + b"a" * 20_000,
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
