"""GraphML: the network for Gephi, yEd, igraph, networkx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from kg.export.picture import EDGE, NODE, Picture, Values
from kg.store import Graph

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NODE = {name: f"n{number}" for number, name in enumerate(NODE)}
_EDGE = {name: f"e{number}" for number, name in enumerate(EDGE)}
_BREAKS = {"\r": "&#13;"}  # a reader of XML takes a bare one for a line feed


def save(graph: Graph, path: Path) -> None:
    """What happened or holds, as :mod:`kg.export.picture` has it."""
    with Picture(graph) as picture, path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(_HEAD)
        stream.writelines(_keys())
        stream.write('<graph edgedefault="directed">\n')
        for id, values in picture.nodes():
            stream.write(f"<node id={quoteattr(id)}>{''.join(_data(values, _NODE))}</node>\n")
        for tail, head, values in picture.edges():
            ends = f"source={quoteattr(tail)} target={quoteattr(head)} id={quoteattr(values['id'])}"
            stream.write(f"<edge {ends}>{''.join(_data(values, _EDGE))}</edge>\n")
        stream.write("</graph>\n</graphml>\n")


def _keys() -> Iterator[str]:
    for kind, types, ids in (("node", NODE, _NODE), ("edge", EDGE, _EDGE)):
        for name, type in types.items():
            yield f'<key id="{ids[name]}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'


def _data(values: Values, ids: dict[str, str]) -> Iterator[str]:
    return (f'<data key="{ids[name]}">{escape(str(value), _BREAKS)}</data>' for name, value in values.items())
