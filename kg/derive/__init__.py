"""What follows from the records: occurrences (the same thing told twice) and shortcuts (plain edges).

They have the ``derived`` graph to themselves, made from the records alone: it can be dropped and made again at any time, and
is the same whatever the order of the articles. Occurrences are grouped in Python by the rules of
``queries/derive/occurrences.toml``; shortcuts are ``queries/derive/*.rq``.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from kg import iris, resources
from kg.decisions import NONE, Decisions
from kg.derive import occurrences
from kg.derive.grouping import groups
from kg.derive.told import read
from kg.store import Graph

__all__ = ["derive", "shortcuts", "stale"]


def derive(graph: Graph, decisions: Decisions | None = None, base: str = iris.BASE) -> None:
    """Drops the ``derived`` graph and makes it again from the records; the decisions say what is the same and what is not."""
    derived = iris.graph("derived", base)
    graph.drop(derived)
    records, places = read(graph)
    graph.add(occurrences.quads(groups(records, places, decisions or NONE), places, base))
    found = [triple for query in shortcuts().values() for triple in graph.construct(query)]
    graph.add(Quad(t.subject, t.predicate, t.object, NamedNode(derived)) for t in found)


def shortcuts() -> dict[str, str]:
    """The CONSTRUCT queries that make shortcuts, by name, sorted. Each reads occurrences and records, never another's result."""
    return {path.stem: path.read_text("utf-8") for path in sorted(resources.path("queries", "derive").glob("*.rq"))}


def stale(graph: Graph, decisions: Decisions) -> list[str]:
    """Records (IRIs) that [[same]] or [[apart]] name and the graph does not have: decisions about nothing."""
    named = {iri for group in (*decisions.same, *decisions.apart) for iri in group}
    return sorted(iri for iri in named if not any(True for _ in graph.about(iri)))
