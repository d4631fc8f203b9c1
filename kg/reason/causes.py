"""Why a graph contradicts the ontology, where that can be said simply.

Looked for: one thing in two disjoint classes (and what put it there), two values of a functional property that cannot be one, an
edge from a thing to itself where the property forbids it. Longer chains need an OWL explanation tool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.store import shorten

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_TYPE = _RDF + "type"
_DATES = frozenset({"date", "gYearMonth", "gYear"})  # HermiT overlooks them, so they are no cause

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass
class _Facts:
    """Triples by predicate, and what the axioms say, all by IRI."""

    by_predicate: dict[str, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subject and object of each triple between nodes."""
        return ((s, _id(o)) for s, o in self.by_predicate.get(predicate, ()) if not isinstance(o, ox.Literal))

    def of_type(self, kind: str) -> set[str]:
        return {s for s, o in self.pairs(_TYPE) if o == kind}

    def members(self, head: str) -> list[str]:
        """The items of an RDF list."""
        first, rest = dict(self.pairs(_RDF + "first")), dict(self.pairs(_RDF + "rest"))
        items = []
        while head in first:
            items.append(first[head])
            head = rest.get(head, "")
        return items


def find(triples: Iterable[ox.Triple]) -> list[str]:
    """Causes in words, sorted; empty where nothing simple is wrong."""
    facts = _Facts()
    for triple in triples:
        facts.by_predicate[triple.predicate.value].append((_id(triple.subject), triple.object))
    return sorted({*_clashing_types(facts), *_double_values(facts), *_to_itself(facts)})


def _clashing_types(facts: _Facts) -> Iterator[str]:
    disjoint = _disjoint(facts)
    above = _Superclasses(facts)
    for thing, reasons in _types(facts).items():
        known = {up: (kind, why) for kind, why in sorted(reasons.items()) for up in above(kind)}
        told: set[frozenset[tuple[str, str]]] = set()  # two classes may exclude each other by several of those above them
        for one, other in sorted(disjoint):
            if one in known and other in known and frozenset((known[one], known[other])) not in told:
                told.add(frozenset((known[one], known[other])))
                (a, why_a), (b, why_b) = known[one], known[other]
                yield f"{shorten(thing)}: is {shorten(a)} ({why_a}) and {shorten(b)} ({why_b}), which exclude each other"


def _types(facts: _Facts) -> Mapping[str, dict[str, str]]:
    """Thing -> class -> why: because it is said, or by a property's domain or range."""
    domains, ranges = _multi(facts.pairs(_RDFS + "domain")), _multi(facts.pairs(_RDFS + "range"))
    types: dict[str, dict[str, str]] = defaultdict(dict)
    for thing, kind in facts.pairs(_TYPE):
        types[thing][kind] = "as said"
    for predicate in {*domains, *ranges}:
        for subject, obj in facts.by_predicate.get(predicate, ()):
            for kind in domains.get(predicate, ()):
                types[subject].setdefault(kind, f"having {shorten(predicate)}")
            for kind in ranges.get(predicate, ()) if not isinstance(obj, ox.Literal) else ():
                types[_id(obj)].setdefault(kind, f"being {shorten(predicate)} of {shorten(subject)}")
    return dict(sorted(types.items()))


def _disjoint(facts: _Facts) -> set[tuple[str, str]]:
    pairs = {(min(p), max(p)) for p in facts.pairs(_OWL + "disjointWith")}
    heads = dict(facts.pairs(_OWL + "members"))
    for node in facts.of_type(_OWL + "AllDisjointClasses") & heads.keys():
        pairs |= _all_pairs(facts.members(heads[node]))
    return pairs


class _Superclasses:
    """Class -> itself and every class above it."""

    def __init__(self, facts: _Facts) -> None:
        self._parents = _multi(facts.pairs(_RDFS + "subClassOf"))
        self._known: dict[str, frozenset[str]] = {}

    def __call__(self, kind: str) -> frozenset[str]:
        if kind not in self._known:
            self._known[kind] = frozenset({kind})  # stops at a circle
            self._known[kind] |= {up for parent in self._parents.get(kind, ()) for up in self(parent)}
        return self._known[kind]


def _double_values(facts: _Facts) -> Iterator[str]:
    heads = dict(facts.pairs(_OWL + "distinctMembers"))
    different: set[tuple[str, str]] = set()
    for node in facts.of_type(_OWL + "AllDifferent") & heads.keys():
        different |= _all_pairs(facts.members(heads[node]))
    for predicate in sorted(facts.of_type(_OWL + "FunctionalProperty")):
        values: dict[str, list[Term]] = defaultdict(list)
        for subject, obj in facts.by_predicate.get(predicate, ()):
            values[subject].append(obj)
        for subject, terms in sorted(values.items()):
            clash = sorted({w for a in terms for b in terms if _differ(a, b, different) for w in (_word(a), _word(b))})
            if clash:
                yield f"{shorten(subject)}: has two values of {shorten(predicate)}, which takes one: {', '.join(clash)}"


def _differ(one: Term, other: Term, different: set[tuple[str, str]]) -> bool:
    if isinstance(one, ox.Literal) and isinstance(other, ox.Literal):
        return one != other and one.datatype.value.rsplit("#")[-1] not in _DATES
    pair = _id(one), _id(other)
    return (min(pair), max(pair)) in different


def _to_itself(facts: _Facts) -> Iterator[str]:
    for predicate in sorted(facts.of_type(_OWL + "IrreflexiveProperty")):
        for subject, obj in facts.pairs(predicate):
            if subject == obj:
                yield f"{shorten(subject)}: has {shorten(predicate)} to itself"


def _multi(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        table[key].append(value)
    return table


def _all_pairs(items: list[str]) -> set[tuple[str, str]]:
    return {(a, b) for a in items for b in items if a < b}


def _id(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.BlankNode) else str(term)


def _word(term: Term) -> str:
    return f'"{term.value}"' if isinstance(term, ox.Literal) else shorten(_id(term))
