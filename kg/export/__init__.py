"""A graph as a file for elsewhere: one module a format, and its line here.

To add a format of RDF, write a module with ``write(graph, stream)`` (the same bytes for the same graph) and give it its suffix
in FORMATS. Any other format has ``save(graph, path)``, which makes a new file or folder there, and stands in OTHERS.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

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
OTHERS: Mapping[str, str] = {  # suffix -> module; the last is a folder
    ".graphml": "graphml",
    ".gexf": "gexf",
    ".cyjs": "cytoscape",
    ".parquet": "parquet",
    ".neo4j": "neo4j",
}


def export(graph: Graph, path: str) -> None:
    """Writes ``graph`` to ``path`` as its suffix says, all or nothing; "NAME/" makes a store. Raises OutputError, ToolError."""
    other = OTHERS.get(Path(path).suffix)
    if other is None and is_store(path):
        graph.save(path)
        return
    try:
        if other is None:
            write = writer(path)
            write_atomically(Path(path), lambda stream: write(graph, stream))
        else:
            _replace(Path(path), lambda made: import_module(f"kg.export.{other}").save(graph, made))
    except OSError as error:
        raise OutputError(path, f"cannot be written: {error.strerror or error}") from error


def check(path: str) -> None:
    """Raises OutputError where ``path`` says no known format: to be asked before long work."""
    if Path(path).suffix not in OTHERS and not is_store(path):
        writer(path)


def writer(path: str) -> Callable[[Graph, BinaryIO], None]:
    """The ``write`` of a format of RDF; OutputError where the suffix says none."""
    module = FORMATS.get(Path(path).suffix)
    if module is None:
        raise OutputError(path, f"no known format: use {', '.join([*FORMATS, *OTHERS])} or a store directory (NAME/)")
    write: Callable[[Graph, BinaryIO], None] = import_module(f"kg.export.{module}").write
    return write


def _replace(path: Path, save: Callable[[Path], None]) -> None:
    """What ``save`` makes comes to ``path`` when it is complete, in place of what was there."""
    room = Path(tempfile.mkdtemp(dir=path.resolve().parent, prefix=f".{path.name}."))
    try:
        made = room / path.name
        save(made)
        if path.is_dir() and made.is_dir():
            path.rename(room / "old")
        made.replace(path)
    finally:
        shutil.rmtree(room, ignore_errors=True)
