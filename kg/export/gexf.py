"""GEXF: the network for Gephi, with its timeline: an edge lasts from the first to the last day of its facts.

All edges are directed, since networkx refuses a file with both kinds; the column ``directed`` says which are not.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import networkx as nx

from kg.export import picture
from kg.store import Graph

_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def save(graph: Graph, path: Path) -> None:
    """What happened or holds, as :mod:`kg.export.picture` has it; the same file on every day."""
    drawn = picture.plain(graph)
    for _, _, data in drawn.edges(data=True):
        for name, edge in (("start", "first"), ("end", "last")):
            if data[edge]:
                data[name] = data[edge]
    written = BytesIO()
    nx.write_gexf(drawn, written, version="1.2draft")
    path.write_bytes(_TODAY.sub(b"", written.getvalue(), count=1))
