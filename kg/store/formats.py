"""Quads as text, always the same text for the same quads: N-Quads, TriG, JSON-LD; triples as N-Triples, Turtle, RDF/XML.

No blank nodes, sorted, one statement or node a line: two versions of a graph can be compared with ``diff``. Everything is written
as it is read, sorted outside memory (:mod:`kg.spill`): the size of the graph does not matter.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice, takewhile
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg import spill
from kg.store.prefixes import PREFIXES, STANDARD, TURTLE

_TYPE = STANDARD["rdf"] + "type"
_STRING = STANDARD["xsd"] + "string"
_VOCAB = PREFIXES["dip"]
_CONTEXT = {"@vocab": _VOCAB, **{p: n for p, n in PREFIXES.items() if p != "dip"}}
_BATCH = 5_000  # statements that are parsed or serialized at a time
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Write = Callable[[Iterable[ox.Quad], BinaryIO], None]


def write_nquads(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """N-Quads, lines sorted by their bytes, duplicates dropped."""
    _write_lines(_serialized(quads, ox.RdfFormat.N_QUADS), stream)


def write_ntriples(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """N-Triples of the merged graph, lines sorted by their bytes, duplicates dropped."""
    _write_lines(_serialized((q.triple for q in quads), ox.RdfFormat.N_TRIPLES), stream)


def write_trig(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """TriG with prefixes: graphs, subjects and properties sorted, the type of a thing first."""
    _write(_sorted(quads), stream, ox.RdfFormat.TRIG, _sorted_prefixes)


def write_turtle(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """Turtle of the merged graph, no graph names."""
    _write(triples(quads), stream, ox.RdfFormat.TURTLE, _sorted_prefixes)


def write_rdfxml(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """RDF/XML of the merged graph. What XML cannot hold (control characters) becomes U+FFFD."""
    _write((_legal(triple) for triple in triples(quads)), stream, ox.RdfFormat.RDF_XML, _sorted_namespaces)


def write_jsonld(quads: Iterable[ox.Quad], stream: BinaryIO) -> None:
    """JSON-LD with its context inside, one node a line; literals keep their lexical form."""
    stream.write(f'{{"@context":{_line(_CONTEXT)},\n"@graph":[\n'.encode())
    separator = b""
    for graph, members in groupby(_sorted(quads), key=lambda q: q.graph_name):
        if not isinstance(graph, ox.DefaultGraph):
            stream.write(separator + f'{{"@id":{_line(_compact(graph.value))},"@graph":[\n'.encode())
            separator = b""
        for subject, own in groupby(members, key=lambda q: q.subject):
            stream.write(separator + _line(_node(subject, own)).encode())
            separator = b",\n"
        if not isinstance(graph, ox.DefaultGraph):
            stream.write(b"\n]}")
    stream.write(b"\n]}\n")


WRITERS: dict[str, Write] = {".nq": write_nquads, ".trig": write_trig, ".jsonld": write_jsonld}
READERS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG, ".jsonld": ox.RdfFormat.JSON_LD}


def nquads(quads: Iterable[ox.Quad]) -> bytes:
    """N-Quads, for what is small."""
    return whole(write_nquads, quads)


def turtle(quads: Iterable[ox.Quad]) -> bytes:
    """Turtle of the merged graph, for what is small."""
    return whole(write_turtle, quads)


def jsonld(quads: Iterable[ox.Quad]) -> bytes:
    """JSON-LD, for what is small."""
    return whole(write_jsonld, quads)


def whole(write: Write, quads: Iterable[ox.Quad]) -> bytes:
    """What ``write`` writes, in memory."""
    stream = io.BytesIO()
    write(quads, stream)
    return stream.getvalue()


# -- in order --------------------------------------------------------------------------------------------------------------------


def triples(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """The merged graph's triples, once each, subjects and properties sorted, the type of a thing first."""
    return (quad.triple for quad in _sorted(ox.Quad(*q.triple) for q in quads))


def _sorted(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Once each, by graph, subject, property (the type first), object; few in memory, many outside."""
    stream = iter(quads)
    held = list(islice(stream, spill.RUN))
    if len(held) < spill.RUN:
        yield from sorted(set(held), key=_order)
        return
    lines = spill.lines_in_order("\0".join(_order(quad)) for quad in chain(held, stream))
    held = []
    while batch := list(islice(lines, _BATCH)):
        yield from ox.parse("".join(map(_nquad, batch)), format=ox.RdfFormat.N_QUADS)


def _order(quad: ox.Quad) -> tuple[str, str, str, str]:
    predicate = quad.predicate.value
    return str(quad.graph_name), str(quad.subject), "" if predicate == _TYPE else predicate, str(quad.object)


def _nquad(key: str) -> str:
    """The statement that an order stands for; no term has a NUL in it."""
    graph, subject, predicate, object = key.split("\0")
    return f"{subject} <{predicate or _TYPE}> {object}{' ' + graph if graph.startswith('<') else ''} .\n"


def _serialized(statements: Iterable[ox.Quad] | Iterable[ox.Triple], format: ox.RdfFormat) -> Iterator[str]:
    """Lines of N-Quads or N-Triples, in no order."""
    stream: Iterator[Any] = iter(statements)
    while batch := list(islice(stream, _BATCH)):
        text = (ox.serialize(batch, format=format) or b"").decode()
        yield from (line for line in text.split("\n") if line)


def _write_lines(lines: Iterable[str], stream: BinaryIO) -> None:
    stream.writelines(line.encode() + b"\n" for line in spill.lines_in_order(lines))


# -- beginnings of files, which the serializer puts in an order of its own each time ---------------------------------------------


class _Beginning(io.RawIOBase):
    """A stream that hands on what it gets, its beginning rewritten: ``rewrite`` gives None until it has seen enough.

    A carriage return, which only RDF/XML has as it is, becomes a reference: readers of XML take it for a line feed.
    """

    def __init__(self, stream: BinaryIO, rewrite: Callable[[bytes, bool], bytes | None]) -> None:
        self._stream, self._rewrite, self._held = stream, rewrite, bytearray()
        self._begun = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        given = bytes(data).replace(b"\r", b"&#13;")
        if self._begun:
            self._stream.write(given)
        else:
            self._held += given
            self._begin(last=False)
        return len(data)

    def finish(self) -> None:
        if not self._begun:
            self._begin(last=True)

    def _begin(self, *, last: bool) -> None:
        begun = self._rewrite(bytes(self._held), last)
        if begun is not None:
            self._stream.write(begun)
            self._begun, self._held = True, bytearray()


def _write(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple],
    stream: BinaryIO,
    format: ox.RdfFormat,
    rewrite: Callable[[bytes, bool], bytes | None],
) -> None:
    beginning = _Beginning(stream, rewrite)
    ox.serialize(statements, beginning, format=format, prefixes=TURTLE)  # type: ignore[arg-type]
    beginning.finish()


def _sorted_prefixes(data: bytes, last: bool) -> bytes | None:
    lines = data.split(b"\n")
    header = sum(1 for _ in takewhile(lambda line: line.startswith(b"@prefix "), lines[:-1]))
    if header == len(lines) - 1 and not last:
        return None
    return b"\n".join(sorted(lines[:header]) + lines[header:])


def _sorted_namespaces(data: bytes, last: bool) -> bytes | None:
    found = re.search(rb"<rdf:RDF(( xmlns:\w+=\"[^\"]*\")+)>", data)
    if found is None:
        return data if last else None
    return data[: found.start(1)] + b" " + b" ".join(sorted(found[1].split())) + data[found.end(1) :]


def _legal(triple: ox.Triple) -> ox.Triple:
    """Without the characters that XML cannot hold."""
    term = triple.object
    if not isinstance(term, ox.Literal) or not _NOT_XML.search(term.value):
        return triple
    text = _NOT_XML.sub("\ufffd", term.value)
    literal = ox.Literal(text, language=term.language) if term.language else ox.Literal(text, datatype=term.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)


# -- JSON-LD ---------------------------------------------------------------------------------------------------------------------


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


def _node(subject: Any, quads: Iterable[ox.Quad]) -> dict[str, Any]:
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
