"""GEXF: the network for Gephi, with its timeline: an edge lasts from the first to the last day of its facts.

All edges are directed, since readers refuse a file with both kinds; the column ``directed`` says which are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from kg.export.picture import EDGE, NODE, Picture, Values
from kg.store import Graph

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">
<meta><creator>kg</creator></meta>
<graph defaultedgetype="directed" mode="dynamic" name="" timeformat="date">
"""
_NODE = {name: type for name, type in NODE.items() if name != "label"}  # what GEXF has no attribute of its own for
_EDGE = {name: type for name, type in EDGE.items() if name not in {"id", "label", "weight"}} | {"networkx_key": "string"}


def save(graph: Graph, path: Path) -> None:
    """What happened or holds, as :mod:`kg.export.picture` has it; ``networkx_key`` tells parallel edges apart."""
    with Picture(graph) as picture, path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(_HEAD)
        stream.writelines([*_attributes("edge", _EDGE), *_attributes("node", _NODE), "<nodes>\n"])
        for id, values in picture.nodes():
            stream.write(f"<node id={quoteattr(id)} label={quoteattr(values['label'])}>{_values(values, _NODE)}</node>\n")
        stream.write("</nodes>\n<edges>\n")
        for tail, head, values in picture.edges():
            shown = {**values, "networkx_key": values["relation"]}
            stream.write(f"<edge {_ends(tail, head, values)}>{_values(shown, _EDGE)}</edge>\n")
        stream.write("</edges>\n</graph>\n</gexf>\n")


def _attributes(kind: str, types: Mapping[str, str]) -> Iterator[str]:
    yield f'<attributes mode="static" class="{kind}">\n'
    yield from (f'<attribute id="{kind}-{name}" title="{name}" type="{type}"/>\n' for name, type in types.items())
    yield "</attributes>\n"


def _ends(tail: str, head: str, values: Values) -> str:
    days = {"start": values["first"], "end": values["last"]}
    told = {"source": tail, "target": head, "id": values["id"], "label": values["label"], "weight": str(values["weight"]), **days}
    return " ".join(f"{name}={quoteattr(value)}" for name, value in told.items() if value or name not in days)


def _values(values: Values, types: Mapping[str, str]) -> str:
    kind = "node" if types is _NODE else "edge"
    found = (f'<attvalue for="{kind}-{name}" value={quoteattr(str(values[name]))}/>' for name in types)
    return f"<attvalues>{''.join(found)}</attvalues>"
