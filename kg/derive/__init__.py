"""What follows from the records: occurrences (the same thing told twice) and shortcuts (plain edges).

They have the ``derived`` graph to themselves, made from the records alone: it can be dropped and made again at any time, and
is the same whatever the order of the articles. Occurrences are grouped in Python by the rules of
``queries/derive/occurrences.toml``; shortcuts are ``queries/derive/*.rq``. Whoever keeps a :class:`Book` beside the graph can
have only that derived again which new, changed or forgotten articles bear on; the result is the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import iris
from kg.decisions import NONE, Decisions
from kg.derive.book import Book
from kg.derive.edges import shortcuts
from kg.derive.update import Derivation
from kg.store import Graph

__all__ = ["Book", "derive", "derive_again", "shortcuts", "stale"]


def derive(graph: Graph, decisions: Decisions | None = None, base: str = iris.BASE, book: Book | None = None) -> None:
    """Drops the ``derived`` graph and makes it again from the records; the decisions say what is the same and what is not."""
    graph.drop(iris.graph("derived", base))
    book = book or Book()
    book.clear()
    Derivation(graph, book, decisions or NONE, base).everything(graph.articles())


def derive_again(graph: Graph, book: Book, touched: Iterable[str], decisions: Decisions, base: str = iris.BASE) -> None:
    """Brings the ``derived`` graph up to date with articles (IRIs) that came, went or changed since ``book`` was last written."""
    Derivation(graph, book, decisions, base).articles(sorted(touched))


def stale(graph: Graph, decisions: Decisions) -> list[str]:
    """Records (IRIs) that [[same]] or [[apart]] name and the graph does not have: decisions about nothing."""
    named = {iri for group in (*decisions.same, *decisions.apart) for iri in group}
    return sorted(iri for iri in named if not any(True for _ in graph.about(iri)))
