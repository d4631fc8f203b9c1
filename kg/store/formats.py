"""Quads as text, always the same text for the same quads: N-Quads, TriG, JSON-LD.

No blank nodes, sorted, one statement or node a line: two versions of a graph can be compared with ``diff``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, takewhile
from typing import Any

import pyoxigraph as ox

from kg.store.prefixes import PREFIXES, STANDARD, TURTLE

_TYPE = STANDARD["rdf"] + "type"
_STRING = STANDARD["xsd"] + "string"
_VOCAB = PREFIXES["dip"]
_CONTEXT = {"@vocab": _VOCAB, **{p: n for p, n in PREFIXES.items() if p != "dip"}}


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads, lines sorted by their bytes, duplicates dropped."""
    lines = set(ox.serialize(quads, format=ox.RdfFormat.N_QUADS).split(b"\n")) - {b""}  # type: ignore[union-attr]
    return b"".join(line + b"\n" for line in sorted(lines))


def trig(quads: Iterable[ox.Quad]) -> bytes:
    """TriG with prefixes: graphs, subjects and properties sorted, the type of a thing first."""
    return _prefixes_sorted(ox.serialize(_sorted(quads), format=ox.RdfFormat.TRIG, prefixes=TURTLE))


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """Turtle of the merged graph, no graph names."""
    return _prefixes_sorted(ox.serialize(triples(quads), format=ox.RdfFormat.TURTLE, prefixes=TURTLE))


def jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """JSON-LD with its context inside, one node a line; literals keep their lexical form."""
    entries: list[str] = []
    for graph, members in groupby(_sorted(quads), key=lambda q: q.graph_name):
        nodes = [_line(_node(subject, list(own))) for subject, own in groupby(members, key=lambda q: q.subject)]
        if isinstance(graph, ox.DefaultGraph):
            entries += nodes
        else:
            entries.append(f'{{"@id":{_line(_compact(graph.value))},"@graph":[\n' + ",\n".join(nodes) + "\n]}")
    return (f'{{"@context":{_line(_CONTEXT)},\n"@graph":[\n' + ",\n".join(entries) + "\n]}\n").encode()


WRITERS: dict[str, Callable[[Iterable[ox.Quad]], bytes]] = {".nq": nquads, ".trig": trig, ".jsonld": jsonld}
READERS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD}


def triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """The merged graph's triples, once each, subjects and properties sorted, the type of a thing first."""
    yield from sorted({q.triple for q in quads}, key=_order)


def _sorted(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    return sorted(set(quads), key=lambda q: (str(q.graph_name), *_order(q)))


def _order(statement: ox.Quad | ox.Triple) -> tuple[str, str, str]:
    predicate = statement.predicate.value
    return str(statement.subject), "" if predicate == _TYPE else predicate, str(statement.object)


def _prefixes_sorted(data: bytes | None) -> bytes:
    """The serializer's header comes in an order of its own each time."""
    lines = (data or b"").split(b"\n")
    header = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"\n".join(sorted(lines[:header]) + lines[header:])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _compact(iri: str) -> str:
    for prefix, namespace in _CONTEXT.items():
        rest = iri[len(namespace) :]
        if prefix != "@vocab" and iri.startswith(namespace) and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return iri


def _word(iri: str) -> str:
    """A class or property: the ontology's own need no prefix."""
    local = iri.removeprefix(_VOCAB)
    return local if local != iri and local.isalnum() else _compact(iri)


def _node(subject: Any, quads: list[ox.Quad]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _compact(subject.value)}
    for quad in quads:
        if quad.predicate.value == _TYPE and isinstance(quad.object, ox.NamedNode):
            node.setdefault("@type", []).append(_word(quad.object.value))
        else:
            node.setdefault(_word(quad.predicate.value), []).append(_value(quad.object))
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}


def _value(term: Any) -> Any:
    if not isinstance(term, ox.Literal):
        return {"@id": _compact(term.value)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    return term.value if term.datatype.value == _STRING else {"@type": _word(term.datatype.value), "@value": term.value}
