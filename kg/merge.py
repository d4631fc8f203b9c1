"""One article's tellings -> its records: the same thing said twice is one record with all its evidences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Entity, Interval, Record, Value


def merge(records: Sequence[Record], keys: Mapping[str, tuple[str, ...]], unions: Mapping[str, tuple[str, ...]] | None = None) -> list[Record]:
    """Records in order of their first telling. ``keys``: the properties of a type that tell two
    things apart; ``unions``: those whose values add up over the article (the fields of a cooperation; "date": the longest stay).

    Two tellings are one when their key values agree, their status does, and no date or other value contradicts.
    """
    out: list[Record] = []
    index: dict[tuple[object, ...], list[int]] = {}
    for record in records:
        key = _key(record, keys.get(record.type, ()))
        for at in index.get(key, ()):
            joined = _joined(out[at], record, keys.get(record.type, ()), (unions or {}).get(record.type, ()))
            if joined:
                out[at] = joined
                break
        else:
            index.setdefault(key, []).append(len(out))
            out.append(record)
    return out


def _key(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    return (record.type, *(tuple(sorted(map(_plain, record.get(n)))) for n in names))


def _plain(value: Value) -> str:
    return value.id if isinstance(value, Entity) else str(value).casefold()


def _joined(a: Record, b: Record, key: tuple[str, ...], union: tuple[str, ...]) -> Record | None:
    """Both tellings as one, None where they contradict."""
    if a.status != b.status or a.date and b.date and not a.date.overlaps(b.date):
        return None
    dates = [d for d in (a.date, b.date) if d]
    if len(dates) == 2 and "date" in union and (whole := _whole(a.date, b.date)):
        dates = [whole]
    values = dict(a.values)
    for name, found in b.values:
        if name not in values:
            values[name] = found
        elif name in union:
            values[name] = tuple(dict.fromkeys((*values[name], *found)))
        elif name not in key and len(found) > len(values[name]):
            values[name] = found
    date = min(dates, key=lambda d: (d.last - d.first, d.text)) if dates else None
    evidence = tuple(sorted({*a.evidence, *b.evidence}, key=lambda e: (e.start, e.end)))
    speaker = a.stated_by if a.stated_by and b.stated_by else None
    return replace(a, values=tuple(sorted(values.items())), date=date, evidence=evidence, stated_by=speaker)


_MONTH = 31  # days


def _whole(a: Interval | None, b: Interval | None) -> Interval | None:
    """The days from the first to the last of two overlapping dates known to the day: a visit and the arrival that began it."""
    if not a or not b or max((d.last - d.first).days for d in (a, b)) > _MONTH or any(d.text.count("-") < 2 for d in (a, b)):
        return None
    return max((a, b), key=lambda d: d.last - d.first)
