"""The competency questions: what the ontology must be able to answer, and the query of the catalogue that answers it.

``ontology/competency.toml`` holds them: a question in English and Chinese, the query, its parameters, and, where nothing in
examples/ answers it, why; and the types of question about time, with the parameters by day, month and year.
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
        return f"kg query GRAPH {self.query}{_values(self.params)}"


@dataclass(frozen=True, slots=True)
class Time:
    """A type of question about time; ``day``, ``month`` and ``year`` are the query's parameters for each."""

    en: str
    zh: str
    query: str
    day: Mapping[str, str]
    month: Mapping[str, str]
    year: Mapping[str, str]

    @property
    def asked(self) -> tuple[str, str, str]:
        """How it is asked by day, month and year: query and parameters."""
        day, month, year = (f"{self.query}{_values(params)}" for params in (self.day, self.month, self.year))
        return day, month, year


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


def times() -> list[Time]:
    """The types of question about time, in the order of the file."""
    return [Time(**row) for row in tomllib.loads(resources.path("ontology", FILE).read_text("utf-8"))["time"]]


def files(*, derived: bool = False) -> dict[str, queryfile.QueryFile]:
    """The files of the catalogue by name (``derived``: those that make the shortcuts), sorted by theme and name."""
    folders = [path for path in sorted(resources.path("queries").iterdir()) if path.is_dir()]
    wanted = {"derive"} if derived else {f.name for f in folders} - {"facts", "derive", "tables"}
    return {path.stem: queryfile.read(path) for f in folders if f.name in wanted for path in sorted(f.glob("*.rq"))}


def markdown() -> bytes:
    """The page for docs/."""
    rows = [f"| {q.number} | {q.en}<br>{q.zh} | `{q.command}` |" for q in questions()]
    types = [f"| {t.en}<br>{t.zh} | {' | '.join(f'`{asked}`' for asked in t.asked)} |" for t in times()]
    return "\n".join([_HEAD, *rows, _TIMES, *types, ""]).encode()


def _values(params: Mapping[str, str]) -> str:
    return "".join(f" --param {name}={_quoted(value)}" for name, value in params.items())


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


_HEAD = """# Competency questions

What the ontology and a graph of it must be able to answer, and how each is asked. Written from `ontology/competency.toml` by
`python -m kg.ontology`; the checks ask every one of `examples/`.

| | question | query |
|---:|---|---|"""
_TIMES = """
## Questions about time

The types that benchmarks of temporal knowledge graphs ask (MultiTQ), each after `kg query GRAPH`. `--param agent=`, `other=` and
`what=` (such as `dip:Visit`) say of whom, with whom or where, and what; `before-somebody` and `after-somebody` take the time from
what somebody did.

| type | by day | by month | by year |
|---|---|---|---|"""
