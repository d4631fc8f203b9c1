"""Two ways to put graphs into a store: the Graph Store Protocol, and SPARQL Update. Both only ever name the graphs they mean."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg.publish.connection import Connection, RefusedError
from kg.publish.statements import batches, for_sparql

#: Turtle of which every line but the first is N-Triples. Virtuoso knows Turtle by its first lines, whatever Content-Type says.
_HEAD = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
_TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
_UPDATE = {"Content-Type": "application/sparql-update; charset=utf-8", "Accept": "*/*"}


class Writer(Protocol):
    """Puts graphs into a store. What was asked for is there when :meth:`flush` returns, done in the order of asking."""

    name: str

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        """The graph is these statements and no others."""

    def add(self, graph: str, lines: Iterable[str]) -> None:
        """The graph has these statements as well."""

    def remove(self, graph: str) -> None:
        """The graph is gone; no such graph is no error."""

    def flush(self) -> None:
        """Waits for everything."""


class GraphStore:
    """The Graph Store Protocol: PUT, POST and DELETE of a graph. A big one is put with its first batch, the others are added."""

    name = "Graph Store Protocol"
    MOST, SIZE = 20_000, 4_000_000  # statements, characters a request

    def __init__(self, connection: Connection, url: str) -> None:
        self._connection, self._url = connection, url

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        method = "PUT"
        for batch in batches(lines, self.MOST, self.SIZE):
            self._send(method, graph, batch)
            method = "POST"
        if method == "PUT":  # an empty graph is none
            self.remove(graph)

    def add(self, graph: str, lines: Iterable[str]) -> None:
        for batch in batches(lines, self.MOST, self.SIZE):
            self._send("POST", graph, batch)

    def remove(self, graph: str) -> None:
        try:
            self._connection.send("DELETE", self._url, graph=graph)
        except RefusedError as error:
            if error.status != 404:
                raise

    def flush(self) -> None:
        pass

    def _send(self, method: str, graph: str, batch: str) -> None:
        self._connection.send(method, self._url, (_HEAD + batch).encode(), graph=graph, headers=_TURTLE)


class Update:
    """SPARQL Update: operations are gathered until they make a request, and done in their order."""

    name = "SPARQL Update"
    MOST, SIZE = 1_000, 500_000  # statements, characters a request: Virtuoso 7 reads no more than some 4,900 lines

    def __init__(self, connection: Connection, url: str) -> None:
        self._connection, self._url = connection, url
        self._waiting: list[str] = []
        self._lines = self._length = 0

    def replace(self, graph: str, lines: Iterable[str]) -> None:
        self.remove(graph)
        self.add(graph, lines)

    def add(self, graph: str, lines: Iterable[str]) -> None:
        for batch in batches(lines, self.MOST, self.SIZE):
            self._put(f"INSERT DATA {{ GRAPH <{graph}> {{\n{for_sparql(batch)}}} }}")

    def remove(self, graph: str) -> None:
        self._put(f"DROP SILENT GRAPH <{graph}>")

    def flush(self) -> None:
        if self._waiting:
            self._connection.send("POST", self._url, " ;\n".join(self._waiting).encode(), headers=_UPDATE)
            self._waiting, self._lines, self._length = [], 0, 0

    def _put(self, operation: str) -> None:
        lines = operation.count("\n")
        if self._lines + lines > self.MOST or self._length + len(operation) > self.SIZE:
            self.flush()
        self._waiting.append(operation)
        self._lines += lines
        self._length += len(operation)
