"""TriG: for reading, graphs one after the other, with prefixes."""

from __future__ import annotations

from kg.store import Graph, formats


def write(graph: Graph) -> bytes:
    """The whole graph."""
    return formats.trig(graph.quads())
