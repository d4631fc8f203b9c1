"""The values of the projection: things, facts about them, and the sentences that say so. Plain and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LANGUAGES = ("en", "zh")
Words = Mapping[str, str]  # language -> text


class Text(NamedTuple):
    """A literal: its lexical form and language tag ("" where it has none)."""

    value: str
    language: str = ""


class Ref(NamedTuple):
    """A node: a thing, a concept, an article."""

    iri: str


Node = Text | Ref
Parts = Mapping[str, tuple[Node, ...]]  # local name of a property -> values, sorted


@dataclass(frozen=True, slots=True)
class When:
    """A date at the text's precision: ISO ``text`` and the first and last day it can be (ISO days)."""

    text: str
    first: str
    last: str

    def overlaps(self, since: str | None, until: str | None) -> bool:
        """Whether it may lie in ``[since, until]`` (ISO days, None: open)."""
        return (since is None or self.last >= since) and (until is None or self.first <= until)


@dataclass(frozen=True, slots=True)
class Thing:
    """A node of the picture: ``kind`` is its most specific ontology class."""

    iri: str
    id: str  # path below the base: "country/by"
    kind: str
    label: Words
    aliases: tuple[str, ...] = ()
    linked: bool = True
    country: str | None = None  # IRI
    iso3: str | None = None

    def name(self, language: str = "en") -> str:
        """Its label in that language, else in any, else its id."""
        return self.label.get(language) or next(iter(self.label.values()), self.id)


@dataclass(frozen=True, slots=True)
class Source:
    """An article as a source: what a reader needs to find it."""

    iri: str
    id: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence span of an article; offsets count code points of its text."""

    iri: str
    article: str  # IRI
    start: int
    end: int
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A record as the graph holds it: what one article says."""

    iri: str
    type: str
    parts: Parts
    article: str
    quotes: tuple[str, ...]  # IRIs
    status: str = "happened"
    when: When | None = None
    stated_by: str | None = None
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One drawn edge of a fact: from, to, relation and the words on the line."""

    tail: str
    head: str
    relation: str
    label: Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened or holds, told by one or more articles: an occurrence, or a record that stands alone."""

    id: str
    type: str
    statements: tuple[Statement, ...]
    ties: tuple[Tie, ...]
    words: Words
    places: tuple[str, ...] = ()
    status: str = "happened"
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """What a graph holds for a picture, by IRI; nothing is drawn yet."""

    things: Mapping[str, Thing] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    statements: Mapping[str, Statement] = field(default_factory=dict)
    occurrences: Mapping[str, Statement] = field(default_factory=dict)
    told_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # occurrence -> the statements that tell it
