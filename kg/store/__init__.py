"""Keep, open, save and ask graphs: the only room that runs SPARQL and that knows where a graph lies.

A graph is a file (``.nq``, ``.trig``, ``.jsonld``: held in memory while in use) or a store directory (RocksDB, name
ending in "/"). Every quad is in a named graph; every query sees the merged default graph.
"""

from kg.store.files import check_output, is_store, open_graph, write_atomically
from kg.store.folder import held
from kg.store.graph import Graph, Solution, Term
from kg.store.ledger import Ledger
from kg.store.names import find_article, find_iri, fold, resolve
from kg.store.prefixes import PREFIXES, shorten

__all__ = [
    "PREFIXES",
    "Graph",
    "Ledger",
    "Solution",
    "Term",
    "check_output",
    "find_article",
    "find_iri",
    "fold",
    "held",
    "is_store",
    "open_graph",
    "resolve",
    "shorten",
    "write_atomically",
]
