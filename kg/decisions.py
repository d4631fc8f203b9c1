"""A user's own corrections: one TOML file, read at every build, surviving every rebuild (``--decisions FILE``).

::

    [[reject]]                 # this fact is wrong: leave it out
    record = "kg:article/a1/record/Meeting-0123456789ab"   # or the whole IRI, as `kg facts` prints it
    because = "the caption belongs to another picture"

    [[reject]]                 # the same by its words: survives changes of the record
    article = "a1"             # the article's id
    quote = "met in Astana"    # any part of the evidence sentence
    type = "meeting"           # optional: only facts of this type

    [[relink]]                 # what a name means
    name = "Li"
    to = "person/li-qiang"     # id below the base IRI; "" keeps the name as a thing of its own
    article = "a1"             # optional: only there, which splits a name that means two people

    [[same]]                   # these records tell of one thing
    records = ["kg:article/a1/record/Visit-...", "kg:article/b2/record/Visit-..."]

    [[apart]]                  # no two of these tell of one thing
    records = ["kg:article/a1/record/Meeting-...", "kg:article/c3/record/Meeting-..."]

Every entry may say ``because``. ``reject`` and ``relink`` are applied where articles are read (a build), ``same`` and
``apart`` where records are grouped (every derivation). A decision about a record that is not there does nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from kg import iris
from kg.errors import TableError

_KEYS = {
    "reject": {"record", "article", "quote", "type", "because"},
    "relink": {"name", "to", "article", "because"},
    "same": {"records", "because"},
    "apart": {"records", "because"},
}


@dataclass(frozen=True, slots=True)
class Reject:
    """A fact to leave out: by its record's IRI, or by article and words of its evidence."""

    record: str | None = None
    article: str | None = None
    quote: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Relink:
    """A name (folded) and the entity id it means; an empty ``to`` keeps it unlinked."""

    name: str
    to: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the file says; empty where there is none."""

    reject: tuple[Reject, ...] = ()
    relinks: tuple[Relink, ...] = ()
    same: tuple[tuple[str, ...], ...] = ()  # record IRIs
    apart: frozenset[frozenset[str]] = frozenset()  # pairs of record IRIs

    def rejects(self, what: str | tuple[str, str], type: str | None = None) -> bool:
        """Whether to leave a fact out: ``what`` is its record's IRI or (article id, quote), ``type`` its fact type (meeting)."""
        if isinstance(what, str):
            return any(r.record == what for r in self.reject)
        article, quote = what
        return any(_hits(r, article, fold(quote), type) for r in self.reject if r.quote is not None)

    def relink(self, label: str, article: str | None = None) -> str | None:
        """The entity id that ``label`` shall mean in ``article``, "" for none at all; None where nothing was decided."""
        name = fold(label)
        decided = {r.article: r.to for r in self.relinks if r.name == name and r.article in {None, article}}
        return decided.get(article, decided.get(None))

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two records (IRIs) must not be counted as one thing."""
        return frozenset({one, other}) in self.apart

    def records(self) -> frozenset[str]:
        """Every record IRI that the file names."""
        rejected = {r.record for r in self.reject if r.record}
        return frozenset(rejected.union(*self.same, *self.apart))


NONE = Decisions()


def load(path: str | Path | None) -> Decisions:
    """Reads a decisions file (None: no decisions); raises TableError naming file and key."""
    if path is None:
        return NONE
    file = str(path)
    try:
        table = tomllib.loads(Path(path).read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise TableError(file, "file", "does not exist: check the name after --decisions") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(file, "file", f"is not readable TOML: {error}") from error
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise TableError(file, unknown[0], f"is no decision: use {', '.join(f'[[{k}]]' for k in _KEYS)}")
    found = {kind: tuple(_entries(file, kind, table.get(kind, []))) for kind in _KEYS}
    decisions = Decisions(found["reject"], found["relink"], found["same"], frozenset(_pairs(found["apart"])))
    torn = [pair for group in decisions.same for pair in _pairs([group]) if pair in decisions.apart]
    if torn:
        raise TableError(
            file, "same", f"keeps {' and '.join(sorted(torn[0]))} together, [[apart]] keeps them apart: remove one of the two"
        )
    return decisions


def fold(text: str) -> str:
    """``text`` for comparing: case and runs of white space do not count."""
    return " ".join(text.split()).casefold()


def _hits(reject: Reject, article: str, quote: str, type: str | None) -> bool:
    in_article = reject.article is None or reject.article == article
    return in_article and fold(reject.quote or "") in quote and (reject.type is None or type is None or reject.type == type)


def _entries(file: str, kind: str, entries: Any) -> Iterable[Any]:
    if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
        raise TableError(file, kind, f"must be written [[{kind}]], with two brackets")
    for number, entry in enumerate(entries, 1):
        unknown = sorted(set(entry) - _KEYS[kind])
        if unknown:
            raise TableError(file, f"{kind} {number}: {unknown[0]}", f"is unknown: use {', '.join(sorted(_KEYS[kind]))}")
        yield _MAKERS[kind](file, f"{kind} {number}", entry)


def _reject(file: str, key: str, entry: Mapping[str, Any]) -> Reject:
    record, quote = entry.get("record"), entry.get("quote")
    if (record is None) == (quote is None):
        raise TableError(file, key, "needs either record = IRI or quote = words of the evidence")
    return Reject(_record(file, key, record) if record else None, entry.get("article"), quote, entry.get("type"))


def _relink(file: str, key: str, entry: Mapping[str, Any]) -> Relink:
    if not isinstance(entry.get("name"), str) or not isinstance(entry.get("to"), str):
        raise TableError(file, key, 'needs name = "..." and to = "person/..." (or to = "" to keep the name unlinked)')
    return Relink(fold(entry["name"]), entry["to"].removeprefix("kg:").removeprefix(iris.BASE), entry.get("article"))


def _records(file: str, key: str, entry: Mapping[str, Any]) -> tuple[str, ...]:
    records = entry.get("records")
    if not isinstance(records, list) or len(set(map(str, records))) < 2:
        raise TableError(file, key, "needs records = [...] with two or more different record IRIs")
    return tuple(sorted({_record(file, key, r) for r in records}))


def _record(file: str, key: str, value: Any) -> str:
    iri = iris.BASE + value[3:] if isinstance(value, str) and value.startswith("kg:") else value
    if not isinstance(iri, str) or "/record/" not in iri:
        raise TableError(file, key, f"{value!r} is no record: copy the `record` that `kg facts` prints")
    return iri


def _pairs(groups: Iterable[tuple[str, ...]]) -> Iterable[frozenset[str]]:
    return (frozenset(pair) for group in groups for pair in combinations(group, 2))


_MAKERS: Mapping[str, Callable[[str, str, Mapping[str, Any]], Any]] = {
    "reject": _reject,
    "relink": _relink,
    "same": _records,
    "apart": _records,
}
