"""N-Triples: the merged graph, a statement a line, without graph names. Sorted."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_ntriples(graph.quads(), stream)
