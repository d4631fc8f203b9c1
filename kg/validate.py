"""Graph -> report: whether every record says what its class needs, and every quote stands in its article.

The shapes are ``ontology/shapes.ttl``; what they find is told in words: which record, of which article, what is wrong. Their
SPARQL constraints are asked once of the whole graph and not once a node, as pySHACL does (a hundred times slower): each finds its
``$this`` by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from pyshacl import validate as shacl
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg import iris, ontology
from kg.store import Graph as Store
from kg.store import open_graph, shorten

_DIP = iris.ONTOLOGY


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: ``str(finding)`` is its line."""

    where: str  # "Meeting-1f0c… of article report-1"
    message: str  # "needs at least two different participants ..."
    value: str = ""  # the value at fault, where there is one
    node: str = ""  # IRI

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" + (f" ({self.value})" if self.value else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What validation found; ``notes`` is what could not be looked at."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    records: int = 0
    evidence: int = 0

    @property
    def conforms(self) -> bool:
        return not self.findings

    def lines(self) -> Iterator[str]:
        """The report for people."""
        yield from map(str, self.findings)
        yield from self.notes
        verdict = "conforms" if self.conforms else f"{len(self.findings)} findings"
        yield f"{self.records} records and {self.evidence} quotes checked: {verdict}"


def validate(graph: Store | str | Path) -> Report:
    """Checks a graph (or the one at a path) against the shapes; raises GraphError where it cannot be opened."""
    store = open_graph(graph) if isinstance(graph, str | Path) else graph
    data = _to_rdflib(store.quads())
    findings = {*_unknown_terms(data), *_asked(store, data)}
    records, evidence = _count(data, "Record"), _count(data, "Evidence")
    notes = tuple(_unchecked(data))
    for triple in _background():
        data.add(triple)
    shapes = _to_rdflib(ontology.load("shapes"))
    shapes.remove((None, SH.sparql, None))
    _, results, _ = shacl(data, shacl_graph=shapes, inplace=True, do_owl_imports=False)
    if isinstance(results, Graph):
        findings |= set(_findings(results, data))
    return Report(tuple(sorted(findings)), notes, records, evidence)


def _to_rdflib(statements: Iterable[ox.Quad | ox.Triple]) -> Graph:
    """The merged graph as an rdflib Graph in memory, literals untouched."""
    merged = Graph()
    for s in statements:
        merged.add((_term(s.subject), _term(s.predicate), _term(s.object)))
    return merged


def _term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language else _iri(term.datatype.value)
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    return BNode(str(term).removeprefix("_:"))


@cache
def _iri(value: str) -> URIRef:
    return URIRef(value)


@cache
def _known() -> frozenset[str]:
    """Every class, property and concept there is."""
    return frozenset(str(t.subject.value) for t in ontology.load() if isinstance(t.subject, ox.NamedNode))


@cache
def _background() -> tuple[tuple[Node, Node, Node], ...]:
    """What the shapes ask of the ontology: classes above classes, record classes, schemes of concepts."""
    asked = {str(RDFS.subClassOf), str(SKOS.inScheme), iris.term("factType")}
    return tuple(_to_rdflib(t for t in ontology.load() if t.predicate.value in asked))


def _asked(store: Store, data: Graph) -> Iterator[Finding]:
    """What the SPARQL constraints of the shapes find."""
    shapes = _to_rdflib(ontology.load("shapes"))
    for constraint in shapes.objects(None, SH.sparql):
        query, message = shapes.value(constraint, SH.select), shapes.value(constraint, SH.message)
        for row in store.select(f"PREFIX dip: <{_DIP}> {query}"):
            node = _term(row["this"])
            value = _word(_term(row["value"]), data) if "?value" in str(query) else ""
            yield Finding(_where(node, data), str(message), value, str(node))


# -- what the shapes cannot see ---------------------------------------------------------------------------------------------


def _unknown_terms(data: Graph) -> Iterator[Finding]:
    """Classes, properties and concepts in the ontology's namespaces that it does not have: misspelt words."""
    used = (
        ("property of the ontology", _DIP, data.predicates()),
        ("class of the ontology", _DIP, data.objects(None, RDF.type)),
        ("concept of the vocabularies", iris.VOCABULARY, data.objects()),
    )
    for what, namespace, terms in used:
        for iri in sorted({str(t) for t in terms if isinstance(t, URIRef) and t.startswith(namespace)} - _known()):
            yield Finding(shorten(iri), f"is no {what}", node=iri)


def _unchecked(data: Graph) -> Iterator[str]:
    """Quotes of articles whose text the graph does not hold."""
    texts = set(data.subjects(_dip("text"), None))
    article = dict(data.subject_objects(_dip("inArticle")))
    quotes = [e for e in data.subjects(RDF.type, _dip("Evidence")) if article.get(e) not in texts]
    if quotes:
        yield f"{len(quotes)} quotes are not checkable: the graph does not hold their articles' texts (built with --no-text)"


def _count(data: Graph, kind: str) -> int:
    return len(set(data.subjects(RDF.type, _dip(kind))))


def _dip(name: str) -> URIRef:
    return _iri(_DIP + name)


# -- results in words --------------------------------------------------------------------------------------------------------


def _findings(results: Graph, data: Graph) -> Iterator[Finding]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        node = results.value(result, SH.focusNode)
        value = results.value(result, SH.value)
        value = None if value == node or isinstance(value, BNode) else value
        message = _message(results, result)
        yield Finding(_where(node, data), message, "" if value is None else _word(value, data), str(node))


def _message(results: Graph, result: Node) -> str:
    component, path = results.value(result, SH.sourceConstraintComponent), results.value(result, SH.resultPath)
    if component == SH.ClosedConstraintComponent:
        return f"its class has no part {shorten(str(path))}"
    return str(results.value(result, SH.resultMessage) or "is wrong")


def _where(node: Node | None, data: Graph) -> str:
    """A record by its last word and its article's identifier; anything else by its label or IRI."""
    article = data.value(node, _dip("inArticle"))
    if article is None:
        return _word(node, data)
    name = data.value(article, _dip("identifier")) or shorten(str(article))
    return f"{str(node).removeprefix(str(article)).lstrip('/') or node} of article {name}"


def _word(node: Node | None, data: Graph) -> str:
    if isinstance(node, Literal):
        return f'"{node}"' if len(node) < 60 else f'"{node[:57]}..."'
    names = sorted((str(getattr(n, "language", "")), str(n)) for n in data.objects(node, RDFS.label))
    return f"{shorten(str(node))}" + (f", {names[0][1]}" if names else "")
