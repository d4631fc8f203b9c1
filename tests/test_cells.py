"""Cells: whatever stands in them comes back from a reader of CSV, and none is a formula to a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg import facts
from kg.cells import guarded, line
from kg.cli import cli
from tests import world

FORMULAS = ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("cells") / "world.nq"
    world.graph(world.world()[:1]).save(path)
    return str(path)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4), min_size=1))
def test_a_table_is_read_as_it_was_written(table: list[list[str]]) -> None:
    text = "".join(map(line, table))
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == table


def test_a_line_ends_with_a_line_feed_and_quotes_both_ends_of_lines() -> None:
    assert line(["a", "b"]) == "a,b\n"
    assert line(["a\rb", "c\nd", 'e"f', "g"]) == '"a\rb","c\nd","e""f",g\n'


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_a_formula(text: str, graph: str) -> None:
    assert guarded(text) == "'" + text
    literal = "".join(f"\\u{ord(c):04X}" for c in text)
    query = f'SELECT ("{literal}" AS ?a) (-5 AS ?b) ("{literal}"@zh AS ?c) (<https://example.org/-> AS ?d) {{}}'
    if text[0] in "\r\n":  # in a query's string only as an escape of its own
        query = query.replace("\\u000D", "\\r").replace("\\u000A", "\\n")
    shown = CliRunner().invoke(cli, ["query", graph, "-e", query, "--format", "csv"])
    assert shown.exit_code == 0, shown.output
    table = list(csv.reader(io.StringIO(shown.stdout_bytes.decode(), newline=""), strict=True))
    assert table == [["a", "b", "c", "d"], ["'" + text, "-5", "'" + text, "https://example.org/-"]]
    row = list(csv.reader(io.StringIO("".join(facts.to_csv([{"type": "stance", "quote": text}])), newline="")))[1]
    assert "'" + text in row
