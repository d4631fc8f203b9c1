"""The names of the world in all languages: one index over ``kg/data``, compiled once.

Longest match first, word-bounded where the script has words. A name shared by several things keeps all of them as
candidates: the text, then time and country decide later (``kg.lang``), never this index.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Literal

import ahocorasick_rs

from kg import tables
from kg.model import Entity, Language
from kg.tables import Row, Tenure

Form = Literal["name", "short", "adjective", "people", "metonym"]
#: classes whose English names are matched whatever their case ("global development initiative")
CASELESS = frozenset({"Initiative", "Gathering"})
_CHARS = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "－": "-", "（": "(", "）": ")", "‑": "-", "\u00a0": " ", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
          "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "þ": "t", "æ": "a", "·": "·", "•": "·", "・": "·", "‧": "·", "∙": "·"}
_FOLD: dict[int, str] = {}


def fold(text: str) -> str:
    """``text`` without diacritics and with plain quotes and hyphens; same length, so positions hold."""
    for char in set(text):
        if ord(char) > 127 and ord(char) not in _FOLD:
            base = _CHARS.get(char) or unicodedata.normalize("NFD", char)[0]
            _FOLD[ord(char)] = base if not "\uac00" <= char <= "\ud7a3" else char
    return text.translate(_FOLD)


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
            self.rows[row.id] = _layered(self.rows[row.id], row) if row.id in self.rows else row
        self._entities: dict[str, Entity] = {}
        self._names: dict[str, dict[str, list[tuple[str, Form]]]] = {"en": defaultdict(list), "zh": defaultdict(list)}
        self._caseless: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        self._surnames: dict[str, list[str]] = defaultdict(list)
        self.short_zh: dict[str, list[str]] = defaultdict(list)
        self._tenures: dict[str, list[tuple[Tenure, str]]] = defaultdict(list)
        for row in self.rows.values():
            self._index(row)
        self._automata = {language: ahocorasick_rs.AhoCorasick(list(names)) for language, names in self._names.items()}
        self._patterns = {language: list(names) for language, names in self._names.items()}
        self._loose = ahocorasick_rs.AhoCorasick(list(self._caseless))
        self._loose_patterns = list(self._caseless)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Gazetteer:
        """Ours, with the user's folders layered over it."""
        return cls(tables.rows(extra))

    def _index(self, row: Row) -> None:
        forms: tuple[tuple[tables.Names, Form], ...] = (
            (row.names, "name"), (row.short, "short"), (row.adjectives, "adjective"), (row.people, "people"), (row.metonyms, "metonym"))
        for names, form in forms:
            for language, values in names.items():
                for value in values:
                    self._add(row, value, form, language)
        if row.kind == "Person":
            for surname in (*row.surname.get("en", ()), *(_surname(n) for n in row.names.get("en", ()))):
                if row.id not in self._surnames[fold(surname)]:
                    self._surnames[fold(surname)].append(row.id)
            for tenure in row.offices:
                self._tenures[tenure.of].append((tenure, row.id))

    def _add(self, row: Row, value: str, form: Form, language: str) -> None:
        if language == "zh" and len(value) == 1:
            self.short_zh[value].append(row.id)
            return
        target = self._names["zh" if language == "zh" else "en"]
        key = fold(value)
        if row.kind in CASELESS and language != "zh" and form == "name":
            target, key = self._caseless, key.lower()
        if (row.id, form) not in target[key]:
            target[key].append((row.id, form))

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
        alt = [(lang, n) for lang in ("en", "zh") for n in (*row.names.get(lang, ())[1:], *row.short.get(lang, ())) if len(n) > 1]
        return {"iso3": row.iso3, "altLabels": alt, "offices": row.offices, "members": row.members, "proposer": row.proposer}

    # -- names --------------------------------------------------------------------------------------------------------

    def find(self, text: str, language: Language) -> list[Hit]:
        """Names in ``text``, longest first where they overlap, in text order."""
        folded = fold(text)
        found = self._matches(self._automata[language], self._patterns[language], self._names[language], folded, language)
        if language == "en":
            found += self._matches(self._loose, self._loose_patterns, self._caseless, folded.lower(), language)
        found.sort(key=lambda m: (m[0] - m[1], m[0]))
        taken = bytearray(len(text))
        hits = []
        for start, end, refs in found:
            if not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                form = refs[0][1]
                hits.append(Hit(start, end, text[start:end], tuple(self.entity(r) for r, _ in refs), form))
        return sorted(hits, key=lambda h: h.start)

    def _matches(self, automaton: ahocorasick_rs.AhoCorasick, patterns: list[str], names: dict[str, list[tuple[str, Form]]], text: str,
                 language: Language) -> list[tuple[int, int, list[tuple[str, Form]]]]:
        out = []
        for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if _bounded(text, start, end) or language == "zh" and not _ascii_cut(text, start, end):
                out.append((start, end, names[patterns[index]]))
        return out

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
        out = []
        for tenure, person in self._tenures.get(of, ()):
            first, last = tenure.first, tenure.last or self._until(of, tenure)
            if (first is None or first - timedelta(slack) <= on) and (last is None or on <= last + timedelta(slack)):
                out.append((tenure, self.entity(person)))
        return out

    def _until(self, of: str, tenure: Tenure) -> date | None:
        after = [t.first for t, _ in self._tenures[of] if t.first and tenure.first and t.first > tenure.first
                 and (t.title == tenure.title or set(t.role) & set(tenure.role))]
        return min(after, default=None)

    def holder(self, of: str, role: str, on: date) -> Entity | None:
        """The one person who held the office on that day; None where the table does not know or knows two."""
        wanted = _ROLE_WORDS.get(role)
        people = {e.id: e for t, e in self.in_office(of, on) if (wanted in t.role if wanted else _same_title(t.title, role))}
        return next(iter(people.values())) if len(people) == 1 else None

    @cached_property
    def countries(self) -> tuple[str, ...]:
        return tuple(i for i, row in self.rows.items() if row.kind == "Country")


_ROLE_WORDS = {"head of state": "state", "head of government": "government"}
_SYNONYMS = {"premier": "prime minister", "minister of foreign affairs": "foreign minister", "external affairs minister": "foreign minister",
             "minister for foreign affairs": "foreign minister", "foreign secretary": "foreign minister", "foreign affairs minister": "foreign minister"}


def _same_title(a: str, b: str) -> bool:
    a, b = a.replace("-", " "), b.replace("-", " ")
    return _SYNONYMS.get(a, a) == _SYNONYMS.get(b, b)


def _surname(name: str) -> str:
    """The last word; the first in names of Chinese build ("Xi Jinping") is given by the table's ``surname.en``."""
    return re.sub(r",? (Jr\.?|Sr\.?|II|III)$", "", name).split()[-1]


def _bounded(text: str, start: int, end: int) -> bool:
    return not (start and (text[start - 1].isalnum() or text[start - 1] == "_")) and not (end < len(text) and (text[end].isalnum() or text[end] == "_"))


def _ascii_cut(text: str, start: int, end: int) -> bool:
    """A Latin word of a Chinese text cut in two ("G7" in "NG70")."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return bool(before and before.isascii() and before.isalnum() and text[start].isascii() or after and after.isascii() and after.isalnum() and text[end - 1].isascii())


def _layered(below: Row, above: Row) -> Row:
    """A user's block over ours: its names come first, its offices are added."""
    def join(a: tables.Names, b: tables.Names) -> tables.Names:
        return {k: tuple(dict.fromkeys((*a.get(k, ()), *b.get(k, ())))) for k in {*a, *b}}
    return Row(below.id, below.kind, join(above.names, below.names), join(above.short, below.short), join(above.adjectives, below.adjectives),
               join(above.people, below.people), join(above.metonyms, below.metonyms), join(above.surname, below.surname),
               above.country or below.country, above.subkind or below.subkind, above.iso3 or below.iso3, above.capital or below.capital,
               below.female if above.female is None else above.female, (*below.offices, *above.offices), (*below.members, *above.members),
               (*below.proposer, *above.proposer), above.file)
