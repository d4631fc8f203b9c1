"""Rows of a SELECT -> rows of a table, a stream all the way: what is sorted is sorted outside memory (:mod:`kg.spill`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode, QuerySolutions

from kg import iris, spill
from kg.sheets.sheet import Column, Sheet
from kg.store import Graph

Found = Mapping[str, Sequence[str]]  # variable -> its values in all rows of one key, sorted
JOIN = "; "
_LAST = "\uffff"  # stands for nothing where rows are sorted: the undated come last


def rows(graph: Graph, sheet: Sheet) -> Iterator[list[str | None]]:
    """The table's rows, cells as text, in the order of its columns; sorted, once each."""
    cells = ([_cell(column, found) for column in sheet.columns] for _, found in groups(graph, sheet.text, sheet.key))
    yield from in_order(sheet, cells)


def groups(graph: Graph, query: str, key: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Found]]:
    """The rows of a SELECT by the values of ``key`` (rows that lack one are left out): key, and all values of all variables."""
    answer = graph.select(query)
    names = [variable.value for variable in answer.variables]
    places = [names.index(name) for name in key]
    table = spill.ordered(_keyed(answer, places))
    for values, members in groupby(table, key=lambda row: row[: len(key)]):
        columns = zip(*(row[len(key) :] for row in members), strict=True)
        yield tuple(values), {n: sorted({v for v in column if v is not None}) for n, column in zip(names, columns, strict=True)}


def in_order(sheet: Sheet, rows: Iterable[Sequence[str | None]]) -> Iterator[list[str | None]]:
    """Rows by the sheet's order, then by its key, once each."""
    names = [column.name for column in sheet.columns]
    places = [names.index(name) for name in (*sheet.order, *sheet.key)]
    keyed = ([*(_place(sheet.columns[i], row[i]) for i in places), *row] for row in rows)
    return (row[len(places) :] for row in spill.ordered(keyed))


def _place(column: Column, cell: str | None) -> str:
    """What a cell is sorted by: what is empty comes last."""
    return _LAST if cell is None else cell.zfill(12) if column.type == "integer" else cell


def text(term: Any) -> str | None:
    """A term as a cell: a literal's form, the id of a thing of ours, any other IRI whole."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(iris.BASE)
    return term.value if term is not None else None


def _keyed(answer: QuerySolutions, places: Sequence[int]) -> Iterator[list[str | None]]:
    for solution in answer:
        values = [text(term) for term in solution]
        if all(values[i] is not None for i in places):
            yield [*(values[i] for i in places), *values]


def _cell(column: Column, found: Found) -> str | None:
    values = found.get(column.name) or found.get(column.otherwise or "") or ()
    if not values:
        return None
    if column.list:
        return JOIN.join(value.replace(JOIN, ", ") for value in values)
    value = max(values) if column.fold == "max" else min(values)
    return value if column.typed(value) is not None else None
