"""Readings -> one graph: each article in its place, then what rests on all articles together."""

from __future__ import annotations

from kg import __version__, iris, mapping
from kg.decisions import Decisions
from kg.derive import derive
from kg.gazetteer import Gazetteer
from kg.model import Reading
from kg.store import Graph


def put(graph: Graph, reading: Reading, keep_text: bool = True) -> None:
    """One article's graph, in place of what was there under its id."""
    drop(graph, iris.article(reading.document.article.id))
    graph.add(mapping.article_quads(reading))
    if keep_text:
        graph.add(mapping.text_quads(reading.document.article))


def drop(graph: Graph, article: str) -> None:
    """An article (its IRI) out of the graph, with its text; :func:`finish` then drops what rested on it alone."""
    graph.drop(article)
    text = iris.graph("text")
    graph.remove(q for q in graph.about(article) if getattr(q.graph_name, "value", None) == text)


def finish(graph: Graph, gazetteer: Gazetteer, decided: Decisions) -> None:
    """What rests on all articles together: the things they speak of, occurrences and shortcuts, the counts."""
    articles = graph.articles()
    quads = [q for article in articles for q in graph.quads(article)]
    known = [gazetteer.entity(i) for i in mapping.things_used(quads) if i in gazetteer.rows]
    graph.drop(iris.graph("reference"))
    graph.add(mapping.reference_quads(known, gazetteer, mapping.concepts_used(quads)))
    derive(graph, decided)
    graph.drop(iris.graph("meta"))
    graph.add(mapping.meta_quads(__version__, {"articles": len(articles), **mapping.record_counts(quads)}))
