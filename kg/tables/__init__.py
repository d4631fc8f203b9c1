"""Read and check the hand-edited tables of ``kg/data`` (TOML) into typed rows.

Every complaint is a :class:`~kg.errors.TableError` that names the file and the key. The tables hold what is needed to
*recognise* things (names, tenures, members), never facts to be extracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from kg import resources
from kg.errors import TableError
from kg.tables import compiled
from kg.tables.readers import READERS
from kg.tables.rows import Names, Row, Tenure
from kg.tables.values import read_toml

__all__ = ["Names", "Row", "Tenure", "files", "read_toml", "rows"]


def rows(extra: Sequence[Path] = ()) -> Iterator[Row]:
    """All rows of the tables, ours first, then those of the user's folders ``extra`` (same layout, layered over ours)."""
    for folder in (resources.path("data"), *extra):
        if not folder.is_dir():
            problem = "is not a folder of tables; give --data a folder with countries/, organizations/, ..."
            raise TableError(str(folder), "", problem)
        yield from compiled.rows(folder, files(folder), partial(_read, folder))


def files(folder: Path) -> list[Path]:
    """The tables of a folder, in the order in which they are read."""
    return [path for kind in sorted(READERS) for path in sorted((folder / kind).rglob("*.toml"))]


def _read(folder: Path, paths: Iterable[Path]) -> Iterator[Row]:
    for path in paths:
        yield from READERS[path.relative_to(folder).parts[0]](read_toml(path), path)
