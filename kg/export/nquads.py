"""N-Quads: every statement a line, with the graph it is in. Sorted: two versions can be compared with diff."""

from __future__ import annotations

from kg.store import Graph, formats


def write(graph: Graph) -> bytes:
    """The whole graph."""
    return formats.nquads(graph.quads())
