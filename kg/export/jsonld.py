"""JSON-LD: for programs that know JSON, context included."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_jsonld(graph.quads(), stream)
