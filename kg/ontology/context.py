"""A JSON-LD 1.1 context with every class and property of the ontology, so that its JSON reads like JSON.

Names are the ontology's own ("Meeting", "participant"); ``id`` and ``type`` are the keywords, ``label`` and ``altLabel`` maps by
language. Values that are things are plain strings with IRIs, values with one datatype plain strings of it. Dates say their
datatype, since they may be a day, a month or a year.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg import iris
from kg.ontology import PREFIXES
from kg.ontology.words import vocabulary

_OTHERS = {  # words of others that records use
    "label": {"@id": "rdfs:label", "@container": "@language"},
    "prefLabel": {"@id": "skos:prefLabel", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@container": "@language"},
    "notation": {"@id": "skos:notation"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "Concept": "skos:Concept",
}
_KEPT = ("dip", "rdf", "rdfs", "skos", "xsd", "dcterms")
_DATATYPES = {"integer": "xsd:integer", "decimal": "xsd:decimal", "boolean": "xsd:boolean", "iri": "xsd:anyURI"}


def context(triples: Iterable[ox.Triple]) -> bytes:
    """The file: terms sorted, one a line."""
    words = vocabulary(triples)
    terms: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= {prefix: PREFIXES[prefix] for prefix in _KEPT}
    terms |= {"voc": iris.VOCABULARY, "kg": iris.BASE}
    terms |= _OTHERS
    terms |= {name: f"dip:{name}" for name in sorted(words["classes"])}
    terms |= {name: _term(name, str(row["kind"])) for name, row in sorted(words["properties"].items())}
    lines = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in terms.items())
    return f'{{\n "@context": {{\n{lines}\n }}\n}}\n'.encode()


def _term(name: str, kind: str) -> dict[str, str]:
    term = {"@id": f"dip:{name}"}
    if kind in {"thing", "concept", "class"}:
        term["@type"] = "@id"
    elif kind in _DATATYPES:
        term["@type"] = _DATATYPES[kind]
    return term


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
