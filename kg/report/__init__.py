"""Pages that show what a run read (``kg build --report DIR``): the tool with which rules are improved.

Each article's text with its facts in place, names that stayed unlinked, sentences that spoke of something but gave nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from kg.errors import OutputError
from kg.iris import slug
from kg.model import Entity, Interval, Reading, Record, Sentence, Value


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article's text: ``kind`` is "fact", "trigger" or "" for the rest."""

    text: str
    kind: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...]


def write(folder: str, readings: Sequence[Reading]) -> None:
    """``index.html`` and a page an article into ``folder``; raises OutputError where it cannot be written."""
    env = jinja2.Environment(loader=jinja2.PackageLoader("kg.report", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    pages = [(f"{number:04d}-{slug(r.document.article.id)[:60]}.html", r) for number, r in enumerate(readings, 1)]
    try:
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        index = env.get_template("index.html.j2").render(pages=[(name, r, _counts(r)) for name, r in pages])
        (target / "index.html").write_text(index, encoding="utf-8", errors="replace")
        for name, reading in pages:
            page = env.get_template("article.html.j2").render(
                reading=reading, pieces=list(pieces(reading)), counts=_counts(reading)
            )
            (target / name).write_text(page, encoding="utf-8", errors="replace")
    except OSError as error:
        raise OutputError(
            folder, f"the report cannot be written there: {error.strerror or error}; name another folder"
        ) from error


def _counts(reading: Reading) -> list[tuple[str, int]]:
    return sorted(Counter(r.type for r in reading.records).items())


def pieces(reading: Reading) -> Iterator[Piece]:
    """The text cut at sentences, each with the facts it shows and the reasons why a predicate gave nothing."""
    text, at = reading.document.article.text, 0
    for sentence in sorted(reading.document.sentences, key=lambda s: s.offsets[0] if s.offsets else 0):
        if not sentence.offsets:
            continue
        start, end = sentence.source_span(0, len(sentence.text))
        if start < at:
            continue
        if start > at:
            yield Piece(text[at:start], "", (), ())
        facts = tuple(in_words(r) for r in reading.records if any(e.start == start for e in r.evidence))
        reasons = () if facts else _reasons(reading, sentence)
        yield Piece(text[start:end], "fact" if facts else "trigger" if reasons else "", facts, reasons)
        at = end
    if at < len(text):
        yield Piece(text[at:], "", (), ())


def _reasons(reading: Reading, sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{t.frame}: {t.reason}" for t in reading.triggers if t.sentence == sentence.index))


def in_words(record: Record) -> str:
    """One line: ``Meeting: participant Xi Jinping, Alexander Lukashenko; place Astana (2024-07-04, meet/active)``."""
    parts = "; ".join(f"{name} {', '.join(map(_plain, values))}" for name, values in record.values)
    when = record.date.text if record.date else ""
    status = record.status if record.status != "happened" else ""
    said = f"said by {record.stated_by.label()}" if record.stated_by else ""
    return f"{record.type}: {parts} ({', '.join(filter(None, (when, status, said, record.rule)))})"


def _plain(value: Value) -> str:
    if isinstance(value, Entity):
        return value.label() if value.linked else f"“{value.label()}”"
    return value.text if isinstance(value, Interval) else str(value)
