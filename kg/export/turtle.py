"""Turtle: the merged graph for reading, without graph names."""

from __future__ import annotations

from typing import BinaryIO

from kg.store import Graph, formats


def write(graph: Graph, stream: BinaryIO) -> None:
    """The whole graph."""
    formats.write_turtle(graph.quads(), stream)
