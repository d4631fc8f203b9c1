"""The ontology: every word explained in two languages, inside OWL 2 RL, its generated forms fresh, and nobody using a word it lacks."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate as shacl
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SH, SKOS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import iris, ontology, resources, vocab
from kg.errors import OntologyError

FOLDER = resources.path("ontology")
ONTOLOGY = URIRef(iris.ONTOLOGY.rstrip("#"))
FACTS = {
    "Meeting": "meeting", "Visit": "visit", "Tenure": "office", "Partnership": "partnership", "Membership": "membership",
    "Chairmanship": "chair", "Stance": "stance", "Proposal": "proposal", "SpeechAct": "speech", "Signing": "agreement",
    "DiplomaticTies": "ties", "Attendance": "attendance", "Convening": "event", "Cooperation": "cooperation", "JointProject": "project",
}  # fmt: skip
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# What OWL 2 RL allows and we use: no class expressions at all, so no place where one may not stand.
OWL_WORDS = {
    "Ontology", "Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "FunctionalProperty", "SymmetricProperty",
    "IrreflexiveProperty", "AllDisjointClasses", "AllDifferent", "members", "distinctMembers", "disjointWith", "versionIRI", "versionInfo",
}  # fmt: skip
OWL_2_DATATYPES = {RDFS.Literal, RDF.PlainLiteral, XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.anyURI}
VERIFIED_ITEMS = {
    "entity/Q6256",
    "entity/Q131569",
    "entity/Q1072326",
    "prop/P39",
    "prop/direct/P463",
    "prop/direct/P530",
    "prop/direct/P1891",
}


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / f"{name}.ttl")
    return graph


MAIN = read("diplomacy")
WORDS = read("vocabularies")
ALL = read("diplomacy", "vocabularies", "alignments")
SHAPES = read("shapes")


def ours(kind: URIRef) -> list[URIRef]:
    return sorted(s for s in ALL.subjects(RDF.type, kind) if isinstance(s, URIRef) and s.startswith(iris.ONTOLOGY))


TERMS = sorted({term for kind in KINDS for term in ours(kind)})
CONCEPTS = sorted(c for c in WORDS.subjects(RDF.type, SKOS.Concept) if isinstance(c, URIRef))


def local(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def languages(graph: Graph, term: Node | None, *predicates: URIRef) -> list[str]:
    return sorted(str(getattr(o, "language", "")) for p in predicates for o in graph.objects(term, p))


# -- the words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", TERMS, ids=local)
def test_every_word_is_explained_in_english_and_chinese(term: URIRef) -> None:
    assert languages(ALL, term, RDFS.label) == ["en", "zh"]
    assert languages(ALL, term, SKOS.definition) == ["en", "zh"]
    assert languages(ALL, term, URIRef(iris.term("example"))) == ["en"]
    assert list(ALL.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("term", [*ours(OWL.ObjectProperty), *ours(OWL.DatatypeProperty)], ids=local)
def test_every_property_says_what_it_joins(term: URIRef) -> None:
    assert set(ALL.objects(term, RDFS.domain)) | set(ALL.objects(term, SDO.domainIncludes))
    assert set(ALL.objects(term, RDFS.range)) | set(ALL.objects(term, SDO.rangeIncludes))
    if (term, RDF.type, OWL.DatatypeProperty) in ALL:
        assert set(ALL.objects(term, RDFS.range)) <= OWL_2_DATATYPES
    assert (term, RDF.type, OWL.ObjectProperty) not in ALL or (term, RDF.type, OWL.DatatypeProperty) not in ALL


def test_labels_tell_words_of_one_sort_apart() -> None:
    for kind in KINDS:
        for language in ("en", "zh"):
            labels = [str(o) for t in ours(kind) for o in ALL.objects(t, RDFS.label) if getattr(o, "language", "") == language]
            assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize("name", ["diplomacy", "vocabularies", "alignments", "shapes"])
def test_each_file_says_its_version_licence_and_makers(name: str) -> None:
    graph = read(name)
    [header] = graph.subjects(RDF.type, OWL.Ontology)
    version = str(graph.value(header, OWL.versionInfo))
    assert str(graph.value(header, OWL.versionIRI)) == f"{header}/{version}"
    assert str(graph.value(header, DCTERMS.license)) == "https://creativecommons.org/licenses/by/4.0/"
    assert str(graph.value(header, DCTERMS.creator)) == "diplomacy-kg contributors"


def test_only_owl_2_rl() -> None:
    used = {local(t) for triple in ALL for t in triple if str(t).startswith(str(OWL))}
    assert used <= OWL_WORDS
    assert not set(ALL.subject_objects(OWL.equivalentClass))


def test_the_profile_holds_axiom_by_axiom() -> None:
    """OWL 2 RL (section 4 of the profiles): every axiom is of a kind it has, between names it allows, each declared for one use."""
    classes, objects, data, annotations = (set(ALL.subjects(RDF.type, kind)) for kind in KINDS)
    assert not objects & data
    assert not annotations & (objects | data)
    assert not classes & (objects | data | annotations)
    for sub, sup in ALL.subject_objects(RDFS.subClassOf):
        assert {sub, sup} <= classes
        assert {sub, sup}.isdisjoint({OWL.Thing, OWL.Nothing})
    for one, other in ALL.subject_objects(OWL.disjointWith):
        assert {one, other} <= classes
    for sub, sup in ALL.subject_objects(RDFS.subPropertyOf):
        assert {sub, sup} <= objects or {sub, sup} <= data
    for term, domain in ALL.subject_objects(RDFS.domain):
        assert term in objects | data
        assert domain in classes
    for term, target in ALL.subject_objects(RDFS.range):
        assert target in classes if term in objects else target in OWL_2_DATATYPES
    for trait in (OWL.SymmetricProperty, OWL.IrreflexiveProperty):
        assert set(ALL.subjects(RDF.type, trait)) <= objects  # RL has them of objects only, and no reflexive ones
    assert set(ALL.subjects(RDF.type, OWL.FunctionalProperty)) <= objects | data
    for list_of, allowed in ((OWL.members, classes), (OWL.distinctMembers, {*CONCEPTS})):
        for head in ALL.objects(None, list_of):
            members = list(Collection(ALL, head))
            assert len(members) >= 2
            assert set(members) <= allowed
    blank = {s for s in ALL.subjects() if not isinstance(s, URIRef)}
    lists = {s for s in blank if (s, RDF.first, None) in ALL}
    assert {t for s in blank - lists for t in ALL.objects(s, RDF.type)} <= {OWL.AllDisjointClasses, OWL.AllDifferent}


# -- records -----------------------------------------------------------------------------------------------------------------


def test_the_record_classes_are_the_fact_types() -> None:
    assert dict(vocab.FACTS) == FACTS
    assert list(vocab.RECORDS) == sorted(FACTS)
    assert all(vocab.is_a(name, "Record") for name in FACTS)


def test_record_classes_exclude_each_other() -> None:
    groups = [{local(m) for m in Collection(MAIN, head)} for head in MAIN.objects(None, OWL.members)]
    assert set(FACTS) in groups


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_record_class_is_drawn_and_has_a_shape(name: str) -> None:
    row = vocab.CLASSES[name]
    assert {language for language, _ in row.drawn_as} == {"en", "zh"}
    assert {*row.drawn_from, *row.drawn_to, *row.drawn_with} <= {p for p, q in vocab.PROPERTIES.items() if name in q.classes}
    [shape] = SHAPES.subjects(SH.targetClass, URIRef(iris.term(name)))
    parts = {local(p) for b in SHAPES.objects(shape, SH.property) for p in SHAPES.objects(b, SH.path) if isinstance(p, URIRef)}
    assert parts == {p for p, q in vocab.PROPERTIES.items() if name in q.classes}, "shape and schema:domainIncludes disagree"


def test_shapes_use_known_words_and_say_in_english_what_is_wrong() -> None:
    used = {t for triple in SHAPES for t in triple if isinstance(t, URIRef) and t.startswith(iris.ONTOLOGY)}
    assert used <= set(TERMS)
    told = [*SHAPES.objects(None, SH.property), *SHAPES.objects(None, SH.sparql)]
    silent = [n for n in told if SHAPES.value(n, SH.message) is None and not _in_condition(n)]
    assert silent == []
    assert set(languages(SHAPES, None, SH.message)) == {"en"}


def _in_condition(node: Node) -> bool:
    """Inside sh:or or a qualified value shape: the whole has the message."""
    return any(
        (None, p, above) in SHAPES for above in SHAPES.subjects(SH.property, node) for p in (RDF.first, SH.qualifiedValueShape)
    )


def test_the_shapes_are_shacl() -> None:
    conforms, _, text = shacl(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


# -- concepts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda c: str(c).removeprefix(iris.VOCABULARY))
def test_every_concept_has_its_words(concept: URIRef) -> None:
    scheme, name = concept.removeprefix(iris.VOCABULARY).split("/")
    assert list(WORDS.objects(concept, SKOS.inScheme)) == [URIRef(iris.VOCABULARY + scheme)]
    [notation] = WORDS.objects(concept, SKOS.notation)
    assert name == re.sub(r"[^a-z0-9]+", "-", str(notation)).strip("-")
    assert languages(WORDS, concept, SKOS.prefLabel) == ["en", "zh"]
    assert set(languages(WORDS, concept, SKOS.altLabel)) <= {"en", "zh"}
    broader = list(WORDS.objects(concept, SKOS.broader))
    assert bool(broader) != bool(list(WORDS.objects(concept, SKOS.topConceptOf)))
    assert all((b, SKOS.inScheme, URIRef(iris.VOCABULARY + scheme)) in WORDS for b in broader)
    assert concept not in set(WORDS.transitive_objects(broader[0], SKOS.broader) if broader else ())


def test_no_two_concepts_of_a_scheme_share_a_word() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in vocab.CONCEPTS.values():
        for word in (concept.notation, *(w for _, w in (*concept.labels, *concept.alt))):
            owners[concept.scheme, " ".join(re.split(r"[\s-]+", word.casefold()))].add(concept.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_schemes_are_as_large_as_promised() -> None:
    sizes = {local(s): len(vocab.scheme(local(s))) for s in WORDS.subjects(RDF.type, SKOS.ConceptScheme)}
    assert sizes["field"] >= 60
    assert sizes["office"] >= 60
    assert sizes["partnership-level"] >= 24
    assert {c.name for c in vocab.scheme("status")} == {"happened", "planned", "cancelled", "denied", "hypothetical"}
    assert set(sizes) == {q.scheme for q in vocab.PROPERTIES.values() if q.scheme}


@pytest.mark.parametrize(
    ("scheme", "word", "name"),
    [
        ("office", "Minister of Foreign Affairs", "foreign-minister"),
        ("office", "premier", "prime-minister"),
        ("office", "国务卿", "secretary-of-state"),
        ("office", "keeper of the seals", None),
        ("field", "经贸", "trade"),
        ("field", "counter-terrorism", "counterterrorism"),
        ("membership-status", "dialogue-partner", "dialogue-partner"),
        ("partnership-level", "新时代全面战略协作伙伴关系", "comprehensive-strategic-partnership-of-coordination-for-a-new-era"),
    ],
)
def test_words_find_their_concept(scheme: str, word: str, name: str | None) -> None:
    found = vocab.concept(scheme, word)
    assert (found.name if found else None) == name


def test_partnership_labels_are_composed() -> None:
    english = vocab.concepts_in("component", "all-weather comprehensive strategic partnership")
    chinese = vocab.concepts_in("component", "全天候全面战略伙伴关系")
    assert [c.name for c in english] == [c.name for c in chinese] == ["all-weather", "comprehensive", "strategic"]
    assert [c.name for c in vocab.concepts_in("component", "especially allied")] == ["alliance"]


# -- alignments --------------------------------------------------------------------------------------------------------------


def test_alignments_hold_only_verified_items_and_no_equivalence() -> None:
    items = {
        str(o).removeprefix("http://www.wikidata.org/") for o in ALL.objects() if str(o).startswith("http://www.wikidata.org/")
    }
    assert items == VERIFIED_ITEMS
    assert not any((None, p, None) in ALL for p in (OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, SKOS.exactMatch))


# -- generated forms ---------------------------------------------------------------------------------------------------------


def test_generated_files_are_fresh() -> None:
    assert ontology.stale() == [], "run python -m kg.ontology"


@pytest.mark.parametrize(("name", "format"), [("diplomacy.owl", ox.RdfFormat.RDF_XML), ("diplomacy.nt", ox.RdfFormat.N_TRIPLES)])
def test_generated_files_say_what_the_turtle_says(name: str, format: ox.RdfFormat) -> None:
    def canonical(quads: object) -> ox.Dataset:
        dataset = ox.Dataset(quads)  # type: ignore[arg-type]
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        return dataset

    written = canonical(ox.parse(path=str(FOLDER / name), format=format))
    assert written == canonical(ox.Quad(*triple) for triple in ontology.load())


def test_vocab_agrees_with_another_reader_of_the_turtle() -> None:
    assert {*vocab.CLASSES} == {local(c) for c in ours(OWL.Class)}
    assert {*vocab.PROPERTIES} == {local(p) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for p in ours(kind)}
    assert {*vocab.CONCEPTS} == {c.removeprefix(iris.VOCABULARY) for c in CONCEPTS}
    for name, row in vocab.PROPERTIES.items():
        term = URIRef(iris.term(name))
        [*schemes] = ALL.objects(term, URIRef(iris.term("conceptsFrom")))
        assert ([row.scheme] if row.scheme else []) == [local(s) for s in schemes]
        assert (row.kind in {"thing", "concept", "class"}) == ((term, RDF.type, OWL.ObjectProperty) in ALL)
    for name, kind in vocab.CLASSES.items():
        parents = {local(p) for p in ALL.objects(URIRef(iris.term(name)), RDFS.subClassOf) if str(p).startswith(iris.ONTOLOGY)}
        assert set(kind.parents) == parents


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the ontology that a test may spoil."""
    shutil.copytree(FOLDER, tmp_path / "ontology")
    for name in ("queries", "examples"):
        (tmp_path / name).symlink_to(FOLDER.parent / name)
    (tmp_path / "kg").mkdir()
    shutil.copytree(FOLDER.parent / "docs", tmp_path / "docs")
    shutil.copy(resources.PACKAGE / "vocab.json", tmp_path / "kg" / "vocab.json")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "kg")
    monkeypatch.setattr(resources, "_ROOTS", (tmp_path / "kg", tmp_path))
    return tmp_path


def test_a_new_word_makes_the_generated_files_stale_until_they_are_written(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ontology.main(["--check"]) == 0
    with (checkout / "ontology" / "vocabularies.ttl").open("a") as file:
        file.write('mode:carrier-pigeon a skos:Concept ; skos:inScheme voc:mode ; skos:notation "carrier-pigeon" .\n')
    assert ontology.main(["--check"]) == 1
    assert "vocab.json: stale: run python -m kg.ontology" in capsys.readouterr().err
    assert ontology.main([]) == 0
    assert ontology.main(["--check"]) == 0
    assert (
        json.loads((checkout / "kg" / "vocab.json").read_text())["concepts"]["mode/carrier-pigeon"]["notation"]
        == "carrier-pigeon"
    )


def test_wrong_turtle_is_named_in_one_line(checkout: Path) -> None:
    (checkout / "ontology" / "shapes.ttl").write_text("dip:Meeting a .")
    with pytest.raises(OntologyError, match=r"shapes\.ttl: is not Turtle: .* line 1") as caught:
        ontology.load("shapes")
    assert "\n" not in str(caught.value)


# -- those who use it --------------------------------------------------------------------------------------------------------


def test_queries_use_words_that_exist() -> None:
    terms, concepts = {local(t) for t in TERMS}, set(vocab.CONCEPTS) | {q.scheme for q in vocab.PROPERTIES.values()}
    for file in sorted(resources.path("queries").rglob("*.rq")):
        text = re.sub(r"#.*", "", re.sub(r'"[^"]*"|<[^>]*>', "", file.read_text("utf-8")))
        assert set(re.findall(r"\bdip:(\w+)", text)) <= terms, file.name
        full = re.findall(re.escape(iris.VOCABULARY) + r"([\w/-]+[\w-])", file.read_text("utf-8"))
        assert set(full) <= concepts, file.name
