"""The graph that is served at this moment; a new state of its files takes its place at once."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from kg.errors import KgError
from kg.serve import snapshot
from kg.serve.dataset import Dataset

_log = logging.getLogger("kg.serve")


class Served:
    """Follows the graph at ``path``; ``now`` is what is asked."""

    def __init__(self, path: str, timeout: float, *, every: float = 0.5) -> None:
        self.path, self.problem = path, ""
        self._timeout, self._every = timeout, every
        self._now: Dataset | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def now(self) -> Dataset:
        assert self._now is not None, "not open"
        return self._now

    async def open(self, first: Dataset | None = None) -> None:
        """Serves the graph (loaded already, or as it is now); raises KgError where it cannot."""
        now = first if first is not None else await asyncio.to_thread(Dataset.load, self.path)
        self._now = now
        await now.open(self._timeout)
        self._task(self._follow())

    async def close(self) -> None:
        """Ends everything."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._now is not None:
            await self._now.close()

    def _task(self, work: object) -> None:
        task = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self) -> None:
        """Looks at the files; what has changed and then rests is taken over."""
        before = self.now.state
        tried = before
        while True:
            await asyncio.sleep(self._every)
            state = await asyncio.to_thread(snapshot.state, self.path)
            if state is not None and state == before and state not in (self.now.state, tried):
                tried = state
                await self._take_over()
            before = state

    async def _take_over(self) -> None:
        fresh: Dataset | None = None
        try:
            fresh = await asyncio.to_thread(Dataset.load, self.path)
            await fresh.open(self._timeout)
        except (KgError, OSError) as error:
            self.problem = str(error)
            _log.warning("%s; what was served before is served on", error)
            if fresh is not None:
                await fresh.close()
            return
        old, self._now, self.problem = self.now, fresh, ""
        _log.warning("%s: serving its new state, %s statements", self.path, f"{fresh.contents.statements:,}")
        self._task(self._leave(old))

    async def _leave(self, old: Dataset) -> None:
        with suppress(asyncio.CancelledError):
            await old.close(self._timeout)
            return
        await old.close()
