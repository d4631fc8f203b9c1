"""From articles that came, went or changed to the occurrences and shortcuts that change with them, and to nothing else.

What an occurrence rests on hangs together in a block (same class, principals, kind) and, within it, in time: records whose days
neither overlap nor touch never tell of one thing. So the stretches of days in which records came or went are grouped again, each
by the same rule as everything. A state is told again and again at any time: its tally grows by what is new.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from pyoxigraph import NamedNode, Quad

from kg import iris
from kg.decisions import NONE, Decisions
from kg.derive import edges
from kg.derive.book import Book, Span
from kg.derive.grouping import Block, block, groups, span, tells_state
from kg.derive.occurrences import names, state, statements, told_by
from kg.derive.rules import rule
from kg.derive.tally import Tally
from kg.derive.told import PLACING, SPEAKING, Told, places, read
from kg.store import Graph

_ALWAYS: Span = ("0001-01-01", "9999-12-31")
_DAY = timedelta(days=1)
_WAITING = 50_000  # quads


class Derivation:
    """One run over a graph and its book."""

    def __init__(self, graph: Graph, book: Book, decisions: Decisions, base: str = iris.BASE) -> None:
        self._graph, self._book, self._decisions, self._base = graph, book, decisions, base
        self._places = places(graph)
        self._come: list[Quad] = []  # quads that wait: one by one they would cost more
        self._gone: list[Quad] = []

    # -- what changed ------------------------------------------------------------------------------------------------------------

    def everything(self, articles: Iterable[str]) -> None:
        """Makes the ``derived`` graph, which is empty, as the book is."""
        for article in articles:
            found = read(self._graph, article)
            self._book.retell(article, found.facts)
            self._add(found.records)
        self._blocks(set())
        edges.draw_all(self._graph, self._book, self._base)
        self._book.settle()

    def articles(self, touched: Iterable[str]) -> None:
        """Articles (IRIs) that came, went or changed since the last run."""
        coupled = self._coupled()
        was = dict[tuple[str, str], bool]()
        for article in touched:
            found = read(self._graph, article)
            for fact in self._book.facts(article) ^ found.facts:
                was.setdefault(fact, self._book.is_told(*fact))
            self._book.retell(article, found.facts)
            for record in self._book.of_article(article):
                self._book.drop(record)
            self._add(found.records)
        changed = {fact for fact, before in was.items() if before != self._book.is_told(*fact)}
        self._moved({thing for thing, fact in changed if fact.startswith(PLACING)})
        self._blocks(coupled)
        self._spoken({(thing, fact) for thing, fact in changed if fact.startswith(SPEAKING)})
        edges.redraw(self._graph, self._book, self._book.changes(), self._base)
        self._book.settle()

    def _add(self, records: Iterable[Told]) -> None:
        for record in records:
            self._book.add(record, json.dumps(block(record, self._places)), span(record, self._places))

    def _moved(self, places: set[str]) -> None:
        """Records that speak of places which lie elsewhere now may belong to other blocks."""
        for place in sorted(places):
            for iri in sorted(self._saying(place)):
                record = self._book.told(iri)
                if record is not None:
                    self._book.drop(iri)
                    self._add([record])
                    self._book.spoil(iri)

    def _spoken(self, facts: Iterable[tuple[str, str]]) -> None:
        """Occurrences that rest on whom somebody speaks for, where that has changed."""
        for thing, fact in sorted(facts):
            if fact.startswith("holds "):  # what the holder says of that body: by way of whichever is told less
                claims = self._graph.match(None, iris.term("statedBy"), thing)
                mentions = self._graph.match(None, None, fact.removeprefix("holds "))
                first, fewer = _fewer(claims, mentions)
                (self._told_by if first else self._occurring)(fewer)
            else:
                self._told_by(self._graph.match(None, iris.term("statedBy"), thing))
                self._occurring(self._graph.match(None, None, thing))

    def _told_by(self, claims: Iterable[Quad]) -> None:
        for claim in claims:
            if isinstance(claim.subject, NamedNode):
                self._book.change(self._saying(claim.subject.value, iris.term("toldBy")))

    def _occurring(self, mentions: Iterable[Quad]) -> None:
        subjects = {q.subject.value for q in mentions if isinstance(q.subject, NamedNode)}
        self._book.change(sorted(name for name in subjects if "/occurrence/" in name))

    def _saying(self, thing: str, predicate: str | None = None) -> set[str]:
        """The subjects of what is said with this object."""
        return {q.subject.value for q in self._graph.match(None, predicate, thing) if isinstance(q.subject, NamedNode)}

    # -- blocks ------------------------------------------------------------------------------------------------------------------

    def _coupled(self) -> set[str]:
        """Blocks with records that a decision names."""
        named = {iri for records in (*self._decisions.same, *self._decisions.apart) for iri in records}
        return {found for iri in sorted(named) if (found := self._book.block_of(iri))}

    def _blocks(self, coupled: set[str]) -> None:
        """Every block in which something came or went; those that decisions name, as one."""
        together = coupled | self._coupled()
        again = False
        for name in self._book.soiled():
            if name in together:
                again = True
            elif tells_state(_block(name)):
                self._state(name)
            else:
                for stretch in self._stretches(name):
                    self._grouped([name], stretch, NONE)
        if again:
            for name in together:
                self._book.keep(name, None)
            self._grouped(sorted(together), None, self._decisions)
        self._write()

    def _stretches(self, name: str) -> Iterator[Span]:
        """The days of a block that are to be grouped again: what came or went with all that hangs together with it."""
        done: list[Span] = []
        gap = _DAY if rule(_block(name)[0]).lasts else timedelta(0)
        for first, last, _, _ in self._book.soil(name):
            if first <= last and any(low <= first and last <= high for low, high in done):
                continue
            stretch = (first, last)
            while first <= last and (wider := self._book.reach(name, *_widened(stretch, gap), stretch)) != stretch:
                stretch = wider
            if first <= last:
                done.append(stretch)
            yield stretch

    def _grouped(self, blocks: Sequence[str], stretch: Span | None, decisions: Decisions) -> None:
        records = [record for name in blocks for record in self._book.in_block(name, stretch)]
        before = {iri for name in blocks for iri in self._book.occurrences(name, stretch)}
        found = [
            (key, members, Tally.of(members, rule(key[0]).latest)) for key, members in groups(records, self._places, decisions)
        ]
        for iri, (key, members, tally) in zip(names(found, self._base), found, strict=True):
            spans = [span(record, self._places) for record in members]
            self._occurs(iri, key, tally, (min(first for first, _ in spans), max(last for _, last in spans)))
            self._replace(
                iri, statements(iri, key, tally, self._places, self._base) | {told_by(iri, r.iri, self._base) for r in members}
            )
            before.discard(iri)
        for iri in sorted(before):
            self._vanishes(iri)

    def _state(self, name: str) -> None:
        """One block that is one occurrence: more tellings are added to its tally, otherwise it is counted again."""
        key, soil, kept = _block(name), self._book.soil(name), self._book.tally(name)
        iri, how = state(key, self._base), rule(key[0])
        if kept is None or any(gone for *_, gone in soil):
            records = self._book.in_block(name)
            if not records:
                self._book.keep(name, None)
                for old in self._book.occurrences(name):
                    self._vanishes(old)
                return
            for old in set(self._book.occurrences(name)) - {iri}:  # as decisions left them that are no more
                self._vanishes(old)
            tally = Tally.of(records, how.latest)
            self._replace(
                iri, statements(iri, key, tally, self._places, self._base) | {told_by(iri, r.iri, self._base) for r in records}
            )
        else:
            fresh = [record for _, _, r, _ in soil if (record := self._book.told(r))]
            tally = Tally.read(kept)
            before = statements(iri, key, tally, self._places, self._base)
            tally.add(fresh, how.latest)
            after = statements(iri, key, tally, self._places, self._base)
            self._change(iri, before - after, (after - before) | {told_by(iri, r.iri, self._base) for r in fresh})
        self._book.keep(name, tally.text())
        self._occurs(iri, key, tally, _ALWAYS)

    # -- what comes of it --------------------------------------------------------------------------------------------------------

    def _occurs(self, iri: str, key: Block, tally: Tally, stretch: Span) -> None:
        kind = key[0]
        self._book.occur(iri, json.dumps(key), stretch)
        if edges.looks_around(kind):
            self._book.change(self._book.around(iri))
            things = {
                t.value for counts in tally.parts.values() for t in counts if isinstance(t, NamedNode) and iris.entity_id(t.value)
            }
            self._book.take_part(kind, sorted(things), iri)
            self._book.change(self._book.around(iri))

    def _vanishes(self, iri: str) -> None:
        self._book.change([iri, *self._book.around(iri)])
        self._book.vanish(iri)
        self._gone += self._of(iri)

    def _replace(self, iri: str, quads: set[Quad]) -> None:
        before = set(self._of(iri))
        self._change(iri, before - quads, quads - before)

    def _of(self, iri: str) -> list[Quad]:
        return list(self._graph.match(iri))

    def _change(self, iri: str, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
        size = len(self._gone) + len(self._come)
        self._gone += gone
        self._come += come
        if len(self._gone) + len(self._come) > size:
            self._book.change([iri])
        if len(self._gone) + len(self._come) > _WAITING:
            self._write()

    def _write(self) -> None:
        self._graph.remove(self._gone)
        self._graph.add(self._come)
        self._gone.clear()
        self._come.clear()


def _fewer(one: Iterator[Quad], other: Iterator[Quad]) -> tuple[bool, list[Quad]]:
    """Whether the first of two has fewer, and what the one with fewer has; neither is read much further than that."""
    first: list[Quad] = []
    second: list[Quad] = []
    while True:
        for quads, found in ((one, first), (other, second)):
            if (quad := next(quads, None)) is None:
                return found is first, found
            found.append(quad)


def _widened(stretch: Span, gap: timedelta) -> Span:
    """So much more on both sides: days in a row may be one visit."""
    first, last = map(date.fromisoformat, stretch)
    return (max(first, date.min + gap) - gap).isoformat(), (min(last, date.max - gap) + gap).isoformat()


def _block(name: str) -> Block:
    kind, principals, rest = json.loads(name)
    return kind, tuple(tuple(p) for p in principals), tuple(rest)
