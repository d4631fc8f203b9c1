"""The values that cross the rooms: plain, frozen, free of any library.

Way of the data::

    Source -> Article -> Document -> (mentions) -> [Clause] -> [Record] -> quads

Offsets named ``start``/``end`` of evidence count Unicode code points of :attr:`Article.text`, the decoded text, unchanged.
Inside a sentence, positions count characters of the cleaned :attr:`Sentence.text`; :meth:`Sentence.source_span` maps back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Language = Literal["en", "zh"]
Status = Literal["happened", "planned", "cancelled", "denied", "hypothetical"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article as given: ``text`` is the decoded text, never changed afterwards."""

    id: str
    text: str
    published: str | None = None  # ISO date or date-time, as the input says
    source: str | None = None  # outlet
    url: str | None = None
    language: str | None = None  # the input's word for it; passages decide for themselves
    title: str | None = None
    path: str | None = None  # file it came from, for messages


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of cleaned text with the way back: ``offsets[i]`` is the index in ``Article.text`` of ``text[i]``."""

    text: str
    offsets: tuple[int, ...]
    kind: str = "body"  # "headline", "body", "caption"; furniture (menus, mastheads, credits) is left out
    language: Language = "en"


@dataclass(frozen=True, slots=True)
class Layout:
    """What the look of an article tells, before any grammar."""

    passages: tuple[Passage, ...]
    anchor: date | None = None  # the day its "today" is: inner dateline, else outer, else publication
    dateline_place: str | None = None  # as written: "ASTANA", "阿斯塔纳"
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    source: str | None = None  # outlet, where the text's own head names it
    url: str | None = None
    language: Language = "en"  # of most passages


@dataclass(frozen=True, slots=True)
class Interval:
    """A date with the precision the text has: ``2024-07-04``, ``2024-07``, ``2024`` or a range of days."""

    first: date
    last: date
    text: str  # "2024-07-04", "2024-07", "2024", "2024-07-02/2024-07-06"

    def overlaps(self, other: Interval) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing in the world, or a name nobody knows (``linked`` false)."""

    id: str  # path below the base IRI: "country/by", "person/xi-jinping", "topic/..." (see kg.iris)
    kind: str  # local name of its ontology class: Person, Country, Organization, City, Venue, Initiative, Gathering, ...
    names: tuple[tuple[str, str], ...] = ()  # (language, label), best first
    country: str | None = None  # id of the country it belongs to ("country/by")
    linked: bool = True
    subkind: str | None = None  # dip:kind: "summit", "international", "government-body", "initiative", ...
    female: bool | None = None

    def label(self, language: str = "en") -> str:
        for lang, name in self.names:
            if lang == language:
                return name
        return self.names[0][1] if self.names else self.id


@dataclass(frozen=True, slots=True)
class Token:
    """One token; ``start``/``end`` are positions in the cleaned sentence, ``head`` an index in it (its own at the root)."""

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    ner: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of tokens ``[start, end)`` that denotes entities: a name, a pronoun, "both sides"."""

    start: int
    end: int
    entities: tuple[Entity, ...]
    how: str  # "name", "surname", "title", "pronoun", "description", "metonym", "new"
    head: int = -1  # token that heads it in the parse
    adjective: bool = False  # "Belarusian": denotes only as a modifier


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office as the text tells it: the noun-phrase grammar's find."""

    person: Entity
    role: str  # English, lower case: "foreign minister"
    of: Entity
    start: int  # token range of the phrase
    end: int
    former: bool = False
    status: Status = "happened"
    title: str = ""  # as written


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of cleaned text and the way back to the article."""

    index: int
    text: str
    offsets: tuple[int, ...]  # offsets[i] = index in Article.text of text[i]
    language: Language
    passage: int
    kind: str = "body"  # "headline", "body", "caption"
    tokens: tuple[Token, ...] = ()
    mentions: tuple[Mention, ...] = ()
    offices: tuple[Office, ...] = ()
    quoted: bool = False  # inside quotation marks as a whole
    speaker: Entity | None = None  # whose speech the whole sentence is
    anchor: date | None = None  # the day that "Thursday", "today" count from

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the article of characters ``[start, end)`` of the cleaned sentence."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Document:
    """An article read: sentences in order, with the day it speaks from."""

    article: Article
    sentences: tuple[Sentence, ...]
    anchor: date | None = None
    dateline_place: str | None = None
    language: Language = "en"
    title: str | None = None
    byline: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """An argument of a clause: token range, head, and what it denotes."""

    start: int
    end: int
    head: int
    text: str  # the words, whole phrase
    entities: tuple[Entity, ...] = ()
    parts: tuple[Phrase, ...] = ()  # the conjuncts where it is a list ("A, B and C")


@dataclass(frozen=True, slots=True)
class Clause:
    """One predication, whatever construction told it; knows no event type.

    ``predicate`` is a lemma, support-verb nouns and particles joined ("hold talks" -> "talk", "take over" -> "take over").
    ``roles``: "subject", "object", "complement" and prepositions or their Chinese counterparts ("with", "to", "in", ...).
    """

    predicate: str
    roles: Mapping[str, tuple[Phrase, ...]]
    start: int  # token range that shows it
    end: int
    construction: str  # "active", "passive", "noun", "relative", ...: part of the rule's name
    negated: bool = False
    mood: Status = "happened"
    speaker: Entity | None = None  # who says it, None where the reporter does
    when: Interval | None = None
    places: tuple[Entity, ...] = ()
    governor: str = ""  # lemma of the verb over a noun predicate
    head: int = -1  # token that heads it, where the language has a parse
    words: frozenset[str] = frozenset()  # lemmas inside, for frame conditions ("telephone", "sidelines")


Value = Entity | Interval | str | int | bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence span of the article: ``article.text[start:end] == quote``."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one article says, n-ary. ``values`` maps local names of ontology properties to values, sorted by name."""

    type: str  # local name of the class: "Meeting", "Stance", ...
    values: tuple[tuple[str, tuple[Value, ...]], ...]
    evidence: tuple[Evidence, ...]
    rule: str  # "visit.visit/active"
    status: Status = "happened"
    date: Interval | None = None
    stated_by: Entity | None = None
    confidence: float | None = None

    def get(self, name: str) -> tuple[Value, ...]:
        return next((v for n, v in self.values if n == name), ())

    def entities(self) -> list[Entity]:
        """The things it speaks of, and who says it."""
        found = [v for _, values in self.values for v in values if isinstance(v, Entity)]
        return [*found, self.stated_by] if self.stated_by else found


@dataclass(frozen=True, slots=True)
class Trigger:
    """A sentence that speaks of an event type but gave no record: for the report."""

    sentence: int
    frame: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one article gave."""

    document: Document
    records: tuple[Record, ...]
    unlinked: tuple[Entity, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
