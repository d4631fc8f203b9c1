"""A ``.rq`` file: its head (``#+`` lines, TOML) and its SPARQL, and how values get into it.

::

    #+ summary = "Who met PERSON"
    #+ params.person = { type = "name", about = "a person" }
    PREFIX ...
    SELECT ... WHERE { VALUES ?person { <https://...> } ... }

A parameter's default stands in the query, in a VALUES clause of its own: the file runs as it is on any SPARQL 1.1 store.
``UNDEF`` there means that the parameter may be left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import TableError

_HEAD = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)
_NAME = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """``head`` is the parsed head, ``text`` the whole file (the head is a comment to SPARQL)."""

    name: str
    text: str
    head: Mapping[str, Any] = field(default_factory=dict)


def read(path: Path) -> QueryFile:
    """Raises TableError naming the file where its head is not TOML."""
    return parse(path.stem, path.read_text("utf-8"), str(path))


def parse(name: str, text: str, file: str) -> QueryFile:
    """A query from its text; ``file`` is named in complaints."""
    try:
        head = tomllib.loads("\n".join(_HEAD.findall(text)))
    except tomllib.TOMLDecodeError as error:
        raise TableError(file, "head", f"the lines that begin with #+ must be TOML: {error}") from error
    return QueryFile(name, text, head)


def default(text: str, name: str) -> str | None:
    """What stands in ``VALUES ?name { ... }``; None where the query has no such clause."""
    found = _clause(name).search(text)
    return " ".join(found[1].split()) if found else None


def bound(text: str, values: Mapping[str, Iterable[str]]) -> str:
    """The query with these SPARQL terms in its VALUES clauses, everywhere they occur."""
    for name, terms in values.items():
        clause = f"VALUES ?{name} {{ {' '.join(terms)} }}"
        text = _clause(name).sub(lambda _, clause=clause: clause, text)  # type: ignore[misc]
    return text


def _clause(name: str) -> re.Pattern[str]:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a variable")
    return re.compile(rf"VALUES\s+\?{name}\s*\{{([^}}]*)\}}", re.IGNORECASE)
