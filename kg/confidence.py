"""How far a rule is to be trusted: its precision on the development set, measured by ``benchmarks/confidence.py``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from kg import resources
from kg.model import Record
from kg.tables import read_toml

#: fewer rows than this say nothing about a rule
LEAST = 5


def rated(records: Iterable[Record]) -> tuple[Record, ...]:
    """The records with their rule's measured precision; without it where the rule is unmeasured."""
    known = _table()
    return tuple(replace(r, confidence=known.get(r.rule)) for r in records)


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    """rule -> precision, of the rules measured often enough."""
    rules = read_toml(resources.path("data", "confidence.toml")).get("rule", {})
    return {name: float(row["precision"]) for name, row in rules.items() if row["n"] >= LEAST}
