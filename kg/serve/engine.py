"""The native server of Oxigraph: started over a folder on a private address of this machine, and ended with us.

It cannot stop a query that counts or sorts (its own time limit is looked at only between rows), so the way to stop one is to
end the whole process: :mod:`kg.serve.lanes` decides when.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import random
import resource
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.errors import ToolError
from kg.serve.wire import Reply, Wire

MEMORY = 4 << 30  # bytes of address space an engine may have: a query that wants more ends it
_PATIENCE = 10.0  # seconds until it must listen
_TRIES = 3
_PR_SET_PDEATHSIG = 1


def program() -> str:
    """The path of the ``oxigraph`` program; raises ToolError where its package is missing."""
    for folder in (Path(sys.executable).parent, *map(Path, os.get_exec_path())):
        if os.access(folder / "oxigraph", os.X_OK):
            return str(folder / "oxigraph")
    raise ToolError("oxigraph", "the query server is not installed: pip install oxigraph")


class Engine:
    """One native server, read-only, over the store in ``folder``."""

    def __init__(self, process: asyncio.subprocess.Process, wire: Wire) -> None:
        self._process, self._wire = process, wire
        self.busy = 0  # requests under way

    @classmethod
    async def start(cls, folder: Path, *, background: bool = False) -> Engine:
        """A server that listens; one in the background gives way to others. Raises ToolError."""
        for _ in range(_TRIES):
            host, port = _address()
            process = await _spawn(folder, host, port)
            if background:
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, process.pid, 15)
            if await _listens(process, host, port):
                return cls(process, Wire(host, port))
            await _end(process)
        raise ToolError("oxigraph", "the query server does not start: run `oxigraph --version` to see why")

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ended(self) -> None:
        """Returns when the process is no more."""
        await self._process.wait()

    async def send(self, path: str, body: bytes, kind: str, accept: str, most: int) -> Reply:
        """One request; errors as in :meth:`kg.serve.wire.Wire.send`."""
        self.busy += 1
        try:
            return await self._wire.send(path, body, kind, accept, most)
        finally:
            self.busy -= 1

    @property
    def wire(self) -> Wire:
        return self._wire

    async def stop(self) -> None:
        """Ends it now, whatever it does."""
        self._wire.close()
        await _end(self._process)


def _address() -> tuple[str, int]:
    """A free port of a loopback address that strangers (a page in the reader's browser, say) would have to guess."""
    octets = [str(random.SystemRandom().randint(1, 254)) for _ in range(3)]
    host = ".".join(["127", *octets]) if sys.platform == "linux" else "127.0.0.1"
    with socket.socket() as probe:
        probe.bind((host, 0))
        return host, probe.getsockname()[1]


async def _spawn(folder: Path, host: str, port: int) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *(program(), "serve-read-only", "--location", str(folder), "--bind", f"{host}:{port}"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.defpath, "HOME": str(folder)},
            preexec_fn=_bounds(),
        )
    except OSError as error:
        raise ToolError("oxigraph", f"the query server does not start: {error.strerror or error}") from error


def _bounds() -> Callable[[], None]:
    """What the new process does before it becomes the server: its limits, and its end when ours comes."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def apply() -> None:
        if libc is not None:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.setpgid(0, 0)  # Ctrl+C is for us: we end it in order

    return apply


async def _listens(process: asyncio.subprocess.Process, host: str, port: int) -> bool:
    """Whether it answers before patience ends."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + _PATIENCE
    while process.returncode is None and loop.time() < deadline:
        with suppress(OSError):
            _, writer = await asyncio.open_connection(host, port)
            writer.close()
            return True
        await asyncio.sleep(0.01)
    return False


async def _end(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    await process.wait()
