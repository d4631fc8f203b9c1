"""The front door for Python: light to import, few names, answers that other libraries take as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg import iris
from kg.errors import GraphError, KgError, QueryError, ToolError
from kg.store import Graph as Store
from tests import world

ROOT = Path(__file__).parent.parent
TYPED = """SELECT ?i ?d ?b ?day ?at ?year ?text ?iri ?none { VALUES (?i ?d ?b ?day ?at ?year ?text ?iri ?none) {
  (7 1.5 true "2024-07-04"^^xsd:date "2024-07-04T10:00:00Z"^^xsd:dateTime "2024"^^xsd:gYear "中文"@zh dip:Meeting UNDEF) } }"""


@pytest.fixture(scope="module")
def graph(examples_file: Path) -> kg.Graph:
    return kg.open(examples_file)


def python(code: str) -> str:
    """What a fresh interpreter says."""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout


# -- the door --------------------------------------------------------------------------------------------------------------------


def test_the_door_has_few_names_and_all_of_them_open() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert all(getattr(kg, name) is not None for name in kg.__all__)
    assert dir(kg) == kg.__all__
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        kg.opne  # noqa: B018
    assert len((ROOT / "kg" / "__init__.py").read_text("utf-8").splitlines()) <= 40


def test_importing_kg_imports_nothing_else() -> None:
    before, after = json.loads(
        python("import sys, json; a = set(sys.modules); import kg; print(json.dumps([sorted(a), sorted(sys.modules)]))")
    )
    new = set(after) - set(before)
    assert {name for name in new if name.partition(".")[0] not in sys.stdlib_module_names} == {"kg"}


def test_opening_and_asking_needs_the_store_alone() -> None:
    heavy = "{'spacy', 'numpy', 'networkx', 'pyvis', 'rdflib', 'pandas', 'polars', 'pyarrow', 'owlready2', 'IPython', 'scipy', 'lxml'}"
    code = f"import kg, sys; kg.Graph, kg.Table, kg.open; print(sorted({heavy} & set(sys.modules)))"
    assert python(code).strip() == "[]"


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="does not exist"):
        kg.open(tmp_path / "no.nq")
    assert issubclass(GraphError, kg.KgError)


def test_a_graph_says_what_it_is(graph: kg.Graph, examples_file: Path) -> None:
    assert repr(graph) == f"<kg.Graph {examples_file}: 8 articles, {len(graph):,} statements>"


# -- asking ----------------------------------------------------------------------------------------------------------------------


def test_rows_are_python_values(graph: kg.Graph) -> None:
    (row,) = graph.sparql(TYPED).dicts()
    moment = datetime(2024, 7, 4, 10, tzinfo=UTC)
    assert list(row.values()) == [7, 1.5, True, date(2024, 7, 4), moment, "2024", "中文", iris.term("Meeting"), None]


def test_triples_have_three_columns_and_yes_or_no_has_a_word_of_its_own(graph: kg.Graph) -> None:
    table = graph.sparql("CONSTRUCT { ?a dip:metWith ?b } WHERE { ?a dip:metWith ?b }")
    assert table.columns == ("subject", "predicate", "object")
    assert graph.ask("ASK { ?a dip:metWith ?b }")
    assert not graph.ask("ASK { ?a dip:metWith ?a }")
    with pytest.raises(QueryError, match=r"use \.ask"):
        graph.sparql("ASK { ?a dip:metWith ?b }")


@pytest.mark.parametrize(
    ("query", "says"),
    [("SELECT ?a {", "not SPARQL"), ("SELECT * { SERVICE <http://x/> { ?a ?b ?c } }", "another server")],
)
def test_bad_queries_are_one_line(graph: kg.Graph, query: str, says: str) -> None:
    with pytest.raises(KgError, match=says) as error:
        graph.sparql(query)
    assert "\n" not in str(error.value)


def test_a_literal_that_is_not_of_its_type_stays_text() -> None:
    store = Store.memory()
    odd = ox.Literal("2024-13-99", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    store.add([ox.Quad(ox.NamedNode("https://a/b"), ox.NamedNode("https://a/p"), odd, ox.NamedNode("https://a/g"))])
    assert kg.Graph(store).sparql("SELECT ?o { ?s ?p ?o }")["o"] == ["2024-13-99"]


def test_questions_of_the_catalogue(graph: kg.Graph) -> None:
    table = graph.query("meetings-of", person="Xi Jinping")
    assert "Alexander Lukashenko" in table["with"]
    with pytest.raises(QueryError, match="did you mean"):
        graph.query("meetings-off")


def test_facts_are_those_of_the_command(graph: kg.Graph, examples_file: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "kg", "facts", str(examples_file)], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert graph.facts() == [json.loads(line) for line in printed.splitlines()]
    assert {fact["type"] for fact in graph.facts("meeting", "visit")} == {"meeting", "visit"}
    with pytest.raises(QueryError, match="no fact type"):
        graph.facts("meting")


def test_tables_of_scholars(graph: kg.Graph, tmp_path: Path) -> None:
    table = graph.table("meetings")
    assert date(2024, 7, 4) in table["start"]
    assert 3 in table["n_sources"]
    assert graph.tables(tmp_path, "meetings") == {"meetings.csv": len(table)}


def test_explanations_show_every_sentence(graph: kg.Graph) -> None:
    (explained,) = found = graph.explain("Li Qiang")
    assert explained.name == "Li Qiang"
    assert "Li conveyed Chinese President Xi Jinping's greetings to Lukashenko" in repr(found)
    assert "<b>" in found._repr_html_()
    with pytest.raises(QueryError):
        graph.explain("Nobody at All")


# -- tables ----------------------------------------------------------------------------------------------------------------------

EVIL = '<script>alert("1")</script>'


def test_a_table_is_a_sequence_with_named_columns() -> None:
    table = kg.Table(["a", "b"], [(1, "x"), (2, None)])
    assert (len(table), list(table), table[0]) == (2, [(1, "x"), (2, None)], (1, "x"))
    assert (table["b"], table[1:].rows, table.dicts()[0]) == (["x", None], [(2, None)], {"a": 1, "b": "x"})
    with pytest.raises(KeyError, match="the columns are a, b"):
        table["c"]


def test_a_table_on_a_console_and_in_a_notebook() -> None:
    table = kg.Table(["name", "who"], [("中国", EVIL), ("x" * 99, iris.entity("country/by")), (None, "a\nb")])
    assert repr(table).splitlines() == [
        "name                                      who",
        '中国                                      <script>alert("1")</script>',
        "x" * 39 + "…  kg:country/by",
        "                                          a b",
        "3 rows",
    ]
    shown = table._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "kg:country/by" in shown


def test_long_and_empty_tables_say_how_many() -> None:
    long = kg.Table(["n"], ((n,) for n in range(1000)))
    assert repr(long).endswith("1,000 rows, the first 20 shown")
    assert long._repr_html_().count("<tr>") == 61
    assert repr(kg.Table(["n"], [])) == "n\n0 rows"


def test_pandas_gets_typed_columns() -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'diplomacy-kg[tables]'")
    rows = [("a", 1, date(2024, 7, 4), True), (None, None, None, None)]
    frame = kg.Table(["text", "n", "day", "yes"], rows).pandas()
    assert frame["day"].dt.year.tolist()[0] == 2024
    assert frame["n"].dtype == pandas.Int64Dtype()
    assert frame["n"].sum() == 1
    assert frame.isna().sum().tolist() == [1, 1, 1, 1]
    assert kg.Table(["a"], []).pandas().shape == (0, 1)


def test_polars_gets_typed_columns() -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'diplomacy-kg[tables]'")
    frame = kg.Table(["text", "n", "day"], [(None, None, None)] * 200 + [("a", 1, date(2024, 7, 4))]).polars()
    assert frame.dtypes == [polars.String, polars.Int64, polars.Date]
    assert frame.row(200) == ("a", 1, date(2024, 7, 4))


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_one_line(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ToolError, match=f"pip install {library}"):
        getattr(kg.Table(["a"], []), library)()


# -- handing on ------------------------------------------------------------------------------------------------------------------


def test_rdflib_sees_the_same_graph(graph: kg.Graph) -> None:
    assert graph.rdflib is graph.rdflib
    rows = graph.rdflib.query("SELECT ?a ?b { ?a dip:metWith ?b }")
    assert {tuple(map(str, row)) for row in rows} == set(graph.sparql("SELECT ?a ?b { ?a dip:metWith ?b }"))  # type: ignore[arg-type]


def test_networkx_takes_the_options_of_the_projection(graph: kg.Graph) -> None:
    whole, part = graph.networkx(), graph.networkx(center="Belarus", types=["stance"])
    assert 0 < part.number_of_edges() < whole.number_of_edges()


def test_the_page_is_shown_inline_and_leaves_no_file(graph: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shown = graph.view(center="Belarus")._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts' in shown
    assert not list(tmp_path.iterdir())


def test_a_graph_in_memory_can_be_exported(tmp_path: Path) -> None:
    graph = kg.Graph(world.graph(world.world()))
    assert "in memory" in repr(graph)
    graph.export(tmp_path / "g.gexf")
    assert (tmp_path / "g.gexf").stat().st_size > 1000
