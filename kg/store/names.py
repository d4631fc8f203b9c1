"""From what people call a thing to its IRI: labels and other names in any language, ids, IRIs."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

from kg import iris
from kg.errors import QueryError
from kg.store.graph import Graph
from kg.store.prefixes import PREFIXES

_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?how ?label WHERE { VALUES ?how { rdfs:label skos:prefLabel skos:notation skos:altLabel } ?thing ?how ?label }
"""
_IDENTIFIERS = (
    "PREFIX dip: <https://w3id.org/diplomacy-kg/ontology#> SELECT ?a ?id WHERE { ?a a dip:Article ; dip:identifier ?id }"
)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"{}|\\^`]+")


def resolve(graph: Graph, name: str) -> list[str]:
    """IRIs of the things (or concepts) called ``name`` in any language; ids and IRIs stand for themselves.

    Labels count first, then other names, then part of a name if only one thing has it; case, accents and hyphens do not count.
    Raises QueryError with the nearest names where there is none.
    """
    direct = find_iri(name)
    if direct and any(True for _ in graph.about(direct)):
        return [direct]
    wanted = fold(name)
    ranks: dict[str, dict[str, str]] = {"label": {}, "other": {}, "part": {}}  # thing -> a name of it
    known: dict[str, str] = {}
    for thing, how, label in graph.select(_LABELS):
        folded = fold(label.value)
        known.setdefault(folded, label.value)
        if folded == wanted:
            ranks["other" if how.value.endswith("altLabel") else "label"][thing.value] = label.value
        elif wanted and f" {wanted} " in f" {folded} ":
            ranks["part"].setdefault(thing.value, label.value)
    if len(ranks["part"]) == 1 or ranks["label"] or ranks["other"]:
        return sorted(next(rank for rank in ranks.values() if rank))
    if ranks["part"]:
        raise QueryError(f"{name!r} is part of several names: say whether {_listed(sorted(ranks['part'].values()))}")
    raise QueryError(f"nothing in the graph is called {name!r}{_nearest(wanted, known)}")


def find_article(graph: Graph, name: str) -> str:
    """The IRI of the article with this id (or IRI); raises QueryError with the nearest ids where there is none."""
    known = {row["id"].value: row["a"].value for row in graph.select(_IDENTIFIERS)}
    found = known.get(name) or (find_iri(name) if find_iri(name) in known.values() else None)
    if found is None:
        raise QueryError(f"the graph has no article {name}{_nearest(name, {i: i for i in known})}")
    return found


def find_iri(text: str) -> str | None:
    """An IRI given whole, in angle brackets, with a prefix ("kg:country/by") or as an id ("country/by"); None for a name."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, rest = bare.partition(":")
    if colon and prefix in PREFIXES and rest and not re.search(r"\s|^//", rest):
        return PREFIXES[prefix] + rest
    if _IRI.fullmatch(bare):
        return bare
    return iris.entity(bare) if re.fullmatch(r"[a-z]+(/[\w.-]+)+", bare) else None


def fold(text: str) -> str:
    """``text`` for comparing names: no case, accents, hyphens, dots, leading article."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c)))
    return words.strip().removeprefix("the ")


def _nearest(name: str, known: dict[str, str]) -> str:
    words = {word: label for folded, label in known.items() for word in folded.split() if len(word) > 3}
    near = list(dict.fromkeys((words | known)[n] for n in get_close_matches(name, [*known, *words], n=3, cutoff=0.6)))
    return f": did you mean {_listed(near)}?" if near else ""


def _listed(names: list[str], most: int = 6) -> str:
    shown = [*names[:most], *([f"{len(names) - most} others"] if len(names) > most else [])]
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
