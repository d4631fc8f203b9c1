"""JSON-LD: for programs that know JSON, context included."""

from __future__ import annotations

from kg.store import Graph, formats


def write(graph: Graph) -> bytes:
    """The whole graph."""
    return formats.jsonld(graph.quads())
