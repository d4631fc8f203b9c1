"""Writes docs/licences.md: the licence of every package that requirements/base.txt locks, as the packages themselves say it.

Usage: docs/licences.py [--check]; --check writes nothing and fails where the page is older than the lock.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
HEAD = """# Licences of what kg stands on

Made by `docs/licences.py` from `requirements/base.txt` and from what each installed package says of itself (`make fix` writes it
again, `make check` compares). The code of kg is Apache-2.0; ontology, tables of names and examples are CC BY 4.0.

Nothing under the GPL alone is needed by kg: a Java runtime (GPL with the Classpath exception) is an extra of its own, used as a
program. What is LGPL or MPL is used as a library, unchanged.

| package | version | licence | for |
|---|---|---|---|
"""
#: as SPDX writes them; what packages write in older fields
SPDX = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "the bsd 2-clause license": "BSD-2-Clause",
    "mit license": "MIT",
    "isc license": "ISC",
    "isc license (iscl)": "ISC",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "gnu general public license v2 (gplv2)": "GPL-2.0-only WITH Classpath-exception-2.0",
    "w3c-20150513": "W3C-20150513",
}
#: what is locked for other systems and not installed here
ELSEWHERE = {"colorama": "BSD-3-Clause", "tzdata": "Apache-2.0", "pywin32": "PSF-2.0"}


def main() -> int:
    """Writes or compares the page; the exit status."""
    page = HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows())
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(page, "utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text("utf-8") != page:
        sys.stderr.write("docs/licences.md is older than requirements/base.txt: run `make fix`\n")
        return 1
    return 0


def rows() -> list[tuple[str, str, str, str]]:
    """Package, versions, licence, what it is for; sorted."""
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([A-Za-z0-9._-]+)==([^ \\;]+)", (ROOT / "requirements/base.txt").read_text("utf-8"), re.MULTILINE
    ):
        versions.setdefault(plain(name), []).append(version)
    uses = (
        dict.fromkeys(versions, "building")
        | dict.fromkeys(ELSEWHERE, "other systems")
        | {p: use for use, ps in needed().items() for p in ps}
    )
    return [(name, " or ".join(found), licence(name), uses[name]) for name, found in sorted(versions.items())]


def needed() -> dict[str, set[str]]:
    """What is needed for what, by use: extras first, so that kg itself has the last word."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    uses = {f"extra {name}": closure(found) for name, found in project["optional-dependencies"].items()}
    return uses | {"kg": closure(project["dependencies"])}


def closure(requirements: Iterable[str]) -> set[str]:
    """The packages that the requirements ask for, and those that these ask for, by plain name."""
    found: set[tuple[str, str]] = set()  # with the extra that was asked for
    waiting = [Requirement(r) for r in requirements]
    while waiting:
        requirement = waiting.pop()
        for extra in {"", *requirement.extras}:
            key = plain(requirement.name), extra
            if key not in found:
                found.add(key)
                waiting += asked(*key)
    return {name for name, _ in found}


def asked(name: str, extra: str) -> list[Requirement]:
    """What an installed package asks for on this system, under one of its extras."""
    try:
        requirements = [Requirement(r) for r in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return []
    return [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": extra})]


def licence(name: str) -> str:
    """The licence of an installed package: its expression, else its field, else its classifiers; as SPDX writes it."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ELSEWHERE.get(name, "not installed here")
    field = (said.get("License") or "").strip()
    classified = [c.rsplit(" :: ", 1)[-1] for c in said.get_all("Classifier") or () if c.startswith("License ::")]
    short = field if 0 < len(field) < 40 and "\n" not in field and field.upper() != "UNKNOWN" else ""
    told = said.get("License-Expression") or short or " OR ".join(SPDX.get(c.lower(), c) for c in classified) or field[:40]
    return SPDX.get(told.lower(), told)


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
