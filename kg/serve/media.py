"""Formats and what a client would like: HTTP content negotiation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

HTML = "text/html"


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: quick to look up
class Format:
    """A format: its media type, the short names for ``?format=``, other media types that mean it."""

    media: str
    names: tuple[str, ...]
    aliases: tuple[str, ...] = ()


PAGE = Format(HTML, ("html",), ("application/xhtml+xml",))
JSON = Format("application/sparql-results+json", ("json", "srj"), ("application/json",))
XML = Format("application/sparql-results+xml", ("xml", "srx"), ("application/xml", "text/xml"))
CSV = Format("text/csv", ("csv",))
TSV = Format("text/tab-separated-values", ("tsv",))
TURTLE = Format("text/turtle", ("turtle", "ttl"), ("application/x-turtle", "application/turtle"))
NTRIPLES = Format("application/n-triples", ("ntriples", "nt"), ("text/plain",))
RDFXML = Format("application/rdf+xml", ("rdfxml", "rdf", "xml"), ("application/xml", "text/xml"))
JSONLD = Format("application/ld+json", ("jsonld", "json"), ("application/json",))
TRIG = Format("application/trig", ("trig",))
NQUADS = Format("application/n-quads", ("nquads", "nq"))

RESULTS: Sequence[Format] = (JSON, XML, CSV, TSV)
TRIPLES: Sequence[Format] = (TURTLE, JSONLD, NTRIPLES, RDFXML, TRIG, NQUADS)
QUADS: Sequence[Format] = (NQUADS, TRIG, JSONLD)


def choose(accept: str, wanted: str | None, offers: Sequence[Format]) -> Format | None:
    """The offer that fits best, the first of equals; None where none does. ``wanted`` (``?format=``) wins over ``accept``."""
    if wanted:
        return next((f for f in offers if wanted.lower() in (*f.names, f.media)), None)
    return _fitting(accept or "*/*", tuple(offers))


@lru_cache(maxsize=512)
def _fitting(accept: str, offers: tuple[Format, ...]) -> Format | None:
    ranges = _ranges(accept)
    best, chosen = 0.0, None
    for offer in offers:
        quality = max(_quality(offer.media, ranges), *(ranges.get(media, 0.0) for media in offer.aliases), 0.0)
        if quality > best:
            best, chosen = quality, offer
    return chosen


def _ranges(accept: str) -> Mapping[str, float]:
    ranges: dict[str, float] = {}
    for item in accept.split(",")[:64]:
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            ranges[media] = min(1.0, max(0.0, float(quality)))
        except ValueError:
            ranges[media] = 0.0
    return ranges


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    """The most specific range counts."""
    for key in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if key in ranges:
            return ranges[key]
    return 0.0
