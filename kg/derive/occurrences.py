"""Groups of records -> quads of occurrences: the principals, the finest date and place, the strongest status, who tells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris, vocab
from kg.derive.grouping import Block, tells_state
from kg.derive.rules import Rule, rule
from kg.derive.tally import Tally
from kg.derive.told import Places, Told, When
from kg.store import PREFIXES, Term

_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]
_TOLD_BY = NamedNode(iris.term("toldBy"))

Group = tuple[Block, tuple[Told, ...], Tally]


def names(groups: Sequence[Group], base: str = iris.BASE) -> list[str]:
    """IRIs that stay when another article tells the same: of class, principals, kind, date; if need be, the first record.

    A state has no date: its name is the same however long it is told. An event that nobody dates is named by its first record,
    so that no name depends on what is told of other times.
    """
    plain = [_name(group, (), base) for group in groups]
    count = Counter(plain)
    return [
        name if count[name] == 1 and not _nameless(group) else _name(group, (group[1][0].iri,), base)
        for name, group in zip(plain, groups, strict=True)
    ]


def state(key: Block, base: str = iris.BASE) -> str:
    """The IRI of a state."""
    return _name((key, (), Tally()), (), base)


def _name(group: Group, more: tuple[str, ...], base: str) -> str:
    key, _, tally = group
    type, principals, kind = key
    when = None if tells_state(key) else finest(tally, rule(type))
    block = "\x1e".join((*kind, when.text if when else "", *more))
    return iris.occurrence(type, (f"{i}\x1e{p}" for i, ps in enumerate(principals) for p in ps), block, base)


def _nameless(group: Group) -> bool:
    return rule(group[0][0]).when == "event" and not tells_state(group[0]) and not group[2].dates


def told_by(iri: str, record: str, base: str = iris.BASE) -> Quad:
    """That a record tells of an occurrence."""
    return Quad(NamedNode(iri), _TOLD_BY, NamedNode(record), NamedNode(iris.graph("derived", base)))


def statements(iri: str, block: Block, tally: Tally, places: Places, base: str = iris.BASE) -> set[Quad]:
    """Everything an occurrence says but for who tells it, in the ``derived`` graph."""
    type, how = block[0], rule(block[0], tally.parts)
    found: Mapping[str, Iterable[Term]] = {
        _TYPE: [NamedNode(iris.term("Occurrence"))],
        "ofClass": [NamedNode(iris.term(type))],
        "status": [NamedNode(iris.concept("status", tally.status()))],
        "articleCount": [Literal(str(tally.articles), datatype=NamedNode(_XSD + "integer"))],
        **_dates(finest(tally, how)),
        **{name: terms for name, terms in _parts(tally, how, places).items() if terms},
    }
    graph = NamedNode(iris.graph("derived", base))
    return {
        Quad(NamedNode(iri), NamedNode(name if ":" in name else iris.term(name)), term, graph)
        for name, terms in found.items()
        for term in terms
    }


# -- parts -----------------------------------------------------------------------------------------------------------------------


def _parts(tally: Tally, how: Rule, places: Places) -> dict[str, list[Term]]:
    """What the records say of the thing: all things and concepts, the likeliest text of each language, one place."""
    told = tally.parts
    parts = {name: _chosen(name, counts) for name, counts in sorted(told.items())}
    for name in how.latest:
        parts[name] = list(tally.last.get(name, ()))
    for name in how.lifted:
        counts = told.get(name, Counter())
        named = {t.value for t in counts}
        parts[name] = [NamedNode(c) for c in sorted({places.country(p) for p in named})]
        parts["place"] = _finest_place({p for p in named if places.country(p) != p}, counts, places)
    if how.place:
        counts = told.get(how.place, Counter())
        parts[how.place] = _finest_place({t.value for t in counts}, counts, places)
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


# -- date -------------------------------------------------------------------------------------------------------------


def finest(tally: Tally, how: Rule) -> When | None:
    """The date: of several tellings the most exact, of days in a row the whole; what came true outdoes what was planned."""
    told = tally.dates.get(tally.status()) or {when for whens in tally.dates.values() for when in whens}
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
