"""The store: what is saved comes back, always in the same bytes; what cannot be opened says why; queries only read what is here."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.errors import GraphError, KgError, OutputError, QueryError
from kg.model import Entity
from kg.store import Graph, find_article, find_iri, fold, formats, guard, open_graph, resolve, shorten
from tests import world

FILES = (".nq", ".trig", ".jsonld")


def quad(value: str, language: str | None = None, n: int = 0) -> ox.Quad:
    literal = ox.Literal(value, language=language) if language else ox.Literal(value)
    return ox.Quad(
        ox.NamedNode(f"{iris.BASE}country/x{n}"), ox.NamedNode(iris.term("quote")), literal, ox.NamedNode(iris.article("a b/ü"))
    )


def small(*quads: ox.Quad) -> Graph:
    graph = Graph.memory()
    graph.add(quads)
    return graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return world.graph(world.world())


# -- saving and opening ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*(f"g{s}" for s in FILES), "g/"])
def test_what_is_saved_comes_back(graph: Graph, tmp_path: Path, name: str) -> None:
    target = f"{tmp_path}/{name}"
    graph.save(target)
    assert set(open_graph(target).quads()) == set(graph.quads())


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from([None, "en", "zh"])), max_size=8
    )
)
def test_any_text_comes_back_from_every_format(texts: list[tuple[str, str | None]]) -> None:
    quads = {quad(text, language, n) for n, (text, language) in enumerate(texts)}
    for suffix, write in formats.WRITERS.items():
        back = ox.parse(formats.whole(write, quads), format=formats.READERS[suffix])
        assert {q for q in back if isinstance(q, ox.Quad)} == quads


@pytest.mark.parametrize("suffix", FILES)
def test_the_order_of_statements_does_not_matter(graph: Graph, suffix: str) -> None:
    quads = list(graph.quads())
    first = formats.whole(formats.WRITERS[suffix], quads)
    random.Random(7).shuffle(quads)
    assert formats.whole(formats.WRITERS[suffix], quads + quads[:50]) == first


def test_nquads_are_sorted_by_their_bytes(graph: Graph, tmp_path: Path) -> None:
    graph.save(tmp_path / "g.nq")
    lines = (tmp_path / "g.nq").read_bytes().splitlines(keepends=True)
    assert lines == sorted(set(lines))


def test_a_failed_save_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "g.nq"
    small(quad("old")).save(target)
    before = target.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        small(quad("new")).save(target)
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["g.nq"]


def test_a_store_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = f"{tmp_path}/g/"
    small(quad("one")).save(target)
    small(quad("two")).save(target)
    assert {q.object.value for q in open_graph(target).quads() if isinstance(q.object, ox.Literal)} == {"two"}


def test_a_store_can_be_changed_in_place(tmp_path: Path) -> None:
    target = f"{tmp_path}/g/"
    opened = open_graph(target, writable=True)
    opened.add([quad("one"), quad("two")])
    opened.remove([quad("one")])
    opened.save()
    del opened
    assert len(open_graph(target)) == 1


def test_a_folder_of_other_things_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(OutputError, match="not empty and not a graph store"):
        small(quad("x")).save(f"{tmp_path}/letters")
    assert (tmp_path / "letters" / "dear.txt").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("g.ttl", "cannot hold named graphs"),
        ("g.csv", "no known graph format"),
        ("g", "no known graph format"),
        ("nowhere/g.nq", "does not exist: create it first"),
    ],
)
def test_a_wrong_output_says_what_to_do(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(OutputError, match=words) as caught:
        small(quad("x")).save(tmp_path / name)
    assert name.rpartition("/")[2] in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.nq", None, "does not exist"),
        ("g.ttl", "", "export without graph names"),
        ("g.txt", "", "no graph by its name"),
        ("bad.nq", "<https://a/b> <https://c", "damaged"),
        ("bad.trig", "{{{", "damaged"),
        ("bad.jsonld", "{", "damaged"),
        ("binary.nq", "\x00\x01\x02", "damaged"),
    ],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, name: str, content: str | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(GraphError, match=words) as caught:
        open_graph(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="without a graph store"):
        open_graph(tmp_path)
    with pytest.raises(GraphError, match="does not exist"):
        open_graph(f"{tmp_path}/none/")


def test_a_store_in_use_says_so(tmp_path: Path) -> None:
    held = open_graph(f"{tmp_path}/g/", writable=True)
    with pytest.raises(GraphError, match="in use"):
        open_graph(f"{tmp_path}/g/", writable=True)
    del held


# -- asking ------------------------------------------------------------------------------------------------------------------


def test_queries_see_the_merged_graph(graph: Graph) -> None:
    rows = list(graph.select("SELECT ?m ?n { ?m a dip:Meeting ; dip:participant ?p . ?p rdfs:label ?n }"))
    assert {row["n"].value for row in rows} >= {"Xi Jinping", "习近平"}


def test_rdflib_sees_the_same_graph(graph: Graph) -> None:
    query = "SELECT ?s WHERE { ?s a dip:Meeting }"
    assert len(graph.rdflib().query(query)) == len(list(graph.select(query)))


def test_ask_and_construct(graph: Graph) -> None:
    assert graph.ask("ASK { ?x dip:metWith ?y }")
    assert {t.predicate.value for t in graph.construct("CONSTRUCT WHERE { ?x dip:metWith ?y }")} == {iris.term("metWith")}
    with pytest.raises(QueryError, match="SELECT"):
        graph.select("ASK { ?x ?p ?y }")


def test_values_take_the_place_of_variables(graph: Graph) -> None:
    term = ox.NamedNode(iris.entity(world.SCO.id))
    assert {row["o"].value for row in graph.select("SELECT ?s ?o { ?s rdfs:label ?o }", {"s": term})} == {
        "Shanghai Cooperation Organization",
        "上海合作组织",
    }


def test_a_graph_is_dropped_with_all_that_is_in_it(graph: Graph) -> None:
    copy = small(*graph.quads())
    copy.drop(iris.article("minsk"))
    copy.drop(iris.article("never was"))
    assert iris.article("minsk") not in copy.articles()
    assert len(copy.articles()) == len(graph.articles()) - 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "select * { service silent <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { SER\u0056ICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        r"SELECT * { \U00000053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '\\'' . SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """ " """ . SERVICE ?x { ?s ?p ?o } }',
        "SELECT * { ?s ?p ?o FILTER(?s <?o) SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { # a comment\nSERVICE <http://127.0.0.1:1/#x> { ?s ?p ?o } }",
        "SELECT * { { SELECT * { OPTIONAL { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } } } } }",
        "LOAD <http://127.0.0.1:1/>",
        "SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX x: <http://127.0.0.1:1/> SELECT * FROM x:y { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "INSERT DATA { <https://a/b> <https://a/b> <https://a/b> }",
        "DROP ALL",
        "SELECT * { ?s ",
        "",
    ],
)
def test_queries_that_leave_or_change_the_graph_are_refused(graph: Graph, query: str) -> None:
    size = len(graph)
    with pytest.raises(QueryError) as caught:
        list(graph.query(query))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    assert len(graph) == size


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?load ?from }",
        "SELECT * { ?s ?p 'SERVICE <http://x/> { }' }",
        "SELECT * { ?s ?p <http://x/SERVICE> } # SERVICE <x> {",
        'SELECT * { ?s ?p """LOAD\n"from" it""" }',
        f"SELECT * FROM <{iris.graph('reference')}> {{ ?s ?p ?o }}",
    ],
)
def test_words_that_only_look_dangerous_pass(graph: Graph, query: str) -> None:
    list(graph.query(query))  # type: ignore[arg-type]


def test_from_narrows_the_graph(graph: Graph) -> None:
    rows = list(graph.select(f"SELECT ?s FROM <{iris.graph('derived')}> {{ ?s a ?type }}"))
    assert rows
    assert all("/occurrence/" in row["s"].value for row in rows)


def test_federation_can_be_allowed() -> None:
    query = "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"
    assert guard.check(query, (), federation=True) is False


@given(st.text(max_size=60))
def test_no_text_breaks_the_guard(text: str) -> None:
    graph = small(quad("x"))
    try:
        list(graph.query(text))  # type: ignore[arg-type]
    except KgError as error:
        assert "\n" not in str(error)  # noqa: PT017


# -- names -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Xi Jinping",
        "xi jinping",
        "习近平",
        "person/xi-jinping",
        "kg:person/xi-jinping",
        "Jinping",
        iris.entity("person/xi-jinping"),
    ],
)
def test_names_find_their_thing(graph: Graph, name: str) -> None:
    assert resolve(graph, name) == [iris.entity("person/xi-jinping")]


@pytest.mark.parametrize(
    ("name", "found"), [("vucic", world.VUCIC), ("SCO", world.SCO), ("the six point consensus", world.CONSENSUS)]
)
def test_accents_hyphens_and_articles_do_not_count(graph: Graph, name: str, found: Entity) -> None:
    assert resolve(graph, name) == [iris.entity(found.id)]


def test_concepts_have_names_too(graph: Graph) -> None:
    assert resolve(graph, "foreign minister") == [iris.concept("office", "foreign-minister")]


def test_an_unknown_name_gets_its_neighbours(graph: Graph) -> None:
    with pytest.raises(QueryError, match="did you mean Emmanuel Macron"):
        resolve(graph, "Emanuel Macron")
    with pytest.raises(QueryError, match="several names"):
        resolve(graph, "cooperation organization")


def test_articles_are_found_by_id(graph: Graph) -> None:
    assert find_article(graph, "minsk") == iris.article("minsk")
    assert find_article(graph, iris.article("minsk")) == iris.article("minsk")
    with pytest.raises(QueryError, match="did you mean summit"):
        find_article(graph, "sumit")


def test_iris_are_told_from_names() -> None:
    assert find_iri("<https://a/b>") == "https://a/b"
    assert find_iri("country/by") == iris.entity("country/by")
    assert find_iri("voc:mode/phone") == iris.concept("mode", "phone")
    assert find_iri("China and Belarus") is find_iri("note: this") is None


def test_folding_and_shortening() -> None:
    assert fold("The  Aleksandar-Vučić ") == "aleksandar vucic"
    assert shorten(iris.entity("country/by")) == "kg:country/by"
    assert shorten("https://a/b") == "https://a/b"
