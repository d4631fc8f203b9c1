"""Contents -> facts: occurrences, and the records that stand alone, each with its words and the edges it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.network import telling
from kg.network.hints import Edge, hint, relations
from kg.network.values import Contents, Fact, Node, Parts, Ref, Statement, Thing, Tie, When

_WHERE = ("place", "destination")


def facts(contents: Contents) -> list[Fact]:
    """All facts that can be drawn or told, by id."""
    grouped = {record for records in contents.occurrences.values() for record in records}
    alone = [(iri, (iri,)) for iri in contents.statements if iri not in grouped]
    found = [
        _fact(iri, [contents.statements[r] for r in records], contents)
        for iri, records in [*contents.occurrences.items(), *alone]
        if records
    ]
    return sorted((fact for fact in found if fact), key=lambda fact: fact.id)


def _fact(iri: str, statements: list[Statement], contents: Contents) -> Fact | None:
    """One fact of the records that tell it; None where nothing says how its class is drawn."""
    statements = sorted(
        statements, key=lambda s: (contents.sources[s.article].date if s.article in contents.sources else "", s.iri)
    )
    latest = statements[-1]
    parts = _together(statements)
    how = hint(latest.type, parts)
    if how is None:
        return None
    return Fact(
        id=iri,
        type=latest.type,
        statements=tuple(statements),
        ties=tuple(tie for edge in how.edges for tie in _ties(edge, parts, contents.things)),
        words=telling.words(how, parts, latest.status, contents.things),
        places=tuple(node.iri for name in _WHERE for node in parts.get(name, ()) if isinstance(node, Ref)),
        status=latest.status,
        when=_finest(s.when for s in statements),
    )


def _together(statements: list[Statement]) -> Parts:
    """The parts of all records; a country as a place gives way to a city told by another article."""
    names = sorted({name for s in statements for name in s.parts})
    parts: dict[str, tuple[Node, ...]] = {}
    for name in names:
        parts[name] = tuple(dict.fromkeys(node for s in statements for node in s.parts.get(name, ())))
    places = [n for n in parts.get("place", ()) if "/country/" not in n[0]]
    return {**parts, "place": tuple(places)} if places else parts


def _finest(dates: Iterable[When | None]) -> When | None:
    """The narrowest date, the earliest of equals."""
    known = [when for when in dates if when]
    return min(known, key=lambda w: (_days(w), w.first), default=None)


def _days(when: When) -> int:
    """A measure of width that sorts days before months before years; exact days are of no matter."""
    return (
        372 * (int(when.last[:4]) - int(when.first[:4]))
        + 31 * (int(when.last[5:7]) - int(when.first[5:7]))
        + int(when.last[8:])
        - int(when.first[8:])
    )


def _ties(edge: Edge, parts: Parts, things: Mapping[str, Thing]) -> Iterator[Tie]:
    """The edges that one hint draws; ends of an undirected relation are in order, so that parallel ones meet."""
    words = telling.label(edge.label, parts, things)
    label = {language: text or relations()[edge.relation].label[language] for language, text in words.items()}
    for tail, head in _ends(edge, parts, things):
        ends = sorted((tail, head)) if not relations()[edge.relation].directed else [tail, head]
        yield Tie(ends[0], ends[1], edge.relation, label)


def _ends(edge: Edge, parts: Parts, things: Mapping[str, Thing]) -> Iterator[tuple[str, str]]:
    tails, heads = (_iris(parts.get(name, ())) for name in (edge.tail, edge.head))
    if edge.pairs:
        yield from combinations(tails, 2)
        return
    for tail in tails:
        for head in heads:
            yield tail, _lifted(head, edge.lift, things)


def _iris(nodes: Iterable[Node]) -> list[str]:
    return [node.iri for node in nodes if isinstance(node, Ref)]


def _lifted(iri: str, lift: str | None, things: Mapping[str, Thing]) -> str:
    """The country of a place, where the edge is drawn to countries and the country is known."""
    thing = things.get(iri)
    return (thing.country or iri) if lift and thing and thing.country and thing.kind in {"City", "Venue"} else iri
