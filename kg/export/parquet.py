"""Parquet: the quads as a table of seven text columns, for DuckDB, Spark, pandas, polars. Nothing is lost.

``graph subject predicate object kind datatype language``; ``kind`` is "iri" or "literal", the last two are null where there is
none. Sorted, and written as it is read: the size of the graph does not matter.
"""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import __version__, spill
from kg.errors import ToolError
from kg.store import Graph

COLUMNS = ("graph", "subject", "predicate", "object", "kind", "datatype", "language")
_GROUP = 50_000  # rows that are written at a time


def save(graph: Graph, path: Path) -> None:
    """The whole graph. Raises ToolError where pyarrow is not installed."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ToolError(".parquet needs pyarrow: pip install 'diplomacy-kg[tables]'") from error
    schema = pa.schema([(name, pa.string()) for name in COLUMNS], metadata={"kg": __version__})
    rows = spill.ordered(_row(quad) for quad in graph.quads())
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        while batch := list(islice(rows, _GROUP)):
            columns: list[Any] = list(zip(*batch, strict=True))
            file.write_table(pa.table([pa.array(column, pa.string()) for column in columns], schema=schema))


def _row(quad: ox.Quad) -> list[str | None]:
    names = [term.value for term in (quad.graph_name, quad.subject, quad.predicate, quad.object)]  # type: ignore[union-attr]
    if isinstance(quad.object, ox.Literal):
        return [*names, "literal", quad.object.datatype.value, quad.object.language]
    return [*names, "iri", None, None]
