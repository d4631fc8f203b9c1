"""A graph into a store elsewhere, by the protocols every store knows, and a look afterwards whether it is there.

Each named graph is replaced as a whole, by the Graph Store Protocol or else by SPARQL Update: publishing twice is publishing
once. Which graphs the store has already stands in its own ``meta`` graph (:mod:`kg.publish.listing`): what it proves to be the
same is not sent again, and a publication that was cut off goes on where it stopped. Nothing here holds more than a batch.
"""

from kg.publish.publishing import Options, Verdict, publish

__all__ = ["Options", "Verdict", "publish"]
