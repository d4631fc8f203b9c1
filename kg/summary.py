"""What a build did, counted for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.model import Reading


@dataclass
class Summary:
    """Printed by ``kg build``: articles, records by class, unlinked names, sentences with and without a finding, what failed."""

    articles: int = 0
    records: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    sentences_with: int = 0
    sentences_without: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, reading: Reading) -> None:
        """Count one article."""
        self.articles += 1
        self.records.update(r.type for r in reading.records)
        self.unlinked.update(e.label() for e in reading.unlinked)
        found = {e.start for r in reading.records for e in r.evidence}
        starts = [s.source_span(0, 1)[0] for s in reading.document.sentences if s.text]
        self.sentences_with += sum(s in found for s in starts)
        self.sentences_without += sum(s not in found for s in starts)
