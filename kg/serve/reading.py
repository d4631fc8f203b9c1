"""What our pages say of a thing, a record, an article: read from the graph, a page at a time."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg import iris, queryfile, vocab
from kg.explain import spoken
from kg.network import contents, hints, telling
from kg.network.values import Contents, Quote, Ref, Source, Statement, Thing
from kg.store import PREFIXES, Graph, shorten

PAGE = 40  # records on a page
_NEIGHBOURS = 10
PICTURE = (288, 216)  # px

_RECORDS = """
SELECT DISTINCT ?record ?class ?day WHERE {
  VALUES ?thing { UNDEF }
  { ?record ?property ?thing } UNION { ?thing dip:toldBy ?record } UNION { ?record dip:rule ?any FILTER(?record = ?thing) }
  ?record a dip:Record , ?class OPTIONAL { ?record dip:notBefore ?day }
}
"""
_AROUND = """
SELECT ?other (COUNT(DISTINCT ?record) AS ?n) WHERE {
  VALUES ?thing { UNDEF }
  ?record ?property ?thing ; a dip:Record ; ?how ?other . ?other dip:linkStatus "linked" FILTER(?other != ?thing)
} GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT 10
"""
_TENURES = """
SELECT DISTINCT ?title ?body ?name ?from ?until ?source WHERE {
  VALUES ?thing { UNDEF }
  ?tenure a dip:ReferenceTenure ; dip:referenceHolder ?thing ; dip:referenceTitle ?title ;
    dip:referenceOf ?body ; dip:source ?source .
  ?body rdfs:label ?name FILTER(LANG(?name) = "en")
  OPTIONAL { ?tenure dip:heldFrom ?from } OPTIONAL { ?tenure dip:heldUntil ?until }
} ORDER BY ?from ?title ?name
"""
_TEXT = "SELECT ?text WHERE { VALUES ?thing { UNDEF } ?thing dip:text ?text }"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; with an IRI where they name a thing."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One record: its sentence, and where it stands in which article."""

    record: str
    type: str
    pieces: tuple[Piece, ...]
    when: str  # as written: "4 July 2024"
    status: str
    said_by: Piece | None
    quotes: tuple[Quote, ...]
    source: Source
    rule: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A property of something with its values."""

    name: str
    iri: str
    values: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """What the tables of names know of somebody."""

    title: str
    of: Piece
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing named together with another in ``records`` records; where it stands in the small picture, in px."""

    name: Piece
    records: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A thing's page. ``years`` and ``types`` count all its records, ``told`` is one page of those asked for."""

    iri: str
    name: str
    names: tuple[str, ...]
    kind: str
    symbol: str  # local name of its class, for things
    country: Piece | None
    linked: bool
    rows: tuple[Row, ...]
    offices: tuple[Office, ...]
    around: tuple[Neighbour, ...]
    years: Mapping[str, int]
    types: Mapping[str, int]
    total: int  # of those asked for
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of a thing's records: a type of fact, a year, a page (from 1)."""

    type: str = ""
    year: str = ""
    page: int = 1


# -- a thing ---------------------------------------------------------------------------------------------------------------------


def dossier(graph: Graph, iri: str, asked: Asked) -> Dossier | None:
    """Everything about one IRI; None where the graph says nothing of it."""
    own = list(graph.about(iri))
    records = _records(graph, iri)
    concept = vocab.CONCEPTS.get(iri.removeprefix(iris.VOCABULARY)) if iri.startswith(iris.VOCABULARY) else None
    if not own and not records and not concept:
        return None
    wanted = [r for r in records if asked.type in {"", r.type} and asked.year in {"", r.year}]
    shown = wanted[(asked.page - 1) * PAGE : asked.page * PAGE]
    near = neighbourhood(graph, [iri, *(r.iri for r in shown)])
    thing = near.things.get(iri)
    country = near.things.get(thing.country) if thing and thing.country else None
    return Dossier(
        iri=iri,
        name=thing.name() if thing else concept.notation if concept else _name(near, iri),
        names=_names(thing, [label for _, label in concept.labels] if concept else []),
        kind=_kind(thing, near, iri, "concept" if concept else "thing"),
        symbol=thing.kind if thing else "",
        country=Piece(country.name(), country.iri) if country else None,
        linked=thing.linked if thing else True,
        rows=() if thing else tuple(_rows(graph, iri)),
        offices=tuple(_offices(graph, iri)) if thing and thing.kind == "Person" else (),
        around=tuple(_around(graph, iri)) if thing else (),
        years=dict(sorted(Counter(r.year for r in records if r.year).items())),
        types=dict(sorted(Counter(r.type for r in records).items(), key=lambda item: (-item[1], item[0]))),
        total=len(wanted),
        told=tuple(told(near.statements[r.iri], near) for r in shown if r.iri in near.statements),
    )


@dataclass(frozen=True, slots=True)
class _Record:
    iri: str
    type: str
    year: str
    day: str


def _records(graph: Graph, iri: str) -> list[_Record]:
    """The records that speak of it, the latest first, undated ones last."""
    found: dict[str, _Record] = {}
    for row in graph.select(_of(_RECORDS, iri)):
        fact = vocab.FACTS.get(row["class"].value.removeprefix(iris.ONTOLOGY))
        if fact:
            day = row["day"].value if row["day"] else ""
            found[row["record"].value] = _Record(row["record"].value, fact, day[:4], day)
    return sorted(sorted(found.values(), key=lambda r: r.iri), key=lambda r: r.day, reverse=True)


def neighbourhood(graph: Graph, wanted: Iterable[str]) -> Contents:
    """These nodes, what they name, and what that names (an evidence's article, a city's country), as values."""
    small, seen = Graph.memory(), set[str]()
    wave = set(wanted)
    for last in (False, False, True):
        nodes = sorted(n for n in wave - seen if not last or not n.startswith(iris.ONTOLOGY))
        quads = [q for node in nodes for q in graph.about(node) if q.predicate.value != iris.term("text")]
        seen |= wave
        small.add(quads)
        wave = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
    return contents.read(small)


def told(statement: Statement, near: Contents) -> Told:
    """A record in words."""
    how = hints.hint(statement.type, statement.parts)
    plain = dict.fromkeys(("en", "zh"), statement.type)
    words = telling.words(how, statement.parts, statement.status, near.things) if how else plain
    nodes = [node for found in statement.parts.values() for node in found]
    named = [node.iri for node in nodes if isinstance(node, Ref) and node.iri in near.things]
    speaker = near.things.get(statement.stated_by or "")
    quotes = sorted((near.quotes[i] for i in statement.quotes if i in near.quotes), key=lambda q: (q.start, q.end))
    return Told(
        record=statement.iri,
        type=vocab.FACTS.get(statement.type, statement.type),
        pieces=linked(words["en"], [near.things[iri] for iri in named]),
        when=" – ".join(spoken(day) for day in statement.when.text.split("/")) if statement.when else "",
        status=statement.status if statement.status != "happened" else "",
        said_by=Piece(speaker.name(), speaker.iri) if speaker else None,
        quotes=tuple(quotes),
        source=near.sources.get(statement.article) or Source(statement.article, statement.article),
        rule=statement.rule,
        confidence=statement.confidence,
    )


def linked(sentence: str, things: Sequence[Thing]) -> tuple[Piece, ...]:
    """A sentence cut at the names in it, the longest first."""
    names = {thing.name(): thing.iri for thing in things if thing.name()}
    if not names:
        return (Piece(sentence),)
    pattern = re.compile("(" + "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n))) + ")")
    return tuple(Piece(part, names.get(part)) for part in pattern.split(sentence) if part)


def _names(thing: Thing | None, more: Sequence[str]) -> tuple[str, ...]:
    others = [*thing.label.values(), *thing.aliases] if thing else more
    return tuple(dict.fromkeys(name for name in others if not thing or name != thing.name()))


def _name(near: Contents, iri: str) -> str:
    source = near.sources.get(iri)
    return (source.title or source.id) if source else iris.entity_id(iri) or shorten(iri)


def _kind(thing: Thing | None, near: Contents, iri: str, otherwise: str) -> str:
    if thing:
        return dict(vocab.CLASSES[thing.kind].label).get("en", thing.kind).lower() if thing.kind in vocab.CLASSES else thing.kind
    return "record" if iri in near.statements else "occurrence" if iri in near.occurrences else otherwise


def _offices(graph: Graph, iri: str) -> Iterable[Office]:
    for row in graph.select(_of(_TENURES, iri)):
        since, until = (spoken(row[name].value) if row[name] else "" for name in ("from", "until"))
        yield Office(row["title"].value, Piece(row["name"].value, row["body"].value), since, until, row["source"].value)


def _around(graph: Graph, iri: str) -> Iterable[Neighbour]:
    """Those named together with it most often, on an ellipse about the middle of the picture."""
    counts = [(row["other"].value, int(row["n"].value)) for row in graph.select(_of(_AROUND, iri))][:_NEIGHBOURS]
    near = neighbourhood(graph, [other for other, _ in counts])
    shown = [(near.things[other], n) for other, n in counts if other in near.things]
    for i, (thing, n) in enumerate(shown):
        turn = 2 * math.pi * i / min(len(shown), 6) - math.pi / 2  # six of them are drawn
        x, y = PICTURE[0] / 2 + 104 * math.cos(turn), PICTURE[1] / 2 - 4 + 84 * math.sin(turn)
        yield Neighbour(Piece(thing.name(), thing.iri), n, round(x), round(y))


def _rows(graph: Graph, iri: str) -> list[Row]:
    """What is said of a record, an occurrence, an evidence, property by property."""
    rows: dict[str, set[Piece]] = {}
    for quad in graph.about(iri):
        if quad.predicate.value != iris.term("text"):
            rows.setdefault(quad.predicate.value, set()).add(_piece(graph, quad.object))
    ranked = sorted(rows.items(), key=lambda item: (not item[0].endswith("#type"), _property(item[0])))
    return [Row(_property(name), name, tuple(sorted(values, key=lambda p: p.text))) for name, values in ranked]


def _piece(graph: Graph, term: object) -> Piece:
    if not isinstance(term, NamedNode):
        return Piece(term.value if isinstance(term, Literal) else str(term))
    labels = {
        q.object.language or "": q.object.value
        for q in graph.about(term.value)
        if isinstance(q.object, Literal) and q.predicate.value in {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel"}
    }
    return Piece(labels.get("en") or next(iter(labels.values()), shorten(term.value)), term.value)


def _property(iri: str) -> str:
    known = vocab.PROPERTIES.get(iri.removeprefix(iris.ONTOLOGY))
    return dict(known.label).get("en", known.name) if known else shorten(iri)


def _of(query: str, iri: str) -> str:
    return queryfile.bound(query, {"thing": [str(NamedNode(iri))]})


# -- an article ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph; ``start`` is where its sentence begins in the article, None for what shows nothing."""

    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with what its sentences say."""

    stretches: tuple[Stretch, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """An article's page; without its text in the graph, the sentences that show something stand for it."""

    source: Source
    whole: bool
    paragraphs: tuple[Paragraph, ...]
    records: int


def article(graph: Graph, iri: str) -> Text | None:
    """An article's text with its facts in place; None where there is no such article."""
    found = [r.iri for r in _records(graph, iri)]
    near = neighbourhood(graph, [iri, *found])
    source = near.sources.get(iri)
    if source is None:
        return None
    records = [told(near.statements[r], near) for r in sorted(found) if r in near.statements]
    texts = [row["text"].value for row in graph.select(_of(_TEXT, iri))]
    spans = _spans(records)
    if not texts:
        shown = [Paragraph((Stretch(q.text, q.start),), _said_at(records, {q.start})) for q in spans]
        return Text(source, False, tuple(shown), len(records))
    return Text(source, True, tuple(_paragraphs(texts[0], spans, records)), len(records))


def _spans(records: Iterable[Told]) -> list[Quote]:
    """The sentences that show something, in order, none within another."""
    kept: list[Quote] = []
    for quote in sorted({q for r in records for q in r.quotes}, key=lambda q: (q.start, -q.end)):
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _said_at(records: Iterable[Told], starts: set[int]) -> tuple[Told, ...]:
    found = [r for r in records if any(q.start in starts for q in r.quotes)]
    return tuple(sorted(found, key=lambda r: (min(q.start for q in r.quotes if q.start in starts), r.type, r.record)))


def _paragraphs(text: str, spans: Sequence[Quote], records: Sequence[Told]) -> Iterable[Paragraph]:
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    for found in re.finditer(r"[^\n]+", text):
        if not found[0].strip() or (front and found.start() < front.end()):
            continue
        inside = [q for q in spans if q.start < found.end() and q.end > found.start()]
        begins = {q.start for q in inside if q.start >= found.start()}
        here = [q for q in inside if q.start in begins]
        starts = {q.start for r in records for q in r.quotes if any(s.start <= q.start < s.end for s in here)}
        yield Paragraph(tuple(_stretches(text, found.start(), found.end(), inside)), _said_at(records, starts))


def _stretches(text: str, start: int, end: int, spans: Iterable[Quote]) -> Iterable[Stretch]:
    at = start
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first > at:
            yield Stretch(text[at:first])
        yield Stretch(text[first:last], span.start)
        at = last
    if at < end:
        yield Stretch(text[at:end])


# -- the graph as a whole --------------------------------------------------------------------------------------------------------

_LATEST = """
SELECT ?article ?id ?title ?source ?day WHERE {
  ?article a dip:Article ; dip:identifier ?id
  OPTIONAL { ?article dcterms:title ?title } OPTIONAL { ?article dip:source ?source }
  OPTIONAL { ?article dip:published ?published } OPTIONAL { ?article dip:datelineDate ?dateline }
  BIND(COALESCE(STR(?published), STR(?dateline), "") AS ?day)
} ORDER BY DESC(?day) ?id LIMIT 12
"""


def latest(graph: Graph) -> list[Source]:
    """The newest articles."""
    columns = ("article", "id", "title", "source", "day")
    rows = [[row[name].value if row[name] else "" for name in columns] for row in graph.select(_LATEST)]
    return [Source(iri, id, title, source, day[:10]) for iri, id, title, source, day in rows]


def is_known(graph: Graph, iri: str) -> bool:
    """Whether the graph, or the vocabulary, has anything to say of it."""
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return iri.removeprefix(iris.VOCABULARY) in vocab.CONCEPTS or any(True for _ in graph.about(iri))
