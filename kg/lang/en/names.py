"""Who is who in an English sentence: titles with names before and after, surnames, pronouns, "the Belarusian side".

``read`` adds mentions and offices to a sentence, asking and telling the article's :class:`~kg.lang.context.Context`.
"""

from __future__ import annotations

from dataclasses import replace

from kg.lang.context import Context, same_role
from kg.lang.en.gatherings import find as gatherings_of
from kg.lang.en.lexicon import lexicon
from kg.lang.en.titles import Title, Titles
from kg.model import Entity, Mention, Office, Sentence, Status

_BE = frozenset({"is", "was", "became", "remains", "be", "as", "becomes", "been"})
_VAGUE = frozenset({"leader", "aide", "counterpart", "head of state", "head of government"})  # words for people that are no office


def read(sentence: Sentence, context: Context) -> Sentence:
    """The sentence with resolved mentions (in text order, not overlapping) and the offices it states."""
    return _Reader(sentence, context).run()


class _Reader:
    """One sentence being read; ``owner[i]`` says which mention a token belongs to."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.s, self.c, self.lex = sentence, context, lexicon()
        self.tokens = sentence.tokens
        self.words = [t.text.lower().replace("’", "'") for t in self.tokens]
        self.base = {m.start: m for m in sentence.mentions}
        self.people: dict[int, Mention] = {}  # start -> person
        self.offices: list[Office] = []
        self.plain_titles: list[Title] = []

    def run(self) -> Sentence:
        titles = [self._counterpart(t) for t in Titles(self.s, self.lex).find()]
        for n, title in enumerate(titles):
            self._titled(title, titles[n + 1] if n + 1 < len(titles) else None)
        self._apply_shared(titles)
        self._known_people()
        mentions = self._resolve()
        return replace(self.s, mentions=mentions, offices=tuple(self.offices))

    # -- titles and names -------------------------------------------------------------------------------------------------

    def _titled(self, title: Title, following: Title | None) -> None:
        """Attach the name beside a title, right then left; keep it for later when it stands alone."""
        names = self._names_right(title)
        if not names:
            left = self._name_left(title)
            names = [left] if left else []
        if not names:
            self.plain_titles.append(title)
            return
        behind = self._owner_behind(names[-1][1])
        for n, (start, end) in enumerate(names):
            owner = title.owners[n] if len(title.owners) == len(names) > 1 else title.owners[0] if title.owners else behind
            self._introduce(title, start, end, owner)

    def _counterpart(self, title: Title) -> Title:
        """ "his Russian counterpart" holds there the office that he holds here."""
        if title.role != "counterpart":
            return title
        before = [m.entities[0] for m in self.base.values() if m.end <= title.start and self._has_person(m)]
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
        found = [e for e in self.base[i].entities if e.kind in ("Country", "Organization")] if i in self.base and not self.base[i].adjective else []
        return found[0] if found else None

    def _introduce(self, title: Title, start: int, end: int, owner: Entity | None) -> None:
        text = self._text(start, end)
        base = self.base.get(start)
        female = True if any(w in self.lex.courtesy_female for w in self.words[max(0, start - 1) : start]) or title.role in ("queen", "princess") else None
        if title.role == "king" or title.role == "emir":
            female = False
        person = self._candidate(base, owner, title.role) if base and base.end >= end and self._has_person(base) else None
        if person:
            self.c.remember(person, text, "en", country=owner, role=title.role, female=female)
        else:
            person = self.c.introduce(text, "en", country=owner, role=title.role, female=female)
        self.people[start] = Mention(start, end, (person,), "name", end - 1)
        of = owner or self._owner_of(person, title)
        if of and title.role not in _VAGUE:
            self.c.remember(person, text, "en", country=of, role=title.role)
            self._office(person, title, of, min(start, title.start), max(end, title.end))
        elif of:
            self.c.remember(person, text, "en", country=of)

    def _office(self, person: Entity, title: Title, of: Entity, start: int, end: int) -> None:
        status: Status = "planned" if title.coming else "happened"
        office = Office(person, title.role, of, start, end, title.former, status, self._text(title.core, title.end))
        if office not in self.offices:
            self.offices.append(office)

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
        before = [o for o in self.offices if 0 <= title.start - o.end <= 2 and o.of.kind == "Country"]
        if before and not self.c.country(person):
            return before[-1].of  # "President A, Foreign Minister B and Defense Minister C": of one country
        return self.c.country(person) or (self.c.home if not person.linked else None)

    def _names_right(self, title: Title) -> list[tuple[int, int]]:
        """Names directly after the title, after a comma when full, several after a plural."""
        i = title.end
        if i < len(self.tokens) and self.words[i] == "," and title.plural and len(title.owners) > 1:
            i += 1
        elif i < len(self.tokens) and self.words[i] in (",", "(") and not title.plural and (title.owners or title.definite or title.possessor is not None):
            found = self._name_at(i + 1)
            full = found and (" " in self._text(*found) or self.base.get(i + 1) and self._has_person(self.base[i + 1]))
            after = self.words[found[1]] if found and found[1] < len(self.tokens) else "."
            return [found] if found and full and after in (",", ".", ")", ";", "'s") else []
        while i < len(self.tokens) and self.words[i] in self.lex.courtesy and i == title.end:
            i += 1
        first = self._name_at(i)
        if not first:
            return []
        names = [first]
        while title.plural and (j := names[-1][1]) < len(self.tokens) and self.words[j] in (",", "and", "&"):
            j += 1 + (self.words[j] == "," and j + 1 < len(self.tokens) and self.words[j + 1] == "and")
            more = self._name_at(j)
            if not more:
                break
            names.append(more)
        return names

    def _name_left(self, title: Title) -> tuple[int, int] | None:
        """ "Xi, president of China"; "Sanader was the prime minister of Croatia"."""
        i = title.start
        if i > 1 and self.words[i - 1] in ("a", "an"):
            i -= 1
        if i >= 2 and self.words[i - 1] == "also":
            i -= 1
        if i >= 2 and self.words[i - 1] in (",", "(") and (title.owners or title.definite or " " in title.role and self.tokens[title.core].text[:1].isupper()):
            found = self._name_until(i - 1)
        elif i >= 2 and self.words[i - 1] in _BE and (title.owners or title.right_owner):
            found = self._name_until(i - 1)
        else:
            return None
        behind = self.tokens[title.end] if title.end < len(self.tokens) else None
        if not found or title.plural or behind and not (behind.pos in ("VERB", "AUX", "PUNCT") or behind.text in ("who", "and", "-", "of", "in", "on", "at", "as")):
            return None
        return found

    def _name_at(self, i: int) -> tuple[int, int] | None:
        """The longest name beginning at token ``i``: a person of the tables, one remembered, or capitalised words."""
        j, named = i, False
        while j < len(self.tokens) and j - i < 14:
            base = self.base.get(j)
            if base and self._has_person(base):
                return i, base.end
            if base and not (base.end - base.start == 1 and (j > i or self._surname_like(j) or self._forename(j))):
                break
            if self._name_word(j):
                j, named = j + 1, True
            elif j > i and self.words[j] in self.lex.particles and j + 1 < len(self.tokens) and (self._name_word(j + 1) or self.words[j + 1] in self.lex.particles):
                j += 1
            elif self.words[j] in self.lex.particles and j + 1 < len(self.tokens) and (self._name_word(j + 1) or self.words[j + 1] == "-"):
                j += 1
            elif j > i and self.words[j] == "-" and j + 1 < len(self.tokens) and self._glued(j):
                j += 1
            elif named and self.words[j] == "," and j + 1 < len(self.tokens) and self.words[j + 1] in ("jr.", "jr", "sr."):
                j += 2
            else:
                break
        while j > i and (self.words[j - 1] in self.lex.particles and not self.tokens[j - 1].text[:1].isupper() or self.words[j - 1] == "-"):
            j -= 1
        return (i, j) if named and j > i else None

    def _name_until(self, j: int) -> tuple[int, int] | None:
        """The name that ends before token ``j``."""
        for base in self.base.values():
            if base.end == j and self._has_person(base):
                return base.start, j
        i = j
        while i > 0 and j - i < 5 and i - 1 not in {m.end - 1 for m in self.base.values()} and (
            self._name_word(i - 1) or self.words[i - 1] in self.lex.particles and i < j or self.words[i - 1] == "-" and self._glued(i - 1)):
            i -= 1
        while i < j and not self._name_word(i):
            i += 1
        if i < j and (j - i > 1 or self.c.recall(self._text(i, j))) and not any(i <= p < j for p in self.people):
            return i, j
        return None

    def _name_word(self, i: int) -> bool:
        token = self.tokens[i]
        text = token.text
        return (text[:1].isupper() and (text[-1].isalpha() or text.endswith(".") and len(text) <= 3) and self.words[i] not in self.lex.not_names
                and self.words[i] not in self.lex.titles and not (text.isupper() and len(text) > 3) and " " not in text)

    def _surname_like(self, i: int) -> bool:
        """A one-word name of a place that may be a person's here ("Jordan"): only when it was introduced so."""
        return self.c.recall(self.tokens[i].text) is not None

    def _forename(self, i: int) -> bool:
        """ "German Gref", "Jordan Bardella": right after a title, a country's word before a surname is a forename."""
        return i + 1 < len(self.tokens) and i + 1 not in self.base and self._name_word(i + 1)

    def _glued(self, i: int) -> bool:
        return self.tokens[i].start == self.tokens[i - 1].end and self.tokens[i].end == self.tokens[i + 1].start if 0 < i < len(self.tokens) - 1 else False

    def _apply_shared(self, titles: list[Title]) -> None:
        """ "State Councilor and Foreign Minister Wang Yi": both titles are his. "the foreign minister, Wang Yi" is done already."""
        for title in list(self.plain_titles):
            following = [t for t in titles if title.end < t.start <= title.end + 2 or title.end == t.start]
            if not following or title.plural:
                continue
            nxt = following[0]
            between = " ".join(self.words[title.end : nxt.start])
            if between not in ("and", ",", "&", "/", ", and", "") or nxt.owners and title.owners and nxt.owners != title.owners:
                continue
            for office in [o for o in self.offices if o.start <= nxt.start and nxt.end <= o.end]:
                owner = title.owners[0] if title.owners else nxt.owners[0] if nxt.owners and not title.owners and title.role != "president" else office.of
                self.c.remember(office.person, office.person.label(), "en", country=owner, role=title.role)
                self._office(office.person, title, owner, min(title.start, office.start), office.end)
                if title in self.plain_titles:
                    self.plain_titles.remove(title)

    # -- people without titles -----------------------------------------------------------------------------------------

    def _known_people(self) -> None:
        """Full names the tables know, and every form by which somebody was introduced."""
        taken = {i for m in self.people.values() for i in range(m.start, m.end)}
        for base in self.s.mentions:
            if base.start in taken or not self._has_person(base):
                continue
            person = self._candidate(base, None, None)
            if person and self._alone(base.start, base.end):
                self.people[base.start] = Mention(base.start, base.end, (person,), "name", base.end - 1)
                self.c.remember(person, self._text(base.start, base.end), "en")
                taken |= set(range(base.start, base.end))
        i = 0
        while i < len(self.tokens):
            step = 1
            if i not in taken and self._name_word(i):
                for j in range(min(len(self.tokens), i + 4), i, -1):
                    person = self.c.recall(self._text(i, j)) if not any(k in taken for k in range(i, j)) else None
                    base_here = self.base.get(i)
                    if person and self._alone(i, j) and not (base_here and base_here.end - base_here.start >= j - i and not self._has_person(base_here)):
                        self.people[i] = Mention(i, j, (person,), "surname", j - 1)
                        step = j - i
                        break
            i += step

    def _alone(self, i: int, j: int) -> bool:
        """Not a part of a longer capitalised name ("Xi Jinping Thought", "Bush Intercontinental Airport")."""
        after = self.tokens[j] if j < len(self.tokens) else None
        if after and after.text[:1].isupper() and after.pos == "PROPN" and after.text[-1].isalpha() and j not in self.base and self.tokens[j - 1].head == j and self.tokens[j - 1].dep == "compound":
            return False
        before = self.tokens[i - 1] if i else None
        return not (before and before.text[:1].isupper() and before.pos == "PROPN" and before.dep == "compound" and before.head == j - 1 and i - 1 not in self.people
                    and not any(m.end == i for m in self.base.values()) and self.words[i - 1] not in self.lex.titles and self.words[i - 1] not in self.lex.courtesy
                    and i - 1 > 0)

    def _has_person(self, mention: Mention) -> bool:
        return any(e.kind == "Person" for e in mention.entities)

    def _candidate(self, mention: Mention, owner: Entity | None, role: str | None) -> Entity | None:
        """Which of the people of this name: as introduced, else by country, office and time."""
        people = [e for e in mention.entities if e.kind == "Person"]
        known = self.c.recall(self._text(mention.start, mention.end))
        if known and known in people:
            return known
        fitting = [p for p in people if self.c.fits(p, owner, role)]
        if len(fitting) > 1:
            return self.c.in_office(fitting, owner, role)
        return fitting[0] if fitting else None

    # -- everything else ------------------------------------------------------------------------------------------------

    def _resolve(self) -> tuple[Mention, ...]:
        """All mentions left to right: names, titles alone, pronouns, descriptions; salience kept on the way."""
        taken = {i: m for m in self.people.values() for i in range(m.start, m.end)}
        described = {t.start: t for t in self.plain_titles}
        spans = self._descriptions()
        gatherings = {m.start: m for m in gatherings_of(self.s, self.c, self.lex)}
        out: list[Mention] = []
        i = 0
        while i < len(self.tokens):
            mention = gatherings.get(i) or self.people.get(i) or spans.get(i) and self._described(*spans[i])
            if not mention and i in described and i not in taken:
                mention = self._title_alone(described[i])
            if not mention and i not in taken:
                mention = self._side(i) or self._base(i) or self._pronoun(i)
            if mention:
                out.append(mention)
                self.c.saw(mention.entities, self._is_subject(mention))
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

    def _is_subject(self, mention: Mention) -> bool:
        return any(t.dep in ("nsubj", "nsubjpass") for t in self.tokens[mention.start : mention.end])

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
                self._office(person, Title(start, end, start, role), country, start, end)

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
            if person and person in self.c.people.values() and title.role not in _VAGUE:
                self._office(person, title, title.owners[0], title.start, title.end)
        elif title.definite and self.tokens[title.core].text[:1].isupper() and title.role in self.lex.sovereign and self.c.home and (
                person := self.c.holder(self.c.home, title.role)) and person in self.c.people.values():
            self._office(person, title, self.c.home, title.start, title.end)
        elif title.definite:
            told = [p for p in reversed(self.c.recent) if any(same_role(r, title.role) for _, r in self.c.role_of.get(p.id, ()))]
            person = told[0] if told else None
        return Mention(title.start, title.end, (person,), "title", title.end - 1) if person else None

    def _text(self, start: int, end: int) -> str:
        return self.s.text[self.tokens[start].start : self.tokens[end - 1].end]
