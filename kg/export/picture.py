"""The projection of :mod:`kg.network` with plain attributes only, for programs that draw and measure networks.

An edge is one relation between two things with all its facts. Only what happened or holds is drawn: who computes centralities
must not count meetings that were denied. What was planned, cancelled or denied is in the formats of RDF and in Neo4j's.

Facts are read one at a time and sorted outside memory: the size of the graph does not matter, only that of its busiest edge.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO, Any, Self

from kg import spill
from kg.network import Fact, relations
from kg.network.projection import short, undescribed
from kg.network.singly import Singly
from kg.network.values import Contents
from kg.store import Graph

NODE = dict.fromkeys(("label", "label_zh", "kind", "iso3", "country", "linked", "iri"), "string")
EDGE = {
    "id": "string", "relation": "string", "family": "string", "label": "string", "label_zh": "string", "directed": "string",
    "weight": "long", "articles": "long", "reported": "long", "first": "string", "last": "string", "quote": "string",
}  # fmt: skip
Values = Mapping[str, Any]

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_YES = {True: "yes", False: "no"}  # truth values are written in several ways in these formats


class Picture:
    """``nodes`` (id, values of NODE) by id, then ``edges`` (tail, head, values of EDGE) by id; each may be gone through again.

    Ids are those of all our tables ("person/xi-jinping"); ``weight`` counts facts, ``reported`` those that an article tells in
    its own voice, ``first`` and ``last`` are days where dated, ``quote`` is the first sentence. Text is fit for XML.
    """

    def __init__(self, graph: Graph) -> None:
        self._singly = Singly(graph)
        self._edges: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by __exit__
        self._nodes: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        self._nodes.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in spill.ordered(self._fold()))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._edges.close()
        self._nodes.close()

    def nodes(self) -> Iterator[tuple[str, Values]]:
        for id, iri in _lines(self._nodes):
            yield id, _legal(self._node(iri))

    def edges(self) -> Iterator[tuple[str, str, Values]]:
        yield from _lines(self._edges)

    def _fold(self) -> Iterator[list[str]]:
        """Keeps the edges; gives id and IRI of their ends."""
        rows = spill.ordered(row for fact, read in self._singly.facts() for row in self._rows(fact, read))
        for _, members in groupby(rows, key=lambda row: row[0]):
            tail, head, values, ends = _edge(list(members))
            if values:
                self._edges.write(json.dumps([tail, head, _legal(values)], ensure_ascii=False) + "\n")
                yield from ends

    def _rows(self, fact: Fact, read: Contents) -> Iterator[list[Any]]:
        """A line for each edge that a fact is on: id of the edge, what facts are sorted by, what they add to it."""
        added = _told(fact, read)
        for tie in dict.fromkeys((tie.tail, tie.head, tie.relation) for tie in fact.ties):
            label = next(t.label for t in fact.ties if (t.tail, t.head, t.relation) == tie)
            tail, head = ((self._singly.thing(iri) or undescribed(iri)).id for iri in tie[:2])
            day = fact.when.first if fact.when else ""
            key = [f"{tail} {tie[2]} {head}", int(fact.when is None), day, fact.id]
            yield [*key, tie[2], [[tail, tie[0]], [head, tie[1]]], [label["en"], label["zh"]], added]

    def _node(self, iri: str) -> Values:
        thing = self._singly.thing(iri) or undescribed(iri)
        country = self._singly.thing(thing.country) if thing.country else None
        return {
            "label": thing.name(),
            "label_zh": thing.label.get("zh", ""),
            "kind": thing.kind,
            "iso3": thing.iso3 or (country.iso3 if country else None) or "",
            "country": country.name() if country else "",
            "linked": _YES[thing.linked],
            "iri": thing.iri,
        }


def _told(fact: Fact, read: Contents) -> Values | None:
    """What a fact adds to its edges; None where it did not happen."""
    if not any(s.status == "happened" for s in fact.statements):
        return None
    return {
        "articles": sorted({s.article for s in fact.statements}),
        "reported": any(s.stated_by is None and s.status == "happened" for s in fact.statements),
        "first": fact.when.first if fact.when else "",
        "last": fact.when.last if fact.when else "",
        "quote": next((read.quotes[q].text for s in fact.statements for q in s.quotes if q in read.quotes), ""),
    }


def _edge(rows: Sequence[list[Any]]) -> tuple[str, str, Values, list[list[str]]]:
    """The edge that these lines come to; without values where nothing of it happened."""
    id, *_, relation, ends, _, _ = rows[0]
    labels = {language: short(Counter(row[6][n] for row in rows)) for n, language in enumerate(("en", "zh"))}
    facts: list[Values] = [row[7] for row in rows if row[7]]
    (tail, _), (head, _) = ends
    if not facts:
        return tail, head, {}, []
    how = relations()[relation]
    values = {
        "id": id,
        "relation": relation,
        "family": how.family,
        "label": labels["en"],
        "label_zh": labels["zh"],
        "directed": _YES[how.directed],
        "weight": len(facts),
        "articles": len({article for fact in facts for article in fact["articles"]}),
        "reported": sum(fact["reported"] for fact in facts),
        "first": min((fact["first"] for fact in facts if fact["first"]), default=""),
        "last": max((fact["last"] for fact in facts), default=""),
        "quote": next((fact["quote"] for fact in facts if fact["quote"]), ""),
    }
    return tail, head, values, ends


def _lines(file: IO[str]) -> Iterator[Any]:
    file.seek(0)
    return map(json.loads, file)


def _legal(values: Values) -> Values:
    """Without the characters that XML cannot hold."""
    return {key: _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for key, value in values.items()}
