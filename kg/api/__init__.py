"""The front door for Python: ``kg.open(path)`` gives a :class:`Graph`, its answers are a :class:`Table`.

Everything here leads into a room of its own, which is only opened when asked for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.api.table import Table, of_terms
from kg.errors import QueryError
from kg.store import Graph as Store
from kg.store import open_graph

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from kg.api.explained import Explained
    from kg.api.measured import Network
    from kg.view import View

__all__ = ["Graph", "Table", "open"]


def open(path: str | os.PathLike[str]) -> Graph:
    """The graph at ``path``: a ``.nq``, ``.trig`` or ``.jsonld`` file, or a store directory. Raises GraphError in one line."""
    return Graph(open_graph(os.fspath(path)))


class Graph:
    """A graph to ask, to look at and to hand on. Reading only: ``kg.build`` makes graphs."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __len__(self) -> int:
        """The number of statements."""
        return len(self.store)

    def __repr__(self) -> str:
        articles = len(self.store.articles())
        return (
            f"<kg.Graph {self.store.path or 'in memory'}: {articles:,} article{'s' * (articles != 1)}, {len(self):,} statements>"
        )

    # -- asking

    def sparql(self, query: str) -> Table:
        """The rows of a SELECT, or the triples of a CONSTRUCT as subject, predicate, object; our prefixes need no declaration.

        Raises QueryError, in one line, for what is no SPARQL or would call another server.
        """
        found = self.store.query(query)
        if isinstance(found, ox.QueryBoolean):
            raise QueryError("the query asks yes or no: use .ask(query)")
        if isinstance(found, ox.QuerySolutions):
            return of_terms([variable.value for variable in found.variables], found)
        return of_terms(["subject", "predicate", "object"], found)

    def ask(self, query: str) -> bool:
        """The answer of an ASK."""
        return self.store.ask(query)

    def query(self, name: str, **values: str | Sequence[str]) -> Table:
        """A question of the catalogue: ``graph.query("meetings-of", person="Xi Jinping")``; ``kg queries`` lists them."""
        from kg import catalogue

        found = catalogue.run(self.store, name, values)
        return of_terms([variable.value for variable in found.variables], found)

    def facts(self, *types: str) -> list[dict[str, Any]]:
        """What the articles say, one mapping a fact, as `kg facts` prints them; of all types or of these ("meeting", "visit")."""
        from kg import facts

        unknown = sorted(set(types) - set(facts.queries()))
        if unknown:
            raise QueryError(f"no fact type is called {unknown[0]}: use {', '.join(facts.queries())}")
        return list(facts.facts(self.store, types or None))

    def table(self, name: str) -> Table:
        """One of the tables that scholars keep: "trips", "meetings", "tenures", "stances" ... (`kg tables` writes them all)."""
        from kg import sheets

        sheet = sheets.get(name)
        return Table([column.name for column in sheet.columns], sheets.rows(self.store, sheet))

    def explain(self, what: str) -> Explained:
        """What is known about a thing (a name, id or IRI), with every sentence that says so; QueryError where nobody has it."""
        from kg.api.explained import Explained
        from kg.explain import explain

        return Explained(explain(self.store, what))

    # -- looking at it

    def view(self, **options: Any) -> View:
        """The interactive page: shown in a notebook, or ``.save("page.html")``. Options are those of :func:`kg.view.page`."""
        from kg.view import View

        return View(self.store, **options)

    # -- handing it on

    @cached_property
    def rdflib(self) -> Dataset:
        """The same graph as an rdflib Dataset, no copy made."""
        return self.store.rdflib()

    def networkx(self, **options: Any) -> nx.MultiDiGraph:
        """Things and what ties them, each edge with its facts and sentences. Options are those of :func:`kg.network.project`."""
        from kg.network import project

        return project(self.store, **options)

    def network(self, **options: Any) -> Network:
        """Who is tied to whom, to be measured: ``graph.network(ties=["met"], since="2024").central()``.

        Options are those of :func:`kg.network.web`: ``ties``, ``kinds``, ``since``, ``until``, ``countries``.
        """
        from kg.api.measured import Network
        from kg.network import web

        return Network(web(self.store, **options))

    def export(self, path: str | os.PathLike[str]) -> None:
        """Writes the graph in the format that the suffix says, as `kg export` does."""
        from kg import export

        export.export(self.store, os.fspath(path))

    def tables(self, folder: str | os.PathLike[str], *names: str) -> dict[str, int]:
        """Writes the tables that scholars keep (all, or these) into a folder; gives the number of rows of each file."""
        from kg import sheets

        return sheets.write(self.store, Path(folder), names or None)
