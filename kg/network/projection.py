"""Graph -> networkx: things as nodes, facts folded into labelled edges, each edge with every sentence that says so."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

import networkx as nx

from kg import vocab
from kg.errors import QueryError
from kg.network.asked import Answers, asked
from kg.network.contents import read
from kg.network.facts import facts
from kg.network.hints import relations
from kg.network.values import LANGUAGES, Contents, Fact, Statement, Thing, Tie, Words


def project(
    graph: Answers,
    *,
    center: str | None = None,
    depth: int = 1,
    since: str | None = None,
    until: str | None = None,
    types: Sequence[str] | None = None,
    query: str | None = None,
) -> nx.MultiDiGraph:
    """The picture of a graph.

    Nodes are IRIs with ``thing`` (:class:`Thing`) and plain attributes ``id kind en zh``. Edges are keyed by relation, with
    ``relation family directed label facts evidence``: facts are :class:`Fact`, evidence one plain mapping for each sentence
    of each record. ``graph.graph`` holds ``sources``, ``quotes`` and ``things`` by IRI.

    ``center`` (a name, alias or id) and ``depth`` (steps >= 1) keep a neighbourhood; ``since`` and ``until`` (ISO day, month
    or year) keep facts dated in that time, undated ones are left out; ``types`` keeps record classes by name or by their name
    in facts; ``query`` is a SELECT or CONSTRUCT whose answer is drawn (:mod:`kg.network.asked`). Raises QueryError, in one line,
    for a name nobody has, an unknown type, a date that is none or a query that cannot be drawn.
    """
    contents = read(graph)
    found = facts(contents)
    if query is not None:
        found = _told(asked(graph, query, found, contents), contents)
    kept = _in_time(_of_types(found, types), day(since, last=False), day(until, last=True))
    picture = _fold(kept, contents)
    return picture if center is None else ego(picture, find(picture, center), depth)


def ego(picture: nx.MultiDiGraph, center: str, depth: int = 1) -> nx.MultiDiGraph:
    """The things within ``depth`` steps of ``center``, whichever way the edges point, with all edges among them."""
    kept = nx.ego_graph(picture, center, radius=max(1, depth), undirected=True).nodes
    result = picture.subgraph(kept).copy()
    result.graph.update(picture.graph, center=center)
    return result


def path(picture: nx.MultiDiGraph, start: str, end: str) -> list[str]:
    """A shortest way from one thing to another, whichever way the edges point; empty where there is none."""
    try:
        return list(nx.shortest_path(picture.to_undirected(as_view=True), start, end))
    except nx.NetworkXNoPath:
        return []


def find(picture: nx.MultiDiGraph, name: str) -> str:
    """The thing of that name, alias or id, whatever its case and diacritics; QueryError where it is nobody or several."""
    wanted = folded(name)
    spellings: dict[str, set[str]] = defaultdict(set)
    for iri, data in picture.nodes(data=True):
        thing: Thing = data["thing"]
        for spelling in (iri, thing.id, *thing.label.values(), *thing.aliases):
            spellings[folded(spelling)].add(iri)
    found = sorted(spellings.get(wanted, ()))
    if len(found) > 1:
        raise QueryError(name, f"names several things: say which by its id: {', '.join(picture.nodes[i]['id'] for i in found)}")
    if not found:
        close = get_close_matches(wanted, list(spellings), n=3, cutoff=0.6)
        names = sorted({picture.nodes[i]["thing"].name() for spelling in close for i in spellings[spelling]})
        way_out = f"did you mean {' or '.join(names)}?" if names else "give a name as the table of the page shows it"
        raise QueryError(name, f"nothing in the picture has this name: {way_out}")
    return found[0]


def folded(text: str) -> str:
    """Lower case without diacritics: "Lukašenko" and "lukasenko" are one."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().strip()


def day(text: str | None, *, last: bool) -> str | None:
    """The first (``last``: the last possible) day of an ISO day, month or year."""
    if text is None:
        return None
    filled = text + "0000-12-31"[len(text) :] if last else text + "0000-01-01"[len(text) :]
    fine = len(text) in {4, 7, 10} and filled[4] == filled[7] == "-" and filled.replace("-", "").isdigit()
    if not fine or not 1 <= int(filled[5:7]) <= 12 or not 1 <= int(filled[8:]) <= 31:
        raise QueryError(text, "is not a date: write 2024-07-04, 2024-07 or 2024")
    return filled


def _told(found: Iterable[Fact], contents: Contents) -> list[Fact]:
    """What only the query says, as a sentence with the names of both ends."""

    def name(iri: str, language: str) -> str:
        return (contents.things.get(iri) or undescribed(iri)).name(language)

    def sentence(tie: Tie, language: str) -> str:
        return f"{name(tie.tail, language)} {tie.label[language]} {name(tie.head, language)}"

    own = {fact.id: {lang: sentence(fact.ties[0], lang) for lang in LANGUAGES} for fact in found if not fact.statements}
    return [replace(fact, words=own[fact.id]) if fact.id in own else fact for fact in found]


def _of_types(found: list[Fact], types: Sequence[str] | None) -> list[Fact]:
    if types is None:
        return found
    classes = {spelling.lower(): name for name, fact in vocab.FACTS.items() for spelling in (name, fact)}
    unknown = sorted(t for t in types if t.lower() not in classes)
    if unknown:
        raise QueryError(", ".join(unknown), f"no such type of fact: use {', '.join(sorted(set(vocab.FACTS.values())))}")
    wanted = {classes[t.lower()] for t in types}
    return [fact for fact in found if fact.type in wanted]


def _in_time(found: list[Fact], since: str | None, until: str | None) -> list[Fact]:
    if since is None and until is None:
        return found
    return [fact for fact in found if fact.when and fact.when.overlaps(since, until)]


# -- folding ---------------------------------------------------------------------------------------------------------------------


def _fold(found: list[Fact], contents: Contents) -> nx.MultiDiGraph:
    """Facts of one relation between the same two things, in the same direction, become one edge."""
    folded_ties: dict[tuple[str, str, str], dict[str, tuple[Fact, Tie]]] = defaultdict(dict)
    for fact in found:
        for tie in fact.ties:
            folded_ties[tie.tail, tie.head, tie.relation].setdefault(fact.id, (fact, tie))
    picture = nx.MultiDiGraph(sources=contents.sources, quotes=contents.quotes, things=contents.things)
    for iri in sorted({end for tail, head, _ in folded_ties for end in (tail, head)}):
        thing = contents.things.get(iri) or undescribed(iri)
        picture.add_node(iri, thing=thing, id=thing.id, kind=thing.kind, en=thing.name("en"), zh=thing.name("zh"))
    for (tail, head, relation), told in sorted(folded_ties.items()):
        picture.add_edge(tail, head, key=relation, **_edge(relation, list(told.values()), contents))
    return picture


def _edge(relation: str, told: list[tuple[Fact, Tie]], contents: Contents) -> dict[str, Any]:
    how = relations()[relation]
    ordered = sorted((fact for fact, _ in told), key=lambda f: (f.when is None, f.when.first if f.when else "", f.id))
    return {
        "relation": relation,
        "family": how.family,
        "directed": how.directed,
        "label": _label([tie.label for _, tie in told]),
        "facts": ordered,
        "evidence": [line for fact in ordered for line in evidence(fact, contents)],
    }


def _label(labels: list[Words]) -> Words:
    """The commonest words, the second after a dot, and how many more there are: "thanked · greeted +1"."""
    return {language: short(Counter(words[language] for words in labels)) for language in LANGUAGES}


def short(counts: Counter[str]) -> str:
    words = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    return " · ".join(words[:2]) + (f" +{len(words) - 2}" if len(words) > 2 else "")


def evidence(fact: Fact, contents: Contents) -> Iterable[dict[str, Any]]:
    """One plain mapping for each sentence of each record that tells the fact."""
    for statement in fact.statements:
        for iri in statement.quotes:
            if iri in contents.quotes:
                yield _line(fact, statement, iri, contents)


def _line(fact: Fact, statement: Statement, iri: str, contents: Contents) -> dict[str, Any]:
    quote, source = contents.quotes[iri], contents.sources.get(statement.article)
    speaker = contents.things.get(statement.stated_by or "")
    return {
        "fact": fact.id,
        "record": statement.iri,
        "type": statement.type,
        "words": dict(fact.words),
        "quote": quote.text,
        "language": quote.language,
        "start": quote.start,
        "end": quote.end,
        "article": source.id if source else statement.article,
        "title": source.title if source else "",
        "source": source.publisher if source else "",
        "date": source.date if source else "",
        "url": source.url if source else "",
        "when": statement.when.text if statement.when else None,
        "where": [contents.things[p].name() for p in fact.places if p in contents.things],
        "status": statement.status,
        "statedBy": speaker.name() if speaker else None,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def undescribed(iri: str) -> Thing:
    """A node that no graph describes: its IRI is all there is."""
    name = iri.rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    return Thing(iri, iri, "Entity", {"en": name}, linked=False)
