"""Groups of records -> quads of occurrences: the principals, the finest date and place, the strongest status, who tells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, vocab
from kg.derive.grouping import Block
from kg.derive.rules import Rule, rule
from kg.derive.told import Places, Told, When
from kg.store import PREFIXES, Term

_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]
_STRENGTH = ("cancelled", "planned", "hypothetical", "denied")  # of what is told on the same day; what happened stands above all

Group = tuple[Block, tuple[Told, ...]]


def quads(groups: Sequence[Group], places: Places, base: str = iris.BASE) -> Iterator[Quad]:
    """The occurrences of all groups, in the ``derived`` graph."""
    graph = NamedNode(iris.graph("derived", base))
    for (block, records), iri in zip(groups, _names(groups, base), strict=True):
        for name, terms in _statements(block, records, places).items():
            for term in terms:
                yield Quad(NamedNode(iri), NamedNode(name if ":" in name else iris.term(name)), term, graph)


def _names(groups: Sequence[Group], base: str) -> list[str]:
    """IRIs that stay when another article tells the same: of class, principals, kind, date; if need be, the first record."""
    plain = [_name(group, (), base) for group in groups]
    count = Counter(plain)
    return [
        name if count[name] == 1 else _name(group, (group[1][0].iri,), base) for name, group in zip(plain, groups, strict=True)
    ]


def _name(group: Group, more: tuple[str, ...], base: str) -> str:
    (type, principals, kind), records = group
    when = finest(records, rule(type))
    block = "\x1e".join((*kind, when.text if when else "", *more))
    return iris.occurrence(type, (f"{i}\x1e{p}" for i, ps in enumerate(principals) for p in ps), block, base)


def _statements(block: Block, records: tuple[Told, ...], places: Places) -> Mapping[str, Iterable[Term]]:
    type, how = block[0], rule(block[0], {name for r in records for name in r.parts})
    return {
        _TYPE: [NamedNode(iris.term("Occurrence"))],
        "ofClass": [NamedNode(iris.term(type))],
        "status": [NamedNode(iris.concept("status", status(records)))],
        "articleCount": [Literal(str(len({r.article for r in records})), datatype=NamedNode(_XSD + "integer"))],
        "toldBy": [NamedNode(r.iri) for r in records],
        **_dates(finest(records, how)),
        **{name: terms for name, terms in _parts(records, how, places).items() if terms},
    }


# -- parts -----------------------------------------------------------------------------------------------------------------------


def _parts(records: Sequence[Told], how: Rule, places: Places) -> dict[str, list[Term]]:
    """What the records say of the thing: all things and concepts, the likeliest text of each language, one place."""
    told: dict[str, Counter[Term]] = defaultdict(Counter)
    for record in records:
        for name, terms in record.parts.items():
            told[name].update(terms)
    parts = {name: _chosen(name, counts) for name, counts in sorted(told.items())}
    for name in how.latest:
        parts[name] = list(_latest(records).parts.get(name, ()))
    for name in how.lifted:
        named = {t.value for t in told[name]}
        parts[name] = [NamedNode(c) for c in sorted({places.country(p) for p in named})]
        parts["place"] = _finest_place({p for p in named if places.country(p) != p}, told[name], places)
    if how.place:
        parts[how.place] = _finest_place({t.value for t in told[how.place]}, told[how.place], places)
    return parts


def _chosen(name: str, counts: Counter[Term]) -> list[Term]:
    """All nodes, of literals the one told most often in each language; where one value is allowed, the one told most often."""
    known = vocab.PROPERTIES.get(name)
    literals: dict[str, list[Literal]] = defaultdict(list)
    for term in counts:
        if isinstance(term, Literal):
            literals[term.language or ""].append(term)
    nodes: list[Term] = [t for t in counts if isinstance(t, NamedNode)]
    if known and known.kind == "concept" and name in _SINGLE:
        nodes = nodes and [min(nodes, key=lambda t: (-counts[t], t.value))]
    return sorted([*nodes, *(min(ts, key=lambda t: (-counts[t], t.value)) for ts in literals.values())], key=str)


_SINGLE = frozenset({"mode", "membershipStatus", "stance", "act"})


def _finest_place(named: set[str], counts: Counter[Term], places: Places) -> list[Term]:
    """The most specific place, the one told most often of these."""
    order = sorted(named, key=lambda p: (-places.fineness(p), -counts[NamedNode(p)], p))
    return [NamedNode(p) for p in order[:1]]


# -- date and status -------------------------------------------------------------------------------------------------------------


def finest(records: Sequence[Told], how: Rule) -> When | None:
    """The date: of several tellings the most exact, of days in a row the whole; what came true outdoes what was planned."""
    state = status(records)
    dated = [r for r in records if r.when]
    told = {r.when for r in dated if r.status == state and r.when} or {r.when for r in dated if r.when}
    order = sorted(told, key=lambda w: ((w.last - w.first).days, w.first, w.text))
    whole = [w for w in order if w.exact] if how.lasts else order if how.when == "state" else []
    return _whole(whole) if len(whole) > 1 else next(iter(order), None)


def _whole(dates: Sequence[When]) -> When:
    first, last = min(w.first for w in dates), max(w.last for w in dates)
    return When(first, last, first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}")


def _dates(when: When | None) -> dict[str, list[Term]]:
    if when is None:
        return {}
    bounds: dict[str, list[Term]] = {
        "dateText": [Literal(when.text)],
        "notBefore": [_typed(when.first.isoformat(), "date")],
        "notAfter": [_typed(when.last.isoformat(), "date")],
    }
    precision = {4: "gYear", 7: "gYearMonth", 10: "date"}.get(len(when.text))
    return {**bounds, "date": [_typed(when.text, precision)]} if precision else bounds


def _typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(_XSD + datatype))


def status(records: Sequence[Told]) -> str:
    """What happened did; else what the latest article says, and of one day the firmest."""
    told = {r.status for r in records}
    if "happened" in told:
        return "happened"
    latest = _latest(records)
    same_day = {r.status for r in records if (r.day or date.min) == (latest.day or date.min)}
    return next((s for s in _STRENGTH if s in same_day), latest.status)


def _latest(records: Sequence[Told]) -> Told:
    return max(records, key=lambda r: (r.day or date.min, r.iri))
