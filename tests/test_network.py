"""The projection: what articles say, folded into things and edges that lead back to every sentence."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris, resources, vocab
from kg.errors import QueryError
from kg.network import day, ego, find, folded, path, project, relations
from kg.network.hints import hint, shortcuts, status_words
from kg.network.telling import join
from tests import view_graphs as worlds
from tests.view_graphs import BY, CN, KZ, LI, LUKASHENKO, SCO, XI, Telling, graph_of


@pytest.fixture(scope="module")
def picture() -> Any:
    return project(worlds.sample_graph())


def edge(picture: Any, tail: Any, relation: str, head: Any) -> Any:
    return picture.edges[iris.entity(tail.id), iris.entity(head.id), relation]


def test_a_meeting_told_twice_is_one_fact_with_two_sentences(picture: Any) -> None:
    met = edge(picture, LUKASHENKO, "met", XI)
    assert [len(met["facts"]), len(met["evidence"]), met["directed"]] == [1, 2, False]
    assert {line["article"] for line in met["evidence"]} == {"summit-2024", "visit-2024"}
    assert met["facts"][0].when.text == "2024-07-04"
    assert {line["statedBy"] for line in met["evidence"]} == {None, "Li Qiang"}


def test_the_english_and_the_chinese_telling_are_one_fact(picture: Any) -> None:
    met = edge(picture, LUKASHENKO, "met", LI)
    assert len(met["facts"]) == 1
    assert {line["language"] for line in met["evidence"]} == {"en", "zh"}


def test_evidence_says_everything_a_dossier_needs(picture: Any) -> None:
    keys = set(
        "fact record type words quote language start end article title source date url when where status statedBy rule confidence".split()
    )
    for _, _, data in picture.edges(data=True):
        assert data["evidence"]
        for line in data["evidence"]:
            assert set(line) == keys
            assert line["quote"]
            assert line["source"]
            assert line["date"]
            assert set(line["words"]) == {"en", "zh"}


def test_quotes_are_verbatim(picture: Any) -> None:
    texts = {telling.id: telling.text for telling in worlds.sample()}
    for _, _, data in picture.edges(data=True):
        for line in data["evidence"]:
            assert texts[line["article"]][line["start"] : line["end"]] == line["quote"]


@pytest.mark.parametrize(
    ("tail", "relation", "head", "en", "zh"),
    [
        (LUKASHENKO, "met", XI, "met", "会见"),
        (XI, "holds", CN, "president of", None),
        (LI, "visited", BY, "visited", "访问"),
        (BY, "partner", CN, "all-weather comprehensive strategic partnership", None),
        (BY, "member", SCO, "joined", "加入"),
        (XI, "addressed", BY, "congratulated", "祝贺"),
        (KZ, "chairs", SCO, "chairs", None),
    ],
)
def test_words_on_the_edges(picture: Any, tail: Any, relation: str, head: Any, en: str, zh: str | None) -> None:
    label = edge(picture, tail, relation, head)["label"]
    assert label["en"] == en
    assert zh is None or label["zh"] == zh


def test_facts_in_words(picture: Any) -> None:
    words = {fact.words["en"] for _, _, data in picture.edges(data=True) for fact in data["facts"]}
    assert "Maxim Ryzhenkov and Wang Yi to meet in Minsk" in words
    assert "Alexander Lukashenko did not visit Kazakhstan" in words
    assert "Belarus and China established an all-weather comprehensive strategic partnership" in words
    assert "Xi Jinping sent greetings to Alexander Lukashenko through Li Qiang" in words
    assert "Belarus and China cooperate in agriculture, education and trade" in words
    zh = {fact.words["zh"] for _, _, data in picture.edges(data=True) for fact in data["facts"]}
    assert "雷任科夫和王毅将于明斯克会晤" in zh
    assert "习近平通过李强向卢卡申科致以问候" in zh


def test_no_sentence_has_an_empty_slot(picture: Any) -> None:
    for _, _, data in picture.edges(data=True):
        for words in [data["label"], *(fact.words for fact in data["facts"])]:
            assert all(text and "{" not in text and "  " not in text for text in words.values())


def test_ends_of_the_same_kind_of_fact_meet_whatever_their_order() -> None:
    one = Telling("a", "S", "2024-01-01", "A").says("A sentence.", ("Cooperation", {"party": [BY, CN], "field": "trade"}))
    two = Telling("b", "S", "2024-01-02", "B").says("Another.", ("Cooperation", {"party": [CN, BY], "field": "energy"}))
    assert project(graph_of([one, two])).number_of_edges() == 1


def test_a_visit_to_a_city_is_drawn_to_its_country() -> None:
    told = Telling("a", "S", "2024-01-01", "A").says(
        "He went.", ("Visit", {"visitor": LI, "destination": worlds.MINSK, "date": "2024-01-01"})
    )
    picture = project(graph_of([told]))
    assert [(data["relation"], head) for _, head, data in picture.edges(data=True)] == [("visited", iris.entity(BY.id))]
    assert next(iter(picture.edges(data=True)))[2]["evidence"][0]["where"] == ["Minsk"]


def test_many_participants_meet_pairwise() -> None:
    people = [worlds.thing(f"person/p{i}", "Person", f"P {i}") for i in range(7)]
    told = Telling("a", "S", "2024-01-01", "A").says("All met.", ("Meeting", {"participant": people, "date": "2024-01-01"}))
    picture = project(graph_of([told]))
    assert picture.number_of_edges() == 21
    assert len({fact.id for _, _, data in picture.edges(data=True) for fact in data["facts"]}) == 1


def test_a_graph_without_articles_is_an_empty_picture() -> None:
    assert len(project(graph_of([]))) == 0


def test_the_order_of_articles_does_not_matter() -> None:
    def plain(tellings: list[Telling]) -> list[Any]:
        picture = project(graph_of(tellings))
        return [
            (a, b, k, d["label"], d["evidence"])
            for a, b, k, d in sorted(picture.edges(keys=True, data=True), key=lambda e: e[:3])
        ]

    assert plain(worlds.sample()) == plain(worlds.sample()[::-1])


# -- choices ---------------------------------------------------------------------------------------------------------------------


def test_types_by_either_name() -> None:
    graph = worlds.sample_graph()
    both = [sorted(project(graph, types=types).edges(keys=True)) for types in (["Tenure"], ["OFFICE"])]
    assert both[0] == both[1]
    assert {key for *_, key in both[0]} == {"holds"}


def test_time_is_overlap() -> None:
    graph = worlds.sample_graph()
    assert {k for *_, k in project(graph, since="1990", until="1999").edges(keys=True)} == {"ties"}
    july = project(graph, since="2024-07", until="2024-07")
    assert all(f.when.overlaps("2024-07-01", "2024-07-31") for *_, d in july.edges(data=True) for f in d["facts"])


@pytest.mark.parametrize("name", ["卢卡申科", "lukasenka", "Alexander Lukashenko", "person/alexander-lukashenko"])
def test_a_centre_by_any_of_its_names(name: str) -> None:
    graph = worlds.sample_graph()
    near = project(graph, center=name)
    whole = project(graph)
    centre = iris.entity(LUKASHENKO.id)
    assert set(near) == {centre, *whole.successors(centre), *whole.predecessors(centre)}
    assert near.graph["center"] == centre


def test_two_steps_are_more_than_one() -> None:
    graph = worlds.sample_graph()
    assert len(project(graph, center="Brazil", depth=1)) < len(project(graph, center="Brazil", depth=2))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"center": "Lukashenka A"}, "did you mean"),
        ({"center": "zzzz"}, "nothing in the picture has this name"),
        ({"types": ["metting"]}, "no such type of fact: use agreement, attendance"),
        ({"since": "July 2024"}, "is not a date"),
        ({"until": "2024-13"}, "is not a date"),
    ],
)
def test_what_does_not_exist_is_said_in_one_line(options: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message) as error:
        project(worlds.sample_graph(), **options)
    assert "\n" not in str(error.value)


def test_two_things_of_one_name_are_told_apart_by_id() -> None:
    one, other = (worlds.thing(f"person/li-{i}", "Person", "Li Li") for i in (1, 2))
    told = Telling("a", "S", "2024-01-01", "A").says("They met.", ("Meeting", {"participant": [one, other], "date": "2024"}))
    with pytest.raises(QueryError, match="person/li-1, person/li-2"):
        project(graph_of([told]), center="Li Li")
    assert len(project(graph_of([told]), center="person/li-1")) == 2


def test_paths(picture: Any) -> None:
    start, end = iris.entity("country/ua"), iris.entity(KZ.id)
    way = path(picture, start, end)
    assert way[0] == start
    assert way[-1] == end
    assert path(ego(picture, end), end, end) == [end]


def test_no_path_is_an_empty_one() -> None:
    pairs = [[worlds.thing(f"person/{a}{b}", "Person", f"{a}{b}") for b in "xy"] for a in "ab"]
    told = Telling("a", "S", "2024-01-01", "A").says(
        "They met.", *[("Meeting", {"participant": pair, "date": "2024"}) for pair in pairs]
    )
    picture = project(graph_of([told]))
    assert path(picture, find(picture, "ax"), find(picture, "by")) == []


# -- what a query gives ----------------------------------------------------------------------------------------------------------

MET = "CONSTRUCT { ?a dip:metWith ?b } WHERE { ?o dip:ofClass dip:Meeting ; dip:participant ?a, ?b FILTER(?a != ?b) }"


def drawn(query: str, **options: Any) -> set[tuple[str, str, str]]:
    picture = project(worlds.sample_graph(), query=query, **options)
    ids = dict(picture.nodes(data="id"))
    return {(ids[a], key, ids[b]) for a, b, key in picture.edges(keys=True)}


def test_triples_of_the_ontology_are_drawn_with_the_sentences_of_their_facts() -> None:
    whole = project(worlds.sample_graph())
    ids = dict(whole.nodes(data="id"))
    assert drawn(MET) == {(ids[a], key, ids[b]) for a, b, key in whole.edges(keys=True) if key in {"met", "called"}}
    picture = project(worlds.sample_graph(), query=MET)
    assert all(data["evidence"] for *_, data in picture.edges(data=True))


def test_rows_that_name_occurrences_or_records_give_those_facts_whole() -> None:
    occurrences = "SELECT ?o WHERE { ?o a dip:Occurrence ; dip:ofClass dip:Signing }"
    records = "SELECT ?r ?quote WHERE { ?r a dip:Signing ; dip:evidence ?e . ?e dip:quote ?quote }"
    assert drawn(occurrences) == drawn(records)
    assert {key for _, key, _ in drawn(records)} == {"signed"}
    sentences = "SELECT ?e WHERE { ?e a dip:Evidence ; dip:quote ?q FILTER(CONTAINS(?q, 'six-point')) }"
    assert {key for _, key, _ in drawn(sentences)} == {"proposed", "opposes"}


def test_rows_of_two_things_give_what_joins_them_rows_of_one_what_joins_all() -> None:
    pairs = "SELECT ?a ?b WHERE { ?v a dip:Visit ; dip:visitor ?a ; dip:destination ?b }"
    assert {(a, b) for a, _, b in drawn(pairs)} >= {("person/xi-jinping", "country/kz")}
    assert all(a.startswith("person/") and b.startswith("country/") for a, _, b in drawn(pairs))
    presidents = "SELECT ?p WHERE { ?t a dip:Tenure ; dip:holder ?p ; dip:officeText ?o FILTER(STR(?o) = 'president') }"
    among = drawn(presidents)
    assert among
    assert {end for a, _, b in among for end in (a, b)} <= {XI.id, LUKASHENKO.id, "person/kassym-jomart-tokayev"}


def test_rows_of_subject_predicate_object_are_triples() -> None:
    rows = "SELECT ?a ?p ?b WHERE { VALUES ?p { dip:supports } ?s a dip:Stance ; dip:agent ?a ; dip:target ?b ; dip:stance ?k FILTER(STRENDS(STR(?k), '/support')) }"
    assert {key for _, key, _ in drawn(rows)} == {"supports"}


def test_articles_give_what_they_tell() -> None:
    query = "SELECT ?a WHERE { ?a a dip:Article ; dip:source ?s FILTER(CONTAINS(STR(?s), '示例')) }"
    found = project(worlds.sample_graph(), query=query)
    told = {line["article"] for *_, data in found.edges(data=True) for line in data["evidence"]}
    assert "visit-zh" in told
    assert "plans-2024" not in told


def test_what_only_the_query_says_has_words_and_no_sentence() -> None:
    query = f"CONSTRUCT {{ <{iris.entity(BY.id)}> <https://example.org/sharesBorderWith> <{iris.entity(KZ.id)}> }} WHERE {{}}"
    ((_, _, data),) = project(worlds.sample_graph(), query=query).edges(data=True)
    assert data["label"]["en"] == "shares border with"
    assert data["facts"][0].words == {
        "en": "Belarus shares border with Kazakhstan",
        "zh": "白俄罗斯 shares border with 哈萨克斯坦",
    }
    assert data["evidence"] == []


def test_queries_and_the_other_choices_go_together() -> None:
    assert drawn(MET, center="Wang Yi") == {("person/maxim-ryzhenkov", k, "person/wang-yi") for k in ("met", "called")}
    assert drawn(MET, since="2024-08", until="2024-08") < drawn(MET)


def test_nothing_is_an_empty_picture_and_texts_or_yes_are_refused() -> None:
    assert drawn("SELECT ?a WHERE { ?a a dip:Nothing }") == drawn("CONSTRUCT WHERE { ?a a dip:Nothing }") == set()
    with pytest.raises(QueryError, match="only says yes or no"):
        drawn("ASK { ?a ?b ?c }")
    with pytest.raises(QueryError, match="must hold things, records or occurrences"):
        drawn("SELECT ?l WHERE { ?a rdfs:label ?l }")
    with pytest.raises(QueryError, match="is not SPARQL"):
        drawn("SELECT WHERE")


def test_every_short_property_of_the_ontology_stands_for_relations() -> None:
    derived = {
        name
        for path in resources.path("queries", "derive").glob("*.rq")
        for name in re.findall(r"CONSTRUCT \{[^}]*dip:(\w+)", path.read_text("utf-8"))
    }
    assert derived <= set(shortcuts())
    assert {relation for row in shortcuts().values() for relation in row} <= set(relations())


# -- the table of drawings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", vocab.RECORDS)
def test_every_record_class_is_drawn_as_the_ontology_hints(name: str) -> None:
    found = hint(name, {})
    kind = vocab.CLASSES[name]
    assert found is not None
    assert found.edges
    if kind.drawn_from:
        hinted = {(tail, head) for tail in kind.drawn_from for head in kind.drawn_to}
        assert hinted & {(e.tail, e.head) for e in found.edges}


@pytest.mark.parametrize("name", vocab.RECORDS)
def test_what_is_drawn_and_told_are_properties_of_the_class(name: str) -> None:
    found = hint(name, {})
    assert found is not None
    slots = {
        slot
        for pieces in found.words.values()
        for piece in pieces
        for slot in piece.replace("{", " {").split()
        if slot.startswith("{")
    }
    told = {slot[1 : slot.index("}")] for slot in slots} - {"verb", "mark"}
    for property in {edge.tail for edge in found.edges} | {edge.head for edge in found.edges} | told:
        assert name in vocab.PROPERTIES[property].classes, property


def test_a_class_that_only_the_ontology_draws_is_drawn_too(monkeypatch: pytest.MonkeyPatch) -> None:
    row = vocab.Class(
        "Summoning", ("Record",), drawn_from=("agent",), drawn_to=("target",), drawn_as=(("en", "summoned"), ("zh", "召见"))
    )
    monkeypatch.setattr(vocab, "CLASSES", {**vocab.CLASSES, "Summoning": row})
    found = hint("Summoning", {})
    assert found is not None
    assert found.edges[0].label == {"en": "summoned", "zh": "召见"}
    assert hint("Unheard", {}) is None


def test_relations_have_words_in_both_languages_and_a_family() -> None:
    for relation in relations().values():
        assert all(relation.name[language] and relation.label[language] for language in ("en", "zh"))
    assert {c.name for c in vocab.scheme("status")} == set(status_words("en"))


# -- small parts -----------------------------------------------------------------------------------------------------------------


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.dates())
def test_days_are_whole(date: Any) -> None:
    iso = date.isoformat()
    assert day(iso, last=False) == day(iso, last=True) == iso
    assert str(day(iso[:7], last=False)) <= iso <= str(day(iso[:7], last=True))
    assert str(day(iso[:4], last=False)) <= iso <= str(day(iso[:4], last=True))


def test_lists_in_words() -> None:
    assert [join(list("ABC"[:n]), "en") for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert join(list("ABC"), "zh") == "A、B和C"
