"""Fill a frame's properties from a clause's roles: generic over record types and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from kg import iris
from kg.extract import wordlists
from kg.extract.frames import Frame, Role, Setting
from kg.lang.context import Context
from kg.model import Clause, Document, Entity, Phrase, Sentence, Token, Value

Values = dict[str, tuple[Value, ...]]
_ARTICLE = re.compile(
    r"^(the following|all the|the|a|an|a number of|two|three|four|five|several|some|its|their|his|her|our|this|that|these"
    r"|such|any|all|both|each other's)\s+",
    re.IGNORECASE,
)


_DEFINITE = ("the ", "this ", "that ", "such ", "any ", "its ", "their ")
_OWN = re.compile(r"^(its|their|his|her|our|my) ", re.IGNORECASE)
_POINTING = re.compile(r"^(this|these|that|those|such)\b", re.IGNORECASE)
_WHITHER = re.compile(r"^(?:\w+ ){0,2}(?:progress|steps?|moves?) towards? (?:the )?(\S.*)$", re.IGNORECASE)
_PARTIES = re.compile(r" (?:with|between|in its|in their) (?=[A-Z]|\w)")  # behind a project's name: whose it is
_WITH = frozenset({"with", "between", "among"})
_FULL = 4  # characters before a general noun that make a Chinese phrase say enough: 美方插手南海|问题
_LOOSE = re.compile(r",? and [^,]*[’']s$")  # "aggression against X and Y's": the rest hangs elsewhere


def _topic(text: str, language: str) -> Entity:
    return Entity(iris.unlinked("Topic", text), "Topic", ((language, text),), linked=False)


def _gerund(role: Role, token: Token, language: str) -> bool:
    """A gerund that may name the thing: one of the role's, or any ("*")."""
    return token.tag == "VBG" and bool(role.gerunds.get(language, frozenset()) & {token.lemma.lower(), "*"})


class Filler:
    """Fills frames for one clause; ``reason`` says why the last one gave nothing."""

    def __init__(self, sentence: Sentence, document: Document, context: Context) -> None:
        self.sentence, self.document, self.context = sentence, document, context
        self.reason = ""
        self.paired = False  # the sides of the article stand in for parties that the clause does not name

    def fill(self, frame: Frame, clause: Clause) -> Iterator[Values]:
        """Each way the clause fills the frame: one, or one for every value of the roles marked ``each``."""
        language = self.sentence.language
        if not self._allowed(frame, clause, language):
            return
        filled: dict[str, list[Value]] = {}
        self.paired = False
        for role in frame.roles:
            values = self._role(role, clause)
            enough = len(values) >= role.least or values and all(isinstance(v, Entity) and v.kind in role.single for v in values)
            if role.required and not enough:
                self.reason = f"no {role.property}"
                return
            if values:
                filled[role.property] = values
        each = [r.property for r in frame.roles if r.each and r.property in filled]
        for combination in product(*(filled[p] for p in each)):
            values_now: Values = {p: tuple(v) for p, v in filled.items()}
            values_now.update({p: (v,) for p, v in zip(each, combination, strict=True)})
            self._once(frame, values_now)
            for told in self._apart(frame, clause, values_now):
                if self._sane(frame, told):
                    self._settings(frame, clause, told, language)
                    if frame.place and clause.places and frame.place not in told:
                        told[frame.place] = clause.places[:1]
                    yield told

    def _with_strangers(self, role: Role, clause: Clause) -> bool:
        """ "X and Y will consult with partners": that the two do it with each other is not told."""
        phrases = [part for p in clause.roles.get("with", ()) for part in p.parts or (p,)]
        several = [p for p in phrases if self.sentence.tokens[p.head].tag in ("NNS", "NNPS")]
        return bool(several) and not any(v for p in phrases for v in self._phrase(role, p))

    @staticmethod
    def _once(frame: Frame, values: Values) -> None:
        """Who fills a required role is not told again by another: "conveyed his greetings" has no messenger but himself."""
        main = {v for r in frame.roles if r.required for v in values.get(r.property, ()) if isinstance(v, Entity)}
        for name in [r.property for r in frame.roles if not r.required]:
            kept = tuple(v for v in values.get(name, ()) if v not in main)
            if name in values and not kept:
                del values[name]

    def _apart(self, frame: Frame, clause: Clause, values: Values) -> Iterator[Values]:
        """The values as one telling, or as one for each of those that the clause tells one by one."""
        role = next((r for r in frame.roles if r.apart), None)
        if role and self._with_strangers(role, clause):
            return
        somewhere = clause.places and not clause.roles.get("place")  # a whole visit is no one place
        aimless = clause.mood in ("planned", "hypothetical") and not clause.when and not somewhere
        told = clause.roles.get("apart", ()) or aimless and (clause.roles.get("with") or clause.roles.get("object")) or ()
        each = [v for p in told for v in self._phrase(role, p)] if role else []
        shared = [v for v in values.get(role.property, ()) if v not in each] if role else []
        if not role or len(each) < 2 or not shared:
            yield values
            return
        for value in each if len(shared) == 1 else ():  # "their calls with X and Y": who of them called whom is not told
            yield values | {role.property: (*shared, value)}

    def _allowed(self, frame: Frame, clause: Clause, language: str) -> bool:
        if frame.over and not self._over(frame, clause, language):
            self.reason = "it is about something else"
        elif frame.needs and not frame.needs.get(language, frozenset()) & clause.words:
            self.reason = "a word is missing"
        elif frame.unless.get(language, frozenset()) & clause.words:
            self.reason = "a word says otherwise"
        elif frame.governors and clause.governor not in frame.governors.get(language, frozenset()):
            self.reason = "the verb is another"
        elif not frame.needs_roles <= set(clause.roles):
            self.reason = "a role is missing"
        else:
            return True
        return False

    def _over(self, frame: Frame, clause: Clause, language: str) -> bool:
        """What is done is done to one of the nouns the frame names: "established diplomatic relations"."""
        phrases = [
            part for role in ("object", "of") for phrase in clause.roles.get(role, ()) for part in phrase.parts or (phrase,)
        ]
        heads = {self.sentence.tokens[p.head].lemma.lower() for p in phrases}
        return bool(heads & frame.over.get(language, frozenset()))

    def _settings(self, frame: Frame, clause: Clause, values: Values, language: str) -> None:
        for setting in frame.settings:
            if setting.property not in values and self._holds(setting, clause, language):
                values[setting.property] = (setting.value,)

    @staticmethod
    def _holds(setting: Setting, clause: Clause, language: str) -> bool:
        if setting.roles and not setting.roles & set(clause.roles):
            return False
        if setting.governors and clause.governor not in setting.governors.get(language, frozenset()):
            return False
        return not setting.words or bool(
            setting.words.get(language, frozenset()) & (clause.words | {clause.predicate, *clause.governor.split()})
        )

    # -- roles ----------------------------------------------------------------------------------------------------------

    def _role(self, role: Role, clause: Clause) -> list[Value]:
        out: list[Value] = []
        if role.beside and set(role.sources) & set(clause.roles) <= role.beside:
            return []  # "talks with A and B": whose talks they are is not said
        for source in role.sources:
            found = [v for phrase in clause.roles.get(source, ()) for v in self._phrase(role, phrase)]
            out += [v for v in found if v not in out]
            if out and not role.union:
                break
        if role.alike and any(isinstance(v, Entity) and v.kind == "Person" for v in out):
            out = [v for v in out if isinstance(v, Entity) and v.kind == "Person"]
        if (
            role.otherwise
            and len(out) < max(role.least, 1)
            and not any(isinstance(v, Entity) and v.kind in role.single for v in out)
        ):
            other = [
                v for source in role.otherwise for phrase in clause.roles.get(source, ()) for v in self._phrase(role, phrase)
            ]
            out = list(dict.fromkeys(other)) or out
        enough = any(isinstance(v, Entity) and v.kind in role.single for v in out)
        strangers = "nobody" in clause.roles or self._strangers(role, clause)
        if role.pair and not enough and len(out) < max(role.least, 1) and not strangers:
            sides = self.context.sides_at.get(self.sentence.index) or self.context.pair("Country")
            sides = sides or tuple(e for e in self.context.group_at.get(self.sentence.index, ()) if e.kind in role.kinds)
            fitting = all(e.kind in role.kinds for e in sides) and all(v in sides for v in out)
            if sides and fitting and not self._third(role, sides):
                out, self.paired = list(sides), True
        told = self.context.organization_at if "Organization" in role.kinds else self.context.gathering_at
        if role.recall and not out and (before := told.get(self.sentence.index)):
            out = [before]
        return out

    def _strangers(self, role: Role, clause: Clause) -> bool:
        """Others than the two sides do it: "100 countries signed", "companies signed"."""
        words = role.strangers.get(self.sentence.language, frozenset())
        return any(
            not part.entities and self.sentence.tokens[part.head].text.lower() in words
            for phrase in clause.roles.get("subject", ())
            for part in phrase.parts or (phrase,)
        )

    def _third(self, role: Role, sides: tuple[Entity, ...]) -> bool:
        """The sentence names a third country or area as the partner ("with Africa"): it is not the two sides that do it."""
        tokens = self.sentence.tokens
        return any(
            e.kind in role.kinds and e.kind != "Organization" and e not in sides
            for m in self.sentence.mentions
            if m.how == "name" and not m.adjective
            if {t.text.lower() for t in tokens[max(0, m.start - 2) : m.start]} & _WITH
            for e in m.entities
        )

    def _phrase(self, role: Role, phrase: Phrase) -> list[Value]:
        out: list[Value] = []
        if role.others and _OWN.match(phrase.text):
            return []
        parts = phrase.parts or (phrase,)
        if (
            role.make
            and len(parts) == 2
            and not any(p.entities for p in parts)
            and " of " in parts[1].text
            and " of " not in parts[0].text
        ):
            parts = (
                Phrase(phrase.start, phrase.end, parts[1].head, phrase.text),
            )  # "sovereignty and integrity of X" is one thing
        for part in parts:
            value = self._entities(role, part) or (self._inner(role, part) if role.inner else [])
            out += value or self._made(role, part)
        return out

    def _entities(self, role: Role, part: Phrase) -> list[Value]:
        """The phrase's entities of an accepted class; capitals stand for governments, leaders for countries where wanted."""
        out: list[Value] = []
        for entity in part.entities:
            if role.home and entity.kind == "Person" and (side := self._acts_for(role, entity)):
                out.append(side)
            elif entity.kind in role.kinds:
                out.append(entity)
            elif (
                entity.kind == "Gathering"
                and "Organization" in role.kinds
                and "Gathering" not in role.kinds
                and entity.country
                or entity.kind in ("City", "Venue")
                and "Country" in role.kinds
                and (role.land or self._capital(entity))
                and entity.country
            ):
                out.append(self.context.gazetteer.entity(entity.country))
        return out

    def _acts_for(self, role: Role, person: Entity) -> Entity | None:
        """The country of a person; the organization of one who has no other office here."""
        owners = {owner for owner, _ in self.context.role_of.get(person.id, ())}
        rows = self.context.gazetteer.rows
        if "Organization" in role.kinds and owners and all(o in rows and rows[o].kind == "Organization" for o in owners):
            return self.context.gazetteer.entity(min(owners))
        return self.context.country(person)

    def _inner(self, role: Role, part: Phrase) -> list[Value]:
        """Things of an accepted class named inside the phrase."""
        kinds = role.kinds & {"Initiative", "Agreement"}
        return [
            e
            for m in self.sentence.mentions
            if part.start <= m.start and m.end <= part.end
            for e in m.entities
            if e.kind in kinds
        ]

    def _capital(self, city: Entity) -> bool:
        row = self.context.gazetteer.rows.get(city.id)
        return bool(row and row.capital)

    def _made(self, role: Role, part: Phrase) -> list[Value]:
        """A thing, or plain words, that only the text names."""
        if role.list and (not role.make or wordlists.made_of(role.list, part.text, self.sentence.language)):
            return [_topic(word, "en") for word in wordlists.find(role.list, part.text, self.sentence.language)]
        named = _PARTIES.split(part.text, maxsplit=1)[0] if role.make == "Project" else part.text
        text = _ARTICLE.sub("", _LOOSE.sub("", named).strip(" ,;:\"“”'‘’《》")).removesuffix(" and")
        text = text if text.count('"') % 2 == 0 else text.replace('"', "")
        language = self.sentence.language
        if (
            not text
            or not (role.make or role.text)
            or part.text.lower() in ("it", "this", "that", "which", "who", "them", "him", "her", "he", "she", "they", "what")
        ):
            return []
        token = self.sentence.tokens[part.head]
        if (
            part.entities
            or language == "en"
            and token.pos
            not in (
                "NOUN",
                "PROPN",
                "NUM",
                "X",
                *(("VERB",) if _gerund(role, token, language) or (token.dep, token.tag) == ("dobj", "VBZ") else ()),
            )
        ):
            return []
        head = token.lemma.lower()
        heads = role.heads.get(language)
        gerund = _gerund(role, token, language)
        if (
            gerund
            and "*" not in role.gerunds.get(language, ())
            and self._does(part.head) & role.exclude.get(language, frozenset())
        ):
            return []  # "the importance of preserving stability"
        if heads and not gerund and not self._headed(role, heads, part, head, text):
            return []
        if head in role.again.get(language, ()) and _POINTING.match(part.text) and part.end == part.head + 1:
            told = self.context.topic_like(head) or next(reversed(self.context.acts), None)
            return [told] if told else []  # "this cruel crime"
        definite = part.text.lower().startswith(_DEFINITE)
        if role.specific and " " not in text and language == "en" and not self._enough(role, text, head, definite=definite):
            before = self.context.topic_like(head) if part.text.lower().startswith("the ") else None
            if role.make == "Agreement" and before and before.kind != "Agreement":
                return []
            return [before] if before else []  # "condemned the bombings" told of in full before
        if role.specific and language == "zh" and len(text) < 4 and text in (heads or ()):
            return []  # 协定: which one
        if head in role.through.get(language, ()) and (whither := _WHITHER.match(text)):
            text = whither.group(1)  # "progress towards disarmament": disarmament
        enough_said = language == "zh" and role.property == "target" and len(text) > len(head) + _FULL
        if head in role.exclude.get(language, frozenset()) and not enough_said and not self._saved(role, part, head):
            return []
        if role.named and not self._named(part):
            return []
        if role.must and not any(w in text.lower() for w in role.must.get(language, ())):
            return []
        if role.text:
            return [text.lower() if language == "en" else text]
        thing = Entity(iris.unlinked(role.make or "Topic", text), role.make or "Topic", ((language, text),), linked=False)
        self.context.topics.append(thing)
        return [thing]

    def _enough(self, role: Role, text: str, head: str, *, definite: bool) -> bool:
        """One word tells it: "X and Y signed an agreement", but neither "the agreement" nor "agreements", nor without parties."""
        if role.make != "Agreement":
            return head in role.bare
        return head in role.bare and not definite and text.lower() == head and not self.paired

    def _headed(self, role: Role, heads: frozenset[str], part: Phrase, head: str, text: str) -> bool:
        """One of the heads stands at its end, or behind a word that only leads to it ("progress towards denuclearisation")."""
        if self.sentence.language == "zh":
            return any(text.endswith(h) for h in heads)
        tokens = self.sentence.tokens
        if head in heads or role.make in ("Agreement", "Project"):
            return head in heads
        if role.through and head not in role.through.get("en", frozenset()):
            return False
        return any(t.lemma.lower() in heads and t.pos in ("NOUN", "PROPN") for t in tokens[part.head + 1 : part.end])

    def _does(self, verb: int) -> set[str]:
        """The heads of what a gerund is done to, but for those that a name stands before ("the Armenian president")."""
        done = [t for t in self.sentence.tokens[verb + 1 :] if t.head == verb and t.dep == "dobj"]
        return {t.lemma.lower() for t in done if not any(verb < m.start <= t.i for m in self.sentence.mentions)}

    def _saved(self, role: Role, part: Phrase, head: str) -> bool:
        """A general head that does: somebody's, or one that only leads to what is named behind it."""
        language = self.sentence.language
        if head in role.owned.get(language, frozenset()) and self._owned(part):
            return True
        behind = {t.lemma.lower() for t in self.sentence.tokens[part.head + 1 : part.end] if t.pos in ("NOUN", "PROPN", "VERB")}
        return head in role.through.get(language, frozenset()) and bool(behind & role.toward.get(language, frozenset()))

    def _owned(self, part: Phrase) -> bool:
        """Somebody's: a name stands before its head or behind "by", "that"."""
        tokens = self.sentence.tokens
        named = [m for m in self.sentence.mentions if part.start <= m.start < part.end and m.how != "pronoun"]
        return any(
            m.start < part.head
            or tokens[m.start - 1].text == "by"
            or any(t.text in ("by", "that") for t in tokens[part.head : m.start])
            for m in named
        )

    def _named(self, part: Phrase) -> bool:
        tokens = self.sentence.tokens[part.start : part.end]
        if self.sentence.language == "zh":
            return (
                any(m.start < part.end and part.start < m.end for m in self.sentence.mentions)
                or "《" in part.text
                or "“" in part.text
            )
        capital = any(t.text[:1].isupper() and (t.i > 0 or t.pos == "PROPN") for t in tokens)
        return capital or any(part.start <= m.start < part.end for m in self.sentence.mentions)

    # -- sense ----------------------------------------------------------------------------------------------------------

    def _sane(self, frame: Frame, values: Values) -> bool:
        """Nobody meets himself; nobody visits their own country."""
        for a, b in frame.unlike:
            homes = {h for v in values.get(a, ()) if (h := self.home(v))}
            if homes & {h for v in values.get(b, ()) if (h := self.home(v))}:
                self.reason = f"{a} and {b} are of one country"
                return False
        if frame.whose and self._anothers(*(values.get(name, ()) for name in frame.whose)):
            self.reason = "it is another's"
            return False
        if frame.across and len({self.home(v) or v for v in values.get(frame.across, ())}) < 2:
            self.reason = f"all of {frame.across} are of one country"
            return False
        used: set[str] = set()
        for role in frame.roles:
            if role.required and role.property in values:
                ids = {v.id for v in values[role.property] if isinstance(v, Entity)}
                if ids & used:
                    self.reason = "one thing in two roles"
                    return False
                used |= ids
        return True

    def _anothers(self, things: tuple[Value, ...], parties: tuple[Value, ...]) -> bool:
        """The tables know the countries whose treaty it is, and none of the parties is among them."""
        rows = self.context.gazetteer.rows
        owners = {p for t in things if isinstance(t, Entity) and t.id in rows for p in rows[t.id].proposer}
        ids = {p.id for p in parties if isinstance(p, Entity)}
        return len(owners) > 1 and all(o.startswith("country/") for o in owners) and not ids <= owners

    def home(self, value: Value) -> str | None:
        if not isinstance(value, Entity):
            return None
        if value.kind == "Country":
            return value.id
        country = self.context.country(value) if value.kind == "Person" else None
        return country.id if country else value.country
