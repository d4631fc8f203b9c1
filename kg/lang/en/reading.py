"""One sentence being read for names: its words, what the tables and the article know about them, what was found so far."""

from __future__ import annotations

from kg.lang.context import Context
from kg.lang.en.lexicon import lexicon
from kg.lang.en.titles import Title
from kg.model import Entity, Mention, Office, Sentence, Status

VAGUE = frozenset({"leader", "aide", "counterpart", "head of state", "head of government"})  # words for people that are no office


class Reading:
    """State shared by the parts of the name layer."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.s, self.c, self.lex = sentence, context, lexicon()
        self.tokens = sentence.tokens
        self.words = [t.text.lower().replace("’", "'") for t in self.tokens]
        self.base = {m.start: m for m in sentence.mentions}  # names of the tables, with all their candidates
        self.people: dict[int, Mention] = {}  # start -> person
        self.offices: list[Office] = []
        self.plain_titles: list[Title] = []
        self.resolved: list[Mention] = []  # what is resolved so far, left to right

    def text(self, start: int, end: int) -> str:
        return self.s.text[self.tokens[start].start : self.tokens[end - 1].end]

    def office(self, person: Entity, title: Title, of: Entity, start: int, end: int) -> None:
        """The sentence states that ``person`` holds the office."""
        status: Status = "planned" if title.coming else "happened"
        office = Office(person, title.role, of, start, end, title.former, status, self.text(title.core, title.end))
        if office not in self.offices:
            self.offices.append(office)

    @staticmethod
    def has_person(mention: Mention) -> bool:
        return any(e.kind == "Person" for e in mention.entities)
