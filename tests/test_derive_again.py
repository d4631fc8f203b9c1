"""Deriving again: what new, changed and forgotten articles bear on, and nothing else; the result is that of deriving everything."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from kg import assemble, iris, mapping
from kg.decisions import Decisions
from kg.derive import Book
from kg.gazetteer import Gazetteer
from kg.model import Entity, Record
from kg.store import Graph
from kg.store.formats import nquads
from tests.world import (
    ASTANA,
    BY,
    CN,
    FR,
    GDI,
    KZ,
    LI,
    LUKASHENKO,
    MACRON,
    MINSK,
    NOVAK,
    PALACE,
    PARIS,
    RS,
    SCO,
    SUMMIT,
    VUCIC,
    XI,
    Telling,
    met,
    rec,
)  # fmt: skip

TOWN = Entity(iris.unlinked("City", "Smalltown"), "City", (("en", "Smalltown"),), linked=False)
TOWN_BY = Entity(TOWN.id, "City", TOWN.names, country="country/by", linked=False)
SPEAKER = Entity(NOVAK.id, "Person", NOVAK.names, country="country/by", linked=False)
DAYS = st.sampled_from([None, "2024", "2024-07", "2024-07-04", "2024-07-05", "2024-07-04/2024-07-06", "2024-08-22", "2023-01-01"])
SPEAKERS = st.sampled_from([None, None, LUKASHENKO, NOVAK, SPEAKER, BY])
STATES = st.sampled_from(["happened", "happened", "planned", "denied"])


def meeting(on: str | None, place: Entity | None, other: Entity) -> Record:
    return met(XI, other, on=on, **({"place": place} if place else {}))


def tenure(of: Entity, former: bool) -> Record:
    office = {"holder": NOVAK, "of": of, "officeText": "minister"}
    return rec("Tenure", **office, former=True) if former else rec("Tenure", **office)  # type: ignore[arg-type]


RECORD = st.one_of(
    st.builds(meeting, DAYS, st.sampled_from([None, ASTANA, KZ, MINSK, TOWN, TOWN_BY]), st.sampled_from([LUKASHENKO, NOVAK])),
    st.builds(lambda on, to, s: rec("Visit", visitor=XI, destination=to, on=on, status=s), DAYS, st.sampled_from([BY, MINSK, FR, TOWN, TOWN_BY]), STATES),
    st.builds(lambda on, by: rec("Stance", agent=BY, target=GDI, stance="support", on=on, by=by), DAYS, SPEAKERS),
    st.builds(lambda by, who: rec("Stance", agent=who, target=CN, stance="oppose", by=by), SPEAKERS, st.sampled_from([BY, NOVAK, SPEAKER])),
    st.builds(lambda act, by, on: rec("Membership", member=BY, organization=SCO, on=on, by=by, **({"action": act} if act else {})), st.sampled_from([None, "joined", "left"]), SPEAKERS, DAYS),
    st.builds(tenure, st.sampled_from([BY, RS]), st.booleans()),
    st.builds(lambda act, on: rec("DiplomaticTies", party=[BY, RS], action=act, on=on), st.sampled_from(["established", "severed", "resumed"]), DAYS),
    st.builds(lambda by, n: rec("Partnership", party=[CN, BY], levelText=f"partnership number {n}", by=by), SPEAKERS, st.integers(1, 2)),
    st.builds(lambda on: rec("Convening", gathering=SUMMIT, place=ASTANA, host=KZ, on=on), DAYS),
)  # fmt: skip
ARTICLE = st.builds(
    lambda day, records: (day, records),
    st.sampled_from([None, "2024-07-05", "2024-08-23", "2023-01-02"]),
    st.lists(RECORD, max_size=4),
)
STEPS = st.lists(
    st.dictionaries(st.sampled_from("abcde"), st.one_of(st.none(), ARTICLE, ARTICLE), min_size=1), min_size=1, max_size=4
)


def quads_of(name: str, day: str | None, records: Sequence[Record]) -> list[Quad]:
    telling = Telling(name, day)
    for number, record in enumerate(records):
        telling.says(f"Sentence {number}.", record)
    return list(mapping.article_quads(telling.reading()))


def records_of(name: str, day: str | None, records: Sequence[Record]) -> set[str]:
    kind = iris.term("Record")
    return {str(q.subject)[1:-1] for q in quads_of(name, day, records) if str(q.object) == f"<{kind}>"}


def put(graph: Graph, name: str, article: tuple[str | None, Sequence[Record]] | None) -> str:
    """The article in place of its older self; its IRI."""
    iri = iris.article(name)
    graph.drop(iri)
    graph.add(quads_of(name, *article) if article else [])
    return iri


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def whole(graph: Graph, gazetteer: Gazetteer, decided: Decisions, base: sqlite3.Connection | None = None) -> assemble.Whole:
    return assemble.Whole(graph, gazetteer, decided, base)


def connection() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_result_is_that_of_deriving_everything(
    gazetteer: Gazetteer, steps: list[dict[str, tuple[str | None, list[Record]] | None]], chance: random.Random
) -> None:
    records = sorted({r for step in steps for name, a in step.items() if a for r in records_of(name, *a)})
    pick = [(*chance.sample(records, 2),) for _ in range(3) if len(records) > 1 and chance.random() < 0.5]
    decided = Decisions(same=tuple(pick[:1]), apart=frozenset(map(frozenset, pick[1:])))
    grown, base = Graph.memory(), connection()
    whole(grown, gazetteer, decided, base).make()
    now: dict[str, tuple[str | None, list[Record]]] = {}
    for step in steps:
        touched = [put(grown, name, article) for name, article in step.items()]
        whole(grown, gazetteer, decided, base).update(touched)
        now |= {name: article for name, article in step.items() if article}
        now = {name: article for name, article in now.items() if step.get(name, article)}
        fresh = Graph.memory()
        for name, article in now.items():
            put(fresh, name, article)
        whole(fresh, gazetteer, decided).make()
        assert nquads(grown.quads()) == nquads(fresh.quads())
        told = [row[0].value for row in fresh.select("SELECT ?r { ?o dip:toldBy ?r }")]
        assert sorted(told) == sorted(row[0].value for row in fresh.select("SELECT ?r { ?r a dip:Record }"))
    base.close()


# -- what it costs ---------------------------------------------------------------------------------------------------------------


def days_of(number: int) -> str:
    return f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"


def archive_article(number: int) -> tuple[str, list[Record]]:
    """One of many: a meeting of the day, and what is told again and again."""
    day = days_of(number)
    return day, [
        met(XI, LUKASHENKO, on=day, place=[ASTANA, MINSK, PARIS][number % 3]),
        rec("Visit", visitor=[VUCIC, LI, XI, MACRON][number % 4], destination=[BY, MINSK, PALACE][number % 3], on=day),
        rec("Stance", agent=BY, target=GDI, stance="support", on=day if number % 7 == 0 else None, by=[None, LUKASHENKO, NOVAK][number % 3]),
        rec("Tenure", holder=MACRON, of=FR, officeText=["president", "head of state"][number % 5 == 0]),
        rec("Membership", member=BY, organization=SCO),
        met(LI, MACRON) if number % 11 == 0 else met(LI, MACRON, on=day[:7]),
    ]  # fmt: skip


class Counted:
    """Everything that is read from or written to graph and book, in rows."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.rows = 0
        for name in ("match", "quads", "about"):
            monkeypatch.setattr(Graph, name, self._yielding(getattr(Graph, name)))
        for name in ("add", "remove"):
            monkeypatch.setattr(Graph, name, self._taking(getattr(Graph, name)))
        monkeypatch.setattr(Book, "_told", self._yielding(Book._told))
        monkeypatch.setattr(Book, "_rows", self._yielding(Book._rows))

    def _yielding(self, do: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            rows = list(do(*arguments, **options))  # type: ignore[call-overload]
            self.rows += len(rows)
            return iter(rows) if do.__name__ != "_rows" else rows

        return counted

    def _taking(self, do: Callable[..., object]) -> Callable[..., object]:
        def counted(graph: Graph, quads: Sequence[Quad]) -> object:
            given = list(quads)
            self.rows += len(given)
            return do(graph, given)

        return counted


def test_new_articles_cost_in_proportion_to_themselves(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    costs: dict[tuple[int, int], int] = {}
    for size in (90, 480):
        grown, base = Graph.memory(), connection()
        for number in range(size):
            put(grown, f"n{number}", archive_article(number))
        whole(grown, gazetteer, Decisions(), base).make()
        for new in (5, 20):
            with monkeypatch.context() as patch:
                counted, steps = Counted(patch), base.total_changes
                whole(grown, gazetteer, Decisions(), base).update(
                    [put(grown, f"n{size + new + i}", archive_article(size + new + i)) for i in range(new)]
                )
            costs[size, new] = counted.rows + base.total_changes - steps
        fresh = Graph.memory()
        fresh.add(q for iri in grown.articles() for q in grown.quads(iri))
        whole(fresh, gazetteer, Decisions()).make()
        assert nquads(grown.quads()) == nquads(fresh.quads())
        base.close()
    assert costs[480, 5] < 1.1 * costs[90, 5], costs
    assert costs[480, 20] < 1.1 * costs[90, 20], costs
    assert costs[480, 20] < 5 * costs[480, 5], costs
