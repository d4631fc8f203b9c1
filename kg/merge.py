"""One article's tellings -> its records: the same thing said twice is one record with all its evidences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Entity, Interval, Record, Value

_TEXT_NAMED = frozenset({"Topic", "Agreement", "Project"})  # known by their words only: two wordings may be one thing
_SMALL = frozenset("the a an of on and for to in with at by its their his her 's ’s new joint all".split())
_MONTH = 31  # days


def merge(
    records: Sequence[Record], keys: Mapping[str, tuple[str, ...]], unions: Mapping[str, tuple[str, ...]] | None = None
) -> list[Record]:
    """Records in order of their first telling.

    ``keys``: the properties of a type that tell two things apart ("agent~": a person and their country are one agent);
    ``unions``: those whose values add up over the article (the fields of a cooperation; "date": the longest stay).
    Two tellings are one when their key values agree, their status does, and no date or other value contradicts.
    """
    out: list[Record] = []
    index: dict[tuple[object, ...], list[int]] = {}
    for record in records:
        names = keys.get(record.type, ())
        for at in index.setdefault(_key(record, names), []):
            joined = _joined(out[at], record, names, (unions or {}).get(record.type, ()))
            if joined:
                out[at] = joined
                break
        else:
            index[_key(record, names)].append(len(out))
            out.append(record)
    return out


def _key(record: Record, names: tuple[str, ...]) -> tuple[object, ...]:
    """What two tellings must have in common exactly; things known by their words are compared later."""
    return (record.type, *(tuple(sorted(_plain(v, side=n.endswith("~")) for v in record.get(n.rstrip("~")))) for n in names))


def _plain(value: Value, *, side: bool) -> str:
    if not isinstance(value, Entity):
        return str(value).casefold()
    if value.kind in _TEXT_NAMED and not value.linked:
        return "text"
    return value.country if side and value.kind == "Person" and value.country else value.id


def _people(values: tuple[Value, ...]) -> tuple[str, ...]:
    return tuple(sorted(v.id for v in values if isinstance(v, Entity) and v.kind == "Person"))


def _joined(a: Record, b: Record, key: tuple[str, ...], union: tuple[str, ...]) -> Record | None:
    """Both tellings as one, None where they contradict."""
    if a.status != b.status or a.date and b.date and not a.date.overlaps(b.date):
        return None
    if _held_otherwise(a, b):
        return None
    names = [n.rstrip("~") for n in key]
    if any(
        n.endswith("~") and _people(a.get(n.rstrip("~"))) != _people(b.get(n.rstrip("~"))) != ()
        for n in key
        if _people(a.get(n.rstrip("~")))
    ):
        return None  # a person and their country are one agent, two people of one country are two
    if not all(_alike(a.get(n), b.get(n)) for n in names):
        return None
    values = dict(a.values)
    for name, found in b.values:
        if name not in values:
            values[name] = found
        elif name in union:
            values[name] = tuple(dict.fromkeys((*values[name], *found)))
        elif name in names and _longer(found, values[name]) or name not in names and len(found) > len(values[name]):
            values[name] = found
    evidence = tuple(sorted({*a.evidence, *b.evidence}, key=lambda e: (e.start, e.end)))
    speaker = a.stated_by if a.stated_by and b.stated_by else None
    return replace(
        a, values=tuple(sorted(values.items())), date=_date(a.date, b.date, union), evidence=evidence, stated_by=speaker
    )


def _held_otherwise(a: Record, b: Record) -> bool:
    """A call and a video link are two meetings, and neither is one that has a place."""
    if a.get("mode") and b.get("mode"):
        return a.get("mode") != b.get("mode")
    return bool(a.get("mode") and b.get("place") or b.get("mode") and a.get("place"))


# -- things known by their words -------------------------------------------------------------------------------------------


def _alike(a: tuple[Value, ...], b: tuple[Value, ...]) -> bool:
    """The things known by their words are the same: the words of one are among those of the other."""
    pairs = zip(_texts(a), _texts(b), strict=False)
    return all(one <= other or other <= one for one, other in pairs)


def _texts(values: tuple[Value, ...]) -> list[frozenset[str]]:
    return [_words(v) for v in values if isinstance(v, Entity) and v.kind in _TEXT_NAMED and not v.linked]


def _words(thing: Entity) -> frozenset[str]:
    """The words of its name, without small ones and plural endings; the characters of a Chinese one."""
    name = thing.label().casefold()
    if re.search("[\u3400-\u9fff]", name):
        return frozenset({name})
    return frozenset(w[:-1] if w.endswith("s") and len(w) > 3 else w for w in re.findall(r"[\w-]+", name) if w not in _SMALL)


def _longer(a: tuple[Value, ...], b: tuple[Value, ...]) -> bool:
    """``a`` names a thing of words with more of them."""
    return sum(map(len, _texts(a))) > sum(map(len, _texts(b)))


# -- dates -----------------------------------------------------------------------------------------------------------------


def _date(a: Interval | None, b: Interval | None, union: tuple[str, ...]) -> Interval | None:
    """The more exact date; for what lasts, the whole stay."""
    if not a or not b:
        return a or b
    whole = "date" in union and all(d.text.count("-") >= 2 and (d.last - d.first).days <= _MONTH for d in (a, b))
    return (max if whole else min)((a, b), key=lambda d: (d.last - d.first, d.text))
