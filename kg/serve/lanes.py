"""Two lanes, as in a shop: whoever has little does not stand behind whoever has much.

Every query first has a moment in the **quick lane**, one engine for all. A query that needs longer goes to the **slow lane**:
few engines, one query each, in the background, until the time limit. A query that does not end is ended with its engine
(:mod:`kg.serve.engine`); the quick lane then goes on with a new one, which takes some 30 ms. So nothing piles up, neither
threads nor memory nor queries, however many are asked; who finds no place is told when to come again.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError, ToolError
from kg.serve.engine import Engine
from kg.serve.wire import BrokenError, Reply, TooLargeError

QUICK = 1.0  # seconds in the quick lane
PLACES, QUEUE = 12, 200  # queries at once in the quick lane, and waiting for it
SLOW, SLOW_QUEUE = 2, 8
LARGEST = 64 << 20  # bytes of an answer
_REMEMBERED = 512  # queries known to be slow
_PAUSE = 0.5  # seconds between restarts of an engine that keeps dying


class BusyError(KgError):
    """No place: come again in ``after`` seconds."""

    def __init__(self, after: int) -> None:
        super().__init__(f"the server is busy with other queries: ask again in {after} s")
        self.after = after


class SlowError(KgError):
    """The time limit."""


class EngineError(KgError):
    """The query ended its engine, or its answer is too large."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to an engine; ``gone`` tells whether whoever asked has hung up."""

    path: str
    body: bytes
    accept: str
    gone: Callable[[], Awaitable[bool]] | None = None


class Lanes:
    """Engines over one folder. Use :meth:`open`, then :meth:`ask`, in the end :meth:`close`."""

    def __init__(self, folder: Path, timeout: float) -> None:
        self._folder, self._timeout = folder, timeout
        self._quick_limit = min(QUICK, timeout)
        self._quick: Engine | None = None
        self._lock = asyncio.Lock()
        self._places = _Places(PLACES, QUEUE)
        self._slow_places = _Places(SLOW, SLOW_QUEUE)
        self._spare: list[Engine] = []  # engines of the slow lane, at rest
        self._known: OrderedDict[bytes, None] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()
        self._all: set[Engine] = set()
        self._closed = False

    async def open(self) -> None:
        """Starts the quick lane; raises ToolError."""
        await self.engine()

    async def close(self) -> None:
        """Ends all engines."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(engine.stop() for engine in list(self._all)))

    @property
    def pids(self) -> list[int]:
        """The engines' processes."""
        return sorted(engine.pid for engine in self._all if engine.alive)

    async def engine(self) -> Engine:
        """The quick lane's engine, a new one where the last has died."""
        if self._quick is not None and self._quick.alive:
            return self._quick
        async with self._lock:
            if self._quick is None or not self._quick.alive:
                self._quick = await self._started()
                self._task(self._watched(self._quick))
            return self._quick

    async def ask(self, asked: Asked) -> Reply:
        """The engine's answer; raises BusyError, SlowError, EngineError."""
        if asked.body not in self._known:
            async with self._places.taken(self._timeout):
                engine = await self.engine()
                try:
                    async with asyncio.timeout(self._quick_limit):
                        return await _sent(engine, asked)
                except TimeoutError:
                    self._remember(asked.body)
                    self._task(self._renewed(engine))
                except BrokenError:
                    pass  # by this query or by another one: the slow lane will show
        if self._timeout <= self._quick_limit:
            raise self._too_slow()
        return await self._patiently(asked)

    async def pour(self, path: str, accept: str) -> AsyncIterator[bytes]:
        """A long answer as it comes, by an engine of its own; raises BusyError or EngineError before the first part."""
        async with self._slow_places.taken(self._timeout):
            engine = await self._started(background=True)
            try:
                status, parts = await engine.wire.stream(path, accept)
                if status != 200:
                    raise EngineError("the engine does not give that graph")
                async for part in parts:
                    yield part
            except (OSError, EOFError, ValueError) as error:
                raise EngineError("the engine ended in the middle of the graph") from error
            finally:
                await self._ended(engine)

    async def _patiently(self, asked: Asked) -> Reply:
        """The answer of an engine of its own; one that rested may have died meanwhile, which is not the query's fault."""
        async with self._slow_places.taken(self._timeout):
            while self._spare:
                with suppress(BrokenError):
                    return await self._alone(self._spare.pop(), asked)
            try:
                return await self._alone(await self._started(background=True), asked)
            except BrokenError as error:
                self._remember(asked.body)
                raise EngineError("the query is more than the server can hold in memory: ask for less at once") from error

    async def _alone(self, engine: Engine, asked: Asked) -> Reply:
        """The answer of this engine, which rests again afterwards, or is ended where there is none."""
        finished = False
        try:
            async with asyncio.timeout(self._timeout):
                reply = await _unless_gone(_sent(engine, asked), asked.gone)
            finished = not self._closed
        except TimeoutError as error:
            raise self._too_slow() from error
        finally:
            if finished:
                self._spare.append(engine)
            else:
                await self._ended(engine)
        return reply

    def _too_slow(self) -> SlowError:
        return SlowError(f"the query takes longer than {self._timeout:g} s: make it narrower, or ask for a higher --timeout")

    def _remember(self, query: bytes) -> None:
        self._known[query] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    async def _started(self, *, background: bool = False) -> Engine:
        engine = await Engine.start(self._folder, background=background)
        self._all.add(engine)
        if self._closed:
            await self._ended(engine)
        return engine

    async def _ended(self, engine: Engine) -> None:
        await engine.stop()
        self._all.discard(engine)

    async def _renewed(self, old: Engine) -> None:
        """Another engine in the old one's place, which ends once its other queries have had their moment."""
        async with self._lock:
            if self._quick is not old:
                return
            self._quick = await self._started()
        self._task(self._watched(self._quick))
        for _ in range(round(self._quick_limit / 0.05)):
            if not old.busy:
                break
            await asyncio.sleep(0.05)
        await self._ended(old)

    async def _watched(self, engine: Engine) -> None:
        """Puts another engine in the place of one that dies by itself."""
        await engine.ended()
        if self._quick is engine and not self._closed:
            self._all.discard(engine)
            with suppress(ToolError):
                await self.engine()
            await asyncio.sleep(_PAUSE)

    def _task(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _sent(engine: Engine, asked: Asked) -> Reply:
    try:
        return await engine.send(asked.path, asked.body, "application/sparql-query", asked.accept, LARGEST)
    except TooLargeError as error:
        raise EngineError(f"the answer is larger than {LARGEST >> 20} MB: ask for less at once (LIMIT)") from error


async def _unless_gone(work: Awaitable[Reply], gone: Callable[[], Awaitable[bool]] | None) -> Reply:
    """``work``, given up when nobody waits for it any more."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=0.5))[0]:
            if gone is not None and await gone():
                raise EngineError("whoever asked has hung up")
        return task.result()
    finally:
        task.cancel()


class _Places:
    """Some places, and a queue of bounded length for them."""

    def __init__(self, places: int, queue: int) -> None:
        self._free, self._queue, self._waiting = asyncio.Semaphore(places), queue, 0

    @asynccontextmanager
    async def taken(self, patience: float) -> AsyncIterator[None]:
        """Holds a place; raises BusyError where the queue is full or patience ends."""
        if self._free.locked() and self._waiting >= self._queue:
            raise BusyError(max(1, math.ceil(patience / 4)))
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                await self._free.acquire()
        except TimeoutError as error:
            raise BusyError(max(1, math.ceil(patience / 4))) from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()
