"""Occurrences and shortcuts: the same thing told twice is one thing, whatever the order; claims stay claims; decisions hold."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import decisions as corrections
from kg import iris, resources, vocab
from kg.decisions import Decisions
from kg.derive import derive, shortcuts, stale
from kg.derive.rules import rules
from kg.model import Entity, Record, Status
from kg.store import Graph
from kg.store.formats import nquads
from tests import world
from tests.world import (
    ASTANA,
    BELGRADE,
    BY,
    CN,
    FR,
    GDI,
    KZ,
    LI,
    LUKASHENKO,
    MACRON,
    MINSK,
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
)

DERIVED = iris.graph("derived")


def told(*records: Record, day: str | None = "2024-08-23") -> list[Telling]:
    """Each record in an article of its own, published on ``day``."""
    return [Telling(f"a{n}", day).says(f"Sentence {n}.", r) for n, r in enumerate(records)]


def occurrences(graph: Graph, kind: str | None = None) -> list[dict[str, list[str]]]:
    """Every occurrence as property -> values, IRIs by their last parts."""
    found: dict[str, dict[str, list[str]]] = {}
    for s, p, o in graph.select("SELECT ?s ?p ?o { ?s a dip:Occurrence ; ?p ?o }"):
        value = o.value.removeprefix(iris.BASE).removeprefix(iris.ONTOLOGY).removeprefix(iris.VOCABULARY)
        found.setdefault(s.value, {}).setdefault(p.value.rpartition("#")[2], []).append(value)
    rows = [{p: sorted(vs) for p, vs in row.items()} for _, row in sorted(found.items())]
    return [row for row in rows if kind is None or row["ofClass"] == [kind]]


def sizes(*records: Record, day: str | None = "2024-08-23", decisions: Decisions | None = None) -> list[int]:
    """How many records each occurrence of these has."""
    return sorted(len(o["toldBy"]) for o in occurrences(world.graph(told(*records, day=day), decisions)))


def edges(graph: Graph, name: str) -> set[tuple[str, str]]:
    rows = graph.select(f"SELECT ?a ?b {{ ?a dip:{name} ?b }}")
    return {(a.value.removeprefix(iris.BASE), b.value.removeprefix(iris.BASE)) for a, b in rows}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


# -- the world ---------------------------------------------------------------------------------------------------------------


def test_a_meeting_told_in_two_languages_and_recalled_later_is_one(graph: Graph) -> None:
    [meeting] = [o for o in occurrences(graph, "Meeting") if XI.id in o["participant"]]
    assert meeting["date"] == ["2024-07-04"]
    assert meeting["place"] == [ASTANA.id]
    assert meeting["occasion"] == [SUMMIT.id]
    assert meeting["articleCount"] == ["3"]
    assert len(meeting["toldBy"]) == 3
    assert meeting["status"] == ["status/happened"]


def test_what_was_planned_and_happened_is_one_that_happened(graph: Graph) -> None:
    [visit] = [o for o in occurrences(graph, "Visit") if LI.id in o["visitor"]]
    assert visit["status"] == ["status/happened"]
    assert visit["date"] == ["2024-08-22"]
    assert (visit["destination"], visit["place"]) == ([BY.id], [MINSK.id])
    assert len(visit["toldBy"]) == 2


def test_a_denial_is_no_telling_of_what_it_denies(graph: Graph) -> None:
    states = [o["status"] for o in occurrences(graph, "Meeting") if MACRON.id in o["participant"] and o["date"] == ["2023-10-16"]]
    assert sorted(states) == [["status/denied"], ["status/happened"]]


def test_two_visits_of_a_year_are_counted_not_dated(graph: Graph) -> None:
    [visit] = [o for o in occurrences(graph, "Visit") if LUKASHENKO.id in o["visitor"]]
    assert (visit["count"], visit["date"]) == (["2"], ["2023"])
    assert (visit["notBefore"], visit["notAfter"]) == (["2023-01-01"], ["2023-12-31"])


def test_conflicting_memberships_live_side_by_side(graph: Graph) -> None:
    assert len(occurrences(graph, "Membership")) == 2


def test_every_record_belongs_to_exactly_one_occurrence(graph: Graph) -> None:
    records = [row[0].value for row in graph.select("SELECT ?r { ?r a dip:Record }")]
    belonging = [row[0].value for row in graph.select("SELECT ?r { ?o dip:toldBy ?r }")]
    assert sorted(belonging) == sorted(records)


def test_occurrences_are_never_records(graph: Graph) -> None:
    assert not graph.ask(
        "ASK { ?o a dip:Occurrence { ?o a dip:Record } UNION { ?o dip:inArticle ?a } UNION { ?o dip:evidence ?e } }"
    )


def test_principals_stand_under_the_names_records_use(graph: Graph) -> None:
    for occurrence in occurrences(graph):
        for name in rules()[occurrence["ofClass"][0]].principals:
            assert occurrence[name], (occurrence, name)


# -- laws --------------------------------------------------------------------------------------------------------------------


def test_deriving_again_changes_nothing(graph: Graph) -> None:
    before = nquads(graph.quads())
    derive(graph)
    assert nquads(graph.quads()) == before


@settings(max_examples=15)
@given(st.permutations(world.world()))
def test_the_order_of_articles_does_not_matter(graph: Graph, tellings: Sequence[Telling]) -> None:
    assert nquads(world.graph(tellings).quads(DERIVED)) == nquads(graph.quads(DERIVED))


DAYS = st.sampled_from([None, "2024", "2024-07", "2024-07-04", "2024-07-05", "2024-07-04/2024-07-06", "2024-08-22"])
RECORDS = st.lists(
    st.one_of(
        st.builds(
            lambda on, place: met(XI, LUKASHENKO, on=on, **({"place": place} if place else {})),
            DAYS,
            st.sampled_from([None, ASTANA, KZ, MINSK]),
        ),
        st.builds(lambda on, where: rec("Visit", visitor=XI, destination=where, on=on), DAYS, st.sampled_from([BY, MINSK, FR])),
        st.builds(lambda on: rec("Membership", member=BY, organization=SCO, action="joined", on=on), DAYS),
    ),
    min_size=1,
    max_size=9,
)


@given(RECORDS, st.randoms(use_true_random=False))
def test_grouping_is_a_partition_blind_to_order(records: list[Record], chance: random.Random) -> None:
    tellings = told(*records)
    shuffled = list(tellings)
    chance.shuffle(shuffled)
    one, other = world.graph(tellings), world.graph(shuffled)
    assert nquads(one.quads(DERIVED)) == nquads(other.quads(DERIVED))
    assert sum(len(o["toldBy"]) for o in occurrences(one)) == len(records)


def test_forgetting_an_article_is_as_if_it_had_never_been() -> None:
    tellings = world.world()
    graph = world.graph(tellings)
    graph.drop(iris.article("summit"))
    derive(graph)
    without = world.graph([t for t in tellings if t.id != "summit"])
    assert nquads(graph.quads(DERIVED)) == nquads(without.quads(DERIVED))


def test_another_telling_keeps_the_name_of_the_occurrence() -> None:
    def name(tellings: Iterable[Telling]) -> set[str]:
        return {row[0].value for row in world.graph(tellings).select("SELECT ?o { ?o dip:ofClass dip:Meeting }")}

    records = [
        met(XI, LUKASHENKO, on="2024-07-04", place=ASTANA),
        met(LUKASHENKO, XI, on="2024-07"),
        met(XI, LUKASHENKO, on="2024-07-04"),
    ]
    assert name(told(records[0])) == name(told(*records))


# -- the rule ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024-07-04", "2024-07-04"], [2]),
        (["2024-07-04", "2024-07-05"], [1, 1]),
        (["2024-07-04", "2024-07"], [2]),
        (["2024-07-04", "2024"], [2]),
        (["2024-07-04", "2024-07", "2024"], [3]),
        (["2024-07-04", "2024-08"], [1, 1]),
        (["2024-07-04", "2024-07-20", "2024-07"], [1, 1, 1]),  # a record that fits two stays alone
        (["2024-07-04", "2024-08-04", "2024-08", "2024"], [1, 1, 2]),
        (["2024-07", "2024-07"], [2]),
        (["2024-07-04", "2024-07-02/2024-07-06"], [2]),
    ],
)
def test_dates_group_meetings(dates: list[str], expected: list[int]) -> None:
    assert sizes(*(met(XI, LUKASHENKO, on=d) for d in dates)) == expected


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([ASTANA, KZ], [2]),
        ([PALACE, MINSK, BY], [3]),
        ([ASTANA, MINSK], [1, 1]),
        ([ASTANA, MINSK, None], [1, 1, 1]),
        ([ASTANA, None], [2]),
    ],
)
def test_places_group_meetings(places: list[Entity | None], expected: list[int]) -> None:
    assert sizes(*(met(XI, LUKASHENKO, on="2024-07-04", **({"place": p} if p else {})) for p in places)) == expected


def test_other_people_or_another_mode_is_another_meeting() -> None:
    on = "2024-07-04"
    assert sizes(met(XI, LUKASHENKO, on=on), met(XI, LUKASHENKO, on=on, mode="phone"), met(XI, LI, on=on)) == [1, 1, 1]
    assert sizes(met(XI, LUKASHENKO, on=on), met(LUKASHENKO, XI, on=on, mode="in-person")) == [2]


def test_undated_tellings_of_one_week_are_one_meeting() -> None:
    week = [*told(met(XI, LUKASHENKO)), Telling("b", "2024-08-20").says("It.", met(XI, LUKASHENKO, on="2024-08-19"))]
    assert [len(o["toldBy"]) for o in occurrences(world.graph(week))] == [2]
    months = [*told(met(XI, LUKASHENKO)), Telling("b", "2024-03-20").says("It.", met(XI, LUKASHENKO, on="2024-03-19"))]
    assert [len(o["toldBy"]) for o in occurrences(world.graph(months))] == [1, 1]


def test_undated_tellings_of_articles_without_a_day_stay_apart() -> None:
    assert sizes(met(XI, LUKASHENKO), met(XI, LUKASHENKO), day=None) == [1, 1]


def test_days_in_a_row_are_one_visit() -> None:
    days = ["2024-07-02", "2024-07-03", "2024-07-04", "2024-07-09"]
    graph = world.graph(told(*(rec("Visit", visitor=XI, destination=BY, on=d) for d in days)))
    assert sorted(o["dateText"][0] for o in occurrences(graph)) == ["2024-07-02/2024-07-04", "2024-07-09"]


def test_a_visit_to_a_city_is_one_to_its_country() -> None:
    graph = world.graph(told(*(rec("Visit", visitor=XI, destination=d, on="2024-07-02") for d in (MINSK, BY))))
    [visit] = occurrences(graph)
    assert (visit["destination"], visit["place"]) == ([BY.id], [MINSK.id])


def test_what_happens_once_needs_no_date() -> None:
    joined: dict[str, Any] = {"member": BY, "organization": SCO, "action": "joined"}
    assert sizes(rec("Membership", **joined, on="2024-07-04"), rec("Membership", **joined)) == [2]
    left = {**joined, "action": "left"}
    assert sizes(rec("Membership", **joined), rec("Membership", **left)) == [1, 1]


def test_states_are_one_however_often_they_are_told() -> None:
    support: dict[str, Any] = {"agent": BY, "target": GDI}
    assert sizes(*(rec("Stance", **support, stance="support", on=d) for d in ("2022", "2024", None))) == [3]
    assert sizes(rec("Stance", **support, stance="support"), rec("Stance", **support, stance="oppose")) == [1, 1]


def test_the_same_partnership_in_two_languages_is_one() -> None:
    levels = ["all-weather comprehensive strategic partnership", "全天候全面战略伙伴关系"]
    graph = world.graph(told(*(rec("Partnership", party=[CN, BY], levelText=t) for t in levels)))
    [partnership] = occurrences(graph)
    assert sorted(partnership["levelText"]) == sorted(levels)


def test_somebody_who_left_office_is_former_from_the_latest_article_on() -> None:
    office: dict[str, Any] = {"holder": MACRON, "of": FR, "officeText": "president"}
    before = Telling("a", "2020-01-01").says("One.", rec("Tenure", **office))
    after = Telling("b", "2030-01-01").says("Two.", rec("Tenure", **office, former=True))
    [tenure] = occurrences(world.graph([before, after]))
    assert tenure["former"] == ["true"]
    [tenure] = occurrences(world.graph([before]))
    assert "former" not in tenure


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([("planned", "2024-07-01"), ("happened", "2024-07-09")], "happened"),
        ([("happened", "2024-07-09"), ("cancelled", "2024-07-10")], "happened"),
        ([("planned", "2024-07-01"), ("cancelled", "2024-07-03")], "cancelled"),
        ([("cancelled", "2024-07-03"), ("planned", "2024-07-04")], "planned"),
        ([("hypothetical", "2024-07-01"), ("planned", "2024-07-01")], "planned"),
    ],
)
def test_status_of_a_thing_told_with_several(states: list[tuple[Status, str]], expected: str) -> None:
    tellings = [
        Telling(f"a{n}", day).says("It.", rec("Visit", visitor=XI, destination=BY, on="2024-07-08", status=s))
        for n, (s, day) in enumerate(states)
    ]
    [visit] = occurrences(world.graph(tellings))
    assert visit["status"] == [f"status/{expected}"]


def test_a_class_without_a_rule_is_grouped_by_its_things(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {name: row for name, row in rules().items() if name != "Stance"}
    monkeypatch.setattr("kg.derive.rules.rules", lambda: known)
    record = rec("Stance", agent=BY, stance="support", target=GDI)
    assert sizes(record, record) == [2]


def test_every_record_class_has_a_rule_of_known_properties() -> None:
    assert set(vocab.RECORDS) <= set(rules())
    for rule in rules().values():
        words = [w for k in rule.kind for w in k.partition("=")[0].split("|")]
        assert {*rule.principals, *rule.lifted, *words, *rule.latest} - {rule.place} <= set(vocab.PROPERTIES)


# -- decisions ---------------------------------------------------------------------------------------------------------------


def records_of(graph: Graph) -> list[str]:
    return sorted(row[0].value for row in graph.select("SELECT ?r { ?r a dip:Record }"))


def decided(tmp_path: object, text: str) -> Decisions:
    path = f"{tmp_path}/decisions.toml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(text)
    return corrections.load(path)


def test_records_kept_apart_stay_apart(tmp_path: object) -> None:
    same_day = [met(XI, LUKASHENKO, on="2024-07-04") for _ in range(3)]
    one, two, _ = records_of(world.graph(told(*same_day)))
    decisions = decided(tmp_path, f'[[apart]]\nrecords = ["{one}", "kg:{two.removeprefix(iris.BASE)}"]\n')
    assert sizes(*same_day, decisions=decisions) == [1, 1, 1]
    assert sizes(*same_day[:1], decisions=decisions) == [1]


def test_records_put_together_are_one_with_everything_they_say(tmp_path: object) -> None:
    records = [
        rec("Visit", visitor=XI, destination=BY, on="2024-07-04"),
        rec("Visit", visitor=XI, destination=BY, on="2024-07-20"),
    ]
    assert sizes(*records) == [1, 1]
    one, two = records_of(world.graph(told(*records)))
    decisions = decided(tmp_path, f'[[same]]\nrecords = ["{one}", "{two}"]\nbecause = "the first paper mistook the day"\n')
    assert sizes(*records, decisions=decisions) == [2]


def test_decisions_about_nothing_are_told(tmp_path: object, graph: Graph) -> None:
    gone = iris.article("gone") + "/record/Visit-000000000000"
    here = records_of(graph)[0]
    assert stale(graph, decided(tmp_path, f'[[same]]\nrecords = ["{gone}", "{here}"]\n')) == [gone]


# -- shortcuts ---------------------------------------------------------------------------------------------------------------


def test_shortcuts_of_the_world(graph: Graph) -> None:
    assert (XI.id, LUKASHENKO.id) in edges(graph, "metWith")
    assert (LUKASHENKO.id, XI.id) in edges(graph, "metWith")
    assert edges(graph, "visited") == {(LI.id, BY.id), (LI.id, MINSK.id), (world.NOVAK.id, FR.id), (world.NOVAK.id, PARIS.id)}
    assert edges(graph, "memberOf") == {(BY.id, SCO.id)}
    assert edges(graph, "chairs") == {(CN.id, SCO.id)}
    assert edges(graph, "attended") == {(XI.id, SUMMIT.id)}
    assert edges(graph, "hosted") == {(KZ.id, SUMMIT.id)}
    assert edges(graph, "signedWith") == {(CN.id, RS.id), (RS.id, CN.id)}
    assert (XI.id, GDI.id) in edges(graph, "proposed")


def test_what_was_planned_cancelled_or_denied_makes_no_shortcut(graph: Graph) -> None:
    assert not {(MACRON.id, RS.id), (MACRON.id, BELGRADE.id), (MACRON.id, BY.id)} & edges(graph, "visited")


def test_a_claim_is_never_promoted_to_a_fact(graph: Graph) -> None:
    assert (LUKASHENKO.id, CN.id) not in edges(graph, "visited")  # only Xi says so
    alone = world.graph(told(met(VUCIC, MACRON, on="2023-10-16", by=VUCIC)))
    assert not edges(alone, "metWith")
    confirmed = world.graph(told(met(VUCIC, MACRON, on="2023-10-16", by=VUCIC), met(VUCIC, MACRON, on="2023-10-16")))
    assert edges(confirmed, "metWith")


@pytest.mark.parametrize(("speaker", "counts"), [(None, True), (BY, True), (LUKASHENKO, True), (XI, False), (CN, False)])
def test_a_stance_counts_in_its_agents_own_voice(speaker: Entity | None, counts: bool) -> None:
    graph = world.graph(told(rec("Stance", agent=BY, stance="support", target=GDI, by=speaker)))
    assert bool(edges(graph, "supports")) is counts


@pytest.mark.parametrize(("speaker", "counts"), [(None, True), (LI, True), (LUKASHENKO, True), (MACRON, False)])
def test_a_relation_counts_in_a_partys_voice(speaker: Entity | None, counts: bool) -> None:
    graph = world.graph(told(rec("Partnership", party=[CN, BY], levelText="strategic partnership", by=speaker)))
    assert bool(edges(graph, "partnerOf")) is counts


def test_one_who_left_is_no_member_and_severed_ties_are_none() -> None:
    joined, left = (rec("Membership", member=BY, organization=SCO, action=a) for a in ("joined", "left"))
    assert edges(world.graph(told(joined)), "memberOf")
    assert not edges(world.graph(told(joined, left)), "memberOf")
    made = rec("DiplomaticTies", party=[CN, BY], action="established", on="1992")
    ended = rec("DiplomaticTies", party=[CN, BY], action="severed", on="2001")
    again = rec("DiplomaticTies", party=[CN, BY], action="resumed", on="2010")
    assert edges(world.graph(told(made)), "hasTiesWith")
    assert not edges(world.graph(told(made, ended)), "hasTiesWith")
    assert edges(world.graph(told(made, ended, again)), "hasTiesWith")


def test_observers_are_no_members() -> None:
    assert not edges(world.graph(told(rec("Membership", member=BY, organization=SCO, membershipStatus="observer"))), "memberOf")


def test_every_shortcut_leads_back_to_its_records(graph: Graph) -> None:
    for name, query in shortcuts().items():
        for triple in graph.construct(query):
            ends = {"a": triple.subject, "b": triple.object}
            asked = "ASK { VALUES (?a ?b) { (%s %s) } ?o a dip:Occurrence ; ?p ?a ; ?q ?b ; dip:toldBy/dip:evidence ?e }"
            assert all(isinstance(e, NamedNode) for e in ends.values())
            assert graph.ask(asked % (triple.subject, triple.object)), (name, triple)


def test_shortcuts_are_terms_of_the_ontology(graph: Graph) -> None:
    ontology = resources.path("ontology", "diplomacy.ttl").read_text("utf-8")
    for query in shortcuts().values():
        for triple in graph.construct(query):
            assert f"dip:{triple.predicate.value.rpartition('#')[2]} a owl:ObjectProperty" in ontology
