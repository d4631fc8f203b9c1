"""Cytoscape JSON (.cyjs): the network for Cytoscape and Cytoscape.js, one node or edge a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.export.picture import Picture
from kg.store import Graph

_HEAD = {"format_version": "1.0", "generated_by": "kg", "target_cytoscapejs_version": "~3", "directed": True, "multigraph": True}


def save(graph: Graph, path: Path) -> None:
    """What happened or holds, as :mod:`kg.export.picture` has it; ``value`` and ``key`` are what networkx asks for."""
    with Picture(graph) as picture, path.open("w", encoding="utf-8", newline="\n") as stream:
        nodes = ({"id": id, "value": id, "name": values["label"], **values} for id, values in picture.nodes())
        edges = (
            {"source": tail, "target": head, "interaction": v["relation"], "key": v["relation"], **v}
            for tail, head, v in picture.edges()
        )
        head = json.dumps(_HEAD | {"data": {"name": "kg"}})
        stream.write(f'{head[:-1]}, "elements": {{"nodes": [\n')
        stream.writelines(_lines(nodes))
        stream.write('\n], "edges": [\n')
        stream.writelines(_lines(edges))
        stream.write("\n]}}\n")


def _lines(elements: Iterator[dict[str, Any]]) -> Iterator[str]:
    for number, element in enumerate(elements):
        yield (",\n" if number else "") + json.dumps({"data": element}, ensure_ascii=False)
