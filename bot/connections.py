"""One connection to the server: how long a client may take to send the head of a request."""

import asyncio
import socket
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.phrases import Phrase, say
from bot.policy import STRICTEST
from index.language import Language

HEAD_SECONDS = 10


class TimedConnection(H11Protocol):
    """A connection that is closed when the head of a request has not come within HEAD_SECONDS.

    uvicorn closes a connection on which nothing comes after an answer; one that opens and stays silent, or
    sends a byte now and then, it would keep for ever.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin to wait for the first request."""
        super().connection_made(transport)
        # With several workers asyncio does not see that uvicorn's socket is one of TCP, and leaves this out:
        # an answer after the first waits 40 ms for the client to confirm its head (uvicorn issue 3149).
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came; wait on, from when the first of it came, unless a request is worked on now."""
        super().data_received(data)
        self._watch()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words, in English only
        """Say that a head cannot be read, in all three languages, for the reader's is unknown; hang up.

        Where an answer has begun, or was given before the rest of its request came, only hang up.
        """
        if self.conn.our_state not in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.close()
            return
        text = "\n".join(say(Phrase.HEAD_UNREADABLE, language) for language in Language)
        headers = STRICTEST | {"Content-Type": "text/plain; charset=utf-8", "Connection": "close"}
        response = h11.Response(status_code=400, headers=list(headers.items()), reason=b"Bad Request")
        for event in (response, h11.Data(data=text.encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event))
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True  # what it would still answer has no place
            self.cycle.message_event.set()
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        super().connection_lost(exc)
        self._stop()

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
