"""Names of people: beside titles, and alone where the tables or the article know them."""

from __future__ import annotations

from kg.lang.en.reading import Reading
from kg.lang.en.titles import Title
from kg.model import Entity, Mention

_BE = frozenset({"is", "was", "became", "remains", "be", "as", "becomes", "been"})


class People(Reading):
    """Finds people's names in one sentence."""

    def _names_right(self, title: Title) -> list[tuple[int, int]]:
        """Names directly after the title, after a comma when full, several after a plural."""
        i = title.end
        if i < len(self.tokens) and self.words[i] == "," and title.plural and len(title.owners) > 1:
            i += 1
        elif (
            i < len(self.tokens)
            and self.words[i] in (",", "(")
            and not title.plural
            and (title.owners or title.definite or title.possessor is not None)
        ):
            while i + 1 < len(self.tokens) and self.words[i + 1] in self.lex.courtesy:
                i += 1
            found = self._name_at(i + 1)
            full = found and (" " in self.text(*found) or self.base.get(i + 1) and self.has_person(self.base[i + 1]))
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
        if (
            i >= 2
            and self.words[i - 1] in (",", "(")
            and (
                title.owners or title.definite or title.former or " " in title.role and self.tokens[title.core].text[:1].isupper()
            )
            or i >= 2
            and self.words[i - 1] in _BE
            and (title.owners or title.right_owner)
        ):
            found = self._name_until(i - 1)
        else:
            return None
        behind = self.tokens[title.end] if title.end < len(self.tokens) else None
        if (
            not found
            or title.plural
            or behind
            and not (behind.pos in ("VERB", "AUX", "PUNCT") or behind.text in ("who", "and", "-", "of", "in", "on", "at", "as"))
        ):
            return None
        return found

    def _name_at(self, i: int) -> tuple[int, int] | None:
        """The longest name beginning at token ``i``: a person of the tables, one remembered, or capitalised words."""
        j, named = i, False
        while j < len(self.tokens) and j - i < 14:
            base = self.base.get(j)
            if base and self.has_person(base):
                return i, base.end
            if base and not (base.end - base.start == 1 and (j > i or self._surname_like(j) or self._forename(j))):
                break
            if self._name_word(j):
                j, named = j + 1, True
            elif (
                j > i
                and self.words[j] in self.lex.particles
                and j + 1 < len(self.tokens)
                and (self._name_word(j + 1) or self.words[j + 1] in self.lex.particles)
                or self.words[j] in self.lex.particles
                and j + 1 < len(self.tokens)
                and (self._name_word(j + 1) or self.words[j + 1] == "-")
                or j > i
                and self.words[j] == "-"
                and j + 1 < len(self.tokens)
                and self._glued(j)
            ):
                j += 1
            elif named and self.words[j] == "," and j + 1 < len(self.tokens) and self.words[j + 1] in ("jr.", "jr", "sr."):
                j += 2
            else:
                break
        while j > i and (
            self.words[j - 1] in self.lex.particles and not self.tokens[j - 1].text[:1].isupper() or self.words[j - 1] == "-"
        ):
            j -= 1
        return (i, j) if named and j > i else None

    def _name_until(self, j: int) -> tuple[int, int] | None:
        """The name that ends before token ``j``."""
        for base in self.base.values():
            if base.end == j and self.has_person(base):
                return base.start, j
        i = j
        while (
            i > 0
            and j - i < 5
            and i - 1 not in {m.end - 1 for m in self.base.values()}
            and (
                self._name_word(i - 1)
                or self.words[i - 1] in self.lex.particles
                and i < j
                or self.words[i - 1] == "-"
                and self._glued(i - 1)
            )
        ):
            i -= 1
        while i < j and not self._name_word(i):
            i += 1
        if i < j and (j - i > 1 or self.c.recall(self.text(i, j))) and not any(i <= p < j for p in self.people):
            return i, j
        return None

    def _name_word(self, i: int) -> bool:
        token = self.tokens[i]
        text = token.text
        return (
            text[:1].isupper()
            and (text[-1].isalpha() or text.endswith(".") and len(text) <= 3)
            and self.words[i] not in self.lex.not_names
            and self.words[i] not in self.lex.titles
            and not (text.isupper() and len(text) > 3)
            and " " not in text
        )

    def _surname_like(self, i: int) -> bool:
        """A one-word name of a place that may be a person's here ("Jordan"): only when it was introduced so."""
        return self.c.recall(self.tokens[i].text) is not None

    def _forename(self, i: int) -> bool:
        """ "German Gref", "Jordan Bardella": right after a title, a country's word before a surname is a forename."""
        return i + 1 < len(self.tokens) and i + 1 not in self.base and self._name_word(i + 1)

    def _glued(self, i: int) -> bool:
        return (
            self.tokens[i].start == self.tokens[i - 1].end and self.tokens[i].end == self.tokens[i + 1].start
            if 0 < i < len(self.tokens) - 1
            else False
        )

    def _known_people(self) -> None:
        """Full names the tables know, and every form by which somebody was introduced."""
        taken = {i for m in self.people.values() for i in range(m.start, m.end)}
        for base in self.s.mentions:
            if base.start in taken or not self.has_person(base):
                continue
            person = self._candidate(base, None, None)
            if person and self._alone(base.start, base.end):
                self.people[base.start] = Mention(base.start, base.end, (person,), "name", base.end - 1)
                self.c.remember(person, self.text(base.start, base.end), "en")
                taken |= set(range(base.start, base.end))
        i = 0
        while i < len(self.tokens):
            step = 1
            if i not in taken and self._name_word(i):
                for j in range(min(len(self.tokens), i + 4), i, -1):
                    person = self.c.recall(self.text(i, j)) if not any(k in taken for k in range(i, j)) else None
                    base_here = self.base.get(i)
                    if (
                        person
                        and self._alone(i, j)
                        and not (base_here and base_here.end - base_here.start >= j - i and not self.has_person(base_here))
                    ):
                        self.people[i] = Mention(i, j, (person,), "surname", j - 1)
                        step = j - i
                        break
            i += step

    def _alone(self, i: int, j: int) -> bool:
        """Not a part of a longer capitalised name ("Xi Jinping Thought", "Bush Intercontinental Airport")."""
        after = self.tokens[j] if j < len(self.tokens) else None
        if (
            after
            and after.text[:1].isupper()
            and after.pos == "PROPN"
            and after.text[-1].isalpha()
            and j not in self.base
            and self.tokens[j - 1].head == j
            and self.tokens[j - 1].dep == "compound"
        ):
            return False
        before = self.tokens[i - 1] if i else None
        return not (
            before
            and before.text[:1].isupper()
            and before.pos == "PROPN"
            and before.dep == "compound"
            and before.head == j - 1
            and i - 1 not in self.people
            and not any(m.end == i for m in self.base.values())
            and self.words[i - 1] not in self.lex.titles
            and self.words[i - 1] not in self.lex.courtesy
            and i - 1 > 0
        )

    def _candidate(self, mention: Mention, owner: Entity | None, role: str | None) -> Entity | None:
        """Which of the people of this name: as introduced, else by country, office and time."""
        people = [e for e in mention.entities if e.kind == "Person"]
        known = self.c.recall(self.text(mention.start, mention.end))
        if known and known in people:
            return known
        fitting = [p for p in people if self.c.fits(p, owner)]
        if len(fitting) > 1:
            return self.c.in_office(fitting, owner, role)
        return fitting[0] if fitting else None
