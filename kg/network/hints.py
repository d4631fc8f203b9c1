"""How a record class is drawn and told: the ontology's hints, refined by ``drawing.toml``.

A class that the table does not name is drawn by the ontology alone (``dip:drawnFrom``, ``dip:drawnTo``, ``dip:drawnAs``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg import vocab
from kg.errors import TableError
from kg.network.values import LANGUAGES, Node, Parts, Words

FAMILIES = ("contact", "bond", "support", "oppose")


@dataclass(frozen=True, slots=True)
class Relation:
    """A line of the legend: ``name`` as a heading, ``label`` on the edge; an undirected one has no arrow."""

    id: str
    family: str
    name: Words
    label: Words
    directed: bool = True
    headline: bool = False  # stands under the name of a thing that has it


@dataclass(frozen=True, slots=True)
class Edge:
    """Which properties stand at the ends of an edge; the same property twice draws every pair of its values."""

    tail: str
    head: str
    relation: str
    label: Words  # templates
    lift: str | None = None  # "country": a place at the head is drawn as its country

    @property
    def pairs(self) -> bool:
        return self.tail == self.head


@dataclass(frozen=True, slots=True)
class Hint:
    """How one record is drawn: edges, and the pieces of its sentence by language."""

    edges: tuple[Edge, ...]
    words: Mapping[str, tuple[str, ...]]
    verb: Words
    base: str = ""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("kg.network").joinpath("drawing.toml").read_text("utf-8"))


@cache
def relations() -> Mapping[str, Relation]:
    """All relations by id, in the order of the legend: those of the table, then those of classes only the ontology draws."""
    found = {id: _relation(id, row) for id, row in _table()["relation"].items()}
    for kind in vocab.CLASSES.values():
        if kind.drawn_from and kind.name not in _table():
            found[kind.name] = _plain_relation(kind)
    return found


def _relation(id: str, row: Mapping[str, Any]) -> Relation:
    if row.get("family") not in FAMILIES or not {"name", "label"} <= row.keys():
        raise TableError("kg/network/drawing.toml", f"relation.{id}", f"needs name, label and a family of {', '.join(FAMILIES)}")
    return Relation(id, row["family"], row["name"], row["label"], row.get("directed", True), row.get("headline", False))


def _plain_relation(kind: vocab.Class) -> Relation:
    words = _of_ontology(kind)
    return Relation(kind.name, "bond", dict(kind.label) or words, words, directed=kind.drawn_from != kind.drawn_to)


def _of_ontology(kind: vocab.Class) -> Words:
    """The words on an edge of a class that only the ontology draws."""
    return dict(kind.drawn_as) or dict(kind.label) or {"en": " ".join(re.findall(r"[A-Z][a-z]*", kind.name)).lower()}


def shortcuts() -> Mapping[str, Sequence[str]]:
    """Short property of the ontology -> the relations it stands for."""
    short: Mapping[str, Sequence[str]] = _table()["shortcut"]
    return short


def status_words(language: str) -> Mapping[str, str]:
    """Status -> template of the verb: ``"to {base}"``."""
    words: Mapping[str, str] = _table()["status"][language]
    return words


def hint(kind: str, parts: Parts) -> Hint | None:
    """How a record of class ``kind`` with these parts is drawn; None where neither table nor ontology says."""
    row = _table().get(kind)
    if row is None:
        return _plain_hint(kind)
    said = {f"{name}={_plain(node)}" for name, nodes in parts.items() for node in nodes}
    for case, changes in row.get("case", {}).items():
        if case in said:
            row = _merged(row, changes)
    return _hint(row)


def _plain(node: Node) -> str:
    """A concept's local name, a literal's form."""
    return node[0].rsplit("/", 1)[-1]


def _merged(row: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """``case`` over ``row``, tables by language merged one level down."""
    return {**row, **{k: {**row.get(k, {}), **v} if isinstance(v, dict) else v for k, v in case.items()}}


def _hint(row: Mapping[str, Any]) -> Hint:
    edges = []
    for edge in row["edges"]:
        relation = edge.get("relation", row["relation"])
        label = edge.get("label") or row.get("label") or relations()[relation].label
        edges.append(Edge(edge["from"], edge["to"], relation, label, edge.get("lift")))
    words = {language: tuple(row["words"][language]) for language in LANGUAGES}
    return Hint(tuple(edges), words, row["verb"], row.get("base", ""))


def _plain_hint(kind: str) -> Hint | None:
    known = vocab.CLASSES.get(kind)
    if known is None or not known.drawn_from:
        return None
    label = _of_ontology(known)
    edges = tuple(Edge(tail, head, kind, label) for tail in known.drawn_from for head in known.drawn_to)
    words = dict.fromkeys(LANGUAGES, (f"{{{edges[0].tail}}} {{verb}}", f" {{{edges[0].head}}}"))
    return Hint(edges, words, {language: label.get(language, label.get("en", kind)) for language in LANGUAGES})
