"""The ontology's generated forms, made from the Turtle people write.

``python -m kg.ontology`` writes them, ``python -m kg.ontology --check`` says which are stale (exit status 1).

========================  ==============================================================================
``diplomacy.owl``         ontology, vocabularies and alignments in RDF/XML, for Protégé and OWL reasoners
``diplomacy.nt``          the same in N-Triples, sorted, blank nodes named canonically
``diplomacy.jsonld``      the same in JSON-LD
``context.jsonld``        a JSON-LD context with every word of the ontology
``queries.ttl``           the catalogue of queries as SHACL executables, with the competency questions
``index.html``            the page about all of this, for people
``w3id/``                 the redirects to submit to w3id.org
``docs/competency.md``    which question is answered by which query
``kg/vocab.json``         its words as plain values, for :mod:`kg.vocab`
========================  ==============================================================================
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import iris, resources
from kg.errors import KgError, OntologyError

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
    """What each generated file should hold. Needs a checkout: the page shows examples/."""
    from kg.ontology import competency, context, executables, page, redirects
    from kg.ontology.words import vocabulary

    triples = load()
    folder = resources.path("ontology", "diplomacy.ttl").parent
    words = json.dumps(vocabulary(triples), ensure_ascii=False, indent=1, sort_keys=True)
    return {
        folder / "diplomacy.owl": _serialize(triples, ox.RdfFormat.RDF_XML, PREFIXES),
        folder / "diplomacy.nt": _serialize(triples, ox.RdfFormat.N_TRIPLES),
        folder / "diplomacy.jsonld": _serialize(triples, ox.RdfFormat.JSON_LD, PREFIXES),
        folder / "context.jsonld": context.context(triples),
        folder / "queries.ttl": executables.turtle(),
        folder / "index.html": page.page(triples),
        **{folder / "w3id" / name: text for name, text in redirects.files().items()},
        folder.parent / "docs" / "competency.md": competency.markdown(),
        resources.PACKAGE / "vocab.json": (words + "\n").encode(),
    }


def stale() -> list[Path]:
    """The generated files that are missing or older than their sources, sorted."""
    return sorted(_stale(generated()))


def _stale(wanted: Mapping[Path, bytes]) -> list[Path]:
    return [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]


def _serialize(triples: Iterable[ox.Triple], format: ox.RdfFormat, prefixes: Mapping[str, str] | None = None) -> bytes:
    content = ox.serialize(triples, format=format, prefixes=dict(prefixes) if prefixes else None) or b""
    return re.sub(rb"(?<=<rdf:RDF )[^>]*", lambda header: b" ".join(sorted(header[0].split(b" "))), content, count=1)


def main(arguments: list[str]) -> int:
    """The command line of this module; returns the exit status."""
    try:
        wanted = generated()
    except KgError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    late = sorted(_stale(wanted))
    for path in late:
        if "--check" in arguments:
            sys.stderr.write(f"{path.name}: stale: run python -m kg.ontology\n")
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(wanted[path])
            sys.stderr.write(f"wrote {path.name}\n")
    return 1 if late and "--check" in arguments else 0
