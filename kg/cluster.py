"""Work spread over machines: batches as tasks of a Dask cluster, results in the order of what was asked.

The counterpart of :mod:`kg.pool` past one machine. A worker that is lost loses nothing: Dask gives its batches to others. A batch
that costs several workers their lives is taken apart, so that the one thing that kills fails alone. Workers must have the same
kg, tables and models as the one who asks: what differs is refused, not mixed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from threading import Lock
from typing import Any, Generic, TypeVar

from kg import pool
from kg.errors import ToolError
from kg.pool import Failed

Thing = TypeVar("Thing")
Result = TypeVar("Result")

BATCH = 100  # things a task: a task costs its scheduler milliseconds, whatever is in it
_AHEAD = 3  # batches a worker that may wait for a slow one before them: memory stays bounded
_PATIENCE = 60  # seconds for scheduler and first worker to answer
_ONE_AT_A_TIME = Lock()  # whatever number of threads a worker has: what reads is not made for two


@dataclass(frozen=True)
class Work(Generic[Thing, Result]):
    """What a worker does; both functions must be picklable, and equal where they mean the same."""

    start: Callable[[], Callable[[Thing], Result]]
    version: Callable[[], str]
    """Of everything that results depend on: computed by workers and by the one who asks."""


def each(
    things: Iterable[Thing], work: Work[Thing, Result], scheduler: str, batch: int = BATCH
) -> Iterator[tuple[Thing, Result | Failed]]:
    """Every thing with what comes of it, in order; ``scheduler`` is an address like ``tcp://HOST:8786``.

    Raises ToolError where nobody answers or where workers have another version, and whatever ``start`` raises of ours.
    """
    client = _client(scheduler)
    try:
        yield from _Crew(client, work).each(iter(things), batch)
    finally:
        client.close()


def _client(scheduler: str) -> Any:
    try:
        from distributed import Client as Connection
    except ImportError as error:
        raise ToolError("--scheduler", "needs Dask: pip install 'diplomacy-kg[scale]'") from error
    connect: Any = Connection  # its functions say no types
    try:
        client = connect(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ToolError(scheduler, "no Dask scheduler answers there: start one (dask scheduler), give tcp://HOST:PORT") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ToolError(scheduler, f"has no worker: start some (dask worker {scheduler} --nthreads 1)") from error
    return client


class _Crew(Generic[Thing, Result]):
    """Batches that are under way, oldest first."""

    def __init__(self, client: Any, work: Work[Thing, Result]) -> None:
        self._client, self._work, self._version = client, work, work.version()

    def each(self, things: Iterator[Thing], size: int) -> Iterator[tuple[Thing, Result | Failed]]:
        waiting: deque[tuple[list[Thing], Any]] = deque()
        while True:
            room = _AHEAD * max(1, len(self._client.ncores())) - len(waiting)
            for _ in range(room):
                if not (some := list(islice(things, size))):
                    break
                waiting.append((some, self._given(some)))
            if not waiting:
                return
            some, future = waiting.popleft()
            yield from zip(some, self._taken(some, future), strict=True)

    def _given(self, some: list[Thing]) -> Any:
        return self._client.submit(_batch, self._work, self._version, some, pure=False)

    def _taken(self, some: list[Thing], future: Any) -> list[Result | Failed]:
        from distributed import KilledWorker

        try:
            results: list[Result | Failed] = future.result()
        except KilledWorker:
            if len(some) == 1:
                return [Failed("the processes that read it were killed, one after the other (too little memory?)")]
            alone = [([one], self._given([one])) for one in some]
            return [result for one, given in alone for result in self._taken(one, given)]
        return results


def _batch(work: Work[Thing, Result], version: str, things: list[Thing]) -> list[Result | Failed]:
    """What a worker does with a batch."""
    with _ONE_AT_A_TIME:
        if (ours := _version(work)) != version:
            raise ToolError("a Dask worker", f"has another kg, tables or models ({ours}, not {version}): install the same there")
        return [result for _, result in pool.each(things, lambda: _started(work))]


@lru_cache(1)
def _started(work: Work[Thing, Result]) -> Callable[[Thing], Result]:
    return work.start()


@lru_cache(1)
def _version(work: Work[Any, Any]) -> str:
    return work.version()
