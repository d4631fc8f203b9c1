"""Every error a person can cause or cure, each told in one line.

::

    KgError
    ├── InputError       an article cannot be read
    │   └── LeftOutError     something that kg does not read, and says so: no failure
    ├── TableError       a hand-edited TOML table is wrong: file, key, problem
    ├── OutputError      OUT cannot be written, or its suffix is unknown
    ├── GraphError       a graph cannot be opened or is not one of ours
    ├── QueryError       a query is wrong, unknown, forbidden or badly parametrised
    ├── OntologyError    a term is used that the ontology lacks; a generated file is stale
    ├── ToolError        something outside Python is missing: Java, a language model
    └── RemoteError      another store refuses or fails

The arguments are the parts of the message, joined with ": ", as in ``InputError("a.txt", "not text: save it as UTF-8")``, so that
errors survive pickling between processes. The command line turns each into its one line and exit status 2.
"""

from __future__ import annotations


class KgError(Exception):
    """Root of the tree; ``str(error)`` is one line that names the file and the way out."""

    def __str__(self) -> str:
        return " ".join(": ".join(str(part) for part in self.args if part != "").split())


class InputError(KgError):
    """An article that cannot be read; the others go on."""


class LeftOutError(InputError):
    """Something among the inputs that kg does not read: an article in another language, a picture in an archive. No failure."""


class TableError(KgError):
    """``TableError(file, key, problem)``: a table of ``kg/data``, of ``--data`` or the decisions file."""

    def __init__(self, file: object, key: str, problem: str) -> None:
        super().__init__(file, key, problem)
        self.file, self.key, self.problem = file, key, problem


class OutputError(KgError):
    """OUT cannot be written, or its suffix says no known format."""


class GraphError(KgError):
    """A graph that cannot be opened, or that is not one of ours."""


class QueryError(KgError):
    """A query that does not parse, is unknown or forbidden, or lacks a parameter."""


class OntologyError(KgError):
    """A term that the ontology lacks, or a generated file older than its source."""


class ToolError(KgError):
    """Something outside Python is missing."""


class RemoteError(KgError):
    """Another store refuses or fails."""
