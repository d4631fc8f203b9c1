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


def ordered(rows: Iterable[Row], run: int | None = None) -> Iterator[list[Any]]:
    """The rows, without doubles, always in the same order: by their JSON text, the first column first."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return (json.loads(line) for line in lines_in_order(lines, run))


def lines_in_order(lines: Iterable[str], run: int | None = None) -> Iterator[str]:
    """The lines (without line feeds in them), without doubles, by code points; ``run`` of them (RUN) are held at a time."""
    most, stream = run or RUN, iter(lines)
    with ExitStack() as files:
        runs: list[Iterator[str]] = []
        while batch := list(islice(stream, most)):
            whole, batch = len(batch) < most and not runs, sorted(set(batch))
            runs.append(iter(batch) if whole else _spilled(batch, files))
        for line, _ in groupby(heapq.merge(*runs)):
            yield line


def _spilled(batch: Iterable[str], files: ExitStack) -> Iterator[str]:
    """The batch as a file that is gone when closed."""
    file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115 - the stack closes it
    file.writelines(line + "\n" for line in batch)
    file.seek(0)
    return (line[:-1] for line in file)
