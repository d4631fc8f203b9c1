"""The served graph's own copy: what a build does to the graph meanwhile does not reach a query.

A store directory is copied by hard links (its files never change, there only come new ones), a file is loaded into a store. The
copy has our process number in its name, so that one left behind by a crash is found and removed by the next server.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError
from kg.store import is_store, open_graph

_OURS = re.compile(r"\.kg-serve-(\d+)-\w+")
State = tuple[tuple[str, int, int], ...]


def state(path: str) -> State | None:
    """What tells one state of the graph's files from another; None where there is none, or while somebody writes."""
    where = Path(path)
    try:
        if not is_store(path):
            found = where.stat()
            return ((where.name, found.st_size, found.st_mtime_ns + found.st_ino),)
        if _locked(where):
            return None
        files = [(e.name, e.stat()) for e in os.scandir(where) if re.fullmatch(r"CURRENT|MANIFEST.*|.*\.sst", e.name)]
        return tuple(sorted((name, found.st_size, found.st_mtime_ns) for name, found in files)) or None
    except OSError:
        return None


def take(path: str) -> Path:
    """A folder with a store that holds the graph as it is now; raises GraphError."""
    folder = _folder(Path(path))
    try:
        if is_store(path):
            open_graph(path)  # says in one line what is wrong, if anything is
            ox.Store.read_only(path).backup(str(folder / "store"))
        else:
            open_graph(path).save(f"{folder / 'store'}/")
    except OSError as error:
        discard(folder / "store")
        raise GraphError(path, f"cannot be copied for serving: {error.strerror or error}") from error
    except BaseException:
        discard(folder / "store")
        raise
    return folder / "store"


def discard(store: Path) -> None:
    """Removes what :func:`take` made."""
    shutil.rmtree(store.parent, ignore_errors=True)


def _folder(path: Path) -> Path:
    """A new folder: beside a store, where hard links reach; elsewhere for a file."""
    beside = path.resolve().parent if is_store(str(path)) and path.is_dir() else None
    for parent in filter(None, (beside, Path(tempfile.gettempdir()))):
        _sweep(parent)
        with suppress(OSError):
            return Path(tempfile.mkdtemp(dir=parent, prefix=f".kg-serve-{os.getpid()}-"))
    raise GraphError(str(path), "cannot be copied for serving: no folder to write in (set TMPDIR)")


def _sweep(parent: Path) -> None:
    """Removes copies whose server is no more."""
    with suppress(OSError):
        for entry in parent.iterdir():
            found = _OURS.fullmatch(entry.name)
            if found and not _lives(int(found[1])):
                shutil.rmtree(entry, ignore_errors=True)


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _locked(store: Path) -> bool:
    """Whether somebody has the store open for writing."""
    import fcntl

    try:
        with (store / "LOCK").open("r+b") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except PermissionError:
        return False  # readable only: whoever can write is somebody else, at other times
    except BlockingIOError:
        return True
    return False
