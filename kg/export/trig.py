"""TriG: for reading, graphs one after the other, with prefixes."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_trig(graph.quads(), stream)
