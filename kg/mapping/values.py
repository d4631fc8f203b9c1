"""What a value of a record becomes: an entity's node, a concept of a vocabulary, or a literal, as its property says."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg import iris, vocab
from kg.errors import OntologyError
from kg.mapping.graph import Builder
from kg.mapping.terms import LITERALS, Term, language
from kg.model import Entity, Reading, Value
from kg.vocab import Concept, Property


def to_term(graph: Builder, name: str, value: Value, rule: str) -> Term:
    """The RDF term of a value of property ``name``; raises OntologyError naming ``rule`` where the ontology lacks a word."""
    prop = vocab.PROPERTIES.get(name)
    if prop is None:
        raise OntologyError(rule, f"{name} is no property of the ontology: add it to ontology/diplomacy.ttl")
    entity = node(prop, value)
    if entity:
        return graph.entity(entity.id)
    if prop.kind == "concept" and (concept := _concept(prop, value)):
        return _named(concept)
    if prop.kind not in LITERALS:
        lacks = f"ontology/vocabularies.ttl has no such {prop.scheme}" if prop.scheme else "it needs an entity"
        raise OntologyError(rule, f"{name} = {value!r}: {lacks}")
    return LITERALS[prop.kind](value)


def node(prop: Property | None, value: Value | None) -> Entity | None:
    """The entity that a value is or, as free text, becomes; None for concepts and literals."""
    if prop and prop.kind == "concept" and _concept(prop, value):
        return None
    if isinstance(value, Entity):
        return value
    if isinstance(value, str) and prop and prop.becomes:
        return Entity(iris.unlinked(prop.becomes, value), prop.becomes, ((language(value), value),), linked=False)
    return None


def concepts_read(name: str, value: Value) -> Iterator[tuple[str, NamedNode]]:
    """Properties and concepts that a text names: the office behind "foreign minister", the components of a label."""
    for prop in vocab.PROPERTIES.values() if isinstance(value, str) else ():
        found = [vocab.concept(prop.scheme or "", str(value))] if prop.named_by == name else []
        found += vocab.concepts_in(prop.scheme or "", str(value)) if prop.composed_in == name else ()
        yield from ((prop.name, _named(concept)) for concept in found if concept)


def entities_of(reading: Reading) -> dict[str, Entity]:
    """Every entity that the reading's records speak of, by id, sorted; free text has become entities."""
    found: dict[str, Entity] = {}
    for record in reading.records:
        values = [(vocab.PROPERTIES.get(name), value) for name, values in record.values for value in values]
        for prop, value in [*values, (None, record.stated_by)]:
            entity = node(prop, value)
            if entity:
                found[entity.id] = entity
    return dict(sorted(found.items()))


def _concept(prop: Property, value: Value | None) -> Concept | None:
    words = [value] if isinstance(value, str) else [name for _, name in value.names] if isinstance(value, Entity) else []
    return next((c for w in words if (c := vocab.concept(prop.scheme or "", w))), None)


def _named(concept: Concept) -> NamedNode:
    return NamedNode(iris.concept(concept.scheme, concept.name))
