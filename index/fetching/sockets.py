"""A socket to the host of an address, with a deadline: directly, or by the proxy of one's own network.

Knows which places are refused, and how a proxy is named and asked for a tunnel. What is said then is in
connection.py.
"""

import io
import socket
import ssl
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from index.errors import FetchError

# Addresses by the scheme of what is asked for through them, or by "all"; by "no" the hosts that need none.
Proxies = Mapping[str, str]
_Place = tuple[int, int, int, Any]  # family, kind, protocol and address of a socket
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy is, and what tells it who asks."""

    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def find_proxy(address: str, proxies: Proxies) -> Proxy | None:
    """Return the proxy for `address`, None where it needs none; raise ValueError for one that is no proxy."""
    named = proxies.get(urlsplit(address).scheme) or proxies.get("all")
    return read_proxy(named) if named and not _needs_none(address, proxies.get("no", "")) else None


def read_proxy(named: str) -> Proxy:
    """Return the proxy at the address `named`; raise ValueError when it is none that speaks HTTP."""
    parts = urlsplit(named if "://" in named else f"http://{named}")
    if parts.scheme != "http" or not parts.hostname:
        raise ValueError(named)
    secret = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
    headers = {"Proxy-Authorization": f"Basic {b64encode(secret).decode()}"} if parts.username else {}
    return Proxy(parts.hostname, parts.port or 80, headers)


def _needs_none(address: str, listed: str) -> bool:
    """Return whether the host of `address` is `listed`: itself, its port, its domain or its network."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    for each in listed.lower().split(","):
        name = each.strip().removeprefix("*").removeprefix(".")
        if each.strip() == "*" or (name and (name in {host, parts.netloc} or host.endswith(f".{name}"))):
            return True
        with suppress(ValueError):
            if ip_address(host) in ip_network(name):
                return True
    return False


class _Line(io.RawIOBase):
    """What is read from a socket until a deadline, after which it raises TimeoutError."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self._sock.settimeout(_left(self._deadline))
        return self._sock.recv_into(buffer)


class TimedSocket:
    """What `http.client` needs of a socket, with a deadline for all of it together."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send `data`; raise TimeoutError after the deadline."""
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Return what is read from it."""
        return io.BufferedReader(_Line(self._sock, self._deadline))

    def close(self) -> None:
        """Do nothing: the answer is still to be read, and who has the socket itself closes it."""


def connect(address: str, deadline: float, *, private: bool, proxy: Proxy | None) -> socket.socket:
    """Return a socket on which `address` is asked for; one to the `proxy` where that asks for it itself.

    Unless `private`, a name must not lead to an address that is not of the internet. Where it has none that
    could be looked up, it is known to the proxy alone, which then answers for where it leads. Raises OSError
    or HTTPException without a connection, FetchError if the host is refused.
    """
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    places: list[_Place] = []
    try:
        places = _find_places(address, host, port, private=private)
    except OSError:
        if not proxy:
            raise
    sock = _connect_any(_resolve(proxy.host, proxy.port) if proxy else places, deadline)
    try:
        if parts.scheme == "https":
            if proxy:
                _open_tunnel(TimedSocket(sock, deadline), proxy, host, port)
            sock.settimeout(_left(deadline))
            return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise
    return sock


def _open_tunnel(sock: Any, proxy: Proxy, host: str, port: int) -> None:
    """Have the proxy at the other end of `sock` connect it to `host`; raise HTTPException if it does not."""
    goal = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {goal} HTTP/1.1", f"Host: {goal}"]
    lines += [f"{name}: {value}" for name, value in proxy.headers.items()]
    sock.sendall("\r\n".join([*lines, "", ""]).encode())
    response = HTTPResponse(sock, method="CONNECT")
    response.begin()
    if response.status != 200:
        raise HTTPException(f"proxy: {response.status} {response.reason}")


def _find_places(address: str, host: str, port: int, *, private: bool) -> list[_Place]:
    """Return the places of `host` that may be asked; raise OSError without any, FetchError if refused."""
    places = _resolve(host, port)
    if not (private or _names_its_place(host)):
        places = [place for place in places if _is_public(str(place[-1][0]))]
        if not places:
            raise FetchError("fetch_private", address=address, host=host)
    return places


def _resolve(host: str, port: int) -> list[_Place]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, kind, protocol, place) for family, kind, protocol, _, place in found]


def _connect_any(places: list[_Place], deadline: float) -> socket.socket:
    failure: OSError = OSError("no address")
    for family, kind, protocol, place in places:
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_left(deadline))
            sock.connect(place)
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure


def _is_public(place: str) -> bool:
    address = ip_address(place.partition("%")[0])
    return (getattr(address, "ipv4_mapped", None) or address).is_global


def _names_its_place(host: str) -> bool:
    """Return whether `host` says itself that it is here or which address it has: nothing is hidden in it."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _left(deadline: float) -> float:
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
