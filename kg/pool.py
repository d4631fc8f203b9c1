"""Work spread over processes of one machine: results in the order of what was asked, whatever happens to a process.

A process gets one thing at a time. Where it dies or takes too long, that thing has failed, another process takes its place,
and the others go on. Processes are started afresh (spawn): nothing is inherited by accident.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from kg.errors import KgError, ToolError

Thing = TypeVar("Thing")
Result = TypeVar("Result")

PATIENCE = 900.0  # seconds for one thing
_AHEAD = 32  # results a process that may wait for a slow one before them: memory stays bounded


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no result, in words."""

    reason: str


def each(
    things: Iterable[Thing], start: Callable[[], Callable[[Thing], Result]], jobs: int = 1, patience: float = PATIENCE
) -> Iterator[tuple[Thing, Result | Failed]]:
    """Every thing with what ``start()`` makes of it, in order; ``jobs`` processes, or this one where it is 1.

    ``start``, things and results must be picklable where there are several; ``start`` is called once in each process. Raises
    ToolError, and whatever ``start`` raises of ours: what no other thing would escape.
    """
    if jobs == 1:
        do = start()
        for thing in things:
            yield thing, _answered(_attempt(do, thing))
    else:
        with _Crew(start, jobs, patience) as crew:
            yield from crew.each(things)


def _attempt(do: Callable[[Thing], Result], thing: Thing) -> Result | Failed | KgError:
    """Anything may happen in the reading of a strange text; only what is missing on the machine stops everything."""
    try:
        return do(thing)
    except Exception as error:  # noqa: BLE001 - one article must never lose the others
        fatal = isinstance(error, ToolError) or type(error) is KgError
        reason = f"could not be read ({type(error).__name__}: {' '.join(str(error).split())[:300]})"
        return error if fatal and isinstance(error, KgError) else Failed(reason)


def _answered(answer: Result | Failed | KgError) -> Result | Failed:
    if isinstance(answer, KgError):
        raise answer
    return answer


class _Crew(Generic[Thing, Result]):
    """The processes, what each is doing, and the results that wait for their turn."""

    def __init__(self, start: Callable[[], Callable[[Thing], Result]], jobs: int, patience: float) -> None:
        self._start, self._patience = start, patience
        self._window = jobs * _AHEAD
        self._members: list[_Member[Thing]] = [_Member(start) for _ in range(jobs)]
        self._done: dict[int, tuple[Thing, Result | Failed]] = {}

    def __enter__(self) -> _Crew[Thing, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            member.end()

    def each(self, things: Iterable[Thing]) -> Iterator[tuple[Thing, Result | Failed]]:
        coming = enumerate(things)
        following, last = 0, False
        while True:
            for member in self._members:
                if not last and member.idle and len(self._done) + sum(not m.idle for m in self._members) < self._window:
                    found = next(coming, None)
                    last = found is None
                    if found is not None:
                        member.give(*found)
            if all(member.idle for member in self._members):
                break
            self._collect()
            while following in self._done:
                yield self._done.pop(following)
                following += 1

    def _collect(self) -> None:
        """Waits for a result, a death or the end of patience."""
        busy = [m for m in self._members if not m.idle]
        until = min(m.since for m in busy) + self._patience
        ready = wait([m.pipe for m in busy], max(0.0, until - time.monotonic()))
        for member in busy:
            late = member.since + self._patience <= time.monotonic()
            if member.pipe in ready:
                self._take(member)
            elif late:
                self._replace(member, f"took more than {self._patience:g} s: given up")

    def _take(self, member: _Member[Thing]) -> None:
        try:
            answer = member.pipe.recv()
        except (EOFError, OSError):
            self._replace(member, f"its process {_ending(member.end())}")
            return
        number, thing = member.finished()
        self._done[number] = thing, _answered(answer)

    def _replace(self, member: _Member[Thing], reason: str) -> None:
        number, thing = member.finished()
        member.end()
        self._members[self._members.index(member)] = _Member(self._start)
        self._done[number] = thing, Failed(reason)


class _Member(Generic[Thing]):
    """One process and the pipe to it."""

    def __init__(self, start: Callable[[], Callable[[Thing], object]]) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, start), daemon=True)
        self._process.start()
        theirs.close()
        self._held: tuple[int, Thing] | None = None
        self._greeted = False
        self.since = 0.0

    def _greet(self) -> None:
        """Waits until it is ready; raises where it never will be."""
        self._greeted = True
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise ToolError("a reading process", f"{_ending(self.end())} at its start: use --jobs 1") from error
        if isinstance(answer, KgError):
            self.end()
            raise answer

    @property
    def idle(self) -> bool:
        return self._held is None

    def give(self, number: int, thing: Thing) -> None:
        if not self._greeted:
            self._greet()
        self._held, self.since = (number, thing), time.monotonic()
        try:
            self.pipe.send(thing)
        except OSError:
            return  # it has died: the pipe says so when asked

    def finished(self) -> tuple[int, Thing]:
        assert self._held is not None
        held, self._held = self._held, None
        return held

    def end(self) -> int | None:
        """Ends the process; how it ended."""
        self.pipe.close()
        self._process.join(0.2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        return self._process.exitcode


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was killed ({signal.Signals(-code).name}; too little memory?)"
    return f"ended with status {code}"


def _work(pipe: Connection, start: Callable[[], Callable[[Thing], object]]) -> None:
    """What a process does: one thing after the other until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the keyboard speaks to the first process
    try:
        do = start()
    except KgError as error:
        pipe.send(error)
        return
    pipe.send(None)
    while True:
        try:
            pipe.send(_attempt(do, pipe.recv()))
        except (EOFError, OSError):
            return
