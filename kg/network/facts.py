"""Contents -> facts: occurrences, and the records that stand alone, each with its words and the edges it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.network import telling
from kg.network.hints import Edge, hint, relations
from kg.network.values import Contents, Fact, Node, Parts, Ref, Statement, Thing, Tie


def facts(contents: Contents) -> list[Fact]:
    """All facts that can be drawn or told, by id: occurrences, and records that none of them holds."""
    held = {record for records in contents.told_by.values() for record in records}
    told = [(whole, contents.told_by[iri]) for iri, whole in contents.occurrences.items()]
    alone = [(record, (iri,)) for iri, record in contents.statements.items() if iri not in held]
    found = [_fact(whole, records, contents) for whole, records in [*told, *alone] if records]
    return sorted((fact for fact in found if fact), key=lambda fact: fact.id)


def _fact(whole: Statement, records: Iterable[str], contents: Contents) -> Fact | None:
    """One fact and the records that tell it, earlier articles first; None where nothing says how its class is drawn."""
    how = hint(whole.type, whole.parts)
    if how is None:
        return None

    def published(statement: Statement) -> tuple[str, str]:
        source = contents.sources.get(statement.article)
        return (source.date if source else "", statement.iri)

    return Fact(
        id=whole.iri,
        type=whole.type,
        statements=tuple(sorted((contents.statements[iri] for iri in records), key=published)),
        ties=tuple(tie for edge in how.edges for tie in _ties(edge, whole.parts, contents.things)),
        words=telling.words(how, whole.parts, whole.status, contents.things),
        places=tuple(_iris(whole.parts.get("place") or whole.parts.get("destination") or ())),
        status=whole.status,
        when=whole.when,
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
