"""What a build did, counted for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import InputError, LeftOutError, OutputError
from kg.model import Reading


def plain(text: str) -> str:
    """A name as messages show it: in one line, and no control character reaches a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that is not in the graph, and why; printed as one line."""

    input: str  # an article's id, or the file (and line) where it stands
    problem: str
    left_out: bool = False  # nothing went wrong: kg does not read such things

    def __str__(self) -> str:
        return plain(f"{self.input}: {self.problem}")

    @classmethod
    def of(cls, error: InputError) -> Failure:
        """What an error of :mod:`kg.ingest` tells: file first, then the problem."""
        where, _, problem = str(error).partition(": ") if len(error.args) < 2 else (str(error.args[0]), "", str(error.args[1]))
        return cls(" ".join(where.split()), " ".join(problem.split()), isinstance(error, LeftOutError))


@dataclass
class Summary:
    """Printed by ``kg build``: articles, records by class, unlinked names, sentences with and without a finding, what failed."""

    articles: int = 0  # read in this build
    unchanged: int = 0  # were in the store already, as they are
    records: Counter[str] = field(default_factory=Counter)
    unlinked: Counter[str] = field(default_factory=Counter)
    sentences_with: int = 0
    sentences_without: int = 0
    failures: list[Failure] = field(default_factory=list)
    left_out: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what else a person should know, a line each
    readings: list[Reading] = field(default_factory=list)  # where a report is wanted

    @classmethod
    def of(cls, reading: Reading, *, keep: bool = False) -> Summary:
        """The counts of one article."""
        summary = cls(readings=[reading] if keep else [])
        summary.add(reading)
        return summary

    def add(self, reading: Reading) -> None:
        """Count one article."""
        self.articles += 1
        self.records.update(r.type for r in reading.records)
        self.unlinked.update(e.label() for e in reading.unlinked)
        found = {e.start for r in reading.records for e in r.evidence}
        starts = [s.source_span(0, 1)[0] for s in reading.document.sentences if s.text]
        self.sentences_with += sum(s in found for s in starts)
        self.sentences_without += sum(s not in found for s in starts)

    def join(self, other: Summary) -> None:
        """Count what ``other`` counted."""
        self.articles += other.articles
        self.unchanged += other.unchanged
        self.records.update(other.records)
        self.unlinked.update(other.unlinked)
        self.sentences_with += other.sentences_with
        self.sentences_without += other.sentences_without
        self.failures += other.failures
        self.left_out += other.left_out
        self.notes += other.notes
        self.readings += other.readings


def failures_file(out: str) -> Path:
    """Where the failures of a build into ``out`` are told: beside it."""
    path = Path(out.rstrip("/") or out)
    return path.with_name(f"{path.name}.failures.jsonl")


def tell(out: str, failures: Iterable[Failure]) -> None:
    """``OUT.failures.jsonl``, one failure (or thing left out) a line; no file where there is none. Raises OutputError."""
    path = failures_file(out)
    lines = "".join(json.dumps(_row(f), ensure_ascii=False) + "\n" for f in failures)
    try:
        if lines:
            path.write_text(lines, "utf-8", errors="backslashreplace")
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error


def _row(failure: Failure) -> dict[str, object]:
    return {name: value for name, value in asdict(failure).items() if name != "left_out" or value}
