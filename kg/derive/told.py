"""What the graph says, as plain values: an article's records, what it says of things beside them, and where places lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.store import PREFIXES, Graph, Term

_TYPE = PREFIXES["rdf"] + "type"
_PLACES = frozenset({"Country", "City", "Venue"})
_ABOUT = frozenset(
    {"inArticle", "rule", "confidence", "evidence", "status", "statedBy", "date", "dateText", "notBefore", "notAfter"}
)


_NOWHERE: tuple[str, str | None, str | None] = ("", None, None)


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
    """Where places lie: IRI -> (kind, country, city), None for what is no place."""

    known: Mapping[str, tuple[str, str | None, str | None] | None]

    def _of(self, place: str) -> tuple[str, str | None, str | None] | None:
        try:
            return self.known[place]
        except KeyError:
            return None

    def country(self, place: str) -> str:
        """The country a place lies in, the place itself where that is unknown."""
        return (self._of(place) or _NOWHERE)[1] or place

    def fineness(self, place: str) -> int:
        """3 a venue, 2 a city or a place nobody knows, 1 a country."""
        return {"Country": 1, "Venue": 3}.get((self._of(place) or _NOWHERE)[0], 2)

    def compatible(self, one: str, other: str) -> bool:
        """Whether one thing can have happened at both: neither two countries nor two cities."""
        (_, country, city), (_, other_country, other_city) = (self._of(p) or _NOWHERE for p in (one, other))
        return not (country and other_country and country != other_country) and not (city and other_city and city != other_city)


@dataclass(frozen=True, slots=True)
class Article:
    """What one article's graph tells: records by IRI, and facts (thing, fact) that bear on what other articles tell."""

    records: tuple[Told, ...]
    facts: frozenset[tuple[str, str]]


def read(graph: Graph, article: str) -> Article:
    """The article (its IRI); nothing where it is not in the graph."""
    rows: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for quad in graph.quads(article):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            rows[quad.subject.value][_local(quad.predicate.value)].add(quad.object)
    about = {name: min(terms, key=str) for name, terms in rows.get(article, {}).items()}
    day = _day(about.get("datelineDate")) or _day(about.get("published"))
    record = iris.term("Record")
    records = [iri for iri, row in rows.items() if any(t.value == record for t in row.get("type", ()))]
    return Article(tuple(_told(iri, rows[iri], day) for iri in sorted(records)), frozenset(_facts(rows)))


def _facts(rows: Mapping[str, Mapping[str, set[Term]]]) -> Iterator[tuple[str, str]]:
    """Where unlinked things lie and belong, and who holds an office of what: see :data:`PLACING` and :data:`SPEAKING`."""
    for iri, row in rows.items():
        if "linkStatus" in row:
            yield from (
                (iri, f"{name} {term.value}") for name in ("type", "inCountry", "inCity", "country") for term in row.get(name, ())
            )
        if "of" in row:
            yield from ((holder.value, f"holds {of.value}") for holder in row.get("holder", ()) for of in row["of"])


PLACING = ("type ", "inCountry ", "inCity ")  # facts that say where a place lies: what groups records by country rests on them
SPEAKING = ("country ", "holds ")  # facts that say whom somebody speaks for: shortcuts rest on them


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _day(term: Term | None) -> date | None:
    """The day of a date or a moment; None for anything else."""
    try:
        return date.fromisoformat(term.value[:10]) if term else None
    except ValueError:
        return None


class _LookedUp(dict[str, tuple[str, str | None, str | None] | None]):
    """Where places lie, asked of the graph one by one."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph

    def __missing__(self, place: str) -> tuple[str, str | None, str | None] | None:
        kinds = {_local(kind) for kind in self._values(place, _TYPE)} & _PLACES
        found = None
        if kinds and self._values(place, iris.term("linkStatus")):
            kind = min(kinds)
            country, city = (min(self._values(place, iris.term(name)), default=None) for name in ("inCountry", "inCity"))
            found = (kind, place if kind == "Country" else country, place if kind == "City" else city)
        self[place] = found
        return found

    def _values(self, place: str, predicate: str) -> list[str]:
        return [q.object.value for q in self._graph.match(place, predicate) if isinstance(q.object, NamedNode | Literal)]


def places(graph: Graph) -> Places:
    """Where places lie, as the graph tells now."""
    return Places(_LookedUp(graph))


def to_plain(term: Term) -> Any:
    """A term as JSON has it: an IRI, or a literal with its language or datatype."""
    if isinstance(term, NamedNode):
        return term.value
    return [term.value, term.language, None if term.language else term.datatype.value]


def from_plain(row: Any) -> Term:
    """The way back."""
    if isinstance(row, str):
        return NamedNode(row)
    value, language, datatype = row
    return Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))


def _told(iri: str, row: Mapping[str, set[Term]], day: date | None) -> Told:
    one = {name: min(terms, key=str) for name, terms in row.items()}
    article = one["inArticle"].value
    types = {_local(t.value) for t in row["type"] if t.value.startswith(iris.ONTOLOGY)} - {"Record"}
    return Told(
        iri=iri,
        type=min(types, default="Record"),
        article=article,
        day=day,
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
