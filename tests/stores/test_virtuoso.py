"""Virtuoso 7: a real server, with its digest authentication, gets the graph by both protocols and answers as we do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kg import iris
from kg.cli import cli
from kg.store import open_graph
from tests.stores import servers, worlds

pytestmark = pytest.mark.servers


@pytest.fixture
def dba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PUBLISH_USER", servers.USER)
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", servers.PASSWORD)


@pytest.mark.parametrize("protocol", ["auto", "update"])
def test_it_gets_everything_and_answers_as_we_do(virtuoso: str, dba: None, hostile: Path, protocol: str) -> None:
    done = CliRunner().invoke(cli, ["publish", str(hostile), f"{virtuoso}/sparql", "--protocol", protocol, "--all", "--prune"])
    assert done.exit_code == 0, done.output
    assert f"Virtuoso, {'SPARQL Update' if protocol == 'update' else 'Graph Store Protocol'}" in done.output
    graph = open_graph(hostile)
    for name in graph.graphs():
        if name != iris.graph("meta"):
            assert worlds.statements_there(f"{virtuoso}/sparql", name) == worlds.statements(graph, name)
    for query in worlds.questions(graph).values():
        worlds.assert_same(worlds.ours(graph, query), worlds.asked(f"{virtuoso}/sparql", query), query)


def test_what_is_gone_here_goes_there_and_nothing_else(virtuoso: str, dba: None, small: Path, tmp_path: Path) -> None:
    fewer = worlds.small(tmp_path, slice(2, None))
    gone = set(open_graph(small).articles()) - set(open_graph(fewer).articles())
    assert gone
    assert CliRunner().invoke(cli, ["publish", str(small), virtuoso, "--prune"]).exit_code == 0
    done = CliRunner().invoke(cli, ["publish", str(fewer), virtuoso, "--prune"])
    assert done.exit_code == 0, done.output
    assert f"{len(gone)} removed" in done.output
    there = worlds.asked(f"{virtuoso}/sparql", "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    assert not {("iri", name) for name in gone} & {row[0] for row in there}


def test_wrong_credentials_are_told_in_one_line(virtuoso: str, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PUBLISH_USER", "dba")
    monkeypatch.setenv("KG_PUBLISH_PASSWORD", "not-the-word")
    done = CliRunner().invoke(cli, ["publish", str(small), f"{virtuoso}/sparql"])
    assert done.exit_code == 2
    assert done.output.count("\n") == 1
    assert "does not accept this user and password (401)" in done.output
    assert "not-the-word" not in done.output


def test_without_credentials_it_says_how_to_give_them(virtuoso: str, small: Path) -> None:
    done = CliRunner().invoke(cli, ["publish", str(small), f"{virtuoso}/sparql", "--all"])
    assert (done.exit_code, done.output.count("\n")) == (2, 1)
    assert "KG_PUBLISH_USER" in done.output
