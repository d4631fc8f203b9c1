"""The catalogue: every question is described, runs unchanged on another engine, and has its answer on examples/ written down.

``KG_GOLDEN=write`` writes the answers (``golden/queries/*.csv``) again; look at the difference before keeping it.
"""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg import catalogue, facts, iris, queryfile, resources
from kg.derive import shortcuts
from kg.errors import KgError, QueryError, TableError
from kg.pipeline import build
from kg.store import Graph, open_graph
from tests import world

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden" / "queries"
NAMES = [q.name for q in catalogue.list_queries()]
FILES = [p for p in sorted(resources.path("queries").rglob("*.rq")) if p.parent.name != "tables"]
SLOW_ELSEWHERE = {"told-by-many", "claims-by-one-side", "why", "said-in"}  # seconds in rdflib; asked of fewer articles


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


@pytest.fixture(scope="module")
def other(graph: Graph) -> rdflib.Graph:
    return elsewhere(graph)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    out = tmp_path_factory.mktemp("examples") / "examples.nq"
    build([str(ROOT / "examples")], str(out))
    return open_graph(out)


def elsewhere(graph: Graph) -> rdflib.Graph:
    """The same merged graph in another engine, which knows none of our prefixes."""
    other = rdflib.Graph()
    for quad in graph.quads():
        other.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return other


def term(t: object) -> rdflib.term.Node:
    if isinstance(t, ox.Literal):
        plain = t.language or t.datatype.value == str(rdflib.XSD.string)  # rdflib tells "x" from "x"^^xsd:string
        datatype = None if plain else rdflib.URIRef(t.datatype.value)
        return rdflib.Literal(t.value, lang=t.language, datatype=datatype, normalize=False)
    return rdflib.URIRef(getattr(t, "value", ""))


def asked_elsewhere(other: rdflib.Graph, text: str) -> list[tuple[str, ...]]:
    return sorted(tuple("" if t is None else str(t) for t in row) for row in other.query(text))  # type: ignore[union-attr]


def rows(answer: ox.QuerySolutions) -> list[tuple[str, ...]]:
    return [tuple("" if t is None else str(getattr(t, "value", t)) for t in row) for row in answer]


def answer(graph: Graph, name: str, **values: str) -> list[dict[str, str]]:
    found = catalogue.run(graph, name, values)
    return [dict(zip((v.value for v in found.variables), row, strict=True)) for row in rows(found)]


# -- each of them ------------------------------------------------------------------------------------------------------------


def test_there_are_questions_enough() -> None:
    assert len(NAMES) >= 24
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_answers_on_the_examples_are_as_written_down(examples: Graph, name: str) -> None:
    found = catalogue.run(examples, name)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([v.value for v in found.variables])
    writer.writerows(rows(found))
    golden = GOLDEN / f"{name}.csv"
    if os.environ.get("KG_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text.getvalue(), "utf-8")
    assert text.getvalue() == golden.read_text("utf-8")


def test_no_golden_answer_is_left_of_a_question_that_went() -> None:
    assert {p.stem for p in GOLDEN.glob("*.csv")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_what_it_answers(name: str) -> None:
    query = catalogue.get(name)
    assert query.summary
    assert not query.summary.endswith(".")
    assert len(f"  {max(NAMES, key=len)}  {query.summary}") <= 100
    assert query.tags[0] == query.theme
    for parameter in query.parameters:
        assert parameter.about
        assert f"?{parameter.name}" in query.text.partition("WHERE")[2]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_file_declares_its_prefixes_and_no_others(path: Path) -> None:
    text = path.read_text("utf-8")
    prepareQuery(text)  # SPARQL to another parser as well, without any prefix of ours
    body = re.sub(r"^(#\+|PREFIX).*$", "", text, flags=re.MULTILINE)
    declared = set(re.findall(r"^PREFIX (\w+):", text, re.MULTILINE))
    assert declared == {p for p in declared if re.search(rf"(?<![\w?]){p}:", body)}
    assert "GRAPH" not in body  # the merged graph is enough
    assert queryfile.read(path).head["summary"]


@pytest.mark.parametrize("name", NAMES)
def test_answers_are_the_same_in_another_engine(graph: Graph, other: rdflib.Graph, name: str) -> None:
    if name in SLOW_ELSEWHERE:
        graph = world.graph(world.world()[4:6])
        other = elsewhere(graph)
    text = catalogue.bind(graph, catalogue.get(name), {})
    assert asked_elsewhere(other, text) == sorted(rows(graph.select(text)))


def test_facts_and_shortcuts_are_the_same_in_another_engine(graph: Graph, other: rdflib.Graph) -> None:
    for fact in facts.queries().values():
        assert asked_elsewhere(other, fact.text) == sorted(rows(graph.select(fact.text)))
    for text in shortcuts().values():
        ours = {(t.subject, t.predicate, t.object) for t in graph.construct(text)}
        assert set(asked_elsewhere(other, text)) == {tuple(getattr(t, "value", "") for t in triple) for triple in ours}


# -- some answers ------------------------------------------------------------------------------------------------------------


def test_who_met_whom_counts_meetings_not_tellings(graph: Graph) -> None:
    [row] = answer(graph, "who-met-whom", since="2024-07-01", until="2024-07-31")
    assert (row["one"], row["other"], row["where"]) == ("Alexander Lukashenko", "Xi Jinping", "Astana")
    assert (row["when"], row["articles"], row["voice"]) == ("2024-07-04", "3", "reported")


def test_supporters_come_with_the_proposer(graph: Graph) -> None:
    assert answer(graph, "supporters-of", target="全球发展倡议") == [
        {"supporter": "Belarus", "proposer": "Xi Jinping", "saidBy": "Alexander Lukashenko", "articles": "1"}
    ]
    proposers = {row["proposer"] for row in answer(graph, "supporters-of", target="six-point consensus")}
    assert proposers == {"China", "Brazil"}


def test_membership_as_of_a_day(graph: Graph) -> None:
    now = answer(graph, "members-of", organization="SCO")
    assert [(row["action"], row["standing"]) for row in now] == [("joined", ""), ("", "dialogue partner")]
    before = answer(graph, "members-of", organization="SCO", date="2023-01-01")
    assert [row["standing"] for row in before] == ["dialogue partner"]


def test_the_last_visitor_before_a_day(graph: Graph) -> None:
    [row] = answer(graph, "last-visitor-before", where="France", date="2023-10-13")
    assert row["visitor"] == "Jana Novak"
    assert not answer(graph, "last-visitor-before", where="France", date="2023-10-12")


def test_offices_at_a_meeting_are_those_of_its_articles(graph: Graph) -> None:
    found = {(row["who"], row["office"], row["of"]) for row in answer(graph, "office-held-at-meeting", person="Lukashenko")}
    assert ("Li Qiang", "premier", "China") in found


def test_claims_of_one_side_are_told_from_facts(graph: Graph) -> None:
    found = {(row["fact"], row["one"], row["other"]) for row in answer(graph, "claims-by-one-side")}
    assert ("Visit", "Alexander Lukashenko", "China") in found
    assert ("Meeting", "Alexander Lukashenko", "Xi Jinping") not in found


def test_contradictions_show_both_sides(graph: Graph) -> None:
    assert {(row["about"], row["one"], row["other"]) for row in answer(graph, "contradictions")} == {
        ("meeting", "happened", "denied"),
        ("membership", "dialogue partner", "joined"),
    }


def test_plans_that_came_true_are_no_plans(graph: Graph) -> None:
    assert {row["visitor"] for row in answer(graph, "planned-visits")} == {"Emmanuel Macron"}


def test_sources_of_a_record_and_of_an_occurrence(graph: Graph) -> None:
    record = next(graph.select("SELECT ?r { ?r a dip:Signing }"))["r"].value
    [row] = answer(graph, "source-of", record=record)
    assert row["quote"].startswith("Serbia and China")
    occurrence = next(graph.select("SELECT ?o { ?o dip:articleCount 3 ; dip:ofClass dip:Meeting }"))["o"].value
    assert {row["article"] for row in answer(graph, "source-of", record=occurrence)} == {"summit", "summit-zh", "minsk"}


def test_everything_an_article_said(graph: Graph) -> None:
    assert {row["fact"] for row in answer(graph, "said-in", article="denial")} == {"Meeting", "Stance", "Visit"}


# -- values ------------------------------------------------------------------------------------------------------------------


def test_several_values_are_alternatives(graph: Graph) -> None:
    found = catalogue.run(graph, "visits-of", {"visitor": ["Li Qiang", "Jana Novak"]})
    assert len(rows(found)) == 2


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("who-met-whon", {}, "did you mean who-met-whom"),
        ("meetings-of", {"persn": "Xi"}, "has no parameter persn"),
        ("meetings-of", {"person": "Nobody"}, "nothing in the graph is called 'Nobody'"),
        ("who-met-whom", {"since": "July"}, "is no day"),
        ("told-by-many", {"at_least": "two"}, "is no number"),
        ("source-of", {"record": "a b"}, "is no IRI"),
        ("said-in", {"article": "x"}, "has no article x"),
    ],
)
def test_wrong_values_say_what_is_wrong(graph: Graph, name: str, values: dict[str, str], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        catalogue.run(graph, name, values)


@pytest.mark.parametrize(
    "value",
    [
        "x> } SELECT * { ?s ?p ?o } #",
        "https://a/b> . ?s ?p ?o . <https://a/c",
        "2024-07-04' . SERVICE <http://x/> {",
        '"} UNION { ?s ?p ?o }',
        "UNDEF } ?s ?p ?o VALUES ?x { 1",
    ],
)
def test_values_are_terms_and_never_text(graph: Graph, value: str) -> None:
    for query in catalogue.list_queries():
        for parameter in query.parameters:
            with pytest.raises(KgError):
                catalogue.bind(graph, query, {parameter.name: value})


def test_a_users_own_query_takes_values_where_it_has_a_place(graph: Graph) -> None:
    own = catalogue.of_text("SELECT ?name { VALUES ?who { UNDEF } ?who rdfs:label ?name FILTER(LANG(?name) = 'zh') }")
    assert rows(graph.select(catalogue.bind(graph, own, {"who": "SCO"}))) == [("上海合作组织",)]
    assert len(rows(graph.select(catalogue.bind(graph, own, {})))) > 5
    with pytest.raises(QueryError, match="VALUES"):
        catalogue.bind(graph, own, {"what": "SCO"})
    with pytest.raises(QueryError, match="no parameter"):
        catalogue.bind(graph, own, {"who } DROP ALL #": "SCO"})


def test_a_users_own_values_are_guessed(graph: Graph) -> None:
    own = catalogue.of_text("SELECT ?v { VALUES ?v { UNDEF } }")
    kinds = {"2024-07-04": "date", "12": "integer", "1.5": "decimal"}
    for value, kind in kinds.items():
        assert kind in next(graph.select(catalogue.bind(graph, own, {"v": value})))["v"].datatype.value
    assert next(graph.select(catalogue.bind(graph, own, {"v": "kg:country/by"})))["v"].value == iris.entity("country/by")


def test_a_broken_head_names_the_file() -> None:
    with pytest.raises(TableError, match=r"mine\.rq"):
        catalogue.of_text("#+ summary = \nSELECT * { }", "mine", "mine.rq")
    with pytest.raises(TableError, match=r"params\.x"):
        catalogue.of_text('#+ params.x = { type = "name" }\nSELECT * { }', "mine", "mine.rq")
    with pytest.raises(TableError, match="must be one of"):
        catalogue.of_text('#+ params.x = { type = "thing" }\nSELECT * { VALUES ?x { UNDEF } }', "mine", "mine.rq")
