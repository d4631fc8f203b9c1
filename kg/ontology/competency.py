"""The competency questions: what the ontology must be able to answer, and the query of the catalogue that answers it.

``ontology/competency.toml`` holds them: a question in English and Chinese, the query, its parameters, and, where nothing in
examples/ answers it, why.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kg import queryfile, resources
from kg.errors import TableError

FILE = "competency.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``number`` counts from 1 in the order of the file."""

    number: int
    en: str
    zh: str
    query: str
    params: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""  # why examples/ does not answer it

    @property
    def command(self) -> str:
        """How it is asked on a command line."""
        values = "".join(f" --param {name}={_quoted(value)}" for name, value in self.params.items())
        return f"kg query GRAPH {self.query}{values}"


def questions() -> list[Question]:
    """All of them. Raises TableError where one is not complete or names a query that is not there."""
    path = resources.path("ontology", FILE)
    rows = tomllib.loads(path.read_text("utf-8"))["question"]
    there = files()
    for number, row in enumerate(rows, 1):
        if not {"en", "zh", "query"} <= row.keys() <= {"en", "zh", "query", "params", "empty"}:
            raise TableError(path, f"question {number}", "needs en, zh and query; may have params and empty")
        if row["query"] not in there:
            raise TableError(path, f"question {number}", f"no query is called {row['query']}")
    return [Question(number, **row) for number, row in enumerate(rows, 1)]


def files(*, derived: bool = False) -> dict[str, queryfile.QueryFile]:
    """The files of the catalogue by name (``derived``: those that make the shortcuts), sorted by theme and name."""
    folders = [path for path in sorted(resources.path("queries").iterdir()) if path.is_dir()]
    wanted = {"derive"} if derived else {f.name for f in folders} - {"facts", "derive", "tables"}
    return {path.stem: queryfile.read(path) for f in folders if f.name in wanted for path in sorted(f.glob("*.rq"))}


def markdown() -> bytes:
    """The page for docs/."""
    rows = [f"| {q.number} | {q.en}<br>{q.zh} | `{q.command}` |" for q in questions()]
    return "\n".join([_HEAD, *rows, ""]).encode()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


_HEAD = """# Competency questions

What the ontology and a graph of it must be able to answer, and how each is asked. Written from `ontology/competency.toml` by
`python -m kg.ontology`; the checks ask every one of `examples/`.

| | question | query |
|---:|---|---|"""
