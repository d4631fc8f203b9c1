"""Who is who in an English sentence: titles with names before and after, surnames, pronouns, "the Belarusian side".

``read`` adds mentions and offices to a sentence, asking and telling the article's :class:`~kg.lang.context.Context`.
"""

from __future__ import annotations

from dataclasses import replace

from kg.lang.context import Context, same_role
from kg.lang.en.gatherings import find as gatherings_of
from kg.lang.en.people import People
from kg.lang.en.reading import VAGUE
from kg.lang.en.references import References
from kg.lang.en.titles import Title, Titles
from kg.model import Entity, Mention, Sentence


def read(sentence: Sentence, context: Context) -> Sentence:
    """The sentence with resolved mentions (in text order, not overlapping) and the offices it states."""
    return _Reader(sentence, context).run()


def survey(sentence: Sentence, context: Context) -> None:
    """Tells the context whom and what the sentence names, before any sentence is read in earnest."""
    _Reader(sentence, context).look()


class _Reader(People, References):
    """One sentence being read: titles with their names first, then everything left to right."""

    def run(self) -> Sentence:
        self._name_people()
        mentions = self._resolve()
        self.note_sides(mentions)
        return replace(self.s, mentions=mentions, offices=tuple(self.offices))

    def _name_people(self) -> None:
        """Titles with their names, then the names that stand alone."""
        titles = self._owned([self._counterpart(t) for t in Titles(self.s, self.lex).find()])
        for title in titles:
            self._titled(title)
        self._apply_shared(titles)
        self._known_people()

    def look(self) -> None:
        """Names and gatherings only: what a pronoun points to is asked when all names are known."""
        self._name_people()
        found = {m.start: m for m in gatherings_of(self.s, self.c, self.lex)}
        taken = {i for m in self.people.values() for i in range(m.start, m.end)}
        i = 0
        while i < len(self.tokens):
            mention = found.get(i) or self.people.get(i) or (self._base(i) if i not in taken else None)
            if mention:
                self.c.saw(mention.entities, self.is_subject(mention))
            i = max(mention.end if mention else 0, i + 1)

    def _owned(self, titles: list[Title]) -> list[Title]:
        """ "Kenyan Deputy Prime Minister and Finance Minister Otieno": the second title is Kenya's too."""
        for n in range(len(titles) - 1):
            a, b = titles[n], titles[n + 1]
            if (
                a.owners
                and not (b.owners or b.definite or a.right_owner)
                and self.words[a.end : b.start] in (["and"], ["&"], [","])
            ):
                titles[n + 1] = replace(b, owners=a.owners[-1:])
        return titles

    def _titled(self, title: Title) -> None:
        """Attach the name beside a title, right then left; keep it for later when it stands alone."""
        names = self._names_right(title)
        if not names:
            left = self._name_left(title)
            names = [left] if left else []
        if not names:
            self.plain_titles.append(title)
            return
        behind = self._owner_behind(names[-1][1])
        if title.possessor is not None and not title.owners:
            master = self._master(title.possessor)
            behind = behind or (self.c.country(master) if master else None)
            title = title if behind else replace(title, elsewhere=True)
        for n, (start, end) in enumerate(names):
            owner = title.owners[n] if len(title.owners) == len(names) > 1 else title.owners[0] if title.owners else behind
            self._introduce(title, start, end, owner)

    def _master(self, i: int) -> Entity | None:
        """Whose "his spokeswoman" is: the person named last before, here or earlier."""
        if self.words[i] not in self.lex.male | self.lex.female:
            return self.c.home if self.words[i] in self.lex.we | self.lex.first else None
        here = [m.entities[0] for start, m in sorted(self.people.items()) if start < i]
        return here[-1] if here else self.c.last_person(self.words[i] in self.lex.female)

    def _counterpart(self, title: Title) -> Title:
        """ "his Russian counterpart" holds there the office that he holds here."""
        if title.role != "counterpart":
            return title
        before = [m.entities[0] for m in self.base.values() if m.end <= title.start and self.has_person(m)]
        people = [*(p for p in reversed(before) if p.kind == "Person"), *reversed(self.c.subjects), *reversed(self.c.recent)]
        for person in people:
            for owner, role in self.c.role_of.get(person.id, ()):
                if not title.owners or owner != title.owners[0].id:
                    return replace(title, role=role)
        for person in people:
            home, day = self.c.country(person), self.c.anchor
            titles = [t.title for t, e in self.c.gazetteer.in_office(home.id, day) if e == person] if home and day else []
            if titles:
                return replace(title, role=titles[0])
        return title

    def _owner_behind(self, i: int) -> Entity | None:
        """ "General Secretary To Lam of Vietnam": whom the office behind the name's "of" belongs to."""
        if i >= len(self.tokens) or self.words[i] != "of":
            return None
        i += 1 + (self.words[i + 1] == "the" if i + 1 < len(self.tokens) else 0)
        found = (
            [e for e in self.base[i].entities if e.kind in ("Country", "Organization")]
            if i in self.base and not self.base[i].adjective
            else []
        )
        return found[0] if found else None

    def _introduce(self, title: Title, start: int, end: int, owner: Entity | None) -> None:
        text = self.text(start, end)
        base = self.base.get(start)
        female = (
            True
            if any(w in self.lex.courtesy_female for w in self.words[max(0, start - 1) : start])
            or title.role in ("queen", "princess")
            else None
        )
        if title.role in {"king", "emir"}:
            female = False
        person = self._candidate(base, owner, title.role) if base and base.end >= end and self.has_person(base) else None
        if person:
            self.c.remember(person, text, "en", country=owner, role=title.role, female=female)
        else:
            person = self.c.introduce(text, "en", country=owner, role=title.role, female=female)
        self.people[start] = Mention(start, end, (person,), "name", end - 1)
        home = self.c.country(person)
        if owner and home and owner.kind == "Country" and owner != home and person.linked and not title.former:
            return  # the next one's title in a list: "A, Prime Minister of Hungary, the President of Russia"
        of = owner or self._owner_of(person, title)
        if of and title.role not in VAGUE:
            self.c.remember(person, text, "en", country=of, role=title.role)
            self.office(person, title, of, min(start, title.start), max(end, title.end))
        elif of:
            self.c.remember(person, text, "en", country=of)

    def _owner_of(self, person: Entity, title: Title) -> Entity | None:
        """The owner that a bare "President Lukashenko" leaves out: as told before, as the tables know, else home."""
        for owner, role in self.c.role_of.get(person.id, ()):
            if same_role(role, title.role) and owner in self.c.gazetteer.rows:
                return self.c.gazetteer.entity(owner)
        tenures = [t for t in self.c.gazetteer.offices(person.id) if same_role(t.title, title.role)]
        owners = {t.of for t in tenures if t.of in self.c.gazetteer.rows}
        if len(owners) == 1:
            return self.c.gazetteer.entity(owners.pop())
        if title.role.split()[-1] in self.lex.international or title.role in self.lex.international:
            return None
        if title.elsewhere or title.role in self.lex.of_a_body or self._named_body(title.start):
            return None
        before = [o for o in self.offices if 0 <= title.start - o.end <= 2 and o.of.kind == "Country"]
        if before and not self.c.country(person):
            return before[-1].of  # "President A, Foreign Minister B and Defense Minister C": of one country
        return self.c.country(person) or (self.c.home if not person.linked else None)

    def _named_body(self, i: int) -> bool:
        """ "(Gazprom) Chairman": a name that no table knows stands before the title, whose office it is."""
        if i < 1:
            return False
        named = [m for m in self.base.values() if m.end == i]
        if named:
            return named[0].entities[0].kind in ("Area", "City")  # "the Abkhazian Prime Minister"
        token = self.tokens[i - 1]
        return (
            token.pos == "PROPN"
            and token.text[:1].isupper()
            and self.words[i - 1] not in self.lex.titles
            and self.words[i - 1] not in self.lex.courtesy
            and not any(m.start <= i - 1 < m.end for m in self.people.values())
            and self.s.kind != "headline"
        )

    def _apply_shared(self, titles: list[Title]) -> None:
        """ "State Councilor and Foreign Minister Wang Yi": both titles are his."""
        for title in list(self.plain_titles):
            following = [t for t in titles if title.end < t.start <= title.end + 2 or title.end == t.start]
            if not following or title.plural:
                continue
            nxt = following[0]
            if title.definite and not title.owners and title.role in ("president", "vice president"):
                continue  # "the President and Prime Minister Lapid": two people
            between = " ".join(self.words[title.end : nxt.start])
            if between not in ("and", ",", "&", "/", ", and", "") or nxt.owners and title.owners and nxt.owners != title.owners:
                continue
            for office in [o for o in self.offices if o.start <= nxt.start and nxt.end <= o.end]:
                owner = (
                    title.owners[0]
                    if title.owners
                    else nxt.owners[0]
                    if nxt.owners and not title.owners and title.role != "president"
                    else office.of
                )
                self.c.remember(office.person, office.person.label(), "en", country=owner, role=title.role)
                self.office(office.person, title, owner, min(title.start, office.start), office.end)
                if title in self.plain_titles:
                    self.plain_titles.remove(title)

    def _resolve(self) -> tuple[Mention, ...]:
        """All mentions left to right: names, titles alone, pronouns, descriptions; salience kept on the way."""
        taken = {i: m for m in self.people.values() for i in range(m.start, m.end)}
        described = {t.start: t for t in self.plain_titles}
        spans = self._descriptions()
        gatherings = {m.start: m for m in gatherings_of(self.s, self.c, self.lex)}
        out = self.resolved
        i = 0
        while i < len(self.tokens):
            mention = gatherings.get(i) or self.people.get(i) or spans.get(i) and self._described(*spans[i])
            if not mention and i in described and i not in taken:
                mention = self._title_alone(described[i])
            if not mention and i not in taken:
                mention = self.seat(i) or self._side(i) or self._base(i) or self._pronoun(i) or self._again(i)
            if mention:
                out.append(mention)
                self.c.saw(mention.entities, self.is_subject(mention))
                i = max(mention.end, i + 1)
            else:
                i += 1
        return tuple(out)

    def _base(self, i: int) -> Mention | None:
        base = self.base.get(i)
        if not base:
            return None
        things = [e for e in base.entities if e.kind != "Person"]
        if len(things) > 1:
            things = [self._one_of(base, things)]
        return replace(base, entities=tuple(things)) if things else None

    def _one_of(self, mention: Mention, things: list[Entity]) -> Entity:
        """A place after "at", "in", "to"; the government elsewhere ("the White House said")."""
        before = self.words[max(0, mention.start - 2) : mention.start]
        place = any(w in ("at", "in", "to", "near", "outside", "from") for w in before)
        ranked = sorted(things, key=lambda e: (e.kind in ("Venue", "City")) != place)
        return ranked[0]
