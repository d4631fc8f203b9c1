"""Shortcuts: plain edges that ``queries/derive/*.rq`` draw from occurrences, each known with the occurrences that give it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode, Quad

from kg import iris, resources
from kg.derive.book import Book
from kg.errors import QueryError
from kg.store import Graph

_FORM = re.compile(r"CONSTRUCT\s*\{\s*\?(\w+)\s+dip:(\w+)\s+\?(\w+)\s*\}\s*WHERE\b")
_CLASSES = re.compile(r"dip:ofClass\s+dip:(\w+)")
Edge = tuple[str, str, str]


@dataclass(frozen=True)
class _Shortcut:
    """One query: which class of occurrence it reads, whether it also looks at others of them."""

    select: str  # gives ?occurrence and the two ends
    ends: tuple[str, str]
    predicate: str
    reads: str
    looks_around: bool


def shortcuts() -> dict[str, str]:
    """The CONSTRUCT queries that make shortcuts, by name, sorted. Each reads occurrences and records, never another's result."""
    return {path.stem: path.read_text("utf-8") for path in sorted(resources.path("queries", "derive").glob("*.rq"))}


@cache
def _known() -> dict[str, list[_Shortcut]]:
    """The queries by the class they read."""
    found: dict[str, list[_Shortcut]] = {}
    for name, text in shortcuts().items():
        form, classes = _FORM.search(text), _CLASSES.findall(text)
        if not form or not classes:
            raise QueryError(
                f"queries/derive/{name}.rq: must be CONSTRUCT {{ ?x dip:name ?y }} WHERE {{ ... dip:ofClass dip:Name }}"
            )
        select = f"{text[: form.start()]}SELECT DISTINCT ?occurrence ?{form[1]} ?{form[3]} WHERE{text[form.end() :]}"
        one = _Shortcut(select, (form[1], form[3]), iris.term(form[2]), classes[0], len(classes) > 1)
        found.setdefault(classes[0], []).append(one)
    return found


def redraw(graph: Graph, book: Book, changed: Iterable[str], base: str) -> None:
    """The shortcuts of the ``changed`` occurrences, those that are no more among them."""
    derived = iris.graph("derived", base)
    all_of_them = sorted(set(changed))
    before: set[Edge] = set()
    for iri in all_of_them:
        before |= book.cut(iri)
    after: set[Edge] = set()
    for iri in all_of_them:
        drawn = set(_of(graph, iri)) if book.is_there(iri) else set()
        book.draw((*edge, iri) for edge in drawn)
        after |= drawn
    graph.remove(_quads((edge for edge in before - after if not book.is_drawn(*edge)), derived))
    graph.add(_quads(sorted(after - before), derived))


def draw_all(graph: Graph, book: Book, base: str) -> None:
    """The shortcuts of a graph that has none yet: each query once."""
    derived = iris.graph("derived", base)
    for shortcut in (one for some in _known().values() for one in some):
        edges = [(row["occurrence"].value, *(row[end].value for end in shortcut.ends)) for row in graph.select(shortcut.select)]
        book.draw((s, shortcut.predicate, o, occurrence) for occurrence, s, o in edges)
        graph.add(_quads({(s, shortcut.predicate, o) for _, s, o in edges}, derived))


def _of(graph: Graph, occurrence: str) -> Iterator[Edge]:
    for kind in _classes(graph, occurrence):
        for one in _known().get(kind, ()):
            for row in graph.select(one.select, {"occurrence": NamedNode(occurrence)}):
                first, last = (row[end].value for end in one.ends)
                yield first, one.predicate, last


def looks_around(kind: str) -> bool:
    """Whether shortcuts of a class rest on several occurrences of it: a membership on nobody having left."""
    return any(one.looks_around for one in _known().get(kind, ()))


def _classes(graph: Graph, occurrence: str) -> list[str]:
    found = graph.match(occurrence, iris.term("ofClass"))
    return [q.object.value.removeprefix(iris.ONTOLOGY) for q in found if isinstance(q.object, NamedNode)]


def _quads(edges: Iterable[Edge], derived: str) -> Iterator[Quad]:
    for s, p, o in edges:
        yield Quad(NamedNode(s), NamedNode(p), NamedNode(o), NamedNode(derived))
