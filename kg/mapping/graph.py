"""A named graph in the making."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from kg import iris
from kg.mapping.terms import Term, term


class Builder:
    """Collects quads of one named graph, each once."""

    def __init__(self, iri: str, base: str) -> None:
        self.base = base
        self._name = NamedNode(iri)
        self._seen: set[Quad] = set()

    def add(self, subject: str, predicate: str | NamedNode, *objects: Term | None) -> None:
        """One quad an object; None adds nothing. A predicate without ":" is a word of the ontology."""
        name = predicate if isinstance(predicate, NamedNode) else term(predicate)
        self._seen.update(Quad(NamedNode(subject), name, o, self._name) for o in objects if o is not None)

    def entity(self, id: str) -> NamedNode:
        """The node of ``Entity.id``."""
        return NamedNode(iris.entity(id, self.base))

    def quads(self) -> list[Quad]:
        """Everything, sorted."""
        return sorted(self._seen, key=str)
