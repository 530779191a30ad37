"""One request to another machine, within limits of time and size. Knows neither robots nor redirects.

The limits hold whatever the other side does: a head or a body that comes byte by byte, a body that never ends
or unpacks to very much.
"""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from urllib.parse import urlsplit

from index.errors import FetchError
from index.fetching.sockets import Proxy, TimedSocket, connect

_BLOCK = 65_536
_UNPACKED = {"gzip", "x-gzip", "deflate"}
_AUTOMATIC = 32 + zlib.MAX_WBITS  # gzip or zlib, by its first bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back from `address`: the names of `headers` are in lower case; `body` may be left unread."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and what of it is wanted: `seconds` and `largest` (bytes) are the limits.

    `private` says whether a name may lead to an address that is not of the internet. With a
    `proxy`, the host is asked through it.
    """

    address: str
    headers: Mapping[str, str]
    seconds: float
    largest: int
    private: bool = False
    proxy: Proxy | None = None


def ask(request: Request, wants: Callable[[Answer], bool]) -> Answer:
    """Return what comes back; the body is read where it `wants` it. Raises FetchError."""
    deadline = monotonic() + request.seconds
    connection = None
    try:
        connection = connect(request.address, deadline, private=request.private, proxy=request.proxy)
        return _ask(TimedSocket(connection, deadline), request, wants)
    except TimeoutError as error:
        seconds = round(request.seconds)
        raise FetchError("fetch_too_slow", address=request.address, seconds=seconds) from error
    except (OSError, HTTPException, ValueError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise FetchError("fetch_unreachable", address=request.address, reason=reason) from error
    finally:
        if connection is not None:
            connection.close()


def _ask(sock: TimedSocket, request: Request, wants: Callable[[Answer], bool]) -> Answer:
    parts = urlsplit(request.address)
    http = HTTPConnection(parts.netloc)
    http.sock = sock
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {"Accept-Encoding": "identity", "Connection": "close", **request.headers}
    if request.proxy and parts.scheme == "http":  # for https, the proxy is no part of it any more
        target, headers = request.address, headers | dict(request.proxy.headers)
    http.request("GET", target, headers=headers)
    response = http.getresponse()
    told = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(request.address, response.status, told)
    if not wants(answer):
        return answer
    return replace(answer, body=_unpack(_read(response, request), told.get("content-encoding", ""), request))


def _read(response: HTTPResponse, request: Request) -> bytes:
    """Return the body; raise FetchError when it is too large, HTTPException when it breaks off."""
    if (response.length or 0) > request.largest:
        raise _too_large(request)
    body = bytearray()
    while block := response.read1(_BLOCK):
        body += block
        if len(body) > request.largest:
            raise _too_large(request)
    if response.length:
        raise HTTPException("the answer broke off")
    return bytes(body)


def _unpack(body: bytes, coding: str, request: Request) -> bytes:
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return body
    if coding not in _UNPACKED:
        raise HTTPException(f"Content-Encoding: {coding[:40]}")
    return unpack(body, request)


def unpack(body: bytes, request: Request) -> bytes:
    """Return `body`, which is packed by gzip, unpacked; raise FetchError when it is too large then."""
    packed = zlib.decompressobj(_AUTOMATIC)
    unpacked = packed.decompress(body, request.largest + 1)
    if len(unpacked) > request.largest:
        raise _too_large(request)
    return unpacked


def _too_large(request: Request) -> FetchError:
    return FetchError("fetch_too_large", address=request.address, megabytes=request.largest // 1_000_000)
