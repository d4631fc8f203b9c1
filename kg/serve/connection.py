"""uvicorn's faster reader of requests, with a bound on the head of a request, whose answers go out in one piece.

Head and body of a small answer in one packet: half the system calls, and no waiting for an acknowledgement in between.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 1 << 16  # bytes: address and header fields


class Connection(HttpToolsProtocol):
    """One connection of a client."""

    _head_is_read, _waiting = False, 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(_Gathering(transport, self.loop))  # type: ignore[arg-type]

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self._head_is_read:
            self._waiting += len(data)
            if self._waiting > HEAD:
                self.send_400_response("the address or the header fields are too long: post the query")

    def on_message_begin(self) -> None:
        self._head_is_read, self._waiting = False, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._head_is_read = True
        super().on_headers_complete()


class _Gathering:
    """A transport that writes at once what is written in one turn of the loop."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._parts:
            self._transport.write(b"".join(self._parts))
            self._parts.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
