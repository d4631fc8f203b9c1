"""Where the files that are not Python lie: the same call in a checkout and in a wheel.

``ontology/`` and ``queries/`` stand beside the package in a checkout and are force-included as ``kg/_resources/`` in a wheel;
``data/`` (and anything else) is inside the package in both.
"""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError

PACKAGE = Path(__file__).resolve().parent
_ROOTS = (PACKAGE, PACKAGE / "_resources", PACKAGE.parent)
_OUTSIDE = frozenset({"ontology", "queries", "examples"})


def data() -> Path:
    """The folder of hand-edited tables that ship with the package."""
    return PACKAGE / "data"


def path(*parts: str) -> Path:
    """The file or folder ``parts``, e.g. ``path("ontology", "diplomacy.ttl")`` or ``path("data", "countries")``.

    Raises KgError naming the file when neither a checkout nor the installed package has it.
    """
    roots = _ROOTS[1:] if parts and parts[0] in _OUTSIDE else _ROOTS[:1]
    for root in roots:
        found = root.joinpath(*parts)
        if found.exists():
            return found
    raise KgError("/".join(parts), "not found in the package: reinstall it (pip install --force-reinstall)")
