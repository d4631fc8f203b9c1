"""Which records tell of one thing: a deterministic rule inside each block of same principals, blind to the order of articles.

Finest dates first. What is told with the same day (or range, or month) and compatible places is one thing; a coarser
telling joins the one thing it fits; one that fits two stays alone. Afterwards the user's decisions take records out of
their things and put things together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kg.decisions import Decisions
from kg.derive.rules import Rule, rule
from kg.derive.told import Places, Told

_BEGIN, _END = date.min, date.max
_DAY = timedelta(days=1)

Block = tuple[str, tuple[tuple[str, ...], ...], tuple[str, ...]]  # class; principals; kind and polarity


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in time and space records of one block lie: those that agree in all of it are one from the start."""

    first: date
    last: date
    exact: bool  # a day or range that was told, not bounds of it
    place: str | None
    records: tuple[str, ...]  # IRIs, sorted


@dataclass(frozen=True, slots=True)
class Thing:
    """A group in the making; ``first``/``last`` bound it, ``closed`` ones take no more."""

    spots: tuple[Spot, ...]
    first: date
    last: date
    closed: bool = False


def groups(records: Iterable[Told], places: Places, decisions: Decisions) -> list[tuple[Block, tuple[Told, ...]]]:
    """Records that tell of one thing, together, each once; sorted.

    All records of a block may be given, or all whose spans hang together: what lies at other times changes nothing.
    """
    blocks: dict[Block, list[Told]] = defaultdict(list)
    for record in records:
        blocks[block(record, places)].append(record)
    found = [
        (key, part) for key in sorted(blocks) for group in _split(key, blocks[key], places) for part in _parted(group, decisions)
    ]
    return _joined(found, decisions)


def block(record: Told, places: Places) -> Block:
    """What must be the same: class, principals, kind; a denial tells of something else than what it denies."""
    how = rule(record.type, record.parts)
    principals = tuple(_lifted(record, name, how, places) for name in how.principals)
    return record.type, principals, (*(_kind(record, name) for name in how.kind), "denied" if record.status == "denied" else "")


def _lifted(record: Told, name: str, how: Rule, places: Places) -> tuple[str, ...]:
    values = record.values(name)
    return tuple(sorted({places.country(v) for v in values})) if name in how.lifted else values


def _kind(record: Told, key: str) -> str:
    names, _, default = key.partition("=")
    return next((" ".join(_plain(record, name)) for name in names.split("|") if record.values(name)), default)


def _plain(record: Told, name: str) -> list[str]:
    """Concepts by their local names, texts without regard to case: what a default in the rules can be compared with."""
    return [value.rsplit("/", 1)[-1].casefold() if "://" in value else value.casefold() for value in record.values(name)]


# -- one block -------------------------------------------------------------------------------------------------------------------


def _split(key: Block, records: Sequence[Told], places: Places) -> list[tuple[Told, ...]]:
    how = rule(key[0], {name for r in records for name in r.parts})
    by_iri = {r.iri: r for r in records}
    state = tells_state(key)
    spots = _same_spots(_spot(r, how, state, places) for r in records)
    things = _things(spots, how, places)
    return sorted(
        (tuple(by_iri[i] for i in sorted({i for s in t.spots for i in s.records})) for t in things), key=lambda g: g[0].iri
    )


def tells_state(key: Block) -> bool:
    """Whether the records of a block tell of a state: told again and again, whatever the day."""
    how = rule(key[0])
    return how.when == "state" or (how.state_without is not None and not key[2][how.kind.index(how.state_without)])


def span(record: Told, places: Places) -> tuple[str, str]:
    """First and last day (ISO) that a record can lie on: what neither overlaps nor touches is not one thing.

    Where nobody knows its day, it is one with no other: ("~" and its IRI, "").
    """
    key = block(record, places)
    spot = _spot(record, rule(key[0], record.parts), tells_state(key), places)
    return (spot.first.isoformat(), spot.last.isoformat()) if spot.first <= spot.last else ("~" + record.iri, "")


def _spot(record: Told, how: Rule, state: bool, places: Places) -> Spot:
    place = max(record.values(how.place), key=lambda p: (places.fineness(p), p), default=None) if how.place else None
    if state:
        return Spot(_BEGIN, _END, False, None, (record.iri,))
    if record.when:
        return Spot(record.when.first, record.when.last, record.when.exact, place, (record.iri,))
    first, last = _bounds(record, how)
    return Spot(first, last, False, place, (record.iri,))


def _bounds(record: Told, how: Rule) -> tuple[date, date]:
    """The days an undated record can lie on; (end, begin), which overlaps nothing, where not even its article has a day."""
    if how.when == "once":
        return _BEGIN, _END
    if record.day is None:
        return _END, _BEGIN
    ahead = record.status in {"planned", "hypothetical", "cancelled"}
    return (record.day, record.day + how.ahead * _DAY) if ahead else (record.day - how.reach * _DAY, record.day)


def _same_spots(spots: Iterable[Spot]) -> list[Spot]:
    """Spots that agree in everything become one, unless they have no day at all."""
    found: list[Spot] = []
    for (first, last, exact, place), same in groupby(sorted(spots, key=_where), key=_where):
        members = tuple(sorted(r for s in same for r in s.records))
        found += [
            Spot(first, last, exact, place or None, part) for part in ([(m,) for m in members] if first > last else [members])
        ]
    return found


def _where(spot: Spot) -> tuple[date, date, bool, str]:
    return spot.first, spot.last, spot.exact, spot.place or ""


def _things(spots: Sequence[Spot], how: Rule, places: Places) -> list[Thing]:
    """Finest spots first; each level is settled before the next, coarser one is looked at."""

    def level(spot: Spot) -> int:
        return -1 if how.lasts and spot.exact else (spot.last - spot.first).days

    things: list[Thing] = []
    for _, group in groupby(sorted(spots, key=lambda s: (level(s), _where(s), s.records)), key=level):
        things = _settle(list(group), things, _Fit(how, places))
    return things


@dataclass(frozen=True, slots=True)
class _Fit:
    """Whether two spots can be one thing."""

    how: Rule
    places: Places

    def __call__(self, one: Spot, other: Spot) -> bool:
        return self.in_time(one, other) and self.in_place(one, other)

    def in_time(self, one: Spot, other: Spot) -> bool:
        gap = _DAY if self.how.lasts and one.exact and other.exact else timedelta(0)
        return (
            one.first - other.last <= gap
            and other.first - one.last <= gap
            and one.first <= one.last
            and other.first <= other.last
        )

    def in_place(self, one: Spot, other: Spot) -> bool:
        return one.place is None or other.place is None or self.places.compatible(one.place, other.place)

    def joins(self, spot: Spot, thing: Thing) -> bool:
        overlaps = spot.first <= thing.last and thing.first <= spot.last
        return not thing.closed and overlaps and all(self.in_place(spot, s) for s in thing.spots)


def _settle(spots: list[Spot], things: list[Thing], fit: _Fit) -> list[Thing]:
    """One level: join the only thing that fits, stay alone where several do, else form new things with one's like."""
    joining: dict[int, list[Spot]] = defaultdict(list)
    new: list[Spot] = []
    alone: list[Spot] = []
    for spot in spots:
        candidates = [i for i, thing in enumerate(things) if fit.joins(spot, thing)]
        if len(candidates) == 1:
            joining[candidates[0]].append(spot)
        else:
            (alone if candidates else new).append(spot)
    grown = [_grown(thing, joining[i], fit) for i, thing in enumerate(things)]
    left_over = [s for i in joining for s in joining[i] if not any(s in t.spots for t in grown)]
    return grown + _new(new, fit) + [t for s in [*alone, *left_over] for t in _single(s)]


def _grown(thing: Thing, spots: list[Spot], fit: _Fit) -> Thing:
    """``thing`` with the spots that join it, as far as these agree with each other."""
    agreeing = tuple(s for s in spots if all(fit.in_place(s, t) for t in spots))
    return Thing((*thing.spots, *agreeing), thing.first, thing.last)


def _single(spot: Spot) -> list[Thing]:
    """Records that fit several things: each stays alone and takes nobody in."""
    return [
        Thing((Spot(spot.first, spot.last, spot.exact, spot.place, (r,)),), spot.first, spot.last, closed=True)
        for r in spot.records
    ]


def _new(spots: list[Spot], fit: _Fit) -> list[Thing]:
    """New things of one level: sets of spots that all fit each other; one between two that do not fit each other stays alone."""
    near = {i: {j for j, other in enumerate(spots) if i != j and fit(spot, other)} for i, spot in enumerate(spots)}
    clash = fit.in_place if fit.how.lasts else fit  # what lasts may touch two days that do not touch each other
    torn = {i for i, js in near.items() if any(not clash(spots[a], spots[b]) for a in js for b in js if a < b)}
    things = [t for i in sorted(torn) for t in _single(spots[i])]
    for members in _components({i: near[i] - torn for i in near if i not in torn}):
        chosen = tuple(spots[i] for i in members)
        first, last = (min, max) if fit.how.lasts else (max, min)
        things.append(Thing(chosen, first(s.first for s in chosen), last(s.last for s in chosen)))
    return things


def _components(near: dict[int, set[int]]) -> list[list[int]]:
    found: list[list[int]] = []
    left = set(near)
    while left:
        queue, seen = [min(left)], {min(left)}
        while queue:
            for j in near[queue.pop()] - seen:
                seen.add(j)
                queue.append(j)
        left -= seen
        found.append(sorted(seen))
    return found


# -- decisions -------------------------------------------------------------------------------------------------------------------


def _parted(group: tuple[Told, ...], decisions: Decisions) -> list[tuple[Told, ...]]:
    """A group without the records that the user keeps apart from others of it; each of these stands alone."""
    iris = {r.iri for r in group}
    out = {iri for pair in decisions.apart if pair <= iris for iri in pair}
    rest = tuple(r for r in group if r.iri not in out)
    return [*([rest] if rest else []), *((r,) for r in group if r.iri in out)]


def _joined(found: list[tuple[Block, tuple[Told, ...]]], decisions: Decisions) -> list[tuple[Block, tuple[Told, ...]]]:
    """Whole groups put together where the user says that records of them are the same; the first group's block stands."""
    for same in decisions.same:
        touched = [g for g in found if any(r.iri in same for r in g[1])]
        if len({g[0][0] for g in touched}) == 1 and len(touched) > 1:
            together = tuple(sorted({r.iri: r for _, g in touched for r in g}.values(), key=lambda r: r.iri))
            found = [g for g in found if g not in touched] + [(touched[0][0], together)]
    return sorted(found, key=lambda g: (g[0], g[1][0].iri))
