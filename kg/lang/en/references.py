"""Words that point to somebody named elsewhere: pronouns, "both sides", "the Belarusian side", "the president"."""

from __future__ import annotations

from itertools import pairwise

from kg.lang.context import same_role
from kg.lang.en.reading import VAGUE, Reading
from kg.lang.en.titles import Title
from kg.model import Entity, Mention


class References(Reading):
    """Resolves the references of one sentence."""

    def _side(self, i: int) -> Mention | None:
        """ "the Belarusian side", "the Chinese government" are the country."""
        base = self.base.get(i)
        if (
            base
            and base.end < len(self.tokens)
            and self.tokens[base.end].text in self.lex.side
            and base.entities[0].kind in ("Country", "Organization")
            and (base.adjective or base.end + 1 <= len(self.tokens))
        ):
            country = [e for e in base.entities if e.kind in ("Country", "Organization")]
            if (
                base.adjective
                and country
                and not (
                    base.end + 1 < len(self.tokens)
                    and self.tokens[base.end].dep == "compound"
                    and self.tokens[base.end].head == base.end + 1
                )
            ):
                return Mention(i, base.end + 1, (country[0],), "description", base.end)
        return None

    def seat(self, i: int) -> Mention | None:
        """ "the Thai capital", "Thailand's capital": the city, where no name of it follows."""
        base = self.base.get(i)
        if not base or base.entities[0].kind != "Country":
            return None
        k = base.end + (not base.adjective and base.end < len(self.words) and self.words[base.end] == "'s")
        if k == base.end and not base.adjective or k >= len(self.words) or self.words[k] != "capital":
            return None
        token = self.tokens[k]
        if token.dep == "compound" or any(m.start in (k + 1, k + 2) and m.entities[0].kind == "City" for m in self.base.values()):
            return None
        city = self.c.capital(base.entities[0])
        return Mention(i, k + 1, (city,), "description", k) if city else None

    def _again(self, i: int) -> Mention | None:
        """ "the Alliance", "the organisation": the one last spoken of; "my administration": the speaker's country."""
        word, before = self.words[i], self.words[i - 1] if i else ""
        if (
            word in self.lex.clause["organization_again"]
            and (before in ("the", "our") or self.tokens[i - 1].pos == "ADJ" and self._superlative(i))
            and self.c.organization
            and self.tokens[i].dep not in ("compound", "amod")
        ):
            name = self.c.organization.label().lower()
            fresh = word in ("group", "association") and self.c.body_of_states(self.s.index - 1)
            if fresh or word in name or word == "alliance" and "treaty" in name or word in ("bloc", "grouping"):
                return Mention(i, i + 1, (self.c.organization,), "description", i)
        if (
            word in self.lex.clause["initiative_again"]
            and self.c.initiative
            and self._definite(i)
            and (word not in ("deal", "accord") or self.c.initiative.label().lower().split()[-1] in self.lex.clause["deals"])
        ):
            return Mention(i, i + 1, (self.c.initiative,), "description", i)
        if word == "country" and before == "the":
            nearest = [e for m in reversed(self.resolved) for e in m.entities if e.kind == "Country"][:1]
            return Mention(i, i + 1, tuple(nearest), "description", i) if nearest else None
        if (
            word in self.lex.side
            and before in ("my", "our")
            and (author := self.c.author or self._quoted(i))
            and (home := self.c.country(author))
        ):
            return Mention(i, i + 1, (home,), "description", i)
        if (
            before in ("his", "her")
            and word in (*self.lex.side, "country", "nation", "administration")
            and (owner := self._third_person(i - 1, before))
            and (home := self.c.country(owner))
        ):
            return Mention(i, i + 1, (home,), "description", i)  # "X said his country would"
        return None

    def _superlative(self, i: int) -> bool:
        """ "the greatest defensive alliance"."""
        k = i
        while k and self.tokens[k - 1].pos == "ADJ":
            k -= 1
        return k > 0 and self.words[k - 1] == "the" and any(t.tag == "JJS" for t in self.tokens[k:i])

    def _definite(self, i: int) -> bool:
        """ "the programme", "the trade and investment programme": nothing names it anew."""
        k = i
        while k and self.tokens[k - 1].pos in ("NOUN", "ADJ", "CCONJ") and self.tokens[k - 1].text.islower():
            k -= 1
        return k > 0 and self.words[k - 1] in ("the", "this") and self.tokens[i].dep != "compound"

    def _pronoun(self, i: int) -> Mention | None:
        word = self.words[i]
        if word == "here" and self.tokens[i].pos == "ADV" and self.c.place:
            return Mention(i, i + 1, (self.c.place,), "description", i)
        if self.tokens[i].pos not in ("PRON", "DET") and self.tokens[i].tag not in ("PRP", "PRP$"):
            return None
        found = self._pointed(i, word)
        return Mention(i, i + 1, found, "pronoun", i) if found else None

    def _pointed(self, i: int, word: str) -> tuple[Entity, ...]:
        """Whom a pronoun points to; nobody where that is not certain."""
        person = None
        if word in self.lex.male | self.lex.female:
            person = self._third_person(i, word)
        elif word in self.lex.first:
            person = self.c.author or self._quoted(i)
        elif word in self.lex.second:
            person = self.c.addressee
        elif word in self.lex.we:
            over = self.tokens[self.tokens[i].head].lemma.lower()
            if self.c.transcript and self.c.author and self.c.addressee and over in self.lex.clause["among_us"]:
                return (self.c.author, self.c.addressee)  # "we met here", "our last meeting"
            speaker = self.c.author or self._quoted(i)
            home = self.c.country(speaker) if speaker else None
            if speaker and "".join(self.words[i + 1 : i + 2]) == "both":  # "We both believe in"
                sides, people = self.c.pair("Country"), self.c.pair("Person")
                return sides if home in sides else people if speaker in people else ()
            return (home,) if home else ()
        elif word in self.lex.they:
            plural = [m.entities for m in self.resolved if self.is_subject(m) and len(m.entities) > 1]
            return self._joined() or (plural[-1] if plural else self.c.group) or self.c.pair("Person")
        elif word == "it" and self._impersonal(i):
            return self.c.pair("Person")
        elif word in ("it", "its"):
            bodies = [
                m.entities[0]
                for m in self.resolved
                if self.is_subject(m) and m.entities[0].kind in ("Country", "Organization") and not m.adjective
            ]
            person = bodies[-1] if bodies and not self._expletive(i) else None
        return (person,) if person else ()

    def _joined(self) -> tuple[Entity, ...]:
        """Two or more people just named as one in this sentence: "told A and B when he hosted them"."""
        for a, b in zip(reversed(self.resolved[:-1]), reversed(self.resolved[1:]), strict=False):
            between = [
                w
                for w in self.words[a.end : b.start]
                if w not in self.lex.titles and w not in ("prime", "the", "foreign", "minister", "president")
            ]
            if between == ["and"] and all(e.kind == "Person" for m in (a, b) for e in m.entities):
                return (*a.entities, *b.entities)
        return ()

    def _third_person(self, i: int, word: str) -> Entity | None:
        """ "he", "her"; in "thanked the emir for his commitment" the emir's."""
        female = word in self.lex.female
        if self.tokens[i].dep == "poss":
            for m in reversed([m for m in self.resolved if m.end <= i]):
                token = self.tokens[m.head if m.head >= 0 else m.end - 1]
                verb = self.tokens[token.head]
                if (
                    token.dep in ("dobj", "nsubjpass")
                    and verb.lemma.lower() in self.lex.clause["praise"]
                    and m.entities[0].kind == "Person"
                ):
                    return m.entities[0]
        subject = next((t for t in self.tokens if t.head == self.tokens[i].head and t.dep == "nsubj"), None)
        own = subject is not None and subject.lemma.lower() in ("which", "that")  # "a tour which would take him to"
        other = (
            self.c.subjects[-1:]
            if self.tokens[i].dep in ("dobj", "dative", "pobj") and word in ("him", "her") and not own
            else []
        )
        if self.c.transcript:  # "Please convey my best wishes to him": neither who speaks nor who is spoken to
            other = [*other, *(p for p in (self.c.author, self.c.addressee) if p)]
        return self.c.last_person(female, other)

    def _expletive(self, i: int) -> bool:
        """ "it is important to": stands for nothing."""
        verb = self.tokens[i].head
        return (
            self.tokens[i].dep.startswith("nsubj")
            and self.tokens[verb].lemma == "be"
            and any(t.head == verb and t.dep in ("acomp", "attr") for t in self.tokens)
        )

    def _impersonal(self, i: int) -> bool:
        """ "It was agreed to", "it was noted that": what a communiqué says both leaders did."""
        token = self.tokens[i]
        verb = self.tokens[token.head]
        return (
            token.dep == "nsubjpass"
            and verb.tag == "VBN"
            and verb.lemma.lower() in self.lex.speech | {"agree", "decide", "note"}
            and not any(t.dep == "agent" and t.head == verb.i for t in self.tokens)
        )

    def _quoted(self, i: int) -> Entity | None:
        """ "We ...", X said: who speaks a quotation of this sentence, or goes on with one."""
        if not any(t.text in '"“”' for t in self.tokens[:i]):
            return None
        if not any(t.lemma.lower() in self.lex.speech and t.pos == "VERB" and t.tag != "VB" for t in self.tokens):
            return self._going_on()
        for verb in self.tokens:
            if verb.lemma.lower() in self.lex.speech and verb.pos == "VERB":
                for t in self.tokens:
                    if t.head == verb.i and t.dep == "nsubj" and i != t.i:
                        named = [m for m in self.people.values() if m.start <= t.i < m.end]
                        if named:
                            return named[0].entities[0]
                        if self.words[t.i] in ("he", "she"):
                            return self.c.last_person(self.words[t.i] == "she")
        return None

    def _going_on(self) -> Entity | None:
        """Who said the sentence before this one, which is all quotation."""
        told = self.c.quoting
        return told[1] if told and self.tokens[0].text in '"“' and self.s.index - told[0] <= 1 else None

    def _note_quoting(self, mentions: tuple[Mention, ...]) -> None:
        """Remember who says what this sentence quotes or reports."""
        for m in mentions:
            token = self.tokens[m.head if m.head >= 0 else m.end - 1]
            verb = self.tokens[token.head]
            if (
                token.dep == "nsubj"
                and m.entities[0].kind == "Person"
                and len(m.entities) == 1
                and verb.lemma.lower() in self.lex.speech
                and verb.pos == "VERB"
            ):
                self.c.quoting = (self.s.index, m.entities[0])
        if self.c.quoting and self.c.quoting[0] == self.s.index - 1 and self.tokens and self.tokens[0].text in '"“':
            self.c.quoting = (self.s.index, self.c.quoting[1])  # the quotation goes on

    # -- sides ---------------------------------------------------------------------------------------------------------

    def note_sides(self, mentions: tuple[Mention, ...]) -> None:
        """Remember the two parties that this sentence speaks of together, and the people it speaks of as one."""
        self.c.sentence = self.s.index
        for a, b in pairwise(mentions):
            if self._together(a, b):
                self.c.met((a.entities[0], b.entities[0]), self.s.index)
        for a in mentions:
            if a.entities[0].kind == "Gathering":  # "the Russia-EU summit"
                self.c.met(self._members(a.entities[0]), self.s.index)
            partner = self._partner(a, mentions)
            if partner:
                self.c.met((a.entities[0], partner), self.s.index)
        self._note_group(mentions)
        self._note_quoting(mentions)
        self.c.note_sides(self.s.index)

    def _members(self, gathering: Entity) -> tuple[Entity, ...]:
        """The two sides that a gathering's name joins by a hyphen."""
        halves = gathering.label().rpartition(" ")[0].split("-")
        hits = [
            [h.entities[0] for h in self.c.hits(half, "en") if h.entities[0].kind in ("Country", "Organization")]
            for half in halves
        ]
        return (hits[0][0], hits[1][0]) if len(hits) == 2 and all(len(h) == 1 for h in hits) else ()

    def _together(self, a: Mention, b: Mention) -> bool:
        """ "A and B" as a subject or after "between"; "A-B talks"."""
        if (
            not {a.entities[0].kind, b.entities[0].kind} <= {"Country", "Organization", "Person"}
            or {a.entities[0].subkind, b.entities[0].subkind} & {"party", "company"}
            or len(a.entities) + len(b.entities) != 2
        ):
            return False
        between = self.words[a.end : b.start]
        if between in (["-"], ["–"]):
            return b.end < len(self.words) and self.tokens[b.end].lemma.lower() in self.lex.clause["relation"]
        first = self.tokens[a.end - 1 if a.head < 0 else a.head]
        while first.dep in ("compound", "amod", "conj") and first.head != first.i:
            first = self.tokens[first.head]
        after = self.words[b.end] if b.end < len(self.words) else ""
        if between in (["and"], ["and", "the"]) and after != "and" and (a.start == 0 or self.words[a.start - 1] != ","):
            return (
                first.dep in ("nsubj", "nsubjpass")
                or self.words[first.head] == "between"
                or between == ["and"]
                and self.words[a.start - 1] == "between"
            )
        return between == [","] and self.s.kind == "headline" and a.start == 0

    def _partner(self, a: Mention, mentions: tuple[Mention, ...]) -> Entity | None:
        """Whom the subject ``a`` met or told something: "X met Y", "X held talks with Y"."""
        token = self.tokens[a.end - 1 if a.head < 0 else a.head]
        verb = self.tokens[token.head]
        if (
            len(a.entities) != 1
            or a.entities[0].kind != "Person"
            or token.dep != "nsubj"
            or verb.lemma.lower() not in self.lex.clause["encounter"]
        ):
            return None
        for b in mentions:
            if b.start <= a.start or b.entities[0].kind != "Person" or len(b.entities) != 1 or b.entities[0] == a.entities[0]:
                continue
            head = self.tokens[b.end - 1 if b.head < 0 else b.head]
            over = self.tokens[head.head]
            if head.dep == "dobj" and head.head == verb.i:
                return b.entities[0]
            if (
                head.dep == "pobj"
                and over.text.lower() in ("with", "to")
                and (over.head == verb.i or self.tokens[over.head].head == verb.i)
            ):
                return b.entities[0]
        return None

    def _note_group(self, mentions: tuple[Mention, ...]) -> None:
        """Several people or countries that are one subject: the next "they"."""
        for a in mentions:
            if len(a.entities) > 1 and self.is_subject(a):
                self.c.group = a.entities
            elif a.entities[0].kind == "Organization" and self._of_members(a):
                self.c.group = a.entities  # "the heads of the six SCO member states ... They also"
        for a, b in pairwise(mentions):
            kinds = {e.kind for m in (a, b) for e in m.entities}
            if (
                self.words[a.end : b.start] in (["and"], ["and", "the"])
                and self.is_subject(a)
                and kinds <= {"Person"} | {"Country"}
                and len(kinds) == 1
            ):
                self.c.group = tuple(dict.fromkeys((*a.entities, *b.entities)))

    def _of_members(self, mention: Mention) -> bool:
        token = self.tokens[mention.end - 1]
        for _ in range(5):
            if token.dep in ("nsubj", "nsubjpass"):
                return token.tag == "NNS" and token.lemma.lower() in self.lex.clause["members"]
            token = self.tokens[token.head]
        return False

    def is_subject(self, mention: Mention) -> bool:
        return any(t.dep in ("nsubj", "nsubjpass") for t in self.tokens[mention.start : mention.end])

    def _descriptions(self) -> dict[int, tuple[int, str]]:
        """start -> (end, which kind) of "both sides", "the two heads of state"."""
        out: dict[int, tuple[int, str]] = {}
        for i, word in enumerate(self.words):
            for j in (
                range(min(len(self.tokens), i + 6), i + 1, -1) if word.partition("'")[0] in self.lex.description_openers else ()
            ):
                phrase = " ".join(self.words[i:j])
                if phrase in self.lex.both_countries or phrase in self.lex.both_leaders:
                    out[i] = (j, phrase)
                    break
        return out

    def _described(self, end: int, phrase: str) -> Mention | None:
        start = self._start_of(end, phrase)
        if phrase in self.lex.both_countries:
            if phrase in ("the sides", "the parties") and self.words[end : end + 1] in (["to"], ["in"]):
                return None  # "the parties to the conflict"
            group = self.c.pair("Country")
        else:
            role = (
                "head of state"
                if "heads of state" in phrase
                else "president"
                if "president" in phrase
                else "foreign minister"
                if "foreign" in phrase
                else ""
            )
            told = self.c.pair("Person")
            group = told
            if role == "head of state" and not (told and all(self._is_head(p) for p in told)):
                group = self.c.leaders(role)
            elif role == "foreign minister" or not told:
                group = self.c.leaders(role or "leader") or told
            if role and group:
                self._shared_office(group, role, start, end)
        return Mention(start, end, group, "description", end - 1) if group else None

    def _shared_office(self, people: tuple[Entity, ...], role: str, start: int, end: int) -> None:
        """ "the two presidents" states the office of both, where the tables agree."""
        for person in people:
            country = self.c.country(person)
            if (
                role != "head of state"
                and country
                and self.c.anchor
                and person in self.c.people.values()
                and any(
                    same_role(t.title, role) and e == person for t, e in self.c.gazetteer.in_office(country.id, self.c.anchor)
                )
            ):
                self.office(person, Title(start, end, start, role), country, start, end)

    def _is_head(self, person: Entity) -> bool:
        country = self.c.country(person)
        return bool(country and self.c.holder(country, "head of state") == person)

    def _start_of(self, end: int, phrase: str) -> int:
        i = end
        while i > 0 and " ".join(self.words[i:end]) != phrase:
            i -= 1
        return i

    def _listed_on(self, end: int) -> bool:
        """ "the leaders of France / , Germany and Poland": more countries than the title has taken in."""
        while end < len(self.words) and self.words[end] in (",", "and", "the"):
            end += 1
            if end in self.base and self.base[end].entities[0].kind == "Country" and not self.base[end].adjective:
                return True
        return False

    def _one_of_several(self, owner: Entity, role: str) -> Entity | None:
        """Who of "the presidents of X and Y" acts for ``owner``; of its "leaders" only one named here, else the country."""
        if role != "leader":
            return self.c.holder(owner, role)
        return next((p for p in reversed(self.c.recent) if self.c.country(p) == owner), owner)

    def _only_one(self, role: str) -> Entity | None:
        """ "the minister", "the head of state" of which only one is spoken of; else the head of the country it is told in."""
        if role == "head of state":
            heads = {p.id: p for p in self.c.recent if self._is_head(p)}
            home = self.c.holder(self.c.home, role) if self.c.home else None
            return next(iter(heads.values())) if len(heads) == 1 else heads.get(home.id) if home else None
        if role != "minister":
            return None
        told = {
            p.id: p
            for p in self.c.recent
            for _, r in self.c.role_of.get(p.id, ())
            if r.endswith(" minister") and "prime" not in r
        }
        return next(iter(told.values())) if len(told) == 1 else None

    def _title_alone(self, title: Title) -> Mention | None:
        """ "the President of Russia", "his Russian counterpart": whom the office points to."""
        if title.plural:
            if self._listed_on(title.end):
                return None
            group = tuple(p for o in title.owners if (p := self._one_of_several(o, title.role)))
            return (
                Mention(title.start, title.end, group, "title", title.end - 1)
                if group and len(group) == len(title.owners)
                else None
            )
        if title.former or title.coming or not (title.definite or title.owners or title.possessor is not None):
            return None
        person = None
        if title.owners:
            person = self.c.holder(title.owners[0], title.role)
            if person and person in self.c.people.values() and title.role not in VAGUE:
                self.office(person, title, title.owners[0], title.start, title.end)
        elif (
            title.definite
            and self.tokens[title.core].text[:1].isupper()
            and title.role in self.lex.sovereign
            and self.c.home
            and (person := self.c.holder(self.c.home, title.role))
            and person in self.c.people.values()
        ):
            self.office(person, title, self.c.home, title.start, title.end)
        elif title.definite:
            told = [p for p in reversed(self.c.recent) if any(same_role(r, title.role) for _, r in self.c.role_of.get(p.id, ()))]
            person = told[0] if told else self._only_one(title.role)
        return Mention(title.start, title.end, (person,), "title", title.end - 1) if person else None
