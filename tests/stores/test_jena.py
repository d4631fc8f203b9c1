"""Apache Jena TDB2: loads the file that we write by its own loader, and answers as we do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.store import open_graph
from tests.stores import servers, worlds

pytestmark = pytest.mark.servers


def test_it_loads_the_file_and_answers_as_we_do(jena: servers.Jena, hostile: Path, tmp_path: Path) -> None:
    loaded = jena.run("tdb2.tdbloader", "--loc", "db", str(hostile), cwd=tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    graph = open_graph(hostile)
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    counted = jena.run("tdb2.tdbquery", "--loc", "db", "--results", "csv", count, cwd=tmp_path)
    assert [row["n"] for row in csv.DictReader(io.StringIO(counted.stdout))] == [str(len(graph))]
    asked = worlds.questions(graph) | {
        f"graph{number}": f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        for number, name in enumerate(graph.graphs())
    }
    (tmp_path / "questions").mkdir()
    for name, query in asked.items():
        (tmp_path / "questions" / f"{name}.rq").write_text(query, "utf-8")
    done = jena.run(str(Path(__file__).with_name("Ask.java")), "db", "questions", cwd=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    for name, query in asked.items():
        answer = worlds.theirs(json.loads((tmp_path / "questions" / f"{name}.json").read_text("utf-8")))
        worlds.assert_same(worlds.ours(graph, query), answer, query)
