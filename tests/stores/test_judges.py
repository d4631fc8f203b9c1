"""Every file format of RDF that we write, before independent judges: Jena's riot (strict) and Raptor's rapper.

Debian's Jena lacks what its reader of JSON-LD 1.1 needs; ours is read by its reader of 1.0, which knows all that we use.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import resources
from kg.export import FORMATS, export
from kg.store import open_graph
from tests.stores import servers, worlds

pytestmark = pytest.mark.servers
ONTOLOGY = [
    p
    for p in sorted(resources.path("ontology").iterdir())
    if p.suffix in {".ttl", ".nt", ".owl", ".jsonld"} and p.stem != "context"
]
RAPPER = {".nq": "nquads", ".trig": "trig", ".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml"}  # it knows no JSON-LD


@pytest.fixture(scope="module")
def files(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph in every format; it has nothing that XML cannot hold."""
    folder = tmp_path_factory.mktemp("formats")
    graph = open_graph(hostile)
    for suffix in FORMATS:
        export(graph, str(folder / f"g{suffix}"))
    return folder


def values(data: str, *, graphs: bool) -> set[tuple[worlds.Value, ...]]:
    """Statements of N-Quads or N-Triples, as values."""
    return {
        (*(worlds.of_ours(t) for t in quad.triple), worlds.of_ours(quad.graph_name) if graphs else None)
        for quad in ox.parse(data.encode(), format=ox.RdfFormat.N_QUADS)
    }


def expected(hostile: Path, *, graphs: bool) -> set[tuple[worlds.Value, ...]]:
    return values("".join(f"{quad} .\n" for quad in open_graph(hostile).quads()), graphs=graphs)


def test_every_format_is_judged() -> None:
    assert {*RAPPER, ".jsonld"} == set(FORMATS)


def test_riot_finds_nothing_wrong(jena: servers.Jena, files: Path) -> None:
    """Neither in the graph nor in the ontology."""
    graph, terms = [f"g{suffix}" for suffix in RAPPER], [str(p) for p in ONTOLOGY if p.suffix != ".jsonld"]
    json = ["g.jsonld", *(str(p) for p in ONTOLOGY if p.suffix == ".jsonld")]
    for names, syntax in (([*graph, *terms], ()), (json, ("--syntax=JSONLD10",))):
        done = jena.run("riotcmd.riot", "--validate", *syntax, *names, cwd=files)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("suffix", [".trig", ".jsonld"])  # .nq is loaded whole in test_jena, the others have no graph names
def test_riot_reads_the_same_with_graph_names(jena: servers.Jena, files: Path, hostile: Path, suffix: str) -> None:
    syntax = ["--syntax=JSONLD10"] if suffix == ".jsonld" else []
    read = jena.run("riotcmd.riot", *syntax, "--output=nquads", f"g{suffix}", cwd=files)
    assert (read.returncode, read.stderr) == (0, "")
    assert values(read.stdout, graphs=True) == expected(hostile, graphs=True)


@pytest.mark.parametrize("suffix", RAPPER)
def test_rapper_finds_nothing_wrong_and_reads_the_same(files: Path, hostile: Path, suffix: str) -> None:
    path = servers.program_or_skip("rapper", needed_for="the judgement of Raptor")
    command = [path, "-i", RAPPER[suffix], "-o", "ntriples", f"g{suffix}"]
    read = subprocess.run(command, cwd=files, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    assert not [line for line in read.stderr.splitlines() if "rror" in line or "arning" in line]
    assert values(read.stdout, graphs=False) == expected(hostile, graphs=False)


@pytest.mark.parametrize("path", [p for p in ONTOLOGY if p.suffix != ".jsonld"], ids=lambda p: p.name)
def test_rapper_finds_nothing_wrong_in_the_ontology(path: Path) -> None:
    rapper = servers.program_or_skip("rapper", needed_for="the judgement of Raptor")
    kind = {".ttl": "turtle", ".nt": "ntriples", ".owl": "rdfxml"}[path.suffix]
    read = subprocess.run([rapper, "-i", kind, "-o", "ntriples", str(path)], capture_output=True, text=True, check=False)
    assert (read.returncode, "rror" in read.stderr, "arning" in read.stderr) == (0, False, False), read.stderr
    assert len(read.stdout.splitlines()) > 20
