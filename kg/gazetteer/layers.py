"""A user's tables over ours."""

from __future__ import annotations

from dataclasses import replace

from kg.tables import Names, Row

_NAMES = ("names", "short", "adjectives", "people", "metonyms", "surname")
_LISTS = ("offices", "members", "proposer")
_FIRST = ("country", "subkind", "iso3", "capital")


def layered(below: Row, above: Row) -> Row:
    """A user's block over ours: its names come first, its offices are added."""
    changed: dict[str, object] = {key: _joined(getattr(above, key), getattr(below, key)) for key in _NAMES}
    changed |= {key: (*getattr(below, key), *getattr(above, key)) for key in _LISTS}
    changed |= {key: getattr(above, key) or getattr(below, key) for key in _FIRST}
    female = below.female if above.female is None else above.female
    return replace(below, **changed, female=female, file=above.file)  # type: ignore[arg-type]


def _joined(above: Names, below: Names) -> Names:
    return {k: tuple(dict.fromkeys((*above.get(k, ()), *below.get(k, ())))) for k in {**above, **below}}
