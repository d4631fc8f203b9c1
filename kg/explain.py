"""What the graph knows about one thing, in words: every record that speaks of it as a sentence, with quote, article and rule.

A thing is found by name, id or IRI; so is an article (by its id), a record or an occurrence (by IRI).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from kg import iris, queryfile, vocab
from kg.errors import QueryError
from kg.network import contents, hints, telling
from kg.network.values import Contents, Statement, Thing, When
from kg.store import Graph, find_article, find_iri, resolve

_RECORDS = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
SELECT DISTINCT ?record WHERE {
  VALUES ?thing { UNDEF }
  { ?record ?property ?thing } UNION { ?thing dip:toldBy ?record } UNION { ?thing dip:rule ?rule BIND(?thing AS ?record) }
  ?record a dip:Record .
}
"""
_TENURES = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?title ?of ?from ?until ?source WHERE {
  VALUES ?thing { UNDEF }
  ?tenure a dip:ReferenceTenure ; dip:referenceHolder ?thing ; dip:referenceTitle ?title ; dip:referenceOf ?body ;
    dip:source ?source .
  ?body rdfs:label ?of FILTER(LANG(?of) = "en")
  OPTIONAL { ?tenure dip:heldFrom ?from } OPTIONAL { ?tenure dip:heldUntil ?until }
} ORDER BY ?from ?title ?of
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of an article that shows a record."""

    quote: str
    article: str  # id
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Told:
    """One record in words."""

    sentence: str  # "Li Qiang visited Belarus on 22 August 2024."
    type: str  # as `kg facts` has it
    status: str
    said_by: str | None  # name, where it is not the reporter
    rule: str
    confidence: float | None
    shown: tuple[Shown, ...]
    record: str  # IRI


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about one thing: ``known`` comes from the reference tables, ``told`` from articles, by date."""

    iri: str
    name: str
    kind: str
    labels: tuple[str, ...]  # in other languages, and other names
    linked: bool
    known: tuple[str, ...]
    told: tuple[Told, ...]


def explain(graph: Graph, what: str) -> list[Explanation]:
    """One explanation for each thing called ``what``; raises QueryError with the nearest names where there is none."""
    return [_explanation(graph, iri) for iri in _found(graph, what)]


def _found(graph: Graph, what: str) -> list[str]:
    try:
        return resolve(graph, what)
    except QueryError:
        direct = find_iri(what)
        if direct and any(True for _ in graph.about(direct)):
            return [direct]
        try:
            return [find_article(graph, what)]
        except QueryError:
            pass
        raise


def _explanation(graph: Graph, iri: str) -> Explanation:
    records = [row["record"].value for row in graph.select(_about(_RECORDS, iri))]
    near = contents.read(_neighbourhood(graph, iri, records))
    thing = near.things.get(iri)
    statements = sorted((near.statements[r] for r in set(records) if r in near.statements), key=lambda s: _order(s, near))
    return Explanation(
        iri=iri,
        name=thing.name() if thing else _title(near, iri),
        kind=_kind(thing, near, iri),
        labels=_labels(thing),
        linked=thing.linked if thing else True,
        known=tuple(_known(graph, iri)),
        told=tuple(_told(s, near) for s in statements),
    )


def _about(query: str, iri: str) -> str:
    return queryfile.bound(query, {"thing": [str(NamedNode(iri))]})


def _neighbourhood(graph: Graph, iri: str, records: Iterable[str]) -> Graph:
    """A small graph of its own: the thing, the records, and what these name. What is far away need not be read."""
    small, seen = Graph.memory(), set[str]()
    waves = [{iri, *records}]
    for _ in range(2):
        quads = [q for node in sorted(waves[-1] - seen) for q in graph.about(node)]
        seen |= waves[-1]
        small.add(quads)
        waves.append({q.object.value for q in quads if isinstance(q.object, NamedNode)})
    small.add(q for node in sorted(waves[-1] - seen) if not node.startswith(iris.ONTOLOGY) for q in graph.about(node))
    return small


def _order(statement: Statement, near: Contents) -> tuple[str, str, str]:
    source = near.sources.get(statement.article)
    told = source.date if source else ""
    return (statement.when.first if statement.when else told or "9999", told, statement.iri)


def _title(near: Contents, iri: str) -> str:
    source = near.sources.get(iri)
    return (source.title or source.id) if source else iris.entity_id(iri) or iri


def _kind(thing: Thing | None, near: Contents, iri: str) -> str:
    if thing:
        country = near.things.get(thing.country or "")
        words = dict(vocab.CLASSES[thing.kind].label).get("en", thing.kind) if thing.kind in vocab.CLASSES else thing.kind
        return words.lower() + (f", {country.name()}" if country else "")
    if iri in near.sources:
        source = near.sources[iri]
        return ", ".join(word for word in ("article", source.publisher, source.date) if word)
    return "record" if iri in near.statements else "occurrence" if iri in near.occurrences else "thing"


def _labels(thing: Thing | None) -> tuple[str, ...]:
    others = [*thing.label.values(), *thing.aliases] if thing else []
    return tuple(dict.fromkeys(label for label in others if thing and label != thing.name()))


def _known(graph: Graph, iri: str) -> Iterator[str]:
    """What the tables say, one line an office."""
    for row in graph.select(_about(_TENURES, iri)):
        begin, end = (
            f"{word} {spoken(row[name].value)}" if row[name] else "" for word, name in (("from", "from"), ("until", "until"))
        )
        yield " ".join(
            part for part in (row["title"].value, "of", row["of"].value, begin, end, f"({row['source'].value})") if part
        )


def _told(statement: Statement, near: Contents) -> Told:
    speaker = near.things.get(statement.stated_by or "")
    quotes = sorted((near.quotes[i] for i in statement.quotes if i in near.quotes), key=lambda q: (q.start, q.end))
    source = near.sources.get(statement.article)
    return Told(
        sentence=_sentence(statement, speaker, near),
        type=vocab.FACTS.get(statement.type, statement.type),
        status=statement.status,
        said_by=speaker.name() if speaker else None,
        rule=statement.rule,
        confidence=statement.confidence,
        shown=tuple(Shown(q.text, source.id if source else q.article, q.start, q.end) for q in quotes),
        record=statement.iri,
    )


def _sentence(statement: Statement, speaker: Thing | None, near: Contents) -> str:
    """The record's words, its date and, where it is a claim, whose."""
    how = hints.hint(statement.type, statement.parts)
    words = telling.words(how, statement.parts, statement.status, near.things)["en"] if how else statement.type
    when = f" {_when(statement.when)}" if statement.when else ""
    said = f", says {speaker.name()}" if speaker else ""
    status = f" [{statement.status}]" if statement.status != "happened" else ""
    return f"{words}{when}{said}.{status}"


def _when(when: When) -> str:
    if "/" in when.text:
        return f"from {spoken(when.first)} to {spoken(when.last)}"
    return f"{'on' if len(when.text) == 10 else 'in'} {spoken(when.text)}"


def spoken(text: str) -> str:
    """An ISO date as people write it: "4 July 2024", "July 2024", "2024"."""
    parts = text[:10].split("-")
    try:
        day = date(*(int(p) for p in [*parts, "1", "1"][:3]))
    except (ValueError, TypeError):
        return text
    return {1: f"{day.year}", 2: f"{day:%B} {day.year}"}.get(len(parts), f"{day.day} {day:%B} {day.year}")
