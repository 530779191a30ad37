"""A website on this machine that does what a test says, and remembers what it was asked."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Reply:
    """What the website says: with `write`, whatever that writes instead of the body."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    write: Callable[[Callable[[bytes], object]], object] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    at: float


@dataclass(slots=True)
class Website:
    """Pages by their path and query; what is a function is called with each request."""

    address: str
    pages: dict[str, Reply | Callable[[Asked], Reply]] = field(default_factory=dict)
    otherwise: Callable[[Asked], Reply] = lambda _: Reply(status=404)
    asked: list[Asked] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.address.partition("://")[2]

    def list_paths(self) -> list[str]:
        """Return what was asked for but robots.txt, in order."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def page(self, path: str, *links: str, text: str = "", head: str = "", **headers: str) -> None:
        """Put a page at `path` that says `text` and leads to `links`."""
        anchors = "".join(f'<p><a href="{link}">{link}</a></p>' for link in links)
        text = text or f"Die Seite {path} beschreibt die Partnerschaft beider Städte."
        body = f"<!doctype html><html><head><title>{path}</title>{head}</head><body><main>"
        body += f"<h1>{path}</h1><p>{text}</p>{anchors}</main></body></html>"
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Reply(body.encode(), headers={"Content-Type": "text/html; charset=utf-8"} | told)

    def file(self, path: str, kind: str, body: bytes, **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Reply(body, headers={"Content-Type": kind} | told)


class _Handler(BaseHTTPRequestHandler):
    website: ClassVar[Website]

    def do_GET(self) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, monotonic())
        self.website.asked.append(asked)
        found = self.website.pages.get(self.path, self.website.otherwise)
        reply = found if isinstance(found, Reply) else found(asked)
        with suppress(OSError):  # who asked has gone
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.write and "Transfer-Encoding" not in reply.headers:
                self.send_header("Content-Length", reply.headers.get("Content-Length", str(len(reply.body))))
            self.end_headers()
            if reply.write:
                reply.write(self.wfile.write)
            else:
                self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_website(certificate: Path | None = None) -> Iterator[Website]:
    """Give a website on a free port of this machine, with TLS by a `certificate` that holds its key too."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
    server.daemon_threads = True
    website = Website(f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}")
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who does not trust it hangs up
    server.RequestHandlerClass.website = website  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield website
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
