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
    cells = ([_cell(column, found) for column in sheet.columns] for found in _groups(graph, sheet))
    yield from in_order(sheet, cells)


def _groups(graph: Graph, sheet: Sheet) -> Iterator[Found]:
    """All values of all variables for each key; rows of the SELECT that lack a part of the key are left out."""
    answer = graph.select(sheet.text)
    names = [variable.value for variable in answer.variables]
    places, first = ([names.index(name) for name in chosen] for chosen in (sheet.key, sheet.first))
    table = spill.ordered(_keyed(answer, places))
    for _, members in groupby(table, key=lambda row: row[: len(places)]):
        rows = _first([row[len(places) :] for row in members], first)
        columns = zip(names, zip(*rows, strict=True), strict=True)
        yield {name: sorted({value for value in column if value is not None}) for name, column in columns}


def _first(rows: list[list[str | None]], places: Sequence[int]) -> list[list[str | None]]:
    """The rows with the least numbers at ``places``: all, where there are no places."""
    ranks = [[int(row[i] or 0) for i in places] for row in rows]
    return [row for row, rank in zip(rows, ranks, strict=True) if rank == min(ranks)]


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
