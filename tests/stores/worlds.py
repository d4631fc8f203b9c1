"""The graphs that are published, and how answers of different stores are compared: by value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import requests

from kg import __version__, catalogue, iris, mapping
from kg.store import Graph
from tests import world

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger")}
RESULTS = {"Accept": "application/sparql-results+json"}
ODD = iris.article("50%/ü.txt")

Value = tuple[str, ...] | None


def finished(graph: Graph, path: Path) -> Path:
    """The graph as a file, with a build's meta graph."""
    graph.drop(iris.graph("meta"))
    graph.add(mapping.meta_quads(__version__, {"articles": len(graph.articles())}))
    graph.save(path)
    return path


def small(folder: Path, articles: slice = slice(None)) -> Path:
    """The hand-made world, or some of its articles."""
    return finished(world.graph(world.world()[articles]), folder / "world.nq")


def hostile(folder: Path) -> Path:
    """The same with literals and IRIs that stores have been seen to trip over."""
    graph = world.graph(world.world())
    graph.add(_odd())
    return finished(graph, folder / "hostile.nq")


def _odd() -> Iterator[ox.Quad]:
    subject, graph = ox.NamedNode(ODD), ox.NamedNode(ODD)
    texts = [
        'tab\t "quotes" \'single\' back\\slash <tags> & ]]> \u4e2d\u6587 \U0001f600\nnew line\r\nand another',
        r"\u0041 and \\u0041 and \U00000041 and \n as letters",
        '"""', "'''", "\\", "ends with a backslash \\", "", " ", "{ } ; . } INSERT DATA { # comment",
        "long " * 60_000,
    ]  # fmt: skip
    for number, text in enumerate(texts):
        yield ox.Quad(subject, ox.NamedNode(f"https://example.org/p{number}"), ox.Literal(text), graph)
        yield ox.Quad(subject, ox.NamedNode(f"https://example.org/p{number}"), ox.Literal(text + "!", language="zh"), graph)
    typed = {"integer": "-12", "decimal": "0.25", "boolean": "true", "date": "2024-07-04", "gYear": "2024", "gYearMonth": "2024-07",
             "dateTime": "2024-07-04T10:00:00+08:00"}  # fmt: skip
    for name, value in typed.items():
        yield ox.Quad(
            subject, ox.NamedNode(f"https://example.org/{name}"), ox.Literal(value, datatype=ox.NamedNode(XSD + name)), graph
        )
    yield ox.Quad(
        subject, ox.NamedNode("https://example.org/see"), ox.NamedNode("https://example.org/a%20b/\u4e2d?x=1&y='#z"), graph
    )


# -- answers -----------------------------------------------------------------------------------------------------------------


def of_ours(term: Any) -> Value:
    """A term of the embedded store, as a value."""
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return "iri", term.value
    return value(term.value, term.language, None if term.language else term.datatype.value)


def of_json(cell: dict[str, str] | None) -> Value:
    """A cell of a store's answer, as a value."""
    if cell is None:
        return None
    if cell["type"] == "uri":
        return "iri", cell["value"]
    return value(cell["value"], cell.get("xml:lang"), cell.get("datatype"))


def value(text: str, language: str | None, datatype: str | None) -> Value:
    """Numbers by what they count, times by the instant, tags in lower case."""
    if language:
        return "text", text, language.lower()
    if datatype in NUMBERS:
        return "number", str(Decimal(text).normalize() + 0)
    if datatype == XSD + "boolean":
        return "truth", str(text in {"true", "1"})
    if datatype == XSD + "dateTime":
        return "time", datetime.fromisoformat(text).astimezone(UTC).isoformat()
    return "text" if datatype in {None, XSD + "string"} else str(datatype), text


@dataclass(frozen=True)
class Answer:
    """Columns and rows of values."""

    columns: list[str]
    rows: list[tuple[Value, ...]]

    def bag(self) -> list[tuple[Value, ...]]:
        """The rows where order says nothing."""
        return sorted(self.rows, key=repr)

    def ordered(self, query: str) -> list[Value]:
        """The column by which the query orders its rows first; empty where it does not."""
        found = re.match(r"\s*ORDER\s+BY\s+(?:(?:ASC|DESC)\s*\(\s*)?\?(\w+)", query.rpartition("}")[2], re.IGNORECASE)
        return [row[self.columns.index(found[1])] for row in self.rows] if found and found[1] in self.columns else []


def ours(graph: Graph, query: str) -> Answer:
    found = graph.select(query)
    return Answer([v.value for v in found.variables], [tuple(map(of_ours, row)) for row in found])


def theirs(found: dict[str, Any]) -> Answer:
    """An answer in SPARQL's JSON."""
    names = found["head"]["vars"]
    return Answer(names, [tuple(of_json(row.get(name)) for name in names) for row in found["results"]["bindings"]])


def asked(url: str, query: str) -> Answer:
    answer = requests.post(url, data={"query": query}, headers=RESULTS, timeout=120)
    assert answer.status_code == 200, f"{answer.text[:500]}\n{query}"
    return theirs(json.loads(answer.text))


def assert_same(mine: Answer, other: Answer, query: str) -> None:
    """The same rows by value, and in the same order as far as ORDER BY says."""
    assert other.columns == mine.columns, query
    assert other.bag() == mine.bag(), query
    assert other.ordered(query) == mine.ordered(query), query


def questions(graph: Graph) -> dict[str, str]:
    """The catalogue, each question with its defaults, as SPARQL."""
    return {query.name: catalogue.bind(graph, query, {}) for query in catalogue.list_queries()}


def statements(graph: Graph, name: str) -> list[tuple[Value, ...]]:
    """All that a named graph says."""
    return sorted((tuple(of_ours(t) for t in quad.triple) for quad in graph.quads(name)), key=repr)


def statements_there(url: str, name: str) -> list[tuple[Value, ...]]:
    return asked(url, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}").bag()
