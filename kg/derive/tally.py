"""What an occurrence needs to know of the records that tell it: counts and extremes, to which more tellings can be added.

A standing fact ("supports the initiative") is told by ever more articles. Its tally is kept, so that one more telling costs one
telling, not all of them. Adding is the only way to change a tally; where a record goes, it is made again from those that stay.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kg.derive.told import Told, When, from_plain, to_plain
from kg.store import Term

_STRENGTH = ("cancelled", "planned", "hypothetical", "denied")  # of what is told on the same day; what happened stands above all


@dataclass
class Tally:
    """Of records that tell of one thing."""

    articles: int = 0
    days: dict[str, date] = field(default_factory=dict)  # status -> latest day it was told on
    dates: dict[str, set[When]] = field(default_factory=dict)  # status -> dates told
    parts: dict[str, Counter[Term]] = field(default_factory=dict)
    latest: tuple[date, str] = (date.min, "")  # day and IRI of the latest record ...
    last: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # ... and its parts, those that only the latest tells

    @classmethod
    def of(cls, records: Iterable[Told], only_latest: tuple[str, ...]) -> Tally:
        """The tally of these records; ``only_latest``: properties that the latest record alone decides."""
        tally = cls()
        tally.add(records, only_latest)
        return tally

    def add(self, records: Iterable[Told], only_latest: tuple[str, ...]) -> None:
        """More tellings, by articles that are not in it yet."""
        articles = set[str]()
        for record in records:
            articles.add(record.article)
            day = record.day or date.min
            self.days[record.status] = max(self.days.get(record.status, date.min), day)
            if record.when:
                self.dates.setdefault(record.status, set()).add(record.when)
            for name, terms in record.parts.items():
                self.parts.setdefault(name, Counter()).update(terms)
            if (day, record.iri) >= self.latest:
                self.latest = day, record.iri
                self.last = {name: record.parts[name] for name in only_latest if name in record.parts}
        self.articles += len(articles)

    def status(self) -> str:
        """What happened did; else what the latest article says, and of one day the firmest."""
        if "happened" in self.days:
            return "happened"
        latest = {status for status, day in self.days.items() if day == max(self.days.values())}
        return next((s for s in _STRENGTH if s in latest), min(latest))

    def text(self) -> str:
        """As JSON."""
        return json.dumps([
            self.articles,
            {status: day.isoformat() for status, day in self.days.items()},
            {status: sorted((w.first.isoformat(), w.last.isoformat(), w.text) for w in ws) for status, ws in self.dates.items()},
            {name: [(to_plain(t), n) for t, n in counts.items()] for name, counts in self.parts.items()},
            (self.latest[0].isoformat(), self.latest[1]),
            {name: [to_plain(t) for t in terms] for name, terms in self.last.items()},
        ])  # fmt: skip

    @classmethod
    def read(cls, text: str) -> Tally:
        """The way back."""
        articles, days, dates, parts, latest, last = json.loads(text)
        return cls(
            articles,
            {status: date.fromisoformat(day) for status, day in days.items()},
            {status: {_when(*w) for w in ws} for status, ws in dates.items()},
            {name: Counter({from_plain(t): n for t, n in counts}) for name, counts in parts.items()},
            (date.fromisoformat(latest[0]), latest[1]),
            {name: tuple(from_plain(t) for t in terms) for name, terms in last.items()},
        )


def _when(first: str, last: str, text: str) -> When:
    return When(date.fromisoformat(first), date.fromisoformat(last), text)


def plain(record: Told) -> list[Any]:
    """A record as JSON has it; what the index keeps beside its IRI and article."""
    when = record.when
    return [
        record.type,
        record.day.isoformat() if record.day else None,
        record.status,
        record.claimed,
        [when.first.isoformat(), when.last.isoformat(), when.text] if when else None,
        {name: [to_plain(t) for t in terms] for name, terms in record.parts.items()},
    ]


def telling(iri: str, article: str, row: list[Any]) -> Told:
    """The way back."""
    kind, day, status, claimed, when, parts = row
    return Told(
        iri, kind, article, date.fromisoformat(day) if day else None, status, claimed, _when(*when) if when else None,
        {name: tuple(from_plain(t) for t in terms) for name, terms in parts.items()},
    )  # fmt: skip
