"""Graph -> values: the few queries of the projection, and their rows as frozen values.

The queries ask for whole classes and sort nothing: order is made here, so that every store gives the same picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from kg import iris, vocab
from kg.network.values import Contents, Node, Quote, Ref, Source, Statement, Text, Thing, When


class Selects(Protocol):
    """What the projection asks of a graph: SELECT over the merged default graph, rows by variable name."""

    def select(self, query: str) -> Iterable[Any]: ...


_RECORDS = "SELECT ?s ?p ?o WHERE { ?s a dip:Record ; ?p ?o }"
_EVIDENCE = "SELECT ?s ?p ?o WHERE { ?s a dip:Evidence ; ?p ?o }"
_ARTICLES = "SELECT ?s ?p ?o WHERE { ?s a dip:Article ; ?p ?o }"
_OCCURRENCES = "SELECT ?s ?p ?o WHERE { ?s a dip:Occurrence ; ?p ?o }"
_THINGS = """SELECT ?s ?p ?o WHERE {
  VALUES ?p { rdf:type rdfs:label skos:altLabel dip:linkStatus dip:country dip:inCountry dip:iso3 }
  ?s ?p ?o FILTER EXISTS { ?s dip:linkStatus ?known }
}"""
_ABOUT = frozenset(
    "type ofClass inArticle rule status statedBy confidence evidence toldBy articleCount date dateText notBefore notAfter".split()
)

Row = Mapping[str, list[Node]]  # local name of property -> values
Table = Mapping[str, Row]  # by subject


def read(graph: Selects) -> Contents:
    """Everything in ``graph`` that can be drawn."""
    occurrences = _table(graph, _OCCURRENCES)
    statements = {iri: s for iri, row in _table(graph, _RECORDS).items() if (s := statement(iri, row))}
    return Contents(
        things={iri: thing(iri, row) for iri, row in _table(graph, _THINGS).items()},
        sources={iri: source(iri, row) for iri, row in _table(graph, _ARTICLES).items()},
        quotes={iri: quote(iri, row) for iri, row in _table(graph, _EVIDENCE).items()},
        statements=statements,
        occurrences={iri: found for iri, row in occurrences.items() if (found := occurrence(iri, row))},
        told_by={iri: tuple(n[0] for n in row.get("toldBy", ()) if n[0] in statements) for iri, row in occurrences.items()},
    )


def _table(graph: Selects, query: str) -> Table:
    """Rows of subject, predicate, object as a sorted table without doubles."""
    found: dict[str, dict[str, set[Node]]] = defaultdict(lambda: defaultdict(set))
    for row in graph.select(query):
        found[row["s"].value][_local(row["p"].value)].add(_node(row["o"]))
    return {s: {p: sorted(os) for p, os in sorted(found[s].items())} for s in sorted(found)}


def row(quads: Iterable[Any]) -> Row:
    """All that is said of one subject."""
    found: dict[str, set[Node]] = defaultdict(set)
    for quad in quads:
        found[_local(quad.predicate.value)].add(_node(quad.object))
    return {name: sorted(nodes) for name, nodes in sorted(found.items())}


def _node(term: Any) -> Node:
    """A literal has a language attribute, a node has none."""
    return Text(term.value, term.language or "") if hasattr(term, "language") else Ref(term.value)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _first(row: Row, name: str) -> str:
    """The (least) value of a property as text, "" where it has none."""
    return row[name][0][0] if row.get(name) else ""


def _class(row: Row, among: Iterable[str] | None = None) -> str:
    """The most specific class of a subject; a class the ontology lacks is as specific as any."""
    names = [_local(node[0]) for node in row.get("type", ()) if node[0].startswith(iris.ONTOLOGY)]
    allowed = [n for n in names if among is None or n in among]
    return max(allowed, key=lambda n: (len(vocab.superclasses(n)), n), default="Entity")


def statement(iri: str, row: Row) -> Statement | None:
    """A record; None for one of a class that is no record class."""
    kind = _class({"type": [n for n in row["type"] if _local(n[0]) != "Record"]})
    if kind == "Entity":
        return None
    confidence = _first(row, "confidence")
    return Statement(
        iri=iri,
        type=kind,
        parts={name: tuple(nodes) for name, nodes in row.items() if name not in _ABOUT},
        article=_first(row, "inArticle"),
        quotes=tuple(node[0] for node in row.get("evidence", ())),
        status=_local(_first(row, "status")) or "happened",
        when=_when(row),
        stated_by=_first(row, "statedBy") or None,
        rule=_first(row, "rule"),
        confidence=float(confidence) if confidence else None,
    )


def occurrence(iri: str, row: Row) -> Statement | None:
    """What several records tell together, as :mod:`kg.derive` has put it: its parts, date and status are the finest of theirs."""
    return statement(iri, {**row, "type": row.get("ofClass", [])})


def _when(row: Row) -> When | None:
    first, last = _first(row, "notBefore"), _first(row, "notAfter")
    return When(_first(row, "dateText") or _first(row, "date") or first, first, last or first) if first else None


def thing(iri: str, row: Row) -> Thing:
    labels = {node.language or "en": node.value for node in reversed(row.get("label", [])) if isinstance(node, Text)}
    return Thing(
        iri=iri,
        id=iris.entity_id(iri) or iri,
        kind=_class(row),
        label=dict(sorted(labels.items())),
        aliases=tuple(dict.fromkeys(node[0] for node in row.get("altLabel", ()))),
        linked=_first(row, "linkStatus") != "unlinked",
        country=_first(row, "inCountry") or _first(row, "country") or None,
        iso3=_first(row, "iso3") or None,
    )


def source(iri: str, row: Row) -> Source:
    return Source(
        iri=iri,
        id=_first(row, "identifier") or iri,
        title=_first(row, "title"),
        publisher=_first(row, "source") or _first(row, "publisher"),
        date=(_first(row, "published") or _first(row, "datelineDate"))[:10],
        url=_first(row, "url"),
        language=_first(row, "language"),
    )


def quote(iri: str, row: Row) -> Quote:
    text = row["quote"][0] if row.get("quote") else Text("")
    language = text.language if isinstance(text, Text) else ""
    return Quote(iri, _first(row, "inArticle"), int(_first(row, "start") or 0), int(_first(row, "end") or 0), text[0], language)
