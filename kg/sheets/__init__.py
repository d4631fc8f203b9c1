"""Tables that scholars keep: trips, meetings, tenures, memberships, stances ..., as CSV files with their metadata.

``write(graph, folder)`` makes them all. A table is one file in ``queries/tables/`` (:mod:`kg.sheets.sheet`); every row is
streamed. Where articles tell of one thing again and again (a meeting, a trip, a membership) a row is that thing with the
number of its articles; what is said (stances, statements) has a row for each time it is said.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.cells import guarded
from kg.errors import OutputError, QueryError
from kg.sheets import cameo, plover
from kg.sheets.csvw import metadata
from kg.sheets.folding import rows as folded
from kg.sheets.sheet import Cell, Column, Sheet, get, sheets
from kg.store import Graph

__all__ = ["Cell", "Column", "Sheet", "describe", "get", "rows", "sheets", "write"]

_GUARDED = frozenset({"string", "object"})


def write(graph: Graph, folder: str | Path, names: Sequence[str] | None = None) -> dict[str, int]:
    """Writes the tables (all, or those of ``names``) into ``folder``, made if need be; gives the rows of each file.

    All or nothing: the files are made beside the folder and moved there. Raises QueryError for an unknown name, OutputError.
    """
    chosen = [get(name) for name in (names or sheets())]
    target = Path(folder)
    try:
        if target.exists() and not target.is_dir():
            raise OutputError(target, "is a file: name a folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.resolve().parent, prefix=f".{target.name}."))
        try:
            counts = {sheet.file: _write(graph, sheet, made) for sheet in chosen}
            there = [sheet for sheet in sheets().values() if sheet in chosen or (target / sheet.file).exists()]
            (made / "README.md").write_text(describe(there), "utf-8")
            _move(made, target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise OutputError(target, f"cannot be written: {error.strerror or error}") from error
    return counts


def rows(graph: Graph, sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    """The rows of a CSV table as values: text, int, bool, date; None where a cell is empty. Raises QueryError for others."""
    if sheet.suffix != "csv":
        raise QueryError(f"{sheet.file} is no table of rows: `kg tables GRAPH -o FOLDER --table {sheet.name}` writes it")
    for row in _rows(graph, sheet):
        yield tuple(column.typed(cell) for column, cell in zip(sheet.columns, row, strict=True))


def describe(chosen: Iterable[Sheet] | None = None) -> str:
    """What the tables and their columns are, as Markdown."""
    return "\n".join([_HEAD, *(_described(sheet) for sheet in chosen or sheets().values())])


def _rows(graph: Graph, sheet: Sheet) -> Iterator[list[str | None]]:
    return cameo.rows(graph, sheet) if sheet.name == "cameo" else folded(graph, sheet)


def _write(graph: Graph, sheet: Sheet, folder: Path) -> int:
    """One table and, for CSV, its metadata; gives the number of rows."""
    count = 0
    with (folder / sheet.file).open("w", encoding="utf-8", newline="") as stream:
        if sheet.suffix == "jsonl":
            for line in plover.lines(graph, sheet):
                stream.write(line + "\n")
                count += 1
            return count
        writer = csv.writer(stream)
        writer.writerow([column.name for column in sheet.columns])
        for row in _rows(graph, sheet):
            writer.writerow([_text(column, cell) for column, cell in zip(sheet.columns, row, strict=True)])
            count += 1
    (folder / f"{sheet.file}-metadata.json").write_text(metadata(sheet), "utf-8")
    return count


def _text(column: Column, cell: str | None) -> str:
    if cell is None:
        return ""
    return guarded(cell) if column.type in _GUARDED else cell


def _move(made: Path, target: Path) -> None:
    """The files of ``made`` into ``target``, in place of older ones."""
    target.mkdir(exist_ok=True)
    for file in sorted(made.iterdir()):
        file.replace(target / file.name)


_HEAD = """# Tables

CSV (RFC 4180, UTF-8, a header line) and JSON Lines, written by `kg tables GRAPH -o FOLDER`. Beside each CSV file
`NAME.csv-metadata.json` says the same as this page to programs (W3C [CSV on the Web](https://www.w3.org/TR/tabular-data-primer/)).

- Days are written 2024-07-04; a date the text gives only by month or year has its first and last day, and its precision.
- Several values in one cell are joined by "; ".
- Ids are the same in all tables and in the graph: `kg explain GRAPH person/xi-jinping`.
- A text that begins with =, +, -, @ or a tab has an apostrophe before it, so that no spreadsheet runs it as a formula.
- An empty cell means that no article says it. Nothing is guessed.
"""


def _described(sheet: Sheet) -> str:
    columns = [f"| `{c.name}` | {c.type}{' (several)' if c.list else ''} | {c.about} |" for c in sheet.columns]
    key = f"\nOne row for each `{'`, `'.join(sheet.key)}`.\n" if sheet.suffix == "csv" else ""
    head = f"## {sheet.file}\n\n{sheet.summary}. {sheet.description}\n{key}\n| column | type | what it is |\n|---|---|---|"
    return "\n".join([head, *columns, ""])
