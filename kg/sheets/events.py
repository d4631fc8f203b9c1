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
    things = [row for row in rows if row["kind"]]
    told = sorted((row for row in rows if row["article"]), key=_told)
    actors = _actors(things)
    said = _said(rows, actors)
    code = coding.code(_local(str(rows[0]["class"])), said)
    if code is None or not told:
        return None
    mine = _of(code.actor, things, actors)
    theirs = () if code.equals else tuple(a for a in _of(code.recipient, things, actors) if a.kind in _AGENTS)
    return Event(
        id=id,
        code=code,
        status=_local(str(rows[0]["status"])),
        actors=mine,
        recipients=theirs,
        places=_of(code.place, things, actors),
        first=_day(rows[0]["start"]),
        last=_day(rows[0]["end"]),
        told=tuple(sorted({day for row in told if (day := _day(row["told_on"]))})),
        sources=tuple(sorted({str(row["article"]) for row in told})),
        reported=_reported(told, code, [*mine, *theirs]),
        evidence=told[0],
    )


_AGENTS = frozenset({"Person", "Country", "Organization"})


def _told(row: Row) -> tuple[bool, bool, str, str, int]:
    """Evidence: first what tells it as it is, in the article's own voice, then by day, article and place in the text."""
    as_it_is = row["told_as"] == row["status"]
    return not as_it_is, row["claimant"] is not None, row["told_on"] or "9999", str(row["article"]), int(row.get("from") or 0)


def _actors(things: Sequence[Row]) -> dict[str, Actor]:
    """All things that the occurrence names."""
    rows: dict[str, list[Row]] = {}
    for row in things:
        rows.setdefault(str(row["thing"]), []).append(row)
    return {id: _actor(id, found) for id, found in rows.items()}


def _actor(id: str, rows: Sequence[Row]) -> Actor:
    """Who serves an international organization and no country is its man, not his country's."""
    row, kind = rows[0], _local(str(rows[0]["kind"]))
    offices = sorted({r["office"] for r in rows if r["office"]})
    served = {r["served_iso3"] for r in rows if r["office"]}
    country, subkind = row["iso3"], row["subkind"]
    if offices and not country:
        country = min(filter(None, served), default=None)
    if served == {None}:
        kind_served = {r["served_kind"] for r in rows if r["served_kind"]}
        country, subkind = (None, min(kind_served)) if kind_served else (country, subkind)
    sector = coding.sector(kind, subkind, office=bool(offices), country=country is not None)
    return Actor(id, str(row["name"]), kind, country, sector, "; ".join(offices) or None)


def _said(rows: Sequence[Row], actors: Mapping[str, Actor]) -> set[str]:
    """What the conditions of a code ask for."""
    said = {_local(row["role"]) for row in rows if row["role"]}
    said |= {f"{_local(row['role'])}={_local(str(row['thing']))}" for row in rows if row["role"] and row["word"]}
    home = {a.country for row in rows for a in [actors.get(str(row["thing"]))] if a and a.kind in _AGENTS}
    where = {actors[str(row["thing"])].country for row in rows if row["role"] and row["kind"] and _local(row["role"]) == "place"}
    return said | ({"abroad"} if where - {None} and not where & home else set())


def _of(names: Sequence[str], things: Sequence[Row], actors: Mapping[str, Actor]) -> tuple[Actor, ...]:
    """The things in these roles, in the order of roles and ids."""
    found = [str(row["thing"]) for name in names for row in things if _local(str(row["role"])) == name]
    return tuple(actors[id] for id in dict.fromkeys(found))


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
