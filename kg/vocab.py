"""The ontology's words as plain values: no RDF library, no parsing.

``vocab.json`` beside this file is generated from ``ontology/*.ttl`` (``python -m kg.ontology``); a new record type or concept is
written there and appears here without Python. Names are local names ("Meeting", "participant"); concepts are ``scheme/name``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Kind = Literal["thing", "concept", "text", "string", "integer", "decimal", "boolean", "date", "iri", "class"]


@dataclass(frozen=True, slots=True)
class Class:
    """A class: its superclasses (nearest first) and, for records, the name of its facts and how its edge is drawn."""

    name: str
    parents: tuple[str, ...] = ()
    label: tuple[tuple[str, str], ...] = ()  # (language, label)
    fact: str | None = None  # "meeting", "office": type of `kg facts`
    drawn_from: tuple[str, ...] = ()  # properties at the edge's tail
    drawn_to: tuple[str, ...] = ()  # properties at its head
    drawn_as: tuple[tuple[str, str], ...] = ()  # (language, label of the edge)
    drawn_with: tuple[str, ...] = ()  # properties whose values say more than that label


@dataclass(frozen=True, slots=True)
class Property:
    """A property: what its values are, and whose part it is."""

    name: str
    kind: Kind
    classes: tuple[str, ...] = ()  # classes that take it
    ranges: tuple[str, ...] = ()  # classes of its values, for things
    scheme: str | None = None  # concept scheme, for concepts
    becomes: str | None = None  # class of the node a free text becomes: "Topic"
    named_by: str | None = None  # concept property read from this text property as a whole: office <- officeText
    composed_in: str | None = None  # concept property found inside this text property: component <- levelText
    label: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A SKOS concept: ``notation`` is its plain word, ``labels`` the preferred ones, ``alt`` the others, as (language, label)."""

    scheme: str
    name: str
    notation: str
    labels: tuple[tuple[str, str], ...] = ()
    alt: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Path below the vocabulary's namespace: ``mode/phone``."""
        return f"{self.scheme}/{self.name}"


def _plain(value: Any) -> Any:
    """JSON arrays as tuples, all the way down: values can be hashed."""
    return tuple(_plain(v) for v in value) if isinstance(value, list) else value


def _rows(table: str) -> list[tuple[str, dict[str, Any]]]:
    return [(name, {key: _plain(value) for key, value in row.items()}) for name, row in _TABLES[table].items()]


_TABLES: dict[str, dict[str, dict[str, Any]]] = json.loads(Path(__file__).with_name("vocab.json").read_text("utf-8"))

CLASSES: Mapping[str, Class] = {name: Class(name, **row) for name, row in _rows("classes")}
PROPERTIES: Mapping[str, Property] = {name: Property(name, **row) for name, row in _rows("properties")}
CONCEPTS: Mapping[str, Concept] = {
    path: Concept(path.partition("/")[0], path.partition("/")[2], **row) for path, row in _rows("concepts")
}
FACTS: Mapping[str, str] = {c.name: c.fact for c in CLASSES.values() if c.fact}  # {"Meeting": "meeting", "Tenure": "office", ...}
RECORDS: tuple[str, ...] = tuple(sorted(FACTS))


def superclasses(name: str) -> tuple[str, ...]:
    """``name`` and everything above it, nearest first; an unknown class stands alone."""
    seen: list[str] = []
    queue = [name]
    while queue:
        current = queue.pop(0)
        if current not in seen:
            seen.append(current)
            queue += CLASSES[current].parents if current in CLASSES else ()
    return tuple(seen)


def is_a(name: str, above: str) -> bool:
    """Whether class ``name`` is ``above`` or below it."""
    return above in superclasses(name)


def scheme(name: str) -> tuple[Concept, ...]:
    """The concepts of one scheme, by name."""
    return tuple(c for c in CONCEPTS.values() if c.scheme == name)


def concept(scheme: str, word: str) -> Concept | None:
    """The concept that ``word`` names: its name, notation or any label in any language, upper and lower case alike."""
    return _index(scheme).get(_fold(word))


def concepts_in(scheme: str, text: str) -> tuple[Concept, ...]:
    """The concepts of ``scheme`` whose words stand in ``text``, by name: two components in "all-weather comprehensive ..."."""
    folded = _fold(text)
    found = {c.name: c for word, c in _index(scheme).items() if _stands_in(word, folded)}
    return tuple(found[name] for name in sorted(found))


@cache
def _index(scheme: str) -> Mapping[str, Concept]:
    """Folded word -> concept; names win over notations, notations over labels, those over other labels."""
    index: dict[str, Concept] = {}
    rank = sorted((place, word, c.name) for c in CONCEPTS.values() if c.scheme == scheme for place, word in _words(c))
    for _, word, name in rank:
        index.setdefault(_fold(word), CONCEPTS[f"{scheme}/{name}"])
    return index


def _words(concept: Concept) -> list[tuple[int, str]]:
    """What names a concept, with its rank."""
    return [(0, concept.name), (1, concept.notation), *((2, w) for _, w in concept.labels), *((3, w) for _, w in concept.alt)]


def _fold(word: str) -> str:
    return re.sub(r"[\s\-\u2010-\u2015_]+", " ", word).strip().casefold()


def _stands_in(word: str, text: str) -> bool:
    return word in text if not word.isascii() else re.search(rf"\b{re.escape(word)}\b", text) is not None
