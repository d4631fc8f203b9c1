"""GraphML: the network for Gephi, yEd, igraph, networkx."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from kg.export import picture
from kg.store import Graph


def save(graph: Graph, path: Path) -> None:
    """What happened or holds, as :mod:`kg.export.picture` has it."""
    nx.write_graphml_xml(picture.plain(graph), path, edge_id_from_attribute="id")
