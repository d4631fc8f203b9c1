"""What is published beside the ontology: page, JSON-LD context, queries as RDF, competency questions, redirects."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate as shacl
from rdflib import DCTERMS, RDF, RDFS, SH, URIRef
from rdflib.plugins.sparql import prepareQuery

from kg import catalogue, iris, ontology, resources, vocab
from kg.derive import shortcuts
from kg.errors import TableError
from kg.ontology import competency, executables, redirects, samples
from kg.store import Graph, open_graph
from tests import world

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = resources.path("ontology")
PAGE = (FOLDER / "index.html").read_text("utf-8")
CONTEXT = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
QUESTIONS = competency.questions()


# -- the page --------------------------------------------------------------------------------------------------------------------


class Parsed(HTMLParser):
    """Ids, links inside the page, and whatever could ask the network for something."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: set[str] = set()
        self.outside: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and str(given.get("href", "")).startswith("#"):
            self.links.add(str(given["href"])[1:])
        self.outside += [
            f"{tag} {name}" for name in ("src", "srcset", "data", "poster", "action", "onclick", "onload") if name in given
        ]


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    made = Parsed()
    made.feed(PAGE)
    return made


def test_the_page_needs_no_network_and_runs_nothing(parsed: Parsed) -> None:
    assert parsed.outside == []
    assert not parsed.tags & {"script", "link", "iframe", "object", "img", "form", "base"}
    assert "@import" not in PAGE
    assert not re.findall(r"url\((?!#)", PAGE)
    assert "default-src 'none'" in PAGE


def test_every_term_has_its_place_and_every_link_leads_somewhere(parsed: Parsed) -> None:
    assert len(set(parsed.ids)) == len(parsed.ids)
    assert {*vocab.CLASSES, *vocab.PROPERTIES} <= set(parsed.ids)
    assert {f"voc-{q.scheme}" for q in vocab.PROPERTIES.values() if q.scheme} <= set(parsed.ids)
    assert parsed.links <= set(parsed.ids)


def test_terms_are_explained_in_both_languages() -> None:
    plain = rdflib.Graph().parse(FOLDER / "diplomacy.ttl")
    told = re.sub(r"\s+", " ", PAGE.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&"))
    for name in (*vocab.CLASSES, *vocab.PROPERTIES):
        term = URIRef(iris.term(name))
        for text in (*plain.objects(term, RDFS.label), *plain.objects(term, rdflib.SKOS.definition)):
            assert str(text) in told, f"{name}: {text}"


def test_both_drawings_show_every_record_class() -> None:
    anatomy, drawing = re.findall(r"<svg.*?</svg>", PAGE, re.DOTALL)
    assert set(re.findall(r'href="#(\w+)"><rect class="record"', drawing)) == set(vocab.RECORDS)
    for name in vocab.RECORDS:
        row = vocab.CLASSES[name]
        assert all(f">{end}</text>" in drawing for end in (*row.drawn_from, *row.drawn_to))
    assert {"Record", "Occurrence", "Article", "Evidence", "Agent"} <= set(re.findall(r'href="#(\w+)"', anatomy))


def test_samples_are_turtle_and_stand_in_the_examples() -> None:
    there: set[ox.Triple] = set()
    for path in resources.path("examples").glob("*.nq"):
        there |= {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)}
    shown = [samples.samples().member(name) for name in vocab.CLASSES] + [
        samples.samples().use(name) for name in vocab.PROPERTIES
    ]
    assert all(samples.samples().member(name) for name in vocab.RECORDS)
    assert all(samples.samples().sentence(name) for name in vocab.RECORDS)
    triples = {q.triple for q in ox.parse(samples.HEAD + "\n".join(filter(None, shown)), format=ox.RdfFormat.TURTLE)}
    assert len(triples) > 200
    assert triples <= there


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "size"), [("light", (1280, 900)), ("dark", (1280, 900)), ("light", (390, 844))])
def test_axe_finds_nothing_and_nothing_sticks_out(chromium: Browser, scheme: str, size: tuple[int, int]) -> None:
    spec = find_spec("axe_playwright_python")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("axe-playwright-python is not installed: its axe-core judges accessibility")
    axe = (Path(next(iter(spec.submodule_search_locations))) / "axe.min.js").read_text("utf-8")
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto((FOLDER / "index.html").as_uri())
    tab.evaluate(axe)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


# -- the JSON-LD context ---------------------------------------------------------------------------------------------------------


def test_the_context_has_every_word() -> None:
    assert {*vocab.CLASSES, *vocab.PROPERTIES} <= set(CONTEXT)
    assert CONTEXT["participant"] == {"@id": "dip:participant", "@type": "@id"}
    assert CONTEXT["count"]["@type"] == "xsd:integer"
    assert "@type" not in CONTEXT["date"]


@pytest.mark.filterwarnings("ignore:.*Dataset.*:DeprecationWarning")
def test_a_document_compacted_with_it_and_expanded_is_the_same_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    """One library compacts, another expands."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = world.graph(world.world())
    compacted = json.loads(graph.rdflib().serialize(format="json-ld", context=CONTEXT, auto_compact=False))
    nodes = [node for entry in compacted["@graph"] for node in entry.get("@graph", [entry])]
    meeting = next(node for node in nodes if "Meeting" in node.get("type", ()))
    assert all(isinstance(one, str) for one in meeting["participant"])
    assert {key for node in nodes for key in node} <= {*CONTEXT, "@graph", "dcterms:title"} | {
        k for n in nodes for k in n if ":" in k
    }
    text = json.dumps(compacted, ensure_ascii=False)
    expanded = {(q.triple, q.graph_name) for q in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    assert expanded == {(q.triple, q.graph_name) for q in graph.quads()}


def test_json_written_by_hand_with_it_is_what_it_says() -> None:
    document = {
        "@context": CONTEXT,
        "id": "kg:record/1",
        "type": ["Meeting", "Record"],
        "participant": ["kg:person/a", "kg:person/b"],
        "mode": "voc:mode/phone",
        "date": {"@type": "xsd:gYearMonth", "@value": "2024-07"},
        "confidence": "0.9",
        "label": {"en": "a meeting", "zh": "会见"},
    }
    found = {str(q.triple) for q in ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)}
    base, dip = iris.BASE, iris.ONTOLOGY
    assert f"<{base}record/1> <{dip}participant> <{base}person/a>" in found
    assert f"<{base}record/1> <{dip}mode> <{iris.VOCABULARY}mode/phone>" in found
    assert f'<{base}record/1> <{dip}date> "2024-07"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>' in found
    assert f'<{base}record/1> <{dip}confidence> "0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>' in found
    assert f'<{base}record/1> <http://www.w3.org/2000/01/rdf-schema#label> "会见"@zh' in found
    assert len(found) == 9


# -- the queries as RDF ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def published() -> rdflib.Graph:
    return rdflib.Graph().parse(FOLDER / "queries.ttl")


def test_every_query_is_published_word_for_word_and_parses(published: rdflib.Graph) -> None:
    selects = {str(published.value(s, DCTERMS.identifier)): str(t) for s, t in published.subject_objects(SH.select)}
    assert selects == {q.name: q.text for q in catalogue.list_queries()}
    constructs = {str(published.value(s, DCTERMS.identifier)): str(t) for s, t in published.subject_objects(SH.construct)}
    assert set(constructs.values()) == set(shortcuts().values())
    for text in (*selects.values(), *constructs.values()):
        prepareQuery(text)
    assert len(set(published.subjects(RDF.type, SH.SPARQLSelectExecutable))) == len(selects)


def test_parameters_are_those_of_the_catalogue(published: rdflib.Graph) -> None:
    for query in catalogue.list_queries():
        node = URIRef(f"{executables.BASE}/{query.name}")
        found = {str(published.value(p, SH.name)): p for p in published.objects(node, SH.parameter)}
        assert set(found) == {p.name for p in query.parameters}
        for parameter in query.parameters:
            described = found[parameter.name]
            assert str(published.value(described, SH.description)) == parameter.about
            assert str(published.value(described, SH.path)).endswith(f"/parameter/{parameter.name}")
            default = published.value(described, SH.defaultValue)
            assert (default is not None) == (parameter.default is not None and not parameter.default[0].isdigit())


def test_the_file_is_well_formed_shacl_without_blank_nodes(published: rdflib.Graph) -> None:
    assert not [t for triple in published for t in triple if isinstance(t, rdflib.BNode)]
    conforms, _, text = shacl(rdflib.Graph(), shacl_graph=published, meta_shacl=True)
    assert conforms, text


# -- competency questions --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def examples(examples_file: Path) -> Graph:
    return open_graph(examples_file)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.en)
def test_a_question_is_answered_by_its_query(examples: Graph, question: competency.Question) -> None:
    rows = list(catalogue.run(examples, question.query, question.params))
    assert bool(rows) != bool(question.empty), question.empty or "no answer: say why in `empty`, or ask otherwise"
    assert re.search(r"[\u3400-\u9fff].*[？。]$", question.zh)


@pytest.mark.parametrize("unit", ["day", "month", "year"])
@pytest.mark.parametrize("time", competency.times(), ids=lambda t: t.en.partition(":")[0])
def test_every_type_of_question_about_time_is_answered_by_day_month_and_year(
    examples: Graph, time: competency.Time, unit: str
) -> None:
    values = getattr(time, unit)
    assert list(catalogue.run(examples, time.query, values))
    length = {"day": 10, "month": 7, "year": 4}[unit]
    assert unit in values.values() or length in {len(value) for value in values.values()}


def test_questions_reach_every_kind_of_record_and_are_asked_once() -> None:
    assert len(QUESTIONS) >= 30
    assert len({q.en for q in QUESTIONS}) == len({q.zh for q in QUESTIONS}) == len(QUESTIONS)
    asked = " ".join(catalogue.get(q.query).text for q in QUESTIONS)
    assert {name for name in vocab.RECORDS if f"dip:{name}" in asked} >= set(vocab.RECORDS) - {"Cooperation"}


def test_a_question_without_query_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "queries").symlink_to(resources.path("queries"))
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path, tmp_path))
    for row, message in (('query = "nobody-asks"', "no query is called nobody-asks"), ('quary = "x"', "needs en, zh and query")):
        (tmp_path / "ontology" / competency.FILE).write_text(f'[[question]]\nen = "E?"\nzh = "中？"\n{row}\n')
        with pytest.raises(TableError, match=f"question 1.*{message}"):
            competency.questions()


# -- redirects -------------------------------------------------------------------------------------------------------------------

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def redirected(path: str, accept: str) -> tuple[int, str] | None:
    """What Apache's mod_rewrite makes of a request, by the few words of it that the file uses."""
    conditions: list[bool] = []
    for line in (FOLDER / "w3id" / ".htaccess").read_text("utf-8").splitlines():
        word, *rest = line.split() or [""]
        if word == "RewriteCond":
            assert rest[0] == "%{HTTP_ACCEPT}"
            negated = rest[1].startswith("!")
            conditions.append(bool(re.search(rest[1].removeprefix("!"), accept)) != negated)
        elif word == "RewriteRule":
            held, conditions = all(conditions), []
            if held and re.search(rest[0], path):
                code = re.search(r"R=(\d+)", rest[2])
                assert code
                assert "L" in rest[2].strip("[]").split(",")
                return int(code[1]), rest[1]
        elif word and not word.startswith("#"):
            assert word in {"Options", "AddType", "RewriteEngine", "Header"}, line
    return None


@pytest.mark.parametrize(
    ("path", "accept", "file"),
    [
        ("ontology", BROWSER, "index.html"),
        ("ontology", "text/turtle", "diplomacy.ttl"),
        ("ontology", "text/turtle, text/html;q=0.1", "diplomacy.ttl"),
        ("ontology", "application/rdf+xml, text/xml;q=0.6, */*;q=0.1", "diplomacy.owl"),
        ("ontology", "application/ld+json", "diplomacy.jsonld"),
        ("ontology", "application/n-triples", "diplomacy.nt"),
        ("ontology", "*/*", "diplomacy.ttl"),
        ("ontology", "", "diplomacy.ttl"),
        ("ontology/1.0.0", BROWSER, "index.html"),
        ("vocabulary/mode/phone", "text/turtle", "vocabularies.ttl"),
        ("vocabulary/mode", BROWSER, "index.html#vocabularies"),
        ("vocabulary", "text/turtle", "vocabularies.ttl"),
        ("alignments", BROWSER, "index.html#alignments"),
        ("shapes", "text/turtle", "shapes.ttl"),
        ("queries/who-met-whom", "text/turtle", "queries.ttl"),
        ("queries", BROWSER, "index.html#questions"),
        ("context.jsonld", "application/ld+json", "context.jsonld"),
    ],
)
def test_people_and_programs_get_what_they_ask_for(path: str, accept: str, file: str) -> None:
    found = redirected(path, accept)
    assert found is not None
    assert found[0] in {302, 303}
    assert found[1] == redirects.HOME + file
    name, _, place = file.partition("#")
    assert (FOLDER / name).is_file()
    assert not place or f'id="{place}"' in PAGE


def test_nothing_else_is_redirected() -> None:
    for path in ("ontologyx", "ontology/../x", "id/country/by", "ontology/1.0", "shapes/x"):
        assert redirected(path, BROWSER) is None
    assert redirects.PREFIX == "diplomacy-kg"


# -- the ontology in its other forms ---------------------------------------------------------------------------------------------


def test_json_ld_of_the_ontology_is_the_ontology() -> None:
    read = ox.Dataset(ox.parse(path=str(FOLDER / "diplomacy.jsonld"), format=ox.RdfFormat.JSON_LD))
    wanted = ox.Dataset(ox.Quad(*triple) for triple in ontology.load())
    for dataset in (read, wanted):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert read == wanted
