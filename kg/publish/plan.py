"""What is here, what is there, and what is to be done: a table in a temporary file, so that a million graphs take no memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from kg.errors import OutputError
from kg.publish.statements import Print

_PAGE = 1_000
_TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE graph (
    iri TEXT PRIMARY KEY,
    place INTEGER,            -- in which order it is sent; NULL: not here
    here INTEGER, hash TEXT,  -- statements and hash here
    there INTEGER DEFAULT 0,  -- statements there
    listed INTEGER DEFAULT 0, -- whether the store's list has it
    proved TEXT DEFAULT ''    -- the hash there, where it is sure
) WITHOUT ROWID;
"""


class Plan:
    """Opened by :func:`opened`. Graphs are known by their IRIs."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def here(self, graph: str, place: int, mark: Print) -> None:
        """A graph of ours."""
        self._base.execute(
            "INSERT INTO graph (iri, place, here, hash) VALUES (?, ?, ?, ?)", (graph, place, mark.count, mark.hash)
        )

    def listed(self, graph: str, proved: str) -> None:
        """A graph that the store's list has."""
        insert = "INSERT INTO graph (iri, listed, proved) VALUES (?, 1, ?)"
        self._base.execute(f"{insert} ON CONFLICT DO UPDATE SET listed = 1, proved = excluded.proved", (graph, proved))

    def there(self, counts: Iterable[tuple[str, int]]) -> None:
        """How many statements graphs have there."""
        self._base.executemany("UPDATE graph SET there = ? WHERE iri = ?", ((count, graph) for graph, count in counts))

    def graphs(self) -> Iterator[str]:
        """All, here or there."""
        return (row[0] for row in self._pages("SELECT iri FROM graph WHERE iri > ?"))

    def due(self, *, everything: bool = False) -> Iterator[tuple[str, Print]]:
        """Graphs of ours that the store does not have for sure, in the order in which they are sent."""
        for place in range(self._number("SELECT coalesce(max(place), 0) FROM graph") + 1):
            rows = self._pages(
                "SELECT iri, here, hash FROM graph WHERE iri > ? AND place = ? AND (? OR proved <> hash OR there <> here)",
                place,
                everything,
            )
            yield from ((iri, Print(here, hash)) for iri, here, hash in rows)

    def gone(self) -> Iterator[tuple[str, Print]]:
        """Graphs that the list there has and that are not here any more."""
        rows = self._pages("SELECT iri, there, proved FROM graph WHERE iri > ? AND place IS NULL")
        return ((iri, Print(there, proved)) for iri, there, proved in rows)

    def forget(self, graph: str) -> None:
        """A graph that is gone on both sides."""
        self._base.execute("DELETE FROM graph WHERE iri = ?", (graph,))

    def wrong(self) -> Iterator[tuple[Any, ...]]:
        """Graphs of ours whose counts differ: statements here and there."""
        return self._pages("SELECT iri, here, there FROM graph WHERE iri > ? AND place >= 0 AND here <> there")

    def ours(self) -> int:
        """How many graphs are here."""
        return self._number("SELECT count(*) FROM graph WHERE place IS NOT NULL")

    def left(self) -> int:
        """How many graphs are there only."""
        return self._number("SELECT count(*) FROM graph WHERE place IS NULL")

    def mark(self, graph: str) -> Print:
        """Of a graph of ours."""
        return Print(*self._base.execute("SELECT here, hash FROM graph WHERE iri = ?", (graph,)).fetchone())

    def proves(self, graph: str) -> bool:
        """Whether the list there says that a graph is as ours."""
        return self._number("SELECT count(*) FROM graph WHERE iri = ? AND proved = hash", graph) > 0

    def _number(self, statement: str, *values: str) -> int:
        return int(self._base.execute(statement, values).fetchone()[0])

    def _pages(self, statement: str, *values: int) -> Iterator[tuple[Any, ...]]:
        """The rows, page by page: the table may be changed meanwhile. The first column is the key."""
        last = ""
        while rows := self._base.execute(f"{statement} ORDER BY iri LIMIT {_PAGE}", (last, *values)).fetchall():
            yield from rows
            last = rows[-1][0]


@contextmanager
def opened() -> Iterator[Plan]:
    """A new, empty plan; raises OutputError where the disk has no room for it."""
    try:
        with TemporaryDirectory(prefix="kg-publish-") as folder:
            base = sqlite3.connect(Path(folder) / "plan.sqlite", isolation_level=None)
            try:
                base.executescript(_TABLES)
                yield Plan(base)
            finally:
                base.close()
    except (sqlite3.Error, OSError) as error:
        problem = f"no room for temporary files ({error}): make some, or set TMPDIR to another folder"
        raise OutputError(gettempdir(), problem) from error
