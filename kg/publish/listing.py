"""What a store's ``meta`` graph says of the graphs that were published there, in words of SPARQL Service Description and VoID.

::

    <.../id/dataset/graph/3f…> a sd:NamedGraph ; sd:name <GRAPH> ; void:triples 253 ; dcterms:identifier "HASH" .

Before a graph is touched, ``"HASH coming"`` is added, and ``"HASH"`` after it: whenever the work is cut off, what is listed
tells which graphs are whole. The last step puts a clean list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import requests

from kg import iris
from kg.errors import RemoteError
from kg.publish.connection import Connection, RefusedError
from kg.publish.statements import Print

ENTRIES = iris.BASE + "dataset/graph/"
LINES = 4  # statements of an entry of the clean list
META = iris.graph("meta")

_COMING = " coming"
_NAME = "http://www.w3.org/ns/sparql-service-description#name"
_HASH = "http://purl.org/dc/terms/identifier"
_TRIPLES = "http://rdfs.org/ns/void#triples"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/sparql-service-description#NamedGraph>"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_PAGE = 2_000  # rows an answer; stores cut answers off at 10,000
_ASKED = 200  # graphs asked about at a time
_JSON = {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"}


def coming(graph: str, mark: Print) -> Iterator[str]:
    """Lines that announce a graph."""
    yield f"{_entry(graph)} <{_NAME}> <{graph}> .\n"
    yield f'{_entry(graph)} <{_HASH}> "{mark.hash}{_COMING}" .\n'


def come(graph: str, mark: Print) -> Iterator[str]:
    """Lines that say it is there."""
    yield f'{_entry(graph)} <{_HASH}> "{mark.hash}" .\n'


def entry(graph: str, mark: Print) -> Iterator[str]:
    """Lines of the clean list."""
    yield f"{_entry(graph)} {_TYPE} .\n"
    yield f"{_entry(graph)} <{_NAME}> <{graph}> .\n"
    yield f'{_entry(graph)} <{_TRIPLES}> "{mark.count}"^^<{_INTEGER}> .\n'
    yield from come(graph, mark)


def proved(words: Iterable[str]) -> str:
    """The hash that a graph there has for sure, from all that its entry says; empty where nothing is sure."""
    said = set(words)
    announced = {word.removesuffix(_COMING) for word in said if word.endswith(_COMING)}
    done = {word for word in said if not word.endswith(_COMING)}
    last = announced or done
    return next(iter(last)) if len(last) == 1 and last <= done else ""


class Reader:
    """Asks a store."""

    def __init__(self, connection: Connection, url: str) -> None:
        self._connection, self.url = connection, url

    def greet(self) -> requests.Response:
        """Whether queries are answered here: the answer; raises RefusedError where not."""
        answer = self._ask("SELECT (1 AS ?one) WHERE { }")
        self._rows(answer)
        return answer

    def listed(self) -> Iterator[tuple[str, str]]:
        """Every graph of the store's list with a word of its entry, sorted by graph; a graph may come several times."""
        last = ""
        while True:
            query = f"""SELECT ?key WHERE {{ GRAPH <{META}> {{ ?entry <{_NAME}> ?graph ; <{_HASH}> ?word }}
                BIND(CONCAT(STR(?graph), " ", STR(?word)) AS ?key) FILTER(?key > "{last}") }} ORDER BY ?key LIMIT {_PAGE}"""
            found = [row["key"] for row in self._rows(self._ask(query))]
            for key in found:
                graph, _, word = key.partition(" ")
                yield graph, word
            if not found:
                return
            last = found[-1].replace("\\", "\\\\").replace('"', '\\"')

    def shows(self, graph: str) -> bool:
        """Whether the list has the graph."""
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{META}> {{ {_entry(graph)} <{_NAME}> <{graph}> }} }}"
        return any(row["n"] != "0" for row in self._rows(self._ask(query)))

    def counts(self, graphs: Iterable[str]) -> Iterator[tuple[str, int]]:
        """How many statements each of these graphs has there."""
        wanted: list[str] = []
        for graph in graphs:
            wanted.append(graph)
            if len(wanted) == _ASKED:
                yield from self._counted(wanted)
                wanted = []
        if wanted:
            yield from self._counted(wanted)

    def _counted(self, graphs: list[str]) -> Iterator[tuple[str, int]]:
        names = " ".join(f"<{graph}>" for graph in graphs)
        where = f"VALUES ?graph {{ {names} }} GRAPH ?graph {{ ?s ?p ?o }}"
        query = f"SELECT ?graph (COUNT(*) AS ?n) WHERE {{ {where} }} GROUP BY ?graph"
        found = {row["graph"]: int(row["n"]) for row in self._rows(self._ask(query)) if "graph" in row}
        yield from ((graph, found.get(graph, 0)) for graph in graphs)

    def _ask(self, query: str) -> requests.Response:
        from urllib.parse import urlencode

        return self._connection.send("POST", self.url, urlencode({"query": query}).encode(), headers=_JSON)

    def _rows(self, answer: requests.Response) -> list[dict[str, str]]:
        try:
            found = answer.json()["results"]["bindings"]
            return [{name: str(cell["value"]) for name, cell in row.items()} for row in found]
        except (ValueError, KeyError, TypeError, AttributeError, requests.RequestException):
            raise RefusedError(self.url, "answers, but not as a SPARQL endpoint does: is the address right?") from None


def unknown(url: str) -> RemoteError:
    """What to say where nothing at the address answers queries."""
    return RemoteError(
        url, "no SPARQL store answers here: give the address that docs/load-elsewhere.md names, or --query URL as well"
    )


def _entry(graph: str) -> str:
    return f"<{ENTRIES}{hashlib.sha256(graph.encode()).hexdigest()[:24]}>"
