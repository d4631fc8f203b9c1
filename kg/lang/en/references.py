"""Words that point to somebody named elsewhere: pronouns, "both sides", "the Belarusian side", "the president"."""

from __future__ import annotations

from kg.lang.context import same_role
from kg.lang.en.reading import VAGUE, Reading
from kg.lang.en.titles import Title
from kg.model import Entity, Mention


class References(Reading):
    """Resolves the references of one sentence."""

    def _side(self, i: int) -> Mention | None:
        """ "the Belarusian side", "the Chinese government" are the country."""
        base = self.base.get(i)
        if base and base.end < len(self.tokens) and self.tokens[base.end].text in self.lex.side and base.entities[0].kind in ("Country", "Organization") and (
                base.adjective or base.end + 1 <= len(self.tokens)):
            country = [e for e in base.entities if e.kind in ("Country", "Organization")]
            if base.adjective and country and not (base.end + 1 < len(self.tokens) and self.tokens[base.end].dep == "compound" and self.tokens[base.end].head == base.end + 1):
                return Mention(i, base.end + 1, (country[0],), "description", base.end)
        return None

    def _pronoun(self, i: int) -> Mention | None:
        word = self.words[i]
        if word == "here" and self.tokens[i].pos == "ADV" and self.c.place:
            return Mention(i, i + 1, (self.c.place,), "description", i)
        if self.tokens[i].pos not in ("PRON", "DET") and self.tokens[i].tag not in ("PRP", "PRP$"):
            return None
        person = None
        if word in self.lex.male | self.lex.female:
            other = self.c.subjects[-1:] if self.tokens[i].dep in ("dobj", "dative", "pobj") and word in ("him", "her") else []
            person = self.c.last_person(word in self.lex.female, other)
        elif word in self.lex.first:
            person = self.c.author
        elif word in self.lex.second:
            person = self.c.addressee
        elif word in self.lex.we and self.c.author:
            home = self.c.country(self.c.author)
            return Mention(i, i + 1, (home,), "pronoun", i) if home else None
        elif word in self.lex.they:
            group = self.c.pair("Person")
            return Mention(i, i + 1, group, "pronoun", i) if group else None
        return Mention(i, i + 1, (person,), "pronoun", i) if person else None

    def _descriptions(self) -> dict[int, tuple[int, str]]:
        """start -> (end, which kind) of "both sides", "the two heads of state"."""
        out: dict[int, tuple[int, str]] = {}
        for i in range(len(self.tokens)):
            for j in range(min(len(self.tokens), i + 6), i + 1, -1):
                phrase = " ".join(self.words[i:j])
                if phrase in self.lex.both_countries or phrase in self.lex.both_leaders:
                    out[i] = (j, phrase)
                    break
        return out

    def _described(self, end: int, phrase: str) -> Mention | None:
        start = self._start_of(end, phrase)
        if phrase in self.lex.both_countries:
            group = self.c.pair("Country")
        else:
            role = "head of state" if "heads of state" in phrase else "president" if "president" in phrase else "foreign minister" if "foreign" in phrase else ""
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
            if role != "head of state" and country and self.c.anchor and any(same_role(t.title, role) and e == person for t, e in self.c.gazetteer.in_office(country.id, self.c.anchor)):
                self.office(person, Title(start, end, start, role), country, start, end)

    def _is_head(self, person: Entity) -> bool:
        country = self.c.country(person)
        return bool(country and self.c.holder(country, "head of state") == person)

    def _start_of(self, end: int, phrase: str) -> int:
        i = end
        while i > 0 and " ".join(self.words[i:end]) != phrase:
            i -= 1
        return i

    def _title_alone(self, title: Title) -> Mention | None:
        """ "the President of Russia", "his Russian counterpart": whom the office points to."""
        if title.plural:
            group = tuple(p for o in title.owners if (p := self.c.holder(o, title.role)))
            return Mention(title.start, title.end, group, "title", title.end - 1) if group and len(group) == len(title.owners) else None
        if title.former or title.coming or not (title.definite or title.owners or title.possessor is not None):
            return None
        person = None
        if title.owners:
            person = self.c.holder(title.owners[0], title.role)
            if person and person in self.c.people.values() and title.role not in VAGUE:
                self.office(person, title, title.owners[0], title.start, title.end)
        elif title.definite and self.tokens[title.core].text[:1].isupper() and title.role in self.lex.sovereign and self.c.home and (
                person := self.c.holder(self.c.home, title.role)) and person in self.c.people.values():
            self.office(person, title, self.c.home, title.start, title.end)
        elif title.definite:
            told = [p for p in reversed(self.c.recent) if any(same_role(r, title.role) for _, r in self.c.role_of.get(p.id, ()))]
            person = told[0] if told else None
        return Mention(title.start, title.end, (person,), "title", title.end - 1) if person else None
