"""Who is tied to whom, to be measured: the projection as a simple network, each tie with the facts that make it.

Only what happened or holds is a tie: who measures a network must not count meetings that were denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import networkx as nx

from kg.errors import QueryError
from kg.network.asked import Answers
from kg.network.hints import FAMILIES, relations
from kg.network.projection import folded, project
from kg.network.values import Fact, Thing

Line = Mapping[str, Any]  # one sentence of one record: kg.network.projection.evidence


@dataclass(frozen=True, slots=True)
class Bond:
    """All that ties two things: relations, facts that happened (earliest first) and their sentences."""

    relations: tuple[str, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Web:
    """A network to measure.

    ``ties`` is undirected; its nodes are numbers in the order of their ids, so that every run and every machine meets them in the
    same order; an edge has ``weight`` (facts) and ``bond``. ``things`` are the nodes, by number.
    """

    ties: nx.Graph
    things: tuple[Thing, ...]

    def number(self, name: str) -> int:
        """The node of that name, alias, id or part of a name; QueryError where it is nobody or several."""
        wanted = folded(name)
        spellings = {n: {folded(s) for s in (t.iri, t.id, *t.label.values(), *t.aliases)} for n, t in enumerate(self.things)}
        whole = [n for n, names in spellings.items() if wanted in names]
        found = whole or [n for n, names in spellings.items() if any(f" {wanted} " in f" {s} " for s in names)]
        if len(found) == 1:
            return found[0]
        if found:
            raise QueryError(name, f"names several things: say which by its id: {', '.join(self.things[n].id for n in found)}")
        owners = {spelling: n for n, names in spellings.items() for spelling in sorted(names)}
        near = dict.fromkeys(self.things[owners[s]].name() for s in get_close_matches(wanted, list(owners), n=3, cutoff=0.6))
        way_out = f"did you mean {' or '.join(near)}?" if near else "leave out --tie, --kind, --since or --until"
        raise QueryError(name, f"nobody in this network has this name: {way_out}")

    def bonds(self, node: int, among: Iterable[int] | None = None) -> Iterator[Bond]:
        """What ties ``node`` to the others (or to those of ``among``), in their order."""
        kept = None if among is None else set(among)
        for other in sorted(self.ties[node]):
            if kept is None or other in kept:
                yield self.ties.edges[node, other]["bond"]


def web(
    graph: Answers,
    *,
    ties: Sequence[str] | None = None,
    kinds: Sequence[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    countries: bool = False,
) -> Web:
    """The network of a graph.

    ``ties`` keeps relations ("met", "visited") or families of them ("contact", "bond", "support", "oppose"); ``kinds`` keeps
    things of these classes ("Person", "Country"); ``since`` and ``until`` (ISO day, month or year) keep facts dated in that time;
    ``countries`` counts people, cities and bodies as their country where the graph names it. Raises QueryError for an unknown tie
    or kind, or a date that is none.
    """
    wanted = _relations(ties)
    picture = project(graph, since=since, until=until)
    known: Mapping[str, Thing] = {**picture.graph["things"], **dict(picture.nodes(data="thing"))}
    ends = {iri: _country(iri, known) if countries else iri for iri in picture}
    allowed = _of_kinds(known, kinds, sorted({known[end].kind for end in ends.values() if end in known}))
    found: dict[tuple[str, str], list[tuple[str, Mapping[str, Any]]]] = {}
    for tail, head, relation, data in sorted(picture.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        one, other = sorted((ends[tail], ends[head]))
        if one != other and relation in wanted and {one, other} <= allowed:
            found.setdefault((one, other), []).append((relation, data))
    bonds = {pair: bond for pair, edges in found.items() if (bond := _bond(edges)).facts}
    return _woven(bonds, known)


def _woven(bonds: Mapping[tuple[str, str], Bond], known: Mapping[str, Thing]) -> Web:
    things = sorted((known[iri] for iri in {end for pair in bonds for end in pair}), key=lambda thing: thing.id)
    numbers = {thing.iri: number for number, thing in enumerate(things)}
    ties = nx.Graph()
    ties.add_nodes_from(range(len(things)))
    for (one, other), bond in sorted(
        (((numbers[a], numbers[b]), bond) for (a, b), bond in bonds.items()), key=lambda item: item[0]
    ):
        ties.add_edge(one, other, weight=len(bond.facts), bond=bond)
    return Web(ties, tuple(things))


def _bond(edges: Iterable[tuple[str, Mapping[str, Any]]]) -> Bond:
    """The edges between two things as one; a fact that draws several of them counts once."""
    facts: dict[str, Fact] = {}
    lines: dict[tuple[str, str, int], Line] = {}
    names: dict[str, None] = {}
    for relation, data in edges:
        happened = {fact.id: fact for fact in data["facts"] if any(s.status == "happened" for s in fact.statements)}
        facts |= happened
        names |= {relation: None} if happened else {}
        lines |= {(line["fact"], line["record"], line["start"]): line for line in data["evidence"] if line["fact"] in happened}
    ordered = sorted(facts.values(), key=lambda f: (f.when is None, f.when.first if f.when else "", f.id))
    place = {fact.id: number for number, fact in enumerate(ordered)}
    trail = sorted(lines.items(), key=lambda item: (place[item[0][0]], item[0]))
    order = list(relations())
    return Bond(tuple(sorted(names, key=order.index)), tuple(ordered), tuple(line for _, line in trail))


def _country(iri: str, known: Mapping[str, Thing]) -> str:
    """The country of a thing, itself where none is known."""
    country = known[iri].country
    return country if country is not None and country in known else iri


def _relations(ties: Sequence[str] | None) -> set[str]:
    every = relations()
    if ties is None:
        return set(every)
    unknown = sorted(set(ties) - set(every) - set(FAMILIES))
    if unknown:
        raise QueryError(", ".join(unknown), f"no such kind of tie: use {', '.join((*every, *FAMILIES))}")
    return {name for name, relation in every.items() if {name, relation.family} & set(ties)}


def _of_kinds(known: Mapping[str, Thing], kinds: Sequence[str] | None, there: Sequence[str]) -> set[str]:
    if kinds is None:
        return set(known)
    by_name = {kind.casefold(): kind for kind in there}
    unknown = sorted(kind for kind in kinds if kind.casefold() not in by_name)
    if unknown:
        raise QueryError(", ".join(unknown), f"no such kind of thing in this network (it has: {', '.join(there) or 'none'})")
    wanted = {by_name[kind.casefold()] for kind in kinds}
    return {iri for iri, thing in known.items() if thing.kind in wanted}
