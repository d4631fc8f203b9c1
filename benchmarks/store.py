"""Our layers against what lies below them and beside them: ``python benchmarks/store.py [--quads 100000] [--turns 5]``.

Everything is paired: both sides do the same work on the same made-up graph, in turns within one process, and what is printed is
the ratio of their processor times with its spread over the turns. Loading and queries against raw pyoxigraph; queries, reading
and writing against rdflib in memory (small graphs only: it takes hours beyond); the start of each command against nothing.
``--record`` adds the figures to a history of JSON lines.
"""

from __future__ import annotations

import argparse
import io
import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tellings are those of the tests

import pyoxigraph as ox
import rdflib

from kg import __version__, assemble, catalogue, mapping
from kg.cli import cli
from kg.decisions import NONE
from kg.export import writer
from kg.gazetteer import Gazetteer
from kg.model import Entity, Reading, Record
from kg.store import PREFIXES, Graph, formats, open_graph
from tests.world import Telling, rec

HEAVY = 100_000  # quads beyond which rdflib is not asked
GROUPED = """SELECT ?year (COUNT(?o) AS ?n) {
  ?o a dip:Occurrence ; dip:ofClass dip:Meeting ; dip:notBefore ?d BIND(SUBSTR(STR(?d), 1, 4) AS ?year)
} GROUP BY ?year ORDER BY ?year"""
PATH = "SELECT DISTINCT ?b { <%s> dip:metWith+ ?b }"
POINT = "SELECT ?p ?o { <%s> ?p ?o }"


@dataclass(frozen=True)
class Compared:
    """What was done, how often, and how many times as long ours took as the other (lowest, median, highest of the turns)."""

    what: str
    other: str
    quads: int
    ours_ms: float
    other_ms: float
    lowest: float
    ratio: float
    highest: float


# -- a graph of any size ---------------------------------------------------------------------------------------------------------


def told(gazetteer: Gazetteer) -> Callable[[int], Reading]:
    """Number -> an article of six records: meetings, visits, stances and offices of people and countries that the tables know."""
    known = [gazetteer.entity(i) for i in sorted(gazetteer.rows)]
    people = [e for e in known if e.kind == "Person"][:400]
    countries = [e for e in known if e.kind == "Country"]
    cities = [e for e in known if e.kind == "City"]

    def invent(number: int) -> Reading:
        chance = random.Random(number)
        article = Telling(f"n{number}", str(date(2000, 1, 1) + timedelta(days=chance.randrange(9000))))
        for sentence in range(6):
            article.says(f"Sentence {number}.{sentence} tells of somebody.", _record(chance, people, countries, cities))
        return article.reading()

    return invent


def invented(quads: int) -> Graph:
    """A graph of about so many quads."""
    gazetteer = Gazetteer.load()
    graph, made, invent = Graph.memory(), 0, told(gazetteer)
    for number in count():
        if made > quads * 0.7:  # the rest is derived
            break
        lines = mapping.article_quads(invent(number))
        graph.add(lines)
        made += len(lines)
    assemble.Whole(graph, gazetteer, NONE).make()
    return graph


def _record(chance: random.Random, people: Sequence[Entity], countries: Sequence[Entity], cities: Sequence[Entity]) -> Record:
    day = str(date(2000, 1, 1) + timedelta(days=chance.randrange(9000)))
    one, other = chance.sample(people, 2)
    return chance.choice([
        lambda: rec("Meeting", participant=[one, other], place=chance.choice(cities), on=day),
        lambda: rec("Visit", visitor=one, destination=chance.choice(countries), on=day),
        lambda: rec("Stance", agent=one, target=chance.choice(countries), stance="support"),
        lambda: rec("Tenure", holder=one, of=chance.choice(countries), officeText="minister"),
    ])()  # fmt: skip


# -- pairing ---------------------------------------------------------------------------------------------------------------------


def compared(what: str, other: str, quads: int, pair: tuple[Callable[[], Any], Callable[[], Any]], turns: int) -> Compared:
    """Both in turns; who begins changes."""
    times: list[tuple[float, float]] = []
    for turn in range(turns + 1):  # the first one warms up
        order = (0, 1) if turn % 2 else (1, 0)
        taken = {side: _seconds(pair[side]) for side in order}
        times.append((taken[0], taken[1]))
    ratios = sorted(a / b for a, b in times[1:])
    ours, theirs = (1000 * statistics.median(side) for side in zip(*times[1:], strict=True))
    return Compared(what, other, quads, ours, theirs, ratios[0], statistics.median(ratios), ratios[-1])


def _seconds(do: Callable[[], Any]) -> float:
    """Processor seconds a time, of as many times as fill a tenth of a second."""
    times, begin = 0, time.process_time()
    while True:
        do()
        times += 1
        if (used := time.process_time() - begin) > 0.1:
            return used / times


# -- what is compared ------------------------------------------------------------------------------------------------------------


def loading(file: Path, quads: int, turns: int) -> Iterator[Compared]:
    """The file into memory."""

    def raw() -> ox.Store:
        store = ox.Store()
        store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
        return store

    yield compared("load .nq", "pyoxigraph", quads, (lambda: open_graph(file), raw), turns)


def asking(graph: Graph, file: Path, turns: int) -> Iterator[Compared]:
    """Each query of the catalogue that needs no value, and three of each kind, through our layer and without it."""
    store, quads = ox.Store(), len(graph)
    store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)

    def raw(text: str) -> list[Any]:
        return list(store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True))  # type: ignore[arg-type]

    for query in catalogue.list_queries():
        text = catalogue.bind(graph, query, {})
        yield compared(
            query.name, "pyoxigraph", quads, (lambda n=query.name: list(catalogue.run(graph, n)), lambda t=text: raw(t)), turns
        )


def against_rdflib(graph: Graph, file: Path, turns: int) -> Iterator[Compared]:
    """Queries, reading and writing."""
    quads = len(graph)
    if quads > 1.5 * HEAVY:
        return
    rdflib.NORMALIZE_LITERALS = False
    held = rdflib.Dataset(default_union=True)
    held.parse(file, format="nquads")
    busiest = next(
        row["s"].value
        for row in graph.select("SELECT ?s (COUNT(*) AS ?n) { ?s dip:metWith ?o } GROUP BY ?s ORDER BY DESC(?n) LIMIT 1")
    )
    names = {prefix: rdflib.Namespace(iri) for prefix, iri in PREFIXES.items()}
    for what, text in (("point", POINT % busiest), ("grouped", GROUPED), ("path", PATH % busiest)):
        pair = (lambda t=text: list(graph.select(t)), lambda t=text: list(held.query(t, initNs=names)))
        yield compared(f"query: {what}", "rdflib", quads, pair, turns)
    raw = file.read_bytes()
    parse = (lambda: list(ox.parse(raw, format=ox.RdfFormat.N_QUADS)), lambda: rdflib.Dataset().parse(data=raw, format="nquads"))
    yield compared("parse .nq", "rdflib", quads, parse, 1)
    yield compared(
        "write .nq", "rdflib", quads, (lambda: formats.nquads(graph.quads()), lambda: held.serialize(format="nquads")), 1
    )
    merged = rdflib.Graph()
    for s, p, o, _ in held.quads():
        merged.add((s, p, o))
    yield compared(
        "write .ttl",
        "rdflib",
        quads,
        (lambda: writer("x.ttl")(graph, io.BytesIO()), lambda: merged.serialize(format="turtle")),
        1,
    )


def starting(turns: int) -> Iterator[Compared]:
    """What each command uses before its own work, and Python itself."""
    for command in sorted(cli.commands):
        pair = [_child([sys.executable, "-m", "kg", command, "--help"], turns), _child([sys.executable, "-c", "pass"], turns)]
        (ours, _), (other, _) = pair
        ratios = sorted(a / b for a, b in zip(pair[0][1], pair[1][1], strict=True))
        yield Compared(
            f"start of kg {command}", "python", 0, 1000 * ours, 1000 * other, ratios[0], statistics.median(ratios), ratios[-1]
        )


def _child(command: list[str], turns: int) -> tuple[float, list[float]]:
    """Processor seconds of a process: the median, and each."""
    found = []
    for _ in range(turns):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - ourselves
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(found), found


def machine() -> str:
    """Processor and memory in words."""
    info = Path("/proc/cpuinfo")
    model = next(
        (line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")),
        platform.machine(),
    )
    return (
        f"{model}, Python {platform.python_version()}, pyoxigraph {ox.__version__}, rdflib {rdflib.__version__}, kg {__version__}"
    )


def main() -> None:
    """Prints a table; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quads", type=int, nargs="*", default=[HEAVY], help="sizes of graphs (default 100000)")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--record", type=Path, metavar="FILE", help="add the figures to these JSON lines")
    given = parser.parse_args()
    print(machine())
    print("| what | against | quads | ours ms | other ms | ratio (lowest to highest) |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in given.quads:
            file = Path(folder) / f"{size}.nq"
            graph = invented(size)
            graph.save(file)
            for some in (
                loading(file, len(graph), given.turns),
                asking(graph, file, given.turns),
                against_rdflib(graph, file, given.turns),
            ):
                for one in some:
                    _tell(one, given.record)
    for one in starting(given.turns):
        _tell(one, given.record)


def _tell(one: Compared, record: Path | None) -> None:
    ratio = f"{one.ratio:.2f} ({one.lowest:.2f} to {one.highest:.2f})"
    print(f"| {one.what} | {one.other} | {one.quads:,} | {one.ours_ms:.1f} | {one.other_ms:.1f} | {ratio} |", flush=True)
    if record:
        with record.open("a", encoding="utf-8") as out:
            row = {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(one).items()}
            out.write(json.dumps({"day": time.strftime("%Y-%m-%d", time.gmtime()), "machine": machine(), **row}) + "\n")


if __name__ == "__main__":
    main()
