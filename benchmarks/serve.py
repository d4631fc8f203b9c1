"""Ask `kg serve` for a minute: ``python benchmarks/serve.py [GRAPH.nq] [--seconds 60]``.

Three measurements on the same data, one after the other, light queries (everything about one thing) by 8 clients as fast as they
can: our ``/sparql``, the bare native server, and rdflib-endpoint (where it is installed: ``pip install rdflib-endpoint``). Then 8
clients ask light queries of ours while 2 ask impossible ones: every light query must be answered, the impossible ones end at the
limit, and afterwards there are as few threads and processes as before. Exit status 1 where one of these does not hold. Everything
happens on this machine's loopback. Without GRAPH a graph is made up (``--people`` decides how large).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph as ox

from kg import iris
from kg.serve.engine import program
from kg.serve.wire import BrokenError, Wire
from kg.store import open_graph

CLIENTS, HEAVY = 8, 2
TIMES = 10  # faster than rdflib-endpoint
_MEDIA = "application/sparql-results+json"
_IMPOSSIBLE = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?x ?y ?z }",
    "SELECT * { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f . ?x ?y ?z } ORDER BY ?z ?a ?s",
)


@dataclass
class Told:
    """What clients met: answers by kind of query and status, seconds each light one took."""

    answers: Counter[tuple[str, object]] = field(default_factory=Counter)
    light: list[float] = field(default_factory=list)

    def line(self, seconds: float) -> str:
        """One line for people."""
        times = sorted(self.light) or [0.0]
        quantile = [1000 * times[int(len(times) * q)] for q in (0.5, 0.99)]
        answers = ", ".join(f"{kind} {status}: {n:,}" for (kind, status), n in sorted(self.answers.items(), key=str))
        return f"{len(self.light) / seconds:8,.0f}/s   median {quantile[0]:6.1f} ms   99 % {quantile[1]:6.1f} ms   ({answers})"


async def _client(address: tuple[str, int], path: str, queries: list[str], kind: str, until: float, told: Told) -> None:
    wire = Wire(*address)
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            reply = await wire.send(path, random.choice(queries).encode(), "application/sparql-query", _MEDIA, 64 << 20)
            told.answers[kind, reply.status] += 1
        except BrokenError:
            told.answers[kind, "broken"] += 1
            await asyncio.sleep(0.05)
        if kind == "light":
            told.light.append(time.monotonic() - start)
    wire.close()


async def _asked(address: tuple[str, int], path: str, light: list[str], seconds: float, heavy: int = 0) -> Told:
    told, until = Told(), time.monotonic() + seconds
    clients = [_client(address, path, light, "light", until, told) for _ in range(CLIENTS)]
    clients += [_client(address, path, [_IMPOSSIBLE[i % 2]], "impossible", until, told) for i in range(heavy)]
    await asyncio.gather(*clients)
    return told


# -- servers -----------------------------------------------------------------------------------------------------------------


@contextmanager
def _running(command: list[str], port: int, path: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    try:
        for _ in range(1200):
            try:
                urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _threads(pid: int) -> int:
    """Threads of a process and of its children."""
    command = [shutil.which("ps") or "ps", "-o", "nlwp=", "-p", str(pid), "--ppid", str(pid)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return sum(map(int, listed.stdout.split()))


# -- the run -----------------------------------------------------------------------------------------------------------------


def _made_up(path: Path, people: int) -> None:
    """Meetings between as many people, in as many graphs as there are fifties of them."""
    draw = random.Random(4)

    def quads() -> Iterator[ox.Quad]:
        kinds = [ox.NamedNode(iris.term(name)) for name in ("Meeting", "participant", "dateText")]
        for number in range(people * 5):
            record = ox.NamedNode(f"{iris.BASE}article/a{number // 50}/record/Meeting-{number:012x}")
            graph = ox.NamedNode(f"{iris.BASE}article/a{number // 50}")
            yield ox.Quad(record, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kinds[0], graph)
            for _ in range(2):
                yield ox.Quad(record, kinds[1], ox.NamedNode(f"{iris.BASE}person/p{draw.randrange(people)}"), graph)
            yield ox.Quad(record, kinds[2], ox.Literal(f"20{draw.randrange(10, 25)}-01-02"), graph)

    ox.serialize(quads(), output=str(path), format=ox.RdfFormat.N_QUADS)


def _light(path: Path) -> list[str]:
    """Queries about some of the things in the graph."""
    things = sorted({q.subject.value for q in open_graph(path).quads() if isinstance(q.subject, ox.NamedNode)})
    drawn = random.Random(4).sample(things, min(200, len(things)))
    return [f"SELECT ?p ?o {{ <{thing}> ?p ?o }}" for thing in drawn]


def main() -> int:
    """Runs everything; the exit status."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    given.add_argument("graph", nargs="?")
    given.add_argument("--seconds", type=float, default=60)
    given.add_argument("--people", type=int, default=5000)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        shutil.copy(asked.graph, path) if asked.graph else _made_up(path, asked.people)
        print(f"{sum(1 for _ in path.open('rb')):,} statements, {CLIENTS} clients, {asked.seconds:g} s each")
        return 0 if all(_measured(path, Path(folder), _light(path), asked.seconds)) else 1


def _measured(path: Path, folder: Path, light: list[str], seconds: float) -> Iterator[bool]:
    port = _free()
    with _running(
        [sys.executable, "-m", "kg", "serve", str(path), "--port", str(port), "--timeout", "10"], port, "/healthz"
    ) as process:
        ours = asyncio.run(_asked(("127.0.0.1", port), "/sparql", light, seconds))
        print(f"kg serve          {ours.line(seconds)}")
        before = _threads(process.pid)
        mixed = asyncio.run(_asked(("127.0.0.1", port), "/sparql", light, seconds, HEAVY))
        print(f"  + {HEAVY} impossible  {mixed.line(seconds)}")
        time.sleep(2)
        after = _threads(process.pid)
        print(f"  threads of all its processes: {before} before, {after} after; still running: {process.poll() is None}")
        yield process.poll() is None and after <= before + 40  # a resting engine or two
        yield {status for kind, status in mixed.answers if kind == "light"} <= {200, 503}
        yield {status for kind, status in mixed.answers if kind == "impossible"} <= {504, 503}
    open_graph(path).save(f"{folder}/store/")
    port = _free()
    native = [program(), "serve-read-only", "--location", f"{folder}/store", "--bind", f"127.0.0.1:{port}"]
    with _running(native, port, "/query?query=ASK%7B%7D"):
        bare = asyncio.run(_asked(("127.0.0.1", port), "/query?union-default-graph", light, seconds))
        print(f"bare oxigraph     {bare.line(seconds)}")
    yield _compared(path, light, seconds, len(ours.light) / seconds)


def _compared(path: Path, light: list[str], seconds: float, ours: float) -> bool:
    if find_spec("rdflib_endpoint") is None:
        print("rdflib-endpoint   not installed here: not compared")
        return True
    times = []
    for store in ("default", "Oxigraph"):
        port = _free()
        command = [sys.executable, "-m", "rdflib_endpoint", "serve", str(path), "--host", "127.0.0.1", "--port", str(port)]
        with _running([*command, "--store", store], port, "/?query=ASK%7B%7D"):
            told = asyncio.run(_asked(("127.0.0.1", port), "/", light, seconds))
        times.append(ours / max(told.answers["light", 200] / seconds, 0.01))
        print(f"rdflib-endpoint   {told.line(seconds)}   store {store}: kg serve is {times[-1]:.0f} times as fast")
    return times[0] >= TIMES


if __name__ == "__main__":
    sys.exit(main())
