"""RDF/XML: the merged graph for older tools, without graph names. What XML cannot hold (control characters) becomes U+FFFD."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_rdfxml(graph.quads(), stream)
