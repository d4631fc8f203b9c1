"""What a store directory remembers of its articles beside the quads: which of them it holds, read how, and whether it is whole.

What rests on all articles is made again for those that were touched since; the index that this needs stands in the same file.
An article's line is written after its quads are safe on disk and taken away before they are touched: after a crash an article
without a line is read again, one with a line is there. Not part of the graph: exports, queries and counts never see it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from kg.errors import GraphError

NAME = "ledger.sqlite"
_TABLES = """
CREATE TABLE IF NOT EXISTS article (iri TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_stamp ON article (stamp);
CREATE TABLE IF NOT EXISTS touched (iri TEXT PRIMARY KEY) WITHOUT ROWID;
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
        """Articles (IRIs) whose quads are about to go, to come or to change: what rests on them is to be made again."""
        some = [(iri,) for iri in articles]
        with self._transaction():
            self._base.executemany("INSERT OR IGNORE INTO touched VALUES (?)", some)
            self._base.executemany("DELETE FROM article WHERE iri = ?", some)

    def touched(self) -> Iterator[str]:
        """Articles (IRIs) that have come, gone or changed since the last :meth:`together`, sorted."""
        return (row[0] for row in self._base.execute("SELECT iri FROM touched ORDER BY iri").fetchall())

    @contextmanager
    def together(self, **notes: str) -> Iterator[sqlite3.Connection]:
        """One transaction for what rests on all articles; at its end nothing is touched any more, and the notes are taken."""
        with self._transaction():
            yield self._base
            self._base.execute("DELETE FROM touched")
            self._base.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", notes.items())

    def count(self) -> int:
        """How many articles it knows."""
        return int(self._base.execute("SELECT count(*) FROM article").fetchone()[0])

    def others(self, prefix: str) -> int:
        """How many articles have a stamp that begins otherwise."""
        sides = (
            ("stamp < ?", prefix),
            ("stamp >= ?", prefix + "\x7f"),
        )  # each a stretch of the index: those that agree are not counted
        return sum(int(self._base.execute(f"SELECT count(*) FROM article WHERE {w}", (v,)).fetchone()[0]) for w, v in sides)  # noqa: S608

    def note(self, name: str) -> str | None:
        """What was noted under a name."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def write(self, name: str, value: str) -> None:
        """Note something under a name."""
        self._many("INSERT OR REPLACE INTO note VALUES (?, ?)", [(name, value)])

    def jot(self, name: str, value: str) -> None:
        """The same within :meth:`together`."""
        self._base.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def _many(self, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
        with self._transaction():
            self._base.executemany(statement, rows)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, on disk at the end; raises OSError where the disk refuses."""
        try:
            with self._base:
                self._base.execute("BEGIN")
                yield
        except sqlite3.Error as error:
            raise OSError(f"{NAME}: {error}") from error
