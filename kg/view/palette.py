"""What things and ties look like: ``palette.toml`` as typed values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kg import vocab

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing in the legend: a shape, a fill, a line for each theme, words for many and for one."""

    id: str
    classes: tuple[str, ...]
    name: Words
    one: Words
    fill: str
    line: Words
    path: str


@cache
def table() -> dict[str, Any]:
    """The whole file, for the page's data block."""
    return tomllib.loads(resources.files("kg.view").joinpath("palette.toml").read_text("utf-8"))


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by id, in the order of the legend."""
    return {
        id: Kind(id, tuple(row["classes"]), row["name"], row["one"], row["fill"], row["line"], row["path"])
        for id, row in table()["kind"].items()
    }


def kind_of(class_name: str) -> str:
    """The kind of an ontology class: its own, else that of its nearest superclass; the last one for what nobody knows."""
    by_class = {name: kind.id for kind in kinds().values() for name in kind.classes}
    return next((by_class[name] for name in vocab.superclasses(class_name) if name in by_class), list(kinds())[-1])
