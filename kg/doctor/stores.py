"""A graph on disk: can it be opened, is it whole, is somebody writing, did something fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.doctor.finding import Finding
from kg.errors import KgError
from kg.store import folder, is_store, open_graph
from kg.store.ledger import NAME, Ledger

_TIGHT = 1 << 30


def findings(graph: str) -> Iterator[Finding]:
    """The graph's state; a store that is being written into is not opened."""
    writer = folder.writer(Path(graph)) if is_store(graph) and Path(graph).is_dir() else None
    if writer:
        yield Finding(graph, "note", f"{writer} is writing into it", "look again when it has ended")
        return
    try:
        opened = open_graph(graph)
        yield Finding(graph, "ok", f"{len(opened.articles()):,} articles, {len(opened):,} statements")
        del opened
        yield from _ledger(Path(graph)) if is_store(graph) else ()
    except KgError as error:
        yield Finding(graph, "missing", str(error), "build it again")
    free = shutil.disk_usage(Path(graph).resolve().parent).free
    if free < _TIGHT:
        yield Finding(graph, "note", f"only {free / 2**20:.0f} MiB are free on its disk", "make room before the next build")


def _ledger(path: Path) -> Iterator[Finding]:
    subject = str(path)
    if not (path / NAME).exists():
        yield Finding(subject, "note", "keeps no ledger (made by an export): a build into it reads everything once")
        return
    with Ledger(path) as ledger:
        known, whole = ledger.count(), ledger.note("whole")
    if whole:
        yield Finding(subject, "ok", f"whole; {known:,} articles in its ledger, fingerprint {whole}")
    else:
        yield Finding(subject, "note", "a build into it was interrupted", "give the same `kg build` again: it goes on")
