"""Validation: a right graph conforms, and every way of being wrong is told in words."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate as shacl
from rdflib import SH, Graph

from kg import iris, ontology, resources
from kg.errors import GraphError
from kg.store import Graph as Store
from kg.validate import Finding, validate
from tests.world import graph, world

XSD = "http://www.w3.org/2001/XMLSchema#"
GOOD = graph(world())
QUADS = frozenset(GOOD.quads())


def iri(name: str) -> ox.NamedNode:
    """``dip:participant``, ``person/xi-jinping``, ``mode/phone``, ``rdf:type``."""
    if name == "rdf:type":
        return ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    if name.startswith("dip:"):
        return ox.NamedNode(iris.term(name[4:]))
    return ox.NamedNode(name if "://" in name else iris.entity(name))


def concept(path: str) -> ox.NamedNode:
    return ox.NamedNode(iris.VOCABULARY + path)


def typed(text: str, datatype: str = "date") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def first(kind: str) -> ox.NamedNode:
    """The first record (in a fixed order) or thing of a class."""
    found = [q.subject for q in QUADS if q.predicate == iri("rdf:type") and q.object == iri(f"dip:{kind}")]
    return min((node for node in found if isinstance(node, ox.NamedNode)), key=str)


def changed(*changes: tuple[str, str, ox.NamedNode | ox.Literal | None], keep: bool = False) -> Store:
    """The good graph with a property replaced (``keep``: added to; None: taken away) in the first of a class or a thing by id."""
    quads = set(QUADS)
    for kind, name, value in changes:
        subject, predicate = first(kind) if kind[0].isupper() else iri(kind), iri(name)
        old = [q for q in quads if q.subject == subject and q.predicate == predicate]
        if not keep:
            quads -= set(old)
        if value is not None:
            place = old[0].graph_name if old else next(q.graph_name for q in QUADS if q.subject == subject)
            quads.add(ox.Quad(subject, predicate, value, place))
    store = Store.memory()
    store.add(quads)
    return store


def test_a_right_graph_conforms() -> None:
    report = validate(GOOD)
    assert [str(f) for f in report.findings] == []
    assert report.conforms
    assert report.records == len({q.subject for q in QUADS if q.object == iri("dip:Record")})
    assert list(report.lines()) == [f"{report.records} records and {report.evidence} quotes checked: conforms"]


REPLACED = [
    ("Meeting", "dip:participant", iri("person/xi-jinping"), "needs at least two different participants"),
    ("Meeting", "dip:participant", None, "needs at least two different participants"),
    ("Meeting", "dip:mode", concept("status/planned"), "has a dip:mode that is no single mode"),
    ("Meeting", "dip:mode", concept("mode/pigeon"), "is no concept of the vocabularies"),
    ("Meeting", "dip:place", iri("person/xi-jinping"), "has a place that is no place"),
    ("Meeting", "dip:occasion", iri("country/cn"), "has an occasion that is no gathering"),
    ("Meeting", "dip:status", None, "needs exactly one dip:status"),
    ("Meeting", "dip:status", ox.Literal("happened"), "has a dip:status that is no status"),
    ("Meeting", "dip:evidence", None, "needs evidence"),
    ("Meeting", "dip:rule", None, "needs exactly one dip:rule"),
    ("Meeting", "dip:confidence", typed("1.5", "decimal"), "has a confidence that is no decimal from 0 to 1"),
    ("Meeting", "dip:statedBy", iri("city/by/minsk"), "can be stated by one agent"),
    ("Meeting", "dip:inArticle", iri("person/xi-jinping"), "needs exactly one article"),
    ("Meeting", "dip:date", typed("2024-13-45"), "has a dip:date that is no single"),
    ("Meeting", "dip:date", ox.Literal("yesterday"), "has a dip:date that is no single"),
    ("Meeting", "dip:date", typed("1999-01-01"), "its dip:notBefore and dip:notAfter do not span"),
    ("Meeting", "dip:notBefore", None, "has a date but not all of"),
    ("Meeting", "dip:notBefore", typed("2030-01-01"), "ends (dip:notAfter) before it begins"),
    ("Meeting", "dip:dateText", ox.Literal("4 July"), "has a dip:dateText that is no ISO day"),
    ("Visit", "dip:visitor", None, "needs a visitor"),
    ("Visit", "dip:destination", iri("person/xi-jinping"), "is no country, place or organization"),
    ("Visit", "dip:count", typed("0", "integer"), "no number from 1"),
    ("Tenure", "dip:holder", iri("country/cn"), "needs exactly one holder, a person"),
    ("Tenure", "dip:of", None, "needs exactly one dip:of"),
    ("Tenure", "dip:officeText", None, "needs exactly one dip:officeText"),
    ("Tenure", "dip:office", concept("field/trade"), "is no office of the vocabulary"),
    ("Partnership", "dip:party", iri("country/cn"), "needs exactly two different parties"),
    ("Partnership", "dip:levelText", None, "needs the words of its level"),
    ("Membership", "dip:organization", iri("person/xi-jinping"), "needs exactly one organization or initiative"),
    ("Membership", "dip:action", concept("action/signed"), "other than joined, left, applied, invited"),
    ("Chairmanship", "dip:holder", None, "needs a holder"),
    ("DiplomaticTies", "dip:action", None, "needs exactly one action"),
    ("DiplomaticTies", "dip:party", iri("country/cn"), "needs exactly two different parties"),
    ("Stance", "dip:stance", concept("act/thank"), "support or oppose"),
    ("Stance", "dip:target", None, "needs exactly one target"),
    ("Proposal", "dip:agent", iri("initiative/gdi"), "needs an agent that proposes"),
    ("SpeechAct", "dip:act", None, "needs exactly one dip:act"),
    ("SpeechAct", "dip:addressee", ox.Literal("somebody"), "needs an addressee"),
    ("Signing", "dip:agreement", iri("country/cn"), "needs exactly one agreement"),
    ("Convening", "dip:gathering", None, "needs exactly one gathering"),
    ("Attendance", "dip:gathering", iri("city/by/minsk"), "needs exactly one gathering"),
    ("Cooperation", "dip:party", iri("country/cn"), "needs at least two different parties"),
    ("Cooperation", "dip:field", concept("status/planned"), "needs a field of cooperation"),
    ("JointProject", "dip:project", None, "needs exactly one project"),
    ("Evidence", "dip:quote", None, "needs exactly one dip:quote"),
    ("Evidence", "dip:quote", ox.Literal("Untagged."), "needs exactly one dip:quote"),
    ("Evidence", "dip:start", typed("-1", "integer"), "needs exactly one dip:start"),
    ("Evidence", "dip:end", typed("0", "integer"), "must end after it starts"),
    ("Article", "dip:sha256", ox.Literal("x"), "needs exactly one dip:sha256"),
    ("Article", "dip:identifier", None, "needs exactly one dip:identifier"),
    ("Occurrence", "dip:toldBy", None, "must be told by records"),
    ("country/cn", "dip:linkStatus", ox.Literal("maybe"), "needs exactly one dip:linkStatus"),
    ("country/cn", "dip:iso3", ox.Literal("China"), "has a dip:iso3 that is no three-letter code"),
    ("person/xi-jinping", "dip:country", iri("city/by/minsk"), "has a dip:country that is no country"),
]
ADDED = [
    ("Visit", "dip:participant", iri("country/cn"), "its class has no part dip:participant"),
    ("Visit", "rdf:type", iri("dip:Meeting"), "must be of exactly one record class"),
    ("Visit", "rdf:type", iri("dip:Excursion"), "is no class of the ontology"),
    ("Visit", "dip:visiter", iri("country/cn"), "is no property of the ontology"),
    ("Meeting", "dip:status", concept("status/denied"), "needs exactly one dip:status"),
    ("Meeting", "dip:attendee", iri("person/emmanuel-macron"), "has an attendee that is a participant already"),
    ("Stance", "dip:agent", iri("country/cn"), "needs exactly one agent"),
    ("person/xi-jinping", "dip:metWith", iri("person/xi-jinping"), "has a shortcut to itself"),
    ("city/by/minsk", "dip:memberOf", iri("organization/sco"), "has a shortcut of agents but is no agent"),
]


@pytest.mark.parametrize(("kind", "name", "value", "message"), REPLACED, ids=lambda v: str(v)[:40])
def test_a_wrong_value_is_rejected(kind: str, name: str, value: ox.NamedNode | ox.Literal | None, message: str) -> None:
    report = validate(changed((kind, name, value)))
    assert not report.conforms
    assert any(message in line for line in report.lines()), list(report.lines())


@pytest.mark.parametrize(("kind", "name", "value", "message"), ADDED, ids=lambda v: str(v)[:40])
def test_a_value_too_many_is_rejected(kind: str, name: str, value: ox.NamedNode | ox.Literal, message: str) -> None:
    report = validate(changed((kind, name, value), keep=True))
    assert not report.conforms
    assert any(message in line for line in report.lines()), list(report.lines())


def test_a_record_without_its_general_class_is_rejected() -> None:
    store = Store.memory()
    store.add(q for q in QUADS if not (q.subject == first("Visit") and q.object == iri("dip:Record")))
    assert any("must also be typed dip:Record" in line for line in validate(store).lines())


def test_evidence_of_another_article_is_rejected() -> None:
    meeting = first("Meeting")
    article = str(meeting.value).partition("/record/")[0]
    other = min(
        (q.subject for q in QUADS if q.object == iri("dip:Evidence") and not str(q.subject).startswith(f"<{article}/")), key=str
    )
    assert isinstance(other, ox.NamedNode)
    report = validate(changed(("Meeting", "dip:evidence", other)))
    assert any("must have its evidence in its own article" in line for line in report.lines())


def test_a_quote_that_the_article_does_not_say_is_rejected() -> None:
    quote = next(q.object for q in QUADS if q.subject == first("Evidence") and q.predicate == iri("dip:quote"))
    assert isinstance(quote, ox.Literal)
    forged = ox.Literal("x" + quote.value[1:], language=quote.language)
    lines = [f.message for f in validate(changed(("Evidence", "dip:quote", forged))).findings]
    assert lines == ["has a quote that is not what the article says between dip:start and dip:end"]
    short = ox.Literal(quote.value[:-1], language=quote.language)
    assert any("not as long as" in f.message for f in validate(changed(("Evidence", "dip:quote", short))).findings)


def test_offsets_count_code_points() -> None:
    """A text whose characters take one, two, three and four bytes."""
    text = "é漢𝒳! 会见了。"
    store = changed()
    store.add(
        ox.Quad(ox.NamedNode("urn:e"), iri(name), value, ox.NamedNode("urn:a"))
        for name, value in (
            ("rdf:type", iri("dip:Evidence")), ("dip:inArticle", first("Article")), ("dip:start", typed("2", "integer")),
            ("dip:end", typed("8", "integer")), ("dip:quote", ox.Literal(text[2:8], language="zh")),
        )
    )  # fmt: skip
    for old in [q for q in store.quads() if q.subject == first("Article") and q.predicate == iri("dip:text")]:
        store.remove([old])
        store.add([ox.Quad(old.subject, old.predicate, ox.Literal(text), old.graph_name)])
    assert [f for f in validate(store).findings if f.node == "urn:e"] == []


def test_without_texts_quotes_are_not_checkable_and_the_report_says_so() -> None:
    store = changed()
    store.drop(iris.graph("text"))
    report = validate(store)
    assert report.conforms
    assert report.notes == (
        f"{report.evidence} quotes are not checkable: the graph does not hold their articles' texts (built with --no-text)",
    )


def test_a_finding_says_where_and_what() -> None:
    [finding] = validate(changed(("Meeting", "dip:place", iri("person/xi-jinping")))).findings
    assert re.fullmatch(
        r"record/Meeting-\w{12} of article belgrade: has a place that is no place \(kg:person/xi-jinping, Xi Jinping\)",
        str(finding),
    )
    assert str(Finding("x", "is wrong")) == "x: is wrong"


def test_a_path_will_do(tmp_path: Path) -> None:
    GOOD.save(tmp_path / "x.nq")
    assert validate(tmp_path / "x.nq").conforms
    with pytest.raises(GraphError, match=r"none\.nq"):
        validate(tmp_path / "none.nq")


def test_an_empty_graph_conforms() -> None:
    assert list(validate(Store.memory()).lines()) == ["0 records and 0 quotes checked: conforms"]


def test_pyshacl_alone_comes_to_the_same_verdict() -> None:
    """The shapes file is complete in itself: another SHACL engine finds what `kg validate` finds."""
    wrong = changed(("Meeting", "dip:date", typed("1999-01-01")))
    data, shapes = Graph(), Graph()
    triples = {q.triple for q in wrong.quads()} | {*ontology.load("diplomacy", "vocabularies")}
    data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    shapes.parse(resources.path("ontology", "shapes.ttl"))
    _, results, _ = shacl(data, shacl_graph=shapes)
    assert isinstance(results, Graph)
    assert {str(m) for m in results.objects(None, SH.resultMessage)} == {f.message for f in validate(wrong).findings}
