"""N-Quads: every statement a line, with the graph it is in. Sorted: two versions can be compared with diff."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_nquads(graph.quads(), stream)
