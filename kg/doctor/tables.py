"""The tables of names and the frames: how much they hold, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import cache
from kg.doctor.finding import Finding
from kg.errors import KgError
from kg.extract import frames
from kg.gazetteer import Gazetteer

_SHOWN = ("Person", "Country", "City", "Venue", "Organization", "Initiative", "Gathering")


def findings(data: Sequence[Path] = ()) -> Iterator[Finding]:
    """Names, frames and the cache they are kept in."""
    try:
        kinds = Counter(row.kind for row in Gazetteer.load(data).rows.values())
    except KgError as error:
        yield Finding("names", "missing", str(error), "correct the table, or reinstall kg where it is ours")
    else:
        yield Finding("names", "ok", ", ".join(f"{kinds[kind]:,} {kind.lower()}" for kind in _SHOWN if kinds[kind]))
    try:
        loaded = frames.load(tuple(data))
    except KgError as error:
        yield Finding("frames", "missing", str(error), "correct the frame, or reinstall kg where it is ours")
    else:
        yield Finding("frames", "ok", f"{len(loaded.frames):,} frames of {len({f.record for f in loaded.frames})} record types")
    folder = cache.folder()
    if folder is None:
        yield Finding("cache", "note", "no home folder: the tables are read anew at every start", "set XDG_CACHE_HOME")
