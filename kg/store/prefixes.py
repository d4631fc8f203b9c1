"""Short names of namespaces: for queries that declare none, for Turtle and its kin, and for people's eyes."""

from __future__ import annotations

from kg import iris

STANDARD = {
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TURTLE = {
    "dip": iris.ONTOLOGY,
    **STANDARD,
}  # ids have slashes, which Turtle would escape (kg:country\\/by): they stay whole there
PREFIXES = {**TURTLE, "kg": iris.BASE, "voc": iris.VOCABULARY}


def shorten(iri: str) -> str:
    """``kg:country/by`` for an IRI of a known namespace, else the IRI: for reading, not for parsing."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
