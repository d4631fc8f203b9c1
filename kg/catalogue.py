"""The catalogue of questions: ``queries/*/*.rq`` listed, described, given values, and run.

A query says in its head what its parameters are; their defaults stand in the query itself (:mod:`kg.queryfile`). A value
is written into the query as a SPARQL term of its own, never as text: names are looked up in the graph first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg import queryfile, resources
from kg.errors import QueryError, TableError
from kg.store import PREFIXES, Graph, find_article, find_iri, resolve

Kind = OneOf["name", "iri", "article", "date", "period", "number", "choice", "text"]
Values = Mapping[str, str | Sequence[str]]

_KINDS = ("name", "iri", "article", "date", "period", "number", "choice", "text")
_NOT_CATALOGUE = frozenset({"facts", "derive", "tables"})  # read by rooms of their own


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be given to a query; ``default`` as SPARQL, None where it may be left out."""

    name: str
    kind: Kind
    about: str
    default: str | None
    of: tuple[str, ...] = ()  # what a choice is between


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the catalogue."""

    name: str
    theme: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str


@cache
def _all() -> Mapping[str, Query]:
    folder = resources.path("queries")
    found: dict[str, Query] = {}
    for path in sorted(folder.glob("*/*.rq")):
        if path.parent.name not in _NOT_CATALOGUE:
            query = _query(queryfile.read(path), path.parent.name, str(path))
            if query.name in found:
                raise TableError(path, "name", f"there is a query {query.name} in {found[query.name].theme}/ already: rename one")
            found[query.name] = query
    return dict(sorted(found.items(), key=lambda item: (item[1].theme, item[0])))


def list_queries() -> list[Query]:
    """All questions, by theme and name."""
    return list(_all().values())


def get(name: str) -> Query:
    """One question; QueryError with the nearest names where there is none of that name."""
    query = _all().get(name)
    if query is None:
        near = get_close_matches(name, _all(), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "`kg queries` lists them"
        raise QueryError(f"no query is called {name}: {hint}")
    return query


def of_text(text: str, name: str = "query", file: str = "query") -> Query:
    """A user's own query; it may have a head and parameters like those of the catalogue."""
    return _query(queryfile.parse(name, text, file), "", file)


def bind(graph: Graph, query: Query, values: Values) -> str:
    """The query's SPARQL with ``values`` in it (several for one parameter: any of them); names are resolved in ``graph``.

    A parameter without value keeps its default; raises QueryError for an unknown one, a name nobody has, a date that is none.
    """
    known = {p.name: p for p in query.parameters}
    terms: dict[str, list[str]] = {}
    for name, given in values.items():
        parameter = known.get(name) or _undeclared(query, name)
        wanted = [given] if isinstance(given, str) else given
        terms[name] = sorted({term for value in wanted for term in _terms(graph, parameter, value)})
    return _without_undefined(queryfile.bound(query.text, terms), [*known])


def run(graph: Graph, name: str, values: Values | None = None) -> QuerySolutions:
    """The answer of a question of the catalogue."""
    return graph.select(bind(graph, get(name), values or {}))


# -- reading heads ---------------------------------------------------------------------------------------------------------------


def _query(file: queryfile.QueryFile, theme: str, where: str) -> Query:
    head = file.head
    parameters = tuple(_parameter(file, name, row, where) for name, row in head.get("params", {}).items())
    tags = tuple(head.get("tags", ()))
    return Query(file.name, theme, head.get("summary", ""), head.get("description", ""), tags, parameters, file.text)


def _parameter(file: queryfile.QueryFile, name: str, row: Mapping[str, Any], where: str) -> Parameter:
    kind, clause = row.get("type"), queryfile.default(file.text, name)
    if kind not in _KINDS:
        raise TableError(where, f"params.{name}.type", f"must be one of {', '.join(_KINDS)}")
    if clause is None:
        raise TableError(
            where, f"params.{name}", f"needs a place in the query: VALUES ?{name} {{ ... }} with its default, or UNDEF"
        )
    of = tuple(row.get("of", ()))
    if (kind == "choice") != bool(of):
        raise TableError(where, f"params.{name}.of", "must list the values of a choice, and only of a choice")
    return Parameter(name, kind, row.get("about", ""), None if clause == "UNDEF" else clause, of)


def _undeclared(query: Query, name: str) -> Parameter:
    """A parameter that the head does not declare but the query has a place for; its kind shows in its value."""
    if not re.fullmatch(r"[A-Za-z_]\w*", name) or queryfile.default(query.text, name) is None:
        names = ", ".join(p.name for p in query.parameters) or "none"
        way = "" if query.theme else f"; write VALUES ?{name} {{ UNDEF }} where it shall go"
        raise QueryError(f"{query.name} has no parameter {name} (it has: {names}){way}")
    return Parameter(name, "text", "", None)


def _without_undefined(text: str, names: Iterable[str]) -> str:
    """Parameters left out are no rows with nothing in them: some engines plan badly around those."""
    for name in names:
        if queryfile.default(text, name) == "UNDEF":
            text = queryfile.bound(text, {name: ["UNDEF"]}).replace(f"VALUES ?{name} {{ UNDEF }}", "")
    return text


# -- values ----------------------------------------------------------------------------------------------------------------------


def _terms(graph: Graph, parameter: Parameter, value: str) -> list[str]:
    """One value as SPARQL terms."""
    kind = parameter.kind if parameter.kind != "text" else _guess(value)
    if kind == "name":
        return [str(NamedNode(iri)) for iri in resolve(graph, value)]
    if kind == "iri":
        return [str(_iri(parameter.name, value))]
    if kind == "article":
        return [str(NamedNode(find_article(graph, value)))]
    if kind == "choice":
        return [str(_choice(parameter, value))]
    read = {"date": _date, "period": _period}.get(kind, _number)
    return [str(read(parameter.name, value))]


def _guess(value: str) -> Kind:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "date"
    if re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "number"
    return "iri" if find_iri(value) else "name"


def _iri(name: str, value: str) -> NamedNode:
    try:
        return NamedNode(find_iri(value) or "")
    except ValueError as error:
        raise QueryError(f"{name}: {value!r} is no IRI: write https://... or kg:...") from error


def _date(name: str, value: str) -> Literal:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise QueryError(f"{name}: {value!r} is no day: write it as 2024-07-04") from error
    return Literal(day.isoformat(), datatype=NamedNode(PREFIXES["xsd"] + "date"))


def _period(name: str, value: str) -> Literal:
    """A day, month or year, as text: what begins with it lies in it."""
    whole = value + "0000-01-01"[len(value) :]
    try:
        date.fromisoformat(whole if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else "")
    except ValueError as error:
        raise QueryError(f"{name}: {value!r} is no time: write a day, month or year, as 2024-07-04, 2024-07 or 2024") from error
    return Literal(value)


def _choice(parameter: Parameter, value: str) -> Literal:
    if value not in parameter.of:
        raise QueryError(f"{parameter.name}: {value!r} is none of {', '.join(parameter.of)}")
    return Literal(value)


def _number(name: str, value: str) -> Literal:
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,9})?", value):
        raise QueryError(f"{name}: {value!r} is no number")
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + ("decimal" if "." in value else "integer")))
