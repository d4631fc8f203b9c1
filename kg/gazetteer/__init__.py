"""The names of the world in all languages: one index over ``kg/data``, compiled once.

Longest match first, word-bounded where the script has words. A name shared by several things keeps all of them as
candidates: the text, then time and country decide later (``kg.lang``), never this index.
"""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kg import tables
from kg.gazetteer.folding import fold
from kg.gazetteer.index import Form, Index, longest
from kg.gazetteer.layers import layered
from kg.gazetteer.tenures import Tenures, is_role
from kg.model import Entity, Language
from kg.tables import Row, Tenure

__all__ = ["Form", "Gazetteer", "Hit", "fold"]

#: classes whose English names are matched whatever their case ("global development initiative")
CASELESS = frozenset({"Initiative", "Gathering"})
_JUNIOR = re.compile(r",? (Jr\.?|Sr\.?|II|III)$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: characters ``[start, end)`` and what it may denote, best first."""

    start: int
    end: int
    text: str
    entities: tuple[Entity, ...]
    form: Form


class Gazetteer:
    """Names -> things, things -> tenures. Build with :meth:`load`."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: dict[str, Row] = {}
        for row in rows:
            self.rows[row.id] = layered(self.rows[row.id], row) if row.id in self.rows else row
        self.short_zh: dict[str, list[str]] = defaultdict(list)
        self._entities: dict[str, Entity] = {}
        self._names: dict[Language, Index] = {"en": Index(), "zh": Index()}
        self._caseless = Index()
        self._surnames: dict[str, list[str]] = defaultdict(list)
        self._tenures = Tenures()
        for row in self.rows.values():
            self._add_names(row)
            self._add_person(row)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Gazetteer:
        """Ours, with the user's folders layered over it."""
        with _uncollected():
            return cls(tables.rows(extra))

    def _add_names(self, row: Row) -> None:
        forms: tuple[tuple[tables.Names, Form], ...] = (
            (row.names, "name"),
            (row.short, "short"),
            (row.adjectives, "adjective"),
            (row.people, "people"),
            (row.metonyms, "metonym"),
        )
        for names, form in forms:
            for language, values in names.items():
                for value in values:
                    self._add(row, value, form, language)

    def _add(self, row: Row, value: str, form: Form, language: str) -> None:
        if language == "zh":
            if len(value) == 1:
                self.short_zh[value].append(row.id)
            else:
                self._names["zh"].add(fold(value), row.id, form)
        elif row.kind in CASELESS and form == "name":
            self._caseless.add(fold(value).lower(), row.id, form)
        else:
            self._names["en"].add(fold(value), row.id, form)

    def _add_person(self, row: Row) -> None:
        if row.kind != "Person":
            return
        for surname in (*row.surname.get("en", ()), *(_surname(n) for n in row.names.get("en", ()))):
            known = self._surnames[fold(surname)]
            if row.id not in known:
                known.append(row.id)
        for tenure in row.offices:
            self._tenures.add(tenure, row.id)

    # -- things -------------------------------------------------------------------------------------------------------

    def entity(self, id: str) -> Entity:
        """The thing with this id; raises KeyError for a stranger."""
        if id not in self._entities:
            row = self.rows[id]
            names = tuple((language, value) for language in ("en", "zh") for value in row.names.get(language, ())[:1])
            self._entities[id] = Entity(id, row.kind, names, row.country, True, row.subkind, row.female)
        return self._entities[id]

    def details(self, id: str) -> dict[str, object]:
        """What the reference graph tells of a thing beyond its labels."""
        row = self.rows[id]
        others = [(lang, n) for lang in ("en", "zh") for n in (*row.names.get(lang, ())[1:], *row.short.get(lang, ()))]
        alt = [(lang, n) for lang, n in others if len(n) > 1]
        return {"iso3": row.iso3, "altLabels": alt, "offices": row.offices, "members": row.members, "proposer": row.proposer}

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The ids of all countries."""
        return tuple(i for i, row in self.rows.items() if row.kind == "Country")

    # -- names --------------------------------------------------------------------------------------------------------

    def find(self, text: str, language: Language) -> list[Hit]:
        """Names in ``text``, longest first where they overlap, in text order."""
        folded = fold(text)
        found = list(self._names[language].matches(folded, words=language != "zh"))
        if language == "en":
            found += self._caseless.matches(folded.lower(), words=True)
        return [
            Hit(start, end, text[start:end], tuple(self.entity(id) for id, _ in references), references[0][1])
            for start, end, references in longest(found, len(text))
        ]

    # -- people and their offices ---------------------------------------------------------------------------------------

    def by_surname(self, surname: str) -> list[Entity]:
        """People news calls by this surname."""
        return [self.entity(i) for i in self._surnames.get(fold(surname), ())]

    def offices(self, person: str) -> tuple[Tenure, ...]:
        """A person's tenures as the tables know them; empty for a stranger."""
        row = self.rows.get(person)
        return row.offices if row else ()

    def in_office(self, of: str, on: date, slack: int = 0) -> list[tuple[Tenure, Entity]]:
        """Who held which office of ``of`` on a day, give or take ``slack`` days; a tenure without end lasts until a successor."""
        return [(tenure, self.entity(person)) for tenure, person in self._tenures.on(of, on, slack)]

    def holder(self, of: str, role: str, on: date) -> Entity | None:
        """The one person who held the office on that day; None where the table does not know or knows two."""
        people = {person.id: person for tenure, person in self.in_office(of, on) if is_role(tenure, role)}
        return next(iter(people.values())) if len(people) == 1 else None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for garbage while a hundred thousand values are made that all stay: a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _surname(name: str) -> str:
    """The last word; the first in names of Chinese build ("Xi Jinping") is given by the table's ``surname.en``."""
    return _JUNIOR.sub("", name).split()[-1]
