"""Two graphs compared by what they say: facts added, removed and changed, article by article.

Names of records, rules and places in the text do not count: a fact is the same where it says the same, with the same sentence.
A fact is a changed one, and not one gone and another come, where most of it stayed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Any, Literal

from kg.facts import Fact, facts
from kg.spill import ordered
from kg.store import Graph

_NOISE = frozenset({"record", "rule", "confidence", "start", "end", "article"})
_PAIRS = 250_000  # of one article and type looked at; beyond it nothing is called changed

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of the second graph alone, of the first alone, or of both in two forms; ``fields`` are those that differ."""

    kind: Kind
    was: Fact | None = None
    now: Fact | None = None
    fields: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        """The fact as it is, or as it was before it went."""
        found = self.now or self.was
        assert found is not None
        return found

    def json(self) -> str:
        """One line: ``{"change": "changed", "fields": ["date"], "was": {...}, "now": {...}}``; only what there is."""
        parts = {"change": self.kind, "fields": list(self.fields), "was": self.was, "now": self.now}
        return json.dumps({name: value for name, value in parts.items() if value}, ensure_ascii=False)


def diff(was: Graph, now: Graph) -> Iterator[Change]:
    """What changed from one graph to the other, sorted by article; memory holds one article at a time."""
    rows = ((fact["article"], side, fact) for side, graph in enumerate((was, now)) for fact in facts(graph))
    for _, group in groupby(ordered(rows), key=lambda row: row[0]):
        both: tuple[list[Fact], list[Fact]] = [], []
        for _, side, fact in group:
            both[side].append(fact)
        yield from _article(*both)


def articles(was: Graph, now: Graph) -> dict[Kind, int]:
    """How many articles only one of the graphs has."""
    before, after = set(was.articles()), set(now.articles())
    return {"added": len(after - before), "removed": len(before - after)}


def _article(was: Sequence[Fact], now: Sequence[Fact]) -> Iterator[Change]:
    gone, come = _without(was, now), _without(now, was)
    for old, new in _pairs(gone, come):
        gone.remove(old)
        come.remove(new)
        yield Change("changed", old, new, tuple(n for n in sorted(_content(old) | _content(new)) if old.get(n) != new.get(n)))
    yield from (Change("removed", was=fact) for fact in gone)
    yield from (Change("added", now=fact) for fact in come)


def _content(fact: Fact) -> dict[str, Any]:
    return {name: value for name, value in fact.items() if name not in _NOISE}


def _without(facts: Iterable[Fact], others: Iterable[Fact]) -> list[Fact]:
    """The facts that the others do not have, as often as they are there more often."""
    known = Counter(json.dumps(_content(f), sort_keys=True) for f in others)
    left = []
    for fact in facts:
        key = json.dumps(_content(fact), sort_keys=True)
        known[key] -= 1
        if known[key] < 0:
            left.append(fact)
    return left


def _pairs(gone: Sequence[Fact], come: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Old and new form of what changed: the likest first, each fact once."""
    if len(gone) * len(come) > _PAIRS:
        return []
    found = []
    for (i, old), (j, new) in product(enumerate(gone), enumerate(come)):
        likeness = _likeness(old, new)
        if likeness >= 0.5:
            found.append((-likeness, i, j))
    pairs: list[tuple[Fact, Fact]] = []
    left, right = set(range(len(gone))), set(range(len(come)))
    for _, i, j in sorted(found):
        if i in left and j in right:
            pairs.append((gone[i], come[j]))
            left.discard(i)
            right.discard(j)
    return pairs


def _likeness(old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    """The share of fields that are the same, of facts of one type."""
    if old["type"] != new["type"]:
        return 0.0
    names = {n for n in (*old, *new) if n not in _NOISE} - {"type"}
    return sum(old.get(n) == new.get(n) for n in names) / len(names) if names else 0.0


# -- for people ------------------------------------------------------------------------------------------------------------------

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_APART = frozenset({"type", "quote", "status", *_NOISE})


def in_words(change: Change) -> str:
    """One line: ``~ meeting: Xi Jinping, Alexander Lukashenko; 2024-07-04; date was 2024-07-05``."""
    fact = change.fact
    parts = [_value(value) for name, value in fact.items() if name not in _APART]
    if fact.get("status"):
        parts.append(str(fact["status"]))
    was = [f"{name} was {_value((change.was or {}).get(name))}" for name in change.fields]
    return f"{_SIGNS[change.kind]} {fact['type']}: {'; '.join([*parts, *was])}"


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
