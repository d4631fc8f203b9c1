"""RDF/XML: the merged graph for older tools, without graph names. What XML cannot hold (control characters) becomes U+FFFD."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.store import Graph, formats
from kg.store.prefixes import TURTLE

_NAMESPACES = re.compile(rb'( xmlns:\w+="[^"]*")+')
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(graph: Graph) -> bytes:
    """The whole graph."""
    triples = (_legal(triple) for triple in formats.triples(graph.quads()))
    data = ox.serialize(triples, format=ox.RdfFormat.RDF_XML, prefixes=TURTLE) or b""
    data = data.replace(b"\r", b"&#13;")  # readers of XML take a bare one for a line feed
    return _NAMESPACES.sub(lambda found: b" " + b" ".join(sorted(found[0].split())), data, count=1)


def _legal(triple: ox.Triple) -> ox.Triple:
    term = triple.object
    if not isinstance(term, ox.Literal) or not _NOT_XML.search(term.value):
        return triple
    text = _NOT_XML.sub("\ufffd", term.value)
    literal = ox.Literal(text, language=term.language) if term.language else ox.Literal(text, datatype=term.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)
