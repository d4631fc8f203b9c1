"""Readings -> one graph: each article in its place, then what rests on all articles together."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import pyoxigraph as ox

from kg import __version__, iris, mapping
from kg.decisions import Decisions
from kg.derive import Book, derive, derive_again
from kg.gazetteer import Gazetteer
from kg.model import Reading
from kg.store import Graph
from kg.usage import Usage

_LINES = ox.RdfFormat.N_QUADS
_MADE_BY = ox.NamedNode("http://purl.org/dc/terms/identifier")


def quads(reading: Reading, *, keep_text: bool = True) -> bytes:
    """One article's graph, and its text, as N-Quads: what goes from one process to another."""
    text = mapping.text_quads(reading.document.article) if keep_text else []
    return ox.serialize([*mapping.article_quads(reading), *text], format=_LINES) or b""


def put(graph: Graph, lines: bytes) -> None:
    """Adds what :func:`quads` gave, of any number of articles."""
    graph.add(ox.parse(lines, format=_LINES))


def drop(graph: Graph, article: str) -> None:
    """An article (its IRI) out of the graph, with its text; :class:`Whole` then drops what rested on it alone."""
    graph.drop(article)
    text = iris.graph("text")
    graph.remove(q for q in graph.about(article) if getattr(q.graph_name, "value", None) == text)


class Whole:
    """What rests on all articles together: the things they speak of, occurrences and shortcuts, the counts.

    ``base`` is the data base that keeps, beside the graph, what each article brings to it: then only what changes is made again.
    """

    def __init__(self, graph: Graph, gazetteer: Gazetteer, decided: Decisions, base: sqlite3.Connection | None = None) -> None:
        self._graph, self._gazetteer, self._decided = graph, gazetteer, decided
        self._book = Book(base)
        self._usage = Usage(self._book.base)

    def make(self, fingerprint: str = "") -> None:
        """All of it anew, from the articles in the graph."""
        self._usage.clear()
        self._graph.drop(iris.graph("reference"))
        self._refer(self._graph.articles())
        derive(self._graph, self._decided, book=self._book)
        self._describe(fingerprint)

    def update(self, touched: Iterable[str], fingerprint: str = "") -> None:
        """As :meth:`make` would, where only these articles (IRIs) have come, gone or changed since."""
        some = sorted(touched)
        self._refer(some)
        derive_again(self._graph, self._book, some, self._decided)
        self._describe(fingerprint)

    def _refer(self, articles: Iterable[str]) -> None:
        """The ``reference`` graph: what the tables know of the things that articles speak of."""
        new, gone = self._usage.change((article, self._share(article)) for article in articles)
        names = new
        if any(kind != "record" for kind, _ in gone):  # others may lean on it: the tables are small, all of it is made again
            self._graph.drop(iris.graph("reference"))
            names = {(kind, name) for kind in ("thing", "concept") for name in self._usage.totals(kind)}
        things, concepts = (sorted(name for k, name in names if k == kind) for kind in ("thing", "concept"))
        self._graph.add(mapping.reference_quads([self._gazetteer.entity(i) for i in things], self._gazetteer, concepts))

    def _share(self, article: str) -> dict[str, dict[str, int]] | None:
        found = list(self._graph.quads(article))
        if not found:
            return None
        return {
            "thing": {i: 1 for i in mapping.things_used(found) if i in self._gazetteer.rows},
            "concept": dict.fromkeys(mapping.concepts_used(found), 1),
            "record": mapping.record_counts(found),
        }

    def _describe(self, fingerprint: str) -> None:
        """The ``meta`` graph."""
        self._graph.drop(iris.graph("meta"))
        counts = {"articles": self._usage.articles(), **self._usage.totals("record")}
        self._graph.add([*mapping.meta_quads(__version__, counts), *_made_by(fingerprint)])


def _made_by(fingerprint: str) -> list[ox.Quad]:
    """What exactly the build was made with, beside its version."""
    build, meta = f"{iris.BASE}build/kg-{__version__}", ox.NamedNode(iris.graph("meta"))
    return [ox.Quad(ox.NamedNode(build), _MADE_BY, ox.Literal(fingerprint), meta)] if fingerprint else []
