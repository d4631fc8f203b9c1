"""A graph as a network: the one projection of records into things and labelled edges, and the only room that knows networkx.

``project(graph)`` folds what articles say into a :class:`networkx.MultiDiGraph`: nodes are things, an edge is one relation
between two of them with all its facts and every sentence that tells them. An occurrence told by six articles is one fact with
six tellings.

``web(graph)`` is the same as a plain network to measure: :mod:`kg.network.measures` says who is central, which groups there are,
how two are linked and who stands between others, each line with the sentences it rests on.
"""

from kg.network.asked import Answers
from kg.network.contents import Selects
from kg.network.hints import Relation, relations
from kg.network.projection import day, ego, find, folded, path, project
from kg.network.values import Fact, Quote, Source, Statement, Thing, Tie, When
from kg.network.web import Bond, Web, web

__all__ = [
    "Answers",
    "Bond",
    "Fact",
    "Quote",
    "Relation",
    "Selects",
    "Source",
    "Statement",
    "Thing",
    "Tie",
    "Web",
    "When",
    "day",
    "ego",
    "find",
    "folded",
    "path",
    "project",
    "relations",
    "web",
]
