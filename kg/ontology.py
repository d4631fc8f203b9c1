"""The ontology's generated forms, made from the Turtle people write.

``python -m kg.ontology`` writes them, ``python -m kg.ontology --check`` says which are stale (exit status 1).

========================  ==============================================================================
``diplomacy.owl``         ontology, vocabularies and alignments in RDF/XML, for Protégé and OWL reasoners
``diplomacy.nt``          the same in N-Triples, sorted, blank nodes named canonically
``kg/vocab.json``         its words as plain values, for :mod:`kg.vocab`
========================  ==============================================================================
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg import iris, resources
from kg.errors import OntologyError

SOURCES = ("diplomacy", "vocabularies", "alignments")
PREFIXES = {
    "dip": iris.ONTOLOGY,
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "vann": "http://purl.org/vocab/vann/",
}
# range of a datatype property -> kind of kg.vocab.Property
_KINDS = {"anyURI": "iri", "PlainLiteral": "text", "Literal": "date"} | {
    k: k for k in ("string", "integer", "decimal", "boolean")
}
# field of kg.vocab.Property -> annotation of the ontology
_HINTS = {"becomes": "textBecomes", "named_by": "namedBy", "composed_in": "composedIn"}
_Words = dict[str, list[ox.NamedNode | ox.Literal]]  # local name of a predicate -> objects of one subject


def load(*names: str) -> list[ox.Triple]:
    """Triples of the Turtle files ``names``: "diplomacy", "vocabularies", "alignments", "shapes"; by default all but shapes.

    Sorted, blank nodes canonical (RDFC-1.0), so that equal files give equal lists. Raises OntologyError naming the file and line.
    """
    dataset = ox.Dataset()
    for name in names or SOURCES:
        file = resources.path("ontology", f"{name}.ttl")
        try:
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(quad)
        except SyntaxError as error:
            raise OntologyError(file, f"is not Turtle: {error}") from error
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def generated() -> dict[Path, bytes]:
    """What each generated file should hold."""
    triples = load()
    folder = resources.path("ontology", "diplomacy.ttl").parent
    words = json.dumps(vocabulary(triples), ensure_ascii=False, indent=1, sort_keys=True)
    return {
        folder / "diplomacy.owl": _serialize(triples, ox.RdfFormat.RDF_XML, PREFIXES),
        folder / "diplomacy.nt": _serialize(triples, ox.RdfFormat.N_TRIPLES),
        resources.PACKAGE / "vocab.json": (words + "\n").encode(),
    }


def stale() -> list[Path]:
    """The generated files that are missing or older than their sources, sorted."""
    return sorted(path for path, content in generated().items() if not path.exists() or path.read_bytes() != content)


def _serialize(triples: Iterable[ox.Triple], format: ox.RdfFormat, prefixes: Mapping[str, str] | None = None) -> bytes:
    content = ox.serialize(triples, format=format, prefixes=dict(prefixes) if prefixes else None) or b""
    return re.sub(rb"(?<=<rdf:RDF )[^>]*", lambda header: b" ".join(sorted(header[0].split(b" "))), content, count=1)


# -- the ontology's words as plain values (the tables that kg.vocab reads) ---------------------------------------------------


def vocabulary(triples: Iterable[ox.Triple]) -> dict[str, dict[str, dict[str, Any]]]:
    """``classes``, ``properties`` and ``concepts``, rows as :class:`kg.vocab.Class`, ``Property`` and ``Concept`` take them."""
    subjects = _by_subject(triples)
    tables: dict[str, dict[str, dict[str, Any]]] = {"classes": {}, "properties": {}, "concepts": {}}
    for iri, words in subjects.items():
        types = _names(words, "type")
        if iri.startswith(iris.ONTOLOGY):
            name = iri.removeprefix(iris.ONTOLOGY)
            if "Class" in types:
                tables["classes"][name] = _class(words)
            elif {"ObjectProperty", "DatatypeProperty"} & set(types):
                tables["properties"][name] = _property(words, types)
        elif iri.startswith(iris.VOCABULARY) and "Concept" in types:
            tables["concepts"][iri.removeprefix(iris.VOCABULARY)] = _concept(words)
    return tables


def _by_subject(triples: Iterable[ox.Triple]) -> dict[str, _Words]:
    subjects: dict[str, _Words] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples:
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            subjects[s.value][_local(p.value)].append(o)
    return dict(sorted(subjects.items()))


def _class(words: _Words) -> dict[str, Any]:
    row: dict[str, Any] = {
        "parents": _ours(words, "subClassOf"),
        "label": _labels(words, "label"),
        "drawn_from": _ours(words, "drawnFrom"),
        "drawn_to": _ours(words, "drawnTo"),
        "drawn_as": _labels(words, "drawnAs"),
        "drawn_with": _ours(words, "drawnWith"),
        "fact": next((o.value for o in words.get("factType", ())), None),
    }
    return _filled(row)


def _property(words: _Words, types: list[str]) -> dict[str, Any]:
    ranges = _names(words, "range") + _names(words, "rangeIncludes")
    schemes = _names(words, "conceptsFrom")
    if "DatatypeProperty" in types:
        kind = next((_KINDS[r] for r in ranges if r in _KINDS), "string")
    else:
        kind = "concept" if schemes else "class" if ranges == ["Class"] else "thing"
    domains = _ours(words, "domainIncludes") or _ours(words, "domain")
    row: dict[str, Any] = {
        "kind": kind,
        "classes": domains,
        "ranges": sorted(set(_ours(words, "range") + _ours(words, "rangeIncludes"))),
        "label": _labels(words, "label"),
        **{key: next(iter(_ours(words, word)), None) for key, word in _HINTS.items()},
        "scheme": next(iter(schemes), None),
    }
    return _filled(row)


def _concept(words: _Words) -> dict[str, Any]:
    alt = _labels(words, "altLabel")
    return {"notation": words["notation"][0].value, "labels": _labels(words, "prefLabel"), **({"alt": alt} if alt else {})}


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value}


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _names(words: _Words, predicate: str) -> list[str]:
    return sorted(_local(o.value) for o in words.get(predicate, ()))


def _ours(words: _Words, predicate: str) -> list[str]:
    return sorted(_local(o.value) for o in words.get(predicate, ()) if o.value.startswith(iris.ONTOLOGY))


def _labels(words: _Words, predicate: str) -> list[list[str]]:
    return sorted([o.language or "", o.value] for o in words.get(predicate, ()) if isinstance(o, ox.Literal))


def main(arguments: list[str]) -> int:
    """The command line of this module; returns the exit status."""
    late = stale()
    for path in late:
        if "--check" in arguments:
            sys.stderr.write(f"{path.name}: stale: run python -m kg.ontology\n")
        else:
            path.write_bytes(generated()[path])
            sys.stderr.write(f"wrote {path.name}\n")
    return 1 if late and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
