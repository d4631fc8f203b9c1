"""The ontology's words as plain values: the tables that :mod:`kg.vocab` reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg import iris

# range of a datatype property -> kind of kg.vocab.Property
_KINDS = {"anyURI": "iri", "PlainLiteral": "text", "Literal": "date"} | {
    k: k for k in ("string", "integer", "decimal", "boolean")
}
# field of kg.vocab.Property -> annotation of the ontology
_HINTS = {"becomes": "textBecomes", "named_by": "namedBy", "composed_in": "composedIn"}
_Words = dict[str, list[ox.NamedNode | ox.Literal]]  # local name of a predicate -> objects of one subject


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
