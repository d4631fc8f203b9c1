"""The typed rows of the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Names = Mapping[str, tuple[str, ...]]  # language -> names, best first


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in an office, as the reference table knows it."""

    title: str
    of: str
    role: tuple[str, ...]  # any of "state", "government", "foreign"
    first: date | None
    last: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with names: a country, city, venue, person, organization, initiative, gathering or area."""

    id: str  # "country/by", "city/by/minsk", "person/xi-jinping"
    kind: str  # ontology class
    names: Names
    short: Names = field(default_factory=dict)
    adjectives: Names = field(default_factory=dict)
    people: Names = field(default_factory=dict)
    metonyms: Names = field(default_factory=dict)
    surname: Names = field(default_factory=dict)
    country: str | None = None
    subkind: str | None = None
    iso3: str | None = None
    capital: bool = False
    female: bool | None = None
    offices: tuple[Tenure, ...] = ()
    members: tuple[str, ...] = ()
    proposer: tuple[str, ...] = ()
    file: str = ""
