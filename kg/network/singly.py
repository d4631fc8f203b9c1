"""Facts one at a time: for exports, which a graph of any size must pass through without being held.

The same facts as :func:`kg.network.project` has, each with no more of the graph around it than it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from kg.network import contents
from kg.network.facts import facts
from kg.network.values import Contents, Fact, Ref, Source, Statement, Thing

_OCCURRENCES = "SELECT ?s WHERE { ?s a dip:Occurrence }"
_ALONE = "SELECT ?s WHERE { ?s a dip:Record FILTER NOT EXISTS { ?o dip:toldBy ?s } }"
_KNOWN = 20_000  # things and articles that are remembered


class Subjects(contents.Selects, Protocol):
    """A graph that also gives all that is said of one subject."""

    def about(self, iri: str) -> Iterable[Any]: ...


class Singly:
    """A graph's facts, one at a time, in no order; a fact may come more than once."""

    def __init__(self, graph: Subjects) -> None:
        self._graph = graph
        self.thing = lru_cache(_KNOWN)(self._thing)
        self.source = lru_cache(_KNOWN)(self._source)

    def facts(self) -> Iterator[tuple[Fact, Contents]]:
        """Each fact, and what was read for it: its records, sentences, articles, things."""
        for row in self._graph.select(_OCCURRENCES):
            yield from self._of_occurrence(row["s"].value)
        for row in self._graph.select(_ALONE):
            yield from self._told({}, {}, [row["s"].value])

    def _of_occurrence(self, iri: str) -> Iterator[tuple[Fact, Contents]]:
        row = self._row(iri)
        whole = contents.occurrence(iri, row)
        if whole is not None:
            yield from self._told({iri: whole}, {iri: row.get("toldBy", ())}, [node[0] for node in row.get("toldBy", ())])

    def _told(self, wholes: dict[str, Statement], told_by: Any, records: Iterable[str]) -> Iterator[tuple[Fact, Contents]]:
        """The fact that these records tell, if its class is drawn at all."""
        statements = {iri: s for iri in records if (s := contents.statement(iri, self._row(iri)))}
        read = Contents(
            things=self._things([*wholes.values(), *statements.values()]),
            sources={s.article: found for s in statements.values() if (found := self.source(s.article))},
            quotes={q: contents.quote(q, self._row(q)) for s in statements.values() for q in s.quotes},
            statements=statements,
            occurrences=wholes,
            told_by={iri: tuple(node[0] for node in nodes if node[0] in statements) for iri, nodes in told_by.items()},
        )
        yield from ((fact, read) for fact in facts(read))

    def _things(self, statements: Iterable[Statement]) -> dict[str, Thing]:
        iris = {node.iri for s in statements for nodes in s.parts.values() for node in nodes if isinstance(node, Ref)}
        return {iri: thing for iri in sorted(iris) if (thing := self.thing(iri))}

    def _thing(self, iri: str) -> Thing | None:
        row = self._row(iri)
        return contents.thing(iri, row) if row.get("linkStatus") else None

    def _source(self, iri: str) -> Source | None:
        row = self._row(iri)
        return contents.source(iri, row) if row else None

    def _row(self, iri: str) -> contents.Row:
        return contents.row(self._graph.about(iri))
