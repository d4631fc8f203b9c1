"""What an article has said so far: who was introduced, who was just spoken of, what the two sides are.

One :class:`Context` an article, shared by its languages; it knows no grammar. ``kg.lang.<xx>.names`` asks and tells it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar, cast

from kg.gazetteer import Gazetteer, Hit, fold
from kg.iris import slug
from kg.model import Entity, Language

Kind = Literal["Country", "Person"]
_T = TypeVar("_T")


_OF_STATES = ("international", "alliance")  # kinds of organizations that have states for members
_FRESH = 2  # sentences for which an organization is still spoken of


@dataclass(frozen=True, slots=True)
class Predicates:
    """The words any frame asks for in one language: all that a clause layer needs to build."""

    verbs: frozenset[str]
    nouns: frozenset[str]


@dataclass
class Context:
    """The memory of one article."""

    gazetteer: Gazetteer
    anchor: date | None = None
    article: str = ""  # its id: a bare surname that nobody knows is this article's own
    home: Entity | None = None  # country of the dateline or the outlet: owner of "the foreign ministry" without owner
    place: Entity | None = None  # the dateline's city: "here"
    author: Entity | None = None  # "I" of a statement or transcript
    addressee: Entity | None = None  # "you" of a transcript
    transcript: bool = False  # within a transcript: every sentence is its speaker's
    gathering: Entity | None = None  # the summit last spoken of
    organization: Entity | None = None  # the organization last spoken of
    initiative: Entity | None = None  # the initiative or treaty last spoken of
    topics: list[Entity] = field(default_factory=list)  # things that only the text names, latest last
    quoting: tuple[int, Entity] | None = None  # sentence whose words are this person's
    acts: list[Entity] = field(default_factory=list)  # acts of violence told of, latest last
    gatherings: dict[str, Entity] = field(default_factory=dict)  # by head noun: "the forum"
    counts: Counter[str] = field(default_factory=Counter)  # how often each person and country was spoken of
    seen: dict[str, Entity] = field(default_factory=dict)
    people: dict[str, Entity] = field(default_factory=dict)  # every form a person was called by here -> person
    roles: dict[tuple[str, str], Entity] = field(default_factory=dict)  # (owner id, role) -> person introduced so
    role_of: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # person id -> [(owner id, role)]
    country_of: dict[str, Entity] = field(default_factory=dict)  # person id -> country it acts for
    females: dict[str, bool] = field(default_factory=dict)
    recent: list[Entity] = field(default_factory=list)  # people, latest last, subjects preferred
    countries: list[Entity] = field(default_factory=list)  # countries in order of mention
    subjects: list[Entity] = field(default_factory=list)
    pairs: dict[str, tuple[Entity, ...]] = field(default_factory=dict)  # last two parties that met, by kind
    main: dict[str, tuple[Entity, ...]] = field(default_factory=dict)  # the two parties of the headline
    pairs_at: int = -1  # sentence that told the pairs; -1: they hold for the article
    sides_at: dict[int, tuple[Entity, ...]] = field(default_factory=dict)  # sentence -> the two sides there
    gathering_place: dict[str, Entity] = field(default_factory=dict)  # gathering id -> the city its name tells
    organization_at: dict[int, Entity] = field(default_factory=dict)  # sentence -> the body of states told in it or just before
    organization_since: int = -9  # the sentence that last named it
    _organization_named: bool = False
    gathering_at: dict[int, Entity] = field(default_factory=dict)  # sentence -> the gathering spoken of in it or just before
    group_at: dict[int, tuple[Entity, ...]] = field(default_factory=dict)  # sentence -> who was last spoken of as one
    sentence: int = 0  # index of the sentence being read
    group: tuple[Entity, ...] = ()  # several people last spoken of as one: "they"
    notes: dict[type, Any] = field(default_factory=dict)  # what one language's grammar keeps of the article, by class

    def note(self, kind: type[_T]) -> _T:
        """The article's notes of a class; new ones when they are first asked for."""
        if kind not in self.notes:
            self.notes[kind] = kind()
        found: _T = self.notes[kind]
        return found

    # -- names --------------------------------------------------------------------------------------------------------

    def hits(self, text: str, language: Language) -> list[Hit]:
        return self.gazetteer.find(text, language)

    def introduce(
        self, name: str, language: Language, *, country: Entity | None = None, role: str | None = None, female: bool | None = None
    ) -> Entity:
        """The person called ``name`` here: one the tables know if name, country and time fit, else this text's own."""
        person = self.recall(name) or self._known(name, language, country, role) or self._new(name, language, country)
        self.remember(person, name, language, country=country, role=role, female=female)
        return person

    def remember(
        self,
        person: Entity,
        name: str,
        language: Language,
        *,
        country: Entity | None = None,
        role: str | None = None,
        female: bool | None = None,
    ) -> None:
        """``person`` was called ``name`` (and its short forms) in this article."""
        for form in (name, *short_forms(name, language), *self._surnames(person)):
            self._call(fold(form), person)
        if role and country:
            self.roles[country.id, role] = person
            pairs = self.role_of.setdefault(person.id, [])
            if (country.id, role) not in pairs:
                pairs.append((country.id, role))
        home = country if country and country.kind == "Country" else self.country(person)
        if home:
            self.country_of.setdefault(person.id, home)
        gender = person.female if person.female is not None else female
        if gender is not None:
            self.females[person.id] = gender

    def _call(self, form: str, person: Entity) -> None:
        """The first owner of a form keeps it, but "Harris" of the headline becomes the Kamala Harris of the text."""
        owner = self.people.get(form)
        bare = owner is not None and not owner.linked and " " not in owner.label() and "·" not in owner.label()
        if (
            owner is None
            or bare
            and (person.linked or len(person.label()) > len(owner.label()))
            and owner.names[:1]
            and owner.names[0][0] == "en"
        ):
            self.people[form] = person

    def _surnames(self, person: Entity) -> tuple[str, ...]:
        row = self.gazetteer.rows.get(person.id)
        if row is None:
            return ()
        return (
            *row.surname.get("en", ()),
            *(n.split()[-1] for n in row.names.get("en", ())[:1] if not row.surname.get("en")),
            *row.names.get("zh", ()),
        )

    def _known(self, name: str, language: Language, country: Entity | None, role: str | None) -> Entity | None:
        hits = self.gazetteer.find(name, language)
        whole = [e for h in hits if h.start == 0 and h.end == len(name) for e in h.entities if e.kind == "Person"]
        if not whole and language == "en" and " " not in name:
            whole = self.gazetteer.by_surname(name)
            if not (country or role):
                return None
            if role and not country:
                whole = [p for p in whole if any(same_role(t.title, role) for t in self.gazetteer.offices(p.id))]
        fitting = [p for p in whole if self.fits(p, country)]
        return fitting[0] if len(fitting) == 1 or (fitting and " " in name) else self.in_office(fitting, country, role)

    def fits(self, person: Entity, country: Entity | None) -> bool:
        """A person of the tables may be meant: the same country (or an office of that body), alive in politics at the time."""
        tenures = self.gazetteer.offices(person.id)
        if country and person.country != country.id and not any(t.of == country.id for t in tenures):
            return country.kind != "Country" and person.country is not None and " " in person.label()
        anchor = self.anchor
        return not (anchor and tenures and all(t.first and t.first.year > anchor.year + 8 for t in tenures))

    def in_office(self, people: list[Entity], country: Entity | None, role: str | None) -> Entity | None:
        """Of several with one surname, the one in that office (or any office) on the day."""
        if not people or not self.anchor:
            return None
        ids = {p.id for p in people}
        owners = [country.id] if country else sorted({p.country for p in people if p.country})
        now = {
            e.id: e
            for owner in owners
            for t, e in self.gazetteer.in_office(owner, self.anchor, 200)
            if e.id in ids and (role is None or same_role(t.title, role))
        }
        return next(iter(now.values())) if len(now) == 1 else None

    def _new(self, name: str, language: Language, country: Entity | None) -> Entity:
        """A person of this text alone; a full name means the same person in other articles that give the same country."""
        full = (" " in name) if language == "en" else (len(name) > 3 or "·" in name)
        place = country.id.rpartition("/")[2] if country else "_"
        scope = place if full and country else "_" if full else hashlib.sha256(self.article.encode()).hexdigest()[:8]
        return Entity(
            f"person/_/{scope}/{slug(name)}",
            "Person",
            ((language, name),),
            country.id if country and country.kind == "Country" else None,
            linked=False,
        )

    def recall(self, name: str) -> Entity | None:
        """Somebody introduced in this article, by any form of the name."""
        return self.people.get(fold(name))

    def topic_like(self, head: str) -> Entity | None:
        """The thing named in full before that "the bombings" takes up: one with a word of the same stem."""
        stem = head[: max(_STEM, len(head) - 3)]
        told = (*self.acts, *self.topics)
        return next((t for t in reversed(told) if any(w.startswith(stem) for w in t.label().lower().split())), None)

    # -- offices --------------------------------------------------------------------------------------------------------

    def holder(self, of: Entity, role: str) -> Entity | None:
        """Who holds the office: as this article told, else as the tables say for its day."""
        for (owner, told), person in self.roles.items():
            if owner == of.id and same_role(told, role):
                return person
        if role in ("head of state", "leader", "head of government"):
            titles = (
                ("president", "king", "queen", "emir", "chairman")
                if role != "head of government"
                else ("prime minister", "premier", "chancellor")
            )
            told_here = [
                p
                for (owner, told), p in self.roles.items()
                if owner == of.id
                and (told in titles or role == "leader" and "minister" not in told.replace("prime minister", ""))
            ]
            if len({p.id for p in told_here}) == 1:
                return told_here[0]
        if not self.anchor:
            return None
        if role == "leader":
            named = [p for p in dict.fromkeys(reversed(self.recent)) if self.country(p) == of]
            return named[0] if named else self.gazetteer.holder(of.id, "head of state", self.anchor)
        return self.gazetteer.holder(of.id, role, self.anchor)

    def country(self, person: Entity) -> Entity | None:
        """The country a person acts for."""
        if person.kind == "Country":
            return person
        if person.id in self.country_of:
            return self.country_of[person.id]
        return self.gazetteer.entity(person.country) if person.country and person.country in self.gazetteer.rows else None

    # -- salience -------------------------------------------------------------------------------------------------------

    def saw(self, entities: Iterable[Entity], subject: bool = False) -> None:
        """These were just spoken of."""
        for entity in entities:
            self.counts[entity.id] += 1
            self.seen[entity.id] = entity
            if entity.kind == "Person":
                self._push(self.recent, entity)
                if subject:
                    self._push(self.subjects, entity)
            elif entity.kind == "Country":
                if entity not in self.countries:
                    self.countries.append(entity)
            elif entity.kind == "Organization":
                self.organization, self._organization_named = entity, True
            elif entity.kind in ("Initiative", "Agreement"):
                self.initiative = entity

    @staticmethod
    def _push(stack: list[Entity], entity: Entity) -> None:
        if entity in stack:
            stack.remove(entity)
        stack.append(entity)

    def last_person(self, female: bool | None = None, other: Sequence[Entity] = ()) -> Entity | None:
        """Who "he" or "she" is: the latest subject whose gender fits, else the latest person; none of ``other``."""
        for person in (*reversed(self.subjects), *reversed(self.recent)):
            known = self.females.get(person.id, person.female)
            if person not in other and (female is None or known is None or known == female):
                return person
        return None

    def last_country(self) -> Entity | None:
        return self.countries[-1] if self.countries else None

    def met(self, parties: tuple[Entity, ...], at: int = -1) -> None:
        """Two parties acted together: they are the two sides until others are (``at``: in this sentence and the next)."""
        if len(parties) != 2:
            return
        homes = tuple(dict.fromkeys(c for p in parties if (c := self.side(p))))
        if len(homes) != 2:
            return
        if self.pairs_at != at:
            self.pairs = {}
        self.pairs_at = at
        if at == 0:
            self.main = self.pairs
        if all(p.kind == "Person" for p in parties):
            self.pairs["Person"] = parties
        self.pairs["Country"] = homes

    def note_sides(self, sentence: int) -> None:
        """Keep who the two sides are in this sentence, and the gathering, for what is asked after the article is read."""
        self.sides_at[sentence] = self.pair("Country")
        self.group_at[sentence] = self.group
        if self._organization_named:
            self.organization_since, self._organization_named = sentence, False
        if self.body_of_states(sentence):
            self.organization_at[sentence] = cast("Entity", self.organization)
        if self.gathering:
            self.gathering_at[sentence] = self.gathering

    def capital(self, country: Entity) -> Entity | None:
        """The capital of a country, where the tables have one."""
        found = [r.id for r in self.gazetteer.rows.values() if r.kind == "City" and r.country == country.id and r.capital]
        return self.gazetteer.entity(found[0]) if len(found) == 1 else None

    def body_of_states(self, sentence: int) -> bool:
        """The organization last spoken of has states for members, and was named in this sentence or the two before it."""
        body = self.organization
        return bool(body and body.subkind in _OF_STATES and sentence - self.organization_since <= _FRESH)

    def side(self, party: Entity) -> Entity | None:
        """Whom a party acts for: a country, or the organization that it is."""
        return party if party.kind == "Organization" else self.country(party)

    def pair(self, kind: Kind) -> tuple[Entity, ...]:
        """The two sides, or their two leaders; empty when that is not certain."""
        near = self.pairs_at < 0 or self.sentence - self.pairs_at <= _NEAR
        if near and kind in self.pairs:
            return self.pairs[kind]
        return self.main.get(kind, ()) or self._ranked_pair(kind) or self.pairs.get(kind, ())

    def _ranked_pair(self, kind: Kind) -> tuple[Entity, ...]:
        """The two that the article speaks of most; a country also by its people."""
        ranked = self._ranked("Person")
        if kind == "Person":
            return self._top(ranked)
        homes = tuple(dict.fromkeys(c for p in self._top(ranked) if (c := self.country(p))))
        if len(homes) == 2:
            return homes
        counts: Counter[str] = Counter()
        for id, count in self.counts.items():
            entity = self.seen[id]
            home = self.country(entity) if entity.kind in ("Person", "Country") else entity if entity.kind == "Area" else None
            if home:
                counts[home.id] += count
                self.seen.setdefault(home.id, home)
        order = [self.seen[id] for id, _ in counts.most_common()]
        if len(order) < 2 or len(order) > 2 and counts[order[2].id] == counts[order[1].id]:
            return ()
        return order[0], order[1]

    def _ranked(self, kind: str) -> list[Entity]:
        return [self.seen[i] for i, _ in self.counts.most_common() if self.seen[i].kind == kind]

    def _top(self, ranked: list[Entity]) -> tuple[Entity, ...]:
        """The first and the next of another country, if no third stands as high as the second."""
        if not ranked:
            return ()
        second = [
            e for e in ranked[1:] if self.country(e) != self.country(ranked[0]) and self.country(e) and self.country(ranked[0])
        ]
        others = [e for e in second[1:] if self.country(e) != self.country(second[0])]
        if not second or others and self.counts[others[0].id] >= self.counts[second[0].id]:
            return ()
        return ranked[0], second[0]

    def leaders(self, role: str = "head of state") -> tuple[Entity, ...]:
        """The holders of an office on the two sides ("the two heads of state"); empty when one of them is not certain."""
        sides = self.pair("Country")
        people = tuple(p for side in sides if (p := self.holder(side, role)))
        return people if len(people) == len(sides) == 2 else ()


_STEM = 4  # letters two words must share to be of one stem
_NEAR = 1  # sentences for which "the two sides" are those of a passing mention

_SAME = {
    "premier": "prime minister",
    "minister of foreign affairs": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "foreign secretary": "foreign minister",
    "minister of external affairs": "foreign minister",
}


def same_role(a: str, b: str) -> bool:
    """Two titles for one office."""
    a, b = (role.replace("-", " ").replace("adviser", "advisor") for role in (a, b))
    return _SAME.get(a, a) == _SAME.get(b, b)


def short_forms(name: str, language: Language) -> tuple[str, ...]:
    """How the rest of an article may call the person: "Sanader" for "Ivo Sanader", 卢卡申科 for 亚历山大·卢卡申科."""
    if language == "zh":
        parts = name.split("·")
        return (parts[-1],) if len(parts) > 1 and len(parts[-1]) > 1 else ()
    words = [w for w in name.split() if w not in ("Jr.", "Jr", "Sr.", "III", "II")]
    if len(words) < 2:
        return ()
    particles = {
        "de",
        "da",
        "do",
        "dos",
        "del",
        "der",
        "van",
        "von",
        "al",
        "el",
        "bin",
        "ben",
        "la",
        "le",
        "di",
        "du",
        "ter",
        "ten",
        "den",
    }
    tail = len(words) - 1
    while tail > 1 and words[tail - 1].lower().strip("-") in particles:
        tail -= 1
    forms = [words[-1], " ".join(words[tail:])]
    if len(words[0]) > 1 and len(words) <= 3:
        forms.append(words[0])  # family name first: Tô Lâm, Hu Jintao; setdefault keeps earlier owners of the form
    return tuple(dict.fromkeys(forms))
