"""A graph as a network: the one projection of records into things and labelled edges, and the only room that knows networkx.

``project(graph)`` folds what articles say into a :class:`networkx.MultiDiGraph`: nodes are things, an edge is one relation
between two of them with all its facts and every sentence that tells them. An occurrence told by six articles is one fact with
six tellings.
"""

from kg.network.asked import Answers
from kg.network.contents import Selects
from kg.network.hints import Relation, relations
from kg.network.projection import day, ego, find, folded, path, project
from kg.network.values import Fact, Quote, Source, Statement, Thing, Tie, When

__all__ = [
    "Answers",
    "Fact",
    "Quote",
    "Relation",
    "Selects",
    "Source",
    "Statement",
    "Thing",
    "Tie",
    "When",
    "day",
    "ego",
    "find",
    "folded",
    "path",
    "project",
    "relations",
]
