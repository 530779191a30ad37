"""Several workers and what keeps them alive: one that ends is begun anew, at once or after a while."""

import logging
import math
import sys
from collections.abc import Callable
from socket import socket
from time import monotonic

from uvicorn import Config
from uvicorn.supervisors import multiprocess
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from bot.http.serving.descriptors import are_descriptors_short, describe_shortage
from index.languages import TECHNICAL

LONG_LIFE = 60  # seconds after which an end has nothing to do with the one before
LONGEST_PAUSE = 32

log = logging.getLogger("uvicorn.error")  # the one that the server shows


class Worker(Process):
    """A process that answers, or that says in a line why it cannot begin, and ends."""

    def __init__(self, config: Config, sockets: list[socket]) -> None:
        self._shortage = describe_shortage().text(TECHNICAL)  # where nothing can be opened, none can be read
        super().__init__(config, sockets)

    def target(self, sockets: list[socket] | None = None) -> None:
        """Run the server, in the new process."""
        try:
            if not are_descriptors_short():
                super().target(sockets)
                return
        except Exception:
            if not are_descriptors_short():
                raise
        log.error(self._shortage)
        sys.exit(1)


multiprocess.Process = Worker  # type: ignore[misc]  # Multiprocess asks nobody what to begin


class Workers(Multiprocess):
    """Begins a worker anew when it ends: at once, but after 1, 2, 4 … 32 seconds when it ends again soon.

    Nor does it end itself when the system lets it begin none: the others answer.
    """

    def __init__(self, config: Config, sockets: list[socket]) -> None:
        super().__init__(config, sockets)
        self._shortage = describe_shortage().text(TECHNICAL)
        self._pause = 0
        self._last = -math.inf

    def run(self) -> None:
        """Keep the workers until a signal comes; whatever happens, none is left behind."""
        try:
            super().run()
        except BaseException:
            self.terminate_all()
            raise

    def keep_subprocess_alive(self) -> None:
        """Begin those anew that have ended."""
        if not all(each.process.is_alive() for each in self.processes):
            waited = monotonic() - self._last
            if waited < self._pause:
                return
            soon = waited < self._pause + LONG_LIFE
            self._pause = min(max(1, 2 * self._pause), LONGEST_PAUSE) if soon else 0
            self._last = monotonic()
        self._try(super().keep_subprocess_alive)

    def handle_signals(self) -> None:
        """Do what the signals ask for."""
        self._try(super().handle_signals)

    def _try(self, do: Callable[[], None]) -> None:
        failure = None
        try:
            do()
        except OSError as error:
            failure = self._shortage if are_descriptors_short() else error
        if failure:
            log.error("%s", failure)
