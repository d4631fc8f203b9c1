"""Readings -> one graph: each article in its place, then what rests on all articles together."""

from __future__ import annotations

import pyoxigraph as ox

from kg import __version__, iris, mapping
from kg.decisions import Decisions
from kg.derive import derive
from kg.gazetteer import Gazetteer
from kg.model import Reading
from kg.store import Graph

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
    """An article (its IRI) out of the graph, with its text; :func:`finish` then drops what rested on it alone."""
    graph.drop(article)
    text = iris.graph("text")
    graph.remove(q for q in graph.about(article) if getattr(q.graph_name, "value", None) == text)


def finish(graph: Graph, gazetteer: Gazetteer, decided: Decisions, fingerprint: str = "") -> None:
    """What rests on all articles together: the things they speak of, occurrences and shortcuts, the counts."""
    articles = graph.articles()
    things, concepts, counts = set[str](), set[str](), mapping.record_counts([])
    for article in articles:  # one at a time: memory does not grow with the graph
        found = list(graph.quads(article))
        things.update(i for i in mapping.things_used(found) if i in gazetteer.rows)
        concepts.update(mapping.concepts_used(found))
        for name, number in mapping.record_counts(found).items():
            counts[name] = counts.get(name, 0) + number
    graph.drop(iris.graph("reference"))
    graph.add(mapping.reference_quads([gazetteer.entity(i) for i in sorted(things)], gazetteer, sorted(concepts)))
    derive(graph, decided)
    graph.drop(iris.graph("meta"))
    graph.add(mapping.meta_quads(__version__, {"articles": len(articles), **dict(sorted(counts.items()))}))
    graph.add(_made_by(fingerprint))


def _made_by(fingerprint: str) -> list[ox.Quad]:
    """What exactly the build was made with, beside its version."""
    build, meta = f"{iris.BASE}build/kg-{__version__}", ox.NamedNode(iris.graph("meta"))
    return [ox.Quad(ox.NamedNode(build), _MADE_BY, ox.Literal(fingerprint), meta)] if fingerprint else []
