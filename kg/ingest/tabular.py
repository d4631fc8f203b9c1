"""CSV, TSV and Parquet: one article a row, read as a stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from kg.errors import InputError
from kg.ingest import checked as limits
from kg.ingest import columns as naming
from kg.ingest.checked import Found
from kg.ingest.columns import Columns
from kg.ingest.decode import encoding
from kg.ingest.packed import GROWTH, missing

_LONGEST_HEAD = 1 << 16  # characters of the line that names the columns
_DELIMITERS = ",;\t|"
_ROWS = 64  # of a Parquet file held at a time


def separated(stream: io.BufferedReader, path: str, name: str, columns: Columns) -> Iterator[Found]:
    """Rows of a CSV or TSV file, whose first line names the columns; the delimiter is the commonest in that line."""
    csv.field_size_limit(limits.LONGEST)
    with io.TextIOWrapper(stream, encoding(stream.peek(1)), errors="replace", newline="") as text:
        head = text.readline(_LONGEST_HEAD)
        delimiter = max(_DELIMITERS, key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        fields = columns.of(names)
        if fields.get("text") not in names:
            yield InputError(path, _no_text(names))
            return
        number = 1
        try:
            for number, cells in enumerate(csv.reader(_lines(text), delimiter=delimiter), start=2):
                if any(cells):
                    yield _row(cells, names, fields, f"{path}:{number}", f"{name}:{number}")
        except csv.Error as error:
            yield InputError(f"{path}:{number + 1}", f"not CSV ({error}): the rest is not read; is a quotation mark left open?")


def _row(cells: list[str], names: list[str], fields: dict[str, str], where: str, identifier: str) -> Found:
    if len(cells) != len(names):
        return InputError(where, f"{len(cells)} cells in this row, {len(names)} in the first: quote what holds a delimiter")
    return naming.article(dict(zip(names, cells, strict=True)), fields, where, identifier)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    while line := text.readline(limits.LONGEST):
        if len(line) == limits.LONGEST:
            raise csv.Error(f"a line longer than {limits.LONGEST >> 20} MiB")
        yield line


def _no_text(names: list[str]) -> str:
    shown = ", ".join(n[:40] for n in names[:12])
    return f"no column of texts among {shown or 'none'}: name it with --columns text=NAME"


def parquet(path: Path, shown: str, name: str, columns: Columns) -> Iterator[Found]:
    """Rows of a Parquet file, some at a time; only the columns that are needed are unpacked."""
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError:
        yield InputError(shown, missing("pyarrow"))
        return
    try:
        with pq.ParquetFile(path) as file:
            names = list(file.schema_arrow.names)
            fields = columns.of(names)
            if fields.get("text") not in names:
                yield InputError(shown, _no_text(names))
                return
            wanted = sorted({n for n in fields.values() if n in names})
            yield from _parquet_rows(file, wanted, fields, (shown, name, max(limits.LONGEST, path.stat().st_size * GROWTH)))
    except (pa.ArrowException, OSError, ValueError) as error:
        yield InputError(shown, f"cannot be read as Parquet ({' '.join(str(error).split())[:200]})")


def _parquet_rows(file: object, wanted: list[str], fields: dict[str, str], of: tuple[str, str, int]) -> Iterator[Found]:
    shown, name, left = of
    number = 0
    for group in range(file.metadata.num_row_groups):  # type: ignore[attr-defined]
        for batch in file.iter_batches(_ROWS, row_groups=[group], columns=wanted):  # type: ignore[attr-defined]
            left -= batch.nbytes
            if left < 0:
                raise OSError(f"it unpacks to more than {GROWTH} times its size: not read to its end")
            for row in range(batch.num_rows):
                number += 1
                cells = {column: batch.column(column)[row].as_py() for column in wanted}
                yield naming.article(cells, fields, f"{shown}:{number}", f"{name}:{number}")
