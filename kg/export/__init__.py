"""A graph as a file for elsewhere: one module a format, and its line here.

To add a format, write a module with ``write(graph) -> bytes`` (the same bytes for the same graph) and give it its suffix below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from kg.errors import OutputError
from kg.store import Graph, is_store, write_atomically

FORMATS: Mapping[str, str] = {  # suffix -> module; the last three have no graph names
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".ttl": "turtle",
    ".nt": "ntriples",
    ".rdf": "rdfxml",
}


def export(graph: Graph, path: str) -> None:
    """Writes ``graph`` to ``path`` as its suffix says, all or nothing; "NAME/" makes a store. Raises OutputError."""
    if is_store(path):
        graph.save(path)
        return
    data = writer(path)(graph)
    try:
        write_atomically(Path(path), data)
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror or error}") from error


def writer(path: str) -> Callable[[Graph], bytes]:
    """The format's ``write``; OutputError where the suffix says none."""
    module = FORMATS.get(Path(path).suffix)
    if module is None:
        raise OutputError(path, f"no known format: use {', '.join(FORMATS)} or a store directory (NAME/)")
    write: Callable[[Graph], bytes] = import_module(f"kg.export.{module}").write
    return write
