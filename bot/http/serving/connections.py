"""One connection to the server: how long a client may take to send a head, and to read what it asked for."""

import asyncio
import socket
import struct
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.http.middleware.security_headers import STRICTEST
from index.languages import Language
from index.languages.messages import say

HEAD_SECONDS = 10
READ_SECONDS = 20
LAST_SECONDS = 1  # for a first request, when the server ends just after it has taken the connection
# That the system keeps of what is sent, instead of up to 4 MB: who reads slowly is seen to read.
SENT_BYTES = 128 * 1024
NOTHING_LEFT = struct.pack("ii", 1, 0)  # the system forgets at once what it has not sent yet


class TimedConnection(H11Protocol):
    """A connection that is closed when the head of a request has not come within HEAD_SECONDS.

    Or when nothing is read for READ_SECONDS, at most twice as long, of what waits to be sent.
    uvicorn closes a connection on which nothing comes after an answer; one that opens and stays silent, or
    sends a byte now and then, or asks and never reads, it would keep for ever.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._timer: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None
        self._unread = 0  # bytes, at the last look

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin to wait for the first request."""
        super().connection_made(transport)
        # With several workers asyncio does not see that uvicorn's socket is one of TCP, and leaves this out:
        # an answer after the first waits 40 ms for the client to confirm its head (uvicorn issue 3149).
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_BYTES)
        self._watch()
        self._look_whether_it_reads()

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
        text = "\n".join(say("head_unreadable", language) for language in Language)
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
        if self._reading:
            self._reading.cancel()

    def shutdown(self) -> None:
        """Close when what is asked is answered; a connection that is new may have just asked."""
        if self.cycle is None:
            self.loop.call_later(LAST_SECONDS, self._shut_down)
        else:
            self._shut_down()

    def _shut_down(self) -> None:
        if not self.transport.is_closing():
            super().shutdown()

    def resume_writing(self) -> None:
        """Send on: what waits from now on has not waited long."""
        super().resume_writing()
        self._unread = 0

    def _watch(self) -> None:
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _look_whether_it_reads(self) -> None:
        unread = self.transport.get_write_buffer_size()
        if self._unread and unread >= self._unread:
            self.transport.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, NOTHING_LEFT
            )
            self.transport.abort()
            return
        self._unread = unread
        self._reading = self.loop.call_later(READ_SECONDS, self._look_whether_it_reads)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
