"""A proxy on this machine: tunnels and plain requests, for hosts that only it can find."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import urlsplit


@dataclass(slots=True)
class ProxyServer:
    """Where it listens, where hosts really are, what it wants to be told, and what it was asked."""

    address: str
    places: dict[str, str] = field(default_factory=dict)  # "www.example.org:443" -> "127.0.0.1:8080"
    secret: str | None = None
    asked: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    proxy: ClassVar[ProxyServer]

    def do_CONNECT(self) -> None:
        goal = self._find(self.path)
        if goal is None:
            return
        with socket.create_connection(goal) as there:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_copy, args=(there, self.connection))
            back.start()
            _copy(self.connection, there)
            back.join()
        self.close_connection = True

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        goal = self._find(parts.netloc if parts.port else f"{parts.netloc}:80")
        if goal is None:
            return
        there = HTTPConnection(*goal)
        headers = {name: value for name, value in self.headers.items() if not name.startswith("Proxy-")}
        there.request("GET", self.path[self.path.index(parts.netloc) + len(parts.netloc) :], headers=headers)
        answer = there.getresponse()
        body = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        there.close()

    def _find(self, goal: str) -> tuple[str, int] | None:
        """Return where `goal` is; None after it was refused."""
        self.proxy.asked.append(f"{self.command} {self.path}")
        if self.proxy.secret not in {None, self.headers["Proxy-Authorization"]}:
            self.send_error(407)
        elif goal not in self.proxy.places:
            self.send_error(502)
        else:
            host, _, port = self.proxy.places[goal].partition(":")
            return host, int(port)
        return None

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _copy(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@contextmanager
def serve_proxy(places: Mapping[str, str], secret: str | None = None) -> Iterator[ProxyServer]:
    """Give a proxy on a free port of this machine that finds hosts at `places`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
    server.daemon_threads = True
    proxy = ProxyServer(f"http://127.0.0.1:{server.server_address[1]}", dict(places), secret)
    server.RequestHandlerClass.proxy = proxy  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
