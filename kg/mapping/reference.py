"""The ``reference`` graph: what the tables know of the things that articles speak of. No record, so no fact of any article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, vocab
from kg.errors import OntologyError
from kg.mapping import terms
from kg.mapping.graph import Builder
from kg.mapping.things import describe
from kg.model import Entity

_WIKIDATA = "http://www.wikidata.org/entity/"


class Gazetteer(Protocol):
    """What is asked of the gazetteer; both may raise KeyError for a stranger."""

    def entity(self, id: str) -> Entity: ...

    def details(self, id: str) -> Mapping[str, Any]:
        """Any of ``iso3``, ``wikidata``, ``source``; ``altLabels`` as (language, label); ``city``, an id; and ``offices``.

        Offices are objects with ``title``, ``of`` (an id), ``first``, ``last`` (dates or None) and ``source``.
        """
        ...


def reference_quads(
    entities: Iterable[Entity], gazetteer: Gazetteer | None = None, concepts: Iterable[str] = (), base: str = iris.BASE
) -> list[Quad]:
    """Describes the linked ``entities`` with the countries, cities and organizations they lean on, and ``concepts`` (IRIs).

    Without a gazetteer the entities' own values suffice. For the concepts of records see :func:`kg.mapping.concepts_used`.
    """
    graph = Builder(iris.graph("reference", base), base)
    waiting: dict[str, Entity | None] = {}
    for entity in entities:
        if entity.linked:
            waiting[entity.id] = entity
        elif entity.country:
            waiting.setdefault(entity.country, None)
    done: set[str] = set()
    while waiting:
        id = min(waiting)
        found = waiting.pop(id) or _entity(gazetteer, id)
        done.add(id)
        if found:
            describe(graph, found)
            waiting |= dict.fromkeys(_details(graph, found, _known(gazetteer, id)) - done - waiting.keys())
    for iri in concepts:
        _concept(graph, iri)
    return graph.quads()


def _details(graph: Builder, entity: Entity, known: Mapping[str, Any]) -> set[str]:
    """Adds what the gazetteer knows beyond the entity's own values; gives the ids that it all leans on."""
    iri = graph.entity(entity.id).value
    leans_on = {entity.country, known.get("city"), *(office.of for office in known.get("offices", ()))} - {None}
    graph.add(iri, "iso3", Literal(known["iso3"]) if known.get("iso3") else None)
    graph.add(iri, "source", Literal(known["source"]) if known.get("source") else None)
    graph.add(iri, "wikidata", NamedNode(_WIKIDATA + known["wikidata"]) if known.get("wikidata") else None)
    graph.add(iri, "inCity", graph.entity(known["city"]) if known.get("city") else None)
    graph.add(iri, terms.ALT_LABEL, *(Literal(label, language=language) for language, label in known.get("altLabels", ())))
    for office in known.get("offices", ()):
        _tenure(graph, entity, office)
    return leans_on


def _tenure(graph: Builder, holder: Entity, office: Any) -> None:
    """An office as the table has it, with its source."""
    key = [holder.id, office.title, office.of, str(office.first), str(office.last)]
    iri = f"{graph.base}reference/tenure/{iris.digest(json.dumps(key))}"
    graph.add(iri, terms.TYPE, terms.term("ReferenceTenure"))
    graph.add(iri, "referenceHolder", graph.entity(holder.id))
    graph.add(iri, "referenceOf", graph.entity(office.of))
    graph.add(iri, "referenceTitle", Literal(office.title, language="en"))
    graph.add(iri, "source", Literal(office.source))
    for name, day in (("heldFrom", office.first), ("heldUntil", office.last)):
        graph.add(iri, name, terms.typed(day.isoformat(), "date") if isinstance(day, date) else None)


def _entity(gazetteer: Gazetteer | None, id: str) -> Entity | None:
    try:
        return gazetteer.entity(id) if gazetteer else None
    except KeyError:
        return None


def _known(gazetteer: Gazetteer | None, id: str) -> Mapping[str, Any]:
    try:
        return gazetteer.details(id) if gazetteer else {}
    except KeyError:
        return {}


def _concept(graph: Builder, iri: str) -> None:
    concept = vocab.CONCEPTS.get(iri.removeprefix(iris.VOCABULARY))
    if concept is None:
        raise OntologyError(iri, "is no concept of ontology/vocabularies.ttl")
    graph.add(iri, terms.TYPE, NamedNode(terms.SKOS + "Concept"))
    graph.add(iri, terms.NOTATION, Literal(concept.notation))
    graph.add(iri, terms.PREF_LABEL, *(Literal(label, language=language) for language, label in concept.labels))
