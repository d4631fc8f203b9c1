"""Measures of the network: right on networks whose answers are known, the same on every run, each line with its sentences."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.cli import cli
from kg.errors import QueryError
from kg.network import Web, measures, web
from kg.network.measures import MEASURES, Finding
from kg.store import Graph
from tests import view_graphs as worlds
from tests.view_graphs import Telling, graph_of

ROOT = Path(__file__).parent.parent


def person(name: str, country: str | None = None) -> Any:
    return worlds.thing(f"person/{name}", "Person", name.upper(), country=country)


def told(pairs: Iterable[str], country: dict[str, str] | None = None, **values: object) -> Graph:
    """A graph in which the two of each pair ("ab") met, once for each time it stands there, each time on another day."""
    tellings = []
    for day, pair in enumerate(pairs, 1):
        both = [person(name, (country or {}).get(name)) for name in pair]
        telling = Telling(f"t{day:02}", "S", "2024-05-01", "T")
        tellings.append(telling.says(f"{pair} met.", ("Meeting", {"participant": both, "date": f"2024-01-{day:02}", **values})))
    return graph_of(tellings)


def by_name(found: Iterable[Finding]) -> dict[str, dict[str, Any]]:
    return {str(f.values["name"]): dict(f.values) for f in found}


STAR = ["ab", "ac", "ad", "ae"]
TWO_GROUPS = [*("".join(p) for p in combinations("abcd", 2)), *("".join(p) for p in combinations("wxyz", 2)), "dw"]


# -- known answers ---------------------------------------------------------------------------------------------------------------


def test_the_middle_of_a_star_is_central_by_every_measure() -> None:
    found = by_name(measures.central(web(told(STAR))))
    middle, leaf = found["A"], found["C"]
    assert (middle["degree"], middle["strength"], middle["betweenness"], middle["closeness"]) == (4, 4, 1.0, 1.0)
    assert (leaf["degree"], leaf["betweenness"], leaf["closeness"]) == (1, 0.0, round(4 / 7, 4))
    assert (middle["eigenvector"], leaf["eigenvector"]) == (0.7071, 0.3536)  # 1/sqrt(2), 1/sqrt(8)
    assert middle["pagerank"] == pytest.approx(0.4757, abs=1e-3)


def test_strength_counts_facts_and_degree_others() -> None:
    found = by_name(measures.central(web(told(["ab", "ab", "ab", "ac"])), by="strength"))
    assert list(found) == ["A", "B", "C"]
    assert (found["A"]["degree"], found["A"]["strength"]) == (2, 4)
    assert (found["B"]["degree"], found["B"]["strength"]) == (1, 3)


def test_two_groups_with_a_bridge_are_two_communities() -> None:
    found = measures.communities(web(told(TWO_GROUPS)))
    groups = [{f.values["name"] for f in found if f.values["community"] == n} for n in (1, 2)]
    assert groups == [set("ABCD"), set("WXYZ")]
    assert (found[0].values["size"], found[0].values["inside"]) == (4, 3)
    assert {f.values["name"]: f.values["outside"] for f in found if f.values["outside"]} == {"D": 1, "W": 1}
    assert measures.modularity(web(told(TWO_GROUPS))) == pytest.approx(12 / 13 - 1 / 2, abs=1e-4)


def test_who_holds_the_bridge_is_a_broker() -> None:
    found = by_name(measures.brokers(web(told(TWO_GROUPS))))
    assert list(found) == ["D", "W"]  # nobody else has neighbours who are strangers
    d = found["D"]
    assert (d["open"], d["groups"], d["splits"]) == (3, 2, 1)
    assert d["effective"] == 2.5  # four neighbours; among them three ties: 4 - 2*3/4
    assert d["betweenness"] == round(12 / 21, 4)  # 3 x 4 pairs of strangers go through D, of 21 pairs of others
    star = by_name(measures.brokers(web(told(STAR))))
    assert star["A"] == {
        "name": "A", "kind": "Person", "id": "person/a", "betweenness": 1.0, "open": 6, "effective": 4.0, "constraint": 0.25,
        "groups": 1, "splits": 3,
    }  # fmt: skip


def test_a_path_is_shortest_and_then_the_most_told() -> None:
    graph = told(["ab", "bd", "ac", "ac", "cd", "cd", "de", "xy"])
    steps = measures.path(web(graph), "A", "person/e")
    assert [(s.values["name"], s.values["to"], s.values["facts"]) for s in steps] == [("A", "C", 2), ("C", "D", 2), ("D", "E", 1)]
    assert steps[0].values["ties"] == "met"
    assert (steps[0].values["first"], steps[0].values["last"]) == ("2024-01-03", "2024-01-04")
    assert measures.path(web(graph), "A", "X") == []
    assert measures.path(web(graph), "A", "A") == []


@settings(max_examples=25)
@given(st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), min_size=1, max_size=25))
def test_figures_are_those_of_networkx(pairs: set[tuple[int, int]]) -> None:
    """The way there (projection, folding, numbers) changes nothing, whatever the network."""
    names = "abcdefghij"
    plain = nx.Graph([(names[a].upper(), names[b].upper()) for a, b in pairs])
    found = by_name(measures.central(web(told([names[a] + names[b] for a, b in sorted(pairs)]))))
    assert {name: row["degree"] for name, row in found.items()} == dict(plain.degree())
    for name, value in nx.betweenness_centrality(plain).items():
        assert found[name]["betweenness"] == pytest.approx(value, abs=1e-4)
    for name, value in nx.closeness_centrality(plain).items():
        assert found[name]["closeness"] == pytest.approx(value, abs=1e-4)
    assert sum(row["eigenvector"] ** 2 for row in found.values()) == pytest.approx(1, abs=2e-3)


def test_large_networks_are_measured_by_the_other_way_to_the_same_end(monkeypatch: pytest.MonkeyPatch) -> None:
    woven = web(told(TWO_GROUPS))
    dense = by_name(measures.central(woven))
    monkeypatch.setattr(measures, "_DENSE", 2)
    monkeypatch.setattr(measures, "_EXACT", 2)
    monkeypatch.setattr(measures, "_SAMPLE", 8)
    sparse = by_name(measures.central(woven))
    for name, row in dense.items():
        assert sparse[name]["eigenvector"] == pytest.approx(row["eigenvector"], abs=1e-3)
        assert sparse[name]["betweenness"] == row["betweenness"]  # a sample of all is all
        assert sparse[name]["closeness"] == ""


# -- choices ---------------------------------------------------------------------------------------------------------------------


def test_ties_kinds_and_times_are_chosen() -> None:
    graph = worlds.sample_graph()
    assert {data["bond"].relations for *_, data in web(graph, ties=["met"]).ties.edges(data=True)} == {("met",)}
    contact = {name for *_, data in web(graph, ties=["contact"]).ties.edges(data=True) for name in data["bond"].relations}
    assert contact == {"met", "called", "visited", "addressed", "attended"} & contact
    assert {thing.kind for thing in web(graph, kinds=["person", "Country"]).things} == {"Person", "Country"}
    july = web(graph, since="2024-07", until="2024-07")
    days = [fact.when for *_, data in july.ties.edges(data=True) for fact in data["bond"].facts]
    assert days
    assert all(when and when.overlaps("2024-07-01", "2024-07-31") for when in days)


def test_people_count_as_their_country() -> None:
    graph = worlds.sample_graph()
    known = {thing.iri for thing in web(graph).things}
    people = {thing.id for thing in web(graph, ties=["met"]).things if thing.kind == "Person" and thing.country in known}
    assert people
    woven = web(graph, countries=True, ties=["met"])
    assert not people & {thing.id for thing in woven.things}
    step = measures.path(woven, "China", "Belarus")[0]
    assert step.values["ties"] == "met"
    assert "Alexander Lukashenko and Xi Jinping met" in {line["words"]["en"][:39] for line in step.evidence}


def test_what_did_not_happen_is_no_tie() -> None:
    for status in ("planned", "denied", "cancelled", "hypothetical"):
        assert not web(told(["ab"], status=status)).things
    assert web(told(["ab"])).ties.number_of_edges() == 1


def test_an_empty_network_has_empty_answers() -> None:
    empty = web(graph_of([]))
    assert [measures.central(empty), measures.communities(empty), measures.brokers(empty)] == [[], [], []]
    assert (measures.modularity(empty), measures.parts(empty), measures.density(empty)) == (0.0, 0, 0.0)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"ties": ["mett"]}, "no such kind of tie: use met, called"),
        ({"kinds": ["Dog"]}, "no such kind of thing in this network .it has: "),
        ({"since": "July"}, "is not a date"),
    ],
)
def test_unknown_choices_are_said_in_one_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        web(worlds.sample_graph(), **options)


def test_names_are_found_by_any_spelling_or_part_and_else_said() -> None:
    woven = web(worlds.sample_graph())
    assert (
        len({woven.number(name) for name in ("卢卡申科", "lukashenko", "Alexander Lukashenko", "person/alexander-lukashenko")})
        == 1
    )
    with pytest.raises(QueryError, match="did you mean Belarus"):
        woven.number("Belarusia")
    with pytest.raises(QueryError, match="names several things: say which by its id"):
        web(graph_of([_two_of_one_name()])).number("Li Li")
    with pytest.raises(QueryError, match="no such measure"):
        measures.central(woven, "fame")


def _two_of_one_name() -> Telling:
    both = [worlds.thing(f"person/li-{i}", "Person", "Li Li") for i in (1, 2)]
    return Telling("a", "S", "2024-01-01", "A").says("They met.", ("Meeting", {"participant": both, "date": "2024"}))


# -- evidence --------------------------------------------------------------------------------------------------------------------


def answers(woven: Web) -> Iterable[Finding]:
    return [
        *measures.central(woven), *measures.communities(woven), *measures.brokers(woven), *measures.path(woven, "Brazil", "Wang Yi"),
    ]  # fmt: skip


def test_every_line_leads_to_sentences_of_what_it_counts() -> None:
    texts = {telling.id: telling.text for telling in worlds.sample()}
    for finding in answers(web(worlds.sample_graph())):
        lonely = finding.values.get("inside") == 0
        assert bool(finding.articles) != lonely
        assert set(finding.articles) <= set(texts)
        assert len(finding.records) == len({line["record"] for line in finding.evidence})
        for line in finding.evidence:
            assert texts[line["article"]][line["start"] : line["end"]] == line["quote"]


def test_strength_is_the_number_of_facts_in_the_trail() -> None:
    for finding in measures.central(web(told(TWO_GROUPS))):
        assert finding.values["strength"] == len({line["fact"] for line in finding.evidence})


def test_every_run_and_every_order_of_articles_gives_the_same(tmp_path: Path) -> None:
    assert answers(web(graph_of(worlds.sample()))) == answers(web(graph_of(worlds.sample()[::-1])))
    path = tmp_path / "g.nq"
    worlds.sample_graph().save(path)
    runs = {
        subprocess.run(
            [sys.executable, "-m", "kg", "network", str(path), "communities"], cwd=ROOT, capture_output=True, check=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(runs) == 1


# -- the command and the door ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("network") / "g.nq")
    told(TWO_GROUPS).save(path)
    return path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(cli, ["network", *arguments])


def test_the_command_gives_tables_csv_and_json(file: str) -> None:
    table = run(file, "brokers", "--format", "table")
    assert "constraint" in table.output
    assert "8 things, 13 ties, 1 parts, density 0.4643" in table.stderr
    rows = list(csv.DictReader(io.StringIO(run(file, "--by", "betweenness").stdout)))
    assert [row["name"] for row in rows[:2]] == ["D", "W"]
    assert rows[0]["articles"] == "t03; t05; t06; t13"
    assert len(rows[0]["records"].split("; ")) == 4
    found = json.loads(run(file, "path", "a", "z", "--format", "json").stdout)
    assert [(step["name"], step["to"]) for step in found] == [("A", "D"), ("D", "W"), ("W", "Z")]
    assert found[0]["evidence"][0]["quote"] == "ad met."
    assert "modularity" in run(file, "communities", "--limit", "2").stderr


def test_the_command_says_what_is_missing(file: str) -> None:
    assert "takes two names" in run(file, "path", "a").output
    assert "takes two names" in run(file, "central", "a", "b").output
    lonely = run(file, "path", "a", "z", "--until", "2024-01-06")
    assert isinstance(lonely.exception, SystemExit) or "nobody in this network" in str(lonely.exception)


def test_the_door_gives_tables_with_articles_and_records() -> None:
    network = kg.Graph(told(TWO_GROUPS)).network(ties=["met"])
    assert repr(network) == "<network of 8 things and 13 ties>"
    table = network.central(by="betweenness")
    assert table.columns == ("name", "kind", "id", *MEASURES, "articles", "records")
    assert table["name"][:2] == ["D", "W"]
    assert table["articles"][0] == "t03; t05; t06; t13"
    assert network.path("a", "z")["to"] == ["D", "W", "Z"]
    assert set(network.communities()["size"]) == {4}
    assert network.brokers()["splits"] == [1, 1]
    empty = kg.Graph(graph_of([])).network()
    for answer in (empty.central(), empty.communities(), empty.brokers()):
        assert len(answer) == 0
        assert answer.columns[-2:] == ("articles", "records")
