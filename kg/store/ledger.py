"""What a store directory remembers of its articles beside the quads: which of them it holds, read how, and whether it is whole.

An article's line is written after its quads are safe on disk and taken away before they are touched: after a crash an article
without a line is read again, one with a line is there. Not part of the graph: exports, queries and counts never see it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from kg.errors import GraphError

NAME = "ledger.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS article (iri TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Ledger:
    """Article IRI -> stamp, and a few notes; every method is one transaction, on disk when it returns."""

    def __init__(self, folder: str | Path) -> None:
        self._path = Path(folder) / NAME
        try:
            self._base = sqlite3.connect(self._path, isolation_level=None)
            self._base.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _TABLES)
        except sqlite3.Error as error:
            raise GraphError(str(self._path), f"cannot be used ({error}): delete it, then build again") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def stamp(self, article: str) -> str | None:
        """How the article (IRI) was read; None where it is not known to be there."""
        row = self._base.execute("SELECT stamp FROM article WHERE iri = ?", (article,)).fetchone()
        return row[0] if row else None

    def keep(self, stamps: Iterable[tuple[str, str]]) -> None:
        """Articles (IRIs) whose quads are on disk, with their stamps."""
        self._many("INSERT OR REPLACE INTO article VALUES (?, ?)", stamps)

    def drop(self, articles: Iterable[str]) -> None:
        """Articles (IRIs) whose quads are about to go or to change."""
        self._many("DELETE FROM article WHERE iri = ?", ((iri,) for iri in articles))

    def count(self) -> int:
        """How many articles it knows."""
        return int(self._base.execute("SELECT count(*) FROM article").fetchone()[0])

    def others(self, prefix: str) -> int:
        """How many articles have a stamp that begins otherwise."""
        row = self._base.execute("SELECT count(*) FROM article WHERE substr(stamp, 1, ?) <> ?", (len(prefix), prefix)).fetchone()
        return int(row[0])

    def note(self, name: str) -> str | None:
        """What was noted under a name."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def write(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._many("INSERT OR REPLACE INTO note VALUES (?, ?)", [(name, value)])

    def _many(self, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
        """One transaction; raises OSError where the disk refuses."""
        try:
            with self._base:
                self._base.execute("BEGIN")
                self._base.executemany(statement, rows)
        except sqlite3.Error as error:
            raise OSError(f"{NAME}: {error}") from error
