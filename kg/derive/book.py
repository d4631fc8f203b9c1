"""The index that derivation keeps beside the quads: who tells what, in which block, on which days, and what came of it.

It holds nothing that the graph does not say; it is there so that new articles cost in proportion to themselves. It stands in a
data base of its own (a store's ledger, or memory) and is changed within the caller's transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.derive.tally import plain, telling
from kg.derive.told import Told

_TABLES = """
CREATE TABLE IF NOT EXISTS told (
    record TEXT PRIMARY KEY, article TEXT NOT NULL, block TEXT NOT NULL,
    first TEXT NOT NULL, last TEXT NOT NULL, data TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS told_article ON told (article);
CREATE INDEX IF NOT EXISTS told_block ON told (block, first, last);
CREATE TABLE IF NOT EXISTS fact (thing TEXT, fact TEXT, article TEXT, PRIMARY KEY (thing, fact, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS fact_article ON fact (article);
CREATE TABLE IF NOT EXISTS tally (block TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS occurrence (
    iri TEXT PRIMARY KEY, block TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS occurrence_block ON occurrence (block, first, last);
CREATE TABLE IF NOT EXISTS part (kind TEXT, thing TEXT, occurrence TEXT, PRIMARY KEY (kind, thing, occurrence)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS part_occurrence ON part (occurrence);
CREATE TABLE IF NOT EXISTS edge (
    subject TEXT, predicate TEXT, object TEXT, occurrence TEXT, PRIMARY KEY (subject, predicate, object, occurrence)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS edge_occurrence ON edge (occurrence);
CREATE TEMP TABLE IF NOT EXISTS dirty (
    block TEXT, first TEXT, last TEXT, record TEXT, gone INTEGER, PRIMARY KEY (block, first, last, record)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS changed (occurrence TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_LASTING = ("told", "fact", "tally", "occurrence", "part", "edge")

Span = tuple[str, str]  # first and last day, ISO; the first after the last where no day is known (see grouping.span)


def _within(span: Span | None) -> str:
    if span is None:
        return ""
    return " AND first >= ? AND last <= ? AND first <= last" if span[0] <= span[1] else " AND first = ? AND last = ?"


class Book:
    """Tables over one connection; nothing is committed here."""

    def __init__(self, base: sqlite3.Connection | None = None) -> None:
        self.base = base or sqlite3.connect(":memory:", isolation_level=None)
        for statement in filter(str.strip, _TABLES.split(";")):
            self.base.execute(statement)

    def clear(self) -> None:
        """Forgets everything."""
        for table in _LASTING:
            self.base.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours

    def settle(self) -> None:
        """What came, went and changed has been dealt with."""
        self.base.execute("DELETE FROM dirty")
        self.base.execute("DELETE FROM changed")

    def _rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.base.execute(question, values).fetchall()

    # -- records -----------------------------------------------------------------------------------------------------------------

    def add(self, record: Told, block: str, span: Span) -> None:
        """A record is told."""
        row = (record.iri, record.article, block, *span, json.dumps(plain(record)))
        self.base.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?, ?, ?)", row)
        self._soil(block, span, record.iri, gone=False)

    def drop(self, record: str) -> None:
        """A record (its IRI) is told no more."""
        for block, first, last in self._rows("SELECT block, first, last FROM told WHERE record = ?", record):
            self._soil(block, (first, last), record, gone=True)
        self.base.execute("DELETE FROM told WHERE record = ?", (record,))

    def _soil(self, block: str, span: Span, record: str, *, gone: bool) -> None:
        self.base.execute(
            "INSERT INTO dirty VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET gone = max(gone, excluded.gone)",
            (block, *span, record, int(gone)),
        )

    def of_article(self, article: str) -> list[str]:
        """The records of an article, as last told."""
        return [row[0] for row in self._rows("SELECT record FROM told WHERE article = ?", article)]

    def told(self, record: str) -> Told | None:
        """One record."""
        return next(self._told("record = ?", record), None)

    def block_of(self, record: str) -> str | None:
        """The block of a record."""
        row = self.base.execute("SELECT block FROM told WHERE record = ?", (record,)).fetchone()
        return row[0] if row else None

    def in_block(self, block: str, span: Span | None = None) -> list[Told]:
        """The records of a block, or those of them that lie within a span."""
        return list(self._told(f"block = ?{_within(span)}", block, *(span or ())))

    def _told(self, where: str, *values: str) -> Iterator[Told]:
        question = f"SELECT record, article, data FROM told WHERE {where} ORDER BY record"  # noqa: S608 - conditions of ours
        for record, article, data in self.base.execute(question, values):
            yield telling(record, article, json.loads(data))

    def reach(self, block: str, first: str, last: str, stretch: Span) -> Span:
        """``stretch`` with what lies, in whole or in part, between two days in a block: records and occurrences."""
        low, high = stretch
        for table in ("told", "occurrence"):
            where = "block = ? AND first <= ? AND last >= ? AND first <= last"
            found = self._rows(f"SELECT min(first), max(last) FROM {table} WHERE {where}", block, last, first)  # noqa: S608
            low, high = min(low, found[0][0] or low), max(high, found[0][1] or high)
        return low, high

    def spoil(self, record: str) -> None:
        """A record is not new where it came: its article was there already."""
        self.base.execute("UPDATE dirty SET gone = 1 WHERE record = ?", (record,))

    # -- facts about things that bear on what others tell -----------------------------------------------------------------------

    def facts(self, article: str) -> frozenset[tuple[str, str]]:
        """What the article told of things."""
        return frozenset(self._rows("SELECT thing, fact FROM fact WHERE article = ?", article))

    def is_told(self, thing: str, fact: str) -> bool:
        """Whether any article tells the fact."""
        return bool(self._rows("SELECT 1 FROM fact WHERE thing = ? AND fact = ? LIMIT 1", thing, fact))

    def retell(self, article: str, facts: Iterable[tuple[str, str]]) -> None:
        """The article's facts, in place of what it told before."""
        self.base.execute("DELETE FROM fact WHERE article = ?", (article,))
        self.base.executemany("INSERT OR IGNORE INTO fact VALUES (?, ?, ?)", ((*fact, article) for fact in facts))

    # -- what has changed --------------------------------------------------------------------------------------------------------

    def soiled(self) -> Iterator[str]:
        """Blocks in which records came or went, in order."""
        block = ""
        while found := self._rows("SELECT min(block) FROM dirty WHERE block > ?", block)[0][0]:
            block = found
            yield block

    def soil(self, block: str) -> list[tuple[str, str, str, bool]]:
        """Of a block: first and last day, record, whether it has gone."""
        return [
            (f, t, r, bool(g)) for f, t, r, g in self._rows("SELECT first, last, record, gone FROM dirty WHERE block = ?", block)
        ]

    # -- what came of it ---------------------------------------------------------------------------------------------------------

    def tally(self, block: str) -> str | None:
        """The kept tally of a block that tells of a state."""
        row = self.base.execute("SELECT data FROM tally WHERE block = ?", (block,)).fetchone()
        return row[0] if row else None

    def keep(self, block: str, tally: str | None) -> None:
        """Keeps a tally, or forgets it."""
        self.base.execute("DELETE FROM tally WHERE block = ?", (block,))
        if tally is not None:
            self.base.execute("INSERT INTO tally VALUES (?, ?)", (block, tally))

    def occurrences(self, block: str, span: Span | None = None) -> list[str]:
        """IRIs of the occurrences of a block, or of those of them that lie within a span."""
        question = f"SELECT iri FROM occurrence WHERE block = ?{_within(span)} ORDER BY iri"  # noqa: S608 - a condition of ours
        return [row[0] for row in self._rows(question, block, *(span or ()))]

    def occur(self, iri: str, block: str, span: Span) -> None:
        """There is such an occurrence."""
        self.base.execute("INSERT OR REPLACE INTO occurrence VALUES (?, ?, ?, ?)", (iri, block, *span))

    def vanish(self, iri: str) -> None:
        """There is no such occurrence any more."""
        self.base.execute("DELETE FROM occurrence WHERE iri = ?", (iri,))
        self.base.execute("DELETE FROM part WHERE occurrence = ?", (iri,))

    def is_there(self, iri: str) -> bool:
        """Whether there is such an occurrence."""
        return bool(self._rows("SELECT 1 FROM occurrence WHERE iri = ?", iri))

    def take_part(self, kind: str, things: Iterable[str], iri: str) -> None:
        """The things of an occurrence, for those who look at others of its class."""
        self.base.executemany("INSERT OR IGNORE INTO part VALUES (?, ?, ?)", ((kind, thing, iri) for thing in things))

    def around(self, iri: str) -> list[str]:
        """Occurrences of the same class that have a thing in common with one that is there."""
        question = (
            "SELECT DISTINCT b.occurrence FROM part a JOIN part b ON a.kind = b.kind AND a.thing = b.thing WHERE a.occurrence = ?"
        )
        return [row[0] for row in self._rows(question, iri)]

    def change(self, occurrences: Iterable[str]) -> None:
        """Occurrences whose shortcuts are to be looked at again."""
        self.base.executemany("INSERT OR IGNORE INTO changed VALUES (?)", ((iri,) for iri in occurrences))

    def changes(self) -> list[str]:
        """All of these, sorted."""
        return [row[0] for row in self._rows("SELECT occurrence FROM changed ORDER BY occurrence")]

    # -- shortcuts ---------------------------------------------------------------------------------------------------------------

    def cut(self, occurrence: str) -> set[tuple[str, str, str]]:
        """Takes away the shortcuts that an occurrence gave; gives them."""
        found = set(self._rows("SELECT subject, predicate, object FROM edge WHERE occurrence = ?", occurrence))
        self.base.execute("DELETE FROM edge WHERE occurrence = ?", (occurrence,))
        return found

    def draw(self, edges: Iterable[Sequence[str]]) -> None:
        """Shortcuts: subject, predicate, object, the occurrence that gives them."""
        self.base.executemany("INSERT OR IGNORE INTO edge VALUES (?, ?, ?, ?)", edges)

    def is_drawn(self, subject: str, predicate: str, object: str) -> bool:
        """Whether any occurrence gives the shortcut."""
        return bool(
            self._rows(
                "SELECT 1 FROM edge WHERE subject = ? AND predicate = ? AND object = ? LIMIT 1", subject, predicate, object
            )
        )
