"""The event loop of a process that serves, and what such a process owes to whoever started it.

It takes no more connections than it can bear, tells systemd that it lives, goes on when it is told to reload
(SIGHUP), and ends when the process that started it as a worker ends.
"""

import asyncio
import logging
import math
import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from bot.config import find_notify_socket, find_watchdog_seconds

MOST_CONNECTIONS = 1000  # of one process at one address
# Of the descriptors at each of the two addresses; the other half is for files, Redis and the next index.
SHARE_OF_DESCRIPTORS = 4
SECONDS_UNTIL_NEXT_TRY = 0.1
SECONDS_BETWEEN_LINES = 60
SECONDS_WITHOUT_PARENT = 20  # more than the questions under way are given

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class Loop(asyncio.SelectorEventLoop):
    """An event loop that serves; must be made in the main thread."""

    def __init__(self) -> None:
        super().__init__()
        self._systemd: Systemd | None = None
        if not is_in_terminal():
            self.add_signal_handler(signal.SIGHUP, _notify_reload)
        if parent := multiprocessing.parent_process():
            threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()

    async def create_server(  # type: ignore[override]  # uvicorn only passes a socket that is open already
        self,
        protocol_factory: Callable[[], asyncio.Protocol],
        *,
        sock: socket.socket,
        backlog: int,
        **_options: object,
    ) -> "Listener":
        """Return what accepts connections at `sock`, from now on."""
        listener = Listener(self, protocol_factory, sock, find_most_connections())
        listener.listen(backlog)
        if self._systemd is None and (address := find_notify_socket()):
            self._systemd = Systemd(self, address, find_watchdog_seconds())
        return listener

    def close(self) -> None:
        """Close the loop and the socket to systemd."""
        if self._systemd:
            self._systemd.close()
        super().close()


class Listener:
    """Accepts connections at one socket, at most `most` at a time; the others wait with the system.

    When the system gives no more of them, it is asked again some times a second, and one line a minute says
    so. asyncio's own asks as often as connections may wait, at once, each time with a traceback.
    As much of a server as uvicorn needs.
    """

    def __init__(
        self, loop: Loop, protocol_factory: Callable[[], asyncio.Protocol], sock: socket.socket, most: int
    ) -> None:
        self._loop = loop
        self._make_protocol = protocol_factory
        self._socket = sock
        self._most = most
        self._taken: list[socket.socket] = []  # those that are closed go when there seem to be too many
        self._connecting: set[asyncio.Task[None]] = set()
        self._next_try: asyncio.TimerHandle | None = None
        self._last_logged = -math.inf

    def listen(self, backlog: int) -> None:
        """Begin to accept; `backlog` connections may wait."""
        self._socket.settimeout(0)
        self._socket.listen(backlog)
        self._resume()

    def close(self) -> None:
        """Accept no more."""
        self._loop.remove_reader(self._socket)
        if self._next_try:
            self._next_try.cancel()

    async def wait_closed(self) -> None:
        """Return at once: the server itself waits for its connections."""

    def _resume(self) -> None:
        self._next_try = None
        self._loop.add_reader(self._socket, self._accept)

    def _accept(self) -> None:
        if self._is_full():
            self._pause(f"{self._most} are open")
            return
        try:
            taken, _ = self._socket.accept()
        except (BlockingIOError, InterruptedError, ConnectionAbortedError):
            return  # another worker was faster, or the client has gone
        except OSError as error:
            self._pause(str(error.strerror))
            return
        self._taken.append(taken)
        task = self._loop.create_task(self._connect(taken))
        self._connecting.add(task)
        task.add_done_callback(self._connecting.discard)

    async def _connect(self, taken: socket.socket) -> None:
        await self._loop.connect_accepted_socket(self._make_protocol, taken)

    def _is_full(self) -> bool:
        if len(self._taken) >= self._most:
            self._taken = [each for each in self._taken if each.fileno() != -1]
        return len(self._taken) >= self._most

    def _pause(self, reason: str) -> None:
        self._loop.remove_reader(self._socket)
        self._next_try = self._loop.call_later(SECONDS_UNTIL_NEXT_TRY, self._resume)
        if self._loop.time() - self._last_logged >= SECONDS_BETWEEN_LINES:
            self._last_logged = self._loop.time()
            log.warning("No more connections are taken for now (%s); said once a minute at most.", reason)


class Systemd:
    """Tells systemd that the service is ready, and then, as often as it wants, that the event loop turns.

    Each worker does, so that the service is begun anew when none is left that can answer. The socket stays
    open: there may be no descriptor for another one just when it matters.
    """

    def __init__(self, loop: Loop, address: str, seconds: float | None) -> None:
        self._loop = loop
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._seconds = seconds
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.settimeout(0)
        self._tell("READY=1")
        self._notify_alive()

    def close(self) -> None:
        """Tell nothing more."""
        self._socket.close()

    def _notify_alive(self) -> None:
        if self._seconds:
            self._tell("WATCHDOG=1")
            self._loop.call_later(self._seconds / 4, self._notify_alive)

    def _tell(self, state: str) -> None:
        with suppress(OSError):  # systemd is being begun anew, or has much to read
            self._socket.sendto(state.encode(), self._address)


def find_most_connections() -> int:
    """Return how many connections this process may have open at one address."""
    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if descriptors == resource.RLIM_INFINITY:
        return MOST_CONNECTIONS
    return max(1, min(MOST_CONNECTIONS, descriptors // SHARE_OF_DESCRIPTORS))


def is_in_terminal() -> bool:
    """Return whether somebody sits before this process: when their window closes, SIGHUP is to end it."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _notify_reload() -> None:
    log.info("Nothing to do on SIGHUP: a new index is loaded by itself, new settings need a restart.")


def _end_after(wait: Callable[[], None]) -> None:
    """End this process after `wait`, as SIGTERM does; at last in any case."""
    wait()
    log.warning("The process that started this worker has ended, so the worker ends too.")
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_WITHOUT_PARENT)
    os._exit(1)
