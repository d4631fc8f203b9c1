"""The description of a thing: its class, its names, what it belongs to."""

from __future__ import annotations

from pyoxigraph import Literal

from kg import vocab
from kg.errors import OntologyError
from kg.mapping.graph import Builder
from kg.mapping.terms import ALT_LABEL, LABEL, TYPE, term
from kg.model import Entity


def describe(graph: Builder, entity: Entity) -> None:
    """Adds what the entity's own values tell; the first name of each language is its label."""
    iri = graph.entity(entity.id).value
    if entity.kind not in vocab.CLASSES:
        raise OntologyError(entity.id, f"{entity.kind} is no class of the ontology: add it to ontology/diplomacy.ttl")
    graph.add(iri, TYPE, term(entity.kind))
    graph.add(iri, "linkStatus", Literal("linked" if entity.linked else "unlinked"))
    graph.add(iri, "kind", Literal(entity.subkind) if entity.subkind else None)
    labelled: set[str] = set()
    for language, name in entity.names:
        graph.add(iri, ALT_LABEL if language in labelled else LABEL, Literal(name, language=language))
        labelled.add(language)
    if entity.country:
        graph.add(iri, _belongs(entity), graph.entity(entity.country))


def _belongs(entity: Entity) -> str:
    """A place lies in its country, a gathering may be an organization's, everyone else is of their country."""
    if (entity.country or "").startswith("organization/"):
        return "ofOrganization"
    return "inCountry" if vocab.is_a(entity.kind, "Place") else "country"
