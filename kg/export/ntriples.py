"""N-Triples: the merged graph, a statement a line, without graph names. Sorted."""

from __future__ import annotations

from kg.store import Graph


def write(graph: Graph) -> bytes:
    """The whole graph."""
    lines = {f"{quad.triple} .\n".encode() for quad in graph.quads()}
    return b"".join(sorted(lines))
