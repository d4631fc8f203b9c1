"""The graph on this machine: a SPARQL endpoint, a page for each thing, the same things as data.

``run`` serves until it is stopped. Behind it stand native query engines (:mod:`kg.serve.engine`), started over a copy of the
graph, which follows the graph's files (:mod:`kg.serve.served`).
"""

from kg.serve.rules import Rules
from kg.serve.running import run

__all__ = ["Rules", "run"]
