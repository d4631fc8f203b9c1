"""Python, kg itself, and the packages that it declares."""

from __future__ import annotations

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata

from kg import __version__, resources
from kg.doctor.finding import Finding

_PYTHON = (3, 11)
_DISTRIBUTION = "diplomacy-kg"
_REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)(?:;(.*))?")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>|~=)\s*([0-9][0-9A-Za-z.]*)")


def findings() -> Iterator[Finding]:
    """Python and each declared package."""
    enough = sys.version_info >= _PYTHON
    yield Finding("python", "ok" if enough else "missing", platform.python_version(), "" if enough else "kg needs 3.11 or newer")
    yield Finding("kg", "ok", f"{__version__}, on {platform.system()} {platform.machine()}")
    for requirement in sorted(required(), key=str.lower):
        yield from _package(requirement)


def required() -> list[str]:
    """What the installed kg declares, or the checkout that this is; extras are marked as such."""
    with suppress(metadata.PackageNotFoundError):
        return metadata.requires(_DISTRIBUTION) or []
    with suppress(OSError, ValueError, KeyError):
        project = tomllib.loads((resources.PACKAGE.parent / "pyproject.toml").read_text("utf-8"))["project"]
        extras = project.get("optional-dependencies", {})
        return [*project["dependencies"], *(f"{r}; extra == '{name}'" for name, rs in extras.items() for r in rs)]
    return []


def _package(requirement: str) -> Iterator[Finding]:
    found = _REQUIREMENT.fullmatch(requirement.strip())
    if not found:
        return
    name, bounds, marker = found[1], found[2].strip(), found[3] or ""
    state, cure = ("note" if "extra" in marker else "missing"), f'pip install "{name}{bounds}"'
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        yield Finding(name, "note" if state == "note" else "missing", "not installed", cure)
        return
    wrong = next((f"{sign}{bound}" for sign, bound in _BOUND.findall(bounds) if not fits(version, sign, bound)), None)
    yield Finding(name, "missing", f"{version}, but kg needs {wrong}", cure) if wrong else Finding(name, "ok", version)


def fits(version: str, sign: str, bound: str) -> bool:
    """Whether a version keeps to a bound; only the numbers of a release are compared."""
    one, other = _numbers(version), _numbers(bound)
    width = max(len(one), len(other))
    a, b = (n + (0,) * (width - len(n)) for n in (one, other))
    compatible = a >= b and a[: len(other) - 1] == b[: len(other) - 1]
    return {">=": a >= b, "<=": a <= b, "==": a == b, "!=": a != b, "<": a < b, ">": a > b, "~=": compatible}[sign]


def _numbers(version: str) -> tuple[int, ...]:
    release = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, release[0].split("."))) if release else ()
