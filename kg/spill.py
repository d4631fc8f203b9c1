"""Sorting more than memory holds: what writes a graph in order, whatever its size, stands on this.

Rows are sorted in runs; runs beyond the first go to temporary files, without names, and are merged.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby, islice
from typing import Any

RUN = 50_000  # rows held at a time: some 50 MB of quads

Row = Sequence[Any]  # of strings, numbers and None


def ordered(rows: Iterable[Row], run: int = RUN) -> Iterator[list[Any]]:
    """The rows, without doubles, always in the same order: by their JSON text, the first column first."""
    with ExitStack() as files:
        runs: list[Iterator[str]] = []
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        while batch := sorted(set(islice(lines, run))):
            runs.append(iter(batch) if len(batch) < run and not runs else _spilled(batch, files))
        for line, _ in groupby(heapq.merge(*runs)):
            yield json.loads(line)


def _spilled(batch: Iterable[str], files: ExitStack) -> Iterator[str]:
    """The batch as a file that is gone when closed."""
    file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115 - the stack closes it
    file.writelines(line + "\n" for line in batch)
    file.seek(0)
    return (line[:-1] for line in file)
