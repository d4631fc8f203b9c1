"""One article's graph: the article, what it says, the sentences that show it, and the things that only it names."""

from __future__ import annotations

import json
import unicodedata
from hashlib import sha256
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, vocab
from kg.errors import OntologyError
from kg.mapping import terms
from kg.mapping.graph import Builder
from kg.mapping.things import describe
from kg.mapping.values import concepts_read, entities_of, to_term
from kg.model import Article, Document, Entity, Evidence, Interval, Reading, Record, Value


def article_quads(reading: Reading, base: str = iris.BASE) -> list[Quad]:
    """The graph of one article, sorted; records that say the same are one record with all their evidence.

    Raises OntologyError naming rule and property where a record says something that the ontology has no word for.
    """
    iri = iris.article(reading.document.article.id, base)
    graph = Builder(iri, base)
    _article(graph, iri, reading.document)
    for key, records in _by_key(reading).items():
        _record(graph, iri, key, records)
    for entity in entities_of(reading).values():
        if not entity.linked:
            describe(graph, entity)
    return graph.quads()


def fact_type(record: Record) -> str:
    """The record's type as `kg facts` names it: "meeting"."""
    return vocab.FACTS[record.type]


def record_iri(article_id: str, record: Record, base: str = iris.BASE) -> str:
    """The IRI that ``record`` has in the article's graph."""
    return iris.record(iris.article(article_id, base), record.type, _key(record))


def text_quads(article: Article, base: str = iris.BASE) -> list[Quad]:
    """The article's whole text, for the ``text`` graph."""
    graph = Builder(iris.graph("text", base), base)
    graph.add(iris.article(article.id, base), "text", Literal(article.text))
    return graph.quads()


def _article(graph: Builder, iri: str, document: Document) -> None:
    article = document.article
    normal = " ".join(unicodedata.normalize("NFC", article.text).split())
    title = article.title or document.title
    graph.add(iri, terms.TYPE, terms.term("Article"))
    graph.add(iri, "identifier", Literal(article.id))
    graph.add(iri, "language", Literal(document.language))
    graph.add(iri, "sha256", Literal(sha256(normal.encode("utf-8", "replace")).hexdigest()))
    graph.add(iri, terms.TITLE, terms.tagged(title) if title else None)
    graph.add(iri, "source", Literal(article.source) if article.source else None)
    graph.add(iri, "url", terms.typed(article.url, "anyURI") if article.url else None)
    graph.add(iri, "fileName", Literal(PurePath(article.path).name) if article.path else None)
    graph.add(iri, "published", terms.published(article.published) if article.published else None)
    graph.add(iri, "byline", Literal(document.byline) if document.byline else None)
    graph.add(iri, "datelinePlace", terms.tagged(document.dateline_place) if document.dateline_place else None)
    graph.add(iri, "datelineDate", terms.typed(document.anchor.isoformat(), "date") if document.anchor else None)


def _by_key(reading: Reading) -> dict[str, list[Record]]:
    """Records by what makes them one, in text order."""
    groups: dict[str, list[Record]] = {}
    for record in sorted(reading.records, key=lambda r: ([(e.start, e.end) for e in r.evidence], r.rule)):
        groups.setdefault(_key(record), []).append(record)
    return groups


def _key(record: Record) -> str:
    """Everything a record says, not what shows it."""

    def plain(value: Value) -> str | int:
        return value.id if isinstance(value, Entity) else value.text if isinstance(value, Interval) else value

    values = {name: sorted(json.dumps(plain(v)) for v in vs) for name, vs in record.values}
    by = record.stated_by.id if record.stated_by else None
    when = record.date.text if record.date else None
    return json.dumps([record.type, values, record.status, when, by], sort_keys=True)


def _record(graph: Builder, article: str, key: str, records: list[Record]) -> None:
    """One record; the first to tell it gives rule and confidence."""
    record = records[0]
    if record.type not in vocab.FACTS:
        raise OntologyError(record.rule, f"{record.type} is no record class of the ontology: add it to ontology/diplomacy.ttl")
    iri = iris.record(article, record.type, key)
    graph.add(iri, terms.TYPE, terms.term(record.type), terms.term("Record"))
    graph.add(iri, "inArticle", NamedNode(article))
    graph.add(iri, "rule", Literal(record.rule))
    graph.add(iri, "status", NamedNode(iris.concept("status", record.status)))
    graph.add(iri, "statedBy", graph.entity(record.stated_by.id) if record.stated_by else None)
    graph.add(iri, "confidence", None if record.confidence is None else terms.decimal(record.confidence))
    graph.add(iri, "evidence", *(_evidence(graph, article, e) for r in records for e in r.evidence))
    if record.date:
        _dates(graph, iri, record.date)
    for name, values in record.values:
        for value in values:
            graph.add(iri, name, to_term(graph, name, value, record.rule))
            for prop, concept in concepts_read(name, value):
                graph.add(iri, prop, concept)


def _dates(graph: Builder, iri: str, when: Interval) -> None:
    """The date as the text has it, and always the interval in days; a range of days has no single ``dip:date``."""
    graph.add(iri, "date", terms.date(when))
    graph.add(iri, "dateText", Literal(when.text))
    graph.add(iri, "notBefore", terms.typed(when.first.isoformat(), "date"))
    graph.add(iri, "notAfter", terms.typed(when.last.isoformat(), "date"))


def _evidence(graph: Builder, article: str, evidence: Evidence) -> NamedNode:
    iri = iris.evidence(article, evidence.start, evidence.end)
    graph.add(iri, terms.TYPE, terms.term("Evidence"))
    graph.add(iri, "inArticle", NamedNode(article))
    graph.add(iri, "start", terms.typed(str(evidence.start), "integer"))
    graph.add(iri, "end", terms.typed(str(evidence.end), "integer"))
    graph.add(iri, "quote", terms.tagged(evidence.quote))
    return NamedNode(iri)
