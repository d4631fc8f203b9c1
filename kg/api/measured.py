"""The measures of a network as tables: each row with the articles and records that it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.api.table import Table
from kg.network import measures
from kg.network.measures import Finding
from kg.network.web import Web

_COLUMNS = {  # of answers without rows
    "central": ("name", "kind", "id", *measures.MEASURES),
    "communities": ("community", "size", "name", "kind", "id", "inside", "outside"),
    "path": ("step", "name", "ties", "to", "facts", "first", "last", "told", "id", "to_id"),
    "brokers": ("name", "kind", "id", "betweenness", "open", "effective", "constraint", "groups", "splits"),
}


class Network:
    """A network to measure; ``web`` is what it is made of, ``findings`` of an answer lead to every sentence."""

    def __init__(self, web: Web) -> None:
        self.web = web

    def __repr__(self) -> str:
        return f"<network of {len(self.web.things):,} things and {self.web.ties.number_of_edges():,} ties>"

    def central(self, by: str = "degree") -> Table:
        """How central everybody is, by any of ``degree strength betweenness closeness eigenvector pagerank``."""
        return _table("central", measures.central(self.web, by))

    def communities(self) -> Table:
        """Groups with many ties inside and few between, a row a member."""
        return _table("communities", measures.communities(self.web))

    def path(self, start: str, end: str) -> Table:
        """A shortest way between two, a row a step; without rows where there is none. QueryError for a name nobody has."""
        return _table("path", measures.path(self.web, start, end))

    def brokers(self) -> Table:
        """Who stands between others that are not tied to each other."""
        return _table("brokers", measures.brokers(self.web))


def _table(question: str, found: Sequence[Finding]) -> Table:
    columns = tuple(found[0].values) if found else _COLUMNS[question]
    rows = ([*finding.values.values(), "; ".join(finding.articles), "; ".join(finding.records)] for finding in found)
    return Table([*columns, "articles", "records"], rows)
