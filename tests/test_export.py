"""Exports: each is read again by another reader, as the same graph, and is written the same every time."""

from __future__ import annotations

import io
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg import iris, spill
from kg.errors import OutputError
from kg.export import FORMATS, export, writer
from kg.store import Graph, formats, open_graph
from tests import world

RDFLIB = {".nq": "nquads", ".trig": "trig", ".jsonld": "json-ld", ".ttl": "turtle", ".nt": "nt", ".rdf": "xml"}
Triples = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def graph() -> Graph:
    made = world.graph(world.world())
    odd = ox.Literal('tab\t "quotes" back\\slash\r <tags> & ]]> 中文 \U0001f600\nnew line', language="en")
    made.add(
        [ox.Quad(ox.NamedNode(iris.article("50%/ü")), ox.NamedNode(iris.term("quote")), odd, ox.NamedNode(iris.graph("text")))]
    )
    return made


def triples(quads: object) -> Triples:
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads}  # type: ignore[attr-defined]


def text(graph: Graph, suffix: str) -> bytes:
    stream = io.BytesIO()
    writer(f"g{suffix}")(graph, stream)
    return stream.getvalue()


@pytest.mark.filterwarnings("ignore:.*Dataset.*:DeprecationWarning")  # rdflib warns of its own Dataset
@pytest.mark.parametrize("suffix", FORMATS)
def test_another_reader_reads_the_same_graph(graph: Graph, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / f"g{suffix}"
    export(graph, str(target))
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    read = rdflib.Dataset(default_union=True)
    read.parse(data=target.read_bytes(), format=RDFLIB[suffix])
    assert {(str(s), str(p), str(o)) for s, p, o, _ in read.quads()} == triples(graph.quads())


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_graph_is_the_same_file(graph: Graph, suffix: str) -> None:
    other = Graph.memory()
    other.add(sorted(graph.quads(), key=str, reverse=True))
    assert text(graph, suffix) == text(other, suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_sorted_outside_memory_is_the_same_file(graph: Graph, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = text(graph, suffix)
    monkeypatch.setattr(spill, "RUN", 100)
    monkeypatch.setattr(formats, "_BATCH", 7)
    assert text(graph, suffix) == whole


@pytest.mark.parametrize("suffix", [".nq", ".trig", ".jsonld"])
def test_graph_names_are_kept_where_the_format_has_them(graph: Graph, tmp_path: Path, suffix: str) -> None:
    export(graph, f"{tmp_path}/g{suffix}")
    assert set(open_graph(f"{tmp_path}/g{suffix}").quads()) == set(graph.quads())


def test_a_store_is_an_export_too(graph: Graph, tmp_path: Path) -> None:
    export(graph, f"{tmp_path}/g/")
    assert len(open_graph(f"{tmp_path}/g/")) == len(graph)


def test_xml_gets_no_character_that_it_cannot_hold() -> None:
    graph = Graph.memory()
    bell = ox.Literal("a\x07b\x00c")
    graph.add([ox.Quad(ox.NamedNode("https://a/b"), ox.NamedNode("https://a/p"), bell, ox.NamedNode("https://a/g"))])
    read = rdflib.Graph().parse(data=text(graph, ".rdf"), format="xml")
    assert [str(o) for o in read.objects()] == ["a\ufffdb\ufffdc"]


def test_an_unknown_suffix_says_what_there_is(graph: Graph) -> None:
    with pytest.raises(OutputError, match=r"\.ttl"):
        export(graph, "g.docx")
    with pytest.raises(OutputError, match="cannot be written"):
        export(graph, "/nowhere/g.ttl")
