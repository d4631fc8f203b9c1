"""Starting and ending: the socket, the application, the engines, in order."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import socket
from collections.abc import Callable

from kg.errors import KgError, ToolError
from kg.serve.dataset import Dataset
from kg.serve.engine import program
from kg.serve.rules import Rules
from kg.serve.served import Served

_LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]"})


def run(path: str, host: str, port: int, rules: Rules, ready: Callable[[str, int], None]) -> None:
    """Serves the graph at ``path`` until the process is told to end; ``ready`` gets the address and the number of statements.

    Raises KgError, one line, where the graph, the port or the engine is not to be had.
    """
    program()
    listening = _listening(host, port)
    try:
        first = Dataset.load(path)
        asyncio.run(_serve(path, host, listening, rules, first, ready))
    finally:
        listening.close()


async def _serve(
    path: str, host: str, listening: socket.socket, rules: Rules, first: Dataset, ready: Callable[[str, int], None]
) -> None:
    """Whatever ends us, the engines and the copy go first: so signals are ours, not the web server's."""
    import uvicorn

    from kg.serve.app import application
    from kg.serve.connection import Connection

    served = Served(path, rules.timeout)
    try:
        await served.open(first)
        config = uvicorn.Config(
            application(served, rules, _names(host)),
            http=Connection,
            ws="none",
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
        )
        server, loop = uvicorn.Server(config), asyncio.get_running_loop()
        ready(_address(listening), first.contents.statements)
        serving = asyncio.ensure_future(server._serve([listening]))  # noqa: SLF001 - serve() is this between signal handlers of its own
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, setattr, server, "should_exit", True)
        await serving
    finally:
        await served.close()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(512)
    except socket.gaierror as error:
        raise KgError(host, "is no address of this machine: leave --host out, or give one it has") from error
    except (OSError, OverflowError) as error:
        problem = getattr(error, "strerror", None) or error
        raise ToolError(f"{host}:{port}", f"cannot be listened on ({problem}): give another --port, or --host") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _names(host: str) -> frozenset[str] | None:
    """The names a server may be called by: one that is only for this machine does not listen to pages posing as it."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    return _LOCAL | {host.lower()} if local else None
