"""The picture as the page's data block: plain tables that point at each other by position, every text said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any
from urllib.parse import urlsplit

from kg.network import Fact, Quote, Source, Statement, Thing, relations
from kg.view import labels, palette
from kg.view.labels import Box, Label

DRAWN = 400  # things drawn at most at once: a picture of more is no picture
_SMALL, _LARGE = 8.0, 19.0  # px: radius of a thing with one tie, and of the best tied one

Json = dict[str, Any]


class Table:
    """Rows, each once, found again by key: what other rows point at."""

    def __init__(self) -> None:
        self.rows: list[Json] = []
        self._places: dict[str, int] = {}

    def place(self, key: str, row: Json) -> int:
        """The position of the row of that key, which is added when new."""
        if key not in self._places:
            self._places[key] = len(self.rows)
            self.rows.append(row)
        return self._places[key]


@dataclass
class Tables:
    """The data block in the making."""

    articles: Table = field(default_factory=Table)
    quotes: Table = field(default_factory=Table)
    facts: Table = field(default_factory=Table)
    things: list[Json] = field(default_factory=list)
    ties: list[Json] = field(default_factory=list)
    relations: list[Json] = field(default_factory=list)
    countries: list[Json] = field(default_factory=list)


def tables(picture: Any) -> Tables:
    """The networkx graph of :func:`kg.network.project` as tables: things by rank (best tied first), ties by their ends."""
    made = Tables()
    things: Mapping[str, Thing] = picture.graph["things"]
    ids = {iri: data["id"] for iri, data in picture.nodes(data=True)}
    for tail, head, relation, data in sorted(picture.edges(keys=True, data=True), key=lambda e: e[:3]):
        rows = [_fact_row(made, fact, picture.graph["sources"], picture.graph["quotes"], things) for fact in data["facts"]]
        tie = {"id": f"{ids[tail]}~{relation}~{ids[head]}", "from": ids[tail], "to": ids[head], "relation": relation}
        made.ties.append({**tie, "en": data["label"]["en"], "zh": data["label"]["zh"], "facts": rows})
    made.things = _things(picture)
    made.countries = _countries(made.things, things)
    used = {tie["relation"] for tie in made.ties}
    made.relations = [_relation_row(r) for r in relations().values() if r.id in used]
    return made


def boxes(things: Iterable[Json]) -> list[Box]:
    """The room each thing takes, as the layout wants it."""
    return [Box(*thing["box"]) for thing in things]


def drawn(made: Tables, center: str | None = None, most: int = DRAWN) -> list[Json]:
    """The things of the opening picture: all, or the best tied ones that are tied to one another, ``center`` among them."""
    if len(made.things) <= most:
        return made.things
    chosen = {t["id"] for t in made.things[:most]} | ({center} if center else set())
    tied = {end for tie in made.ties if {tie["from"], tie["to"]} <= chosen for end in (tie["from"], tie["to"])}
    return [t for t in made.things if t["id"] in chosen & (tied | {center})]


# -- things ----------------------------------------------------------------------------------------------------------------------


def _things(picture: Any) -> list[Json]:
    facts: dict[str, set[str]] = {iri: set() for iri in picture}
    for tail, head, data in picture.edges(data=True):
        told = {fact.id for fact in data["facts"]}
        facts[tail] |= told
        facts[head] |= told
    neighbours = {iri: len({*picture.successors(iri), *picture.predecessors(iri)} - {iri}) for iri in picture}
    best = max(neighbours.values(), default=1) or 1
    order = sorted(picture, key=lambda iri: (-neighbours[iri], -len(facts[iri]), iri))
    homes = {iri: _home(picture, iri) for iri in picture}
    return [_thing_row(picture.nodes[iri]["thing"], neighbours[iri] / best, len(facts[iri]), homes[iri]) for iri in order]


def _home(picture: Any, iri: str) -> str | None:
    """The country that a country, a place or a person belongs to: that of a person's offices, else what the tables say."""
    thing, known = picture.nodes[iri]["thing"], picture.graph["things"]
    kind = palette.kind_of(thing.kind)
    if kind == "country":
        return str(thing.id)
    if kind not in {"person", "place"}:
        return None
    served = {head for _, head, relation in picture.out_edges(iri, keys=True) if relation == "holds"}
    countries = sorted(head for head in served if palette.kind_of(known[head].kind if head in known else "Entity") == "country")
    if served and not countries:
        return None  # who speaks for an organization does not speak for the country of the passport
    home = countries[0] if len(countries) == 1 else thing.country
    return known[home].id if home in known and palette.kind_of(known[home].kind) == "country" else None


def _countries(rows: Iterable[Json], things: Mapping[str, Thing]) -> list[Json]:
    """The names of all countries that something here belongs to, whether they are drawn or not."""
    wanted = {row["home"] for row in rows if row["home"]}
    found = {thing.id: thing for thing in things.values() if thing.id in wanted}
    return [{"id": id, "en": found[id].name("en"), "zh": found[id].name("zh")} for id in sorted(found)]


def _thing_row(thing: Thing, share: float, facts: int, home: str | None) -> Json:
    radius = round(_SMALL + (_LARGE - _SMALL) * sqrt(share), 1)
    label = Label(labels.wrapped(thing.name("en")), labels.wrapped(thing.name("zh")))
    return {
        "id": thing.id,
        "iri": thing.iri,
        "kind": palette.kind_of(thing.kind),
        "class": thing.kind,
        "en": thing.name("en"),
        "zh": thing.name("zh"),
        "aliases": list(thing.aliases),
        "linked": thing.linked,
        **({"iso3": thing.iso3} if thing.iso3 else {}),
        "home": home,
        "facts": facts,
        "lines": {"en": list(label.en), "zh": list(label.zh)},
        "r": radius,
        "box": [round(side, 1) for side in labels.box(label, radius)],
    }


def _relation_row(relation: Any) -> Json:
    row = {"id": relation.id, "family": relation.family, "directed": relation.directed, "headline": relation.headline}
    return {**row, "name": dict(relation.name), "label": dict(relation.label)}


# -- facts -----------------------------------------------------------------------------------------------------------------------


def _fact_row(
    made: Tables, fact: Fact, sources: Mapping[str, Source], quotes: Mapping[str, Quote], things: Mapping[str, Thing]
) -> int:
    """The position of a fact; several ties may point at it."""
    places = [things[p] for p in fact.places if p in things]
    row = {
        "id": fact.id,
        "type": fact.type,
        "en": fact.words["en"],
        "zh": fact.words["zh"],
        "when": [fact.when.text, fact.when.first, fact.when.last] if fact.when else None,
        "where": [{"en": p.name("en"), "zh": p.name("zh")} for p in places],
        "status": fact.status,
        "told": [_telling_row(made, s, sources, quotes, things) for s in fact.statements],
    }
    return made.facts.place(fact.id, row)


def _telling_row(
    made: Tables, statement: Statement, sources: Mapping[str, Source], quotes: Mapping[str, Quote], things: Mapping[str, Thing]
) -> Json:
    source = sources.get(statement.article) or Source(statement.article, statement.article)
    speaker = things.get(statement.stated_by or "")
    spans = [_quote_row(quotes[iri]) for iri in statement.quotes if iri in quotes]
    row = {
        "record": statement.iri,
        "article": made.articles.place(source.iri, _article_row(source)),
        "quotes": [made.quotes.place(f"{statement.article} {row['start']} {row['end']}", row) for row in spans],
        "status": statement.status,
        "when": statement.when.text if statement.when else None,
        "by": {"en": speaker.name("en"), "zh": speaker.name("zh")} if speaker else None,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }
    return {key: value for key, value in row.items() if value is not None}  # the page puts null back


def _quote_row(quote: Quote) -> Json:
    return {"text": quote.text, "language": quote.language, "start": quote.start, "end": quote.end}


def _article_row(source: Source) -> Json:
    row = {"id": source.id, "title": source.title, "source": source.publisher, "date": source.date}
    return {**row, "url": web_address(source.url), "language": source.language}


def web_address(url: str) -> str:
    """``url`` if a browser may open it (http or https with a host), else ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""


def span(facts: Sequence[Json]) -> list[str] | None:
    """The first and the last day that any dated fact touches."""
    dated = [fact["when"] for fact in facts if fact["when"]]
    return [min(w[1] for w in dated), max(w[2] for w in dated)] if dated else None
