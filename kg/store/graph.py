"""A graph in use: add, drop, ask, save. Wraps the embedded store; nobody else touches it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pyoxigraph as ox

from kg.errors import GraphError, QueryError
from kg.store import guard
from kg.store.prefixes import PREFIXES, STANDARD

if TYPE_CHECKING:
    from rdflib import Dataset

Term = ox.NamedNode | ox.Literal
Solution = ox.QuerySolution  # row["name"] is a term (.value) or None; rows iterate over their terms

_ARTICLE = PREFIXES["dip"] + "Article"
_BATCH = 100_000


class Graph:
    """Quads in named graphs. ``path`` is where it came from, None for one that lives in memory only."""

    def __init__(self, store: ox.Store, path: str | None = None, *, persistent: bool = False) -> None:
        self._store = store
        self.path = path
        self.persistent = persistent  # the store itself is on disk: changes need no save

    @classmethod
    def memory(cls) -> Self:
        """A new, empty graph."""
        return cls(ox.Store())

    def __len__(self) -> int:
        return len(self._store)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Adds quads; those already there change nothing."""
        stream = iter(quads)
        while batch := list(islice(stream, _BATCH)):
            if len(batch) == _BATCH or not self.persistent:
                self._store.bulk_extend(batch)
            else:
                self._store.extend(batch)

    def drop(self, graph: str) -> None:
        """Removes one named graph (its IRI) with everything in it; no such graph is no error."""
        self._store.remove_graph(ox.NamedNode(graph))

    def clear(self) -> None:
        """Removes everything."""
        self._store.clear()

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Removes single quads."""
        for quad in list(quads):
            self._store.remove(quad)

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """All quads, or those of one named graph."""
        return self._store.quads_for_pattern(None, None, None, None if graph is None else ox.NamedNode(graph))

    def about(self, iri: str) -> Iterator[ox.Quad]:
        """All quads with this subject."""
        return self._store.quads_for_pattern(ox.NamedNode(iri), None, None, None)

    def match(self, subject: str | None = None, predicate: str | None = None, object: str | None = None) -> Iterator[ox.Quad]:
        """All quads with these IRIs in these places; None stands for any."""
        s, p, o = (None if iri is None else ox.NamedNode(iri) for iri in (subject, predicate, object))
        return self._store.quads_for_pattern(s, p, o, None)

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, sorted."""
        return sorted(g.value for g in self._store.named_graphs())

    def articles(self) -> list[str]:
        """IRIs of the articles, which are those of their graphs, sorted."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(STANDARD["rdf"] + "type"), ox.NamedNode(_ARTICLE), None)
        return sorted({q.subject.value for q in found if isinstance(q.subject, ox.NamedNode)})

    def query(
        self, query: str, substitutions: Mapping[str, Term] | None = None, *, federation: bool = False
    ) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Runs any SPARQL 1.1 query over the merged default graph, or over what its FROM names; raises QueryError."""
        own_dataset = guard.check(query, self.graphs() if "from" in query.lower() or "\\" in query else (), federation=federation)
        values: dict[ox.Variable, Any] = {ox.Variable(name): term for name, term in (substitutions or {}).items()}
        try:
            return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not own_dataset, substitutions=values)
        except SyntaxError as error:
            raise QueryError(f"the query is not SPARQL: {_place(error, query)}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be run: {_plain(error)}") from error

    def select(self, query: str, substitutions: Mapping[str, Term] | None = None) -> ox.QuerySolutions:
        """The rows of a SELECT, lazily: ``row["name"]`` is a term or None, ``rows.variables`` are the columns."""
        result = self.query(query, substitutions)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("a SELECT query is needed here")
        return result

    def construct(self, query: str, substitutions: Mapping[str, Term] | None = None) -> Iterator[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE, lazily."""
        result = self.query(query, substitutions)
        if not isinstance(result, ox.QueryTriples):
            raise QueryError("a CONSTRUCT query is needed here")
        return result

    def ask(self, query: str, substitutions: Mapping[str, Term] | None = None) -> bool:
        """The answer of an ASK."""
        result = self.query(query, substitutions)
        if not isinstance(result, ox.QueryBoolean):
            raise QueryError("an ASK query is needed here")
        return bool(result)

    def save(self, path: str | Path | None = None) -> None:
        """Writes the graph to ``path`` (default: where it came from), all or nothing; see :mod:`kg.store.files`."""
        from kg.store import files

        target = str(path) if path is not None else self.path
        if target is None:
            raise GraphError("a graph in memory", "has no file yet: name one")
        files.save(self, target)

    def flush(self, *, compact: bool = True) -> None:
        """Makes a store on disk durable and compact; compacting takes time in proportion to all of it."""
        self._store.flush()
        if compact:
            self._store.optimize()

    def rdflib(self) -> Dataset:
        """The same graph as an rdflib Dataset (union default graph), no copy made: for people who know rdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        rdflib.NORMALIZE_LITERALS = False
        dataset = rdflib.Dataset(store=OxigraphStore(store=self._store), default_union=True)
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset


def _place(error: Exception, query: str) -> str:
    """Where an engine stopped reading, in words: its list of all characters it would have liked is of no use."""
    found = re.match(r"error at (\d+):(\d+): expected ", str(error))
    lines = query.splitlines() or [""]
    if not found or not 0 < int(found[1]) <= len(lines):
        return _plain(error)
    line, column = int(found[1]), int(found[2])
    rest = lines[line - 1][column - 1 :].strip()
    return f"line {line}, column {column}: it cannot go on with " + (f"'{rest[:40]}'" if rest else "the end of the line")


def _plain(error: Exception) -> str:
    """An engine's message in one short line."""
    text = " ".join(str(error).split())
    return text if len(text) <= 160 else text[:160] + " ..."
