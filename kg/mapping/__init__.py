"""Values -> quads: the place where RDF begins.

One named graph an article, its IRI the article's; no blank nodes; canonical literals; the same value gives the same quads in the
same order. Nothing here knows a record type by name: :mod:`kg.vocab` says of each property what its values are.
"""

from kg.mapping.article import article_quads, fact_type, record_iri, text_quads
from kg.mapping.meta import meta_quads
from kg.mapping.reference import reference_quads
from kg.mapping.terms import TYPE
from kg.mapping.used import concepts_used, record_counts, things_used
from kg.mapping.values import entities_of

__all__ = [
    "TYPE",
    "article_quads",
    "concepts_used",
    "entities_of",
    "fact_type",
    "meta_quads",
    "record_counts",
    "record_iri",
    "reference_quads",
    "text_quads",
    "things_used",
]
