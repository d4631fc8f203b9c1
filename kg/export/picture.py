"""The projection of :mod:`kg.network` with plain attributes only, for programs that draw and measure networks.

An edge is one relation between two things with all its facts. Only what happened or holds is drawn: who computes centralities
must not count meetings that were denied. What was planned, cancelled or denied is in the formats of RDF and in Neo4j's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx

from kg import network
from kg.network import Fact, Thing
from kg.store import Graph

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_YES = {True: "yes", False: "no"}  # truth values are written in several ways in these formats


def plain(graph: Graph) -> nx.MultiDiGraph:
    """Nodes by id ("person/xi-jinping") with label, label_zh, kind, iso3, country, linked (yes, no), iri; edges by relation.

    Edges have id, relation, family, label, label_zh, directed (yes, no), weight (facts), articles, reported (facts that an
    article tells in its own voice), first and last (days, where dated), quote (the first sentence). Text is fit for XML.
    """
    picture = network.project(graph)
    drawn = nx.MultiDiGraph()
    edges = sorted(_edges(picture), key=lambda edge: edge[3]["id"])
    for iri in sorted({end for edge in edges for end in edge[:2]}, key=lambda iri: str(picture.nodes[iri]["id"])):
        thing: Thing = picture.nodes[iri]["thing"]
        drawn.add_node(thing.id, **_legal(_node(thing, picture)))
    for tail, head, relation, values in edges:
        ends = (picture.nodes[end]["id"] for end in (tail, head))
        drawn.add_edge(*ends, key=relation, **_legal(values))
    return drawn


def _node(thing: Thing, picture: nx.MultiDiGraph) -> dict[str, Any]:
    country: Thing | None = picture.graph["things"].get(thing.country or "")
    return {
        "label": thing.name(),
        "label_zh": thing.label.get("zh", ""),
        "kind": thing.kind,
        "iso3": thing.iso3 or (country.iso3 if country else None) or "",
        "country": country.name() if country else "",
        "linked": _YES[thing.linked],
        "iri": thing.iri,
    }


def _edges(picture: nx.MultiDiGraph) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for tail, head, relation, data in picture.edges(keys=True, data=True):
        facts = [fact for fact in data["facts"] if any(s.status == "happened" for s in fact.statements)]
        if facts:
            ends = [picture.nodes[end]["id"] for end in (tail, head)]
            values = {"id": f"{ends[0]} {relation} {ends[1]}", "relation": relation, "family": data["family"]}
            label = {"label": data["label"]["en"], "label_zh": data["label"]["zh"], "directed": _YES[data["directed"]]}
            yield tail, head, relation, {**values, **label, **_told(facts, picture)}


def _told(facts: Sequence[Fact], picture: nx.MultiDiGraph) -> dict[str, Any]:
    """What the facts of an edge come to."""
    statements = [s for fact in facts for s in fact.statements]
    days = [fact.when for fact in facts if fact.when]
    quotes = picture.graph["quotes"]
    return {
        "weight": len(facts),
        "articles": len({s.article for s in statements}),
        "reported": sum(any(s.stated_by is None and s.status == "happened" for s in fact.statements) for fact in facts),
        "first": min((when.first for when in days), default=""),
        "last": max((when.last for when in days), default=""),
        "quote": next((quotes[q].text for s in statements for q in s.quotes if q in quotes), ""),
    }


def _legal(values: dict[str, Any]) -> dict[str, Any]:
    """Without the characters that XML cannot hold."""
    return {key: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for key, value in values.items()}
