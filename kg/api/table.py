"""Answers as tables: rows under named columns, shown in consoles and notebooks, handed on to pandas and polars."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, overload

import pyoxigraph as ox

from kg.errors import ToolError
from kg.store import PREFIXES, shorten

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

_SHOWN = 60  # rows that a notebook shows
_PRINTED = 20  # rows that a console shows
_WIDE = 40  # characters of a cell there


class Table(Sequence[tuple[Any, ...]]):
    """Rows under named columns. Values are str, int, float, bool, date or datetime; None where there is none; IRIs are str."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows = [tuple(row) for row in rows]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    @overload
    def __getitem__(self, at: int) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Table: ...
    @overload
    def __getitem__(self, at: str) -> list[Any]: ...
    def __getitem__(self, at: int | slice | str) -> tuple[Any, ...] | Table | list[Any]:
        """A row, a table of some rows, or a column by its name."""
        if isinstance(at, str):
            if at not in self.columns:
                raise KeyError(f"{at}: the columns are {', '.join(self.columns)}")
            place = self.columns.index(at)
            return [row[place] for row in self.rows]
        return Table(self.columns, self.rows[at]) if isinstance(at, slice) else self.rows[at]

    def dicts(self) -> list[dict[str, Any]]:
        """One mapping a row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def pandas(self) -> pd.DataFrame:
        """The same as a DataFrame; days are timestamps, numbers with gaps stay whole. ToolError where pandas is not installed."""
        pandas = _needed("pandas")
        frame: pd.DataFrame = pandas.DataFrame.from_records(self.rows, columns=list(self.columns)).convert_dtypes()
        for name in self.columns:
            if any(isinstance(value, date) for value in self[name]):
                frame[name] = pandas.to_datetime(frame[name])
        return frame

    def polars(self) -> pl.DataFrame:
        """The same as a polars DataFrame. ToolError where polars is not installed."""
        frame: pl.DataFrame = _needed("polars").DataFrame(
            self.rows, schema=list(self.columns), orient="row", infer_schema_length=None
        )
        return frame

    def __repr__(self) -> str:
        """As text: the first rows, cells cut where they are long."""
        shown = [list(self.columns), *([_cut(_shown(value)) for value in row] for row in self.rows[:_PRINTED])]
        widths = [max(map(_width, column)) for column in zip(*shown, strict=True)]
        lines = [
            "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip() for row in shown
        ]
        return "\n".join([*lines, self._size(_PRINTED)])

    def _repr_html_(self) -> str:
        """As notebooks show it; texts are escaped, IRIs short."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = ("".join(f"<td>{html.escape(_shown(value))}</td>" for value in row) for row in self.rows[:_SHOWN])
        rows = "".join(f"<tr>{cells}</tr>" for cells in body)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><p>{self._size(_SHOWN)}</p>"

    def _size(self, most: int) -> str:
        more = f", the first {most} shown" if len(self) > most else ""
        return f"{len(self):,} row{'' if len(self) == 1 else 's'}{more}"


# -- from the store --------------------------------------------------------------------------------------------------------------


def of_terms(columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> Table:
    """The table of an answer of the store."""
    return Table(columns, ([_value(term) for term in row] for row in rows))


def _value(term: Any) -> Any:
    """A term as a Python value; a literal that breaks the rules of its type stays text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term) if isinstance(term, ox.Triple) else term.value
    read = _READERS.get(term.datatype.value)
    if read is None:
        return term.value
    try:
        return read(term.value)
    except ValueError:
        return term.value


_NATIVE: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text in {"true", "1"},
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
}
_READERS = {PREFIXES["xsd"] + name: read for name, read in _NATIVE.items()}


# -- for the eye -----------------------------------------------------------------------------------------------------------------


def _shown(value: Any) -> str:
    return "" if value is None else shorten(value) if isinstance(value, str) else str(value)


def _cut(text: str) -> str:
    """One line, not too wide."""
    line = " ".join(text.split())
    return line if len(line) <= _WIDE else line[: _WIDE - 1] + "…"


def _width(text: str) -> int:
    """Columns on a console: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _needed(library: str) -> Any:
    """A library that is nobody's but the asker's."""
    try:
        return import_module(library)
    except ImportError as error:
        raise ToolError(f"this needs {library}: pip install {library}, or 'diplomacy-kg[tables]'") from error
