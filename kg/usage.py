"""How many articles use a name: what each one brings is kept, so that it can be taken away again."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping

_TABLES = (
    "CREATE TABLE IF NOT EXISTS share (article TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS used (kind TEXT, name TEXT, number INTEGER NOT NULL, PRIMARY KEY (kind, name)) WITHOUT ROWID",
)

Share = Mapping[str, Mapping[str, int]]  # kind of name -> name -> how often


class Usage:
    """Tables over one connection; nothing is committed here."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        for statement in _TABLES:
            base.execute(statement)

    def clear(self) -> None:
        """Forgets everything."""
        self._base.execute("DELETE FROM share")
        self._base.execute("DELETE FROM used")

    def change(self, shares: Iterable[tuple[str, Share | None]]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """What articles use now, None for one that is gone; gives which (kind, name) are new, and which nobody uses now."""
        sums: Counter[tuple[str, str]] = Counter()
        for article, share in shares:
            old = self._base.execute("SELECT data FROM share WHERE article = ?", (article,)).fetchone()
            for sign, part in ((-1, json.loads(old[0]) if old else {}), (1, share or {})):
                for kind, names in part.items():
                    for name, number in names.items():
                        sums[kind, name] += sign * number
            self._base.execute("DELETE FROM share WHERE article = ?", (article,))
            if share is not None:
                self._base.execute("INSERT INTO share VALUES (?, ?)", (article, json.dumps(share)))
        return self._add(sums)

    def _add(self, sums: Mapping[tuple[str, str], int]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        new, gone = set[tuple[str, str]](), set[tuple[str, str]]()
        for key, number in sums.items():
            row = self._base.execute("SELECT number FROM used WHERE kind = ? AND name = ?", key).fetchone()
            before = row[0] if row else 0
            after = before + number
            if number and after:
                self._base.execute("INSERT OR REPLACE INTO used VALUES (?, ?, ?)", (*key, after))
            elif number:
                self._base.execute("DELETE FROM used WHERE kind = ? AND name = ?", key)
            (new if after and not before else gone if before and not after else set()).add(key)
        return new, gone

    def totals(self, kind: str) -> dict[str, int]:
        """The names of a kind, sorted, and how often they are used."""
        return dict(self._base.execute("SELECT name, number FROM used WHERE kind = ? ORDER BY name", (kind,)).fetchall())

    def articles(self) -> int:
        """How many articles there are."""
        return int(self._base.execute("SELECT count(*) FROM share").fetchone()[0])
