"""Headlines shorten what the text tells in full: their "accession deal" is the agreement that the text names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.model import Entity, Record, Value

_JOINT = ("joint ", "联合", "共同")


def headlined(records: list[Record], headlines: set[int], keys: Mapping[str, tuple[str, ...]]) -> list[Record]:
    """The records, those of headlines (by index) with the words of the text's own telling of the same event."""
    body = [r for n, r in enumerate(records) if n not in headlines]
    named = {r.type: tuple(k.rstrip("~") for k in keys.get(r.type, ())) for r in records}
    return [
        _on_its_day(_in_full(r, body, named[r.type]), body, named[r.type]) if n in headlines else r for n, r in enumerate(records)
    ]


def _on_its_day(record: Record, body: list[Record], names: tuple[str, ...]) -> Record:
    """A meeting or visit that the text dates: the headline's is on that day, not on the article's."""
    told = [
        r
        for r in body
        if r.type == record.type
        and r.status == record.status
        and names
        and all(set(r.get(k)) == set(record.get(k)) for k in names)
    ]
    days = [r.date for r in told if r.date]
    if not record.date or not days or any(day.overlaps(record.date) for day in days):
        return record
    return replace(record, date=days[0])


def _in_full(record: Record, body: list[Record], names: tuple[str, ...]) -> Record:
    texts = [k for k in names if any(map(_worded, record.get(k))) and not any(map(_full, record.get(k)))]
    for told in body if texts else []:
        if (
            told.type == record.type
            and told.status == record.status
            and (not told.date or not record.date or told.date.overlaps(record.date))
            and all(any(map(_worded, told.get(k))) if k in texts else _sides(told.get(k)) == _sides(record.get(k)) for k in names)
        ):
            values = dict(record.values) | {k: told.get(k) for k in texts}
            return replace(record, values=tuple(sorted(values.items())))
    return record


def _worded(value: Value) -> bool:
    """A thing known by its words only."""
    return isinstance(value, Entity) and not value.linked and value.kind in ("Topic", "Agreement", "Project")


def _full(value: Value) -> bool:
    """ "Joint Statement of X and Y" is no short form of another document."""
    return isinstance(value, Entity) and value.kind == "Agreement" and value.label().casefold().startswith(_JOINT)


def _sides(values: tuple[Value, ...]) -> set[Value]:
    """The values, people by their country."""
    return {
        v.country if isinstance(v, Entity) and v.kind == "Person" and v.country else v.id if isinstance(v, Entity) else v
        for v in values
    }
