"""A small HTTP client for the engine: kept-alive connections on this machine, bodies up to a size or as a stream.

The engine is ours and speaks plain HTTP/1.1; a general client would cost more time than most queries do.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

_HEAD = 65536  # bytes
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
        self._idle: list[_Connection] = []

    async def send(self, path: str, body: bytes | None, kind: str, accept: str, most: int) -> Reply:
        """The whole answer; raises TooLargeError beyond ``most`` bytes, BrokenError where the engine hangs up."""
        connection = await self._connection()
        try:
            status, media, length = await connection.ask(path, body, kind, accept)
            parts, size = [], 0
            async for part in connection.body(length):
                size += len(part)
                if size > most:
                    raise TooLargeError  # noqa: TRY301 - the connection has to be closed below
                parts.append(part)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            connection.close()
            raise BrokenError from error
        except BaseException:  # a cancelled reader leaves half an answer in the pipe
            connection.close()
            raise
        self._keep(connection)
        return Reply(status, media, b"".join(parts))

    async def stream(self, path: str, accept: str) -> tuple[int, str, AsyncIterator[bytes]]:
        """Status, media type and the body as it comes, over a connection of its own."""
        connection = await _Connection.open(self.host, self.port)
        try:
            status, media, length = await connection.ask(path, None, "", accept)
        except BaseException:
            connection.close()
            raise
        return status, media, self._poured(connection, length)

    async def _poured(self, connection: _Connection, length: int | None) -> AsyncIterator[bytes]:
        try:
            async for part in connection.body(length):
                yield part
        finally:
            connection.close()

    async def _connection(self) -> _Connection:
        while self._idle:
            kept = self._idle.pop()
            if kept.usable:
                return kept
            kept.close()
        try:
            return await _Connection.open(self.host, self.port)
        except OSError as error:
            raise BrokenError from error

    def _keep(self, connection: _Connection) -> None:
        if connection.usable and len(self._idle) < _IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Hangs up."""
        while self._idle:
            self._idle.pop().close()


class _Connection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._reader, self._writer, self._host = reader, writer, host
        self._last = False

    @classmethod
    async def open(cls, host: str, port: int) -> _Connection:
        return cls(*await asyncio.open_connection(host, port, limit=1 << 20), f"{host}:{port}")

    @property
    def usable(self) -> bool:
        return not (self._last or self._writer.is_closing() or self._reader.at_eof())

    async def ask(self, path: str, body: bytes | None, kind: str, accept: str) -> tuple[int, str, int | None]:
        """Sends the request; status, media type and length of the body (None: chunked)."""
        method = "GET" if body is None else "POST"
        head = f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nAccept: {accept}\r\n"
        if body is not None:
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        self._writer.write(head.encode("latin-1") + b"\r\n" + (body or b""))
        await self._writer.drain()
        self._hurry()
        raw = await self._reader.readuntil(b"\r\n\r\n")
        first, *lines = raw[:_HEAD].decode("latin-1").split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self._last = fields.get("connection", "").lower() == "close"
        length = None if "chunked" in fields.get("transfer-encoding", "") else int(fields.get("content-length", "0"))
        return int(first.split(" ", 2)[1]), fields.get("content-type", ""), length

    def _hurry(self) -> None:
        """The engine sends an answer in small pieces and waits for each to be acknowledged, for which a kernel takes 40 ms."""
        if _QUICKACK is not None:
            self._writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)

    async def body(self, length: int | None) -> AsyncIterator[bytes]:
        if length is not None:
            yield await self._reader.readexactly(length)
            return
        while size := int((await self._reader.readline()).split(b";")[0] or b"x", 16):
            part = await self._reader.readexactly(size + 2)
            yield part[:-2]
        await self._reader.readline()

    def close(self) -> None:
        self._writer.close()
