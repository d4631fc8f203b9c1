"""What analysts ask of a network: who is central, which groups there are, how two are linked, who stands between others.

Every line of an answer is a :class:`Finding` with what it rests on: the sentences of the facts that were counted. Answers are the
same on every run: nodes are numbers in a fixed order, what is random in a method has a fixed seed, figures have four decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
from scipy.sparse.linalg import eigsh

from kg.errors import QueryError
from kg.network.hints import relations
from kg.network.values import Thing
from kg.network.web import Bond, Line, Web

MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector", "pagerank")
_EXACT = 2000  # nodes up to which betweenness and closeness are exact
_SAMPLE = 500  # beyond: betweenness by the shortest paths from so many nodes
_SEED = 1
_DENSE = 500  # nodes up to which the eigenvector is computed without iteration

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an answer: column -> value, and the sentences it rests on."""

    values: Mapping[str, Value]
    evidence: tuple[Line, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """Ids of the articles it rests on, sorted."""
        return tuple(sorted({line["article"] for line in self.evidence}))

    @property
    def records(self) -> tuple[str, ...]:
        """IRIs of the records it rests on, sorted."""
        return tuple(sorted({line["record"] for line in self.evidence}))


def central(web: Web, by: str = "degree") -> list[Finding]:
    """How central everybody is, the most central first.

    ``degree`` counts others one is tied to, ``strength`` facts; ``betweenness`` and ``closeness`` (Wasserman and Faust's, for
    networks in parts) go by steps, ``eigenvector`` (of the largest eigenvalue, length 1) and ``pagerank`` by facts. Beyond 2,000
    things betweenness is estimated from 500 of them, and closeness is left out ("").
    """
    if by not in MEASURES:
        raise QueryError(by, f"no such measure: use {', '.join(MEASURES)}")
    measured = _measures(web.ties)
    found = [
        Finding({**_named(thing), **{name: measured[name](n) for name in MEASURES}}, _trail(web.bonds(n)))
        for n, thing in enumerate(web.things)
    ]
    return sorted(found, key=lambda f: (-_number(f.values[by]), *(-_number(f.values[m]) for m in MEASURES), str(f.values["id"])))


def communities(web: Web) -> list[Finding]:
    """Groups with many ties inside and few between (Louvain, weighted by facts): a line for each member, large groups first.

    ``inside`` and ``outside`` count a member's facts with its own group and with others; a member's evidence is that inside.
    """
    rows = []
    for number, group in enumerate(_groups(web.ties), 1):
        for n in sorted(group, key=lambda n: (-_weight(web.bonds(n, group)), web.things[n].id)):
            inside, whole = _weight(web.bonds(n, group)), _weight(web.bonds(n))
            shares = {"inside": inside, "outside": whole - inside}
            values = {"community": number, "size": len(group), **_named(web.things[n]), **shares}
            rows.append(Finding(values, _trail(web.bonds(n, group))))
    return rows


def modularity(web: Web) -> float:
    """How far the groups are from chance: 0 is none, beyond 0.3 usually something."""
    return round(nx.community.modularity(web.ties, _groups(web.ties)), 4) if web.ties.number_of_edges() else 0.0


def path(web: Web, start: str, end: str) -> list[Finding]:
    """A shortest way from one thing to another, a line a step; among the shortest the one with most facts; may be empty."""
    one, other = web.number(start), web.number(end)

    def cost(_: int, __: int, data: Mapping[str, float]) -> float:
        return 1 + 1e-6 / data["weight"]

    try:
        way = nx.dijkstra_path(web.ties, one, other, weight=cost)
    except nx.NetworkXNoPath:
        return []
    return [_step(web, number, *pair) for number, pair in enumerate(pairwise(way), 1)]


def brokers(web: Web) -> list[Finding]:
    """Who stands between others that are not tied to each other, the most needed first.

    ``open`` counts pairs of one's neighbours without a tie of their own, ``effective`` is Burt's effective size, ``constraint``
    his constraint (low: free to play one against the other), ``groups`` how many communities one's neighbours are in, ``splits``
    into how many parts more the network falls without one.
    """
    ties = web.ties
    if not len(ties):
        return []
    of_group = {n: number for number, group in enumerate(_groups(ties)) for n in group}
    between, constraint = _betweenness(ties), nx.constraint(ties, weight="weight")
    cuts = set(nx.articulation_points(ties))
    rows = []
    for n, thing in enumerate(web.things):
        neighbours = set(ties[n])
        closed = sum(len(neighbours & set(ties[other])) for other in neighbours) // 2
        open_pairs = len(neighbours) * (len(neighbours) - 1) // 2 - closed
        if open_pairs:
            values: dict[str, Value] = {
                **_named(thing),
                "betweenness": between[n],
                "open": open_pairs,
                "effective": _rounded(len(neighbours) - 2 * closed / len(neighbours)),
                "constraint": _rounded(constraint[n]),
                "groups": len({of_group[other] for other in neighbours}),
                "splits": _splits(ties, n) if n in cuts else 0,
            }
            rows.append(Finding(values, _trail(web.bonds(n))))
    return sorted(rows, key=lambda f: (-_number(f.values["betweenness"]), -_number(f.values["open"]), str(f.values["id"])))


# -- figures ---------------------------------------------------------------------------------------------------------------------


def _measures(ties: nx.Graph) -> Mapping[str, Callable[[int], Value]]:
    """Measure -> node -> its value."""
    between, rank = _betweenness(ties), nx.pagerank(ties, weight="weight")
    vector = _eigenvector(ties)
    near = nx.closeness_centrality(ties) if len(ties) <= _EXACT else None
    return {
        "degree": lambda n: len(ties[n]),
        "strength": lambda n: int(ties.degree(n, weight="weight")),
        "betweenness": lambda n: between[n],
        "closeness": lambda n: _rounded(near[n]) if near else "",
        "eigenvector": lambda n: _rounded(vector[n]),
        "pagerank": lambda n: _rounded(rank[n]),
    }


def _betweenness(ties: nx.Graph) -> Mapping[int, float]:
    sample = None if len(ties) <= _EXACT else _SAMPLE
    return {n: _rounded(value) for n, value in nx.betweenness_centrality(ties, k=sample, seed=_SEED).items()}


def _eigenvector(ties: nx.Graph) -> Sequence[float]:
    """By numbers of nodes; the search starts at the same place on every run."""
    size = len(ties)
    if not size:
        return ()
    if size <= _DENSE:
        vector = np.linalg.eigh(nx.to_numpy_array(ties, nodelist=range(size)))[1][:, -1]
    else:
        matrix = nx.to_scipy_sparse_array(ties, nodelist=range(size), dtype=float)
        vector = eigsh(matrix, k=1, which="LA", v0=np.ones(size))[1][:, 0]
    return [abs(float(value)) for value in vector]


def _groups(ties: nx.Graph) -> list[list[int]]:
    """Communities, large ones first, members sorted."""
    if not ties.number_of_edges():
        return []
    found = nx.community.louvain_communities(ties, weight="weight", seed=_SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def _splits(ties: nx.Graph, node: int) -> int:
    """How many parts more there are without ``node``."""
    around = nx.node_connected_component(ties, node) - {node}
    return int(nx.number_connected_components(ties.subgraph(around))) - 1


def _weight(bonds: Iterable[Bond]) -> int:
    return sum(len(bond.facts) for bond in bonds)


def _number(value: Value) -> float:
    return 0.0 if isinstance(value, str) else float(value)


def _rounded(value: float) -> float:
    return abs(round(float(value), 4))


# -- words -----------------------------------------------------------------------------------------------------------------------


def _named(thing: Thing) -> dict[str, Value]:
    return {"name": thing.name(), "kind": thing.kind, "id": thing.id}


def _trail(bonds: Iterable[Bond]) -> tuple[Line, ...]:
    """The sentences of all these, each once."""
    return tuple({(line["fact"], line["record"], line["start"]): line for bond in bonds for line in bond.evidence}.values())


def _step(web: Web, number: int, one: int, other: int) -> Finding:
    bond: Bond = web.ties.edges[one, other]["bond"]
    days = [fact.when for fact in bond.facts if fact.when]
    values: dict[str, Value] = {
        "step": number,
        "name": web.things[one].name(),
        "ties": "; ".join(relations()[name].label["en"] for name in bond.relations),
        "to": web.things[other].name(),
        "facts": len(bond.facts),
        "first": min((when.first for when in days), default=""),
        "last": max((when.last for when in days), default=""),
        "told": bond.facts[0].words["en"],
        "id": web.things[one].id,
        "to_id": web.things[other].id,
    }
    return Finding(values, bond.evidence)


def density(web: Web) -> float:
    """Ties there are among those there could be."""
    return _rounded(nx.density(web.ties))


def parts(web: Web) -> int:
    """Into how many parts without a tie between them the network falls."""
    return int(nx.number_connected_components(web.ties))
