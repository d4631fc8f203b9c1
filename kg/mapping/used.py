"""What quads speak of: the things, concepts and record classes a graph uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from kg import iris
from kg.mapping.terms import TYPE


def things_used(quads: Iterable[Quad]) -> list[str]:
    """``Entity.id`` of everything that stands as an object in ``quads``, sorted; ids of records and evidence are among them."""
    objects = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
    return sorted(i for o in objects if (i := iris.entity_id(o)))


def record_counts(quads: Iterable[Quad]) -> dict[str, int]:
    """How many records of each class ``quads`` have, by local name, sorted."""
    found = Counter(
        q.object.value.removeprefix(iris.ONTOLOGY)
        for q in quads
        if q.predicate == TYPE and isinstance(q.object, NamedNode) and "/record/" in getattr(q.subject, "value", "")
    )
    return {name: number for name, number in sorted(found.items()) if name != "Record"}


def concepts_used(quads: Iterable[Quad]) -> list[str]:
    """IRIs of the vocabulary concepts that stand as objects in ``quads``, sorted."""
    objects = {q.object.value for q in quads if isinstance(q.object, NamedNode)}
    return sorted(o for o in objects if o.startswith(iris.VOCABULARY))
