"""Exports that are no RDF: each is read again by the tool it is for, or held against that tool's rules."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import iris, spill
from kg.errors import OutputError, ToolError
from kg.export import OTHERS, check, export
from kg.export.neo4j import RELATIONSHIPS
from kg.export.parquet import COLUMNS
from kg.network import project
from kg.store import Graph, open_graph
from tests import world

NETWORKS = (".graphml", ".gexf", ".cyjs")
ODD = 'a, "b"; <c> & ]]>\x07\x00\nd\r\n中文 \U0001f600'


@pytest.fixture(scope="module")
def graph() -> Graph:
    made = world.graph(world.world())
    label = ox.NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    reference = ox.NamedNode(iris.graph("reference"))
    made.add(
        ox.Quad(ox.NamedNode(iris.entity(id)), label, ox.Literal(text, language="en"), reference)
        for id, text in (("country/cn", ODD), ("country/by", "Byelorussia"))
    )
    return made


@pytest.fixture(scope="module")
def examples(examples_file: Path) -> Graph:
    return open_graph(examples_file)


def plain(graph: Graph) -> nx.MultiDiGraph:
    """What must be in the files, from the projection that the page and the notebook use."""
    picture, drawn = project(graph), nx.MultiDiGraph()
    for tail, head, key, data in picture.edges(keys=True, data=True):
        facts = [fact for fact in data["facts"] if any(s.status == "happened" for s in fact.statements)]
        if facts:
            told = [s for fact in facts for s in fact.statements]
            days = [fact.when for fact in facts if fact.when]
            ends = [picture.nodes[end]["id"] for end in (tail, head)]
            drawn.add_edge(
                *ends, key=key, id=f"{ends[0]} {key} {ends[1]}", relation=key, family=data["family"], label=data["label"]["en"],
                label_zh=data["label"]["zh"], directed="yes" if data["directed"] else "no", weight=len(facts),
                articles=len({s.article for s in told}),
                reported=sum(any(s.stated_by is None and s.status == "happened" for s in f.statements) for f in facts),
                first=min((w.first for w in days), default=""), last=max((w.last for w in days), default=""),
                quote=next(picture.graph["quotes"][q].text for s in told for q in s.quotes),
            )  # fmt: skip
    for iri in picture:
        thing = picture.nodes[iri]["thing"]
        if thing.id in drawn:
            country = picture.graph["things"].get(thing.country or "")
            iso3 = thing.iso3 or (country.iso3 if country else None) or ""
            drawn.add_node(thing.id, label=thing.name(), label_zh=thing.label.get("zh", ""), kind=thing.kind, iso3=iso3, iri=iri,
                           country=country.name() if country else "", linked="yes" if thing.linked else "no")  # fmt: skip
    return drawn


def written(graph: Graph, folder: Path, suffix: str) -> Path:
    path = folder / f"g{suffix}"
    export(graph, str(path))
    return path


def same_bytes(one: Path, other: Path) -> None:
    if one.is_dir():
        assert sorted(p.name for p in one.iterdir()) == sorted(p.name for p in other.iterdir())
        for path in one.iterdir():
            same_bytes(path, other / path.name)
    else:
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("suffix", OTHERS)
def test_the_same_graph_is_the_same_file(graph: Graph, tmp_path: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'diplomacy-kg[tables]'")
    other = Graph.memory()
    other.add(sorted(graph.quads(), key=str, reverse=True))
    (tmp_path / "other").mkdir()
    same_bytes(written(graph, tmp_path, suffix), written(other, tmp_path / "other", suffix))


# -- networks --------------------------------------------------------------------------------------------------------------------


def read(path: Path) -> nx.MultiDiGraph:
    """The network as networkx reads it."""
    if path.suffix == ".graphml":
        return nx.read_graphml(path, force_multigraph=True)
    if path.suffix == ".gexf":
        return nx.read_gexf(path)
    return nx.cytoscape_graph(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("suffix", NETWORKS)
@pytest.mark.parametrize("which", ["graph", "examples"])
def test_networkx_reads_what_was_drawn(which: str, suffix: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    graph: Graph = request.getfixturevalue(which)
    drawn, back = plain(graph), read(written(graph, tmp_path, suffix))
    names = ("label", "label_zh", "kind", "iso3", "country", "linked", "iri")
    assert {n: [d[name] for name in names] for n, d in back.nodes(data=True)} == {
        n: [d[name] for name in names] for n, d in drawn.nodes(data=True)
    }
    told = ("relation", "family", "label", "label_zh", "directed", "weight", "articles", "reported", "first", "last", "quote")
    expected = {(t, h, *(d[name] for name in told)) for t, h, d in drawn.edges(data=True)}
    found = {(t, h, *(int(d[n]) if n == "weight" else d[n] for n in told)) for t, h, d in back.edges(data=True)}
    assert found == expected
    assert len(expected) > 20


@pytest.mark.parametrize("suffix", OTHERS)
def test_what_is_sorted_outside_memory_is_the_same_file(
    graph: Graph, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    whole = written(graph, tmp_path, suffix)
    monkeypatch.setattr(spill, "RUN", 10)
    same_bytes(whole, written(graph, tmp_path / "other", suffix))


def drawn_in(graph: Graph, folder: Path) -> nx.MultiDiGraph:
    return read(written(graph, folder, ".cyjs"))


def test_one_edge_a_relation_weighs_its_facts(examples: Graph, tmp_path: Path) -> None:
    edge = drawn_in(examples, tmp_path).edges["person/alexander-lukashenko", "person/xi-jinping", "met"]
    assert (edge["weight"], edge["articles"], edge["reported"]) == (1, 3, 1)
    assert (edge["first"], edge["last"], edge["directed"]) == ("2024-07-04", "2024-07-04", "no")


def test_what_did_not_happen_is_no_edge(graph: Graph, tmp_path: Path) -> None:
    drawn = drawn_in(graph, tmp_path)
    assert not drawn.has_edge("person/emmanuel-macron", "country/by", "visited")  # called off
    assert not drawn.has_edge("person/emmanuel-macron", "country/rs", "visited")  # planned
    met = drawn.edges["person/aleksandar-vucic", "person/emmanuel-macron", "met"]
    assert (met["weight"], met["reported"]) == (1, 0)  # claimed by one, denied by the other: the claim is an edge, marked as one


def test_gexf_is_the_same_tomorrow_and_has_a_timeline(graph: Graph, tmp_path: Path) -> None:
    text = written(graph, tmp_path, ".gexf").read_text("utf-8")
    assert "lastmodifieddate" not in text
    assert 'timeformat="date"' in text
    assert 'start="2024-07-04" end="2024-07-04"' in text


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_no_character_that_xml_cannot_hold(tmp_path: Path, suffix: str) -> None:
    bell = world.thing("Person", iris.unlinked("Person", ODD), ODD, linked=False)
    graph = world.graph([world.Telling("a", "2024-07-05").says("They met \x07.", world.met(bell, world.XI))])
    labels = {data["label"] for _, data in read(written(graph, tmp_path, suffix)).nodes(data=True)}
    assert any(label.startswith('a, "b"; <c> & ]]>\ufffd\ufffd') for label in labels)


# -- Neo4j -----------------------------------------------------------------------------------------------------------------------

FIELD = re.compile(r"(?P<name>\w*):(?P<type>ID|LABEL|START_ID|END_ID|TYPE|(string|long|double|boolean|date)(\[\])?)")
READ: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "long": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def table(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream, strict=True))
    return header, rows


@pytest.fixture(scope="module")
def neo4j(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(graph, tmp_path_factory.mktemp("neo4j"), ".neo4j")


def test_headers_and_cells_keep_the_importers_rules(neo4j: Path) -> None:
    files = sorted(neo4j.glob("*.csv"))
    assert {file.stem for file in files} >= {
        "things",
        "articles",
        "records",
        "occurrences",
        "evidence",
        "concepts",
        RELATIONSHIPS,
    }
    for file in files:
        header, rows = table(file)
        types = [str((FIELD.fullmatch(field) or pytest.fail(field))["type"]) for field in header]
        if file.stem == RELATIONSHIPS:
            assert types == ["START_ID", "TYPE", "END_ID"]
            assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", row[1]) for row in rows)
            continue
        assert types.count("ID") == types.count("LABEL") == 1
        assert len(set(header)) == len(header)
        for row in rows:
            assert len(row) == len(header)
            for type, cell in zip(types, row, strict=True):
                if cell and type.removesuffix("[]") in READ:
                    assert all(
                        READ[type.removesuffix("[]")](part) is not None for part in cell.split(";" if "[]" in type else "\0")
                    )


def test_nodes_are_there_once_and_relationships_have_both_ends(neo4j: Path) -> None:
    ids = [row[0] for file in neo4j.glob("*.csv") if file.stem != RELATIONSHIPS for row in table(file)[1]]
    assert len(set(ids)) == len(ids)
    _, rows = table(neo4j / f"{RELATIONSHIPS}.csv")
    assert {end for start, _, end in rows} | {start for start, _, _ in rows} <= set(ids)
    assert len({tuple(row) for row in rows}) == len(rows)


def test_the_graph_is_all_there(graph: Graph, neo4j: Path) -> None:
    """Every statement but texts and counts is a label, a property or a relationship."""
    left_out = {iris.graph("text"), iris.graph("meta")}
    quads = [q for q in graph.quads() if q.graph_name.value not in left_out]  # type: ignore[union-attr]
    _, rows = table(neo4j / f"{RELATIONSHIPS}.csv")
    labels = {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type", iris.term("ofClass")}
    linked = {q.triple for q in quads if isinstance(q.object, ox.NamedNode) and q.predicate.value not in labels}
    assert len(rows) == len(linked)
    header, things = table(neo4j / "things.csv")
    china = dict(zip(header, next(row for row in things if row[0] == "country/cn"), strict=True))
    assert china[":LABEL"] == "Country;Resource"
    assert china["altLabel_en:string[]"].split(";") == ["People's Republic of China", ODD.replace(";", ",")]
    assert (china["name:string"], china["label_zh:string"]) == ("China", "中国")
    occurrences = table(neo4j / "occurrences.csv")
    meeting = next(row for row in occurrences[1] if row[0] == "occurrence/Meeting-10d2ce42a313")
    assert meeting[-1] == "Meeting;Occurrence;Resource"
    assert ["person/xi-jinping", "MET_WITH", "person/alexander-lukashenko"] in rows
    assert any(row[:2] == ["occurrence/Meeting-10d2ce42a313", "TOLD_BY"] for row in rows)


def test_the_readme_has_the_command_with_all_files(neo4j: Path) -> None:
    text = (neo4j / "README.md").read_text("utf-8")
    for file in neo4j.glob("*.csv"):
        kind = "relationships" if file.stem == RELATIONSHIPS else "nodes"
        assert f"--{kind}={file.name}" in text


def test_an_older_folder_is_replaced_whole(graph: Graph, tmp_path: Path) -> None:
    export(graph, str(tmp_path / "g.neo4j"))
    (tmp_path / "g.neo4j" / "stale.csv").write_text("x")
    export(graph, f"{tmp_path}/g.neo4j/")
    assert not (tmp_path / "g.neo4j" / "stale.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["g.neo4j"]


# -- Parquet ---------------------------------------------------------------------------------------------------------------------


def test_parquet_holds_every_statement(graph: Graph, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'diplomacy-kg[tables]'")
    import pyarrow.parquet as pq

    read = pq.read_table(written(graph, tmp_path, ".parquet"))
    assert tuple(read.column_names) == COLUMNS
    assert {str(field.type) for field in read.schema} == {"string"}
    back = set()
    for g, s, p, o, kind, datatype, language in zip(*(read.column(name).to_pylist() for name in COLUMNS), strict=True):
        typed = ox.Literal(o, language=language) if language else ox.Literal(o, datatype=ox.NamedNode(datatype or "x:"))
        back.add(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), ox.NamedNode(o) if kind == "iri" else typed, ox.NamedNode(g)))
    assert back == set(graph.quads())
    assert read.num_rows == len(graph)


def test_pandas_and_polars_read_the_same_statements(graph: Graph, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'diplomacy-kg[tables]'")
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'diplomacy-kg[tables]'")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'diplomacy-kg[tables]'")
    path = written(graph, tmp_path, ".parquet")
    frame, other = pandas.read_parquet(path), polars.read_parquet(path)
    assert tuple(frame.columns) == tuple(other.columns) == COLUMNS
    assert len(frame) == len(other) == len(graph)
    assert set(other.dtypes) == {polars.String}
    assert frame["subject"].tolist() == other["subject"].to_list()
    labels = other.filter(polars.col("predicate").str.ends_with("#label"), polars.col("language") == "zh")["object"]
    assert "中国" in labels.to_list()
    assert "中国" in frame[frame["language"] == "zh"]["object"].tolist()


def test_parquet_without_pyarrow_says_what_to_install(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ToolError, match=r"pip install 'diplomacy-kg\[tables\]'"):
        export(graph, str(tmp_path / "g.parquet"))
    assert not list(tmp_path.iterdir())


# -- what can go wrong -----------------------------------------------------------------------------------------------------------


def test_formats_are_known_before_long_work(tmp_path: Path) -> None:
    for suffix in OTHERS:
        check(f"g{suffix}")
    check("g/")
    with pytest.raises(OutputError, match=r"\.graphml, \.gexf, \.cyjs, \.parquet, \.neo4j or a store"):
        check("g.xlsx")


def test_nothing_is_left_of_an_export_that_failed(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "g.cyjs").write_text("old")

    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.export.cytoscape._lines", full)
    with pytest.raises(OutputError, match="No space left"):
        export(graph, str(tmp_path / "g.cyjs"))
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("g.cyjs", "old")]
    with pytest.raises(OutputError, match="cannot be written"):
        export(graph, "/nowhere/g.gexf")
