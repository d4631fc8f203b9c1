"""Which date and place of a sentence belongs to which clause."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from kg import dates
from kg.dates import DateHit
from kg.model import Clause, Document, Entity, Interval, Mention, Sentence, Token

_PLACES = ("City", "Venue", "Country")
_FUTURE = ("planned", "hypothetical")
_NEAR = 12  # characters between a clause and a date that still is its own
_STEPS = 60
_CHAIN = 7  # tokens from an establishment up to its anniversary
_CLOSE = 4  # tokens between "five-day" and what lasts so long
_OCCASIONS = ("sidelines", "during", "occasion")
_COMPLEMENTS = ("xcomp", "acl", "pcomp")
_YEAR = 366  # days


class Timing:
    """The dates and places of one sentence."""

    def __init__(self, sentence: Sentence, document: Document) -> None:
        self.sentence, self.document = sentence, document
        self._rules = importlib.import_module(f"kg.lang.{sentence.language}.dates")
        clauses = importlib.import_module(f"kg.lang.{sentence.language}.clauses")
        self._timetable: Callable[[Sentence, int], bool] | None = getattr(clauses, "scheduled", None)
        self._ahead: Callable[[Sentence, int], bool] | None = getattr(clauses, "ahead", None)
        self._owner: Callable[[Sentence, int], int | None] = getattr(clauses, "owner", lambda _sentence, _i: None)
        self._journey: Callable[[Sentence, int], int | None] = getattr(clauses, "journey", lambda _sentence, _i: None)
        self._settings: Callable[[Sentence, int], list[int]] = getattr(clauses, "settings", lambda _sentence, _i: [])

    @cached_property
    def _found(self) -> dict[str, list[DateHit]]:
        """All dates, in either tense: many sentences are never asked for them."""
        text, anchor = self.sentence.text, self.sentence.anchor
        return {tense: [h for h in self._rules.find(text, anchor, tense) if h.interval] for tense in ("past", "future")}

    @cached_property
    def _hits(self) -> dict[str, list[DateHit]]:
        return {tense: self._useful(hits) for tense, hits in self._found.items()}

    @cached_property
    def _durations(self) -> list[tuple[int, int, int]]:
        return self._rules.durations(self.sentence.text) if hasattr(self._rules, "durations") else []

    @cached_property
    def _anniversaries(self) -> list[tuple[int, int, int]]:
        return self._rules.anniversary(self.sentence.text, self.sentence.anchor) if hasattr(self._rules, "anniversary") else []

    @staticmethod
    def _useful(hits: list[DateHit]) -> list[DateHit]:
        """Dates at which something is; "by 2030", "since 1993" bound it only."""
        return [
            h
            for h in hits
            if h.kind != "name-year" and h.bound in ("", "since") and (h.interval.last - h.interval.first).days <= _YEAR
        ]

    def placed(self, clause: Clause) -> Clause:
        """The clause with its date and its places."""
        when, mood = clause.when or self._when(clause), clause.mood
        anchor = self.sentence.anchor
        if mood == "happened" and when and anchor and when.first > anchor and self._scheduled(clause):
            mood = "planned"  # "travels to X on Friday"
        return replace(clause, when=when, mood=mood, places=clause.places or self._places(clause))

    def _when(self, clause: Clause) -> Interval | None:
        for phrase in clause.roles.get("dated", ()):  # "the January 20, 1993 Treaty"
            at = self.sentence.tokens[phrase.start].start
            return next((h.interval for h in self._found["past"] if h.start <= at < h.end), None)
        since = self._since(clause)
        if since:
            return since
        hit = self._hit(clause)
        if not hit:
            return None
        days = self._lasting(clause)
        if days and hit.interval.first == hit.interval.last:
            return dates.lasting(hit.interval.first, days)
        return hit.interval if not hit.bound else None

    def _since(self, clause: Clause) -> Interval | None:
        """The year that an anniversary counts from: "the 60th anniversary of diplomatic relations"."""
        head = self.sentence.tokens[clause.head] if clause.head >= 0 else None
        for start, end, year in self._anniversaries:
            if head and any(start <= token.start < end for token in self._inside_of(head.i)):
                return dates.year(year)
        return None

    def _inside_of(self, i: int) -> list[Token]:
        """The token and the nouns that it is of: "the anniversary of the establishment of"."""
        tokens = self.sentence.tokens
        out = [tokens[i]]
        while tokens[i].dep in ("pobj", "prep") and len(out) < _CHAIN:
            i = tokens[i].head
            out.append(tokens[i])
        return [t for t in out if t.pos not in ("VERB", "AUX")]

    def since(self, clause: Clause) -> Interval | None:
        """From when on what the clause tells has held: "have had ties since 1947"."""
        if anniversary := self._since(clause):
            return anniversary
        tokens = self.sentence.tokens
        phrases = clause.roles.get("since", ())
        spans = [(tokens[p.start].start, tokens[p.end - 1].end) for p in phrases]
        return next((h.interval for h in self._hits["past"] if any(a < h.end and h.start < b for a, b in spans)), None)

    def _hit(self, clause: Clause) -> DateHit | None:
        """The date that is the clause's: inside a noun phrase, at its verb, or right behind it."""
        hits = self._hits["past"]
        if not hits:
            return None
        if clause.mood in _FUTURE or self._scheduled(clause):
            hits = self._hits["future"]
        if clause.head < 0:
            return hits[0] if len(hits) == 1 else None
        tokens = self.sentence.tokens
        first, last = tokens[clause.start].start, tokens[clause.end - 1].end
        noun = tokens[clause.head].pos not in ("VERB", "AUX")
        if clause.mood == "happened" and self.sentence.tokens[clause.head].tag == "VBD" and self.sentence.anchor:
            hits = [h for h in hits if h.interval.first <= self.sentence.anchor]  # "ahead of the vote on Sunday, X met Y"
        owners = [(h, self._owner(self.sentence, self._token(h.start))) for h in hits]
        hits = [self._tensed(h) for h, owner in owners if owner in (None, clause.head)]
        inside = [h for h in hits if first <= h.start and h.end <= last and self._under(self._token(h.start), clause.head)]
        if noun and inside:
            return min(inside, key=lambda h: abs(h.start - tokens[clause.head].start))
        settings = self._settings(self.sentence, clause.head)
        if settings and (set_on := [h for h in hits if self._verb(self._token(h.start)) in settings]):
            return set_on[0]
        verbs = {clause.head, self._verb(clause.head)} if noun else {clause.head}
        own = [h for h in hits if self._verb(self._token(h.start)) in verbs]
        near = [h for h in hits if 0 <= h.start - last < _NEAR and "," not in self.sentence.text[last : h.start]]
        found = own or near or (inside if len(inside) == 1 else [])
        if not found and tokens[clause.head].dep in _COMPLEMENTS:  # "in 2019 became the first to join"
            found = [h for h in hits if self._verb(self._token(h.start)) == self._verb(clause.head)]
        return found[0] if found else None

    def _scheduled(self, clause: Clause) -> bool:
        return clause.head >= 0 and self._timetable is not None and self._timetable(self.sentence, clause.head)

    def _under(self, i: int, head: int) -> bool:
        """The token hangs below the head with no other verb between."""
        tokens = self.sentence.tokens
        for _ in range(_STEPS):
            if i == head:
                return True
            i = tokens[i].head
            if tokens[i].head == i or tokens[i].pos in ("VERB", "AUX"):
                return i == head
        return False

    def _tensed(self, hit: DateHit) -> DateHit:
        """The reading of a date that its own verb wants: "a summit due to open Saturday" is ahead."""
        if self._ahead and self._ahead(self.sentence, self._token(hit.start)):
            return next((h for h in self._hits["future"] if h.start == hit.start), hit)
        return hit

    def _lasting(self, clause: Clause) -> int:
        """The days of "a three-day visit", where it is the clause's own."""
        tokens = self.sentence.tokens
        first, last = tokens[clause.start].start, tokens[clause.end - 1].end
        journey = self._journey(self.sentence, clause.head) if clause.head >= 0 else None
        for start, end, days in self._durations:
            above = tokens[self._token(end)].i if clause.head >= 0 else -1
            own = first <= start and end <= last and abs(above - clause.head) < _CLOSE
            if days > 1 and (own or journey is not None and 0 <= journey - above < _CLOSE):
                return days
        return 0

    def _token(self, position: int) -> int:
        """The token at a character."""
        return next((t.i for t in self.sentence.tokens if t.end > position), len(self.sentence.tokens) - 1)

    def _verb(self, i: int) -> int:
        """The nearest verb above a token, the root at the latest."""
        tokens, steps = self.sentence.tokens, 0
        while tokens[i].head != i and steps < _STEPS:
            i, steps = tokens[i].head, steps + 1
            if tokens[i].pos in ("VERB", "AUX"):
                break
        return i

    def _places(self, clause: Clause) -> tuple[Entity, ...]:
        """Cities and venues after "in", "at", most specific first; "here" is the dateline's."""
        found: list[Entity] = []
        for role in ("at", "in", "place", "to"):
            for phrase in clause.roles.get(role, ()):
                for part in phrase.parts or (phrase,):
                    found += [e for e in part.entities if e.kind in _PLACES and (role != "to" or e.kind != "Country")]
                    found += self._inside(part.start, part.end)
        for phrase in [p for role in _OCCASIONS if not found for p in clause.roles.get(role, ())]:
            if any(e.kind == "Gathering" for e in phrase.entities):
                found += self._inside(phrase.start, phrase.end)  # "met during the summit in Minsk"
        order = {"Venue": 0, "City": 1, "Country": 2}
        return tuple(sorted(dict.fromkeys(found), key=lambda e: order[e.kind]))

    def _inside(self, start: int, end: int) -> list[Entity]:
        """Places named within a place phrase: "at the Palace of Independence in Minsk, Belarus"."""
        mentions: list[Mention] = [m for m in self.sentence.mentions if start <= m.start and m.end <= end and not m.adjective]
        return [e for m in mentions for e in m.entities if e.kind in ("City", "Venue")]
