"""Records as flat facts, the lines of `kg facts`: read from the graph by ``queries/facts/*.rq``, one file a fact type.

A query gives one row for each combination of values; rows of one record are folded into one fact. Columns that the file's
head calls ``lists`` become lists, those of ``lists_if_many`` only where there are several values; several values of an
``each`` column make several facts; all others have one value.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, product
from typing import Any

from pyoxigraph import Literal

from kg import queryfile, resources
from kg.cells import guarded, line
from kg.store import PREFIXES, Graph, Term

_XSD = PREFIXES["xsd"]
_NUMBERS = {
    _XSD + "integer": int,
    _XSD + "decimal": float,
    _XSD + "double": float,
    _XSD + "boolean": lambda text: text in {"true", "1"},
}
_FIRST, _LAST = ("type",), ("status", "article", "record", "statedBy", "quote", "start", "end", "rule", "confidence")

_EVIDENCE = ("start", "end", "quote")  # of a record's first sentence, together

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FactQuery:
    """One file: the fact type it is named after, the record class it asks for, how its rows fold."""

    type: str
    record_class: str
    text: str
    lists: frozenset[str]
    lists_if_many: frozenset[str]
    each: tuple[str, ...]


@cache
def queries() -> Mapping[str, FactQuery]:
    """Fact type -> query, sorted by type."""
    return {
        path.stem: _query(path.stem, queryfile.read(path)) for path in sorted(resources.path("queries", "facts").glob("*.rq"))
    }


def _query(type: str, file: queryfile.QueryFile) -> FactQuery:
    head = file.head
    lists, many = frozenset(head.get("lists", ())), frozenset(head.get("lists_if_many", ()))
    return FactQuery(type, head.get("class", ""), file.text, lists, many, tuple(head.get("each", ())))


def facts(graph: Graph, types: Collection[str] | None = None) -> Iterator[Fact]:
    """Facts (of some types, or of all) as plain mappings, sorted by article, place in it, type."""
    asked = [query for query in queries().values() if types is None or query.type in types]
    found = [fact for query in asked for fact in _fold(query, graph.select(query.text))]
    yield from sorted(found, key=lambda f: (f["article"], f["start"], f["type"], f["record"]))


def columns() -> list[str]:
    """All fields of all types, in the order they stand in a table: the types' own, then those of every fact."""
    own: dict[str, None] = {}
    for query in queries().values():
        own |= dict.fromkeys(_variables(query))
    return [*_FIRST, *(c for c in own if c not in _LAST), *_LAST]


def jsonl(found: Iterable[Fact]) -> Iterator[str]:
    """One JSON object a line."""
    return (json.dumps(fact, ensure_ascii=False) + "\n" for fact in found)


def to_csv(found: Iterable[Fact]) -> Iterator[str]:
    """One table for all types; lists joined by "; ". What a spreadsheet would run as a formula gets an apostrophe."""
    names = columns()
    for cells in chain([names], ([_cell(fact.get(name)) for name in names] for fact in found)):
        yield line(cells)


def _cell(value: Any) -> str:
    return guarded("; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value))


def _variables(query: FactQuery) -> list[str]:
    head = query.text.partition("WHERE")[0].partition("SELECT")[2]
    return [word[1:] for word in head.split() if word.startswith("?")]


def _fold(query: FactQuery, rows: Iterable[Any]) -> Iterator[Fact]:
    variables = _variables(query)
    table: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    first: dict[str, tuple[int, int, Term]] = {}
    for row in rows:
        iri = row["record"].value
        record = table[iri]
        for name in variables:
            if row[name] is not None:
                record[name].add(row[name])
        shown = (int(row["start"].value), int(row["end"].value), row["quote"])
        first[iri] = min(first.get(iri, shown), shown, key=lambda e: e[:2])
    for iri, found in table.items():
        found.update(zip(_EVIDENCE, ({Literal(first[iri][0])}, {Literal(first[iri][1])}, {first[iri][2]}), strict=True))
        yield from _unfold(query, {name: sorted(map(_plain, found[name]), key=str) for name in variables if found.get(name)})


def _unfold(query: FactQuery, values: dict[str, list[Any]]) -> Iterator[Fact]:
    """One fact for each combination of the ``each`` columns, which is one fact as a rule."""
    names = [name for name in query.each if name in values]
    for chosen in product(*(values[name] for name in names)):
        yield _fact(query, values | {name: [value] for name, value in zip(names, chosen, strict=True)})


def _fact(query: FactQuery, values: Mapping[str, list[Any]]) -> Fact:
    fact: Fact = {"type": query.type}
    for name, found in values.items():
        if name not in _LAST:
            fact[name] = found if name in query.lists or (name in query.lists_if_many and len(found) > 1) else found[0]
    return fact | {name: values[name][0] for name in _LAST if name in values}


def _plain(term: Term) -> Any:
    """A literal as a JSON value, an IRI as a string."""
    if isinstance(term, Literal):
        convert: Any = _NUMBERS.get(term.datatype.value, str)
        return convert(term.value)
    return term.value
