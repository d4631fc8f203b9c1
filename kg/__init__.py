"""Diplomatic news as a knowledge graph people trust.

::

    graph = kg.open("news.nq")
    graph.sparql("SELECT ?a ?b { ?a dip:metWith ?b }")     a table: .pandas(), .polars(), shown in notebooks
    graph.explain("Lukashenko")                            what is known, from which sentence
    graph.view(center="Belarus")                           the page, in the notebook

Names are looked up when they are first used: ``import kg`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, Table, open
    from kg.errors import KgError
    from kg.pipeline import build

__version__ = "0.1.0"
__all__ = ["Graph", "KgError", "Table", "__version__", "build", "open"]

_HOMES = {"Graph": "kg.api", "KgError": "kg.errors", "Table": "kg.api", "build": "kg.pipeline", "open": "kg.api"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
