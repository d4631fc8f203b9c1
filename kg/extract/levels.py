"""What meetings owe to other tellings: countries that stand for their people, the place of the summit they were at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kg.model import Entity, Record, Value

_COMING = ("arrive", "come-for")  # frames of those who come
Home = Callable[[Entity], str | None]


def lowered(records: list[Record], home: Home) -> list[Record]:
    """The records; a meeting of countries whose leaders' one meeting is told too has the people instead.

    Another date or place, another status keeps the two apart.
    """
    people = [r for r in records if r.type == "Meeting" and _all(r, "Person")]
    return [_lowered(r, people, home) if r.type == "Meeting" and _all(r, "Country") else r for r in records]


def awaited(records: list[Record]) -> list[Record]:
    """The records; who has come for a gathering that is still to come will attend it."""
    told: dict[Value, set[str]] = {}
    for record in records:
        if record.type == "Convening":
            told.setdefault(record.get("gathering")[0], set()).add(record.status)
    coming = {gathering for gathering, statuses in told.items() if statuses == {"planned"}}
    return [
        replace(r, status="planned")
        if r.type == "Attendance" and r.status == "happened" and r.rule.startswith(_COMING) and r.get("gathering")[0] in coming
        else r
        for r in records
    ]


def situated(records: list[Record]) -> list[Record]:
    """The records; a meeting on the sidelines of a gathering is where the article says that the gathering is."""
    places: dict[Value, set[Value]] = {}
    for record in records:
        if record.type == "Convening":
            places.setdefault(record.get("gathering")[0], set()).update(record.get("place"))
    return [_situated(r, places) if r.type == "Meeting" else r for r in records]


def _situated(record: Record, places: Mapping[Value, set[Value]]) -> Record:
    found = places.get(record.get("occasion")[0], set()) if record.get("occasion") else set()
    if record.get("place") or record.get("mode") or len(found) != 1:
        return record
    return replace(record, values=tuple(sorted({**dict(record.values), "place": tuple(found)}.items())))


def _lowered(record: Record, people: list[Record], home: Home) -> Record:
    countries = sorted(v.id for v in record.get("participant") if isinstance(v, Entity))
    found = {
        other.get("participant")
        for other in people
        if other.status == record.status
        and _agree(record, other)
        and sorted(home(v) or "" for v in other.get("participant") if isinstance(v, Entity)) == countries
    }
    if len({frozenset(p) for p in found}) != 1:
        return record
    values = dict(record.values) | {"participant": next(iter(found))}
    return replace(record, values=tuple(sorted(values.items())))


def _agree(a: Record, b: Record) -> bool:
    """No date, place or mode of one contradicts the other's."""
    if a.date and b.date and not a.date.overlaps(b.date):
        return False
    return all(not a.get(n) or not b.get(n) or a.get(n) == b.get(n) for n in ("place", "mode"))


def _all(record: Record, kind: str) -> bool:
    found = record.get("participant")
    return bool(found) and all(isinstance(v, Entity) and v.kind == kind for v in found)
