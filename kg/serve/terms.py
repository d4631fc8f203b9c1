"""The ontology as a page: classes, properties, vocabularies, each with its words and where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg import iris, ontology, vocab
from kg.store import PREFIXES

_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_ABOUT = (PREFIXES["rdfs"] + "comment", PREFIXES["skos"] + "definition", PREFIXES["dcterms"] + "description")


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept: labels and explanations by language, and the names of its neighbours by how."""

    name: str
    iri: str
    labels: Mapping[str, str]
    about: Mapping[str, str]
    near: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Terms:
    """The whole ontology, sorted; ``schemes`` hold concepts."""

    title: str
    about: str
    records: tuple[Term, ...]
    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    schemes: Mapping[str, tuple[Term, ...]]


@cache
def terms() -> Terms:
    """Read once."""
    literals: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for s, p, o in ontology.load("diplomacy", "vocabularies"):
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.Literal):
            literals[s.value][p.value][o.language or ""] = o.value
    head = literals[iris.ONTOLOGY.rstrip("#")]
    classes = [_term(name, iris.term(name), literals, _class(name)) for name in sorted(vocab.CLASSES)]
    schemes: dict[str, list[Term]] = defaultdict(list)
    for path, concept in sorted(vocab.CONCEPTS.items()):
        schemes[concept.scheme].append(_term(concept.name, iris.VOCABULARY + path, literals, {}))
    return Terms(
        title=next((_one(head[p]) for p in (PREFIXES["dcterms"] + "title", *_LABELS) if head[p]), "The ontology"),
        about=next((_one(head[p]) for p in _ABOUT if head[p]), ""),
        records=tuple(t for t in classes if t.name in vocab.FACTS),
        classes=tuple(t for t in classes if t.name not in vocab.FACTS),
        properties=tuple(_term(name, iris.term(name), literals, _property(name)) for name in sorted(vocab.PROPERTIES)),
        schemes={scheme: tuple(found) for scheme, found in schemes.items()},
    )


def _one(texts: Mapping[str, str]) -> str:
    return texts.get("en") or next(iter(texts.values()), "")


def _term(name: str, iri: str, literals: Mapping[str, Mapping[str, dict[str, str]]], near: Mapping[str, tuple[str, ...]]) -> Term:
    said = literals.get(iri, {})
    labels = next((said[p] for p in _LABELS if said.get(p)), {})
    about = next((said[p] for p in _ABOUT if said.get(p)), {})
    return Term(name, iri, labels, about, {how: names for how, names in near.items() if names})


def _class(name: str) -> Mapping[str, tuple[str, ...]]:
    parts = tuple(sorted(p.name for p in vocab.PROPERTIES.values() if name in p.classes))
    return {"is a": vocab.CLASSES[name].parents, "has": parts}


def _property(name: str) -> Mapping[str, tuple[str, ...]]:
    known = vocab.PROPERTIES[name]
    values = known.ranges or ((f"voc:{known.scheme}",) if known.scheme else (known.kind,))
    return {"of": known.classes, "gives": values}
