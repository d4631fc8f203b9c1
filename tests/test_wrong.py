"""Wrong graphs that `kg validate` or `kg reason` must reject, each with the line that a person gets (wrong/wrong.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import ToolError
from kg.reason import java

FOLDER = Path(__file__).parent / "wrong"
RIGHT = (FOLDER / "right.trig").read_text("utf-8")
WRONG = tomllib.loads((FOLDER / "wrong.toml").read_text("utf-8"))["wrong"]
REASONED = [row for row in WRONG if "reason" in row]


@pytest.fixture
def reasoner() -> None:
    """HermiT runs in Java: without one these tests are skipped, and say so."""
    try:
        java()
    except ToolError as error:
        pytest.skip(f"{error}: what HermiT would reject is not checked")


def asked(command: str, text: str, folder: Path) -> tuple[int, str]:
    """Exit status and answer of a command about a graph."""
    (folder / "g.trig").write_text(text, "utf-8")
    done = CliRunner().invoke(cli, [command, str(folder / "g.trig")])
    return done.exit_code, done.output


def spoilt(row: Mapping[str, str]) -> str:
    assert RIGHT.count(row["old"]) == 1
    return RIGHT.replace(row["old"], row["new"])


def test_there_are_ten_and_more() -> None:
    assert len(WRONG) >= 10
    assert len({row["name"] for row in WRONG}) == len(WRONG)
    assert all({"validate", "reason"} & row.keys() for row in WRONG)
    assert len(REASONED) >= 5


def test_the_right_graph_is_accepted(tmp_path: Path) -> None:
    assert asked("validate", RIGHT, tmp_path) == (0, "2 records and 1 quotes checked: conforms\n")


@pytest.mark.usefixtures("reasoner")
def test_the_right_graph_is_consistent(tmp_path: Path) -> None:
    status, text = asked("reason", RIGHT, tmp_path)
    assert (status, text.endswith(": consistent\n")) == (0, True)


@pytest.mark.parametrize("row", [row for row in WRONG if "validate" in row], ids=lambda row: row["name"])
def test_validation_rejects_it_and_says_why(row: dict[str, str], tmp_path: Path) -> None:
    status, text = asked("validate", spoilt(row), tmp_path)
    assert status == 1
    assert row["validate"] in text.splitlines()


@pytest.mark.usefixtures("reasoner")
@pytest.mark.parametrize("row", REASONED, ids=lambda row: row["name"])
def test_reasoning_rejects_it_and_says_why(row: dict[str, str], tmp_path: Path) -> None:
    status, text = asked("reason", spoilt(row), tmp_path)
    assert status == 1
    assert row["reason"] in text.splitlines()
    assert text.splitlines().count(row["reason"]) == 1
