"""A real HTTP server in front of a store: asks for credentials, is busy, breaks off, refuses, as it is told; the rest it forwards."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, str], bytes]
_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    size: int
    shown: str  # the credentials

    @property
    def scheme(self) -> str:
        return self.shown.partition(" ")[0]

    @property
    def writes(self) -> bool:
        return self.method != "GET" and self.path.startswith(("/store", "/update"))


Rule = Callable[[Request, int], Answer | None]  # with the number of the writing request; None lets it through


@dataclass
class Gate:
    """``rules`` are asked in order; ``seen`` is everything that came. An answer of status 0 breaks the connection off."""

    url: str = ""
    rules: list[Rule] = field(default_factory=list)
    seen: list[Request] = field(default_factory=list)
    writes: int = 0
    lock: Lock = field(default_factory=Lock)

    @property
    def puts(self) -> list[str]:
        return [r.path for r in self.seen if r.method == "PUT"]

    def answer(self, request: Request) -> Answer | None:
        with self.lock:
            self.seen.append(request)
            self.writes += request.writes
            return next((a for rule in self.rules if (a := rule(request, self.writes)) is not None), None)


@contextmanager
def gate(store: str, *rules: Rule) -> Iterator[Gate]:
    """A gate before the store at this address."""
    target = urlsplit(store).netloc
    made = Gate(rules=list(rules))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = made.answer(Request(self.command, self.path, len(body), self.headers.get("Authorization", "")))
            if answer is None:
                answer = self.forwarded(body)
            if answer[0] == 0:
                self.close_connection = True
                return
            self.send_response(answer[0])
            for name, value in {**answer[1], "Content-Length": str(len(answer[2]))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer[2])

        def forwarded(self, body: bytes) -> Answer:
            connection = http.client.HTTPConnection(target, timeout=60)
            try:
                kept = {n: v for n, v in self.headers.items() if n.lower() not in {*_HOP, "authorization", "accept-encoding"}}
                connection.request(self.command, self.path, body, kept)
                found = connection.getresponse()
                return found.status, {n: v for n, v in found.getheaders() if n.lower() not in {*_HOP, "date"}}, found.read()
            finally:
                connection.close()

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - the names that the library calls

        def send_response(self, code: int, message: str | None = None) -> None:
            """Without a Server header of our own: the store's goes through."""
            self.send_response_only(code, message)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def busy(*numbers: int, status: int = 503, rest: str | None = "0") -> Rule:
    """These writing requests (counted from 1) are answered with a status; ``rest`` is the Retry-After."""
    headers = {} if rest is None else {"Retry-After": rest}
    return lambda request, number: (status, headers, b"busy") if request.writes and number in numbers else None


def breaks(*numbers: int) -> Rule:
    """The connection breaks at these writing requests."""
    return lambda request, number: (0, {}, b"") if request.writes and number in numbers else None


def refuses(path: str, status: int = 405) -> Rule:
    """Nothing at this path takes anything but queries."""
    return lambda request, _: (status, {}, b"no such thing") if request.path.startswith(path) else None


def basic(user: str, password: str) -> Rule:
    return _wants("Basic", base64.b64encode(f"{user}:{password}".encode()).decode())


def bearer(token: str) -> Rule:
    return _wants("Bearer", token)


def _wants(scheme: str, word: str) -> Rule:
    challenge = {"WWW-Authenticate": f'{scheme} realm="news"'}
    return lambda request, _: None if request.shown == f"{scheme} {word}" else (401, challenge, b"")
