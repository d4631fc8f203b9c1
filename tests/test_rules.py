"""The page of rules tells every frame and every setting that a frame can have."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import rules, vocab
from kg.cli import cli
from kg.errors import QueryError
from kg.extract.frames import Frame, Role, load
from kg.rules import wording
from kg.rules.__main__ import PAGE, main


def test_the_page_is_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_a_stale_page_is_told_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kg.rules.__main__.PAGE", tmp_path / "rules.md")
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == "rules.md: stale: run python -m kg.rules\n"
    assert main([]) == 0
    assert main(["--check"]) == 0
    assert (tmp_path / "rules.md").read_text("utf-8") == PAGE.read_text("utf-8")


def test_every_record_type_and_every_frame_is_told() -> None:
    page = list(rules.page())
    assert {f"## {record}" for record in vocab.FACTS} <= set(page)
    assert {f"### `{frame.id}`" for frame in load().frames} <= set(page)
    for frame in load().frames:
        assert {f"> {e.text}" for e in frame.examples[:1]} <= set(page)


@pytest.mark.parametrize(
    ("of", "told"), [(Role, {*wording.ROLE, *wording.ROLE_TOLD}), (Frame, {*wording.FRAME, *wording.FRAME_TOLD})]
)
def test_every_setting_has_its_words(of: type[Role | Frame], told: set[str]) -> None:
    assert {f.name for f in fields(of)} == told


def test_one_type_by_class_or_by_fact() -> None:
    assert list(rules.lines("visit")) == list(rules.lines("Visit"))
    assert [line for line in rules.lines("office") if line.startswith("## ")] == ["## Tenure"]
    with pytest.raises(QueryError, match="no record type is called wedding: use "):
        list(rules.lines("wedding"))


def test_roles_in_words() -> None:
    role = Role("membershipStatus", ("subject", "with"), frozenset({"Person", "Country"}), required=True, least=2, union=True)
    assert (
        wording.role(role) == '**membership status** (at least 2): country or person, from subject, "with"; all of these together'
    )


def test_long_lists_are_cut_short() -> None:
    assert wording.some(map(str, range(100, 120))).endswith("*111* and 8 more")


def test_the_command() -> None:
    shown = CliRunner().invoke(cli, ["rules", "visit"])
    assert shown.output.splitlines() == list(rules.lines("visit"))
    whole = CliRunner().invoke(cli, ["rules", "--markdown"])
    assert whole.output == PAGE.read_text("utf-8")
