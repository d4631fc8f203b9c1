"""What programs want to know: the service (SPARQL 1.1 Service Description), the data (VoID), any thing as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg import iris, ontology, vocab
from kg.serve import media
from kg.serve.dataset import Dataset
from kg.store import PREFIXES

_SD, _VOID, _FORMATS = (
    "http://www.w3.org/ns/sparql-service-description#",
    "http://rdfs.org/ns/void#",
    "http://www.w3.org/ns/formats/",
)
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_WRITERS = {
    media.TURTLE.media: ox.RdfFormat.TURTLE,
    media.JSONLD.media: ox.RdfFormat.JSON_LD,
    media.NTRIPLES.media: ox.RdfFormat.N_TRIPLES,
    media.RDFXML.media: ox.RdfFormat.RDF_XML,
}
FORMATS = tuple(f for f in media.TRIPLES if f.media in _WRITERS)
_PREFIXES = {**PREFIXES, "void": _VOID, "sd": _SD}
_DATASET = "SELECT ?s WHERE { ?s a <http://rdfs.org/ns/void#Dataset> } ORDER BY ?s LIMIT 1"


def written(triples: Iterable[ox.Triple], chosen: media.Format) -> bytes:
    """Triples in a format, sorted; the graph's own ids with their slashes stay whole."""
    kept = {p: n for p, n in _PREFIXES.items() if p not in {"kg", "voc"}}
    ordered = sorted(set(triples), key=str)
    return ox.serialize(ordered, format=_WRITERS[chosen.media], prefixes=kept) or b""


def thing(data: Dataset, iri: str) -> list[ox.Triple]:
    """What the graph says of one thing; of a record also the sentences that show it."""
    own = [q.triple for q in data.graph.about(iri) if q.predicate.value != iris.term("text")]
    shown = [t.object.value for t in own if t.predicate.value == iris.term("evidence") and isinstance(t.object, ox.NamedNode)]
    return own + [q.triple for evidence in shown for q in data.graph.about(evidence)]


def terms() -> list[ox.Triple]:
    """The ontology with its vocabularies."""
    return ontology.load("diplomacy", "vocabularies")


def service(data: Dataset, root: str) -> Iterator[ox.Triple]:
    """The service at ``root`` (scheme and host), and the data behind it."""
    me, set_ = ox.NamedNode(f"{root}/sparql#service"), ox.NamedNode(f"{root}/sparql#dataset")
    merged = ox.NamedNode(f"{root}/sparql#merged")
    yield _is(me, _SD + "Service")
    yield _points(me, _SD + "endpoint", f"{root}/sparql")
    yield _points(me, _SD + "supportedLanguage", _SD + "SPARQL11Query")
    yield from (_points(me, _SD + "feature", _SD + feature) for feature in ("UnionDefaultGraph",))
    yield from (_points(me, _SD + "resultFormat", _FORMATS + name) for name in _RESULTS)
    yield ox.Triple(me, ox.NamedNode(_SD + "defaultDataset"), set_)
    yield _is(set_, _SD + "Dataset")
    yield ox.Triple(set_, ox.NamedNode(_SD + "defaultGraph"), merged)
    yield _is(merged, _SD + "Graph")
    yield from void(data, root)


def void(data: Dataset, root: str) -> Iterator[ox.Triple]:
    """The data set in VoID words: where to ask, where to load, how much of what; and what it says of itself."""
    found = next((row["s"].value for row in data.graph.select(_DATASET)), f"{data.base}dataset")
    me = ox.NamedNode(found)
    yield from (q.triple for q in data.graph.about(found))
    yield _is(me, _VOID + "Dataset")
    yield _points(me, _VOID + "sparqlEndpoint", f"{root}/sparql")
    yield _points(me, _VOID + "dataDump", f"{root}/data")
    yield ox.Triple(me, ox.NamedNode(_VOID + "uriSpace"), ox.Literal(data.base))
    yield _points(me, _VOID + "vocabulary", iris.ONTOLOGY)
    yield _points(me, _VOID + "uriLookupEndpoint", f"{root}/search?q=")
    yield _counts(me, "triples", data.contents.statements)
    for name, number in sorted(data.contents.classes.items()):
        if name in vocab.CLASSES:
            part = ox.NamedNode(f"{found}/{name}")
            yield _points(me, _VOID + "classPartition", part.value)
            yield _points(part, _VOID + "class", iris.term(name))
            yield _counts(part, "entities", number)


def _is(subject: ox.NamedNode, kind: str) -> ox.Triple:
    return _points(subject, PREFIXES["rdf"] + "type", kind)


def _points(subject: ox.NamedNode, predicate: str, object: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(object))


def _counts(subject: ox.NamedNode, name: str, number: int) -> ox.Triple:
    return ox.Triple(
        subject, ox.NamedNode(_VOID + name), ox.Literal(str(number), datatype=ox.NamedNode(PREFIXES["xsd"] + "integer"))
    )
