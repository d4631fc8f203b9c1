"""Reading -> reading with the user's decisions: names relinked, facts rejected (see :mod:`kg.decisions`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import mapping
from kg.decisions import Decisions
from kg.gazetteer import Gazetteer
from kg.model import Entity, Reading, Record, Value


def correct(reading: Reading, decided: Decisions, gazetteer: Gazetteer) -> Reading:
    """The reading as the user wants it; the same where nothing was decided."""
    if not decided.relinks and not decided.reject:
        return reading
    article = reading.document.article.id
    return replace(
        reading, records=tuple(_kept((_relinked(r, article, decided, gazetteer) for r in reading.records), article, decided))
    )


def _relinked(record: Record, article: str, decided: Decisions, gazetteer: Gazetteer) -> Record:
    def meant(value: Value) -> Value:
        if isinstance(value, Entity):
            for _, name in value.names:
                to = decided.relink(name, article)
                if to and to in gazetteer.rows:
                    return gazetteer.entity(to)
        return value

    return replace(record, values=tuple((name, tuple(map(meant, values))) for name, values in record.values))


def _kept(records: Iterator[Record], article: str, decided: Decisions) -> Iterator[Record]:
    for record in records:
        by_words = any(decided.rejects((article, e.quote), mapping.fact_type(record)) for e in record.evidence)
        if not by_words and not decided.rejects(mapping.record_iri(article, record)):
            yield record
