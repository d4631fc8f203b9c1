"""A small HTTP client for the engine: kept-alive connections on this machine, whole answers up to a size, or as a stream.

The engine is ours and speaks plain HTTP/1.1; a general client would cost more time than most queries do.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

_IDLE = 16  # connections kept open
_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class TooLargeError(Exception):
    """An answer longer than allowed."""


class BrokenError(ConnectionError):
    """The engine hung up: it has ended, or it was ended."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The engine's answer."""

    status: int
    media: str
    body: bytes


class Wire:
    """Requests to one address."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._idle: list[_Line] = []

    async def send(self, path: str, body: bytes, kind: str, accept: str, most: int) -> Reply:
        """The whole answer; raises TooLargeError beyond ``most`` bytes, BrokenError where the engine hangs up."""
        line = await self._line()
        try:
            reply = await line.ask(_request(f"{self.host}:{self.port}", path, accept, kind, body), most)
        except BaseException:  # a cancelled reader leaves half an answer in the pipe
            line.close()
            raise
        if line.usable and len(self._idle) < _IDLE:
            self._idle.append(line)
        else:
            line.close()
        return reply

    async def stream(self, path: str, accept: str) -> tuple[int, AsyncIterator[bytes]]:
        """Status and the body as it comes, over a connection of its own; raises OSError, EOFError, ValueError."""
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        try:
            writer.write(_request(f"{self.host}:{self.port}", path, accept))
            head = _Head.of(await reader.readuntil(b"\r\n\r\n"))
        except BaseException:
            writer.close()
            raise
        return head.status, _poured(reader, writer, head)

    async def _line(self) -> _Line:
        while self._idle:
            kept = self._idle.pop()
            if kept.usable:
                return kept
        try:
            _, line = await asyncio.get_running_loop().create_connection(_Line, self.host, self.port)
        except OSError as error:
            raise BrokenError from error
        return line

    def close(self) -> None:
        """Hangs up."""
        while self._idle:
            self._idle.pop().close()


def _request(host: str, path: str, accept: str, kind: str = "", body: bytes | None = None) -> bytes:
    """A request's bytes; without a body it is a GET."""
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\n"
    if body is None:
        return head.encode("latin-1") + b"\r\n"
    return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode("latin-1") + body


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of an answer; ``length`` None means chunks."""

    status: int
    media: str
    length: int | None
    last: bool  # the engine hangs up afterwards

    @classmethod
    def of(cls, raw: bytes | bytearray) -> _Head:
        first, *lines = raw.decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = None if "chunked" in fields.get("transfer-encoding", "") else int(fields.get("content-length", "0"))
        return cls(int(first[9:12]), fields.get("content-type", ""), length, fields.get("connection", "").lower() == "close")


class _Line(asyncio.Protocol):
    """A connection that is asked one thing at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Reply] | None = None
        self._buffer, self._at = bytearray(), 0
        self._head: _Head | None = None
        self._parts: list[bytes] = []
        self._size = self._most = 0

    @property
    def usable(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    async def ask(self, request: bytes, most: int) -> Reply:
        assert self._transport is not None
        self._buffer.clear()
        self._head, self._at, self._parts, self._size, self._most = None, 0, [], 0, most
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        self._hurry()
        return await self._waiting

    def _hurry(self) -> None:
        """The engine sends an answer in small pieces and waits for each to be acknowledged, for which a kernel takes 40 ms."""
        if _QUICKACK is not None and self._transport is not None:
            self._transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail(BrokenError(str(exc or "")))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        try:
            self._read()
        except ValueError:
            self._fail(BrokenError("no HTTP"))

    def _fail(self, error: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)

    def _read(self) -> None:
        """Takes from the buffer what is whole."""
        if self._head is None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._head, self._at = _Head.of(self._buffer[:end]), end + 4
        done = self._counted(self._head.length) if self._head.length is not None else self._chunked()
        if self._size > self._most:
            self._fail(TooLargeError())
            self.close()
        elif done and self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Reply(self._head.status, self._head.media, b"".join(self._parts)))
            if self._head.last:
                self.close()

    def _counted(self, length: int) -> bool:
        self._size = length
        if len(self._buffer) - self._at < length:
            return False
        self._parts.append(bytes(self._buffer[self._at : self._at + length]))
        return True

    def _chunked(self) -> bool:
        """Whether the last chunk has come."""
        while (end := self._buffer.find(b"\r\n", self._at)) >= 0:
            size = int(self._buffer[self._at : end].partition(b";")[0], 16)
            if len(self._buffer) < end + 4 + size:
                return False
            if not size:
                return True
            self._parts.append(bytes(self._buffer[end + 2 : end + 2 + size]))
            self._size += size
            del self._buffer[: end + 4 + size]
            self._at = 0
        return False


async def _poured(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: _Head) -> AsyncIterator[bytes]:
    try:
        if head.length is not None:
            yield await reader.readexactly(head.length)
            return
        while size := int((await reader.readline()).partition(b";")[0] or b"x", 16):
            yield (await reader.readexactly(size + 2))[:-2]
    finally:
        writer.close()
