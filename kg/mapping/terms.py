"""RDF terms: names of other vocabularies, and literals in their canonical form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import iris
from kg.model import Interval

Term = NamedNode | Literal

XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
ALT_LABEL, PREF_LABEL, NOTATION = NamedNode(SKOS + "altLabel"), NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "notation")
TITLE = NamedNode(DCTERMS + "title")

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_PRECISIONS = {4: "gYear", 7: "gYearMonth", 10: "date"}  # by length of the ISO text


def term(name: str) -> NamedNode:
    """A word of the ontology, or any IRI (which has a ":")."""
    return NamedNode(name if ":" in name else iris.term(name))


def language(text: str) -> str:
    """``zh`` where Han characters carry the text, else ``en``: the two languages that quotes and free text come in."""
    return "zh" if 3 * len(_HAN.findall(text)) > len(_LATIN.findall(text)) else "en"


def tagged(value: Any) -> Literal:
    """A text with its language."""
    return Literal(str(value), language=language(str(value)))


def typed(value: str, datatype: str) -> Literal:
    """A literal of an XSD datatype."""
    return Literal(value, datatype=NamedNode(XSD + datatype))


def decimal(value: float) -> Literal:
    """``xsd:decimal`` with four digits at most and no trailing zeros."""
    text = format(Decimal(str(round(float(value), 4))), "f")
    return typed(text.rstrip("0").rstrip(".") if "." in text else text, "decimal")


def date(when: Interval) -> Literal | None:
    """``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``; None for a range."""
    precision = _PRECISIONS.get(len(when.text))
    return typed(when.text, precision) if precision else None


def published(text: str) -> Literal:
    """A day, or a moment in UTC; a moment without zone keeps its day; anything else stays a string."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return Literal(text)
    if moment.tzinfo is None:
        return typed(moment.date().isoformat(), "date")
    return typed(moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), "dateTime")


def _any_date(value: Any) -> Literal:
    text = value.text if isinstance(value, Interval) else str(value)
    return typed(text, _PRECISIONS[len(text)]) if len(text) in _PRECISIONS else Literal(text)


# kind of property (kg.vocab) -> literal of a value
LITERALS: Mapping[str, Callable[[Any], Literal]] = {
    "text": tagged,
    "string": lambda value: Literal(str(value)),
    "integer": lambda value: typed(str(int(value)), "integer"),
    "decimal": decimal,
    "boolean": lambda value: typed("true" if value else "false", "boolean"),
    "date": _any_date,
    "iri": lambda value: typed(str(value), "anyURI"),
}
