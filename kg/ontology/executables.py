"""The catalogue of queries as RDF: SHACL executables, so that any endpoint that knows SHACL can list, describe and run them.

A query is a ``sh:SPARQLSelectExecutable`` (those that make shortcuts: ``sh:SPARQLConstructExecutable``) with the whole text of
its file, which declares its prefixes itself and runs as it is; a parameter is a ``sh:Parameter`` whose path ends in the name of
the variable that its VALUES clause binds. The competency questions are ``schema:Question``, each with the query that answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from kg import iris, queryfile
from kg.ontology import PREFIXES, competency

BASE = iris.ONTOLOGY.rsplit("/", 1)[0] + "/queries"
_SH = "http://www.w3.org/ns/shacl#"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_DATATYPES = {"date": "date", "number": "decimal", "period": "string", "choice": "string"}
_PREFIXES = {**PREFIXES, "sh": _SH}
_VERSION = "1.0.0"
_PERIOD = "^[0-9]{4}(-[0-9]{2}){0,2}$"


def turtle() -> bytes:
    """``queries.ttl``, sorted by query."""
    text = (ox.serialize(_triples(), format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES) or b"").decode()
    lines = text.splitlines()
    header = [line for line in lines if line.startswith("@prefix")]
    return ("\n".join([_HEAD, *sorted(header), *lines[len(header) :]]) + "\n").encode()


def _triples() -> Iterator[ox.Triple]:
    yield from _header()
    for derived in (False, True):
        for name, file in competency.files(derived=derived).items():
            yield from _query(name, file, derived=derived)
    for question in competency.questions():
        yield from _question(question)


def _header() -> Iterator[ox.Triple]:
    yield _t(BASE, "rdf:type", _n("owl:Ontology"))
    yield _t(BASE, "owl:versionIRI", ox.NamedNode(f"{BASE}/{_VERSION}"))
    yield _t(BASE, "owl:versionInfo", ox.Literal(_VERSION))
    yield _t(BASE, "dcterms:title", ox.Literal("Queries of the diplomacy graph", language="en"))
    yield _t(BASE, "dcterms:title", ox.Literal("外交图谱查询", language="zh"))
    yield _t(BASE, "dcterms:creator", ox.Literal("diplomacy-kg contributors"))
    yield _t(BASE, "dcterms:license", ox.NamedNode(_LICENCE))
    yield _t(BASE, "sh:declare", ox.NamedNode(f"{BASE}#dip"))
    yield _t(f"{BASE}#dip", "rdf:type", _n("sh:PrefixDeclaration"))
    yield _t(f"{BASE}#dip", "sh:prefix", ox.Literal("dip"))
    yield _t(f"{BASE}#dip", "sh:namespace", ox.Literal(iris.ONTOLOGY, datatype=_n("xsd:anyURI")))


def _query(name: str, file: queryfile.QueryFile, *, derived: bool) -> Iterator[ox.Triple]:
    iri, head = f"{BASE}/{name}", file.head
    kind, text = ("Construct", "construct") if derived else ("Select", "select")
    yield _t(iri, "rdf:type", _n(f"sh:SPARQL{kind}Executable"))
    yield _t(iri, "rdfs:label", ox.Literal(head.get("summary", name), language="en"))
    if head.get("description"):
        yield _t(iri, "dcterms:description", ox.Literal(head["description"], language="en"))
    for tag in sorted(head.get("tags", ())):
        yield _t(iri, "dcterms:subject", ox.Literal(tag))
    yield _t(iri, "dcterms:identifier", ox.Literal(name))
    yield _t(iri, "rdfs:isDefinedBy", ox.NamedNode(BASE))
    yield _t(iri, "sh:prefixes", ox.NamedNode(BASE))
    yield _t(iri, f"sh:{text}", ox.Literal(file.text))
    params = list(head.get("params", {}).items())
    for variable, _ in params:
        yield _t(iri, "sh:parameter", ox.NamedNode(f"{iri}#{variable}"))
    for number, (variable, row) in enumerate(params, 1):
        yield from _parameter(f"{iri}#{variable}", variable, row, queryfile.default(file.text, variable), number)


def _parameter(iri: str, name: str, row: Mapping[str, Any], default: str | None, number: int) -> Iterator[ox.Triple]:
    yield _t(iri, "rdf:type", _n("sh:Parameter"))
    yield _t(iri, "sh:path", ox.NamedNode(f"{BASE}/parameter/{name}"))
    yield _t(iri, "sh:name", ox.Literal(name))
    yield _t(iri, "sh:description", ox.Literal(row.get("about", name), language="en"))
    yield _t(iri, "sh:order", ox.Literal(number))
    yield _t(iri, "sh:optional", ox.Literal(True))
    if row["type"] in _DATATYPES:
        yield _t(iri, "sh:datatype", _n(f"xsd:{_DATATYPES[row['type']]}"))
    else:
        yield _t(iri, "sh:nodeKind", _n("sh:IRI"))
    pattern = _PERIOD if row["type"] == "period" else f"^({'|'.join(row['of'])})$" if row.get("of") else ""
    if pattern:
        yield _t(iri, "sh:pattern", ox.Literal(pattern))
    if default and default.startswith("<"):
        yield _t(iri, "sh:defaultValue", ox.NamedNode(default[1:-1]))
    elif default and default.startswith('"'):
        yield _t(iri, "sh:defaultValue", ox.Literal(default.strip('"')))
    elif default and default.startswith("dip:"):
        yield _t(iri, "sh:defaultValue", _n(default))


def _question(question: competency.Question) -> Iterator[ox.Triple]:
    iri = f"{BASE}/question/{question.number}"
    yield _t(iri, "rdf:type", _n("schema:Question"))
    yield _t(iri, "schema:name", ox.Literal(question.en, language="en"))
    yield _t(iri, "schema:name", ox.Literal(question.zh, language="zh"))
    yield _t(iri, "dcterms:references", ox.NamedNode(f"{BASE}/{question.query}"))


def _t(subject: str, predicate: str, object: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), _n(predicate), object)


def _n(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_PREFIXES[prefix] + local)


_HEAD = """# The catalogue of queries as SHACL executables, and the competency questions that they answer.
# Generated from queries/ and ontology/competency.toml by python -m kg.ontology. Licence: CC BY 4.0."""
