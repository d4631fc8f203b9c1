"""Files as streams of bytes, unpacked where their name ends in .gz or .zst, up to a limit: kilobytes can unpack for hours."""

from __future__ import annotations

import errno
import gzip
import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.errors import InputError
from kg.ingest.checked import LONGEST
from kg.ingest.meter import Counted, Meter

PACKINGS = (".gz", ".zst")
BUFFER = 1 << 16  # bytes read at a time, and what a reader may look at to tell an encoding
GROWTH = 200  # texts are packed to a fifth, hardly ever to less than a twentieth
_SLICE = 512  # packed bytes taken at a time: they unpack to 16 MiB at most
_WINDOW = 1 << 27  # bytes that unpacking .zst may hold: what its own tools allow


def opened(path: Path, meter: Meter | None = None) -> io.BufferedReader:
    """The file's bytes, unpacked; raises OSError, and InputError where a library is missing."""
    name = path.name.lower()
    if not name.endswith(PACKINGS):
        return io.BufferedReader(Counted(path, meter), BUFFER)
    packed = io.BufferedReader(Counted(path, meter), BUFFER)
    stream = _Gzip(packed) if name.endswith(".gz") else _zstd(path, packed)
    return io.BufferedReader(_Limited(cast("BinaryIO", stream), max(LONGEST, path.stat().st_size * GROWTH)), BUFFER)


def missing(what: str) -> str:
    """What to do where a library of the extra is not installed."""
    return f"needs {what}: pip install 'diplomacy-kg[input]'"


class _Gzip(gzip.GzipFile):
    """Closes the file with itself."""

    def __init__(self, packed: BinaryIO) -> None:
        super().__init__(fileobj=packed, mode="rb")
        self._packed = packed

    def close(self) -> None:
        super().close()
        self._packed.close()


def _zstd(path: Path, packed: BinaryIO) -> BinaryIO:
    try:
        import zstandard
    except ImportError as error:
        packed.close()
        raise InputError(str(path), missing("zstandard")) from error
    return cast("BinaryIO", _Zstd(packed, zstandard.ZstdDecompressor(max_window_size=_WINDOW)))


def whole(stream: BinaryIO, most: int) -> bytes:
    """Everything, or a little more than ``most`` bytes: what is asked for at once is also reserved at once."""
    parts: list[bytes] = []
    while most >= 0 and (data := stream.read(BUFFER)):
        parts.append(data)
        most -= len(data)
    return b"".join(parts)


class _Zstd:
    """Frame after frame, told where the last one is cut (the library's own reader is silent about that)."""

    def __init__(self, stream: BinaryIO, unpacker: Any) -> None:
        self._stream, self._unpacker = stream, unpacker
        self._frame: Any = None
        self._ready = memoryview(b"")
        self._packed = b""

    def read(self, size: int) -> bytes:
        while not self._ready:
            self._packed = self._packed or self._stream.read(_SLICE)
            if not self._packed:
                if self._frame is not None:
                    raise OSError(errno.EIO, "it is cut: its last part is missing")
                return b""
            self._frame = self._frame or self._unpacker.decompressobj()
            self._ready = memoryview(self._frame.decompress(self._packed))
            self._packed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        data, self._ready = bytes(self._ready[:size]), self._ready[size:]
        return data

    def close(self) -> None:
        self._stream.close()


class _Limited(io.RawIOBase):
    """What a packed file holds, up to a limit; damage is an OSError, whatever unpacks."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._left = stream, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error) as error:
            raise OSError(errno.EIO, str(error) or "it is damaged") from error
        except Exception as error:
            if type(error).__name__ != "ZstdError":
                raise
            raise OSError(errno.EIO, str(error)) from error
        self._left -= len(data)
        if self._left < 0:
            raise OSError(errno.EFBIG, f"it unpacks to more than {GROWTH} times its size: not read to its end")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()
