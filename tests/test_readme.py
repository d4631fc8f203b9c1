"""The README's blocks run: every console command gives what the README shows ("..." stands for anything), the Python block works."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHECKER = doctest.OutputChecker()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples, where the README's commands are typed one after another."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    (folder / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', "utf-8")
    (folder / "kg").chmod(0o755)
    return folder


def commands() -> list[tuple[str, str]]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [
        (command, shown)
        for block in blocks
        for command, shown in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def test_the_console_blocks(desk: Path) -> None:
    found = commands()
    assert len(found) >= 4
    env = os.environ | {"PATH": f"{desk}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for command, shown in found:
        done = subprocess.run(
            command, shell=True, cwd=desk, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        got = done.stdout
        assert CHECKER.check_output(shown, got, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE), (
            f"{command}\nexpected:\n{shown}\ngot:\n{got}"
        )


def test_the_python_block(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if not (desk / "news.nq").exists():
        subprocess.run(
            [sys.executable, "-m", "kg", "build", "examples", "-o", "news.nq"],
            cwd=desk,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
        )
    monkeypatch.chdir(desk)
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.startswith("['")


def test_links_point_at_files() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), f"README.md links to {target}, which is not there"
