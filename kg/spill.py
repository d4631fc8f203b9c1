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
from typing import IO, Any

RUN = 50_000  # rows held at a time: some 50 MB of quads
MERGED = 64  # runs that become one

Row = Sequence[Any]  # of strings, numbers and None


def ordered(rows: Iterable[Row], run: int | None = None) -> Iterator[list[Any]]:
    """The rows, without doubles, always in the same order: by their JSON text, the first column first."""
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return (json.loads(line) for line in lines_in_order(lines, run))


def lines_in_order(lines: Iterable[str], run: int | None = None) -> Iterator[str]:
    """The lines (without line feeds in them), without doubles, by code points; ``run`` of them (RUN) are held at a time."""
    most, stream = run or RUN, iter(lines)
    batch = list(islice(stream, most))
    if len(batch) < most:
        yield from sorted(set(batch))
        return
    with ExitStack() as files:
        levels: dict[int, list[IO[str]]] = {}  # how often merged -> runs: never many files open, no line copied often
        while batch:
            _keep(_spilled(sorted(set(batch)), files), levels, 0, files)
            batch = list(islice(stream, most))
        yield from _merged(file for runs in levels.values() for file in runs)


def _keep(file: IO[str], levels: dict[int, list[IO[str]]], level: int, files: ExitStack) -> None:
    """One more run; many of a level become one of the next."""
    runs = levels.setdefault(level, [])
    runs.append(file)
    if len(runs) == MERGED:
        levels[level] = []
        whole = _spilled(_merged(runs), files)
        for run in runs:
            run.close()
        _keep(whole, levels, level + 1, files)


def _merged(runs: Iterable[IO[str]]) -> Iterator[str]:
    for line, _ in groupby(heapq.merge(*map(_lines, runs))):
        yield line


def _spilled(lines: Iterable[str], files: ExitStack) -> IO[str]:
    """The lines as a file that is gone when closed."""
    file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115 - the stack closes it
    file.writelines(line + "\n" for line in lines)
    return file


def _lines(file: IO[str]) -> Iterator[str]:
    file.seek(0)
    return (line[:-1] for line in file)
