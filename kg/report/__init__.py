"""Pages that show what a run read (``kg build --report DIR``): the tool with which rules are improved.

Each article's text with its facts in place, names that stayed unlinked, sentences that spoke of something but gave nothing.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
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


class Report:
    """``index.html`` and a page an article in a folder; each is written when its article has been read, and then forgotten."""

    def __init__(self, folder: str) -> None:
        """Raises OutputError where nothing can be written."""
        self._folder, self._number = Path(folder), 0
        self._env = jinja2.Environment(
            loader=jinja2.PackageLoader("kg.report", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        with self._told():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._rows = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", dir=self._folder)  # noqa: SIM115 - until end()

    def add(self, readings: list[Reading]) -> None:
        """The pages of some articles, which are taken out of the list. Raises OutputError."""
        with self._told():
            while readings:
                self._page(readings.pop(0))

    def _page(self, reading: Reading) -> None:
        self._number += 1
        name = f"{self._number:04d}-{slug(reading.document.article.id)[:60]}.html"
        counts = _counts(reading)
        page = self._env.get_template("article.html.j2").render(reading=reading, pieces=list(pieces(reading)), counts=counts)
        (self._folder / name).write_text(page, encoding="utf-8", errors="replace")
        self._rows.write(self._env.get_template("row.html.j2").render(name=name, reading=reading, counts=counts))

    def end(self) -> None:
        """The index of all pages. Raises OutputError."""
        with self._told(), self._rows:
            self._rows.seek(0)
            index = self._env.get_template("index.html.j2").stream(number=self._number, rows=self._rows)
            index.dump(str(self._folder / "index.html"), encoding="utf-8", errors="replace")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            problem = f"the report cannot be written there: {error.strerror or error}; name another folder"
            raise OutputError(str(self._folder), problem) from error


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
