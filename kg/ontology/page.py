"""The page about the ontology: every term with labels, definitions and real triples, drawings, questions, alignments, changes.

One file that needs no network and runs no script. Everything on it is read from the Turtle files, queries/ and examples/.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources as files
from typing import Any

import jinja2
import pyoxigraph as ox

from kg import iris
from kg.ontology import competency, diagram, executables, redirects
from kg.ontology.samples import samples
from kg.ontology.words import vocabulary

_RDFS, _SKOS = "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#"
_OUR = (iris.ONTOLOGY, iris.VOCABULARY)
_ALIGNING = {"subClassOf": "is a", "subPropertyOf": "is a", "closeMatch": "close to", "relatedMatch": "related to"}
_SHORT = {
    "https://schema.org/": "schema:", "http://www.w3.org/ns/prov#": "prov:", "http://www.w3.org/ns/org#": "org:",
    "http://xmlns.com/foaf/0.1/": "foaf:", "http://www.w3.org/ns/oa#": "oa:", "http://semanticweb.cs.vu.nl/2009/11/sem/": "sem:",
    "http://www.wikidata.org/entity/": "wd:", "http://www.wikidata.org/prop/direct/": "wdt:",
    "http://www.wikidata.org/prop/": "p:",
    "http://www.w3.org/2004/02/skos/core#": "skos:", "http://www.w3.org/2001/XMLSchema#": "xsd:",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}  # fmt: skip
_FILES = (
    ("diplomacy.ttl", "the ontology, as it is written"),
    ("vocabularies.ttl", "its concept schemes (SKOS)"),
    ("alignments.ttl", "links to vocabularies of others"),
    ("shapes.ttl", "what a graph must look like (SHACL)"),
    ("queries.ttl", "the queries, as SHACL executables"),
    ("context.jsonld", "JSON-LD context with every term"),
    ("diplomacy.owl", "ontology, vocabularies, alignments in RDF/XML"),
    ("diplomacy.jsonld", "the same in JSON-LD"),
    ("diplomacy.nt", "the same in N-Triples"),
)

Texts = Mapping[str, Mapping[str, list[ox.NamedNode | ox.Literal]]]  # subject -> predicate -> objects


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept as the page shows it; ``rows`` are lines of its table: what, and names of terms."""

    name: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    example: str
    rows: Sequence[tuple[str, Sequence[str]]] = ()
    sample: str = ""
    sentence: str = ""


def page(triples: Iterable[ox.Triple]) -> bytes:
    """The HTML."""
    known = list(triples)
    said, words = _texts(known), vocabulary(known)
    names = {*words["classes"], *words["properties"]}
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    template = environment.from_string(files.files("kg.ontology").joinpath("page.html.j2").read_text("utf-8"))
    records = [name for name, row in words["classes"].items() if row.get("fact")]
    html = template.render(
        head=_header(said),
        style=files.files("kg.ontology").joinpath("page.css").read_text("utf-8"),
        records=[_class(name, said, words) for name in sorted(records)],
        things=[_class(name, said, words) for name in sorted(words["classes"]) if name not in records],
        properties=[_property(name, said, words) for name in sorted(words["properties"])],
        annotations=[_term(name, said) for name in _annotations(known, names)],
        schemes=_schemes(said, words),
        drawing=diagram.records(_joined(words), {n: _label(r, "zh") for n, r in words["classes"].items()}),
        anatomy=diagram.anatomy(),
        questions=competency.questions(),
        times=competency.times(),
        queries=_queries(),
        alignments=_alignments(known),
        files=_FILES,
        names=names,
        home=redirects.HOME,
        queries_iri=executables.BASE,
    )
    return (re.sub(r"\n\s*\n+", "\n", html).strip() + "\n").encode()


def _texts(triples: Iterable[ox.Triple]) -> Texts:
    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in triples:
        if isinstance(s, ox.NamedNode) and isinstance(o, ox.NamedNode | ox.Literal):
            said[s.value][_local(p.value)].append(o)
    return said


def _header(said: Texts) -> dict[str, Any]:
    words = said[iris.ONTOLOGY.rstrip("#")]
    return {
        "title": _by_language(words, "title"),
        "about": _by_language(words, "description"),
        "iri": iris.ONTOLOGY.rstrip("#"),
        "namespace": iris.ONTOLOGY,
        "changes": sorted((o.value, getattr(o, "language", "") or "") for o in words["changeNote"]),
        **{
            name: words[key][0].value
            for name, key in (
                ("version", "versionInfo"), ("version_iri", "versionIRI"), ("licence", "license"), ("issued", "issued"),
                ("citation", "bibliographicCitation"), ("creator", "creator"), ("prefix", "preferredNamespacePrefix"),
            )
        },
    }  # fmt: skip


# -- terms -----------------------------------------------------------------------------------------------------------------------


def _term(name: str, said: Texts, rows: Sequence[tuple[str, Sequence[str]]] = (), sample: str = "", sentence: str = "") -> Term:
    words = said[iris.term(name)]
    example = next((o.value for o in words.get("example", ())), "")
    kept = tuple((what, tuple(values)) for what, values in rows if values)
    labels, definitions = _by_language(words, "label"), _by_language(words, "definition")
    return Term(name, iris.term(name), labels, definitions, example, kept, sample, sentence)


def _class(name: str, said: Texts, words: Mapping[str, Any]) -> Term:
    row = words["classes"][name]
    below = sorted(other for other, its in words["classes"].items() if name in its.get("parents", ()))
    parts = sorted(p for p, its in words["properties"].items() if name in its.get("classes", ()))
    apart = sorted(_short(o.value) for o in said[iris.term(name)].get("disjointWith", ()))
    rows = [("is a", row.get("parents", ())), ("above", below), ("has", parts), ("never also", apart)]
    fact = row.get("fact")
    return _term(
        name,
        said,
        [*rows, ("in facts", [f'"{fact}"'] if fact else [])],
        samples().member(name),
        samples().sentence(name) if fact else "",
    )


def _property(name: str, said: Texts, words: Mapping[str, Any]) -> Term:
    row = words["properties"][name]
    literal = [_short(o.value) for o in said[iris.term(name)].get("range", ()) if not o.value.startswith(iris.ONTOLOGY)]
    values = row.get("ranges") or ([f"voc:{row['scheme']}"] if row.get("scheme") else literal)
    traits = sorted(_local(o.value).removesuffix("Property").lower() for o in said[iris.term(name)]["type"])
    return _term(name, said, [("of", row.get("classes", ())), ("gives", values), ("kind", traits)], samples().use(name))


def _annotations(triples: Iterable[ox.Triple], names: set[str]) -> list[str]:
    kinds = {t.subject.value for t in triples if _local(t.object.value) == "AnnotationProperty"}  # type: ignore[union-attr]
    return sorted(iri.removeprefix(iris.ONTOLOGY) for iri in kinds if iri.startswith(iris.ONTOLOGY) and iri not in names)


def _schemes(said: Texts, words: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for path, row in sorted(words["concepts"].items()):
        found[path.partition("/")[0]].append((path.partition("/")[2], _label(row, "en", "labels"), _label(row, "zh", "labels")))
    return [
        {
            "name": scheme,
            "labels": _by_language(said[iris.VOCABULARY + scheme], "prefLabel"),
            "definitions": _by_language(said[iris.VOCABULARY + scheme], "definition"),
            "concepts": concepts,
        }
        for scheme, concepts in sorted(found.items())
    ]


def _joined(words: Mapping[str, Any]) -> list[diagram.Joined]:
    """The record classes with the ends of their edges."""
    found = []
    for name, row in words["classes"].items():
        if row.get("fact"):
            tail, head = row["drawn_from"][0], row["drawn_to"][0]
            ends = [(end, tuple(words["properties"][end].get("ranges", ()))) for end in (tail, head)]
            found.append(diagram.Joined(name, _label(row, "en"), _label(row, "zh"), ends[0], ends[1]))
    return found


# -- others ----------------------------------------------------------------------------------------------------------------------


def _queries() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "theme": file.head["tags"][0],
            "summary": file.head["summary"],
            "params": list(file.head.get("params", ())),
        }
        for name, file in competency.files().items()
    ]


def _alignments(triples: Iterable[ox.Triple]) -> list[tuple[str, str, str, str]]:
    """Our term, how, its word, its IRI ("" for a code)."""
    found = set()
    for s, p, o in triples:
        how, ours = _ALIGNING.get(_local(p.value)), isinstance(s, ox.NamedNode) and s.value.startswith(_OUR)
        if ours and how and isinstance(o, ox.NamedNode) and not o.value.startswith(_OUR):
            found.add((_short(s.value), how, _short(o.value), o.value))
        elif ours and _local(p.value) == "codeOf":
            found.add((_short(s.value), "coded", o.value, ""))
    return sorted(found)


def _short(iri: str) -> str:
    for namespace, prefix in ((iris.ONTOLOGY, ""), (iris.VOCABULARY, "voc:"), *_SHORT.items()):
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _by_language(words: Mapping[str, list[ox.NamedNode | ox.Literal]], key: str) -> dict[str, str]:
    return {o.language or "": o.value for o in words.get(key, ()) if isinstance(o, ox.Literal)}


def _label(row: Mapping[str, Any], language: str, key: str = "label") -> str:
    return next((text for tag, text in row.get(key, ()) if tag == language), "")
