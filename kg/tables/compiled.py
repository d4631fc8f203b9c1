"""The rows of a large folder, kept in the user's cache: a second start reads one file, not a thousand.

The cache is keyed by what the tables and their readers say, byte by byte; whatever is not exactly as we would write it is
read from the tables again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from kg import cache
from kg.tables.rows import Row, Tenure

WORTH = 100  # files; fewer are read as fast as their cache
_NAMES = frozenset({"names", "short", "adjectives", "people", "metonyms", "surname"})
_LISTS = frozenset({"members", "proposer"})


def rows(folder: Path, files: Sequence[Path], read: Callable[[Iterable[Path]], Iterable[Row]]) -> list[Row]:
    """What ``read`` gives for the files of ``folder``, from the cache where it is fresh."""
    if len(files) < WORTH:
        return list(read(files))
    name, key = f"tables-{_digest([os.fsencode(folder)])[:16]}", _key(files)
    kept = _unpacked(cache.load(name, key))
    if kept is None:
        kept = list(read(files))
        cache.save(name, key, [_packed(row) for row in kept])
    return kept


def _key(files: Sequence[Path]) -> str:
    """All that the rows depend on: the tables, where they are, and the code that reads them."""
    ours = sorted(Path(__file__).parent.glob("*.py"))
    return _digest(part for path in (*ours, *files) for part in (os.fsencode(path), _bytes(path)))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # reading it as a table will say what is wrong


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=32)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


_DEFAULTS = {
    f.name: f.default if f.default is not MISSING else f.default_factory() if f.default_factory is not MISSING else None
    for f in fields(Row)
}


def _packed(row: Row) -> dict[str, Any]:
    """What differs from the defaults, as plain JSON."""
    out = {name: value for name, default in _DEFAULTS.items() if (value := getattr(row, name)) != default}
    if row.offices:
        out["offices"] = [[t.title, t.of, t.role, _iso(t.first), _iso(t.last), t.source] for t in row.offices]
    return out


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unpacked(kept: Any) -> list[Row] | None:
    """The rows again; None where the cache holds none."""
    try:
        return [_row(data) for data in kept] if kept is not None else None
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _row(data: dict[str, Any]) -> Row:
    for name in data.keys() & _NAMES:
        data[name] = {language: tuple(names) for language, names in data[name].items()}
    for name in data.keys() & _LISTS:
        data[name] = tuple(data[name])
    if "offices" in data:
        data["offices"] = tuple(
            Tenure(title, of, tuple(role), _day(a), _day(b), s) for title, of, role, a, b, s in data["offices"]
        )
    return Row(**data)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
