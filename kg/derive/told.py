"""What the graph says, as plain values: records, their articles' days, and where places lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kg import iris
from kg.store import Graph, Term

_RECORDS = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
SELECT ?record ?property ?value WHERE { ?record a dip:Record ; dip:inArticle ?article ; ?property ?value }
"""
_DAYS = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
SELECT ?article ?dateline ?published WHERE {
  ?article a dip:Article OPTIONAL { ?article dip:datelineDate ?dateline } OPTIONAL { ?article dip:published ?published }
}
"""
_PLACES = """
PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#>
SELECT ?place ?kind ?country ?city WHERE {
  ?place a ?kind ; dip:linkStatus ?linked
  OPTIONAL { ?place dip:inCountry ?country } OPTIONAL { ?place dip:inCity ?city }
  FILTER(?kind IN (dip:Country, dip:City, dip:Venue))
}
"""
_ABOUT = frozenset(
    {"inArticle", "rule", "confidence", "evidence", "status", "statedBy", "date", "dateText", "notBefore", "notAfter"}
)


@dataclass(frozen=True, slots=True)
class When:
    """A date as told: first and last day, and its ISO text."""

    first: date
    last: date
    text: str

    @property
    def exact(self) -> bool:
        """A day or a range of days; a month or a year only bounds the day."""
        return len(self.text) not in {4, 7}


@dataclass(frozen=True, slots=True)
class Told:
    """A record: its parts as property -> values, everything else apart."""

    iri: str
    type: str
    article: str
    day: date | None  # the article's
    status: str
    claimed: bool  # said by somebody, not by the reporter
    when: When | None
    parts: Mapping[str, tuple[Term, ...]]

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a part as strings, sorted."""
        return tuple(sorted(term.value for term in self.parts.get(name, ())))


@dataclass(frozen=True, slots=True)
class Places:
    """Where places lie: IRI -> (kind, country, city)."""

    known: Mapping[str, tuple[str, str | None, str | None]]

    def country(self, place: str) -> str:
        """The country a place lies in, the place itself where that is unknown."""
        return self.known.get(place, ("", None, None))[1] or place

    def fineness(self, place: str) -> int:
        """3 a venue, 2 a city or a place nobody knows, 1 a country."""
        return {"Country": 1, "Venue": 3}.get(self.known.get(place, ("City", None, None))[0], 2)

    def compatible(self, one: str, other: str) -> bool:
        """Whether one thing can have happened at both: neither two countries nor two cities."""
        (_, country, city), (_, other_country, other_city) = (self.known.get(p, ("", None, None)) for p in (one, other))
        return not (country and other_country and country != other_country) and not (city and other_city and city != other_city)


def read(graph: Graph) -> tuple[list[Told], Places]:
    """All records, by IRI, and the places."""
    days = dict(_days(graph))
    rows: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for record, prop, value in graph.select(_RECORDS):
        rows[record.value][_local(prop.value)].add(value)
    return [_told(iri, rows[iri], days) for iri in sorted(rows)], _places(graph)


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _days(graph: Graph) -> Iterator[tuple[str, date | None]]:
    for row in graph.select(_DAYS):
        yield row["article"].value, _day(row["dateline"]) or _day(row["published"])


def _day(term: Term | None) -> date | None:
    """The day of a date or a moment; None for anything else."""
    try:
        return date.fromisoformat(term.value[:10]) if term else None
    except ValueError:
        return None


def _places(graph: Graph) -> Places:
    known: dict[str, tuple[str, str | None, str | None]] = {}
    for row in graph.select(_PLACES):
        place, kind = row["place"].value, _local(row["kind"].value)
        country, city = (row[name].value if row[name] else None for name in ("country", "city"))
        known[place] = (kind, place if kind == "Country" else country, place if kind == "City" else city)
    return Places(known)


def _told(iri: str, row: Mapping[str, set[Term]], days: Mapping[str, date | None]) -> Told:
    one = {name: min(terms, key=str) for name, terms in row.items()}
    article = one["inArticle"].value
    types = {_local(t.value) for t in row["type"] if t.value.startswith(iris.ONTOLOGY)} - {"Record"}
    return Told(
        iri=iri,
        type=min(types, default="Record"),
        article=article,
        day=days.get(article),
        status=_local(one["status"].value) if "status" in one else "happened",
        claimed="statedBy" in one,
        when=_when(one),
        parts={
            name: tuple(sorted(terms, key=str)) for name, terms in sorted(row.items()) if name not in _ABOUT and name != "type"
        },
    )


def _when(one: Mapping[str, Term]) -> When | None:
    first, last = _day(one.get("notBefore")), _day(one.get("notAfter"))
    if not first or not last or first > last:
        return None
    return When(first, last, one["dateText"].value if "dateText" in one else first.isoformat())
