"""Is everything here that kg needs? Each finding says what it looked at, what it found, and how to get what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.doctor import machine, models, packages, stores, tables
from kg.doctor.finding import Finding

__all__ = ["Finding", "examine"]


def examine(graph: str | None = None, data: Sequence[Path] = ()) -> Iterator[Finding]:
    """Everything, one after the other; ``graph`` is a store or file to look at, ``data`` the user's own folders of names."""
    yield from packages.findings()
    yield from models.findings()
    yield from tables.findings(data)
    yield from machine.findings()
    if graph:
        yield from stores.findings(graph)
