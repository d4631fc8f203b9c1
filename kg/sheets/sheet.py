"""What a table is: ``queries/tables/NAME.rq``, a SELECT whose head says what its columns mean.

::

    #+ summary = "Trips of leaders and officials"
    #+ description = "One row a ..."
    #+ key = ["trip", "leader_id"]                  columns that tell rows apart, never empty
    #+ order = ["start", "leader"]                  columns that rows are sorted by
    #+ first = ["start", "end"]                     numbers: of a key's rows only those with the least of these count
    #+ columns.leader = { type = "string", about = "who travelled" }

The SELECT gives a row for each combination of values; rows of one key become one row of the table. A column with ``list = true``
keeps all its values, others the least (``fold = "max"``: the greatest); ``otherwise`` names a variable that fills in for it.
``suffix = "jsonl"`` is a file of objects; what makes them is in the module of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg import queryfile, resources
from kg.errors import QueryError, TableError

Cell = str | int | float | bool | date | None

_COLUMN = frozenset({"type", "about", "list", "otherwise", "fold"})
_TYPES = frozenset({"string", "integer", "decimal", "boolean", "date", "object"})
_SUFFIXES = frozenset({"csv", "jsonl"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``type`` is string, integer, decimal, boolean or date (in a file of objects also object)."""

    name: str
    type: str
    about: str
    list: bool = False
    otherwise: str | None = None
    fold: str = "min"

    def typed(self, text: str | None) -> Cell:
        """The cell as a Python value; None where it is empty or, against all rules, not of its type."""
        if text is None or self.list or self.type == "string":
            return text
        try:
            return _READERS[self.type](text)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: ``text`` is its query, ``key`` and ``order`` are names of columns."""

    name: str
    summary: str
    description: str
    suffix: str
    key: tuple[str, ...]
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    text: str
    first: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        return f"{self.name}.{self.suffix}"


@cache
def sheets() -> Mapping[str, Sheet]:
    """All tables by name, sorted. Raises TableError where a head is wrong."""
    return {path.stem: read(path) for path in sorted(resources.path("queries", "tables").glob("*.rq"))}


def get(name: str) -> Sheet:
    """One table; QueryError naming them all where there is none of that name."""
    if name not in sheets():
        raise QueryError(f"no table is called {name}: use {', '.join(sheets())}")
    return sheets()[name]


def read(path: Path) -> Sheet:
    """The table of one file. Raises TableError naming file and key."""
    file = queryfile.read(path)
    head = file.head
    columns = tuple(_column(name, row, path) for name, row in head.get("columns", {}).items())
    names = {column.name for column in columns}
    for field in ("key", "order"):
        if not head.get(field) or not set(head[field]) <= names:
            raise TableError(path, field, f"must name columns: {', '.join(names)}")
    suffix = head.get("suffix", "csv")
    if suffix not in _SUFFIXES:
        raise TableError(path, "suffix", f"must be one of {', '.join(sorted(_SUFFIXES))}")
    about = (head.get("summary", ""), head.get("description", ""))
    key, order, first = (tuple(head.get(field, ())) for field in ("key", "order", "first"))
    return Sheet(file.name, *about, suffix, key, order, columns, file.text, first)


def _column(name: str, row: Mapping[str, Any], path: Path) -> Column:
    if row.get("type") not in _TYPES or not row.get("about") or not set(row) <= _COLUMN:
        raise TableError(path, f"columns.{name}", f"needs about and a type of {', '.join(sorted(_TYPES))}")
    return Column(name, **row)


def _boolean(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(text)
    return text == "true"


_READERS: Mapping[str, Callable[[str], Cell]] = {
    "integer": int,
    "decimal": float,
    "boolean": _boolean,
    "date": date.fromisoformat,
}
