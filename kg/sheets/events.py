"""Occurrences as events with actors: what PLOVER and CAMEO have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from kg import spill
from kg.sheets import coding
from kg.sheets.coding import Code
from kg.sheets.folding import text
from kg.store import Graph

Row = Mapping[str, str | None]  # one row of the SELECT


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes part: ``country`` is an alpha-3 code or None, ``sector`` GOV, MIL ... or, without country, IGO."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    office: str | None

    @property
    def code(self) -> str | None:
        """The CAMEO code: country and sector, or the one there is."""
        return (self.country or "") + (self.sector or "") or None


@dataclass(frozen=True, slots=True)
class Event:
    """An occurrence and how it is coded. ``first`` and ``last`` are days it lies between, None where no article dates it."""

    id: str
    code: Code
    status: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]  # empty among equals
    places: tuple[Actor, ...]
    first: date | None
    last: date | None
    told: tuple[date, ...]  # days of the articles, sorted
    sources: tuple[str, ...]
    reported: bool  # an article says so itself, or one who takes part says what only he can
    evidence: Mapping[str, str | None]  # the first row that tells it


def events(graph: Graph, query: str) -> Iterator[Event]:
    """The events of a graph by id; ``query`` gives the rows of ``queries/tables/plover.rq``."""
    answer = graph.select(query)
    names = [variable.value for variable in answer.variables]
    rows = ([text(term) for term in solution] for solution in answer)
    first = names.index("event")
    keyed = ([row[first], *row] for row in rows)
    for id, members in groupby(spill.ordered(keyed), key=lambda row: row[0]):
        event = _event(id, [dict(zip(names, row[1:], strict=True)) for row in members])
        if event:
            yield event


def _event(id: str, rows: Sequence[Row]) -> Event | None:
    about = next(row for row in rows if row["class"])
    named = [row for row in rows if row["thing"]]
    told = sorted((row for row in rows if row["article"]), key=lambda row: _told(row, about))
    actors = _actors(named)
    code = coding.code(_local(about["class"]), _said(named, actors))
    if code is None or not told:
        return None
    mine = _of(code.actor, named, actors)
    theirs = () if code.equals else tuple(a for a in _of(code.recipient, named, actors) if a.kind in _AGENTS)
    return Event(
        id=id,
        code=code,
        status=_local(about["status"]),
        actors=mine,
        recipients=theirs,
        places=_of(code.place, named, actors),
        first=_day(about["start"]),
        last=_day(about["end"]),
        told=tuple(sorted({day for row in told if (day := _day(row["told_on"]))})),
        sources=tuple(sorted({str(row["article"]) for row in told})),
        reported=_reported(told, code, [*mine, *theirs]),
        evidence=told[0],
    )


_AGENTS = frozenset({"Person", "Country", "Organization"})


def _told(row: Row, about: Row) -> tuple[bool, bool, str, str, int]:
    """Evidence: first what tells it as it is, in the article's own voice, then by day, article and place in the text."""
    as_it_is = row["told_as"] == about["status"]
    return not as_it_is, row["claimant"] is not None, row["told_on"] or "9999", str(row["article"]), int(row.get("from") or 0)


def _actors(named: Sequence[Row]) -> dict[str, Actor]:
    """All things that the occurrence names; concepts are none."""
    rows: dict[str, list[Row]] = {}
    for row in named:
        rows.setdefault(str(row["thing"]), []).append(row)
    return {id: _actor(id, found) for id, found in rows.items() if any(row["kind"] for row in found)}


def _actor(id: str, rows: Sequence[Row]) -> Actor:
    """Who serves an international organization and no country is its man, not his country's."""
    row = next(row for row in rows if row["kind"])
    offices = [r for r in rows if r["office"]]
    country, subkind = row["iso3"], row["subkind"]
    if offices:
        served = {r["served_iso3"] for r in offices if r["served_iso3"]}
        beyond = {r["served_kind"] for r in offices if r["served_kind"]}
        if served:
            country = country or min(served)
        elif beyond:
            country, subkind = None, min(beyond)
    kind = _local(row["kind"])
    sector = coding.sector(kind, subkind, office=bool(offices), country=country is not None)
    titles = sorted({str(r["office"]) for r in offices})
    return Actor(id, str(row["name"]), kind, country, sector, "; ".join(titles) or None)


def _said(named: Sequence[Row], actors: Mapping[str, Actor]) -> set[str]:
    """What the conditions of a code ask for."""
    said = {_local(row["role"]) for row in named}
    said |= {f"{_local(row['role'])}={_local(row['thing'])}" for row in named if row["word"]}
    where = {a.country for a in _of(("place",), named, actors)} - {None}
    home = {a.country for a in actors.values() if a.kind in _AGENTS}
    return said | ({"abroad"} if where and not where & home else set())


def _of(names: Sequence[str], named: Sequence[Row], actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    """The things in these roles, in the order of roles and ids."""
    found = [str(row["thing"]) for name in names for row in named if _local(row["role"]) == name]
    return tuple(actors[id] for id in dict.fromkeys(found) if id in actors)


def _reported(told: Sequence[Row], code: Code, taking_part: Sequence[Actor]) -> bool:
    """Whether more than a claim: what is an act of saying counts too where one who takes part, or his side, says it."""
    sides = {a.id for a in taking_part} | {a.country for a in taking_part if a.country}
    return any(row["claimant"] is None or (code.said and {row["claimant"], row["claimant_iso3"]} & sides) for row in told)


def _local(iri: Any) -> str:
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
