"""Where graphs lie: which name means what, opening, and saving all or nothing.

``NAME.nq``, ``NAME.trig``, ``NAME.jsonld`` are files; a name ending in "/" or an existing directory is a store. Files are
written beside their place and moved there when complete: a crash leaves the old one.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import GraphError, OutputError
from kg.store import folder, formats
from kg.store.graph import Graph

_EXPORTS = frozenset({".ttl", ".nt", ".rdf", ".owl", ".n3", ".xml"})
_KINDS = ".nq, .trig, .jsonld or a store directory (NAME/)"


def is_store(path: str) -> bool:
    """Whether the name means a store directory."""
    return path.endswith(("/", os.sep)) or Path(path).is_dir()


def open_graph(path: str | Path, *, writable: bool = False, create: bool | None = None) -> Graph:
    """The graph at ``path``; raises GraphError naming the file and the way out.

    A file is read into memory. A store is opened where it lies; ``create`` (default: where ``writable``) makes a new one.
    """
    name = str(path)
    if not is_store(name):
        return _read_file(name)
    if (writable if create is None else create) and not _holds_store(Path(name)):
        return _new_store(name)
    return _open_store(name, writable)


def check_output(path: str | Path) -> None:
    """Raises OutputError unless a graph can be written there: to be asked before long work."""
    name, where = str(path), Path(path)
    if is_store(name):
        if where.exists() and (not where.is_dir() or _is_strange(where)):
            raise OutputError(name, "is not empty and not a graph store: choose another folder")
    elif where.suffix in _EXPORTS:
        raise OutputError(name, f"{where.suffix} cannot hold named graphs: write {_KINDS}, then `kg export` it to {where.suffix}")
    elif where.suffix not in formats.WRITERS:
        raise OutputError(name, f"no known graph format: use {_KINDS}")
    parent = where.resolve().parent
    if not parent.is_dir():
        raise OutputError(name, f"the folder {parent} does not exist: create it first")
    if not os.access(parent, os.W_OK):
        raise OutputError(name, f"no right to write in {parent}")


def save(graph: Graph, path: str) -> None:
    """Writes ``graph`` to ``path``; raises OutputError."""
    if graph.persistent and graph.path is not None and is_store(path) and Path(graph.path).resolve() == Path(path).resolve():
        graph.flush()
        return
    check_output(path)
    try:
        if is_store(path):
            _save_store(graph, Path(path))
        else:
            write = formats.WRITERS[Path(path).suffix]
            write_atomically(Path(path), lambda stream: write(graph.quads(), stream))
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror or error}") from error


def write_atomically(path: Path, data: bytes | Callable[[BinaryIO], object]) -> None:
    """The file ``path`` holds ``data``, or what ``data`` writes, or, after a crash, what it held before."""
    handle, temporary = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data) if isinstance(data, bytes) else data(stream)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _holds_store(path: Path) -> bool:
    return (path / "CURRENT").is_file()


def _is_strange(path: Path) -> bool:
    """Whether the folder has something in it, but no store of ours, begun or whole."""
    return not _holds_store(path) and not folder.is_signed(path) and any(p.name not in folder.OURS for p in path.iterdir())


def _new_store(name: str) -> Graph:
    check_output(name)
    path = Path(name)
    try:
        path.mkdir(exist_ok=True)
        folder.check(path)
        folder.sign(path)
        return Graph(ox.Store(str(path)), name, persistent=True)
    except OSError as error:
        raise OutputError(name, f"cannot be written: {error.strerror or error}") from error


def _open_store(name: str, writable: bool) -> Graph:
    path = Path(name)
    if not _holds_store(path):
        problem = "is a folder without a graph store in it" if path.is_dir() else "does not exist"
        raise GraphError(name, f"{problem}: give the folder that `kg build ... -o {path.name or 'NAME'}/` made")
    folder.check(path)
    try:
        if writable:
            folder.sign(path)
        store = ox.Store(str(path)) if writable else ox.Store.read_only(str(path))
    except (OSError, ValueError, RuntimeError) as error:
        if "no space" in str(error).lower():  # nothing is wrong with the store
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        locked = re.search(r"\block (file|hold)", str(error))  # the engine also speaks of a damaged "block"
        problem = "is in use by another program: end it and try again" if locked else "is not readable as a store: build it again"
        raise GraphError(name, problem) from error
    return Graph(store, name, persistent=True)


def _read_file(name: str) -> Graph:
    path = Path(name)
    if path.suffix in _EXPORTS:
        raise GraphError(name, "is an export without graph names: open the .nq, .trig, .jsonld or store it was made from")
    if path.suffix not in formats.READERS:
        raise GraphError(name, f"is no graph by its name: give {_KINDS}")
    if not path.is_file():
        raise GraphError(name, "does not exist: `kg build ARTICLES -o " + name + "` makes it")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=formats.READERS[path.suffix])
    except (SyntaxError, ValueError) as error:
        raise GraphError(name, f"is damaged or not {path.suffix[1:]}: {str(error).split(' (')[0]}; build it again") from error
    except OSError as error:
        raise GraphError(name, f"cannot be read: {error.strerror or error}") from error
    return Graph(store, name)


def _save_store(graph: Graph, path: Path) -> None:
    temporary = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=f".{path.name}."))
    try:
        store = ox.Store(str(temporary))
        store.bulk_extend(graph.quads())
        store.flush()
        store.optimize()
        del store
        folder.sign(temporary)
        with folder.held(path):
            shutil.rmtree(path)
            temporary.replace(path)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
