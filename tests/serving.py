"""A server of our own for the tests: started as a person would, asked over the loopback, ended with everything it started."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).parent.parent
JSON = "application/sparql-results+json"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
IMPOSSIBLE = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?x ?y ?z }"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def rows(self) -> list[dict[str, str]]:
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]


@dataclass
class Server:
    """A running ``kg serve``."""

    process: subprocess.Popen[str]
    port: int
    log: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        """One request; header names as keywords, ``content_type`` for Content-Type."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, fields)
            found = connection.getresponse()
            return Reply(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str = "*/*", **headers: str) -> Reply:
        return self.ask("GET", path, accept=accept, **headers)

    def page(self, path: str) -> Reply:
        return self.get(path, "text/html,application/xhtml+xml,*/*;q=0.8")

    def sparql(self, query: str, accept: str = JSON, **parameters: Any) -> Reply:
        return self.get("/sparql?" + urlencode({"query": query, **parameters}, doseq=True), accept)

    def count(self, query: str = COUNT) -> int:
        return int(self.sparql(query).rows[0]["n"])

    def health(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.get("/healthz").body)
        return found

    def engines(self) -> list[int]:
        """The processes of the engines."""
        return children(self.process.pid)

    def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(by)
        self.process.wait(15)


@contextmanager
def server(graph: Path | str, *options: str) -> Iterator[Server]:
    """``kg serve GRAPH`` on a free port."""
    command = [sys.executable, "-m", "kg", "serve", str(graph), "--port", "0", *options]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        assert " statements at http://127.0.0.1:" in line, line
        yield Server(process, urlsplit(line.split(" at ")[1].split()[0]).port or 0)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        process.stderr.close()


def children(pid: int) -> list[int]:
    """The child processes of one."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False).stdout
    return [int(word) for word in found.split() if alive(int(word))]


def alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False


def soon(what: Any, seconds: float = 10.0) -> bool:
    """Whether ``what()`` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return bool(what())


def local(iri: str, base: str = "https://w3id.org/diplomacy-kg") -> str:
    """The address of a thing on our server."""
    return quote(iri.removeprefix(base), safe="/%")
