"""Names to search: every label and other name in the graph, folded once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import iris, vocab
from kg.store import Graph, fold

_THINGS = """
SELECT ?thing ?how ?name WHERE {
  VALUES ?how { rdfs:label skos:altLabel dcterms:title }
  ?thing ?how ?name FILTER EXISTS { { ?thing dip:linkStatus ?known } UNION { ?thing a dip:Article } }
}
"""
_KINDS = """
SELECT ?thing ?class WHERE { ?thing a ?class FILTER EXISTS { { ?thing dip:linkStatus ?known } UNION { ?thing a dip:Article } } }
"""
_MENTIONS = """
SELECT ?thing (COUNT(*) AS ?n) WHERE { ?record a dip:Record ; ?how ?thing . ?thing dip:linkStatus ?known } GROUP BY ?thing
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was searched: ``other`` is its best name in another language, or the name that was met."""

    iri: str
    name: str
    other: str
    kind: str  # local name of its class
    mentions: int  # records that speak of it


class Names:
    """All things of one graph with their names."""

    def __init__(self, graph: Graph) -> None:
        labels: dict[str, list[tuple[int, str]]] = {}
        for row in graph.select(_THINGS):
            rank = 2 if row["how"].value.endswith("altLabel") else 0 if row["name"].language in {"en", ""} else 1
            labels.setdefault(row["thing"].value, []).append((rank, row["name"].value))
        kinds: dict[str, str] = {}
        for row in graph.select(_KINDS):
            kinds[row["thing"].value] = _closer(kinds.get(row["thing"].value), row["class"].value.removeprefix(iris.ONTOLOGY))
        mentions = {row["thing"].value: int(row["n"].value) for row in graph.select(_MENTIONS)}
        self._rows = [
            _Row(_found(iri, sorted(names), kinds.get(iri, ""), mentions.get(iri, 0)), tuple({fold(name) for _, name in names}))
            for iri, names in sorted(labels.items())
        ]

    def search(self, text: str, most: int = 40) -> list[Found]:
        """Things with a name that holds ``text`` at the beginning of a word; whole names first, then what is spoken of most."""
        wanted = fold(text[:200])
        if not wanted:
            return []
        ranked = [(rank, -row.found.mentions, row.found.name, row.found) for row in self._rows if (rank := row.rank(wanted)) < 3]
        return [found for *_, found in sorted(ranked, key=lambda r: r[:3])[:most]]

    def most(self, kinds: Iterable[str], most: int = 12) -> list[Found]:
        """What is spoken of most, of some classes."""
        wanted = set(kinds)
        rows = [row.found for row in self._rows if row.found.kind in wanted and row.found.mentions]
        return sorted(rows, key=lambda f: (-f.mentions, f.name))[:most]


@dataclass(frozen=True, slots=True)
class _Row:
    found: Found
    folded: tuple[str, ...]

    def rank(self, wanted: str) -> int:
        """0: a name, 1: begins one, 2: begins a word of one, 3: nothing of it. Chinese has no spaces: anywhere counts."""
        if wanted in self.folded:
            return 0
        if any(name.startswith(wanted) for name in self.folded):
            return 1
        return 2 if any(f" {wanted}" in name or (not wanted.isascii() and wanted in name) for name in self.folded) else 3


def _found(iri: str, names: list[tuple[int, str]], kind: str, mentions: int) -> Found:
    others = [name for rank, name in names if rank == 1 and name != names[0][1]]
    return Found(iri, names[0][1], others[0] if others else "", kind, mentions)


def _closer(known: str | None, name: str) -> str:
    """The more specific of two classes."""
    return max(filter(None, (known, name)), key=lambda n: (len(vocab.superclasses(n)), n))
