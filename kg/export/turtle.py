"""Turtle: the merged graph for reading, without graph names."""

from __future__ import annotations

from kg.store import Graph, formats


def write(graph: Graph) -> bytes:
    """The whole graph."""
    return formats.turtle(graph.quads())
