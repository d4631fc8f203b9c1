"""The files of a store directory that are ours, not the engine's: its format's version, and who writes in it now."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg import __version__
from kg.errors import GraphError, OutputError
from kg.store import ledger

FORMAT = 2  # raised whenever a store of before would be misread, here or by a kg of before
_READ = frozenset({1, 2})  # 1 has no index in its ledger: the next build makes it and signs the store anew
_SIGN, _LOCK = "kg-store.json", "kg.lock"
OURS = frozenset({_SIGN, _LOCK, *(ledger.NAME + end for end in ("", "-wal", "-shm", "-journal"))})


def sign(folder: Path) -> None:
    """Writes the format's version into a new store."""
    text = json.dumps({"format": FORMAT, "kg": __version__}) + "\n"
    part = folder / f".{_SIGN}.part"
    part.write_text(text, "utf-8")
    part.replace(folder / _SIGN)


def is_signed(folder: Path) -> bool:
    """Whether a build of ours began here."""
    return (folder / _SIGN).is_file()


def check(folder: Path) -> None:
    """Raises GraphError unless this kg can read the store; one without a version is of the first format."""
    path = folder / _SIGN
    if not path.exists():
        return
    try:
        said = json.loads(path.read_text("utf-8"))
        version, maker = int(said["format"]), str(said.get("kg", "?"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraphError(str(path), "does not tell the store's format: build the store again in another folder") from error
    if version not in _READ:
        problem = f"is a store of format {version}, made by kg {maker[:20]}; kg {__version__} reads format {FORMAT}"
        raise GraphError(str(folder), f"{problem}: use that kg, or build the store again")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """The store is ours to write until the block ends; raises OutputError where another process has it.

    The system takes the lock away with the process that held it, however that ended: a file left behind locks nobody out.
    """
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(str(folder), f"{_holder(handle)} is writing into it: wait until it has ended") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
        with suppress(OSError):
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def writer(folder: Path) -> str | None:
    """The process that is writing into the store, in words; None where there is none."""
    try:
        handle = os.open(folder / _LOCK, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _holder(handle)
    else:
        return None
    finally:
        os.close(handle)


def _holder(handle: int) -> str:
    number = os.pread(handle, 20, 0).strip().decode("ascii", "replace")
    return f"process {number}" if number.isdigit() else "another process"
