"""What a query gives, as facts to draw: those it names, those that join the things it names, and what only the query says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, Protocol

from kg import iris, vocab
from kg.errors import QueryError
from kg.network.contents import Selects
from kg.network.hints import relations, shortcuts
from kg.network.values import Contents, Fact, Tie, Words

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_ROW = 6  # things of one row at most that are joined with one another


class Answers(Selects, Protocol):
    """What drawing a query asks of a graph, besides: any answer, rows or triples."""

    def query(self, query: str) -> Any: ...


@dataclass
class _Asked:
    """What the answer names: facts, links between things (predicate "" where a row only names both), single things."""

    facts: set[str] = field(default_factory=set)
    links: dict[tuple[str, str, str], None] = field(default_factory=dict)
    things: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def asked(graph: Answers, query: str, found: Sequence[Fact], contents: Contents) -> list[Fact]:
    """The facts that a SELECT or CONSTRUCT gives.

    A row or triple that names records, occurrences or sentences gives those facts, whole. Another one joins the things it names:
    by the facts that tie them (of the kind of the predicate, where it is one of the ontology's), else by what the query itself
    says, without a sentence. Rows of one thing each give the facts among all of them. Raises QueryError for an ASK, and for
    an answer without anything that can be drawn.
    """
    answer = graph.query(query)
    if hasattr(answer, "variables"):
        given = _of_rows(answer, found, contents)
    elif hasattr(answer, "__iter__"):
        given = _of_triples(answer, found, contents)
    else:
        raise QueryError("a page draws what a SELECT or a CONSTRUCT gives, and this query only says yes or no")
    named = [fact for fact in found if fact.id in given.facts or given.articles & {s.article for s in fact.statements}]
    links = given.links or dict.fromkeys((a, b, "") for a, b in combinations(sorted(given.things), 2))
    whole = {fact.id for fact in named}
    return sorted([*named, *(fact for fact in _joining(links, found) if fact.id not in whole)], key=lambda fact: fact.id)


# -- what an answer names --------------------------------------------------------------------------------------------------------


def _names(found: Sequence[Fact]) -> Mapping[str, set[str]]:
    """Occurrences, records and sentences -> the facts they belong to."""
    names: dict[str, set[str]] = {}
    for fact in found:
        for iri in {fact.id, *(iri for s in fact.statements for iri in (*s.quotes, s.iri))}:
            names.setdefault(iri, set()).add(fact.id)
    return names


def _of_rows(rows: Iterable[Any], found: Sequence[Fact], contents: Contents) -> _Asked:
    given, names, empty = _Asked(), _names(found), True
    for row in rows:
        terms, empty = [iri for term in row if (iri := _iri(term))], False
        facts = {fact for iri in terms for fact in names.get(iri, ())}
        things = list(dict.fromkeys(iri for iri in terms if iri in contents.things))[:_ROW]
        if facts:
            given.facts |= facts
        elif len(things) > 1:
            predicates = [iri for iri in terms if iri.startswith(iris.ONTOLOGY)]
            name = predicates[0] if len(things) == 2 and len(predicates) == 1 else ""
            given.links.update(dict.fromkeys((one, other, name) for one, other in combinations(things, 2)))
        else:
            given.things.update(things)
            given.articles.update(iri for iri in terms if iri in contents.sources and not things)
    if not empty and not (given.facts or given.links or given.things or given.articles):
        raise QueryError("the query names nothing to draw: its columns must hold things, records or occurrences, not texts")
    return given


def _of_triples(triples: Iterable[Any], found: Sequence[Fact], contents: Contents) -> _Asked:
    """Types and texts are no ties; neither is what a record that is drawn says of itself."""
    given, names = _Asked(), _names(found)
    for triple in triples:
        subject, predicate, object = (_iri(term) for term in triple)
        facts = names.get(subject, set()) | names.get(object, set())
        given.facts |= facts
        if not facts and subject and object and predicate != _TYPE and subject not in contents.sources:
            given.links[subject, object, predicate] = None
    return given


def _iri(term: Any) -> str:
    """The IRI of a node, "" for anything else: a text, a blank node, a quoted triple, nothing."""
    value = getattr(term, "value", "")
    return str(value) if ":" in str(value) and not hasattr(term, "language") and not str(term).startswith("_:") else ""


# -- what joins the things it names ----------------------------------------------------------------------------------------------


def _joining(links: Iterable[tuple[str, str, str]], found: Sequence[Fact]) -> Iterator[Fact]:
    """Facts with only the ties that were asked for; a fact of its own for each link that no fact makes."""
    between: dict[frozenset[str], list[tuple[Fact, Tie]]] = defaultdict(list)
    for fact in found:
        for tie in fact.ties:
            between[frozenset((tie.tail, tie.head))].append((fact, tie))
    wanted: dict[str, tuple[Fact, dict[Tie, None]]] = {}
    for tail, head, predicate in links:
        ties = [(f, t) for f, t in between.get(frozenset((tail, head)), ()) if _fits(t, predicate, tail)]
        for fact, tie in ties:
            wanted.setdefault(fact.id, (fact, {}))[1][_hashable(tie)] = None
        if not ties and predicate:
            yield _own(tail, predicate, head)
    for fact, kept in wanted.values():
        yield replace(fact, ties=tuple(tie for tie in fact.ties if _hashable(tie) in kept))


def _hashable(tie: Tie) -> Any:
    """What tells the ties of one fact apart (their words are mappings)."""
    return tie.tail, tie.head, tie.relation


def _fits(tie: Tie, predicate: str, tail: str) -> bool:
    """Whether a tie is of the kind that a predicate of the ontology is short for; any tie where no predicate is named."""
    if not predicate:
        return True
    kinds = shortcuts().get(_local(predicate), ()) if predicate.startswith(iris.ONTOLOGY) else ()
    return tie.relation in kinds and (not relations()[tie.relation].directed or tie.tail == tail)


def _own(tail: str, predicate: str, head: str) -> Fact:
    """What the query says and no article: an edge with the words of its predicate, and no sentence."""
    words = _words(predicate)
    return Fact(f"{tail} {predicate} {head}", "Asked", (), (Tie(tail, head, "asked", words),), words)


def _words(predicate: str) -> Words:
    known = vocab.PROPERTIES.get(_local(predicate)) if predicate.startswith(iris.ONTOLOGY) else None
    plain = " ".join(re.findall(r"[A-Z]?[^A-Z_-]+|[A-Z]+", _local(predicate))).lower()
    label = dict(known.label) if known else {}
    return {"en": label.get("en", plain), "zh": label.get("zh", label.get("en", plain))}


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]
