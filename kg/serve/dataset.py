"""One state of the served graph: its copy, the graph our own pages read, names to search, counts, engines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg import iris
from kg.serve import snapshot
from kg.serve.lanes import Lanes
from kg.serve.names import Names
from kg.store import Graph, open_graph

_SPACE = "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?base WHERE { ?dataset void:uriSpace ?base } ORDER BY ?base LIMIT 1"
_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?n) WHERE { ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(dip:))) } GROUP BY ?class
"""
_SPAN = """
SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) WHERE {
  ?record a dip:Record ; dip:status <https://w3id.org/diplomacy-kg/vocabulary/status/happened> ; dip:notBefore ?day
}
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in the graph, in numbers."""

    statements: int
    graphs: frozenset[str]
    classes: Mapping[str, int]  # local name of the class -> members
    span: tuple[str, str] | None  # first and last day of what happened, ISO


class Dataset:
    """Made by :meth:`load`; ended by :meth:`close` once nobody reads it any more."""

    def __init__(self, folder: Path, state: snapshot.State | None) -> None:
        self.folder, self.state = folder, state
        self.graph: Graph = open_graph(f"{folder}/")
        self.base = _base(self.graph)
        self.contents = _contents(self.graph)
        self.lanes: Lanes | None = None
        self.pages: dict[str, str] = {}  # the interactive page as it was asked for
        self._readers = 0

    @classmethod
    def load(cls, path: str) -> Dataset:
        """The graph at ``path`` as it is now, without engines; takes its time. Raises GraphError."""
        before = snapshot.state(path)
        folder = snapshot.take(path)
        try:
            return cls(folder, before)
        except BaseException:
            snapshot.discard(folder)
            raise

    @cached_property
    def names(self) -> Names:
        return Names(self.graph)

    async def open(self, limit: float) -> None:
        """Starts the engines; raises ToolError."""
        self.lanes = Lanes(self.folder, limit)
        await self.lanes.open()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Dataset]:
        """Keeps the data set while it is read."""
        self._readers += 1
        try:
            yield self
        finally:
            self._readers -= 1

    async def close(self, patience: float = 0.0) -> None:
        """Ends the engines and removes the copy, after whoever still reads (for ``patience`` seconds at most)."""
        for _ in range(round(patience / 0.1)):
            if not self._readers:
                break
            await asyncio.sleep(0.1)
        if self.lanes:
            await self.lanes.close()
        await asyncio.to_thread(snapshot.discard, self.folder)


def _base(graph: Graph) -> str:
    """Below which address the graph's own things lie, as its description says."""
    return next((row["base"].value for row in graph.select(_SPACE)), iris.BASE)


def _contents(graph: Graph) -> Contents:
    classes = {row["class"].value.removeprefix(iris.ONTOLOGY): int(row["n"].value) for row in graph.select(_CLASSES)}
    span = next(((row["first"].value, row["last"].value) for row in graph.select(_SPAN) if row["first"]), None)
    return Contents(len(graph), frozenset(graph.graphs()), classes, span)
